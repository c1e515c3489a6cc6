#include "app/commands.h"
#include "app/stationery.h"
#include "pki/pki.h"

namespace chancery::app {

Exit fonts(const FontsOptions& options) {
  const TypeShop shop;
  if (options.check_digests) {
    const Diagnostics found = shop.fonts().check_digests(
        [](ByteView bytes) { return pki::hex(pki::digest(pki::Hash::kSha256, bytes)); });
    show(found, Format::kText);
    if (found.empty()) say("every font file is the recorded one");
    return has_errors(found) ? Exit::kBad : Exit::kDone;
  }
  for (const auto& [role, rules] : shop.fonts().catalogue().roles) {
    for (const text::ScriptRule& rule : rules) {
      say(role + "\t" + rule.script + "\t" + (rule.language.empty() ? "*" : rule.language) + "\t" +
          rule.family);
    }
  }
  return Exit::kDone;
}

}  // namespace chancery::app
