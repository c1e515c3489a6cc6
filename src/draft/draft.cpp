// The story: bytes become text, a reader finds blocks in them, recognisers tell what they are, and
// a letter file is written. Everything between is done where nothing can be harmed.
#include "draft/draft.h"

#include <optional>
#include <utility>

#include "data/data.h"
#include "draft/decode.h"
#include "draft/formulas.h"
#include "draft/read_docx.h"
#include "draft/read_html.h"
#include "draft/read_text.h"
#include "draft/recognise.h"
#include "draft/write_letter.h"

namespace chancery::draft {
namespace {

Found read(const Source& source, const std::optional<Decoder>& decoder) {
  if (!decoder) return read_docx(source.bytes);
  Found found = source.form == Form::kHtml ? read_html(decoder->decode(source.bytes))
                                           : read_text(decoder->decode(source.bytes));
  found.unsure.insert(found.unsure.end(), decoder->unsure().begin(), decoder->unsure().end());
  return found;
}

Drafted draft_here(const Source& source, const std::optional<Decoder>& decoder,
                   const Formulas& formulas, const Options& options) {
  const Parts parts = recognise(read(source, decoder), formulas, options);
  Drafted drafted;
  drafted.letter = write_letter(parts, options.letterhead);
  for (const Unsure& unsure : parts.unsure) {
    drafted.diagnostics.push_back({Severity::kWarning,
                                   {source.file, unsure.position, unsure.position > 0 ? 1 : 0},
                                   unsure.code,
                                   unsure.what,
                                   unsure.mend});
  }
  return drafted;
}

/// A result, or why there is none, through a pipe: JSON, as everything is that programs tell one
/// another here.
Bytes packed(const Drafted& drafted, bool stopped) {
  data::Node node(data::Mapping{});
  node.set("stopped", data::Node(stopped));
  node.set("letter", data::Node(drafted.letter));
  data::Sequence list;
  for (const Diagnostic& each : drafted.diagnostics) {
    data::Node entry(data::Mapping{});
    entry.set("error", data::Node(each.severity == Severity::kError));
    entry.set("file", data::Node(each.where.file));
    entry.set("line", data::Node(each.where.line));
    entry.set("column", data::Node(each.where.column));
    entry.set("code", data::Node(each.code));
    entry.set("what", data::Node(each.what));
    entry.set("mend", data::Node(each.mend));
    list.push_back(std::move(entry));
  }
  node.set("diagnostics", data::Node(std::move(list)));
  Bytes bytes;
  append(bytes, std::string_view(data::write_json(node)));
  return bytes;
}

std::string text(const data::Node& node, std::string_view key) {
  const data::Node* found = node.find(key);
  return found == nullptr ? std::string() : found->text;
}

int number(const data::Node& node, std::string_view key) {
  const data::Node* found = node.find(key);
  const auto* value = found == nullptr ? nullptr : std::get_if<std::int64_t>(&found->value);
  return value == nullptr ? 0 : static_cast<int>(*value);
}

bool is_true(const data::Node& node, std::string_view key) {
  const data::Node* found = node.find(key);
  const auto* value = found == nullptr ? nullptr : std::get_if<bool>(&found->value);
  return value != nullptr && *value;
}

Drafted unpacked(const Bytes& bytes) {
  const data::Parsed parsed = data::parse_json(text_of(bytes), "the draft");
  if (!parsed.root || parsed.root->find("letter") == nullptr) {
    throw Failure(FailureKind::kInput, "too-large", "the letter would be larger than 16 MB",
                  "take what is no part of the letter out of the file");
  }
  Drafted drafted;
  drafted.letter = text(*parsed.root, "letter");
  const data::Node* list = parsed.root->find("diagnostics");
  if (list != nullptr && list->sequence() != nullptr) {
    for (const data::Node& entry : *list->sequence()) {
      drafted.diagnostics.push_back(
          {is_true(entry, "error") ? Severity::kError : Severity::kWarning,
           {text(entry, "file"), number(entry, "line"), number(entry, "column")},
           text(entry, "code"),
           text(entry, "what"),
           text(entry, "mend")});
    }
  }
  if (is_true(*parsed.root, "stopped")) {
    throw Failure(FailureKind::kInput, std::move(drafted.diagnostics));
  }
  return drafted;
}

}  // namespace

Drafted draft_letter(const Source& source, std::string_view formulas_yaml,
                     const std::string& formulas_file, const Options& options,
                     const Confine& confine) {
  if (source.bytes.size() > data::kLargestFileBytes) {
    throw Failure(FailureKind::kInput, "too-large", source.file + " is larger than 16 MB",
                  "take pictures and what is no part of the letter out of it");
  }
  const Formulas formulas = read_formulas(formulas_yaml, formulas_file);
  std::optional<Decoder> decoder;
  if (source.form != Form::kDocx) decoder.emplace(source);
  return unpacked(confine([&] {
    try {
      return packed(draft_here(source, decoder, formulas, options), false);
    } catch (const Failure& failure) {
      Drafted stopped;
      stopped.diagnostics = failure.diagnostics();
      for (Diagnostic& diagnostic : stopped.diagnostics) {
        if (diagnostic.where.file.empty()) diagnostic.where.file = source.file;
      }
      return packed(stopped, true);
    }
  }));
}

}  // namespace chancery::draft
