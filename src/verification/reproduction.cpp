#include "verification/reproduction.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "pdf/read/embedded_files.h"
#include "pdf/read/read.h"
#include "verification/detail_node.h"
#include "verification/fields.h"
#include "verification/findings.h"
#include "verification/first_difference.h"
#include "verification/shown.h"

namespace chancery::verification {
namespace {

using pdf::Dictionary;
using pdf::Document;
using pdf::Object;
using pdf::Reference;
using Part = ReproductionDifference::Part;
using Result = Reproduction::Result;

constexpr std::size_t kMostDifferences = 100;
constexpr std::size_t kMostContent = std::size_t{64} << 20U;

std::string name_of(Reference reference) {
  if (reference.number == 0) return {};
  return std::to_string(reference.number) + " " + std::to_string(reference.generation);
}

Reference reference_in(const Dictionary& dictionary, std::string_view key) {
  const Object* value = dictionary.find(key);
  const auto* reference = value == nullptr ? nullptr : value->as<Reference>();
  return reference == nullptr ? Reference{} : *reference;
}

Object value_in(const Dictionary& dictionary, std::string_view key) {
  const Object* value = dictionary.find(key);
  return value == nullptr ? Object() : *value;
}

Dictionary dictionary_at(const Document& document, const Object& object) {
  const Object resolved = document.resolve(object);
  if (const auto* dictionary = resolved.as<Dictionary>()) return *dictionary;
  if (const pdf::Stream* stream = resolved.stream()) return stream->dictionary;
  return {};
}

std::set<std::string> keys_of_both(const Dictionary& one, const Dictionary& two) {
  std::set<std::string> keys;
  for (const auto& entry : one.entries()) keys.insert(entry.first);
  for (const auto& entry : two.entries()) keys.insert(entry.first);
  return keys;
}

/// The data of a page's content streams, one after another (7.8.2). Nothing when one does not
/// decode.
std::optional<std::string> content_of(const Document& document, const Dictionary& page) {
  const Object contents = value_in(page, "Contents");
  std::vector<Object> parts{contents};
  const Object resolved = document.resolve(contents);
  if (const auto* array = resolved.as<pdf::Array>()) parts = *array;
  std::string whole;
  for (const Object& part : parts) {
    const auto* reference = part.as<Reference>();
    if (reference == nullptr) continue;
    const auto data = document.decoded(*reference, kMostContent - whole.size());
    if (!data) return std::nullopt;
    whole += text_of(*data);
    whole += '\n';
  }
  return whole;
}

std::size_t count_of(std::string_view text, std::string_view what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string_view::npos;
       at = text.find(what, at + what.size())) {
    ++count;
  }
  return count;
}

/// What is drawn otherwise, in words: whether more is shown, or shown so that nobody sees it.
pdf::Remark difference_of_content(const std::string& received, const std::string& typeset) {
  constexpr std::string_view kInvisible = "3 Tr";  // text rendering mode 3 (9.3.6)
  if (count_of(received, kInvisible) > count_of(typeset, kInvisible)) {
    return {"the page has invisible text that its source does not have",
            Detail{"page-with-invisible-text"}};
  }
  const std::size_t shown = count_of(received, "Tj") + count_of(received, "TJ");
  const std::size_t expected = count_of(typeset, "Tj") + count_of(typeset, "TJ");
  if (shown > expected) {
    return {"the page has text that its source does not have", Detail{"page-with-more-text"}};
  }
  if (shown < expected) {
    return {"the page lacks text that its source has", Detail{"page-with-less-text"}};
  }
  return {"the page draws something else than its source", Detail{"page-drawn-otherwise"}};
}

class Comparer {
 public:
  Comparer(const Document& received, const Document& typeset)
      : received_(received), typeset_(typeset), differences_(received, typeset) {}

  std::vector<ReproductionDifference> run() {
    compare_pages();
    compare_catalogs();
    compare_files();
    return std::move(found_);
  }

 private:
  void find(Part part, std::size_t page, Reference object, std::string text, Detail detail) {
    if (found_.size() == kMostDifferences) return;
    found_.push_back({part, page, name_of(object), std::move(text), std::move(detail)});
  }

