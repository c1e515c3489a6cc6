#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/commands.h"
#include "app/fit.h"
#include "app/stationery.h"
#include "data/data.h"
#include "pdf/write/artwork.h"

namespace chancery::app {
namespace {

using letterhead::Letterhead;

std::string paper_name(letter::Paper paper) {
  return paper == letter::Paper::kA4 ? "A4" : "US Letter";
}

/// Letterheads name roles of the font catalogue, which their reader does not know. A letter is set
/// in the role "text" instead, without a word.
void warn_of_unknown_roles(const std::string& name, const Letterhead& letterhead,
                           const text::Catalogue& catalogue, Diagnostics& diagnostics) {
  std::vector<std::string_view> known;
  for (const auto& role : catalogue.roles) known.push_back(role.first);
  for (const auto& [style_name, style] : letterhead.styles) {
    if (catalogue.roles.contains(style.font_role)) continue;
    const std::string_view near = nearest(style.font_role, known);
    Diagnostic warning;
    warning.severity = Severity::kWarning;
    warning.where.file = name;
    warning.code = "unknown-font";
    warning.what = "the style '" + style_name + "' names the font '" + style.font_role +
                   "', which the font catalogue does not have";
    if (near.empty()) {
      warning.mend = "there are:";
      for (const std::string_view role : known) warning.mend.append(" ").append(role);
    } else {
      warning.mend.append("did you mean '").append(near).append("'?");
    }
    diagnostics.push_back(std::move(warning));
  }
}

/// Artwork that the writer would refuse; each file once.
void check_artwork_of(const Letterhead& letterhead, Diagnostics& diagnostics) {
  std::set<std::string> seen;
  for (const auto& entry : letterhead.papers) {
    const letterhead::PaperDesign& paper = entry.second;
    for (const letterhead::Side* side :
         {static_cast<const letterhead::Side*>(&paper.first), &paper.first.reverse,
          static_cast<const letterhead::Side*>(&paper.following), &paper.following.reverse,
          &paper.last}) {
      for (const letterhead::Artwork& artwork : side->artwork) {
        if (!seen.insert(artwork.file).second) continue;
        try {
          pdf::check_artwork(artwork.bytes);
          const Diagnostics unfit = unfit_artwork(
              {artwork.file, artwork.bytes, artwork.may_flatten}, pdf::Profile::kArchive);
          diagnostics.insert(diagnostics.end(), unfit.begin(), unfit.end());
        } catch (const Failure& failure) {
          for (Diagnostic diagnostic : failure.diagnostics()) {
            diagnostic.where.file = artwork.file;
            diagnostics.push_back(std::move(diagnostic));
          }
        }
      }
    }
  }
}

data::Node node_of(const std::string& name, const letterhead::ReadLetterhead& read) {
  data::Node node(data::Mapping{});
  node.set("name", data::Node(name));
  if (read.letterhead) {
    node.set("organisation", data::Node(read.letterhead->organisation));
    data::Sequence papers;
    for (const auto& paper : read.letterhead->papers) papers.emplace_back(paper_name(paper.first));
    node.set("papers", data::Node(std::move(papers)));
    node.set("default-paper", data::Node(paper_name(read.letterhead->default_paper)));
  }
  data::Sequence diagnostics;
  for (const Diagnostic& diagnostic : read.diagnostics) diagnostics.push_back(to_node(diagnostic));
  node.set("diagnostics", data::Node(std::move(diagnostics)));
  return node;
}

void say_letterhead(const std::string& name, const letterhead::ReadLetterhead& read) {
  say(name);
  if (!read.letterhead) {
    say("  cannot be used");
    return;
  }
  say("  organisation  " + read.letterhead->organisation);
  std::string papers;
  for (const auto& paper : read.letterhead->papers) {
    papers += (papers.empty() ? "" : ", ") + paper_name(paper.first);
    if (paper.first == read.letterhead->default_paper) papers += " (default)";
  }
  say("  papers        " + papers);
}

}  // namespace

Exit letterheads(const LetterheadsOptions& options) {
  const TypeShop shop;
  data::Sequence list;
  Exit exit = Exit::kDone;
  for (const std::string& name : letterhead_names(options.letterheads)) {
    letterhead::ReadLetterhead read = read_letterhead(name, options.letterheads);
    if (read.letterhead) {
      warn_of_unknown_roles(name, *read.letterhead, shop.fonts().catalogue(), read.diagnostics);
      check_artwork_of(*read.letterhead, read.diagnostics);
      if (has_errors(read.diagnostics)) read.letterhead.reset();
    }
    if (!read.letterhead) exit = Exit::kBad;
    if (options.format == Format::kJson) {
      list.push_back(node_of(name, read));
    } else {
      say_letterhead(name, read);
      show(read.diagnostics, Format::kText);
    }
  }
  if (options.format == Format::kJson) show_json(data::Node(std::move(list)));
  return exit;
}

}  // namespace chancery::app
