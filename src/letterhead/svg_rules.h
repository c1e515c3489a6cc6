// What an SVG may hold to be artwork: shapes, nothing whose look depends on the machine. Part of
// the module chancery_svg (header only: a module is one source file).
#pragma once

#include <glib.h>

#include <algorithm>
#include <array>
#include <exception>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace chancery::letterhead {

/// Why an SVG is not converted; thrown inside the module only.
struct SvgRefused {
  std::string code, what, mend;
};

/// Walks the markup once, element by element (no recursion), and throws SvgRefused at the first
/// thing that artwork may not hold.
class SvgRules {
 public:
  void start(std::string_view name, const char** names, const char** values) {
    if (++depth_ > kDeepestNesting) refuse_nesting();
    note_namespaces(names, values);
    if (foreign_from_ != 0) return;
    const std::string_view local = local_name(name);
    if (!is_svg(name)) {
      // Editors leave their own notes; librsvg draws nothing of another namespace.
      foreign_from_ = depth_;
      return;
    }
    check_element(local);
    if (local == "metadata") foreign_from_ = depth_;
    in_style_ = local == "style";
    for (; *names != nullptr; ++names, ++values) check_attribute(*names, *values);
  }

  void end() {
    if (foreign_from_ == depth_) foreign_from_ = 0;
    in_style_ = false;
    --depth_;
  }

  void text(std::string_view text) {
    if (in_style_) check_style(text);
  }

  void passthrough(std::string_view text) {
    if (text.starts_with("<!--")) return;
    if (text.starts_with("<![CDATA[")) return check_cdata(text);
    if (text.starts_with("<?xml ") || text.starts_with("<?xml\t")) return check_declaration(text);
    throw SvgRefused{"svg-not-plain",
                     "this SVG holds a document type or a processing instruction ('" +
                         std::string(text.substr(0, 20)) + "…')",
                     "save it as plain SVG, or delete that line"};
  }

 private:
  static constexpr std::size_t kDeepestNesting = 64;
  static constexpr std::string_view kSvgNamespace = "http://www.w3.org/2000/svg";

  static std::string_view local_name(std::string_view name) {
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
  }

  bool is_svg(std::string_view name) const {
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos || svg_prefixes_.contains(name.substr(0, colon));
  }

  /// A prefix once bound to SVG counts as SVG everywhere: too strict at worst.
  void note_namespaces(const char** names, const char** values) {
    for (; *names != nullptr; ++names, ++values) {
      const std::string_view name = *names;
      if (name.starts_with("xmlns:") && *values == kSvgNamespace) {
        svg_prefixes_.emplace(name.substr(6));
      }
    }
  }

  static void check_element(std::string_view name) {
    static constexpr std::array<std::string_view, 20> kAllowed = {
        "svg",    "g",        "defs",  "symbol",   "use",      "path",           "rect",
        "circle", "ellipse",  "line",  "polyline", "polygon",  "linearGradient", "radialGradient",
        "stop",   "clipPath", "title", "desc",     "metadata", "style"};
    static constexpr std::array<std::string_view, 5> kText = {"text", "tspan", "tref", "textPath",
                                                              "altGlyph"};
    static constexpr std::array<std::string_view, 3> kPixels = {"image", "mask", "filter"};
    const auto is_in = [&](const auto& names) {
      return std::find(names.begin(), names.end(), name) != names.end();
    };
    if (is_in(kAllowed)) return;
    std::string element(1, '<');
    element.append(name).push_back('>');
    if (is_in(kText)) {
      throw SvgRefused{
          "svg-text",
          "this SVG holds text (" + element + "), whose font would depend on the machine",
          "convert the text to paths, or set it with the letterhead's 'texts'"};
    }
    if (is_in(kPixels)) {
      throw SvgRefused{"svg-not-vector", "this SVG holds " + element + ", which becomes pixels",
                       "draw it with shapes; a clipPath may take the place of a mask"};
    }
    throw SvgRefused{"svg-element", "this SVG holds " + element + ", which artwork may not",
                     "save it as plain SVG made of shapes"};
  }

  static void check_attribute(std::string_view name, std::string_view value) {
    if (local_name(name) == "href" && !trimmed(value).starts_with('#')) {
      refuse_external(value);
    }
    if (name.starts_with("on")) {
      throw SvgRefused{"svg-element", "this SVG holds a script ('" + std::string(name) + "')",
                       "delete that attribute"};
    }
    check_style(value);
  }

