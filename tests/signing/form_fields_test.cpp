// The tree of form fields (ISO 32000-1, 12.7.3), also as no honest program writes it.
#include "signing/form_fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "letter_pdf.h"
#include "signing/fields.h"
#include "signing/signing.h"

namespace chancery::tests {
namespace {

using signing::all_fields;
using signing::Field;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

constexpr const char* kSignature = "<</Type /Sig /ByteRange [0 1 2 3] /Contents <00>>>";

/// A form with these fields; the objects count from 10.
Bytes form(const std::string& fields, const std::vector<std::string>& objects) {
  pdf::sample::File file;
  file.object(1, "<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields " + fields + ">>>>");
  file.object(2, "<</Type /Pages /Kids [3 0 R] /Count 1>>");
  file.object(3, "<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Resources <<>>>>");
  int number = 10;
  for (const std::string& object : objects) file.object(number++, object);
  file.table("/Root 1 0 R", number);
  return pdf::sample::bytes(file.text);
}

pdf::Document opened(const Bytes& file) {
  pdf::Opened opened = pdf::open_document(file);
  if (!opened.document) throw std::runtime_error(opened.problem->detail);
  return std::move(*opened.document);
}

/// "name type reference>holder", "=" for a value, "@" for a place.
std::vector<std::string> told(const Bytes& file) {
  std::vector<std::string> told;
  for (const Field& field : all_fields(opened(file))) {
    told.push_back(field.name + " " + field.type + " " + std::to_string(field.reference.number) +
                   ">" + std::to_string(field.holder.number) + (field.has_value ? "=" : "") +
                   (field.is_widget() ? "@" : ""));
  }
  return told;
}

std::string refusal(const Bytes& file) {
  try {
    all_fields(opened(file));
  } catch (const Failure& failure) {
    return failure.diagnostics().at(0).code + ": " + failure.what();
  }
  return "none";
}

TEST(AllFields, StandInTheOrderOfTheTreeWhatIsAboveFirst) {
  EXPECT_THAT(told(form("[10 0 R 13 0 R]",
                        {"<</T (a) /FT /Sig /Kids [11 0 R 12 0 R]>>", "<</T (b) /Rect [0 0 1 1]>>",
                         "<</T (c) /FT /Tx /V (x) /Rect [0 0 1 1]>>", "<</T (d)>>"})),
              ElementsAre("a Sig 10>10", "a.b Sig 11>11@", "a.c Tx 12>12=@", "d  13>13"));
  EXPECT_THAT(told(form("null", {})), IsEmpty());
}

TEST(AllFields, AWidgetWithoutANameShowsTheFieldAboveItAndItsValue) {
  EXPECT_THAT(
      told(form("[10 0 R]",
                {"<</T (a) /FT /Sig /Kids [11 0 R 12 0 R] /V " + std::string(kSignature) + ">>",
                 "<</Parent 10 0 R /Rect [0 0 1 1]>>", "<</Parent 10 0 R /Rect [5 5 9 9]>>"})),
      ElementsAre("a Sig 10>10=", "a Sig 11>10=@", "a Sig 12>10=@"));
}

TEST(AllFields, OfOneNameAreAllThere) {
  EXPECT_THAT(told(form("[10 0 R 11 0 R]", {"<</T (a) /FT /Sig>>", "<</T (a) /FT /Tx /V (x)>>"})),
              ElementsAre("a Sig 10>10", "a Tx 11>11="));
}

TEST(AllFields, ThatAreDirectObjectsAreThereAndHaveNoNumber) {
  EXPECT_THAT(told(form("[<</T (a) /FT /Sig /Kids [<</T (b)>> 10 0 R]>>]", {"<</T (c)>>"})),
              ElementsAre("a Sig 0>0", "a.b Sig 0>0", "a.c Sig 10>10"));
}

TEST(AllFields, ThatContainOneAnotherCountOnce) {
  EXPECT_THAT(told(form("[10 0 R 11 0 R 10 0 R]",
                        {"<</T (a) /Kids [11 0 R 10 0 R]>>", "<</T (b) /Kids [10 0 R]>>"})),
              ElementsAre("a  10>10", "a.b  11>11"));
}

TEST(AllFields, AnArrayOfKidsBelongsToTheFirstThatHasIt) {
  EXPECT_THAT(told(form("[10 0 R 11 0 R]",
                        {"<</T (a) /Kids 12 0 R>>", "<</T (b) /Kids 12 0 R>>", "[<</T (c)>>]"})),
              ElementsAre("a  10>10", "a.c  0>0", "b  11>11"));
}

TEST(AllFields, WhatIsNoFieldIsPassedOver) {
  EXPECT_THAT(told(form("[99 0 R 3 (x) 10 0 R]", {"<</T (a) /Kids (b)>>"})),
              ElementsAre("a  10>10"));
}

TEST(AllFields, MoreThanAnyLetterHasAreRefused) {
  std::vector<std::string> chain;
  for (int i = 0; i < 70; ++i) {
    chain.push_back("<</T (a) /Kids [" + std::to_string(11 + i) + " 0 R]>>");
  }
  EXPECT_THAT(refusal(form("[10 0 R]", chain)), StartsWith("damaged-pdf: "));
  chain.resize(60);
  EXPECT_EQ(refusal(form("[10 0 R]", chain)), "none");
  std::string many;
  for (int i = 0; i < 100001; ++i) many += "0 ";
  EXPECT_THAT(refusal(form("[" + many + "]", {})), HasSubstr("100,000"));
  EXPECT_THAT(refusal(form("[10 0 R]", {"<</T (" + std::string(5000, 'a') + ")>>"})),
              HasSubstr("name"));
}

TEST(SignatureIn, IsTheDictionarysOwnNotAnInheritedOne) {
  const Bytes file = form("[10 0 R 12 0 R]",
                          {"<</T (a) /FT /Sig /Kids [11 0 R] /V " + std::string(kSignature) + ">>",
                           "<</Rect [0 0 1 1]>>", "<</T (b) /V <</Type /Sig>>>>"});
  const pdf::Document document = opened(file);
  std::vector<bool> has;
  for (const Field& field : all_fields(document)) {
    has.push_back(signing::signature_in(document, field).has_value());
  }
  EXPECT_THAT(has, ElementsAre(true, false, false));
  EXPECT_EQ(signing::signatures_in(document).size(), 1U);
}

TEST(CheckMayFill, RespectsTheLockOfASignatureThatIsShownByAWidgetOfItsOwn) {
  const Bytes file =
      form("[10 0 R 12 0 R]", {"<</T (a) /FT /Sig /Kids [11 0 R] /Lock <</Action /All>> /V " +
                                   std::string(kSignature) + ">>",
                               "<</Rect [0 0 1 1]>>", "<</T (b) /FT /Sig>>"});
  const pdf::Document document = opened(file);
  EXPECT_THROW(signing::check_may_fill(document, "b"), Failure);
}

TEST(NewFieldName, IsThatOfNoFieldNorGroup) {
  const Bytes file = form("[10 0 R]", {"<</T (stamp-1) /Kids [<</T (x)>>]>>"});
  EXPECT_EQ(signing::new_field_name(opened(file), "stamp-"), "stamp-2");
}

TEST(FindField, RefusesAPlaceWhoseValueAnotherFieldOfItsNameHolds) {
  const Bytes file =
      letter_pdf({.fields = "[7 0 R 8 0 R <</T (signature-1) /FT /Sig /V <</Type /Sig>>>>]"});
  try {
    signing::find_field(opened(file), kAsia);
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.diagnostics().at(0).code, "already-signed");
  }
}

TEST(FindField, RefusesAPlaceThatIsNotTheFieldItself) {
  const Bytes file =
      letter_pdf({.fields = "[<</T (signature-1) /FT /Sig /Kids [<</Rect [0 0 9 9]>>]>>]"});
  try {
    signing::find_field(opened(file), kAsia);
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.diagnostics().at(0).code, "damaged-pdf");
  }
}

}  // namespace
}  // namespace chancery::tests
