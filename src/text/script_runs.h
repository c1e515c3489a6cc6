// Stretches of one script (UAX 24): common and inherited characters take the script of their
// neighbours, closing brackets that of their opening ones.
#pragma once

#include <unicode/uscript.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace chancery::text {

struct ScriptRun {
  std::uint32_t begin = 0;  ///< code units
  std::uint32_t end = 0;
  UScriptCode script = USCRIPT_COMMON;
};

/// The runs cover the text. Text without any character of a script of its own gets `otherwise`.
std::vector<ScriptRun> script_runs(std::u16string_view text, UScriptCode otherwise);

/// The script that a language is usually written in (CLDR likely subtags), or the one its tag
/// names; Latin when nothing is known.
UScriptCode script_of_language(const std::string& language);

}  // namespace chancery::text
