// Values of a letter's keys, as text and as inline Markdown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "data/data.h"
#include "letter/front_matter.h"
#include "letter/letter.h"
#include "letter/problems.h"

namespace chancery::letter {

class Fields {
 public:
  Fields(const ScalarOrigin& origin, Diagnostics& form, Problems& problems)
      : origin_(origin), form_(form), problems_(problems) {}

  /// Text without markup on one line.
  std::string plain(data::MappingReader& keys, std::string_view key, bool is_required = false);
  RichText rich(data::MappingReader& keys, std::string_view key);
  std::vector<RichText> rich_list(data::MappingReader& keys, std::string_view key);

  /// An item of the list `key`: text.
  RichText item(const data::Node& item, std::string_view key);
  /// The items of a list as one line, a comma between them.
  RichText joined(const data::Sequence& parts, const data::Node& item, std::string_view key);

  /// What the schema has told before: missing and unknown keys, wrong types.
  Diagnostics& form() { return form_; }
  Problems& problems() { return problems_; }

 private:
  std::string checked(const data::Node& node);
  RichText rich_scalar(const data::Node& node);
  void empty_item(const data::Node& item, std::string_view key);

  const ScalarOrigin& origin_;
  Diagnostics& form_;
  Problems& problems_;
};

}  // namespace chancery::letter
