// Which elements of a web page are the page's and not the letter's.
#pragma once

#include <libxml/tree.h>

namespace chancery::draft {

enum class Chrome {
  kNone,
  kSilent,  ///< has no text to read: scripts, styles, what is hidden
  kTold,    ///< navigation, buttons, notes about cookies
};

/// By the element's name, role and class. `in_content`: inside of main or article, where a header
/// or footer belongs to the text.
Chrome chrome_of(const xmlNode* node, bool in_content);

/// Where the page says that its text is: main, or the only article; else body; null without one.
const xmlNode* content_of(const xmlNode* root);

}  // namespace chancery::draft
