#include "signing/session.h"

#include <algorithm>
#include <utility>

#include "base/sha256.h"
#include "data/data.h"

namespace chancery::signing {
namespace {

using data::Node;

constexpr const char* kFormat = "chancery-signing-session";
constexpr const char* kDigestKey = "sha256";
constexpr int kLargestGeneration = 65535;

std::string digest_of(const Node& node) {
  return sha256_hex(bytes_of(data::write_json(node)));
}

Node to_node(const KnownFile& file) {
  Node node;
  node.set("file", Node(file.name));
  node.set("sha256", file.sha256.empty() ? Node() : Node(file.sha256));
  return node;
}

const char* name_of(Level level) {
  switch (level) {
    case Level::kB:
      return "B";
    case Level::kT:
      return "T";
    case Level::kLt:
      return "LT";
    case Level::kLta:
      return "LTA";
  }
  return "B";
}

const char* name_of(pki::Hash hash) {
  switch (hash) {
    case pki::Hash::kSha384:
      return "SHA-384";
    case pki::Hash::kSha512:
      return "SHA-512";
    case pki::Hash::kShake256:
      return "SHAKE256";
    default:
      return "SHA-256";
  }
}

Node place_node(const Session& session) {
  Node place;
  place.set("object", Node(static_cast<std::int64_t>(session.signature.number)));
  place.set("generation", Node(static_cast<std::int64_t>(session.signature.generation)));
  place.set("contents-begin", Node(static_cast<std::int64_t>(session.contents.begin)));
  place.set("contents-end", Node(static_cast<std::int64_t>(session.contents.end)));
  return place;
}

Node algorithm_node(const Session& session) {
  Node algorithm;
  algorithm.set("signature", Node(session.scheme));
  algorithm.set("hash", Node(name_of(session.choice.hash.value_or(pki::Hash::kSha256))));
  algorithm.set("pss", Node(session.choice.pss));
  return algorithm;
}

std::optional<Bytes> from_hex(std::string_view text) {
  const auto digit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
  };
  if (text.size() % 2 != 0) return std::nullopt;
  Bytes bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = digit(text[i]);
    const int low = digit(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return bytes;
}

/// Reads the keys of a session; what is wrong in it is collected.
class Reading {
 public:
  explicit Reading(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  KnownFile file(data::MappingReader& from, std::string_view key) {
    KnownFile known;
    const Node* node = from.required(key);
    if (node == nullptr) return known;
    data::MappingReader reader(*node, "a file of the session", diagnostics_);
    known.name = reader.required_string("file").value_or("");
    known.sha256 = reader.string("sha256").value_or("");
    reader.finish();
    return known;
  }

  Bytes hexadecimal(data::MappingReader& from, std::string_view key) {
    const auto text = from.required_string(key);
    const auto bytes = text ? from_hex(*text) : std::nullopt;
    if (text && !bytes) {
      from.error(from.where(), "wrong-type", "this is not hexadecimal", "prepare the file again");
    }
    return bytes.value_or(Bytes());
  }

  std::size_t offset(data::MappingReader& from, std::string_view key) {
    const auto number = from.integer(key);
    if (number && *number >= 0) return static_cast<std::size_t>(*number);
    from.error(from.where(), "wrong-type", "a number is missing", "prepare the file again");
    return 0;
  }

  void place(data::MappingReader& from, Session& session) {
    const Node* node = from.required("signature");
    if (node == nullptr) return;
    data::MappingReader reader(*node, "the place of the signature", diagnostics_);
    const std::size_t number = offset(reader, "object");
    const std::size_t generation = offset(reader, "generation");
    session.contents = {offset(reader, "contents-begin"), offset(reader, "contents-end")};
    constexpr std::size_t kLargestNumber = 8388607;  // ISO 32000-1, annex C
    if (number <= kLargestNumber && generation <= kLargestGeneration) {
      session.signature = {static_cast<int>(number), static_cast<int>(generation)};
    }
    reader.finish();
  }

  void algorithm(data::MappingReader& from, Session& session) {
    const Node* node = from.required("algorithm");
    if (node == nullptr) return;
    data::MappingReader reader(*node, "the algorithm", diagnostics_);
    session.scheme = reader.required_string("signature").value_or("");
    session.choice.hash = pki::hash_named(reader.required_string("hash").value_or(""));
    session.choice.pss = reader.boolean("pss").value_or(false);
    reader.finish();
  }

  void certificates(data::MappingReader& from, Session& session) {
    const data::Sequence* list = from.sequence("certificates");
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
      const auto der = from_hex((*list)[i].text);
      auto certificate = der ? pki::Certificate::from_der(*der) : std::nullopt;
      if (certificate) session.certificates.push_back(std::move(*certificate));
    }
  }

