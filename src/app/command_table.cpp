#include "app/command_table.h"

#include "app/modules.h"

namespace chancery::app {

const CommandTable& commands() {
  static auto* const kTable = reinterpret_cast<CommandModuleFunction*>(
      load_module("chancery_commands.so", kCommandModuleSymbol, "chancery"));
  return *kTable();
}

}  // namespace chancery::app
