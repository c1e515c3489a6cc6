#include "letter/letter.h"

#include "letter/body.h"
#include "letter/characters.h"
#include "letter/front_matter.h"
#include "letter/origin.h"
#include "letter/parts.h"
#include "letter/problems.h"
#include "letter/schema.h"

namespace chancery::letter {
namespace {

void move_to(Diagnostics from, Problems& problems) {
  for (Diagnostic& diagnostic : from) problems.add(std::move(diagnostic));
}

void check_body(const Body& body, const Position& where, Problems& problems) {
  if (!body.blocks.empty() || problems.has_errors()) return;
  problems.error(where, "no-body", "the letter has no body", "write its text");
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

void read_markdown_letter(const data::Lines& lines, Problems& problems, Letter& letter) {
  const std::size_t end = end_of_front_matter(lines, problems);
  if (end == 0) return;

  const std::size_t yaml_begin = lines.start(1);
  const std::string_view yaml = lines.text().substr(yaml_begin, lines.start(end) - yaml_begin);
  data::Parsed parsed = data::parse_yaml_part(yaml, lines.file(), 2);
  move_to(std::move(parsed.diagnostics), problems);
  if (parsed.root) {
    const bool is_sound = check_schema(*parsed.root, Form::kFrontMatter, problems);
    Diagnostics form;
    data::MappingReader keys(*parsed.root, "the front matter", form);
    const auto origin = [&](const data::Node& scalar) {
      return origin_of_yaml(scalar, lines, yaml_begin);
    };
    read_front_matter(keys, origin, form, problems, letter);
    keys.finish();
    if (is_sound) move_to(std::move(form), problems);
  }

  const std::size_t body_begin = lines.start(end + 1);
  Origin origin(lines);
  origin.follow(0, body_begin);
  Body body = read_body(lines.text().substr(body_begin), origin, lines.file(), problems);
  check_body(body, lines.at(body_begin), problems);
  letter.body = std::move(body.blocks);
  letter.footnotes = std::move(body.footnotes);
}

// One text, or a list of texts that are read as if an empty line stood between them.
void read_json_body(const data::Node& node, const data::Lines& lines, Problems& problems,
                    Letter& letter) {
  const data::Sequence* parts = node.sequence();
  const data::Sequence single = parts == nullptr ? data::Sequence{node} : data::Sequence{};
  std::string markdown;
  Origin origin(lines);
  for (const data::Node& part : parts == nullptr ? single : *parts) {
    if (!std::holds_alternative<std::string>(part.value)) continue;  // told by the schema
    if (!markdown.empty()) markdown += "\n\n";
    follow_json(part, lines, markdown.size(), origin);
    markdown += part.text;
  }
  // Escapes can bring what the text of the file may not hold.
  const std::string clean = without_refused(
      markdown, [&](std::size_t offset) { return origin.at(offset); }, problems);
  Body body = read_body(clean, origin, lines.file(), problems);
  check_body(body, node.where, problems);
  letter.body = std::move(body.blocks);
  letter.footnotes = std::move(body.footnotes);
}

void read_json_letter(const data::Lines& lines, Problems& problems, Letter& letter) {
  data::Parsed parsed = data::parse_json(lines.text(), lines.file());
  move_to(std::move(parsed.diagnostics), problems);
  if (!parsed.root) return;
  const bool is_sound = check_schema(*parsed.root, Form::kJson, problems);
  Diagnostics form;
  data::MappingReader keys(*parsed.root, "the letter", form);
  const auto origin = [&](const data::Node& scalar) {
    Origin exact(lines);
    if (std::holds_alternative<std::string>(scalar.value)) {
      follow_json(scalar, lines, 0, exact);
    } else {
      exact.stand_at(scalar.where);
    }
    return exact;
  };
  read_front_matter(keys, origin, form, problems, letter);
  if (const data::Node* body = keys.required("body")) {
    read_json_body(*body, lines, problems, letter);
  }
  keys.finish();
  if (is_sound) move_to(std::move(form), problems);
}

}  // namespace

ReadLetter read_letter(std::string_view text, const std::string& file) {
  ReadLetter read;
  read.diagnostics = data::check_text(text, file);
  if (!read.diagnostics.empty()) return read;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());

  Problems problems;
  const data::Lines raw_lines(text, file);
  const std::string clean = without_refused(
      text, [&](std::size_t offset) { return raw_lines.at(offset); }, problems);
  const data::Lines lines(clean, file);  // the same places as raw_lines
  Letter letter;
  letter.file = file;
  if (file.ends_with(".json")) {
    read_json_letter(lines, problems, letter);
  } else {
    read_markdown_letter(lines, problems, letter);
  }
  if (!problems.has_errors()) read.letter = std::move(letter);
  read.diagnostics = problems.take();
  return read;
}

}  // namespace chancery::letter
