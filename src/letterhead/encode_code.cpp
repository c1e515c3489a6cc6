#include <exception>
#include <string>

#include "base/diagnostic.h"
#include "letterhead/code_module.h"

namespace chancery::letterhead {
namespace {

/// An exception may not cross the plain C boundary: it is remembered and thrown after the call.
struct Answer {
  CodeMatrix matrix;
  std::exception_ptr error;
};

void take_answer(void* context, const std::uint8_t* modules, int columns, int rows) {
  Answer& answer = *static_cast<Answer*>(context);
  try {
    answer.matrix.columns = columns;
    answer.matrix.rows = rows;
    for (int i = 0; i < columns * rows; ++i) answer.matrix.dark.push_back(modules[i] != 0);
  } catch (...) {
    answer.error = std::current_exception();
  }
}

}  // namespace

CodeMatrix encode_code(CodeModuleFunction* function, CodeKind kind, CodeCorrection correction,
                       std::string_view content) {
  Answer answer;
  const int status = function(static_cast<int>(kind), static_cast<int>(correction), content.data(),
                              content.size(), take_answer, &answer);
  if (answer.error) std::rethrow_exception(answer.error);
  if (status == 0) return std::move(answer.matrix);
  throw Failure(FailureKind::kInput, "code-too-long",
                "the letterhead's code cannot hold its " + std::to_string(content.size()) +
                    " bytes of content",
                "shorten the content, or take less correction");
}

}  // namespace chancery::letterhead
