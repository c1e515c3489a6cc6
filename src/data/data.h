// Structured files: YAML and JSON read into one tree whose every node knows its place, and JSON
// written. Letters, letterheads, the font catalogue and the division list are all read through
// this door, so an unknown key is told the same way everywhere.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/diagnostic.h"

namespace chancery::data {

/// Turns byte offsets of one text into positions. A line ends with LF, CRLF or CR; an offset costs
/// the same to find however long its line is. Keeps a view: the text must outlive it.
class Lines {
 public:
  /// `first_line` is the number of the first line, for a text that is a part of a file.
  Lines(std::string_view text, FileName file, int first_line = 1);

  std::string_view text() const { return text_; }
  const std::string& file() const { return file_.text(); }
  std::size_t count() const { return starts_.size(); }
  /// Lines counted from 0, whatever `first_line` is. Past the last one: the end of the text.
  std::size_t start(std::size_t line) const;
  /// The line without its line end.
  std::string_view line(std::size_t line) const;
  /// Offsets past the end count as the end.
  Position at(std::size_t offset_bytes) const;

 private:
  std::size_t code_points_before(std::size_t offset_bytes) const;

  std::string_view text_;
  FileName file_;
  int first_line_;
  std::vector<std::size_t> starts_;
  std::vector<std::size_t> code_points_;  // before each stretch of bytes
};

struct Node;

using Sequence = std::vector<Node>;
struct Entry;
using Mapping = std::vector<Entry>;  // in the order of the file

/// One value. A YAML scalar stays a string unless it is plain and reads as null, a boolean or a
/// number by the YAML 1.2 core schema; `text` keeps what stood in the file ("2026-11-24", "007").
struct Node {
  std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Sequence, Mapping> value;
  std::string text;
  Position where;
  std::size_t offset_bytes = 0;  ///< of its first byte in the text that was parsed

  Node();
  explicit Node(std::string string);
  explicit Node(std::string_view string);
  explicit Node(const char* string);
  explicit Node(bool boolean);
  explicit Node(int integer);
  explicit Node(std::int64_t integer);
  explicit Node(double number);
  explicit Node(Sequence sequence);
  explicit Node(Mapping mapping);

  bool is_null() const;
  const Sequence* sequence() const;  ///< null when it is something else
  const Mapping* mapping() const;
  const Node* find(std::string_view key) const;  ///< null when absent or not a mapping
  /// Sets a key of a mapping (a null node becomes one): for building reports. A new key goes last.
  /// Throws std::logic_error when the node is something else.
  Node& set(std::string key, Node child);
};

/// Of the key's value, or of the mapping when it has no such key: where a message points.
const Position& place_of(const Node& node, std::string_view key);

struct Entry {
  std::string key;
  Position key_where;
  Node node;
};

/// Limits that turn away hostile input. Source: the letter format's documented limits.
inline constexpr std::size_t kLargestFileBytes = std::size_t{16} * 1024 * 1024;
inline constexpr int kDeepestNesting = 64;
/// Reading stops after so many errors: nobody mends more at once.
inline constexpr std::size_t kMostDiagnostics = 100;

/// Whether the text can be read at all: not too large, and UTF-8 (the first bad place is told).
Diagnostics check_text(std::string_view text, const std::string& file, int first_line = 1);

/// The text in quotation marks, shortened and without control characters: fit for a message.
std::string in_quotes(std::string_view text);

/// Both give a tree or diagnostics (syntax, duplicate key, not UTF-8, too large, too deep); never
/// throw for bad input. YAML is read without anchors, aliases and tags, one document a file; keys
/// are scalars. An empty YAML text is a null root.
struct Parsed {
  std::optional<Node> root;
  Diagnostics diagnostics;
};
Parsed parse_yaml(std::string_view text, const std::string& file);
/// A part of a file, whose first line has that number.
Parsed parse_yaml_part(std::string_view text, const std::string& file, int first_line);
Parsed parse_json(std::string_view text, const std::string& file);

/// How files of the program's own are read: parse_yaml, or what knows the text from another time.
using ParseYaml = std::function<Parsed(std::string_view text, const std::string& file)>;

/// A tree as bytes, so that a text that seldom changes is parsed once on a machine; for the
/// machine's own cache. A tree nested deeper than kDeepestNesting throws std::logic_error.
Bytes pack(const Node& node);
/// The tree that `pack` wrote, its places in `file`. Nothing when the bytes are not whole.
std::optional<Node> unpack(ByteView bytes, const std::string& file);

/// JSON (RFC 8259), UTF-8, two-space indent, keys in the order they were set, final newline. Bytes
/// that are not UTF-8 become U+FFFD; numbers that are not finite become null.
std::string write_json(const Node& node);

/// YAML that parse_yaml reads as the same tree, texts as texts or as scalars of the same text.
std::string write_yaml(const Node& node);

/// "text", "a list", "true or false": what a message calls the kind of value.
std::string_view type_name(const Node& node);

/// "missing-key" and "unknown-key", for a mapping that messages call `what`. The latter names the
/// nearest of the known keys, or all of them.
Diagnostic missing_key(const Position& mapping, std::string_view key, std::string_view what);
Diagnostic unknown_key(const Entry& entry, std::string_view what,
                       std::span<const std::string_view> known);

/// Reads the keys of one mapping: asks for each by name and type, then `finish` reports every key
/// nobody asked for, with the nearest known one. All problems go to one list; getters give nothing
/// when the key is absent or wrong; a key without a value (null) counts as absent.
class MappingReader {
 public:
  /// `what` names the mapping in messages ("a signatory", "the front matter"). A node that is no
  /// mapping is one error; after it all getters are silent.
  MappingReader(const Node& node, std::string what, Diagnostics& diagnostics);

  bool ok() const { return mapping_ != nullptr; }
  const Position& where() const { return where_; }

  /// Getters keep the view of the key: pass literals. `any` gives null nodes too.
  const Node* any(std::string_view key);
  /// Scalars of any plain type read as the text that stood in the file.
  std::optional<std::string> string(std::string_view key);
  std::optional<bool> boolean(std::string_view key);
  std::optional<double> number(std::string_view key);
  std::optional<std::int64_t> integer(std::string_view key);
  const Node* mapping(std::string_view key);
  const Sequence* sequence(std::string_view key);
  /// As above, and an error when the key is missing.
  std::optional<std::string> required_string(std::string_view key);
  const Node* required(std::string_view key);

  void error(const Position& where, std::string code, std::string what, std::string mend);
  void finish();

 private:
  const Node* present(std::string_view key);
  void wrong_type(const Node& node, std::string_view key, std::string_view expected);
  void missing(std::string_view key);

  const Mapping* mapping_ = nullptr;
  Position where_;
  std::string what_;
  Diagnostics& diagnostics_;
  std::vector<std::string_view> known_;
};

}  // namespace chancery::data
