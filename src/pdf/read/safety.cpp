#include "pdf/read/safety.h"

#include <libdeflate.h>

#include <algorithm>
#include <memory>

#include "pdf/read/lexer.h"

namespace chancery::pdf {
namespace {

constexpr std::size_t kMostInflated = std::size_t{256} << 20U;
constexpr std::size_t kMostFilters = 4;

using Problem = std::optional<ReadProblem>;

Problem damaged(int number, std::string_view what, Detail said) {
  said.values.emplace_back("number", std::to_string(number));
  return ReadProblem{Unreadable::kDamaged,
                     "object " + std::to_string(number) + ": " + std::string(what),
                     std::move(said)};
}

bool has_reference(const Object& object) {
  if (object.as<Reference>() != nullptr) return true;
  if (const auto* array = object.as<Array>()) {
    return std::any_of(array->begin(), array->end(), has_reference);
  }
  if (const auto* dictionary = object.as<Dictionary>()) {
    return std::any_of(dictionary->entries().begin(), dictionary->entries().end(),
                       [](const auto& entry) { return has_reference(entry.second); });
  }
  return false;
}

/// Everything about the objects of a file that has to be known before any is read.
class Survey {
 public:
  Survey(ByteView body, const std::vector<XrefSection>& sections) : body_(body) {
    for (const XrefSection& section : sections) {
      for (const XrefEntry& entry : section.entries) {
        if (entry.kind == XrefEntry::Kind::kCompressed) {
          compressed_.insert(entry.number);
          containers_.insert(entry.container);
        }
      }
    }
    // Reading overlapping objects over and over takes time in the square of the file's size.
    skim_budget_ = body.size() * 4 + (std::size_t{1} << 20U);
  }

  /// False when the object `number` does not begin at that offset.
  bool look_at(const XrefEntry& entry) {
    Lexer lexer(body_,
                static_cast<std::size_t>(std::min<std::uint64_t>(entry.offset, body_.size())));
    const auto number = lexer.take_integer();
    const auto generation = lexer.take_integer();
    if (!number || !generation || !lexer.take_keyword("obj")) return false;
    const std::size_t begin = lexer.position();
    if (seen_.insert(begin).second) {
      if (lexer.next().kind == TokenKind::kDictionaryOpen) look_at_dictionary(entry, begin);
    }
    const auto stream = streams_at_.find(begin);
    if (stream != streams_at_.end()) {
      streams_.insert(entry.number);
      if (stream->second.length) lengths_.emplace_back(entry.number, *stream->second.length);
      if (containers_.contains(entry.number)) look_at_container(entry.number, begin);
    }
    return *number == entry.number && *generation == entry.generation;
  }

  void look_at_lengths() {
    for (const auto& [number, target] : lengths_) {
      if (problem_) return;
      if (streams_.contains(target))
        problem_ = damaged(number, "its /Length is a stream", Detail{"length-is-stream"});
      if (containers_.contains(number) && compressed_.contains(target)) {
        problem_ = damaged(number, "the /Length of an object stream is itself compressed",
                           Detail{"length-is-compressed"});
      }
    }
  }

  const Problem& problem() const { return problem_; }

 private:
  struct StreamAt {
    Dictionary dictionary;
    std::size_t data_begin = 0;
    std::optional<int> length;  ///< the object that holds it, when it is indirect
  };

  void look_at_dictionary(const XrefEntry& entry, std::size_t begin) {
    Lexer lexer(body_, begin);
    const bool whole = lexer.skip_object();
    const std::size_t skimmed = lexer.position() - begin;
    if (skimmed > skim_budget_) {
      problem_ = ReadProblem{Unreadable::kTooLarge, "objects overlap many times",
                             Detail{"objects-overlap"}};
      return;
    }
    skim_budget_ -= skimmed;
    if (!whole) {
      problem_ =
          damaged(entry.number, "its brackets do not match", Detail{"brackets-do-not-match"});
      return;
    }
    if (!lexer.take_keyword("stream")) return;
    StreamAt stream;
    stream.data_begin = lexer.position();
    lexer.seek(begin);
    std::optional<Object> object = lexer.object();
    Dictionary* dictionary = object ? object->as<Dictionary>() : nullptr;
    if (dictionary == nullptr) {
      problem_ = damaged(entry.number, "its stream dictionary is malformed or nested too deep",
                         Detail{"stream-dictionary-malformed"});
      return;
    }
    stream.dictionary = std::move(*dictionary);
    const Object* length = stream.dictionary.find("Length");
    if (const auto* reference = length == nullptr ? nullptr : length->as<Reference>()) {
      stream.length = reference->number;
    }
    streams_at_.emplace(begin, std::move(stream));
  }

  void look_at_container(int number, std::size_t begin) {
    const StreamAt& stream = streams_at_.at(begin);
    if (!weighed_.insert(begin).second) return;
    std::vector<std::string> filters;
    for (const std::string_view key : {"Filter", "DecodeParms"}) {
      const Object* value = stream.dictionary.find(key);
      if (value != nullptr && has_reference(*value)) {
        problem_ =
            damaged(number, "an object stream's filters are indirect", Detail{"filters-indirect"});
        return;
      }
    }
    if (const Object* filter = stream.dictionary.find("Filter")) {
      if (const auto* name = filter->as<Name>()) filters.push_back(name->value);
      if (const auto* array = filter->as<Array>()) {
        for (const Object& item : *array) {
          const auto* name = item.as<Name>();
          filters.push_back(name == nullptr ? std::string() : name->value);
        }
      }
    }
    weigh(number, stream, filters);
  }

