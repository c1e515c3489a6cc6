#include <array>
#include <set>

#include "pdf/read/appended.h"
#include "pdf/read/convert.h"
#include "pdf/read/inside.h"
#include "pdf/read/lexer.h"
#include "pdf/read/plain.h"

namespace chancery::pdf {
namespace {

constexpr std::size_t kMostComplaints = 100;
constexpr int kLongestReferenceChain = 32;
/// Objects kept; libqpdf keeps its own forms of them in any case.
constexpr std::size_t kMostGiven = 4096;

const std::shared_ptr<const Object>& null_object() {
  static const auto kNull = std::make_shared<const Object>();
  return kNull;
}

/// The reference that an indirect object consists of; libqpdf would read only its first number.
std::optional<Reference> reference_at(ByteView body, const XrefEntry& entry) {
  if (entry.kind != XrefEntry::Kind::kUncompressed || entry.offset >= body.size()) {
    return std::nullopt;
  }
  Lexer lexer(body, static_cast<std::size_t>(entry.offset));
  if (!lexer.take_integer() || !lexer.take_integer() || !lexer.take_keyword("obj")) {
    return std::nullopt;
  }
  const std::size_t begin = lexer.position();
  if (lexer.next().kind != TokenKind::kInteger) return std::nullopt;
  lexer.seek(begin);
  const std::optional<Object> object = lexer.object();
  const auto* reference = object ? object->as<Reference>() : nullptr;
  return reference == nullptr ? std::nullopt : std::optional(*reference);
}

}  // namespace

ReadFailure::ReadFailure(ReadProblem problem)
    : std::runtime_error(problem.detail), problem_(std::move(problem)) {}

void Document::Inside::complain(std::string complaint, Detail detail) {
  if (complaints.size() < kMostComplaints) {
    complaints.push_back({std::move(complaint), std::move(detail)});
  }
}

void Document::Inside::take_warnings() {
  if (!qpdf || !qpdf->anyWarnings()) return;
  for (const QPDFExc& warning : qpdf->getWarnings()) {
    std::string text = warning.getObject();
    if (warning.getFilePosition() > 0) {
      text += (text.empty() ? "offset " : ", offset ") + std::to_string(warning.getFilePosition());
    }
    if (!text.empty()) text += ": ";
    complain(printable(text + warning.getMessageDetail()));
  }
}

std::shared_ptr<const Object> Document::Inside::keep(Reference reference, Object object,
                                                     StreamData data) {
  // A stream's data are large, and asked for once.
  const bool has_data = data == StreamData::kRead && object.stream() != nullptr;
  auto kept = std::make_shared<const Object>(std::move(object));
  if (!has_data && given.size() < kMostGiven) given.emplace(reference, kept);
  return kept;
}

const XrefEntry* Document::Inside::entry(Reference reference) const {
  const auto found = entries.find(reference.number);
  if (found == entries.end() || found->second.kind == XrefEntry::Kind::kFree ||
      found->second.generation != reference.generation) {
    return nullptr;
  }
  return &found->second;
}

Document::Document(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Document::~Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;

void Document::read_with(const Document* later) {
  inside_->later = later;
}

ByteView Document::bytes() const {
  return inside_->bytes;
}
std::size_t Document::header_offset() const {
  return inside_->header_offset;
}
const Dictionary& Document::trailer() const {
  return inside_->trailer;
}
Encryption Document::encryption() const {
  return inside_->encryption;
}
Reference Document::root() const {
  return inside_->root;
}
std::size_t Document::startxref() const {
  return inside_->startxref;
}
XrefStyle Document::xref_style() const {
  return inside_->style;
}
const std::vector<Remark>& Document::complaints() const {
  return inside_->complaints;
}

std::vector<Reference> Document::objects() const {
  std::vector<Reference> references;
  references.reserve(inside_->entries.size());
  for (const auto& [number, entry] : inside_->entries) {
    if (entry.kind != XrefEntry::Kind::kFree) references.push_back({number, entry.generation});
  }
  return references;
}

bool Document::in_use(Reference reference) const {
  return inside_->entry(reference) != nullptr;
}

bool Document::stands_as_in(const Document& other, Reference reference) const {
  const XrefEntry* here = inside_->entry(reference);
  const XrefEntry* there = other.inside_->entry(reference);
  const auto is_plain = [&](const Inside& inside, const XrefEntry* entry) {
    return entry != nullptr && entry->kind == XrefEntry::Kind::kUncompressed &&
           inside.encryption == Encryption::kNone && !inside.misplaced.contains(reference.number);
  };
  return is_plain(*inside_, here) && is_plain(*other.inside_, there) &&
         here->offset == there->offset && inside_->header_offset == other.inside_->header_offset &&
         inside_->bytes.data() == other.inside_->bytes.data();
}

Object Document::get(Reference reference) const {
  return get_parts(reference, Parts::kAll);
}

Object Document::get_outline(Reference reference) const {
  return get_parts(reference, Parts::kOutline);
}

Object Document::resolve(const Object& object) const {
  return resolve_parts(object, Parts::kAll);
}

Object Document::resolve_outline(const Object& object) const {
  return resolve_parts(object, Parts::kOutline);
}

Object Document::get_parts(Reference reference, Parts parts) const {
  return *shared_parts(reference, parts);
}

std::shared_ptr<const Object> Document::outline(Reference reference) const {
  return shared_parts(reference, Parts::kOutline);
}

std::shared_ptr<const Object> Document::shared_parts(Reference reference, Parts parts) const {
  const XrefEntry* entry = inside_->entry(reference);
  if (entry == nullptr || inside_->misplaced.contains(reference.number)) return null_object();
  const auto known = inside_->given.find(reference);
  if (known != inside_->given.end() &&
      (parts == Parts::kOutline || known->second->stream() == nullptr)) {
    return known->second;
  }
  if (inside_->later != nullptr && stands_as_in(*inside_->later, reference)) {
    // When this was opened, its dictionaries were found to end inside its bytes.
    auto object = inside_->later->outline(reference);
    if (object->as<Dictionary>() != nullptr) return object;
  }
  const StreamData data = parts == Parts::kAll ? StreamData::kRead : StreamData::kLeftOut;
  if (auto plain = plain_object(inside_->seen, *entry, data,
                                [&](Reference length) { return *outline(length); })) {
    if (plain->stored) inside_->stored.emplace(reference, *plain->stored);
    return inside_->keep(reference, std::move(plain->object), data);
  }
  if (const auto target = reference_at(inside_->bytes.subspan(inside_->header_offset), *entry)) {
    return std::make_shared<const Object>(*target);
  }
  try {
    QPDFObjectHandle handle = inside_->reader().getObject(reference.number, reference.generation);
    Object object = convert(handle, data);
    inside_->take_warnings();
    return inside_->keep(reference, std::move(object), data);
  } catch (const ReadFailure&) {
    inside_->take_warnings();
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& failure) {
    inside_->take_warnings();
    inside_->complain("object " + std::to_string(reference.number) + ": " +
                      printable(failure.what()));
    return null_object();
  }
}

std::shared_ptr<const Object> Document::followed(Reference reference, Parts parts) const {
  for (int i = 1; i < kLongestReferenceChain; ++i) {
    auto object = shared_parts(reference, parts);
    const auto* next = object->as<Reference>();
    if (next == nullptr) return object;
    reference = *next;
  }
  return null_object();
}

std::shared_ptr<const Object> Document::resolved_outline(Reference reference) const {
  return followed(reference, Parts::kOutline);
}

Object Document::resolve_parts(const Object& object, Parts parts) const {
  const auto* reference = object.as<Reference>();
  return reference == nullptr ? object : *followed(*reference, parts);
}

std::optional<Document::Place> Document::place_of_value(Reference reference,
                                                        std::string_view key) const {
  return place_of_path(reference, std::array{key});
}

std::optional<Document::Place> Document::place_of_value(Reference reference, std::string_view outer,
                                                        std::string_view key) const {
  return place_of_path(reference, std::array{outer, key});
}

std::optional<Document::Place> Document::place_of_path(
    Reference reference, std::span<const std::string_view> path) const {
  const XrefEntry* entry = inside_->entry(reference);
  if (entry == nullptr || entry->kind != XrefEntry::Kind::kUncompressed ||
      inside_->misplaced.contains(reference.number)) {
    return std::nullopt;
  }
  const ByteView body = inside_->bytes.subspan(inside_->header_offset);
  if (entry->offset >= body.size()) return std::nullopt;
  Lexer lexer(body, static_cast<std::size_t>(entry->offset));
  if (!lexer.take_integer() || !lexer.take_integer() || !lexer.take_keyword("obj")) {
    return std::nullopt;
  }
  std::optional<Place> place;
  for (const std::string_view key : path) {
    place = place_in_dictionary(body, place ? place->begin : lexer.position(), key);
    if (!place) return std::nullopt;
  }

  // Both readers must have found the same value there.
  try {
    QPDFObjectHandle handle = inside_->reader().getObject(reference.number, reference.generation);
    if (handle.isStream()) handle = handle.getDict();
    for (const std::string_view key : path) {
      if (!handle.isDictionary()) return std::nullopt;
      handle = handle.getKey(with_slash(key));
    }
    inside_->take_warnings();
    if (handle.isString() && handle.getParsedOffset() != static_cast<qpdf_offset_t>(place->begin)) {
      return std::nullopt;
    }
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception&) {
    return std::nullopt;
  }
  return Place{inside_->header_offset + place->begin, inside_->header_offset + place->end};
}

std::optional<Bytes> Document::hexadecimal_at(Place place) const {
  return pdf::hexadecimal_at(inside_->bytes, place);
}

std::vector<Reference> Document::pages(std::size_t limit) const {
  // Kids arrays may be shared by many nodes; this bounds how often their elements are looked at.
  constexpr std::size_t kMostKids = 1000000;
  // An honest tree of a million pages is a few levels deep.
  constexpr std::size_t kDeepestPageTree = 256;
  std::vector<Reference> found;
  std::set<Reference> visited;
  std::size_t kids_seen = 0;
  const auto read = [this](const Object& object) {
    try {
      return resolve(object);
    } catch (const ReadFailure& failure) {
      inside_->complain("page tree: " + failure.problem().detail,
                        Detail{"page-tree", {}, {failure.problem().said}});
      return Object();
    }
  };
  const Object catalog = read(Object(root()));
  const auto* catalog_entries = catalog.as<Dictionary>();
  const Object* top = catalog_entries == nullptr ? nullptr : catalog_entries->find("Pages");
  struct Open {
    Object node;
    std::size_t depth;
  };
  std::vector<Open> open;
  if (top != nullptr) open.push_back({*top, 0});
  while (!open.empty() && found.size() < limit) {
    const auto [current, depth] = std::move(open.back());
    open.pop_back();
    const auto* reference = current.as<Reference>();
    if (reference != nullptr && !visited.insert(*reference).second) {
      inside_->complain(
          "page tree: object " + std::to_string(reference->number) + " stands in it twice",
          Detail{"page-tree-object-twice", {{"number", std::to_string(reference->number)}}});
      continue;
    }
    const Object node = read(current);
    const auto* dictionary = node.as<Dictionary>();
    if (dictionary == nullptr) continue;
    const Object* kids_entry = dictionary->find("Kids");
    const Object kids = kids_entry == nullptr ? Object() : read(*kids_entry);
    const auto* array = kids.as<Array>();
    if (array == nullptr) {
      const Object* type = dictionary->find("Type");
      const auto* name = type == nullptr ? nullptr : type->as<Name>();
      if (name != nullptr && name->value == "Pages") continue;
      if (reference != nullptr) {
        found.push_back(*reference);
      } else {
        inside_->complain("page tree: a page is a direct object", Detail{"page-tree-direct-page"});
      }
      continue;
    }
    kids_seen += array->size();
    if (kids_seen > kMostKids) {
      inside_->complain("page tree: more than a million kids", Detail{"page-tree-too-large"});
      break;
    }
    if (depth == kDeepestPageTree) {
      inside_->complain("page tree: deeper than 256 levels", Detail{"page-tree-too-deep"});
      continue;
    }
    for (auto kid = array->rbegin(); kid != array->rend(); ++kid) open.push_back({*kid, depth + 1});
  }
  return found;
}

Object entry(const Document& document, const Dictionary& dictionary, std::string_view key) {
  const Object* found = dictionary.find(key);
  return found == nullptr ? Object() : document.resolve(*found);
}

}  // namespace chancery::pdf
