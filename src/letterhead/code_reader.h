// One item of `codes` of a page.
#pragma once

#include <optional>
#include <string>

#include "data/data.h"
#include "letterhead/letterhead.h"
#include "letterhead/papers.h"

namespace chancery::letterhead {

class CodeReader {
 public:
  /// `page` is what messages call the page.
  CodeReader(const data::Node& node, const std::string& page, const PageContext& context);

  /// Nothing when something that it needs is missing or wrong.
  std::optional<CodeZone> read();

 private:
  CodeKind kind();
  CodeCorrection correction();
  void check_fields(std::string_view key, std::string_view text, const Position& where);

  const data::Node& node_;
  const PageContext& context_;
  data::MappingReader reader_;
};

}  // namespace chancery::letterhead
