// The words of reports, from the program's folder reports/.
#pragma once

#include <string>
#include <vector>

#include "verification/messages.h"

namespace chancery::app {

/// Those of a language (BCP 47; "ru-KZ" is told in "ru"), and in English what it has no message
/// for. Throws Failure(kUsage, "no-such-language"), naming those there are; Failure(kSystem) for a
/// file of messages that is damaged.
verification::Messages open_messages(const std::string& language);

/// Those there are, in the order of their names.
std::vector<std::string> report_languages();

}  // namespace chancery::app
