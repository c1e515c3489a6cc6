#include "pdf/profile/cmap.h"

#include <algorithm>
#include <array>

#include "pdf/profile/content_operators.h"

namespace chancery::pdf {
namespace {

/// Of one map: every code of two bytes, some of them twice.
constexpr std::size_t kMostRanges = 200'000;

std::uint32_t number_of(std::string_view bytes) {
  std::uint32_t number = 0;
  for (const char byte : bytes.substr(0, 4)) {
    number = number << 8U | static_cast<std::uint8_t>(byte);
  }
  return number;
}

std::optional<std::uint32_t> integer_of(const Operand& operand) {
  if (operand.kind != TokenKind::kInteger) return std::nullopt;
  std::uint32_t number = 0;
  for (const char c : operand.text) {
    if (c < '0' || c > '9' || number > 0xFFFFFFU) return std::nullopt;
    number = number * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return number;
}

/// Of ranges that are sorted by where they begin; null when the code is in none.
template <typename Range>
const Range* range_of(const std::vector<Range>& ranges, std::uint32_t code) {
  const auto after =
      std::upper_bound(ranges.begin(), ranges.end(), code,
                       [](std::uint32_t wanted, const Range& range) { return wanted < range.low; });
  if (after == ranges.begin()) return nullptr;
  const Range& range = *(after - 1);
  return code > range.high ? nullptr : &range;
}

bool is_string(const Operand& operand) {
  return operand.kind == TokenKind::kHexString || operand.kind == TokenKind::kString;
}

constexpr std::array kPredefined = std::to_array<std::string_view>({"Identity-H",
                                                                    "Identity-V",
                                                                    "GB-EUC-H",
                                                                    "GB-EUC-V",
                                                                    "GBpc-EUC-H",
                                                                    "GBpc-EUC-V",
                                                                    "GBK-EUC-H",
                                                                    "GBK-EUC-V",
                                                                    "GBKp-EUC-H",
                                                                    "GBKp-EUC-V",
                                                                    "GBK2K-H",
                                                                    "GBK2K-V",
                                                                    "UniGB-UCS2-H",
                                                                    "UniGB-UCS2-V",
                                                                    "UniGB-UTF16-H",
                                                                    "UniGB-UTF16-V",
                                                                    "B5pc-H",
                                                                    "B5pc-V",
                                                                    "HKscs-B5-H",
                                                                    "HKscs-B5-V",
                                                                    "ETen-B5-H",
                                                                    "ETen-B5-V",
                                                                    "ETenms-B5-H",
                                                                    "ETenms-B5-V",
                                                                    "CNS-EUC-H",
                                                                    "CNS-EUC-V",
                                                                    "UniCNS-UCS2-H",
                                                                    "UniCNS-UCS2-V",
                                                                    "UniCNS-UTF16-H",
                                                                    "UniCNS-UTF16-V",
                                                                    "83pv-RKSJ-H",
                                                                    "90ms-RKSJ-H",
                                                                    "90ms-RKSJ-V",
                                                                    "90msp-RKSJ-H",
                                                                    "90msp-RKSJ-V",
                                                                    "90pv-RKSJ-H",
                                                                    "Add-RKSJ-H",
                                                                    "Add-RKSJ-V",
                                                                    "EUC-H",
                                                                    "EUC-V",
                                                                    "Ext-RKSJ-H",
                                                                    "Ext-RKSJ-V",
                                                                    "H",
                                                                    "V",
                                                                    "UniJIS-UCS2-H",
                                                                    "UniJIS-UCS2-V",
                                                                    "UniJIS-UCS2-HW-H",
                                                                    "UniJIS-UCS2-HW-V",
                                                                    "UniJIS-UTF16-H",
                                                                    "UniJIS-UTF16-V",
                                                                    "KSC-EUC-H",
                                                                    "KSC-EUC-V",
                                                                    "KSCms-UHC-H",
                                                                    "KSCms-UHC-V",
                                                                    "KSCms-UHC-HW-H",
                                                                    "KSCms-UHC-HW-V",
                                                                    "KSCpc-EUC-H",
                                                                    "UniKS-UCS2-H",
                                                                    "UniKS-UCS2-V",
                                                                    "UniKS-UTF16-H",
                                                                    "UniKS-UTF16-V"});

}  // namespace

bool is_predefined_map(std::string_view name) {
  return std::find(kPredefined.begin(), kPredefined.end(), name) != kPredefined.end();
}

class CharacterMap::Reader {
 public:
  explicit Reader(CharacterMap& map) : map_(map) {}

