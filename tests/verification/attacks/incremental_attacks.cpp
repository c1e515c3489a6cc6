// Incremental saving attacks: what was signed is followed by a revision, whole or in pieces, that
// readers which repair files would show.
#include "raw_update.h"

namespace chancery::tests {
namespace {

using namespace rich;

using Update = std::function<void(RawUpdate&)>;

const std::string& payload() {
  static const std::string kStream = RawUpdate::stream(kPayload);
  return kStream;
}

Attack attack(std::string name, std::string told, Update update) {
  return {"Incremental" + std::move(name), std::move(told),
          [update = std::move(update)](Random& random) {
            RawUpdate raw(signed_letter(random));
            update(raw);
            return raw.bytes();
          }};
}

std::size_t original_place(const RawUpdate& raw, const std::string& object) {
  return raw.text.find("\n" + object + " obj") + 1;
}

Attacks whole_revisions() {
  return {
      attack("OfThePageContent", "page 1",
             [](RawUpdate& raw) {
               raw.object(kContent, payload());
               raw.table();
             }),
      attack("OfThePage", "page 1",
             [](RawUpdate& raw) {
               raw.object(70, payload());
               raw.object(kPage,
                          "<</Type /Page /Parent 2 0 R /Resources 10 0 R /Contents 70 0 R>>");
               raw.table();
             }),
      attack("ByACrossReferenceStream", "page 1",
             [](RawUpdate& raw) {
               const std::size_t place = raw.text.size();
               raw.hidden(kContent, payload());
               raw.stream_section({{kContent, 1, place, 0}});
             }),
      attack("InAnObjectStream", "page 1",
             [](RawUpdate& raw) {
               const std::size_t place = raw.text.size();
               const std::string page =
                   "<</Type /Page /Parent 2 0 R /Resources 10 0 R /Contents 39 0 R>>";
               raw.hidden(80, RawUpdate::stream("3 0 " + page, "/Type /ObjStm /N 1 /First 4 "));
               raw.stream_section({{kPage, 2, 80, 0}, {80, 1, place, 0}});
             }),
      attack("ThatFreesTheContent", "page 1",
             [](RawUpdate& raw) {
               raw.entries.push_back({kContent, 1, 0, 'f'});
               raw.table();
             }),
      attack("OfAnotherGeneration", "page 1",
             [](RawUpdate& raw) {
               raw.object(kContent, payload(), 1);
               raw.table();
             }),
      attack("ThatPointsIntoTheSignedPart", "page 1",
             [](RawUpdate& raw) {
               raw.entries.push_back({kContent, 0, original_place(raw, "39 0")});
               raw.table();
             }),
      attack("InTwoSteps", "page 1",
             [](RawUpdate& raw) {
               raw.object(70, "(nothing)");
               raw.table();
               RawUpdate second(raw.bytes());
               second.object(kContent, payload());
               second.table();
               raw.text = second.text;
             }),
      attack("WithAnotherCatalog", "",
             [](RawUpdate& raw) {
               raw.object(70, "<</Type /Catalog /Pages 44 0 R /AcroForm 6 0 R>>");
               const std::size_t place = raw.text.size();
               raw.text += "xref\n" + RawUpdate::line(raw.entries.at(0)) +
                           "trailer\n<</Size 100 /Root 70 0 R /Prev " +
                           std::to_string(raw.previous) + ">>\n";
               raw.ending(place);
             }),
      attack("WithAnotherInformation", "Title",
             [](RawUpdate& raw) {
               raw.object(kInfo, "<</Title (Another letter)>>");
               raw.object(kContent, payload());
               raw.table();
             }),
  };
}

Attacks broken_revisions() {
  return {
      attack("WithoutASection", "behind the last revision",
             [](RawUpdate& raw) { raw.hidden(kContent, payload()); }),
      attack("WithoutASectionButWithATrailer", "behind the last revision",
             [](RawUpdate& raw) {
               raw.hidden(kContent, payload());
               raw.text += "trailer\n<</Root 1 0 R /Size 100>>\n";
             }),
      attack("WithTheOldStartxref", "",
             [](RawUpdate& raw) {
               raw.hidden(kContent, payload());
               raw.ending(raw.previous);
             }),
      attack("WithoutATrailer", "",
             [](RawUpdate& raw) {
               raw.object(kContent, payload());
               const std::size_t place = raw.text.size();
               raw.text += "xref\n" + RawUpdate::line(raw.entries.at(0));
               raw.ending(place);
             }),
      attack("WithoutPrev", "",
             [](RawUpdate& raw) {
               raw.object(kContent, payload());
               const std::size_t place = raw.text.size();
               raw.text += "xref\n" + RawUpdate::line(raw.entries.at(0));
               raw.trailer("", place);
             }),
      attack("ThatListsNothing", "object 4",
             [](RawUpdate& raw) {
               raw.hidden(kContent, payload());
               raw.table();
             }),
      attack("ThatListsSomethingElse", "object 4",
             [](RawUpdate& raw) {
               raw.hidden(kContent, payload());
               raw.object(70, "(nothing)");
               raw.table();
             }),
      attack("ThatHidesItBehindAComment", "object 4",
             [](RawUpdate& raw) {
               raw.text += "% nothing here\r";
               raw.hidden(kContent, payload());
               raw.table();
             }),
      attack("ThatHidesItInItsSection", "object 4",
             [](RawUpdate& raw) {
               const std::size_t place = raw.text.size();
               raw.text +=
                   "xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 100 /Root 1 0 R /Prev " +
                   std::to_string(raw.previous) + ">>\n";
               raw.hidden(kContent, payload());
               raw.ending(place);
             }),
      attack("ThatListsAFalsePlace", "page 1",
             [](RawUpdate& raw) {
               raw.hidden(kContent, payload());
               raw.entries.push_back({kContent, 0, raw.text.size() - 9});
               raw.table();
             }),
      attack("ThatListsItTwice", "in two ways",
             [](RawUpdate& raw) {
               raw.entries.push_back({kContent, 0, original_place(raw, "4 0")});
               raw.object(kContent, payload());
               raw.table();
             }),
      attack("ThatListsItTwiceInAStream", "in two ways",
             [](RawUpdate& raw) {
               const std::size_t place = raw.text.size();
               raw.hidden(kContent, payload());
               raw.stream_section(
                   {{kContent, 1, original_place(raw, "4 0"), 0}, {kContent, 1, place, 0}});
             }),
      attack("BehindAPermittedOne", "behind the last revision",
             [](RawUpdate& raw) {
               raw.text = text_of(time_stamped(raw.bytes()));
               raw.hidden(kContent, payload());
             }),
      attack("HiddenInAPermittedOne", "object 4",
             [](RawUpdate& raw) {
               raw.hidden(kContent, payload());
               raw.object(kInfo, "<</Title (Letter) /Author (Asia Division)>>");
               raw.table();
             }),
      attack("WithASecondHeader", "",
             [](RawUpdate& raw) {
               const Bytes other = letter_pdf();
               raw.text += text_of(other);
             }),
      attack("WithAWholeOtherFile", "",
             [](RawUpdate& raw) {
               // Its offsets count from its own header, so that a reader starts there or nowhere.
               raw.text.insert(0, std::string(text_of(letter_pdf())));
             }),
  };
}

}  // namespace

Attacks incremental_attacks() {
  Attacks attacks = whole_revisions();
  for (Attack& attack : broken_revisions()) attacks.push_back(std::move(attack));
  return attacks;
}

}  // namespace chancery::tests
