// Cross-reference streams (ISO 32000-1, 7.5.8), inflated into a buffer whose size the stream's own
// dictionary fixes, so that no more is ever allocated than the entries need.
#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>

#include "pdf/read/lexer.h"
#include "pdf/read/sections.h"

namespace chancery::pdf {
namespace {

/// What a writer may have added after the last entry, padding say.
constexpr std::size_t kSlack = 4096;

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* decompressor) const {
    libdeflate_free_decompressor(decompressor);
  }
};

ReadProblem damaged(std::string detail, Detail said) {
  return {Unreadable::kDamaged, "cross-reference stream: " + std::move(detail),
          Detail{"xref-stream", {}, {std::move(said)}}};
}

std::optional<std::int64_t> integer(const Dictionary& dictionary, std::string_view key) {
  const Object* value = dictionary.find(key);
  const auto* number = value == nullptr ? nullptr : value->as<std::int64_t>();
  return number == nullptr ? std::nullopt : std::optional(*number);
}

struct Subsection {
  std::int64_t first = 0, count = 0;
};

struct Shape {
  std::array<std::size_t, 3> widths{};
  std::vector<Subsection> subsections;
  std::size_t entry_size = 0;
  std::size_t entry_count = 0;
};

bool add_subsection(Shape& shape, std::int64_t first, std::int64_t count) {
  constexpr std::int64_t kLargest = std::numeric_limits<int>::max();
  if (first < 0 || count < 0 || count > kLargest || first > kLargest - count) return false;
  shape.subsections.push_back({first, count});
  shape.entry_count += static_cast<std::size_t>(count);
  return true;
}

std::optional<Shape> read_shape(const Dictionary& dictionary) {
  Shape shape;
  const Object* w = dictionary.find("W");
  const Array* widths = w == nullptr ? nullptr : w->as<Array>();
  if (widths == nullptr || widths->size() < shape.widths.size()) return std::nullopt;
  for (std::size_t i = 0; i < shape.widths.size(); ++i) {
    const auto* width = (*widths)[i].as<std::int64_t>();
    if (width == nullptr || *width < 0 || *width > 8) return std::nullopt;
    shape.widths.at(i) = static_cast<std::size_t>(*width);
    shape.entry_size += shape.widths.at(i);
  }
  const auto size = integer(dictionary, "Size");
  if (shape.entry_size == 0 || !size) return std::nullopt;
  const Object* index = dictionary.find("Index");
  if (index == nullptr || index->is_null()) {
    if (!add_subsection(shape, 0, *size)) return std::nullopt;
    return shape;
  }
  const Array* pairs = index->as<Array>();
  if (pairs == nullptr || pairs->empty() || pairs->size() % 2 != 0) return std::nullopt;
  for (std::size_t i = 0; i < pairs->size(); i += 2) {
    const auto* first = (*pairs)[i].as<std::int64_t>();
    const auto* count = (*pairs)[i + 1].as<std::int64_t>();
    if (first == nullptr || count == nullptr || !add_subsection(shape, *first, *count)) {
      return std::nullopt;
    }
  }
  return shape;
}

/// /Filter or /DecodeParms with a one-element array taken for its element.
const Object* single(const Dictionary& dictionary, std::string_view key) {
  const Object* value = dictionary.find(key);
  const Array* array = value == nullptr ? nullptr : value->as<Array>();
  if (array != nullptr) return array->size() == 1 ? &array->front() : nullptr;
  return value;
}

std::uint8_t paeth(int left, int above, int above_left) {
  const int estimate = left + above - above_left;
  const int by_left = std::abs(estimate - left);
  const int by_above = std::abs(estimate - above);
  const int by_above_left = std::abs(estimate - above_left);
  if (by_left <= by_above && by_left <= by_above_left) return static_cast<std::uint8_t>(left);
  return static_cast<std::uint8_t>(by_above <= by_above_left ? above : above_left);
}

