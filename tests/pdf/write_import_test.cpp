// Pages of other files as form XObjects.
#include <gtest/gtest.h>

#include <deque>
#include <functional>
#include <set>

#include "base/diagnostic.h"
#include "pdf/import/import.h"
#include "pdf/write/artwork.h"
#include "sample_pdf.h"

namespace chancery::pdf {
namespace {

struct Imported {
  Graph graph;
  ImportedPage page;
  const Stream& form() const {
    return *graph.objects().at(static_cast<std::size_t>(page.form.number) - 1).stream();
  }
};

/// A file with one page of those entries; content and whatever else `more` adds from number 5 on.
std::string file_with(const std::string& page_entries,
                      const std::function<void(sample::File&)>& more = {}) {
  sample::File file;
  file.object(1, "<</Type /Catalog /Pages 2 0 R>>");
  file.object(2,
              "<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [10 20 110 220] "
              "/Resources <</ColorSpace <</C 5 0 R>>>>>>");
  file.object(3, "<</Type /Page /Parent 2 0 R " + page_entries + ">>");
  file.stream(4, "", "0 0 10 10 re f");
  file.object(5, "[/Separation /Gold /DeviceCMYK 6 0 R]");
  file.object(6, "<</FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 0.2 0.8 0] /N 1>>");
  if (more) more(file);
  file.table("/Root 1 0 R", 20);
  return file.text;
}

Imported import(const std::string& text) {
  const Bytes bytes = sample::bytes(text);
  Imported imported;
  std::vector<ImportedPage> pages = add_artwork({{"seal.pdf", bytes}}, imported.graph);
  imported.page = pages.at(0);
  return imported;
}

std::string code_of(const std::string& text) {
  try {
    import(text);
  } catch (const Failure& failure) {
    return failure.diagnostics().front().code;
  }
  return {};
}

std::string written(const Object& object) {
  Bytes bytes;
  if (const Stream* stream = object.stream()) {
    serialise(Object(stream->dictionary), bytes);
    append(bytes, ByteView(stream->data));
  } else {
    serialise(object, bytes);
  }
  return std::string(text_of(ByteView(bytes)));
}

/// Every reference in the graph must be to an object of the graph.
void expect_closed(const Graph& graph) {
  std::deque<const Object*> open;
  for (const Object& object : graph.objects()) open.push_back(&object);
  while (!open.empty()) {
    const Object& object = *open.front();
    open.pop_front();
    if (const auto* reference = object.as<Reference>()) {
      EXPECT_GE(reference->number, 1);
      EXPECT_LE(static_cast<std::size_t>(reference->number), graph.objects().size());
    }
    const Dictionary* dictionary = object.as<Dictionary>();
    if (const Stream* stream = object.stream()) dictionary = &stream->dictionary;
    if (dictionary != nullptr) {
      for (const auto& entry : dictionary->entries()) open.push_back(&entry.second);
    }
    if (const auto* array = object.as<Array>()) {
      for (const Object& element : *array) open.push_back(&element);
    }
  }
}

TEST(WriteImport, ContentAndInheritedResourcesCome) {
  const Imported imported = import(file_with("/Contents 4 0 R"));
  EXPECT_EQ(text_of(ByteView(imported.form().data)), "0 0 10 10 re f");
  EXPECT_EQ(imported.page.width.value, 100);
  EXPECT_EQ(imported.page.height.value, 200);
  EXPECT_EQ(written(*imported.form().dictionary.find("Subtype")), "/Form");
  EXPECT_EQ(written(*imported.form().dictionary.find("Matrix")), "[1 0 0 1 -10 -20]");
  expect_closed(imported.graph);
  bool has_function = false;
  for (const Object& object : imported.graph.objects()) {
    has_function |= written(object).find("/FunctionType 2") != std::string::npos;
  }
  EXPECT_TRUE(has_function);
}

// The matrix must bring the corner that is seen at the lower left to the origin, and the opposite
// one to (width, height).
TEST(WriteImport, StandsUprightHoweverThePageIsTurned) {
  struct Case {
    std::string rotate;
    double seen_low[2], seen_high[2], width, height;  // corners on the page: box [10 20 110 220]
  };
  for (const Case& turned :
       {Case{"0", {10, 20}, {110, 220}, 100, 200}, Case{"90", {110, 20}, {10, 220}, 200, 100},
        Case{"180", {110, 220}, {10, 20}, 100, 200}, Case{"-90", {10, 220}, {110, 20}, 200, 100},
        Case{"450", {110, 20}, {10, 220}, 200, 100}}) {
    const Imported imported = import(file_with("/Contents 4 0 R /Rotate " + turned.rotate));
    EXPECT_EQ(imported.page.width.value, turned.width) << turned.rotate;
    EXPECT_EQ(imported.page.height.value, turned.height) << turned.rotate;
    const auto* matrix = imported.form().dictionary.find("Matrix")->as<Array>();
    std::vector<double> m;
    for (const Object& element : *matrix) {
      const auto* integer = element.as<std::int64_t>();
      m.push_back(integer != nullptr ? static_cast<double>(*integer) : *element.as<double>());
    }
    const auto x = [&](const double* p) { return m[0] * p[0] + m[2] * p[1] + m[4]; };
    const auto y = [&](const double* p) { return m[1] * p[0] + m[3] * p[1] + m[5]; };
    EXPECT_EQ(x(turned.seen_low), 0) << turned.rotate;
    EXPECT_EQ(y(turned.seen_low), 0) << turned.rotate;
    EXPECT_EQ(x(turned.seen_high), turned.width) << turned.rotate;
    EXPECT_EQ(y(turned.seen_high), turned.height) << turned.rotate;
  }
}

TEST(WriteImport, CropBoxLimitsWhatIsSeen) {
  const Imported imported = import(file_with("/Contents 4 0 R /CropBox [60 120 500 500]"));
  EXPECT_EQ(imported.page.width.value, 50);
  EXPECT_EQ(imported.page.height.value, 100);
  EXPECT_EQ(code_of(file_with("/Contents 4 0 R /CropBox [300 300 400 400]")), "artwork-damaged");
}

TEST(WriteImport, SeveralContentStreamsAreOneWithSpaceBetween) {
  const Imported imported = import(file_with("/Contents [4 0 R 7 0 R]", [](sample::File& file) {
    file.stream(7, "/Filter /ASCIIHexDecode", "71 20 51>");
  }));
  EXPECT_EQ(text_of(ByteView(imported.form().data)), "0 0 10 10 re f\nq Q\n");
  EXPECT_EQ(imported.form().dictionary.find("Filter"), nullptr);
}

TEST(WriteImport, CirclesAndWaysBackToPagesEnd) {
  const Imported imported = import(file_with(
      "/Contents 4 0 R /StructParents 3 /Annots [8 0 R] "
      "/Resources <</XObject <</X 7 0 R /Y 7 0 R>> /Font <</F 8 0 R>>>>",
      [](sample::File& file) {
        file.stream(7,
                    "/Type /XObject /Subtype /Form /BBox [0 0 1 1] /StructParent 4 "
                    "/Resources <</XObject <</Self 7 0 R>>>>",
                    "/Self Do");
        file.object(8,
                    "<</Type /Font /Owner 3 0 R /Parent 3 0 R /Loop [8 0 R 9 0 R] /Gone 15 0 R>>");
        file.object(9, "10 0 R");
        file.object(10, "9 0 R");
      }));
  expect_closed(imported.graph);
  std::size_t forms = 0;
  for (const Object& object : imported.graph.objects()) {
    const std::string text = written(object);
    EXPECT_EQ(text.find("/Parent"), std::string::npos);
    EXPECT_EQ(text.find("/StructParent"), std::string::npos);
    EXPECT_EQ(text.find("/Type /Page"), std::string::npos);
    EXPECT_EQ(text.find("/Annots"), std::string::npos);
    if (text.find("/Self Do") != std::string::npos) ++forms;
  }
  EXPECT_EQ(forms, 1U);
}

TEST(WriteImport, BadFilesAreFailuresOfTheInput) {
  EXPECT_EQ(code_of("no PDF at all"), "artwork-damaged");
  EXPECT_EQ(code_of(file_with("/Contents [5 0 R]")), "artwork-damaged");
  EXPECT_EQ(code_of(file_with("/MediaBox [0 0 1e308 (x)] /Contents 4 0 R")), "artwork-damaged");
  sample::File two;
  two.object(1, "<</Type /Catalog /Pages 2 0 R>>");
  two.object(2, "<</Type /Pages /Kids [3 0 R 4 0 R] /Count 2 /MediaBox [0 0 9 9]>>");
  two.object(3, "<</Type /Page /Parent 2 0 R>>");
  two.object(4, "<</Type /Page /Parent 2 0 R>>");
  two.table("/Root 1 0 R", 5);
  EXPECT_EQ(code_of(two.text), "artwork-pages");
}

// Whatever bytes are changed: an import or a failure, nothing else.
TEST(WriteImport, DamagedFilesDoNoHarm) {
  const std::string good = file_with(
      "/Contents [4 0 R 7 0 R] /Rotate 90 /Resources <</XObject <</X 7 0 R>> /Font 8 0 R>>",
      [](sample::File& file) {
        file.stream(7, "/Subtype /Form /Resources <</A 7 0 R /B [8 0 R]>>", "q Q");
        file.object(8, "<</F 5 0 R /G <</H [[[7 0 R]]]>>>>");
      });
  std::uint32_t random = 1;
  int imported = 0;
  for (int i = 0; i < 2000; ++i) {
    std::string changed = good;
    for (int j = 0; j < 3; ++j) {
      random = random * 1664525U + 1013904223U;
      changed[(random >> 8U) % changed.size()] = "0159 /<>[]RX"[(random >> 4U) % 12];
    }
    try {
      expect_closed(import(changed).graph);
      ++imported;
    } catch (const Failure&) {
    }
  }
  EXPECT_GT(imported, 0);
}

}  // namespace
}  // namespace chancery::pdf
