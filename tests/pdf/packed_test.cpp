// Files whose objects stand in object streams (ISO 32000-1, 7.5.7 and 7.5.8).
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "pdf/read/read.h"
#include "pdf/write/file.h"

namespace chancery::pdf {
namespace {

/// A catalog and a page tree without pages, and then numbered objects, of which some are streams.
std::vector<Object> objects(int count) {
  std::vector<Object> all = {Dictionary{{"Type", Name{"Catalog"}}, {"Pages", Reference{2, 0}}},
                             Dictionary{{"Type", Name{"Pages"}}, {"Kids", Array{}}, {"Count", 0}},
                             Dictionary{{"Title", text_string("Packed")}}};
  for (int i = 0; i < count; ++i) {
    if (i % 10 == 0) {
      all.emplace_back(Stream{{{"N", i}}, {1, 2, 3}});
    } else {
      all.emplace_back(Dictionary{{"N", i}});
    }
  }
  return all;
}

TEST(PackedFile, EveryObjectIsFoundAgain) {
  const std::vector<Object> all = objects(700);
  const Bytes file = serialise_packed(all, {1, 0}, {3, 0}, "1.6");
  EXPECT_EQ(text_of(file).substr(0, 8), "%PDF-1.6");
  const Opened opened = open_document(file);
  ASSERT_TRUE(opened.document) << opened.problem->detail;
  const Document& document = *opened.document;
  EXPECT_EQ(document.xref_style(), XrefStyle::kStream);
  EXPECT_EQ(document.root(), (Reference{1, 0}));
  for (int i = 0; i < 700; ++i) {
    const Object object = document.get({i + 4, 0});
    const Stream* stream = object.stream();
    ASSERT_EQ(stream != nullptr, i % 10 == 0) << i;
    const Dictionary& dictionary =
        stream != nullptr ? stream->dictionary : *object.as<Dictionary>();
    ASSERT_NE(dictionary.find("N"), nullptr) << i;
    EXPECT_EQ(*dictionary.find("N")->as<std::int64_t>(), i);
  }
  EXPECT_TRUE(document.complaints().empty());
}

TEST(PackedFile, IsTheSameEveryTimeAndSmaller) {
  const std::vector<Object> all = objects(300);
  const Bytes packed = serialise_packed(all, {1, 0}, {3, 0}, "1.6");
  EXPECT_EQ(packed, serialise_packed(all, {1, 0}, {3, 0}, "1.6"));
  EXPECT_LT(packed.size() * 2, serialise_document(all, {1, 0}, {3, 0}).size());
}

}  // namespace
}  // namespace chancery::pdf
