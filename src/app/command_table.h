// The commands that set letters or sign, in a module of their own: they draw in HarfBuzz, FreeType
// and ICU, which would cost a verification a fifth of its time.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "app/commands.h"
#include "app/reproduce.h"
#include "app/verify_changes.h"

namespace chancery::app {

/// Functions of commands.h, and what a verification does with a letter only when it is asked to.
struct CommandTable {
  decltype(app::typeset)& typeset;
  decltype(app::check)& check;
  decltype(app::inspect)& inspect;
  decltype(app::extract)& extract;
  decltype(app::draft)& draft;
  decltype(app::preview)& preview;
  decltype(app::sign)& sign;
  decltype(app::prepare_signature)& prepare_signature;
  decltype(app::complete_signature)& complete_signature;
  decltype(app::renew)& renew;
  decltype(app::fonts)& fonts;
  decltype(app::letterheads)& letterheads;
  decltype(app::divisions)& divisions;
  decltype(app::reproduce)& reproduce;
  decltype(app::draw_changes)& draw_changes;
};

inline constexpr const char* kCommandModuleSymbol = "chancery_commands";
using CommandModuleFunction = const CommandTable*();

/// Loads the module at the first call. Throws Failure(kSystem, "no-module").
const CommandTable& commands();

}  // namespace chancery::app
