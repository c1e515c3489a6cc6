#include "pdf/write/outline.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "pdf/write/operators.h"

namespace chancery::pdf {
namespace {

/// Longer letters are leafed through.
constexpr std::size_t kMostPagesWithout = 4;
constexpr int kLengthDecimals = 3;

/// Where something begins.
struct Begin {
  std::size_t page = 0;
  std::optional<double> top;  ///< from the page's foot; nothing: the whole page, of another file
};

struct Item {
  std::string_view title;
  int level = 0;  ///< an item belongs to the last one before it of a lower level
  Begin begin;
};

/// 0: none.
int heading_level(const layout::StructureElement& element) {
  const std::string& type = element.type;
  return type.size() == 2 && type[0] == 'H' && type[1] >= '1' && type[1] <= '6' ? type[1] - '0' : 0;
}

class Contents {
 public:
  explicit Contents(const layout::Document& document)
      : document_(document), begins_(document.structure.size()) {}

  bool are_wanted() const {
    std::size_t headings = 0;
    for (const layout::StructureElement& element : document_.structure) {
      if (element.title.empty()) continue;
      if (heading_level(element) == 0) return true;
      ++headings;
    }
    return headings > 1 || document_.pages.size() > kMostPagesWithout;
  }

  std::vector<Item> items() {
    find_begins();
    std::vector<Item> items;
    bool has_headings = false;
    for (std::size_t i = 0; i < begins_.size(); ++i) {
      const layout::StructureElement& element = document_.structure[i];
      if (!begins_[i]) continue;
      if (element.type == "Form") {
        items.push_back({element.alternate_text, kTopLevel, *begins_[i]});
      } else if (!element.title.empty()) {
        has_headings = has_headings || begins_[i]->top;
        items.push_back({element.title, heading_level(element), *begins_[i]});
      }
    }
    if (!has_headings) {
      const double top = rounded(document_.pages.front().height.value, kLengthDecimals);
      items.insert(items.begin(), {document_.title, kTopLevel, {0, top}});
    }
    return items;
  }

 private:
  /// Beside the uppermost headings.
  static constexpr int kTopLevel = 1;

  /// Of what has a title, the first run in it; of a place to sign, its upper edge.
  void find_begins() {
    for (std::size_t page = 0; page < document_.pages.size(); ++page) {
      const Points height = document_.pages[page].height;
      for (const layout::PlacedRun& placed : document_.pages[page].runs) {
        const auto* element = std::get_if<std::size_t>(&placed.meaning);
        if (element == nullptr || placed.run.font == nullptr) continue;
        const Points ascent = placed.run.size * placed.run.font->metrics().ascender;
        note(*element, page, (height - placed.baseline + ascent).value);
      }
      for (const layout::SignaturePlace& place : document_.pages[page].signatures) {
        note(place.structure, page, (height - place.place.y).value);
      }
    }
    std::size_t page = document_.pages.size();
    for (const layout::AppendedFile& file : document_.appended) {
      for (const std::size_t figure : file.figures) note(figure, {page++, std::nullopt});
    }
  }

  void note(std::size_t element, std::size_t page, double top) {
    note(element, {page, rounded(top, kLengthDecimals)});
  }

  void note(std::size_t element, const Begin& begin) {
    for (std::size_t i = element; i != 0; i = document_.structure.at(i).parent) {
      if (!begins_.at(i)) begins_[i] = begin;
    }
  }

  const layout::Document& document_;
  std::vector<std::optional<Begin>> begins_;
};

constexpr std::size_t kOutline = static_cast<std::size_t>(-1);

/// Places in the tree: kOutline stands for the outline itself.
struct Node {
  std::size_t parent = kOutline;
  std::vector<std::size_t> children;
  std::size_t descendants = 0;
};

std::vector<Node> tree_of(const std::vector<Item>& items, Node& root) {
  std::vector<Node> nodes(items.size());
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < items.size(); ++i) {
    while (!open.empty() && items[open.back()].level >= items[i].level) open.pop_back();
    if (!open.empty()) nodes[i].parent = open.back();
    (open.empty() ? root : nodes[open.back()]).children.push_back(i);
    ++root.descendants;
    for (const std::size_t above : open) ++nodes[above].descendants;
    open.push_back(i);
  }
  return nodes;
}

void set_children(const Node& node, const std::vector<Reference>& references,
                  Dictionary& dictionary) {
  if (node.children.empty()) return;
  dictionary.set("First", references[node.children.front()]);
  dictionary.set("Last", references[node.children.back()]);
  dictionary.set("Count", Object(node.descendants));
}

/// 12.3.2.2.
Array destination(const Begin& begin, std::span<const Reference> pages) {
  if (!begin.top) return {pages[begin.page], Name{"Fit"}};
  return {pages[begin.page], Name{"XYZ"}, Object(), *begin.top, Object()};
}

}  // namespace

std::optional<Reference> add_outline(const layout::Document& document,
                                     std::span<const Reference> pages, Graph& graph) {
  Contents contents(document);
  if (!contents.are_wanted()) return std::nullopt;
  const std::vector<Item> items = contents.items();
  Node root;
  const std::vector<Node> nodes = tree_of(items, root);
  const Reference outline = graph.reserve();
  std::vector<Reference> references;
  references.reserve(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) references.push_back(graph.reserve());
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Item& item = items[i];
    const Node& node = nodes[i];
    const Node& above = node.parent == kOutline ? root : nodes[node.parent];
    Dictionary dictionary{{"Title", text_string(item.title)},
                          {"Parent", node.parent == kOutline ? outline : references[node.parent]},
                          {"Dest", destination(item.begin, pages)}};
    const auto place = std::find(above.children.begin(), above.children.end(), i);
    if (place != above.children.begin()) dictionary.set("Prev", references[*(place - 1)]);
    if (place + 1 != above.children.end()) dictionary.set("Next", references[*(place + 1)]);
    set_children(node, references, dictionary);
    graph.set(references[i], std::move(dictionary));
  }
  Dictionary dictionary{{"Type", Name{"Outlines"}}};
  set_children(root, references, dictionary);
  graph.set(outline, std::move(dictionary));
  return outline;
}

}  // namespace chancery::pdf