  void compare_pages() {
    const std::vector<Reference> received = received_.pages();
    const std::vector<Reference> typeset = typeset_.pages();
    if (received.size() != typeset.size()) {
      find(Part::kPage, 0, {},
           "the letter has " + std::to_string(received.size()) + " pages, its source gives " +
               std::to_string(typeset.size()),
           Detail{"page-count-is-another",
                  {{"received", std::to_string(received.size())},
                   {"typeset", std::to_string(typeset.size())}}});
    }
    for (std::size_t i = 0; i < std::min(received.size(), typeset.size()); ++i) {
      compare_page(i + 1, received[i], typeset[i]);
    }
  }

  void compare_page(std::size_t number, Reference received, Reference typeset) {
    const Dictionary one = dictionary_at(received_, Object(received));
    const Dictionary two = dictionary_at(typeset_, Object(typeset));
    for (const std::string& key : keys_of_both(one, two)) {
      if (key == "Parent" || key == "Contents" || key == "Resources") continue;
      if (const auto where = differences_.find(value_in(one, key), value_in(two, key), received)) {
        find(Part::kPage, number, where->object, "the page's entry " + key + " is another",
             Detail{"page-entry-is-another", {{"entry", key}}});
      }
    }
    const auto content = content_of(received_, one);
    const auto expected = content_of(typeset_, two);
    if (!content || content != expected) {
      const Reference stream = reference_in(one, "Contents");
      pdf::Remark remark = content && expected ? difference_of_content(*content, *expected)
                                               : pdf::Remark{"the page's content cannot be read",
                                                             Detail{"page-unreadable"}};
      find(Part::kPage, number, stream.number == 0 ? received : stream, std::move(remark.text),
           std::move(remark.detail));
    }
    compare_resources(number, received, value_in(one, "Resources"), value_in(two, "Resources"));
  }

  void compare_resources(std::size_t page, Reference holder, const Object& one, const Object& two) {
    const Dictionary received = dictionary_at(received_, one);
    const Dictionary typeset = dictionary_at(typeset_, two);
    for (const std::string& kind : keys_of_both(received, typeset)) {
      if (kind == "Font") {
        each_entry(received, typeset, kind,
                   [&](const std::string& name, const Object& a, const Object& b) {
                     compare_font(page, holder, name, a, b);
                   });
        continue;
      }
      each_entry(received, typeset, kind,
                 [&](const std::string& name, const Object& a, const Object& b) {
                   const auto where = differences_.find(a, b, holder);
                   if (!where) return;
                   find(kind == "XObject" ? Part::kImage : Part::kPage, page, where->object,
                        joined({"the ", kind, " ", name, " is another"}),
                        Detail{"resource-is-another", {{"kind", kind}, {"name", name}}});
                 });
    }
  }

  void each_entry(const Dictionary& received, const Dictionary& typeset, const std::string& kind,
                  const auto& compare) {
    const Dictionary one = dictionary_at(received_, value_in(received, kind));
    const Dictionary two = dictionary_at(typeset_, value_in(typeset, kind));
    for (const std::string& name : keys_of_both(one, two)) {
      compare(name, value_in(one, name), value_in(two, name));
    }
  }

  void compare_font(std::size_t page, Reference holder, const std::string& name, const Object& one,
                    const Object& two) {
    const auto where = differences_.find(one, two, holder);
    if (!where) return;
    if (!fonts_told_.insert(where->object).second) return;
    const Dictionary font = dictionary_at(received_, one);
    const std::string base = text_entry(received_, font, "BaseFont");
    const std::string& shown = base.empty() ? name : base;
    const std::string called = "the font " + shown;
    if (where->under("ToUnicode")) {
      find(Part::kText, page, where->object,
           called + " gives other text to whoever copies or searches (ToUnicode)",
           Detail{"font-with-other-text", {{"font", shown}}});
    } else if (where->under("FontFile") || where->under("FontFile2") || where->under("FontFile3")) {
      find(Part::kFont, page, where->object, called + " has other glyphs (its font program)",
           Detail{"font-with-other-glyphs", {{"font", shown}}});
    } else {
      find(Part::kFont, page, where->object, called + " is another (" + where->key() + ")",
           Detail{"font-is-another", {{"font", shown}, {"entry", where->key()}}});
    }
  }

