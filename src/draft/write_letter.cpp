#include "draft/write_letter.h"

#include <string_view>
#include <vector>

#include "draft/markdown.h"
#include "draft/shape.h"

namespace chancery::draft {
namespace {

/// Letters, digits and signs that YAML never takes for its own, after a letter.
bool is_plain(const std::string& text) {
  if (text.empty()) return false;
  const auto is_ascii_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  const auto first = static_cast<unsigned char>(text[0]);
  if (!is_ascii_letter(text[0]) && first < 0x80) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (static_cast<unsigned char>(c) < 0x20 ||
        std::string_view("\"\\[]{}").find(c) != std::string_view::npos)
      return false;
    if (c == ':' && (i + 1 == text.size() || text[i + 1] == ' ')) return false;
    if (c == '#' && text[i - 1] == ' ') return false;
  }
  if (text.back() == ' ') return false;
  // What YAML reads as something else (1.2, 10.3.2).
  for (const std::string_view word : {"true", "false", "null", "True", "False", "Null", "TRUE",
                                      "FALSE", "NULL", "default", "none"}) {
    if (text == word) return false;
  }
  return true;
}

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '\n') {
      result += "\\n";
      continue;
    }
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

std::string scalar(const std::string& text) {
  return is_plain(text) ? text : quoted(text);
}

class Writer {
 public:
  Writer(const Parts& parts, const std::string& letterhead) : parts_(parts) {
    text_ = "---\n";
    key("letterhead", letterhead);
    key("language", parts.language);
    sender();
    key("delivery", lines_markdown(parts.delivery, "\n"));
    key("reference", parts.reference);
    key("your-reference", parts.your_reference);
    key("date", parts.date.empty() ? "" : parts.date, true);
    key("place", parts.place);
    key("title", parts.title ? inline_markdown(*parts.title) : std::string());
    addressees();
    key("salutation", lines_markdown(parts.salutation, "\n"));
    key("closing", lines_markdown(parts.closing, "\n"));
    signatories();
    list("cc", parts.copies);
    list("enclosures", parts.enclosures);
    key("postscript", lines_markdown(parts.postscript, " "));
    key("footer", lines_markdown(parts.footer, "\n"));
    comments("body");
    text_ += "---\n";
    const std::string body = body_markdown(parts.body);
    text_ += body + (body.empty() ? "" : "\n");
    const std::string notes = notes_markdown(parts.footnotes);
    if (!notes.empty()) text_ += "\n" + notes + "\n";
  }

  std::string take() { return std::move(text_); }

 private:
  void comments(std::string_view of) {
    for (const Unsure& unsure : parts_.unsure) {
      if (unsure.key != of) continue;
      text_ += "# unsure: ";
      if (unsure.position > 0) text_ += "line " + std::to_string(unsure.position) + ": ";
      text_ += unsure.what + "\n";
    }
  }

  void key(const std::string& name, const std::string& value, bool is_bare = false) {
    comments(name);
    if (!value.empty()) text_ += name + ": " + (is_bare ? value : scalar(value)) + "\n";
  }

  void sender() {
    const Sender& sender = parts_.sender;
    if (sender.empty()) return;
    text_ += "from:\n";
    const auto part = [&](const std::string& name, const std::string& value) {
      if (!value.empty()) text_ += "  " + name + ": " + scalar(value) + "\n";
    };
    part("division", sender.division);
    if (!sender.address.empty()) {
      text_ += "  address:\n";
      for (const Line& line : sender.address) {
        text_ += "    - " + scalar(inline_markdown(line)) + "\n";
      }
    }
    part("telephone", sender.telephone);
    part("email", sender.email);
    part("web", sender.web);
  }

  void addressees() {
    comments("to");
    if (parts_.addressees.empty()) return;
    text_ += "to:\n";
    for (const std::vector<Line>& item : parts_.addressees) {
      if (item.size() == 1) {
        text_ += "  - " + scalar(inline_markdown(item[0])) + "\n";
        continue;
      }
      text_ += "  - [";
      for (std::size_t i = 0; i < item.size(); ++i) {
        const std::string part = inline_markdown(item[i]);
        const bool is_safe = is_plain(part) && part.find(',') == std::string::npos;
        text_ += (i > 0 ? ", " : "") + (is_safe ? part : quoted(part));
      }
      text_ += "]\n";
    }
  }

  void signatories() {
    comments("signatories");
    if (parts_.signatories.empty()) return;
    text_ += "signatories:\n";
    for (const Signatory& signatory : parts_.signatories) {
      text_ += "  - name: " + scalar(signatory.name) + "\n";
      if (!signatory.title.empty()) text_ += "    title: " + scalar(signatory.title) + "\n";
      text_ += "    division: " + scalar(signatory.division) + "\n";
    }
  }

  void list(const std::string& name, const std::vector<Line>& lines) {
    comments(name);
    if (lines.empty()) return;
    text_ += name + ":\n";
    for (const Line& line : lines) text_ += "  - " + scalar(inline_markdown(line)) + "\n";
  }

  const Parts& parts_;
  std::string text_;
};

}  // namespace

std::string write_letter(const Parts& parts, const std::string& letterhead) {
  return Writer(parts, letterhead).take();
}

}  // namespace chancery::draft
