// PDFs that this program did not set, and their signing.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "end_to_end/judges.h"
#include "end_to_end/program.h"

namespace chancery::tests {

/// A PDF as another program would have it, whatever made it first.
class Foreign : public ::testing::Test {
 protected:
  std::string path(const std::string& file) const { return (folder / file).string(); }

  void must(const std::vector<std::string>& command) const {
    const Ran ran = run(command, {{{"HOME", folder.path().string()}}, folder.path()});
    if (ran.status != 0) throw std::runtime_error(command[0] + ": " + ran.out + ran.err);
  }
  /// One page of text with "Signature:" on it, by cairo.
  void make_plain() const {
    must({"python3", "-c",
          "import ctypes,sys\n"
          "c=ctypes.CDLL('libcairo.so.2'); p=ctypes.c_void_p; d=ctypes.c_double\n"
          "c.cairo_pdf_surface_create.restype=p; c.cairo_create.restype=p\n"
          "s=c.cairo_pdf_surface_create(b'plain.pdf',d(300),d(400)); k=c.cairo_create(p(s))\n"
          "c.cairo_set_font_size(p(k),d(12))\n"
          "for x,y,t in ((40,100,b'Signature:'),(40,40,b'An agreement of two parties')):\n"
          "    c.cairo_move_to(p(k),d(x),d(y)); c.cairo_show_text(p(k),t)\n"
          "c.cairo_show_page(p(k)); c.cairo_destroy(p(k)); c.cairo_surface_destroy(p(s))\n"});
  }
  /// The letter of an example, no longer saying that it is one.
  void make_archive() const {
    must({std::string(CHANCERY_BINARY_DIR) + "/chancery", "typeset", example("open-letter"), "-o",
          path("archive.pdf")});
    std::string pdf = read_text(folder / "archive.pdf");
    const std::size_t at = pdf.find("/PieceInfo");
    ASSERT_NE(at, std::string::npos);
    pdf.replace(at, 10, "/Elsewhere");
    write_text(folder / "archive.pdf", pdf);
  }

  Ran sign(const std::string& input, const std::string& division, const std::string& output,
           const std::vector<std::string>& where) const {
    std::vector<std::string> command{"sign",   path(input),    "--division", division,
                                     "--keys", pki().string(), "-o",         path(output)};
    command.insert(command.end(), where.begin(), where.end());
    return chancery(command);
  }
  void expect_valid(const std::string& file, std::size_t signatures) const {
    EXPECT_EQ(valid_by_pdfsig(path(file)), signatures) << file;
    const Ran verified = chancery({"verify", path(file), "--trust", trust()});
    EXPECT_EQ(verified.status, 0) << file << verified.out;
    EXPECT_THAT(verified.out, ::testing::Not(::testing::HasSubstr("not permitted"))) << file;
    const Ran checked = run({"qpdf", "--check", path(file)});
    EXPECT_EQ(checked.status, 0) << file << checked.out << checked.err;
    const Ran drawn = run({"mutool", "draw", "-q", "-o", path("page.png"), path(file), "1"});
    EXPECT_EQ(drawn.status, 0) << file << drawn.err;
    EXPECT_THAT(drawn.err, ::testing::Not(::testing::HasSubstr("error"))) << file;
  }
  /// Visible by one division, then invisible by another.
  void expect_two_sign(const std::string& input) const {
    SCOPED_TRACE(input);
    const Ran one = sign(input, kAsia, "one.pdf", {"--rect", "20,20,200,80"});
    ASSERT_EQ(one.status, 0) << one.err;
    expect_valid("one.pdf", 1);
    EXPECT_TRUE(read_text(folder / "one.pdf").starts_with(read_text(folder / input)));
    const Ran two = sign("one.pdf", kEurope, "two.pdf", {"--invisible"});
    ASSERT_EQ(two.status, 0) << two.err;
    expect_valid("two.pdf", 2);
    const Ran three = sign("two.pdf", kEurope, "three.pdf", {"--rect", "20,100,200,160"});
    ASSERT_EQ(three.status, 0) << three.err;
    expect_valid("three.pdf", 3);
  }

  TemporaryFolder folder;
};

}  // namespace chancery::tests