/// Undoes PNG prediction (7.4.4.4) for samples of one byte; a last row may be short.
bool undo_png(ByteView rows, std::size_t columns, Bytes& to) {
  const std::size_t start = to.size();
  for (std::size_t row = 0; row < rows.size(); row += columns + 1) {
    const std::uint8_t filter = rows[row];
    if (filter > 4) return false;
    const std::size_t length = std::min(columns, rows.size() - row - 1);
    for (std::size_t i = 0; i < length; ++i) {
      const std::size_t here = to.size();
      const bool first_row = here - start < columns;
      const int left = i == 0 ? 0 : to[here - 1];
      const int above = first_row ? 0 : to[here - columns];
      const int above_left = first_row || i == 0 ? 0 : to[here - columns - 1];
      int predicted = 0;
      if (filter == 1) predicted = left;
      if (filter == 2) predicted = above;
      if (filter == 3) predicted = (left + above) / 2;
      if (filter == 4) predicted = paeth(left, above, above_left);
      to.push_back(static_cast<std::uint8_t>(rows[row + 1 + i] + predicted));
    }
  }
  return true;
}

/// At most `needed` bytes of the stream's data, decoded.
std::optional<ReadProblem> decode(const Dictionary& dictionary, ByteView raw, std::size_t needed,
                                  Bytes& data) {
  const Object* filter = dictionary.find("Filter");
  if (filter == nullptr || filter->is_null()) {
    data.assign(raw.begin(), raw.end());
    return std::nullopt;
  }
  filter = single(dictionary, "Filter");
  const auto* name = filter == nullptr ? nullptr : filter->as<Name>();
  if (name == nullptr || name->value != "FlateDecode")
    return damaged("unusual filter", Detail{"stream-filter"});

  std::size_t columns = 1;
  bool predicted = false;
  const Object* parameters = single(dictionary, "DecodeParms");
  if (const auto* entries = parameters == nullptr ? nullptr : parameters->as<Dictionary>()) {
    const std::int64_t predictor = integer(*entries, "Predictor").value_or(1);
    const std::int64_t wide = integer(*entries, "Columns").value_or(1);
    if (predictor != 1 && (predictor < 10 || predictor > 15))
      return damaged("unusual predictor", Detail{"stream-predictor"});
    if (integer(*entries, "Colors").value_or(1) != 1 ||
        integer(*entries, "BitsPerComponent").value_or(8) != 8 || wide < 1 || wide > 65536) {
      return damaged("unusual predictor parameters", Detail{"stream-predictor-parameters"});
    }
    predicted = predictor != 1;
    columns = static_cast<std::size_t>(wide);
  }
  const std::size_t rows = needed / columns + 1;
  const std::size_t room = (predicted ? needed + rows + columns : needed) + kSlack;
  const auto buffer = std::make_unique_for_overwrite<std::uint8_t[]>(room);
  const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> decompressor(
      libdeflate_alloc_decompressor());
  if (!decompressor) throw std::bad_alloc();
  std::size_t used = 0, produced = 0;
  const libdeflate_result result = libdeflate_zlib_decompress_ex(
      decompressor.get(), raw.data(), raw.size(), buffer.get(), room, &used, &produced);
  if (result == LIBDEFLATE_INSUFFICIENT_SPACE) {
    return ReadProblem{Unreadable::kTooLarge, "cross-reference stream: far more data than entries",
                       Detail{"xref-stream-too-large"}};
  }
  if (result != LIBDEFLATE_SUCCESS)
    return damaged("its data do not decompress", Detail{"stream-does-not-decompress"});
  const ByteView inflated(buffer.get(), produced);
  if (!predicted) {
    data.assign(inflated.begin(), inflated.end());
  } else {
    data.reserve(produced);
    if (!undo_png(inflated, columns, data))
      return damaged("unknown PNG predictor", Detail{"stream-predictor-unknown"});
  }
  return std::nullopt;
}

std::uint64_t field(ByteView bytes) {
  std::uint64_t value = 0;
  for (const std::uint8_t byte : bytes) value = value << 8U | byte;
  return value;
}

