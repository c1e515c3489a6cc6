#include "letter/letter.h"

#include <optional>
#include <utility>

#include "letter/body.h"
#include "letter/characters.h"
#include "letter/front_matter.h"
#include "letter/origin.h"
#include "letter/parts.h"
#include "letter/problems.h"
#include "letter/schema.h"
#include "letter/versions.h"

namespace chancery::letter {
namespace {

void move_to(Diagnostics from, Problems& problems) {
  for (Diagnostic& diagnostic : from) problems.add(std::move(diagnostic));
}

// The line (from 0) that ends the front matter; 0 when there is none.
std::size_t end_of_front_matter(const data::Lines& lines, Problems& problems) {
  if (!is_marker(lines.line(0))) {
    problems.error(lines.at(0), "no-front-matter", "the letter does not begin with front matter",
                   "begin the file with a line '---', the keys of the letter, and another line "
                   "'---'");
    return 0;
  }
  for (std::size_t i = 1; i < lines.count(); ++i) {
    if (is_marker(lines.line(i))) return i;
  }
  problems.error(lines.at(0), "unclosed-front-matter",
                 "the front matter that begins here has no end",
                 "write a line '---' after the last key");
  return 0;
}

/// A letter, or a variant of one.
struct Task {
  const Letter* variant_of = nullptr;
  const ReadBeside& beside;
  Problems& problems;

  Form form(Form of_letter, Form of_variant) const {
    return variant_of == nullptr ? of_letter : of_variant;
  }
};

/// Everything but the body.
void read_keys(const data::Node& root, Form form, const Scalars& scalars, const Task& task,
               Letter& letter) {
  const bool is_sound = check_schema(root, form, task.problems);
  if (task.variant_of != nullptr) {
    if (root.mapping() != nullptr) {
      letter = version_of(*task.variant_of, root, scalars.origin, task.problems);
    }
    return;
  }
  Diagnostics known;
  data::MappingReader keys(root, "the letter", known);
  read_front_matter(keys, scalars.origin, known, task.problems, letter);
  read_versions(keys, scalars, task.beside, task.problems, letter);
  keys.any("body");
  keys.finish();
  if (is_sound) move_to(std::move(known), task.problems);
}

void read_markdown_letter(const data::Lines& lines, const Task& task, Letter& letter) {
  const std::size_t end = end_of_front_matter(lines, task.problems);
  if (end == 0) return;

  const std::size_t yaml_begin = lines.start(1);
  const std::string_view yaml = lines.text().substr(yaml_begin, lines.start(end) - yaml_begin);
  data::Parsed parsed = data::parse_yaml_part(yaml, lines.file(), 2);
  move_to(std::move(parsed.diagnostics), task.problems);
  if (parsed.root) {
    const Scalars scalars = {
        lines, [&](const data::Node& scalar) { return origin_of_yaml(scalar, lines, yaml_begin); },
        [&](const data::Node& scalar, std::size_t text_offset, Origin& origin) {
          follow_yaml(scalar, lines, yaml_begin, text_offset, origin);
        }};
    read_keys(*parsed.root, task.form(Form::kFrontMatter, Form::kVariantFrontMatter), scalars, task,
              letter);
  }

  const std::size_t body_begin = lines.start(end + 1);
  Origin origin(lines);
  origin.follow(0, body_begin);
  Body body = read_body(lines.text().substr(body_begin), origin, lines.file(), task.problems);
  check_body(body, lines.at(body_begin), task.problems);
  letter.body = std::move(body.blocks);
  letter.footnotes = std::move(body.footnotes);
}

void read_json_letter(const data::Lines& lines, const Task& task, Letter& letter) {
  data::Parsed parsed = data::parse_json(lines.text(), lines.file());
  move_to(std::move(parsed.diagnostics), task.problems);
  if (!parsed.root) return;
  const Scalars scalars = {lines,
                           [&](const data::Node& scalar) {
                             Origin exact(lines);
                             if (std::holds_alternative<std::string>(scalar.value)) {
                               follow_json(scalar, lines, 0, exact);
                             } else {
                               exact.stand_at(scalar.where);
                             }
                             return exact;
                           },
                           [&](const data::Node& scalar, std::size_t text_offset, Origin& origin) {
                             follow_json(scalar, lines, text_offset, origin);
                           }};
  read_keys(*parsed.root, task.form(Form::kJson, Form::kVariantJson), scalars, task, letter);
  const data::Node* body = parsed.root->find("body");
  if (body != nullptr && !body->is_null()) read_body_node(*body, scalars, task.problems, letter);
}

/// Nothing when the text cannot be read at all.
std::optional<Letter> read_text(std::string_view text, const std::string& file, const Task& task) {
  Diagnostics unreadable = data::check_text(text, file);
  if (!unreadable.empty()) {
    move_to(std::move(unreadable), task.problems);
    return std::nullopt;
  }
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  const data::Lines raw_lines(text, file);
  const std::string clean = without_refused(
      text, [&](std::size_t offset) { return raw_lines.at(offset); }, task.problems);
  const data::Lines lines(clean, file);  // the same places as raw_lines
  Letter letter;
  if (file.ends_with(".json")) {
    read_json_letter(lines, task, letter);
  } else {
    read_markdown_letter(lines, task, letter);
  }
  letter.file = file;
  return letter;
}

}  // namespace

void check_body(const Body& body, const Position& where, Problems& problems) {
  if (!body.blocks.empty() || problems.has_errors()) return;
  problems.error(where, "no-body", "the letter has no body", "write its text");
}

std::optional<Letter> read_variant_file(std::string_view text, const std::string& file,
                                        const Letter& letter, Problems& problems) {
  return read_text(text, file, {&letter, {}, problems});
}

ReadLetter read_letter(std::string_view text, const std::string& file, const ReadBeside& beside) {
  Problems problems;
  std::optional<Letter> letter = read_text(text, file, {nullptr, beside, problems});
  ReadLetter read;
  if (!problems.has_errors()) read.letter = std::move(letter);
  read.diagnostics = problems.take();
  return read;
}

}  // namespace chancery::letter
