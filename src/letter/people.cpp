#include "letter/people.h"

#include <map>

namespace chancery::letter {
namespace {

constexpr std::size_t kMostSignatories = 12;
constexpr std::int64_t kMostInARow = 3;

void check_email(data::MappingReader& keys, const std::string& email, Problems& problems) {
  const std::size_t at = email.find('@');
  const bool is_address = at != 0 && at != std::string::npos && at + 1 < email.size() &&
                          email.find('@', at + 1) == std::string::npos &&
                          email.find_first_of(" \t<>") == std::string::npos;
  if (email.empty() || is_address) return;
  problems.error(keys.any("email")->where, "email",
                 data::in_quotes(email) + " is no address of mail",
                 "write it like office@lakes.example");
}

void check_web(data::MappingReader& keys, const std::string& web, Problems& problems) {
  const std::size_t scheme = web.find("://");
  const bool is_known =
      scheme == std::string::npos || web.starts_with("https://") || web.starts_with("http://");
  if (web.empty() || (is_known && web.find_first_of(" \t<>") == std::string::npos)) return;
  problems.error(keys.any("web")->where, "web", data::in_quotes(web) + " is no address of the web",
                 "write it like lakes.example or https://lakes.example");
}

Addressee addressee(const data::Node& item, Fields& fields) {
  data::MappingReader keys(item, "an addressee", fields.form());
  Addressee addressee;
  addressee.is_block = true;
  keys.required("name");
  addressee.name = fields.rich(keys, "name");
  if (addressee.name.text.empty() && keys.any("name") != nullptr && !keys.any("name")->is_null()) {
    fields.problems().error(keys.any("name")->where, "empty-value", "'name' is empty",
                            "write its text");
  }
  addressee.address = fields.rich_list(keys, "address");
  addressee.country = fields.rich(keys, "country");
  keys.finish();
  return addressee;
}

class SignatoryReader {
 public:
  explicit SignatoryReader(Fields& fields) : fields_(fields) {}

  Signatory read(const data::Node& item) {
    data::MappingReader keys(item, "a signatory", fields_.form());
    Signatory signatory;
    signatory.where = item.where;
    if (!keys.ok()) return signatory;
    signatory.name = fields_.plain(keys, "name", true);
    signatory.title = fields_.plain(keys, "title");
    signatory.division = fields_.plain(keys, "division", true);
    signatory.signs_for = fields_.plain(keys, "for");
    signatory.authority_of = fields_.plain(keys, "by-authority-of");
    if (!signatory.division.empty()) once(signatory.division, keys.any("division")->where);
    keys.finish();
    return signatory;
  }

 private:
  void once(const std::string& division, const Position& where) {
    const auto [first, is_new] = divisions_.emplace(division, where);
    if (is_new) return;
    fields_.problems().error(where, "division-twice",
                             "the division " + data::in_quotes(division) +
                                 " signs twice; first in line " +
                                 std::to_string(first->second.line),
                             "let each division sign once, or name the other division");
  }

  Fields& fields_;
  std::map<std::string, Position> divisions_;
};

}  // namespace

void read_sender(data::MappingReader& keys, Fields& fields, Letter& letter) {
  const data::Node* node = keys.mapping("from");
  if (node == nullptr) return;
  data::MappingReader sender(*node, "'from'", fields.form());
  Sender& from = letter.from;
  from.where = node->where;
  from.division = fields.plain(sender, "division");
  from.name = fields.plain(sender, "name");
  from.address = fields.rich_list(sender, "address");
  from.telephone = fields.plain(sender, "telephone");
  from.email = fields.plain(sender, "email");
  from.web = fields.plain(sender, "web");
  check_email(sender, from.email, fields.problems());
  check_web(sender, from.web, fields.problems());
  sender.finish();
}

void read_addressees(data::MappingReader& keys, Fields& fields, Letter& letter) {
  const data::Sequence* items = keys.sequence("to");
  if (items == nullptr) return;
  for (const data::Node& item : *items) {
    if (item.mapping() != nullptr) {
      letter.addressees.push_back(addressee(item, fields));
    } else if (const data::Sequence* parts = item.sequence()) {
      letter.addressees.emplace_back(fields.joined(*parts, item, "to"));
    } else {
      letter.addressees.emplace_back(fields.item(item, "to"));
    }
  }
}

void read_signatories(data::MappingReader& keys, Fields& fields, Letter& letter) {
  if (const auto in_a_row = keys.integer("signatories-in-a-row")) {
    if (*in_a_row >= 1 && *in_a_row <= kMostInARow) {
      letter.signatories_in_a_row = static_cast<int>(*in_a_row);
    } else {
      fields.problems().error(keys.any("signatories-in-a-row")->where, "signatories-in-a-row",
                              "'signatories-in-a-row' is " + std::to_string(*in_a_row),
                              "write 1, 2 or 3");
    }
  }
  if (keys.required("signatories") == nullptr) return;
  const data::Sequence* items = keys.sequence("signatories");
  if (items == nullptr) return;
  const data::Node& list = *keys.any("signatories");
  if (items->empty()) {
    fields.problems().error(list.where, "no-signatories", "nobody signs this letter",
                            "name at least one signatory with a division");
  }
  if (items->size() > kMostSignatories) {
    fields.problems().error(
        (*items)[kMostSignatories].where, "too-many-signatories",
        "a letter has at most " + std::to_string(kMostSignatories) + " signatories",
        "remove this one and those after it");
  }
  SignatoryReader reader(fields);
  for (const data::Node& item : *items) letter.signatories.push_back(reader.read(item));
}

}  // namespace chancery::letter
