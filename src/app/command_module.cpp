// The commands that command_table.h lists, as a module. What reads PDFs is not in it: that is the
// program's, which a verification needs and which lends it (src/CMakeLists.txt).
#include "app/command_table.h"

extern "C" __attribute__((visibility("default"))) const chancery::app::CommandTable*
chancery_commands() {
  namespace app = chancery::app;
  static const app::CommandTable kTable{
      app::typeset,
      app::check,
      app::inspect,
      app::extract,
      app::draft,
      app::preview,
      app::sign,
      app::prepare_signature,
      app::complete_signature,
      app::renew,
      app::fonts,
      app::letterheads,
      app::divisions,
      app::reproduce,
      app::draw_changes,
  };
  return &kTable;
}