bool read_entries(const Shape& shape, ByteView data, std::vector<XrefEntry>& entries) {
  constexpr std::uint64_t kLargest = std::numeric_limits<int>::max();
  std::size_t at = 0;
  for (const Subsection& subsection : shape.subsections) {
    for (std::int64_t i = 0; i < subsection.count; ++i) {
      std::array<std::uint64_t, 3> fields{};
      for (std::size_t f = 0; f < fields.size(); ++f) {
        fields.at(f) = field(data.subspan(at, shape.widths.at(f)));
        at += shape.widths.at(f);
      }
      if (shape.widths[0] == 0) fields[0] = 1;  // the default, 7.5.8.2
      XrefEntry entry;
      entry.number = static_cast<int>(subsection.first + i);
      if (fields[0] == 1) {
        if (fields[2] > kLargest) return false;
        entry.kind = XrefEntry::Kind::kUncompressed;
        entry.offset = fields[1];
        entry.generation = static_cast<int>(fields[2]);
      } else if (fields[0] == 2) {
        if (fields[1] > kLargest) return false;
        entry.kind = XrefEntry::Kind::kCompressed;
        entry.container = static_cast<int>(fields[1]);
        entry.index = fields[2];
      } else if (fields[0] == 0) {
        entry.offset = fields[1];
      } else {
        return false;
      }
      entries.push_back(entry);
    }
  }
  return true;
}

}  // namespace

std::optional<ReadProblem> read_xref_stream(ByteView body, std::size_t begin, XrefSection& section,
                                            std::size_t most_entries) {
  section.begin = begin;
  section.style = XrefStyle::kStream;
  Lexer lexer(body, begin);
  if (!lexer.take_integer() || !lexer.take_integer() || !lexer.take_keyword("obj")) {
    return ReadProblem{Unreadable::kDamaged,
                       "no cross-reference section at offset " + std::to_string(begin),
                       Detail{"section-missing", {{"offset", std::to_string(begin)}}}};
  }
  std::optional<Object> object = lexer.object();
  Dictionary* dictionary = object ? object->as<Dictionary>() : nullptr;
  if (dictionary == nullptr || !lexer.take_keyword("stream"))
    return damaged("no stream", Detail{"stream-missing"});
  const Object* type = dictionary->find("Type");
  const auto* type_name = type == nullptr ? nullptr : type->as<Name>();
  if (type_name == nullptr || type_name->value != "XRef")
    return damaged("wrong /Type", Detail{"stream-wrong-type"});

  std::size_t data_begin = lexer.position();
  if (data_begin < body.size() && body[data_begin] == '\r') ++data_begin;
  if (data_begin < body.size() && body[data_begin] == '\n') ++data_begin;
  const auto length = integer(*dictionary, "Length");
  if (!length || *length < 0 || static_cast<std::uint64_t>(*length) > body.size() - data_begin) {
    return damaged("wrong /Length", Detail{"stream-wrong-length"});
  }
  const ByteView raw = body.subspan(data_begin, static_cast<std::size_t>(*length));
  lexer.seek(data_begin + raw.size());
  if (!lexer.take_keyword("endstream") || !lexer.take_keyword("endobj")) {
    return damaged("no endstream where /Length says", Detail{"stream-end-missing"});
  }
  section.end = lexer.position();

  const std::optional<Shape> shape = read_shape(*dictionary);
  if (!shape) return damaged("malformed /W, /Index or /Size", Detail{"stream-shape-malformed"});
  if (shape->entry_count > most_entries) {
    return ReadProblem{Unreadable::kTooLarge, "more than a million cross-reference entries",
                       Detail{"too-many-entries"}};
  }
  const std::size_t needed = shape->entry_size * shape->entry_count;
  Bytes data;
  if (auto problem = decode(*dictionary, raw, needed, data)) return problem;
  if (data.size() < needed)
    return damaged("fewer entries than /Size or /Index says", Detail{"stream-too-few-entries"});
  if (!read_entries(*shape, data, section.entries))
    return damaged("entry out of range", Detail{"stream-entry-out-of-range"});
  if (const auto number = placed_twice(section.entries)) {
    return ReadProblem{
        Unreadable::kDamaged,
        "the place of object " + std::to_string(*number) + " can be read in two ways",
        Detail{"object-place-in-two-ways", {{"number", std::to_string(*number)}}}};
  }
  section.trailer = std::move(*dictionary);
  return std::nullopt;
}

}  // namespace chancery::pdf
