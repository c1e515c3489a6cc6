#include "text/compiled_patterns.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string_view>
#include <type_traits>

namespace chancery::text {
namespace {

// The layout: a header, then for each level its record, its states, its transitions and its texts.
// Every part begins at a multiple of eight bytes.
constexpr std::array<char, 8> kMagic = {'h', 'y', 'p', 'h', 'c', '0', '0', '1'};
constexpr std::size_t kAlignment = 8;
constexpr std::uint32_t kNoText = std::numeric_limits<std::uint32_t>::max();
/// A dictionary has its own patterns and, at most, those of compound words; more is damage.
constexpr std::uint32_t kMostLevels = 4;

struct Header {
  std::array<char, 8> magic{};
  std::uint64_t checksum = 0;  ///< of all that follows the header
  std::uint64_t size_bytes = 0;
  std::uint32_t levels = 0;
  std::uint32_t transition_bytes = sizeof(HyphenTrans);
};

struct LevelRecord {
  std::int8_t left_minimum = 0, right_minimum = 0;
  std::int8_t compound_left_minimum = 0, compound_right_minimum = 0;
  std::int32_t utf8 = 0;
  std::array<char, MAX_NAME> charset{};
  std::uint32_t no_hyphen = kNoText;
  std::int32_t no_hyphen_length = 0;
  std::uint32_t states = 0;
  std::uint32_t transitions = 0;
  std::uint32_t text_bytes = 0;
};

struct StateRecord {
  std::uint32_t match = kNoText, replacement = kNoText;
  std::int32_t fallback = 0;
  std::uint32_t first_transition = 0;
  std::uint32_t transitions = 0;
  std::int8_t replacement_index = 0, replacement_cut = 0;
  std::int16_t unused = 0;
};

/// Quick, and enough against a file that was cut or overwritten: FNV-1a over words of eight bytes.
std::uint64_t checksum(ByteView bytes) {
  std::uint64_t sum = 14695981039346656037U;
  for (std::size_t at = 0; at + kAlignment <= bytes.size(); at += kAlignment) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    sum = (sum ^ word) * 1099511628211U;
  }
  return sum;
}

template <typename T>
void put(Bytes& to, const T& value) {
  static_assert(std::is_trivially_copyable_v<T>);
  const std::size_t at = to.size();
  to.resize(at + sizeof value);
  std::memcpy(to.data() + at, &value, sizeof value);
}

void align(Bytes& to) {
  to.resize((to.size() + kAlignment - 1) / kAlignment * kAlignment);
}

class Texts {
 public:
  std::uint32_t add(const char* text, std::size_t size) {
    if (text == nullptr) return kNoText;
    const auto at = static_cast<std::uint32_t>(bytes_.size());
    append(bytes_, std::string_view(text, size));
    bytes_.push_back(0);
    return at;
  }
  std::uint32_t add(const char* text) { return add(text, text == nullptr ? 0 : std::strlen(text)); }
  const Bytes& bytes() const { return bytes_; }

 private:
  Bytes bytes_;
};

/// The list of forbidden places is texts one after another, each ended by a zero.
std::size_t list_size(const char* list, int count) {
  const char* end = list;
  for (int i = 0; i <= count; ++i) end += std::strlen(end) + 1;
  return static_cast<std::size_t>(end - list);
}

void put_level(Bytes& to, const HyphenDict& level) {
  Texts texts;
  LevelRecord record;
  record.left_minimum = static_cast<std::int8_t>(level.lhmin);
  record.right_minimum = static_cast<std::int8_t>(level.rhmin);
  record.compound_left_minimum = static_cast<std::int8_t>(level.clhmin);
  record.compound_right_minimum = static_cast<std::int8_t>(level.crhmin);
  record.utf8 = level.utf8;
  // What stands behind the name's end is chance.
  std::copy(std::begin(level.cset), std::find(std::begin(level.cset), std::end(level.cset), '\0'),
            record.charset.begin());
  if (level.nohyphen != nullptr) {
    record.no_hyphen = texts.add(level.nohyphen, list_size(level.nohyphen, level.nohyphenl));
    record.no_hyphen_length = level.nohyphenl;
  }
  record.states = static_cast<std::uint32_t>(level.num_states);
  std::vector<StateRecord> states(record.states);
  for (std::size_t i = 0; i < states.size(); ++i) {
    const HyphenState& state = level.states[i];
    states[i].match = texts.add(state.match);
    states[i].replacement = texts.add(state.repl);
    if (state.repl != nullptr) {  // they are chance without it
      states[i].replacement_index = state.replindex;
      states[i].replacement_cut = state.replcut;
    }
    states[i].fallback = state.fallback_state;
    states[i].first_transition = record.transitions;
    states[i].transitions = static_cast<std::uint32_t>(state.num_trans);
    record.transitions += states[i].transitions;
  }
  record.text_bytes = static_cast<std::uint32_t>(texts.bytes().size());
  put(to, record);
  align(to);
  for (const StateRecord& state : states) put(to, state);
  align(to);
  for (std::uint32_t i = 0; i < record.states; ++i) {
    const HyphenState& state = level.states[i];
    for (int t = 0; t < state.num_trans; ++t) {
      HyphenTrans transition;
      std::memset(&transition, 0, sizeof transition);  // no chance bytes between the members
      transition.ch = state.trans[t].ch;
      transition.new_state = state.trans[t].new_state;
      put(to, transition);
    }
  }
  align(to);
  append(to, ByteView(texts.bytes()));
  align(to);
}

/// Takes parts from the front; gives nothing when they are not all there.
class Source {
 public:
  explicit Source(ByteView bytes) : rest_(bytes) {}

