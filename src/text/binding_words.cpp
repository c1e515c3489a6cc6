#include "text/binding_words.h"

#include "text/written.h"

namespace chancery::text {
namespace {

struct Row {
  std::string_view range;
  BindingWords words;
};

constexpr Row kRows[] = {
    // New Hart's Rules, 2.5.1 and 4.2.4; The Chicago Manual of Style, 7.36 and 10.
    {"en",
     {U" no. nos. p. pp. page pages art. arts. article articles fig. figs. figure table tables ch. "
      U"chap. chapter vol. vols. sec. section para. paras. paragraph line lines l. ll. annex room "
      U"resolution ",
      U" Dr Dr. Mr Mr. Mrs Mrs. Ms Ms. Mx Mx. Prof. Professor Rev. Hon. St St. Messrs Gen. Col. "
      U"Capt. Lt. Sgt. Sen. Rep. Gov. Pres. Amb. ",
      U" a.m. p.m. am pm million billion trillion BC AD BCE CE per ", U"", U""}},
    // DIN 5008:2020, 9 and 10; Duden on Abkürzungen.
    {"de",
     {U" nr. nrn. s. seite seiten art. artikel § abb. tab. kap. bd. abs. ziff. ziffer anl. anlage "
      U"abschn. zeile z. rdnr. blatt ",
      U" Dr. Prof. Hr. Fr. Herr Herrn Frau St. Dipl.-Ing. Hrn. ",
      U" Uhr Mio. Mrd. Mio Mrd Tsd. Millionen Milliarden Std. Min. Jh. Stk. ", U"", U""}},
    // Imprimerie nationale, Lexique des règles typographiques, on coupures and abréviations.
    {"fr",
     {U" n° nº nᵒ no nos n°s p. pp. page pages art. article articles fig. figure tableau chap. "
      U"chapitre "
      U"t. vol. § al. l. ligne annexe ",
      U" M. MM. Mme Mmes Mlle Mlles Mᵐᵉ Mᵍʳ Mgr Me Dr Dr. Pr Pr. St Ste S.M. S.E. ",
      U" h heures millions milliards million milliard fr. F apr. av. ", U" à ô ", U""}},
    // Мильчин, Чельцова, Справочник издателя и автора, on what a line's end may not part;
    // Гиленсон, Технические правила набора и верстки.
    {"ru",
     {U" № №№ с. стр. гл. рис. табл. ст. п. пп. ч. т. тт. вып. кн. § §§ разд. прил. абз. д. кв. "
      U"корп. стб. статья статьи глава ",
      U" г. гр. д-р проф. акад. доц. тов. им. г-н г-жа гг. ул. пр. пл. о. оз. р. св. обл. р-н "
      U"бульв. пер. инж. ген. полк. кап. чл.-корр. ",
      U" г. гг. в. вв. год года году годом лет руб. коп. тыс. млн млрд трлн ч мин с сут мес. чел. "
      U"экз. шт. км м см мм кг г т л га кВт МВт Вт В А Гц ",
      U" а в и к о с у ", U" бы б же ж ли ль "}},
    // Український правопис (2019), § 62 on what is not carried over.
    {"uk",
     {U" № с. стор. гл. рис. табл. ст. п. пп. ч. т. § ",
      U" м. п. пан пані д-р проф. акад. ім. вул. ",
      U" р. рр. ст. року рік років грн коп. тис. млн млрд год хв с км м см мм кг г т л га ",
      U" а в е з и і й о у ", U" б би ж же "}},
    {"be",
     {U" № с. стар. гл. мал. табл. арт. п. ч. т. § ", U" г. сп. д-р праф. акад. імя вул. ",
      U" г. гг. ст. года год годзе руб. кап. тыс. млн млрд км м см мм кг г т л га ",
      U" а б в з і й о у ў ", U" б бы ж жа "}},
    {"bg",
     {U" № с. стр. гл. фиг. табл. чл. ал. т. § ", U" г-н г-жа д-р проф. акад. гр. ул. св. ",
      U" г. гг. в. година лв. лв ст. млн. млрд. хил. км м см мм кг г т л ха ч. мин. ",
      U" а в и о с у ", U""}},
    {"kk",
     {U" № б. бет т. § ст. ", U" қ. а. проф. акад. к-сі ",
      U" ж. жж. жыл жылы ғ. теңге млн млрд мың км м см мм кг г т л га ", U"", U""}},
    {"ky",
     {U" № б. бет т. § ", U" ш. а. проф. акад. к. ",
      U" ж. жж. жыл жылы к. сом млн млрд миң км м см мм кг г т л га ", U"", U""}},
    {"tg",
     {U" № с. саҳ. ҷ. § ", U" ш. проф. акад. ",
      U" с. ас. сол соли сомонӣ млн млрд ҳазор км м см мм кг г т л га ", U" ӯ ", U""}},
    {"uz",
     {U" № b. б. bet бет § ", U" sh. ш. prof. проф. akad. акад. ",
      U" y. й. yil йил yili йили soʻm сўм mln млн mlrd млрд ming минг km м kg кг ", U"", U""}},
    // Słownik ortograficzny PWN, on przenoszenie: "wiszące spójniki".
    {"pl",
     {U" nr s. str. art. ust. pkt rys. tab. t. r. rozdz. poz. § ",
      U" dr prof. p. pan pani mgr inż. św. ul. pl. al. hab. ks. gen. ",
      U" r. w. zł gr tys. mln mld godz. min rok roku lat ", U" a i o u w z ", U""}},
    // Internetová jazyková příručka (ÚJČ AV ČR), Zalomení řádků a nevhodné výrazy na jejich konci.
    {"cs",
     {U" č. čís. s. str. čl. odst. písm. obr. tab. kap. sv. § ",
      U" p. pí sl. dr. prof. ing. mgr. bc. sv. ul. nám. Dr. Prof. Ing. Mgr. Bc. JUDr. MUDr. PhDr. ",
      U" Kč hal. tis. mil. mld. hod. min. stol. let roku rok ", U" a i k o s u v z ", U""}},
    // Pravidlá slovenského pravopisu (JÚĽŠ SAV, 2013).
    {"sk",
     {U" č. s. str. čl. ods. písm. obr. tab. kap. zv. § ",
      U" p. pí dr. prof. ing. mgr. sv. ul. nám. Dr. Prof. Ing. Mgr. JUDr. MUDr. ",
      U" tis. mil. mld. hod. min. stor. rokov roku rok ", U" a i k o s u v z ", U""}},
    // Slovenski pravopis (2001).
    {"sl",
     {U" št. str. čl. odst. sl. pogl. ", U" dr. prof. g. ga. gdč. mag. sv. ul. ",
      U" tis. mio. mrd. ura ure min let leta ", U" a h i k o s u v z ", U""}},
    // RAE, Ortografía de la lengua española (2010), on abreviaturas.
    {"es",
     {U" n.º núm. núms. nº n° p. pp. pág. págs. página art. arts. artículo fig. tabla cap. vol. t. "
      U"apdo. ",
      U" D. D.ª Dña. Dr. Dra. Sr. Sra. Sres. Srta. Prof. Excmo. Ilmo. S. Sto. Sta. don doña ",
      U" millones millón h a. p. ", U"", U""}},
    {"pt",
     {U" n.º nº n° p. pp. pág. págs. página art. arts. artigo fig. quadro cap. vol. t. ",
      U" D. Dr. Dra. Sr. Sra. Prof. Exmo. Exma. Eng. Sto. Sta. ", U" milhões milhão mil h ", U"",
      U""}},
    {"it",
     {U" n. nn. n° p. pp. pag. pagg. pagina art. artt. articolo fig. tab. cap. vol. § ",
      U" dott. Dott. dott.ssa Dott.ssa sig. Sig. sig.ra Sig.ra prof. Prof. ing. Ing. avv. Avv. on. "
      U"On. "
      U"S. ",
      U" milioni miliardi mila ", U"", U""}},
    {"nl",
     {U" nr. nrs. blz. p. pag. art. artikel fig. tabel hfst. hoofdstuk dl. § ",
      U" dr. prof. mr. ir. drs. dhr. mevr. mw. Dr. Prof. Mr. Ir. Drs. Dhr. Mevr. Mw. St. ",
      U" miljoen miljard uur ", U"", U""}},
    {"sv",
     {U" nr s. sid. art. fig. tab. kap. ", U" dr prof. hr fru S:t ",
      U" kr miljoner miljarder mnkr ", U"", U""}},
    {"da",
     {U" nr. s. art. fig. tab. kap. § ", U" dr. prof. hr. fru ", U" kr. kl. mio. mia. ", U"", U""}},
    {"nb",
     {U" nr. s. art. fig. tab. kap. § ", U" dr. prof. hr. fru ", U" kr mill. mrd. ", U"", U""}},
    {"fi",
     {U" n:o nro s. art. kuva taul. luku ", U" tri prof. hra rva ", U" kpl milj. mrd. klo ", U"",
      U""}},
    {"hu",
     {U" sz. old. o. art. ábra ", U" dr. Dr. prof. id. ifj. ", U" Ft millió milliárd ezer év ",
      U" a ", U""}},
    {"ro",
     {U" nr. p. pag. art. alin. fig. tab. cap. vol. ", U" dl dna dr. prof. ing. Sf. ",
      U" lei milioane miliarde mii ", U"", U""}},
    {"tr",
     {U" no. s. sf. md. madde şekil tablo ", U" Dr. Prof. Av. Sn. Sayın ",
      U" TL milyon milyar bin yıl yılı ", U"", U""}},
    {"el",
     {U" αρ. αριθ. σ. σελ. άρθρο εικ. πίν. ", U" κ. κα κος Δρ. δρ. καθ. ",
      U" εκατ. δισ. χιλ. ευρώ ", U"", U""}},
};

}  // namespace

BindingWords binding_words(std::string_view language) {
  for (const Row& row : kRows) {
    if (is_in_range(language, row.range)) return row.words;
  }
  return {};
}

std::u32string_view common_units() {
  // The SI Brochure (BIPM, 9th edition), 5.4.3: a space parts the number from its unit, and none
  // may be lost; ISO 80000-1, 7.1.4.
  return U" % ‰ °C °F ° km m dm cm mm µm μm nm km² m² cm² mm² km³ m³ cm³ km2 m2 m3 ha a l L dl cl "
         U"ml "
         U"mL hl t kg g mg µg kt Mt s ms µs min h d W kW MW GW kWh MWh GWh TWh Wh V kV mV A mA Ω "
         U"kΩ Hz "
         U"kHz MHz GHz J kJ MJ N kN Pa hPa kPa MPa bar mbar K mol cd lx lm B kB KB MB GB TB kbit "
         U"Mbit "
         U"km/h m/s kn nm CHF EUR USD GBP RUB KZT KGS TJS UZS CNY JPY € $ £ ¥ ₽ ₸ ₴ ₹ ";
}

std::u32string_view common_numbered() {
  return U" № №№ § §§ nº n° ¶ ";
}

std::u32string_view currencies() {
  return U" € $ £ ¥ ₽ ₸ ₴ ₹ US$ C$ A$ R$ EUR USD GBP CHF RUB KZT KGS TJS UZS CNY JPY "
         U"Rs. ";
}

}  // namespace chancery::text
