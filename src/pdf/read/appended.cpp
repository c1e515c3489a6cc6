#include "pdf/read/appended.h"

#include <cstring>
#include <utility>

#include "pdf/read/lexer.h"
#include "pdf/read/sections.h"

namespace chancery::pdf {
namespace {

/// What stands in the way of taking the section for one that continues the file.
std::optional<std::string> problem_of(const XrefSection& section, const Document& before) {
  if (section.begin + before.header_offset() < before.bytes().size()) {
    return "its cross-reference section is an older one";
  }
  const Object* prev = section.trailer.find("Prev");
  const auto* offset = prev == nullptr ? nullptr : prev->as<std::int64_t>();
  if (offset == nullptr || *offset < 0 || static_cast<std::size_t>(*offset) != before.startxref()) {
    return "its cross-reference section does not continue the one before";
  }
  const Object* root = section.trailer.find("Root");
  const auto* reference = root == nullptr ? nullptr : root->as<Reference>();
  if (reference == nullptr || *reference != before.root()) return "it has another catalog";
  return std::nullopt;
}

/// Past the data of the stream whose dictionary and keyword the lexer has passed.
bool skip_data(Lexer& lexer, ByteView body, std::size_t dictionary_begin) {
  std::size_t begin = lexer.position();
  if (begin < body.size() && body[begin] == '\r') ++begin;
  if (begin >= body.size() || body[begin] != '\n') return false;
  ++begin;
  Lexer dictionary(body, dictionary_begin);
  const std::optional<Object> object = dictionary.object();
  const auto* entries = object ? object->as<Dictionary>() : nullptr;
  const Object* length = entries == nullptr ? nullptr : entries->find("Length");
  const auto* bytes = length == nullptr ? nullptr : length->as<std::int64_t>();
  if (bytes == nullptr || *bytes < 0 || static_cast<std::size_t>(*bytes) > body.size() - begin) {
    return false;
  }
  lexer.seek(begin + static_cast<std::size_t>(*bytes));
  return lexer.take_keyword("endstream");
}

/// Where the object's value begins; nothing when it is not whole.
std::optional<std::size_t> whole_object(ByteView body, const XrefEntry& entry) {
  if (entry.offset >= body.size()) return std::nullopt;
  Lexer lexer(body, static_cast<std::size_t>(entry.offset));
  if (lexer.take_integer() != entry.number || lexer.take_integer() != entry.generation ||
      !lexer.take_keyword("obj")) {
    return std::nullopt;
  }
  lexer.skip_white_space();
  const std::size_t begin = lexer.position();
  if (!lexer.skip_object()) return std::nullopt;
  if (lexer.take_keyword("stream") && !skip_data(lexer, body, begin)) return std::nullopt;
  if (!lexer.take_keyword("endobj")) return std::nullopt;
  return begin;
}

}  // namespace

Appended read_appended(const Document& before, ByteView file) {
  Appended appended;
  const ByteView source = before.bytes();
  if (file.size() <= source.size() || std::memcmp(file.data(), source.data(), source.size()) != 0) {
    appended.problem = "the earlier bytes were changed";
    return appended;
  }
  const SectionChain chain = read_sections(file);
  if (chain.problem) {
    appended.problem = chain.problem->detail;
    return appended;
  }
  const ByteView body = file.subspan(chain.header_offset);
  if (chain.ending.end != body.size()) {
    appended.problem = "it does not end the file";
    return appended;
  }
  const XrefSection& section = chain.sections.front();
  appended.problem = problem_of(section, before);
  for (const XrefEntry& entry : section.entries) {
    if (appended.problem) return appended;
    if (entry.kind == XrefEntry::Kind::kFree) continue;
    const bool is_behind = entry.kind == XrefEntry::Kind::kUncompressed &&
                           entry.offset + chain.header_offset >= source.size();
    const auto begin = is_behind ? whole_object(body, entry) : std::nullopt;
    if (begin) {
      appended.objects.emplace(Reference{entry.number, entry.generation},
                               chain.header_offset + *begin);
    } else {
      appended.problem = "object " + std::to_string(entry.number) + " is not whole";
    }
  }
  return appended;
}

std::optional<Document::Place> place_in_dictionary(ByteView bytes, std::size_t begin,
                                                   std::string_view key) {
  Lexer lexer(bytes, begin);
  if (lexer.next().kind != TokenKind::kDictionaryOpen) return std::nullopt;
  std::optional<Document::Place> place;
  bool is_reference = false;
  for (Token name = lexer.next(); name.kind != TokenKind::kDictionaryClose; name = lexer.next()) {
    if (name.kind != TokenKind::kName) return std::nullopt;
    const std::size_t name_end = lexer.position();
    // The lexer decodes names only as objects; compare what is decoded.
    lexer.seek(name.begin);
    const std::optional<Object> key_here = lexer.object();
    lexer.seek(name_end);
    lexer.skip_white_space();
    const std::size_t value_begin = lexer.position();
    const bool wanted = key_here && key_here->as<Name>()->value == key;
    if (!lexer.skip_object()) return std::nullopt;
    std::size_t end = lexer.position();
    bool reference_here = false;
    const std::size_t after = end;
    if (lexer.take_integer() && lexer.take_keyword("R")) {
      reference_here = true;
      end = lexer.position();
    } else {
      lexer.seek(after);
    }
    if (!wanted) continue;
    if (place) return std::nullopt;
    place = Document::Place{value_begin, end};
    is_reference = reference_here;
  }
  return is_reference ? std::nullopt : place;
}

std::optional<Object> object_at(ByteView bytes, Document::Place place) {
  if (place.begin >= place.end || place.end > bytes.size()) return std::nullopt;
  Lexer lexer(bytes.first(place.end), place.begin);
  std::optional<Object> object = lexer.object();
  return lexer.position() == place.end ? std::move(object) : std::nullopt;
}

std::optional<Bytes> hexadecimal_at(ByteView bytes, Document::Place place) {
  if (place.begin >= place.end || place.end > bytes.size()) return std::nullopt;
  const ByteView token = bytes.subspan(place.begin, place.end - place.begin);
  Lexer lexer(token);
  const Token string = lexer.next();
  if (string.kind != TokenKind::kHexString || string.end != token.size()) return std::nullopt;
  return hexadecimal(token);
}

}  // namespace chancery::pdf
