#include "signing/contents.h"

#include <algorithm>
#include <stdexcept>

#include "pki/pki.h"

namespace chancery::signing {
namespace {

using pdf::WrittenAt;

/// Writes over a placeholder; what is left of it becomes `fill` before its last byte.
void patch(Bytes& file, const WrittenAt& at, std::string_view text, char fill) {
  const std::size_t size = at.end - at.begin;
  if (text.size() < 2 || text.size() > size) throw std::logic_error("placeholder too small");
  std::fill(file.begin() + static_cast<std::ptrdiff_t>(at.begin),
            file.begin() + static_cast<std::ptrdiff_t>(at.end), static_cast<std::uint8_t>(fill));
  std::copy(text.begin(), text.end() - 1, file.begin() + static_cast<std::ptrdiff_t>(at.begin));
  file[at.end - 1] = static_cast<std::uint8_t>(text.back());
}

}  // namespace

pdf::Object byte_range_placeholder() {
  return pdf::Literal{"[0 0000000000 0000000000 0000000000]"};
}

pdf::Object contents_placeholder(std::size_t bytes) {
  std::string room = "<";
  room.append(2 * bytes, '0');
  room += '>';
  return pdf::Literal{std::move(room)};
}

std::array<ByteView, 2> around(ByteView file, const WrittenAt& token) {
  return {file.first(token.begin), file.subspan(token.end)};
}

bool put_contents(Bytes& file, const WrittenAt& token, ByteView value) {
  if (2 * value.size() + 2 > token.end - token.begin) return false;
  std::string contents = "<";
  contents += pki::hex(value);
  contents += '>';
  patch(file, token, contents, '0');
  return true;
}

bool fill_contents(pdf::Revision::Result& result, pdf::Reference signature,
                   const std::function<Bytes(std::span<const ByteView>)>& make) {
  Bytes& file = result.bytes;
  const WrittenAt token = result.contents.at(signature);
  std::string range = "[0";
  for (const std::size_t number : {token.begin, token.end, file.size() - token.end}) {
    range += ' ';
    range += std::to_string(number);
  }
  range += ']';
  patch(file, result.byte_range.at(signature), range, ' ');
  return put_contents(file, token, make(around(file, token)));
}

}  // namespace chancery::signing
