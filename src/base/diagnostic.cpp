#include "base/diagnostic.h"

#include <algorithm>

namespace chancery {
namespace {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row[b.size()];
}

std::string join(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!text.empty()) text += '\n';
    text += format(diagnostic);
  }
  return text;
}

}  // namespace

const std::string& FileName::text() const {
  static const std::string kNone;
  return name_ ? *name_ : kNone;
}

std::string format(const Diagnostic& diagnostic) {
  std::string text;
  if (!diagnostic.where.file.empty()) {
    text += diagnostic.where.file.text();
    if (diagnostic.where.line > 0) {
      text += ':' + std::to_string(diagnostic.where.line);
      if (diagnostic.where.column > 0) text += ':' + std::to_string(diagnostic.where.column);
    }
    text += ": ";
  }
  text += diagnostic.severity == Severity::kError ? "error" : "warning";
  text += '[' + diagnostic.code + "]: " + diagnostic.what;
  if (!diagnostic.mend.empty()) text += " — " + diagnostic.mend;
  return text;
}

bool has_errors(std::span<const Diagnostic> diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::kError; });
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
  std::string_view best;
  std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string_view candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

Failure::Failure(FailureKind kind, Diagnostics diagnostics)
    : kind_(kind), diagnostics_(std::move(diagnostics)), text_(join(diagnostics_)) {}

Failure::Failure(FailureKind kind, std::string code, std::string what, std::string mend)
    : Failure(
          kind,
          Diagnostics{{Severity::kError, {}, std::move(code), std::move(what), std::move(mend)}}) {}

}  // namespace chancery
