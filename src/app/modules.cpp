#include "app/modules.h"

#include <dlfcn.h>

#include "app/places.h"
#include "base/diagnostic.h"

namespace chancery::app {

namespace fs = std::filesystem;

void* load_module(const std::string& file, const char* symbol, const std::string& package) {
  const fs::path program = program_folder();
  std::string why;
  for (const fs::path& folder : {program, program.parent_path() / "lib" / "chancery"}) {
    void* module = ::dlopen((folder / file).c_str(), RTLD_LAZY | RTLD_LOCAL);
    void* found = module == nullptr ? nullptr : ::dlsym(module, symbol);
    if (found != nullptr) return found;
    if (why.empty()) why = ::dlerror();  // NOLINT(concurrency-mt-unsafe): of this thread, in glibc
  }
  throw Failure(FailureKind::kSystem, "no-module", "a part of the program cannot be loaded: " + why,
                "install " + package + " and keep " + file + " beside the program");
}

}  // namespace chancery::app
