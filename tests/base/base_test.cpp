#include <gtest/gtest.h>

#include <array>

#include "base/diagnostic.h"
#include "base/utf8.h"

namespace chancery {
namespace {

TEST(Diagnostic, IsWrittenAsFileLineColumnCodeWhatAndMend) {
  Diagnostic diagnostic;
  diagnostic.where = {"letter.md", 3, 7};
  diagnostic.code = "unknown-key";
  diagnostic.what = "unknown key 'titel'";
  diagnostic.mend = "did you mean 'title'?";
  EXPECT_EQ(format(diagnostic),
            "letter.md:3:7: error[unknown-key]: unknown key 'titel' — did you mean 'title'?");
  EXPECT_EQ(format({Severity::kWarning, {"a.md", 0, 0}, "loose-line", "a loose line", ""}),
            "a.md: warning[loose-line]: a loose line");
}

TEST(Nearest, FindsTheWordThatWasMeant) {
  constexpr std::array<std::string_view, 3> kKeys = {"signatories", "salutation", "title"};
  EXPECT_EQ(nearest("signatorys", kKeys), "signatories");
  EXPECT_EQ(nearest("titel", kKeys), "");  // two changes in five letters are not near enough
  EXPECT_EQ(nearest("tite", kKeys), "title");
  EXPECT_EQ(nearest("colour", kKeys), "");
}

// The examples of RFC 3629, 3 and 10, and Unicode's table 3-7 of well-formed byte sequences.
TEST(Utf8, RefusesWhatIsNotWellFormed) {
  for (const std::string_view bad :
       {std::string_view("\xC0\x80"), std::string_view("\xC1\xBF"),
        std::string_view("\xED\xA0\x80"), std::string_view("\xF4\x90\x80\x80"),
        std::string_view("\xE0\x9F\xBF"), std::string_view("\xF0\x8F\xBF\xBF"),
        std::string_view("\x80"), std::string_view("\xE2\x82"), std::string_view("\xFF")}) {
    EXPECT_TRUE(first_invalid_utf8(bad)) << bad;
  }
  EXPECT_EQ(first_invalid_utf8("A\xE2\x89\xA2\xCE\x91."), std::nullopt);
  EXPECT_EQ(first_invalid_utf8("ab\x80"), 2U);
}

TEST(Utf8, RoundTripsTheEndsOfEachLength) {
  for (const char32_t code_point : {U'\0', U'\x7F', U'\x80', U'\x7FF', U'\x800', U'\xD7FF',
                                    U'\xE000', U'\xFFFF', U'\x10000', U'\x10FFFF'}) {
    std::string text;
    append_utf8(text, code_point);
    EXPECT_EQ(to_utf32(text), std::u32string(1, code_point));
  }
  EXPECT_THROW(static_cast<void>(to_utf16("\xFF")), std::invalid_argument);
  EXPECT_EQ(to_utf16("\xF0\x9D\x84\x9E"), u"\U0001D11E");
}

}  // namespace
}  // namespace chancery
