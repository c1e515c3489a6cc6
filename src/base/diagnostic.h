// What a user can mend: where, what is wrong, and how to mend it.
#pragma once

#include <exception>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chancery {

/// A file's name as places in it carry it: thousands of places share one.
class FileName {
 public:
  FileName() = default;
  FileName(std::string name)
      : name_(name.empty() ? nullptr : std::make_shared<const std::string>(std::move(name))) {}
  FileName(const char* name) : FileName(std::string(name)) {}

  const std::string& text() const;
  operator const std::string&() const { return text(); }
  bool empty() const { return name_ == nullptr; }

  friend bool operator==(const FileName& a, const FileName& b) { return a.text() == b.text(); }
  friend bool operator==(const FileName& a, std::string_view b) { return a.text() == b; }
  friend bool operator==(const FileName& a, const char* b) { return a.text() == b; }

 private:
  std::shared_ptr<const std::string> name_;
};

/// A place in an input file. Lines and columns count from 1; 0 means not known. A column counts
/// Unicode code points.
struct Position {
  FileName file;
  int line = 0;
  int column = 0;
};

enum class Severity { kError, kWarning };

/// One finding about the user's input. `code` is a stable, kebab-case name ("unknown-key").
struct Diagnostic {
  Severity severity = Severity::kError;
  Position where;
  std::string code;
  std::string what;
  std::string mend;
};

using Diagnostics = std::vector<Diagnostic>;

/// `file:line:column: error[code]: what — how to mend it`; parts that are not known are left out.
std::string format(const Diagnostic& diagnostic);

bool has_errors(std::span<const Diagnostic> diagnostics);

/// The one of `candidates` nearest to `word` by edit distance, or an empty view when none is near
/// enough to be what the author meant (at most a third of the word's letters differ, at least one).
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

/// Whose move it is when a job stops: decides the exit status.
enum class FailureKind {
  kInput,   ///< the input is bad or refused: status 1
  kUsage,   ///< the command was used wrongly: status 3
  kSystem,  ///< disk, network, key device: status 4
};

/// Stops a job. Thrown by value; carries everything that the user must be told.
class Failure : public std::exception {
 public:
  Failure(FailureKind kind, Diagnostics diagnostics);
  Failure(FailureKind kind, std::string code, std::string what, std::string mend);

  FailureKind kind() const { return kind_; }
  const Diagnostics& diagnostics() const { return diagnostics_; }
  const char* what() const noexcept override { return text_.c_str(); }

 private:
  FailureKind kind_;
  Diagnostics diagnostics_;
  std::string text_;
};

}  // namespace chancery