  template <typename T>
  const T* take(std::size_t count) {
    static_assert(alignof(T) <= kAlignment);
    if (count > rest_.size() / sizeof(T)) return nullptr;
    const auto* found = reinterpret_cast<const T*>(rest_.data());
    const std::size_t size = (count * sizeof(T) + kAlignment - 1) / kAlignment * kAlignment;
    if (size > rest_.size()) return nullptr;
    rest_ = rest_.subspan(size);
    return found;
  }

 private:
  ByteView rest_;
};

/// libhyphen's structures are not const; it does not write to them.
template <typename T>
T* unchanged(const T* pointer) {
  return const_cast<T*>(pointer);
}

class LevelReader {
 public:
  explicit LevelReader(Source& source) : source_(source) {}

  /// False when anything points outside of its part.
  bool read(HyphenDict& level, std::vector<HyphenState>& states) {
    record_ = source_.take<LevelRecord>(1);
    if (record_ == nullptr) return false;
    const auto* records = source_.take<StateRecord>(record_->states);
    transitions_ = source_.take<HyphenTrans>(record_->transitions);
    texts_ = source_.take<char>(record_->text_bytes);
    if (records == nullptr || transitions_ == nullptr || texts_ == nullptr) return false;
    if (record_->states == 0 || !transitions_are_inside()) return false;
    if (record_->text_bytes > 0 && texts_[record_->text_bytes - 1] != '\0') return false;
    states.resize(record_->states);
    for (std::size_t i = 0; i < states.size(); ++i) {
      if (!read_state(records[i], states[i])) return false;
    }
    return read_own(level);
  }

 private:
  bool transitions_are_inside() const {
    return std::all_of(transitions_, transitions_ + record_->transitions,
                       [this](const HyphenTrans& transition) {
                         return transition.new_state >= 0 &&
                                static_cast<std::uint32_t>(transition.new_state) < record_->states;
                       });
  }

  bool is_text(std::uint32_t at) const { return at == kNoText || at < record_->text_bytes; }
  char* text(std::uint32_t at) const { return at == kNoText ? nullptr : unchanged(texts_ + at); }

  bool read_state(const StateRecord& record, HyphenState& state) const {
    const bool inside =
        is_text(record.match) && is_text(record.replacement) && record.fallback >= -1 &&
        (record.fallback < 0 || static_cast<std::uint32_t>(record.fallback) < record_->states) &&
        record.first_transition <= record_->transitions &&
        record.transitions <= record_->transitions - record.first_transition;
    if (!inside) return false;
    state.match = text(record.match);
    state.repl = text(record.replacement);
    state.replindex = record.replacement_index;
    state.replcut = record.replacement_cut;
    state.fallback_state = record.fallback;
    state.num_trans = static_cast<int>(record.transitions);
    state.trans = unchanged(transitions_ + record.first_transition);
    return true;
  }

  bool read_own(HyphenDict& level) const {
    if (!is_text(record_->no_hyphen) || record_->no_hyphen_length < 0) return false;
    level = {};
    level.lhmin = static_cast<char>(record_->left_minimum);
    level.rhmin = static_cast<char>(record_->right_minimum);
    level.clhmin = static_cast<char>(record_->compound_left_minimum);
    level.crhmin = static_cast<char>(record_->compound_right_minimum);
    level.utf8 = record_->utf8;
    std::copy(record_->charset.begin(), record_->charset.end(), std::begin(level.cset));
    level.cset[MAX_NAME - 1] = '\0';
    level.nohyphen = text(record_->no_hyphen);
    level.nohyphenl = record_->no_hyphen_length;
    level.num_states = static_cast<int>(record_->states);
    return list_is_whole();
  }

  bool list_is_whole() const {
    if (record_->no_hyphen == kNoText) return true;
    const char* end = texts_ + record_->text_bytes;
    const char* at = texts_ + record_->no_hyphen;
    for (int i = 0; i <= record_->no_hyphen_length; ++i) {
      at = std::find(at, end, '\0');
      if (at == end) return false;
      ++at;
    }
    return true;
  }

  Source& source_;
  const LevelRecord* record_ = nullptr;
  const HyphenTrans* transitions_ = nullptr;
  const char* texts_ = nullptr;
};

}  // namespace

Bytes compile(const HyphenDict& dictionary) {
  Header header;
  header.magic = kMagic;
  Bytes bytes;
  put(bytes, header);
  align(bytes);
  const std::size_t begin = bytes.size();
  for (const HyphenDict* level = &dictionary; level != nullptr; level = level->nextlevel) {
    put_level(bytes, *level);
    ++header.levels;
  }
  header.size_bytes = bytes.size();
  header.checksum = checksum(ByteView(bytes).subspan(begin));
  std::memcpy(bytes.data(), &header, sizeof header);
  return bytes;
}

std::unique_ptr<CompiledPatterns> CompiledPatterns::open(ByteView bytes) {
  Source source(bytes);
  const auto* header = source.take<Header>(1);
  if (header == nullptr || header->magic != kMagic || header->size_bytes != bytes.size() ||
      header->transition_bytes != sizeof(HyphenTrans) || header->levels == 0 ||
      header->levels > kMostLevels || header->checksum != checksum(bytes.subspan(sizeof(Header)))) {
    return nullptr;
  }
  std::unique_ptr<CompiledPatterns> patterns(new CompiledPatterns);
  patterns->levels_.resize(header->levels);
  patterns->states_.resize(header->levels);
  for (std::uint32_t i = 0; i < header->levels; ++i) {
    HyphenDict& level = patterns->levels_[i];
    if (!LevelReader(source).read(level, patterns->states_[i])) return nullptr;
    level.states = patterns->states_[i].data();
    if (i > 0) patterns->levels_[i - 1].nextlevel = &level;
  }
  return patterns;
}

}  // namespace chancery::text