  /// Adds the most that an object stream can inflate to; where that is too much, what it does.
  void weigh(int number, const StreamAt& stream, const std::vector<std::string>& filters) {
    const Object* length = stream.dictionary.find("Length");
    const auto* given = length == nullptr ? nullptr : length->as<std::int64_t>();
    std::size_t raw = body_.size() - stream.data_begin;
    if (given != nullptr && *given >= 0) {
      raw = std::min(raw, static_cast<std::size_t>(*given));
    }
    if (!sane_rows(stream.dictionary)) {
      problem_ =
          ReadProblem{Unreadable::kTooLarge,
                      "object " + std::to_string(number) + ": an object stream with huge rows",
                      Detail{"object-stream-huge-rows", {{"number", std::to_string(number)}}}};
      return;
    }
    std::size_t most = raw;
    bool known = filters.size() <= kMostFilters;
    for (std::size_t i = 0; known && i < filters.size(); ++i) {
      const auto factor = largest_expansion(filters[i]);
      known = factor.has_value() && most <= kMostInflated;
      if (known) most *= *factor;
    }
    if (known && most > kMostInflated - inflated_ && filters.size() == 1 &&
        filters[0] == "FlateDecode") {
      most = inflated_size(stream.data_begin, raw);
    }
    if (!known || most > kMostInflated - inflated_) {
      problem_ =
          ReadProblem{Unreadable::kTooLarge,
                      "object " + std::to_string(number) +
                          ": object streams may inflate beyond "
                          "256 MiB",
                      Detail{"object-streams-inflate", {{"number", std::to_string(number)}}}};
      return;
    }
    inflated_ += most;
  }

  /// PNG and TIFF prediction keep whole rows in memory.
  static bool sane_rows(const Dictionary& dictionary) {
    const Object* parameters = dictionary.find("DecodeParms");
    if (parameters == nullptr) return true;
    std::vector<const Dictionary*> all;
    if (const auto* one = parameters->as<Dictionary>()) all.push_back(one);
    if (const auto* array = parameters->as<Array>()) {
      for (const Object& item : *array) {
        if (const auto* one = item.as<Dictionary>()) all.push_back(one);
      }
    }
    for (const Dictionary* one : all) {
      for (const std::string_view key : {"Columns", "Colors", "BitsPerComponent"}) {
        const Object* value = one->find(key);
        const auto* number = value == nullptr ? nullptr : value->as<std::int64_t>();
        const std::int64_t limit = key == "Columns" ? 65536 : 32;
        if (number != nullptr && (*number < 1 || *number > limit)) return false;
      }
    }
    return true;
  }

  std::size_t inflated_size(std::size_t data_begin, std::size_t raw) const;

  ByteView body_;
  std::set<int> compressed_, containers_, streams_;
  std::set<std::size_t> seen_, weighed_;
  std::map<std::size_t, StreamAt> streams_at_;
  std::vector<std::pair<int, int>> lengths_;
  std::size_t skim_budget_ = 0;
  std::size_t inflated_ = 0;
  Problem problem_;
};

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* decompressor) const {
    libdeflate_free_decompressor(decompressor);
  }
};

/// SIZE_MAX when it is more than is left, or does not inflate.
std::size_t Survey::inflated_size(std::size_t data_begin, std::size_t raw) const {
  if (data_begin < body_.size() && body_[data_begin] == '\r') ++data_begin;
  if (data_begin < body_.size() && body_[data_begin] == '\n') ++data_begin;
  const ByteView data = body_.subspan(data_begin, std::min(raw, body_.size() - data_begin));
  const std::size_t room = kMostInflated - inflated_;
  const auto buffer = std::make_unique_for_overwrite<std::uint8_t[]>(room + 1);
  const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> decompressor(
      libdeflate_alloc_decompressor());
  if (!decompressor) throw std::bad_alloc();
  std::size_t used = 0, produced = 0;
  const libdeflate_result result = libdeflate_zlib_decompress_ex(
      decompressor.get(), data.data(), data.size(), buffer.get(), room, &used, &produced);
  return result == LIBDEFLATE_SUCCESS ? produced : static_cast<std::size_t>(-1);
}

}  // namespace

std::optional<std::size_t> largest_expansion(std::string_view filter) {
  // Deflate: 258 bytes from two bits; LZW: a 12-bit code stands for up to 4096 bytes; run length:
  // 128 bytes from two.
  if (filter == "FlateDecode" || filter == "Fl") return 1032;
  if (filter == "LZWDecode" || filter == "LZW") return 2731;
  if (filter == "RunLengthDecode" || filter == "RL") return 64;
  if (filter == "ASCIIHexDecode" || filter == "AHx") return 1;
  if (filter == "ASCII85Decode" || filter == "A85") return 4;  // z is four zero bytes
  if (filter == "Crypt") return 1;
  return std::nullopt;
}

SafetyCheck check_safety(ByteView body, const std::vector<XrefSection>& sections,
                         const std::map<int, XrefEntry>& merged) {
  SafetyCheck check;
  Survey survey(body, sections);
  for (const XrefSection& section : sections) {
    for (const XrefEntry& entry : section.entries) {
      if (entry.kind != XrefEntry::Kind::kUncompressed) continue;
      const bool placed = survey.look_at(entry);
      if (survey.problem()) {
        check.problem = survey.problem();
        return check;
      }
      if (!placed) {
        const auto newest = merged.find(entry.number);
        if (newest != merged.end() && newest->second.kind == XrefEntry::Kind::kUncompressed &&
            newest->second.offset == entry.offset) {
          check.misplaced.insert(entry.number);
        }
      }
    }
  }
  survey.look_at_lengths();
  check.problem = survey.problem();
  return check;
}

}  // namespace chancery::pdf
