// What a damaged file has lost: objects that should be there, and what still stands in the bytes.

#include <limits>

#include "pdf/read/inside.h"
#include "pdf/read/lexer.h"
#include "pdf/read/object_stream.h"

namespace chancery::pdf {
namespace {

/// Whether the object with that number begins where the entry points.
bool begins_there(ByteView body, const XrefEntry& entry) {
  if (entry.offset >= body.size()) return false;
  Lexer lexer(body, static_cast<std::size_t>(entry.offset));
  return lexer.take_integer() == entry.number && lexer.take_integer() && lexer.take_keyword("obj");
}

/// Whether the object at that place is written `null`.
bool is_null_at(Lexer lexer) {
  return lexer.take_keyword("null");
}

/// The objects whose value an object stream (7.5.7) gives as `null`.
std::set<int> nulls_in(const Document& document, int container) {
  std::set<int> nulls;
  const ObjectStream stream = read_object_stream(document, container);
  if (stream.count > static_cast<std::int64_t>(kMostMembers)) return nulls;
  for (const ObjectStream::Member& member : stream.members) {
    if (is_null_at(Lexer(stream.data, member.place))) nulls.insert(member.number);
  }
  return nulls;
}

struct Extent {
  std::size_t object_end = 0;  ///< of the object, or of a stream's dictionary
  std::size_t stream_end = 0;  ///< of a stream's data
};

/// How far the object at `begin` reaches.
Extent extent_of(const Document& document, ByteView body, std::size_t begin) {
  Lexer lexer(body, begin);
  lexer.take_integer();
  lexer.take_integer();
  lexer.take_keyword("obj");
  const std::size_t object_begin = lexer.position();
  lexer.skip_object();
  Extent extent{lexer.position(), lexer.position()};
  if (!lexer.take_keyword("stream")) return extent;
  const std::size_t data_begin = lexer.position();
  lexer.seek(object_begin);
  const std::optional<Object> object = lexer.object();
  const auto* dictionary = object ? object->as<Dictionary>() : nullptr;
  const Object* length = dictionary == nullptr ? nullptr : dictionary->find("Length");
  const Object value = length == nullptr ? Object() : document.resolve(*length);
  const auto* bytes = value.as<std::int64_t>();
  if (bytes != nullptr && *bytes > 0 &&
      static_cast<std::uint64_t>(*bytes) <= body.size() - data_begin) {
    extent.stream_end = data_begin + static_cast<std::size_t>(*bytes);
  }
  return extent;
}

/// Past the line end behind the word `stream` (7.3.8.1).
std::size_t past_line_end(ByteView body, std::size_t at) {
  if (at < body.size() && body[at] == '\r') ++at;
  if (at < body.size() && body[at] == '\n') ++at;
  return at;
}

}  // namespace

std::optional<ByteView> Document::stored_data(Reference reference) const {
  const XrefEntry* entry = inside_->entry(reference);
  const ByteView body = inside_->bytes.subspan(inside_->header_offset);
  if (entry == nullptr || entry->kind != XrefEntry::Kind::kUncompressed ||
      entry->offset >= body.size() || inside_->misplaced.contains(reference.number) ||
      inside_->encryption != Encryption::kNone) {
    return std::nullopt;
  }
  outline(reference);  // which keeps where the data of a plain stream stand
  const auto plain = inside_->stored.find(reference);
  if (plain != inside_->stored.end()) return plain->second;
  Lexer lexer(body, static_cast<std::size_t>(entry->offset));
  if (!lexer.take_integer() || !lexer.take_integer() || !lexer.take_keyword("obj")) {
    return std::nullopt;
  }
  if (!lexer.skip_object() || !lexer.take_keyword("stream")) return std::nullopt;
  const std::size_t begin = past_line_end(body, lexer.position());
  // The length that the reader goes by, whatever else stands in the dictionary.
  std::int64_t size = -1;
  try {
    QPDFObjectHandle stream = inside_->reader().getObject(reference.number, reference.generation);
    if (!stream.isStream()) return std::nullopt;
    QPDFObjectHandle length = stream.getDict().getKey("/Length");
    if (length.isInteger()) size = length.getIntValue();
  } catch (const QPDFExc&) {
    return std::nullopt;
  }
  if (size < 0 || static_cast<std::uint64_t>(size) > body.size() - begin) return std::nullopt;
  return body.subspan(begin, static_cast<std::size_t>(size));
}

std::optional<Remark> Document::damage(Reference reference) const {
  const auto found = inside_->entries.find(reference.number);
  if (found == inside_->entries.end()) return std::nullopt;
  const XrefEntry& entry = found->second;
  const ByteView body = inside_->bytes.subspan(inside_->header_offset);
  const std::string name = "object " + std::to_string(reference.number);
  const auto remark = [&](std::string_view what, Detail detail) {
    detail.values.emplace_back("number", std::to_string(reference.number));
    return Remark{name + std::string(what), std::move(detail)};
  };
  if (entry.kind == XrefEntry::Kind::kFree) {
    // The list of free objects (7.5.4) leads to numbers, never to the object itself.
    if (!begins_there(body, entry)) return std::nullopt;
    return remark(" is there, but its entry says that it is free", Detail{"object-called-free"});
  }
  // What a damaged entry says of the generation counts for nothing.
  if (inside_->misplaced.contains(reference.number)) {
    return remark(" is not where its cross-reference entry says", Detail{"object-misplaced"});
  }
  if (entry.generation != reference.generation) return std::nullopt;
  if (!get_outline(reference).is_null()) return std::nullopt;
  if (entry.kind == XrefEntry::Kind::kCompressed) {
    auto nulls = inside_->nulls.find(entry.container);
    if (nulls == inside_->nulls.end()) {
      nulls = inside_->nulls.emplace(entry.container, nulls_in(*this, entry.container)).first;
    }
    if (nulls->second.contains(entry.number)) return std::nullopt;
    return remark(" cannot be read from its object stream", Detail{"object-unreadable-in-stream"});
  }
  if (entry.offset < body.size()) {
    Lexer lexer(body, static_cast<std::size_t>(entry.offset));
    if (lexer.take_integer() && lexer.take_integer() && lexer.take_keyword("obj") &&
        (is_null_at(lexer) || lexer.take_keyword("endobj"))) {
      return std::nullopt;  // an empty object is null to every reader
    }
  }
  return remark(" cannot be read", Detail{"object-unreadable"});
}

std::vector<std::size_t> Document::places_of_key(std::string_view key) const {
  constexpr std::size_t kMostPlaces = 10000;
  const ByteView body = inside_->bytes.subspan(inside_->header_offset);
  std::set<std::size_t> begins;
  for (const auto& [number, entry] : inside_->entries) {
    if (entry.kind == XrefEntry::Kind::kUncompressed && entry.offset < body.size()) {
      begins.insert(static_cast<std::size_t>(entry.offset));
    }
  }
  const std::string_view text = text_of(body);
  const std::string name = '/' + std::string(key);
  std::vector<std::size_t> places;
  // Of the object looked at last: nothing is read twice, however often the key stands there.
  std::size_t claimed_begin = 0, word = std::string_view::npos, before = 0, object_end = 0;
  Extent extent;
  for (std::size_t at = text.find(name);
       at != std::string_view::npos && places.size() < kMostPlaces; at = text.find(name, at + 1)) {
    Lexer lexer(body, at);
    if (lexer.next().end != at + name.size()) continue;  // a longer name
    if (const auto next = begins.upper_bound(at); next != begins.begin()) {
      const std::size_t begin = *std::prev(next);
      if (begin != claimed_begin || extent.object_end == 0) extent = extent_of(*this, body, begin);
      claimed_begin = begin;
      if (at >= extent.object_end && at < extent.stream_end) continue;
    }
    // Whatever object it is in begins at the last `obj` before.
    const std::size_t last = text.substr(before, at - before).rfind("obj");
    if (last != std::string_view::npos) {
      word = before + last;
      Lexer object(body, word + 3);
      object.skip_object();
      object_end = object.position();
    }
    before = at;
    if (word == std::string_view::npos || at >= object_end) continue;
    lexer.skip_white_space();
    places.push_back(inside_->header_offset + lexer.position());
  }
  return places;
}

}  // namespace chancery::pdf
