// Compares two revisions and judges each difference: differences.cpp the whole and what belongs to
// the document, field_differences.cpp its form, page_differences.cpp its pages,
// annotation_differences.cpp what stands on them, structure_differences.cpp its logical structure.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "verification/compare.h"
#include "verification/fields.h"
#include "verification/permissions.h"
#include "verification/verification.h"

namespace chancery::verification {

class Judge {
 public:
  Judge(const pdf::Document& before, const pdf::Document& after, const Permissions& permissions);

  std::vector<Change> run();

 private:
  void add(Change::Kind kind, bool permitted, std::string object, std::string page,
           std::string text, Detail detail);
  bool equal_entry(const pdf::Dictionary& one, const pdf::Dictionary& two, std::string_view key);
  bool may_fill(const std::string& field) const;
  /// May fill in every field below a group.
  bool may_fill_group(const std::string& group) const;

  void compare_trailers();
  void compare_catalogs();
  void compare_catalog_entry(const pdf::Dictionary& now, const std::string& key);
  void compare_forms(const pdf::Object& before, const pdf::Object& after);
  void compare_form_defaults(const pdf::Dictionary& one, const pdf::Dictionary& two,
                             const std::string& key);
  bool resources_kept(const pdf::Object& before, const pdf::Object& after);
  void compare_info();
  void compare_hidden();

  void compare_structure(const pdf::Dictionary& one, const pdf::Dictionary& two);

  void compare_fields();
  void compare_groups();
  void compare_group(const Field& one, const Field& two);
  void judge_new_group(const Field& group);
  bool same_kids(const Field& one, const Field& two);
  void compare_field(const Field& one, const Field& two);
  void judge_dictionary(const Field& field, const pdf::Dictionary& one, const pdf::Dictionary& two,
                        const std::string& object, const std::string& page);
  void judge_signing(const Field& field, const std::string& object, const std::string& page);
  void judge_new_field(const Field& field);
  bool changes_shared_appearance(const pdf::Dictionary& one, const pdf::Dictionary& two);
  const Field* field_after(const Field& before) const;

  void compare_pages();
  void compare_page(std::size_t index);
  void compare_annotations(const pdf::Dictionary& one, const pdf::Dictionary& two,
                           const std::string& page);
  void compare_annotation(const pdf::Object& old_item, const pdf::Object& new_item,
                          const std::string& page);
  void judge_new_annotation(const pdf::Object& item, const std::string& page);
  bool may_comment(const pdf::Document& document, const pdf::Dictionary& annotation) const;

  const pdf::Document& before_;
  const pdf::Document& after_;
  const Permissions& permissions_;
  Comparison comparison_;
  std::vector<pdf::Reference> pages_before_, pages_after_;
  Form form_before_, form_after_;
  std::multimap<std::string, const Field*> names_before_, names_after_;
  /// Fields by their own references and those of their widgets.
  std::map<pdf::Reference, const Field*> by_reference_, after_by_reference_;
  std::set<pdf::Reference> groups_before_;
  std::set<pdf::Reference> elements_before_;  ///< of the logical structure
  std::optional<std::map<pdf::Reference, std::size_t>> uses_before_;
  std::set<std::string> judged_;
  std::vector<Change> changes_;
  bool forbidden_told_ = false;
};

/// The elements of the logical structure (14.7.2) that are objects of their own.
std::set<pdf::Reference> structure_elements(const pdf::Document& document);

/// The keys of both.
std::set<std::string> keys_of(const pdf::Dictionary& one, const pdf::Dictionary& two);
/// "12 0"; empty for a direct object.
std::string name_of(pdf::Reference reference);

}  // namespace chancery::verification
