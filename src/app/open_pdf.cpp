#include "app/open_pdf.h"

#include "base/diagnostic.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void unreadable(const pdf::ReadProblem& problem, const fs::path& file) {
  const std::string detail = problem.detail.empty() ? "" : ": " + problem.detail;
  switch (problem.reason) {
    case pdf::Unreadable::kNotAPdf:
      throw Failure(FailureKind::kInput, "not-a-pdf", file.string() + " is not a PDF file",
                    "give the PDF that typeset wrote");
    case pdf::Unreadable::kEncrypted:
      throw Failure(FailureKind::kInput, "encrypted-pdf", file.string() + " is encrypted",
                    "remove the encryption first; an encrypted letter cannot be signed here");
    case pdf::Unreadable::kTooLarge:
      throw Failure(FailureKind::kInput, "too-large", file.string() + " exceeds a limit" + detail,
                    "give a smaller file");
    case pdf::Unreadable::kNoStartxref:
    case pdf::Unreadable::kDamaged:
      break;
  }
  throw Failure(FailureKind::kInput, "damaged-pdf", file.string() + " is damaged" + detail,
                "get the file again; repairing it would change what is signed");
}

}  // namespace

pdf::Opened open_pdf(ByteView bytes, const fs::path& file) {
  pdf::Opened opened = pdf::open_document(bytes);
  if (!opened.document) unreadable(*opened.problem, file);
  return opened;
}

}  // namespace chancery::app