  void compare_catalogs() {
    const Dictionary one = catalog(received_);
    const Dictionary two = catalog(typeset_);
    for (const std::string& key : keys_of_both(one, two)) {
      if (key == "Pages" || key == "Names" || key == "AF") continue;
      const auto where =
          differences_.find(value_in(one, key), value_in(two, key), received_.root());
      if (!where) continue;
      const bool is_text = key == "StructTreeRoot" || key == "Lang" || key == "MarkInfo";
      find(is_text ? Part::kText : Part::kDocument, 0, where->object,
           is_text ? "what is read aloud is another (" + key + ")"
                   : "the document's entry " + key + " is another",
           Detail{is_text ? "read-aloud-is-another" : "document-entry-is-another",
                  {{"entry", key}}});
    }
    const auto info = differences_.find(value_in(received_.trailer(), "Info"),
                                        value_in(typeset_.trailer(), "Info"), {});
    if (info)
      find(Part::kDocument, 0, info->object, "the document information is another",
           Detail{"information-is-another"});
  }

  void compare_files() {
    std::map<std::string, Bytes> one, two;
    for (pdf::EmbeddedFile& file : pdf::embedded_files(received_).files) {
      one.emplace(std::move(file.name), std::move(file.bytes));
    }
    for (pdf::EmbeddedFile& file : pdf::embedded_files(typeset_).files) {
      two.emplace(std::move(file.name), std::move(file.bytes));
    }
    for (const auto& [name, bytes] : one) {
      const auto other = two.find(name);
      if (other == two.end()) {
        find(Part::kSource, 0, {}, "the file " + name + " inside it does not belong to the letter",
             Detail{"file-not-of-the-letter", {{"file", name}}});
      } else if (other->second != bytes) {
        find(Part::kSource, 0, {}, "the file " + name + " inside it is another",
             Detail{"file-is-another", {{"file", name}}});
      }
    }
    for (const auto& file : two) {
      if (!one.contains(file.first)) {
        find(Part::kSource, 0, {}, "the file " + file.first + " is missing inside it",
             Detail{"file-is-missing", {{"file", file.first}}});
      }
    }
  }

  const Document& received_;
  const Document& typeset_;
  FirstDifference differences_;
  std::set<Reference> fonts_told_;
  std::vector<ReproductionDifference> found_;
};

bool is_on_the_pages(const ReproductionDifference& difference) {
  return difference.part != Part::kDocument && difference.part != Part::kSource;
}

Reproduction impossible(const pdf::ReadProblem& problem) {
  Reproduction reproduction;
  reproduction.reason = reason_of(problem);
  reproduction.reason_detail = detail_of(problem);
  return reproduction;
}

}  // namespace

Reproduction compare_with_source(ByteView received, ByteView typeset) {
  try {
    const pdf::Revisions revisions = pdf::walk_revisions(received);
    if (revisions.problem) return impossible(*revisions.problem);
    Reproduction reproduction;
    const pdf::RevisionSpan& first = revisions.spans.front();
    if (std::ranges::equal(received.first(first.end), typeset)) {
      reproduction.result = Result::kIdentical;
      return reproduction;
    }
    const pdf::Opened one = pdf::open_revision(received, first);
    if (!one.document) return impossible(*one.problem);
    const pdf::Opened two = pdf::open_document(typeset);
    if (!two.document) return impossible(*two.problem);
    reproduction.differences = Comparer(*one.document, *two.document).run();
    const auto& all = reproduction.differences;
    reproduction.result = std::any_of(all.begin(), all.end(), is_on_the_pages) ? Result::kDifferent
                                                                               : Result::kSamePages;
    return reproduction;
  } catch (const pdf::ReadFailure& failure) {
    return impossible(failure.problem());
  }
}

data::Node to_node(const Reproduction& reproduction) {
  constexpr std::array<std::string_view, 4> kResults = {"identical", "same-pages", "different",
                                                        "impossible"};
  constexpr std::array<std::string_view, 6> kParts = {"page", "font",   "image",
                                                      "text", "source", "document"};
  data::Node node(data::Mapping{});
  node.set("result", data::Node(kResults.at(static_cast<std::size_t>(reproduction.result))));
  node.set("reason", data::Node(reproduction.reason));
  set_detail(node, "reason-detail", reproduction.reason_detail);
  data::Sequence list;
  for (const ReproductionDifference& difference : reproduction.differences) {
    data::Node one(data::Mapping{});
    one.set("part", data::Node(kParts.at(static_cast<std::size_t>(difference.part))));
    one.set("page", data::Node(static_cast<std::int64_t>(difference.page)));
    one.set("object", data::Node(difference.object));
    one.set("text", data::Node(difference.text));
    set_detail(one, "detail", difference.detail);
    list.push_back(std::move(one));
  }
  node.set("differences", data::Node(std::move(list)));
  return node;
}

}  // namespace chancery::verification
