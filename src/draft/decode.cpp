#include "draft/decode.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <string_view>

#include "base/utf8.h"
#include "draft/shape.h"

namespace chancery::draft {
namespace {

/// Encodings that pages name, and what the C library calls the one that is meant (WHATWG Encoding,
/// 4.2: latin1 and ascii are windows-1252). No other is opened.
struct Encoding {
  std::string_view label;
  const char* name;
};
constexpr std::array<Encoding, 26> kEncodings = {{
    {"utf-8", nullptr},
    {"utf8", nullptr},
    {"iso-8859-1", "WINDOWS-1252"},
    {"latin1", "WINDOWS-1252"},
    {"us-ascii", "WINDOWS-1252"},
    {"windows-1252", "WINDOWS-1252"},
    {"cp1252", "WINDOWS-1252"},
    {"iso-8859-2", "ISO-8859-2"},
    {"windows-1250", "WINDOWS-1250"},
    {"iso-8859-5", "ISO-8859-5"},
    {"windows-1251", "WINDOWS-1251"},
    {"cp1251", "WINDOWS-1251"},
    {"koi8-r", "KOI8-R"},
    {"koi8-u", "KOI8-U"},
    {"windows-1253", "WINDOWS-1253"},
    {"iso-8859-9", "WINDOWS-1254"},
    {"windows-1254", "WINDOWS-1254"},
    {"windows-1256", "WINDOWS-1256"},
    {"iso-8859-15", "ISO-8859-15"},
    {"gb2312", "GB18030"},
    {"gbk", "GB18030"},
    {"gb18030", "GB18030"},
    {"big5", "BIG5-HKSCS"},
    {"shift_jis", "CP932"},
    {"euc-jp", "EUC-JP"},
    {"euc-kr", "CP949"},
}};
/// Where a page may say its encoding (HTML, 13.2.3.2).
constexpr std::size_t kHeadBytes = 1024;

bool begins(ByteView bytes, std::string_view mark) {
  return text_of(bytes).starts_with(mark);
}

std::string small(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

/// The value after "charset=" in the head of a page; empty when there is none.
std::string charset_of(ByteView bytes) {
  const std::string head = small(text_of(bytes.first(std::min(bytes.size(), kHeadBytes))));
  std::size_t at = head.find("charset");
  if (at == std::string::npos) return {};
  at = head.find_first_not_of(" =\"'", at + 7);
  if (at == std::string::npos) return {};
  return head.substr(at, head.find_first_of(" \"'>;/", at) - at);
}

}  // namespace

Decoder::Decoder(const Source& source) {
  const ByteView bytes = source.bytes;
  const char* name = nullptr;
  if (begins(bytes, "\xEF\xBB\xBF")) {
    skip_ = 3;
  } else if (begins(bytes, "\xFF\xFE")) {
    name = "UTF-16LE";
    skip_ = 2;
  } else if (begins(bytes, "\xFE\xFF")) {
    name = "UTF-16BE";
    skip_ = 2;
  } else if (first_invalid_utf8(text_of(bytes))) {
    const std::string label = source.form == Form::kHtml ? charset_of(bytes) : std::string();
    const auto* const known =
        std::find_if(kEncodings.begin(), kEncodings.end(),
                     [&](const Encoding& encoding) { return encoding.label == label; });
    if (known != kEncodings.end()) {
      name = known->name;
    } else {
      name = "WINDOWS-1252";
      unsure_.push_back({"", 1, "guess-encoding",
                         "the text is not UTF-8; it is read as windows-1252",
                         "save it as UTF-8 when letters look wrong"});
    }
  }
  if (name == nullptr) return;
  converter_ = ::iconv_open("UTF-8", name);
  if (reinterpret_cast<std::intptr_t>(converter_) == -1) {
    converter_ = nullptr;
    unsure_.push_back({"", 1, "guess-encoding",
                       std::string("the encoding ") + name + " cannot be read on this machine",
                       "save the text as UTF-8"});
  }
}

Decoder::~Decoder() {
  if (converter_ != nullptr) ::iconv_close(converter_);
}

std::string Decoder::decode(ByteView bytes) const {
  bytes = bytes.subspan(std::min(skip_, bytes.size()));
  if (converter_ == nullptr) {
    std::string text;
    for (std::size_t at = 0; at < bytes.size();) {
      const auto step = decode_utf8(text_of(bytes), at);
      append_utf8(text, step ? step->code_point : U'\uFFFD');
      at += step ? step->length : 1;
    }
    return text;
  }
  std::string copy(text_of(bytes));
  std::string text;
  char* from = copy.data();
  std::size_t left = copy.size();
  std::array<char, 4096> piece{};
  while (left > 0) {
    char* to = piece.data();
    std::size_t room = piece.size();
    const std::size_t done = ::iconv(converter_, &from, &left, &to, &room);
    text.append(piece.data(), piece.size() - room);
    if (done != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
    append_utf8(text, U'\uFFFD');
    if (errno == EINVAL) break;
    ++from;
    --left;
  }
  return text;
}

}  // namespace chancery::draft
