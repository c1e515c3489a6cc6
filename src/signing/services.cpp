#include "signing/services.h"

#include <charconv>

namespace chancery::signing {
namespace {

constexpr int kLongestTimeoutSeconds = 600;
constexpr int kMostTries = 10;

std::vector<std::string> strings(data::MappingReader& reader, std::string_view key) {
  std::vector<std::string> found;
  const data::Sequence* list = reader.sequence(key);
  if (list == nullptr) return found;
  for (const data::Node& item : *list) {
    if (const auto* text = std::get_if<std::string>(&item.value)) {
      found.push_back(*text);
    } else {
      reader.error(item.where, "wrong-type", "this is no name of a file", "write the file's name");
    }
  }
  return found;
}

TimeStampService read_service(const data::Node& node, Diagnostics& diagnostics) {
  data::MappingReader reader(node, "a time-stamping service", diagnostics);
  TimeStampService service;
  service.url = reader.required_string("url").value_or("");
  const bool is_web = service.url.starts_with("http://") || service.url.starts_with("https://");
  if (reader.any("url") != nullptr && !reader.any("url")->is_null() && !is_web) {
    reader.error(reader.where(), "bad-url",
                 data::in_quotes(service.url) + " is not the address of a service",
                 "write an address that begins with http:// or https://");
  }
  const auto policy = reader.string("policy");
  service.policy = policy.value_or("");
  if (policy && !is_object_identifier(service.policy)) {
    reader.error(reader.where(), "bad-policy",
                 data::in_quotes(service.policy) + " is no object identifier",
                 "write numbers with dots between them, as 1.3.6.1.4.1.99999.1");
  }
  service.user = reader.string("user").value_or("");
  service.password_file = reader.string("password-file").value_or("");
  service.password_variable = reader.string("password-env").value_or("");
  service.certificate = reader.string("client-certificate").value_or("");
  service.key = reader.string("client-key").value_or("");
  service.authorities = reader.string("authorities").value_or("");
  reader.finish();
  return service;
}

int number(data::MappingReader& reader, std::string_view key, int otherwise, int most) {
  const auto value = reader.integer(key);
  if (!value) return otherwise;
  if (*value < 1 || *value > most) {
    reader.error(reader.where(), "out-of-range",
                 data::in_quotes(std::string(key)) + " is " + std::to_string(*value),
                 "write a number from 1 to " + std::to_string(most));
    return otherwise;
  }
  return static_cast<int>(*value);
}

}  // namespace

bool is_object_identifier(std::string_view text) {
  int arcs = 0;
  while (true) {
    const std::size_t dot = text.find('.');
    const std::string_view arc = text.substr(0, dot);
    std::uint32_t value = 0;
    const auto parsed = std::from_chars(arc.data(), arc.data() + arc.size(), value);
    if (arc.empty() || parsed.ec != std::errc() || parsed.ptr != arc.data() + arc.size()) {
      return false;
    }
    if ((arcs == 0 && value > 2) || (arc.size() > 1 && arc[0] == '0')) return false;
    ++arcs;
    if (dot == std::string_view::npos) return arcs >= 2;
    text.remove_prefix(dot + 1);
  }
}

Services read_services(const data::Node& node, Diagnostics& diagnostics) {
  data::MappingReader reader(node, "the services", diagnostics);
  Services services;
  if (const auto name = reader.string("level")) {
    if (const auto level = level_named(*name)) {
      services.level = *level;
    } else {
      reader.error(reader.where(), "bad-level", data::in_quotes(*name) + " is no level",
                   "write B, T, LT or LTA");
    }
  }
  if (const data::Sequence* list = reader.sequence("time-stamping")) {
    for (const data::Node& item : *list) {
      services.time_stamping.push_back(read_service(item, diagnostics));
    }
  }
  services.certificates = strings(reader, "certificates");
  services.revocation_lists = strings(reader, "revocation-lists");
  services.proxy = reader.string("proxy").value_or("");
  services.timeout_seconds =
      number(reader, "timeout-seconds", services.timeout_seconds, kLongestTimeoutSeconds);
  services.tries = number(reader, "tries", services.tries, kMostTries);
  reader.finish();
  return services;
}

}  // namespace chancery::signing