  void take(std::string_view keyword, std::span<const Operand> operands) {
    if (keyword == "endcodespacerange") {
      for (std::size_t i = 0; i + 1 < operands.size(); i += 2) add_space(operands, i);
    } else if (keyword == "endcidrange") {
      for (std::size_t i = 0; i + 2 < operands.size(); i += 3) {
        add_cids(operands[i], operands[i + 1], operands[i + 2]);
      }
    } else if (keyword == "endcidchar") {
      for (std::size_t i = 0; i + 1 < operands.size(); i += 2) {
        add_cids(operands[i], operands[i], operands[i + 1]);
      }
    } else if (keyword == "endbfchar") {
      for (std::size_t i = 0; i + 1 < operands.size(); i += 2) {
        add_text(operands[i], operands[i], operands[i + 1]);
      }
    } else if (keyword == "endbfrange") {
      add_text_ranges(operands);
    } else if (keyword == "usecmap" && !operands.empty()) {
      map_.uses_ = name_in_token(operands.back().text);
    } else if (keyword == "def" && operands.size() >= 2 &&
               operands[operands.size() - 2].text == "/WMode") {
      map_.is_vertical_ = operands.back().text == "1";
    }
  }

 private:
  void add_space(std::span<const Operand> operands, std::size_t i) {
    if (!is_string(operands[i]) || !is_string(operands[i + 1])) return;
    const std::string low = string_in_token(operands[i]);
    const std::string high = string_in_token(operands[i + 1]);
    if (low.empty() || low.size() > 4 || map_.spaces_.size() == kMostRanges) return;
    map_.spaces_.push_back({low.size(), number_of(low), number_of(high)});
  }

  void add_cids(const Operand& low, const Operand& high, const Operand& cid) {
    const auto first = integer_of(cid);
    if (!first || !is_string(low) || !is_string(high) || map_.cids_.size() == kMostRanges) return;
    map_.cids_.push_back(
        {number_of(string_in_token(low)), number_of(string_in_token(high)), *first});
  }

  void add_text(const Operand& low, const Operand& high, const Operand& text) {
    if (!is_string(low) || !is_string(high) || !is_string(text)) return;
    add_text(number_of(string_in_token(low)), number_of(string_in_token(high)),
             string_in_token(text));
  }

  void add_text(std::uint32_t low, std::uint32_t high, std::string text) {
    if (map_.texts_.size() == kMostRanges) return;
    map_.texts_.push_back({low, high, std::move(text)});
  }

  void add_text_ranges(std::span<const Operand> operands) {
    for (std::size_t i = 0; i + 2 < operands.size();) {
      if (operands[i + 2].kind != TokenKind::kArrayOpen) {
        add_text(operands[i], operands[i + 1], operands[i + 2]);
        i += 3;
        continue;
      }
      std::uint32_t code = number_of(string_in_token(operands[i]));
      for (i += 3; i < operands.size() && operands[i].kind != TokenKind::kArrayClose; ++i) {
        add_text(code, code, string_in_token(operands[i]));
        ++code;
      }
      ++i;
    }
  }

  CharacterMap& map_;
};

CharacterMap CharacterMap::identity() {
  CharacterMap map;
  map.spaces_.push_back({});
  map.cids_.push_back({0, 0xFFFF, 0});
  return map;
}

CharacterMap CharacterMap::read(ByteView cmap) {
  CharacterMap map;
  Reader reader(map);
  // PostScript around the ranges: words that are no operators of PDF are operators of it.
  read_operators(cmap, [&reader](std::string_view keyword, std::span<const Operand> operands) {
    reader.take(keyword, operands);
  });
  const auto by_low = [](const auto& a, const auto& b) { return a.low < b.low; };
  std::stable_sort(map.texts_.begin(), map.texts_.end(), by_low);
  std::stable_sort(map.cids_.begin(), map.cids_.end(), by_low);
  return map;
}

std::uint32_t CharacterMap::next_code(std::string_view string, std::size_t& at) const {
  for (std::size_t bytes = 1; bytes <= 4 && at + bytes <= string.size(); ++bytes) {
    const std::uint32_t code = number_of(string.substr(at, bytes));
    const bool is_code = std::any_of(spaces_.begin(), spaces_.end(), [&](const Space& space) {
      return space.bytes == bytes && code >= space.low && code <= space.high;
    });
    if (!is_code) continue;
    at += bytes;
    return code;
  }
  const std::size_t bytes =
      std::min(string.size() - at, spaces_.empty() ? std::size_t{2} : spaces_.front().bytes);
  const std::uint32_t code = number_of(string.substr(at, bytes));
  at += bytes;
  return code;
}

std::optional<std::uint32_t> CharacterMap::cid(std::uint32_t code) const {
  const CidRange* range = range_of(cids_, code);
  return range == nullptr ? std::nullopt : std::optional(range->cid + (code - range->low));
}

std::optional<std::string> CharacterMap::text(std::uint32_t code) const {
  const TextRange* range = range_of(texts_, code);
  if (range == nullptr) return std::nullopt;
  std::string text = range->text;
  if (text.size() >= 2) {
    const std::uint32_t last =
        number_of(std::string_view(text).substr(text.size() - 2)) + (code - range->low);
    text[text.size() - 2] = static_cast<char>(last >> 8U & 0xFFU);
    text[text.size() - 1] = static_cast<char>(last & 0xFFU);
  }
  return text;
}

}  // namespace chancery::pdf