  /// CSS and presentation attributes: url() may only name a part of the same file. An escape could
  /// hide one, and artwork needs none.
  static void check_style(std::string_view style) {
    const std::string lower = lower_case(style);
    if (lower.find('\\') != std::string::npos || lower.find("@import") != std::string::npos) {
      refuse_external(style);
    }
    for (std::size_t at = lower.find("url("); at != std::string::npos;
         at = lower.find("url(", at + 1)) {
      const std::size_t target = lower.find_first_not_of(" \t\r\n'\"", at + 4);
      if (target == std::string::npos || lower[target] != '#') refuse_external(style.substr(at));
    }
  }

  static void check_declaration(std::string_view text) {
    const std::string lower = lower_case(text);
    const std::size_t at = lower.find("encoding");
    if (at == std::string::npos || lower.find("utf-8", at) != std::string::npos) return;
    throw SvgRefused{"svg-not-plain", "this SVG is not in UTF-8", "save it in UTF-8"};
  }

  void check_cdata(std::string_view text) const {
    if (in_style_) check_style(text);
  }

  [[noreturn]] static void refuse_external(std::string_view reference) {
    std::string shown(reference.substr(0, reference.find_first_of("\r\n")));
    if (shown.size() > 60) {
      std::size_t end = 60;
      while (end > 0 && (static_cast<unsigned char>(shown[end]) & 0xC0U) == 0x80U) --end;
      shown = shown.substr(0, end) + "…";
    }
    throw SvgRefused{
        "svg-external", "this SVG refers to something outside itself ('" + shown + "')",
        "draw everything in the file itself; only references such as '#name' may stay"};
  }

  [[noreturn]] static void refuse_nesting() {
    throw SvgRefused{"svg-too-deep", "this SVG is nested more than 64 deep", "ungroup the drawing"};
  }

  static std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos ? std::string_view() : text.substr(first);
  }

  static std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
  }

  std::size_t depth_ = 0;
  std::size_t foreign_from_ = 0;  ///< depth of the element whose content is not drawn; 0: none
  bool in_style_ = false;
  std::set<std::string, std::less<>> svg_prefixes_;
};

namespace svg_walk {

/// What the C callbacks share. Exceptions may not pass through GLib, so a refusal waits here.
struct State {
  SvgRules rules;
  std::exception_ptr refused;
};

template <typename Call>
void guarded(void* user_data, GError** error, Call call) {
  State& state = *static_cast<State*>(user_data);
  try {
    call(state.rules);
  } catch (...) {
    state.refused = std::current_exception();
    g_set_error_literal(error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "refused");
  }
}

inline void on_start(GMarkupParseContext*, const char* name, const char** names,
                     const char** values, void* user_data, GError** error) {
  guarded(user_data, error, [&](SvgRules& rules) { rules.start(name, names, values); });
}

inline void on_end(GMarkupParseContext*, const char*, void* user_data, GError** error) {
  guarded(user_data, error, [](SvgRules& rules) { rules.end(); });
}

inline void on_text(GMarkupParseContext*, const char* text, std::size_t size, void* user_data,
                    GError** error) {
  guarded(user_data, error, [&](SvgRules& rules) { rules.text({text, size}); });
}

inline void on_passthrough(GMarkupParseContext*, const char* text, std::size_t size,
                           void* user_data, GError** error) {
  guarded(user_data, error, [&](SvgRules& rules) { rules.passthrough({text, size}); });
}

}  // namespace svg_walk

/// Throws SvgRefused when the SVG is not well formed or holds what artwork may not.
inline void check_svg_rules(std::string_view svg) {
  using svg_walk::State;
  static constexpr GMarkupParser kParser = {svg_walk::on_start, svg_walk::on_end, svg_walk::on_text,
                                            svg_walk::on_passthrough, nullptr};
  // A byte order mark is no markup.
  if (svg.starts_with("\xEF\xBB\xBF")) svg.remove_prefix(3);
  State state;
  const std::unique_ptr<GMarkupParseContext, decltype(&g_markup_parse_context_free)> parser(
      g_markup_parse_context_new(&kParser, GMarkupParseFlags{}, &state, nullptr),
      g_markup_parse_context_free);
  GError* raw = nullptr;
  const bool read = g_markup_parse_context_parse(parser.get(), svg.data(),
                                                 static_cast<gssize>(svg.size()), &raw) != 0 &&
                    g_markup_parse_context_end_parse(parser.get(), &raw) != 0;
  const std::unique_ptr<GError, decltype(&g_error_free)> error(raw, g_error_free);
  if (state.refused) std::rethrow_exception(state.refused);
  if (!read) {
    std::string message = error ? error->message : "";
    std::replace(message.begin(), message.end(), '\n', ' ');
    throw SvgRefused{"svg-damaged", "this SVG is not well formed: " + message,
                     "open the file in a drawing program and save it again as plain SVG"};
  }
}

}  // namespace chancery::letterhead
