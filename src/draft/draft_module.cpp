#include "draft/draft_module.h"

#include <exception>

extern "C" __attribute__((visibility("default"))) void chancery_draft_letter(
    const chancery::draft::Source& source, std::string_view formulas_yaml,
    const std::string& formulas_file, const chancery::draft::Options& options,
    const chancery::draft::Confine& confine, chancery::draft::Drafted& drafted,
    chancery::draft::Stopped& stopped) {
  using chancery::Failure;
  using chancery::FailureKind;
  try {
    drafted = chancery::draft::draft_letter(source, formulas_yaml, formulas_file, options, confine);
  } catch (const Failure& failure) {
    stopped = {failure.kind(), failure.diagnostics()};
  } catch (const std::exception& error) {
    stopped = {FailureKind::kSystem, Failure(FailureKind::kSystem, "internal", error.what(),
                                             "please report this with the input")
                                         .diagnostics()};
  }
}
