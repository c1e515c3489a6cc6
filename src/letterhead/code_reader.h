// Codes: one item of `codes` of a page, or that of a visible signature.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "data/data.h"
#include "letterhead/letterhead.h"
#include "letterhead/styles.h"

namespace chancery::letterhead {

class CodeReader {
 public:
  /// `what` is what messages call the code; `fields` are those that its texts may name.
  CodeReader(const data::Node& node, std::string what, std::span<const std::string_view> fields,
             const Colours& colours, Diagnostics& diagnostics);

  /// A code of a page. Nothing when something that it needs is missing or wrong.
  std::optional<CodeZone> read();
  /// The code of a visible signature, where it stands by itself: its size counts only.
  std::optional<SignatureCode> read_for_signature();

 private:
  CodeKind kind();
  CodeCorrection correction();
  std::optional<Points> size();
  std::optional<std::string> content();
  Colour colour();
  void check_fields(std::string_view key, std::string_view text, const Position& where);

  const data::Node& node_;
  std::span<const std::string_view> fields_;
  const Colours& colours_;
  Diagnostics& diagnostics_;
  data::MappingReader reader_;
};

}  // namespace chancery::letterhead
