#include "draft/html_chrome.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "draft/xml.h"

namespace chancery::draft {
namespace {

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 17> kSilentElements = {
    "script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg",
    "canvas", "video", "audio",    "map",      "link", "meta",   "math",   "base"};
constexpr std::array<std::string_view, 11> kToldElements = {"nav",   "aside",    "button", "form",
                                                            "input", "select",   "option", "dialog",
                                                            "menu",  "textarea", "label"};
/// WAI-ARIA 1.2, 5.3.4: landmarks that are not the text.
constexpr std::array<std::string_view, 12> kRoles = {
    "navigation",  "banner", "contentinfo", "search",  "complementary", "dialog",
    "alertdialog", "alert",  "menu",        "menubar", "toolbar",       "button"};
/// Words of class names and identifiers, between hyphens, underscores and capitals.
constexpr std::array<std::string_view, 43> kWords = {
    "nav",         "navbar",      "mainmenu", "navigation", "menu",      "breadcrumb",
    "breadcrumbs", "sidebar",     "share",    "sharing",    "social",    "cookie",
    "cookies",     "consent",     "gdpr",     "newsletter", "subscribe", "subscription",
    "related",     "recommended", "comments", "comment",    "advert",    "advertisement",
    "ads",         "promo",       "popup",    "modal",      "overlay",   "toolbar",
    "pagination",  "pager",       "skip",     "skiplink",   "skipnav",   "sronly",
    "masthead",    "topbar",      "donate",   "login",      "search",    "sponsor",
    "taboola"};
/// Beside them these words mean that the text itself is meant ("article-with-sidebar").
constexpr std::array<std::string_view, 12> kContentWords = {
    "content", "main",      "article", "body", "page", "layout",
    "wrapper", "container", "with",    "has",  "no",   "without"};

std::string small(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

/// Looks at each word of "site-nav cookieBanner".
bool names_chrome(const std::string& names) {
  for (std::size_t begin = 0; begin < names.size();) {
    const std::size_t end = std::min(names.find_first_of(" \t\n\r", begin), names.size());
    bool is_chrome = false;
    bool is_content = false;
    std::string word;
    const auto look = [&] {
      is_chrome = is_chrome || is_one_of(word, kWords);
      is_content = is_content || is_one_of(word, kContentWords);
      word.clear();
    };
    for (std::size_t i = begin; i < end; ++i) {
      const char c = names[i];
      const bool is_capital = c >= 'A' && c <= 'Z';
      const bool is_letter = is_capital || (c >= 'a' && c <= 'z');
      const bool was_small = i > begin && names[i - 1] >= 'a' && names[i - 1] <= 'z';
      if (!is_letter || (is_capital && was_small)) look();
      if (is_letter) word += is_capital ? static_cast<char>(c - 'A' + 'a') : c;
    }
    look();
    if (is_chrome && !is_content) return true;
    begin = end + 1;
  }
  return false;
}

bool is_hidden(const xmlNode* node) {
  for (const xmlAttr* each = node->properties; each != nullptr; each = each->next) {
    const std::string_view name = reinterpret_cast<const char*>(each->name);
    if (name == "hidden") return true;
  }
  if (attribute(node, "aria-hidden") == "true") return true;
  std::string style = small(attribute(node, "style"));
  std::erase(style, ' ');
  if (style.find("display:none") != std::string::npos ||
      style.find("visibility:hidden") != std::string::npos) {
    return true;
  }
  std::string classes(1, ' ');
  classes.append(small(attribute(node, "class"))).append(1, ' ');
  for (const std::string_view name :
       {" sr-only ", " visually-hidden ", " screen-reader-text ", " visuallyhidden ", " hidden "}) {
    if (classes.find(name) != std::string::npos) return true;
  }
  return false;
}

/// Every element below the root, in the order of the page.
template <typename Visit>
void each_element(const xmlNode* root, Visit visit) {
  for (const xmlNode* node = root; node != nullptr;) {
    visit(node);
    if (node->type == XML_ELEMENT_NODE && node->children != nullptr) {
      node = node->children;
      continue;
    }
    while (node != nullptr && node != root && node->next == nullptr) node = node->parent;
    node = node == nullptr || node == root ? nullptr : node->next;
  }
}

std::size_t text_size(const xmlNode* root) {
  std::size_t size = 0;
  each_element(root, [&](const xmlNode* node) {
    if (node->type != XML_TEXT_NODE || node->content == nullptr) return;
    if (is_one_of(name_of(node->parent), kSilentElements)) return;
    for (const unsigned char* c = node->content; *c != 0; ++c) size += *c > ' ' ? 1U : 0U;
  });
  return size;
}

/// Two links or more and no other text: a menu.
bool is_only_links(const xmlNode* root) {
  int links = 0;
  bool has_other = false;
  const std::string_view root_name = name_of(root);
  if (root_name != "div" && root_name != "ul" && root_name != "ol" && root_name != "p")
    return false;
  std::vector<const xmlNode*> open{root};
  while (!open.empty() && !has_other) {
    const xmlNode* at = open.back();
    open.pop_back();
    for (const xmlNode* node = at->children; node != nullptr; node = node->next) {
      if (name_of(node) == "a") {
        ++links;
      } else if (node->type == XML_ELEMENT_NODE) {
        open.push_back(node);
      } else if (node->type == XML_TEXT_NODE && node->content != nullptr) {
        for (const unsigned char* c = node->content; *c != 0; ++c) {
          has_other = has_other || (*c > ' ' && *c != '|');
        }
      }
    }
  }
  return links >= 2 && !has_other;
}

}  // namespace

Chrome chrome_of(const xmlNode* node, bool in_content) {
  const std::string_view name = name_of(node);
  if (is_one_of(name, kSilentElements)) return Chrome::kSilent;
  if (is_hidden(node)) return Chrome::kSilent;
  if (is_one_of(name, kToldElements)) return Chrome::kTold;
  if (!in_content && (name == "header" || name == "footer")) return Chrome::kTold;
  if (is_one_of(small(attribute(node, "role")), kRoles)) return Chrome::kTold;
  if (name == "body" || name == "main" || name == "article" || name == "html") {
    return Chrome::kNone;
  }
  const bool named = names_chrome(attribute(node, "class")) || names_chrome(attribute(node, "id"));
  return named || is_only_links(node) ? Chrome::kTold : Chrome::kNone;
}

const xmlNode* content_of(const xmlNode* root) {
  const xmlNode* body = nullptr;
  const xmlNode* main = nullptr;
  const xmlNode* article = nullptr;
  int articles = 0;
  each_element(root, [&](const xmlNode* node) {
    const std::string_view name = name_of(node);
    if (name == "body" && body == nullptr) body = node;
    const bool is_main = name == "main" || (!name.empty() && attribute(node, "role") == "main");
    if (is_main && main == nullptr) main = node;
    if (name == "article") {
      article = node;
      ++articles;
    }
  });
  if (body == nullptr) body = root;
  if (body == nullptr) return nullptr;
  // An empty frame that a script would fill, or an article beside the letter.
  constexpr std::size_t kLeastPart = 4;
  const std::size_t all = text_size(body);
  for (const xmlNode* candidate : {articles == 1 ? article : nullptr, main}) {
    if (candidate != nullptr && text_size(candidate) * kLeastPart >= all) return candidate;
  }
  return body;
}

}  // namespace chancery::draft