 private:
  Diagnostics& diagnostics_;
};

Session read_whole(const Node& root, Diagnostics& diagnostics) {
  Reading reading(diagnostics);
  data::MappingReader reader(root, "the session", diagnostics);
  Session session;
  reader.string("format");
  reader.integer("version");
  reader.string("made");  // for people; what counts is the number
  session.program = reader.string("program").value_or("");
  session.made = reader.integer("made-at").value_or(0);
  session.division = reader.required_string("division").value_or("");
  session.divisions = reader.string("list-of-divisions").value_or("");
  session.keys = reader.string("folder-of-keys").value_or("");
  session.input = reading.file(reader, "input");
  session.prepared = reading.file(reader, "prepared");
  session.output = reading.file(reader, "output");
  reading.place(reader, session);
  reading.algorithm(reader, session);
  session.document_digest = reading.hexadecimal(reader, "document-digest");
  session.attributes = reading.hexadecimal(reader, "signed-attributes");
  reading.certificates(reader, session);
  session.level = level_named(reader.string("level").value_or("")).value_or(Level::kB);
  session.certify = static_cast<int>(reader.integer("certify").value_or(0));
  reader.string(kDigestKey);
  reader.finish();
  return session;
}

[[noreturn]] void not_a_session(const std::string& file, const std::string& why) {
  throw Failure(FailureKind::kInput, "not-a-session", file + " is no session of signing" + why,
                "give the file that 'chancery sign --prepare' wrote");
}

/// The digest is over everything else, however it is laid out.
bool is_unchanged(const Node& root) {
  const Node* told = root.find(kDigestKey);
  Node without = root;
  auto* mapping = std::get_if<data::Mapping>(&without.value);
  std::erase_if(*mapping, [](const data::Entry& entry) { return entry.key == kDigestKey; });
  return told != nullptr && told->text == digest_of(without);
}

}  // namespace

std::string write_session(const Session& session) {
  Node node;
  node.set("format", Node(kFormat));
  node.set("version", Node(kSessionVersion));
  node.set("program", Node(session.program));
  node.set("made", Node(pki::format_utc(session.made)));
  node.set("made-at", Node(session.made));
  node.set("division", Node(session.division));
  node.set("list-of-divisions", Node(session.divisions));
  node.set("folder-of-keys", Node(session.keys));
  node.set("input", to_node(session.input));
  node.set("prepared", to_node(session.prepared));
  node.set("output", to_node(session.output));
  node.set("signature", place_node(session));
  node.set("algorithm", algorithm_node(session));
  node.set("document-digest", Node(pki::hex(session.document_digest)));
  node.set("signed-attributes", Node(pki::hex(session.attributes)));
  data::Sequence certificates;
  for (const pki::Certificate& certificate : session.certificates) {
    certificates.emplace_back(pki::hex(certificate.der()));
  }
  node.set("certificates", Node(std::move(certificates)));
  node.set("level", Node(name_of(session.level)));
  node.set("certify", Node(session.certify));
  node.set(kDigestKey, Node(digest_of(node)));
  return data::write_json(node);
}

Session read_session(std::string_view text, const std::string& file) {
  const data::Parsed parsed = data::parse_json(text, file);
  if (!parsed.root) not_a_session(file, ": it is not JSON, or not whole");
  const Node& root = *parsed.root;
  const Node* format = root.find("format");
  if (format == nullptr || format->text != kFormat) not_a_session(file, "");
  const Node* version = root.find("version");
  const auto* number = version == nullptr ? nullptr : std::get_if<std::int64_t>(&version->value);
  if (number == nullptr || *number != kSessionVersion) {
    const Node* program = root.find("program");
    throw Failure(FailureKind::kInput, "session-version",
                  file + " is a session of another version of this program" +
                      (program == nullptr ? "" : ", " + data::in_quotes(program->text)),
                  "complete it with that version, or prepare the file again with this one");
  }
  if (!is_unchanged(root)) {
    throw Failure(FailureKind::kInput, "session-changed",
                  file + " was changed since it was prepared",
                  "restore it from a copy, or prepare the file again");
  }
  Diagnostics diagnostics;
  Session session = read_whole(root, diagnostics);
  if (has_errors(diagnostics)) throw Failure(FailureKind::kInput, std::move(diagnostics));
  if (session.certificates.empty() || !session.choice.hash)
    not_a_session(file, ": it is not whole");
  return session;
}

}  // namespace chancery::signing
