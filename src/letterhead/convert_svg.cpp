#include <exception>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "letterhead/svg_module.h"

namespace chancery::letterhead {
namespace {

/// The module's answer, kept. An exception may not cross the plain C boundary, so a failed copy is
/// remembered and thrown after the call.
struct Answer {
  Bytes bytes;
  std::exception_ptr error;
};

void take_answer(void* context, const std::uint8_t* data, std::size_t size) {
  Answer& answer = *static_cast<Answer*>(context);
  try {
    answer.bytes.assign(data, data + size);
  } catch (...) {
    answer.error = std::current_exception();
  }
}

std::string take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string line(text.substr(0, end));
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

}  // namespace

Bytes convert_svg(SvgModuleFunction* function, ByteView svg, const std::string& file) {
  Answer answer;
  const int status = function(svg.data(), svg.size(), take_answer, &answer);
  if (answer.error) std::rethrow_exception(answer.error);
  if (status == 0) return std::move(answer.bytes);
  std::string_view text = text_of(answer.bytes);
  Diagnostic diagnostic;
  diagnostic.where.file = file;
  diagnostic.code = take_line(text);
  diagnostic.what = take_line(text);
  diagnostic.mend = take_line(text);
  throw Failure(FailureKind::kInput, Diagnostics{std::move(diagnostic)});
}

}  // namespace chancery::letterhead
