// The one function of the module chancery_draft.
#pragma once

#include <string>
#include <string_view>

#include "draft/draft.h"

namespace chancery::draft {

/// The symbol to look up after loading the module.
inline constexpr const char* kDraftModuleSymbol = "chancery_draft_letter";

/// What stopped the work; nothing did when there are no diagnostics.
struct Stopped {
  FailureKind kind = FailureKind::kInput;
  Diagnostics diagnostics;
};

/// draft_letter over a plain boundary. Program and module are built together, so objects pass as
/// they are; exceptions do not.
using DraftModuleFunction = void(const Source& source, std::string_view formulas_yaml,
                                 const std::string& formulas_file, const Options& options,
                                 const Confine& confine, Drafted& drafted, Stopped& stopped);

}  // namespace chancery::draft
