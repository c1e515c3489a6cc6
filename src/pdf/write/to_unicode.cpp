// The ToUnicode character map (ISO 32000-1, 9.10.3; Adobe Technical Note 5411).
#include <algorithm>
#include <cstddef>
#include <vector>

#include "base/utf8.h"
#include "pdf/write/font_objects.h"
#include "pdf/write/operators.h"

namespace chancery::pdf {
namespace {

using Code = text::SubsetFont::Code;

/// Entries of one block (Technical Note 5411, 1.4.1).
constexpr std::size_t kLargestBlock = 100;

struct Entry {
  std::uint16_t first = 0, last = 0;
  std::u16string text;  ///< of the first code
};

/// Whether the code continues the entry as bfrange counts: in the last byte of code and text alone.
bool continues(const Entry& entry, std::uint16_t code, const std::u16string& text) {
  if (entry.text.size() != 1 || text.size() != 1) return false;
  const unsigned step = static_cast<unsigned>(code) - entry.first;
  return code == entry.last + 1U && text[0] == entry.text[0] + step &&
         (code >> 8U) == (entry.first >> 8U) && (text[0] >> 8U) == (entry.text[0] >> 8U);
}

void put_code(std::string& to, std::uint16_t code) {
  to += '<';
  put_hex16(to, code);
  to += '>';
}

void put_blocks(std::string& to, const std::vector<Entry>& entries, const char* name,
                bool is_range) {
  for (std::size_t begin = 0; begin < entries.size(); begin += kLargestBlock) {
    const std::size_t end = std::min(begin + kLargestBlock, entries.size());
    to += std::to_string(end - begin) + " begin" + name + '\n';
    for (std::size_t i = begin; i < end; ++i) {
      put_code(to, entries[i].first);
      if (is_range) put_code(to, entries[i].last);
      to += '<';
      for (const char16_t unit : entries[i].text) put_hex16(to, unit);
      to += ">\n";
    }
    to += std::string("end") + name + '\n';
  }
}

}  // namespace

std::string to_unicode_map(std::span<const Code> codes) {
  std::vector<Entry> characters, ranges;
  std::vector<Entry> entries;
  for (const Code& code : codes) {
    if (code.text.empty()) continue;
    std::u16string text = to_utf16(code.text);
    if (!entries.empty() && continues(entries.back(), code.code, text)) {
      entries.back().last = code.code;
    } else {
      entries.push_back({code.code, code.code, std::move(text)});
    }
  }
  for (Entry& entry : entries) {
    (entry.first == entry.last ? characters : ranges).push_back(std::move(entry));
  }
  std::string map =
      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
      "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
      "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
      "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n";
  put_blocks(map, characters, "bfchar", false);
  put_blocks(map, ranges, "bfrange", true);
  map += "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend";
  return map;
}

}  // namespace chancery::pdf
