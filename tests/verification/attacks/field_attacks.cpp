// Form fields: duplicated, moved, retyped, regrouped, or filled in though a signature locked them
// (ISO 32000-1, 12.7 and 12.8.2.4).
#include "raw_update.h"

namespace chancery::tests {
namespace {

using namespace rich;

const pdf::String kOther = pdf::text_string("Mallory");

Attack after(std::string name, std::string told, std::function<Bytes(const Bytes&)> change,
             Options options = {}) {
  return {"Field" + std::move(name), std::move(told),
          [change = std::move(change), options = std::move(options)](Random& random) {
            return change(signed_letter(random, {}, options));
          }};
}

Attack set(std::string name, std::string told, int number, Dictionary entries) {
  return after(std::move(name), std::move(told),
               [number, entries = std::move(entries)](const Bytes& file) {
                 return changed(file, number, entries);
               });
}

Attack filled_though(std::string name, Dictionary lock, int field = kCity) {
  return {"Lock" + std::move(name), "locked", [lock = std::move(lock), field](Random& random) {
            return changed(signed_letter(random, {.more = lock}), field, {{"V", kOther}});
          }};
}

/// A new signature field that nobody signed, with a widget below it that covers the page.
Bytes unsigned_with(const Bytes& file, const Dictionary& more) {
  Dictionary widget{
      {"Type", Name{"Annot"}}, {"Subtype", Name{"Widget"}}, {"Rect", Array{0, 0, 500, 500}}};
  for (const auto& [key, value] : more.entries()) widget.set(key, value);
  const Bytes with_widget = with_annotation(file, widget);
  const Reference kid{newest(with_widget), 0};
  return edited(with_widget, [&](const auto& document, auto& revision) {
    const Reference field = revision.allocate();
    revision.set(
        field,
        Dictionary{{"FT", Name{"Sig"}}, {"T", pdf::text_string("third")}, {"Kids", Array{kid}}});
    Array fields = *dictionary_at(document, kForm).find("Fields")->template as<Array>();
    fields.emplace_back(field);
    change(document, revision, kForm, {{"Fields", fields}});
  });
}

Attacks locked() {
  const Array city{pdf::text_string("details.city")}, group{pdf::text_string("details")};
  const Array others{pdf::text_string("sum"), pdf::text_string("agree")};
  return {
      filled_though("OfAll", field_lock("All", {})),
      filled_though("ByName", field_lock("Include", city)),
      filled_though("ByItsGroup", field_lock("Include", group)),
      filled_though("OfAllButOthers", field_lock("Exclude", others)),
      filled_though("OfAllButNone", field_lock("Exclude", {}), kSum),
      filled_though("OfAllAtTheTopOfTheForm", field_lock("All", {}), kSum),
      {"LockOfTheFieldItself", "locked",
       [](Random& random) {
         return changed(signed_letter(random, {},
                                      {.more_in_first_field = "/Lock <</Action /Include /Fields "
                                                              "[(details)]>>"}),
                        kCity, {{"V", kOther}});
       }},
      {"LockWithPermissions", "",
       [](Random& random) {
         return changed(signed_letter(random, {},
                                      {.more_in_first_field = "/Lock <</Action /Include /Fields "
                                                              "[(none)] /P 1>>"}),
                        kCity, {{"V", kOther}});
       }},
      {"LockThatCoversSigning", "locked",
       [](Random& random) {
         return signed_file(signed_letter(random, {.more = field_lock("All", {})}),
                            {.field = kSecond});
       }},
      {"LockPassedByTheGroup", "details",
       [](Random& random) {
         return changed(
             signed_letter(random, {.more = field_lock("Include", {pdf::text_string("details")})}),
             kGroup, {{"V", kOther}});
       }},
      {"LockPassedByAppearancesMadeAnew", "NeedAppearances",
       [](Random& random) {
         return changed(signed_letter(random, {.more = field_lock("All", {})}), kForm,
                        {{"NeedAppearances", true}});
       }},
      {"LockPassedByAnotherAppearance", "locked",
       [](Random& random) {
         return replaced(signed_letter(random, {.more = field_lock("All", {})}), kCityLook,
                         look("BT /F1 12 Tf (Mallory) Tj ET"));
       }},
      {"LockPassedByAState", "locked",
       [](Random& random) {
         return changed(signed_letter(random, {.more = field_lock("All", {})}), kAgree,
                        {{"AS", Name{"Yes"}}});
       }},
  };
}

Attacks duplicates() {
  const Dictionary copy{{"FT", Name{"Sig"}},
                        {"T", pdf::text_string("signature-1")},
                        {"Subtype", Name{"Widget"}},
                        {"Rect", Array{0, 0, 100, 100}},
                        {"V", Reference{kFree, 0}}};
  return {
      after("OfTheSameName", "signature-1",
            [copy](const Bytes& file) { return with_field(file, copy); }),
      after("OfTheSameNameWithoutAPlace", "signature-1",
            [copy](const Bytes& file) {
              Dictionary hidden = copy;
              hidden.erase("Rect");
              return with_field(file, hidden);
            }),
      after("OfTheSameNameAndAnotherType", "sum",
            [](const Bytes& file) {
              return with_field(file, {{"FT", Name{"Tx"}},
                                       {"T", pdf::text_string("sum")},
                                       {"Subtype", Name{"Widget"}},
                                       {"Rect", Array{0, 0, 500, 500}}});
            }),
      after("ReplacedByOneOfTheSameName", "signature-1",
            [](const Bytes& file) {
              return edited(file, [](const auto& document, auto& revision) {
                const Reference fresh = revision.allocate();
                Dictionary field = dictionary_at(document, kFirst);
                field.set("Rect", Array{0, 0, 500, 500});
                revision.set(fresh, field);
                change(document, revision, kForm,
                       {{"Fields", Array{fresh, Reference{kSecond, 0}, Reference{kGroup, 0},
                                         Reference{kAgree, 0}, Reference{kSum, 0}}}});
              });
            }),
      after("ListedTwice", "",
            [](const Bytes& file) {
              // Readers that do not mind show it twice; nothing else changes.
              return changed(changed(file, kSum, {{"Rect", Array{0, 0, 500, 500}}}), kForm,
                             {{"Fields", Array{Reference{kFirst, 0}, Reference{kSecond, 0},
                                               Reference{kGroup, 0}, Reference{kAgree, 0},
                                               Reference{kSum, 0}, Reference{kSum, 0}}}});
            }),
      after("TakenOutOfTheForm", "removed",
            [](const Bytes& file) {
              return changed(file, kForm,
                             {{"Fields", Array{Reference{kFirst, 0}, Reference{kSecond, 0},
                                               Reference{kGroup, 0}, Reference{kAgree, 0}}}});
            }),
      after("OfTheSignatureTakenOutOfTheForm", "signature-without-field",
            [](const Bytes& file) {
              return changed(file, kForm, {{"Fields", Array{Reference{kSecond, 0}}}});
            }),
  };
}

Attacks groups() {
  return {
      after("InANewGroup", "group",
            [](const Bytes& file) {
              return edited(file, [](const auto& document, auto& revision) {
                const Reference group = revision.allocate();
                revision.set(
                    group,
                    Dictionary{{"Kids", Array{Reference{kSum, 0}}}, {"V", kOther}, {"Ff", 1}});
                change(document, revision, kForm,
                       {{"Fields", Array{Reference{kFirst, 0}, Reference{kSecond, 0},
                                         Reference{kGroup, 0}, Reference{kAgree, 0}, group}}});
              });
            }),
      after("InAGroupOfANewGroup", "group",
            [](const Bytes& file) {
              return edited(file, [](const auto& document, auto& revision) {
                const Reference group = revision.allocate();
                revision.set(group, Dictionary{{"Kids", Array{Reference{kGroup, 0}}},
                                               {"DA", pdf::text_string("/F1 99 Tf 1 g")}});
                change(document, revision, kForm,
                       {{"Fields", Array{Reference{kFirst, 0}, Reference{kSecond, 0}, group,
                                         Reference{kAgree, 0}, Reference{kSum, 0}}}});
              });
            }),
      after("OfAGroupThatGotAnother", "added",
            [](const Bytes& file) {
              return edited(file, [](const auto& document, auto& revision) {
                const Reference field = revision.allocate();
                revision.set(field, Dictionary{{"FT", Name{"Tx"}}, {"T", kOther}});
                change(document, revision, kGroup, {{"Kids", Array{Reference{kCity, 0}, field}}});
              });
            }),
      set("GroupWithActions", "details", kGroup, {{"AA", Dictionary{{"K", Dictionary{}}}}}),
      set("WithKidsOfNothing", "sum", kSum, {{"Kids", Array{Object()}}}),
      set("WithADirectKid", "sum", kSum,
          {{"Kids", Array{Dictionary{{"Subtype", Name{"Widget"}}, {"Rect", Array{0, 0, 9, 9}}}}}}),
      set("WithAnotherWidget", "sum", kSum, {{"Kids", Array{Reference{kNote, 0}}}}),
      after("ThatIsAStream", "",
            [](const Bytes& file) {
              return edited(file, [](const auto& document, auto& revision) {
                const Reference field = revision.allocate();
                revision.set(field, pdf::Stream{Dictionary{{"FT", Name{"Tx"}},
                                                           {"T", kOther},
                                                           {"Subtype", Name{"Widget"}},
                                                           {"Rect", Array{0, 0, 500, 500}}},
                                                {}});
                Array fields = *dictionary_at(document, kForm).find("Fields")->template as<Array>();
                fields.emplace_back(field);
                change(document, revision, kForm, {{"Fields", fields}});
                Array annotations =
                    *dictionary_at(document, kPage).find("Annots")->template as<Array>();
                annotations.emplace_back(field);
                change(document, revision, kPage, {{"Annots", annotations}});
              });
            }),
  };
}

}  // namespace

Attacks field_attacks() {
  Attacks attacks{
      set("OfAnotherType", "sum", kSum, {{"FT", Name{"Sig"}}}),
      set("MadeAPushButton", "agree", kAgree, {{"FT", Name{"Tx"}}}),
      set("Moved", "sum", kSum, {{"Rect", Array{72, 700, 172, 720}}}),
      set("Renamed", "sum", kSum, {{"T", kOther}}),
      set("WithActions", "sum", kSum, {{"AA", Dictionary{{"K", Dictionary{}}}}}),
      set("WithAnAction", "agree", kAgree, {{"A", Dictionary{{"S", Name{"JavaScript"}}}}}),
      set("WithAnotherDefault", "sum", kSum, {{"DV", kOther}}),
      set("WithOptions", "sum", kSum, {{"Opt", Array{kOther}}}),
      set("WithAnotherPrompt", "sum", kSum, {{"TU", kOther}}),
      set("OnALayer", "sum", kSum, {{"OC", Reference{kLayer, 0}}}),
      set("OfAnotherParent", "sum", kSum, {{"Parent", Reference{kGroup, 0}}}),
      set("CalculationOrderAdded", "CO", kForm, {{"CO", Array{Reference{kSum, 0}}}}),
      set("XfaAdded", "XFA", kForm, {{"XFA", kOther}}),
      set("FontOfTheFormChangedInside", "DR", kForm,
          {{"DR", Dictionary{{"Font", Dictionary{{"F1", Reference{kDescriptor, 0}}}}}}}),
      set("ResourcesOfTheFormTakenAway", "DR", kForm, {{"DR", Object()}}),
      after("AddedThatCovers", "added",
            [](const Bytes& file) {
              return with_field(file, {{"FT", Name{"Tx"}},
                                       {"T", kOther},
                                       {"Subtype", Name{"Widget"}},
                                       {"V", kOther},
                                       {"Rect", Array{0, 0, 500, 500}}});
            }),
      after("UnsignedWithAnAppearanceBelow", "third",
            [](const Bytes& file) {
              return unsigned_with(file, {{"AP", Dictionary{{"N", Reference{kPicture, 0}}}}});
            }),
      after("UnsignedWithABackground", "third",
            [](const Bytes& file) {
              return unsigned_with(file, {{"MK", Dictionary{{"BG", Array{1, 1, 1}}}}});
            }),
      after("UnsignedWithATextFieldBelow", "third",
            [](const Bytes& file) {
              return unsigned_with(file, {{"FT", Name{"Tx"}}, {"V", kOther}});
            }),
      after("UnsignedThatIsAFreeText", "third",
            [](const Bytes& file) {
              return with_field(file, {{"FT", Name{"Sig"}},
                                       {"T", pdf::text_string("third")},
                                       {"Subtype", Name{"FreeText"}},
                                       {"Contents", kOther},
                                       {"Rect", Array{0, 0, 500, 500}}});
            }),
      after("SignedThatIsAStamp", "third",
            [](const Bytes& file) {
              return with_signature(file, Array{0, 0, 500, 500}, {{"Subtype", Name{"Stamp"}}});
            }),
      after("XfaChanged", "XFA",
            [](const Bytes& file) {
              return changed(file, kForm, {{"XFA", kOther}});
            },
            {.more_in_form = "/XFA (template)"}),
  };
  for (auto* more : {&locked, &duplicates, &groups}) {
    for (Attack& attack : (*more)()) attacks.push_back(std::move(attack));
  }
  return attacks;
}

}  // namespace chancery::tests
