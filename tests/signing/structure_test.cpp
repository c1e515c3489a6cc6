// New signature fields in tagged documents, however their structure is built.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "letter_pdf.h"
#include "pki/openssl_keys.h"
#include "signing/foreign_place.h"
#include "signing/signing.h"

namespace chancery::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// Catalog 1, pages 2, page 3, structure 10, its element 20, a branch 30 of its parent tree.
Bytes tagged_pdf(const std::string& structure, const std::string& element = "/S /Document",
                 const std::string& catalog_entry = "/StructTreeRoot 10 0 R") {
  pdf::sample::File file;
  file.object(1,
              "<</Type /Catalog /Pages 2 0 R /MarkInfo <</Marked true>> " + catalog_entry + ">>");
  file.object(2, "<</Type /Pages /Kids [3 0 R] /Count 1>>");
  file.object(3, "<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources <<>>>>");
  file.object(10, "<</Type /StructTreeRoot " + structure + ">>");
  file.object(20, "<</Type /StructElem /P 10 0 R " + element + ">>");
  file.object(30, "<</Limits [0 5] /Nums [0 20 0 R 5 20 0 R] /Kids [30 0 R]>>");
  file.table("/Root 1 0 R", 31);
  return pdf::sample::bytes(file.text);
}

class Tagged : public ::testing::Test {
 protected:
  /// What signing in a new field adds to the file.
  std::string added_to(const Bytes& file) const {
    const pdf::Opened opened = pdf::open_document(file);
    if (!opened.document) return opened.problem->detail;
    const pdf::FormObjects form = appearance();
    signing::SignRequest request;
    request.credential = &credential;
    request.time = 1795514400;
    request.appearance = &form;
    const signing::FieldPlace place = signing::new_field(*opened.document, {1, 10, 20, 110, 50});
    const Bytes done = signing::sign(*opened.document, place, request);
    EXPECT_EQ(pdf::sample::qpdf_check(done).status, 0);
    return std::string(text_of(done).substr(file.size()));
  }

  Keys keys;
  pki::Credential credential = keys.new_credential("asia", {});
};

TEST_F(Tagged, GetAnElementFormWithTheNextKey) {
  const std::string added =
      added_to(tagged_pdf("/K 20 0 R /ParentTree <</Nums [0 20 0 R 7 20 0 R]>>"));
  EXPECT_THAT(added, HasSubstr("/S /Form"));
  EXPECT_THAT(added, HasSubstr("/P 20 0 R"));
  EXPECT_THAT(added, HasSubstr("/StructParent 8"));
  EXPECT_THAT(added, HasSubstr("/ParentTreeNextKey 9"));
  EXPECT_THAT(added, HasSubstr("/Nums [0 20 0 R 7 20 0 R 8 "));
  EXPECT_THAT(added, HasSubstr("/Tabs /S"));
}

TEST_F(Tagged, KeepKeysThatAreGivenOutAndKidsThatStandAlone) {
  const std::string added = added_to(tagged_pdf(
      "/K [20 0 R] /ParentTreeNextKey 12 /ParentTree <</Nums [0 20 0 R]>>", "/S /Document /K 0"));
  EXPECT_THAT(added, HasSubstr("/StructParent 12"));
  EXPECT_THAT(added, HasSubstr("/K [0 "));
}

TEST_F(Tagged, GetABranchWhereTheParentTreeHasBranches) {
  const std::string added = added_to(tagged_pdf("/K 20 0 R /ParentTree <</Kids [30 0 R]>>"));
  EXPECT_THAT(added, HasSubstr("/StructParent 6"));
  EXPECT_THAT(added, HasSubstr("/Limits [6 6]"));
  EXPECT_THAT(added, HasSubstr("/Kids [30 0 R "));
}

/// Several elements at the top: the new one is the last of them.
TEST_F(Tagged, WithoutADocumentElementTheTreeHoldsIt) {
  const std::string added = added_to(tagged_pdf("/K [20 0 R 20 0 R]"));
  EXPECT_THAT(added, HasSubstr("/K [20 0 R 20 0 R "));
  EXPECT_THAT(added, HasSubstr("/StructParent 0"));
}

/// What is not built as the standard says is signed without becoming part of it.
TEST_F(Tagged, ButNotRightAreSignedAllTheSame) {
  for (const Bytes& file :
       {tagged_pdf("/K 20 0 R /ParentTreeNextKey 9223372036854775807"),
        tagged_pdf("/K 20 0 R /ParentTree <</Nums [9223372036854775807 20 0 R]>>"),
        tagged_pdf("", "", "/StructTreeRoot <</K 20 0 R>>"),
        tagged_pdf("", "", "/StructTreeRoot 5"), tagged_pdf("", "", "")}) {
    EXPECT_THAT(added_to(file), Not(HasSubstr("/StructParent")));
  }
  for (const std::string structure :
       {"/K 10 0 R /ParentTree 10 0 R", "/K 7 /ParentTree <</Nums 7 /Kids 8>>",
        "/K 20 0 R /ParentTree <</Nums [(x) 1 null]>> /ParentTreeNextKey -5"}) {
    EXPECT_THAT(added_to(tagged_pdf(structure)), HasSubstr("/StructParent ")) << structure;
  }
}

}  // namespace
}  // namespace chancery::tests
