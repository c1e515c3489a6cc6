// The services that signatures need beyond a key, as certs/divisions.yaml lists them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "data/data.h"
#include "signing/levels.h"

namespace chancery::signing {

/// A time-stamping authority; files lie beside the keys.
struct TimeStampService {
  std::string url;
  std::string policy;  ///< object identifier, optional
  std::string user, password_file, password_variable;
  std::string certificate, key;  ///< PEM, for TLS client authentication
  std::string authorities;       ///< PEM: whom to believe that it is the service
};

struct Services {
  Level level = Level::kB;
  std::vector<TimeStampService> time_stamping;  ///< asked in turn
  std::vector<std::string> certificates;        ///< files of issuers
  std::vector<std::string> revocation_lists;    ///< files
  std::string proxy;                            ///< "none": not even the environment's
  int timeout_seconds = 30;
  int tries = 3;
};

/// The mapping under `services:`.
Services read_services(const data::Node& node, Diagnostics& diagnostics);

/// Whether it is an object identifier in dotted notation.
bool is_object_identifier(std::string_view text);

}  // namespace chancery::signing
