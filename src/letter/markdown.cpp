#include "letter/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

#include <mutex>
#include <new>

#include "data/data.h"
#include "letter/span_extension.h"

namespace chancery::letter {
namespace {

struct FreeParser {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
using Parser = std::unique_ptr<cmark_parser, FreeParser>;

struct FreeIterator {
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};

constexpr int kOptions = CMARK_OPT_SOURCEPOS | CMARK_OPT_FOOTNOTES;

Parser make_parser() {
  Parser parser(cmark_parser_new(kOptions));
  if (!parser) throw std::bad_alloc();
  return parser;
}

struct Extensions {
  cmark_syntax_extension* table = nullptr;
  cmark_syntax_extension* spans = nullptr;
  cmark_syntax_extension* characters = nullptr;  // names '{' to cmark; never parses
};

// cmark keeps its registry, and the table of characters at which inline extensions are asked, in
// process-wide variables. Both are written once here, and only read while letters are parsed:
// cmark itself would switch the characters of an extension on and off around every parse, under
// the feet of other threads, so the extension that parses declares none.
const Extensions& extensions() {
  static std::once_flag once;
  static Extensions known;
  std::call_once(once, [] {
    cmark_gfm_core_extensions_ensure_registered();
    known.table = cmark_find_syntax_extension("table");
    known.spans = make_span_extension(false);
    known.characters = make_span_extension(true);
    const Parser parser = make_parser();
    cmark_parser_attach_syntax_extension(parser.get(), known.characters);
    cmark_manage_extensions_special_characters(parser.get(), 1);
  });
  return known;
}

}  // namespace

MarkdownTree parse_markdown(std::string_view text) {
  const Extensions& known = extensions();
  const Parser parser = make_parser();
  cmark_parser_attach_syntax_extension(parser.get(), known.table);
  cmark_parser_attach_syntax_extension(parser.get(), known.spans);
  cmark_parser_feed(parser.get(), text.data(), text.size());
  MarkdownTree tree(cmark_parser_finish(parser.get()));
  if (!tree) throw std::bad_alloc();
  return tree;
}

cmark_node* first_too_deep(cmark_node* root) {
  const std::unique_ptr<cmark_iter, FreeIterator> iterator(cmark_iter_new(root));
  int depth = 0;
  for (cmark_event_type event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator.get())) {
    cmark_node* node = cmark_iter_get_node(iterator.get());
    if (cmark_node_first_child(node) == nullptr) continue;
    if (event == CMARK_EVENT_EXIT) {
      --depth;
    } else if (++depth > data::kDeepestNesting) {
      return node;
    }
  }
  return nullptr;
}

}  // namespace chancery::letter
