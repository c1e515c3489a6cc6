#include "pdf/read/page_text.h"

#include <cmath>
#include <map>
#include <optional>

#include "pdf/read/font_codes.h"
#include "pdf/read/lexer.h"

namespace chancery::pdf {
namespace {

constexpr std::size_t kMostLines = 5000;
constexpr std::size_t kLongestLine = 4000;
constexpr std::size_t kMostOperands = 1000;
constexpr std::size_t kMostAnnotations = 2000;
constexpr int kDeepestForm = 8;
constexpr int kDeepestParent = 64;
/// In thousandths of the font's size: a wider gap within TJ is a space.
constexpr double kSpace = -180;

const Dictionary* dictionary_in(const Object& object) {
  if (const Stream* stream = object.stream()) return &stream->dictionary;
  return object.as<Dictionary>();
}

Object entry_of(const Document& document, const Dictionary& dictionary, std::string_view key) {
  const Object* value = dictionary.find(key);
  return value == nullptr ? Object() : document.resolve(*value);
}

class Collector {
 public:
  Collector(const Document& document, std::size_t& budget_bytes)
      : document_(document), left_(budget_bytes) {}

  void add_page(Reference page) {
    const Object object = document_.get(page);
    const auto* dictionary = object.as<Dictionary>();
    if (dictionary == nullptr) return;
    add_contents(*dictionary, inherited_resources(*dictionary));
    const Object annotations = entry_of(document_, *dictionary, "Annots");
    if (annotations.as<Array>() == nullptr) return;
    std::size_t left = kMostAnnotations;
    for (const Object& item : *annotations.as<Array>()) {
      if (left-- == 0) break;
      add_annotation(document_.resolve(item));
    }
  }

  std::vector<std::string> take() {
    end_line();
    return std::move(lines_);
  }

 private:
  Dictionary inherited_resources(const Dictionary& page) const {
    Dictionary here = page;
    for (int i = 0; i < kDeepestParent; ++i) {
      const Object found = entry_of(document_, here, "Resources");
      if (const auto* resources = found.as<Dictionary>()) return *resources;
      const Object parent = entry_of(document_, here, "Parent");
      if (parent.as<Dictionary>() == nullptr) break;
      here = *parent.as<Dictionary>();
    }
    return {};
  }

  /// A page's streams are one content (7.8.2), divided between tokens.
  void add_contents(const Dictionary& page, const Dictionary& resources) {
    const Object* contents = page.find("Contents");
    if (contents == nullptr) return;
    Bytes whole;
    const auto add = [&](const Object& item) {
      const auto* reference = item.as<Reference>();
      if (reference == nullptr || left_ == 0) return;
      if (const auto data = document_.decoded(*reference, left_)) {
        left_ -= std::min(left_, data->size() + 1);
        append(whole, *data);
        whole.push_back('\n');
      }
    };
    const Object value = document_.resolve(*contents);
    if (const auto* array = value.as<Array>()) {
      for (const Object& item : *array) add(item);
    } else {
      add(*contents);
    }
    run(whole, resources, 0);
    end_line();
  }

  void add_annotation(const Object& annotation) {
    const Dictionary* dictionary = dictionary_in(annotation);
    if (dictionary == nullptr) return;
    const Object appearance = entry_of(document_, *dictionary, "AP");
    const auto* kinds = appearance.as<Dictionary>();
    const Object* normal = kinds == nullptr ? nullptr : kinds->find("N");
    if (normal == nullptr) return add_note(*dictionary);
    const Object value = document_.resolve(*normal);
    const auto* states = value.as<Dictionary>();
    if (states == nullptr) {
      if (const auto* reference = normal->as<Reference>()) add_form(*reference, {}, 0);
    } else {
      const Object state = entry_of(document_, *dictionary, "AS");
      const auto* name = state.as<Name>();
      const Object* shown = name == nullptr ? nullptr : states->find(name->value);
      const auto* reference = shown == nullptr ? nullptr : shown->as<Reference>();
      if (reference != nullptr) add_form(*reference, {}, 0);
    }
    end_line();
  }

  /// An annotation without an appearance: readers draw its text themselves.
  void add_note(const Dictionary& annotation) {
    for (const std::string_view key : {"Contents", "V"}) {
      const Object value = entry_of(document_, annotation, key);
      if (const auto* string = value.as<String>()) {
        put(text_of_string(*string));
        end_line();
      }
    }
  }

  void add_form(Reference reference, const Dictionary& outer, int depth) {
    if (depth == kDeepestForm || left_ == 0) return;
    const Object form = document_.get(reference);
    const Stream* stream = form.stream();
    if (stream == nullptr) return;
    const Object subtype = entry_of(document_, stream->dictionary, "Subtype");
    if (const auto* name = subtype.as<Name>(); name != nullptr && name->value == "Image") return;
    const auto data = document_.decoded(reference, left_);
    if (!data) return;
    left_ -= std::min(left_, data->size() + 1);
    const Object own = entry_of(document_, stream->dictionary, "Resources");
    run(*data, own.as<Dictionary>() == nullptr ? outer : *own.as<Dictionary>(), depth + 1);
  }

  void run(ByteView content, const Dictionary& resources, int depth) {
    Lexer lexer(content);
    std::vector<Object> operands;
    while (lines_.size() < kMostLines) {
      lexer.skip_white_space();
      const std::size_t begin = lexer.position();
      const Token token = lexer.next();
      if (token.kind == TokenKind::kEnd) break;
      if (token.kind == TokenKind::kKeyword) {
        const std::string_view word = lexer.text(token);
        if (word == "ID") {
          skip_image(content, lexer);
        } else if (word != "true" && word != "false" && word != "null") {
          operate(word, operands, resources, depth);
        }
        operands.clear();
        continue;
      }
      lexer.seek(begin);
      std::optional<Object> object = lexer.object();
      if (!object) {
        lexer.seek(token.end);
      } else if (operands.size() < kMostOperands) {
        operands.push_back(std::move(*object));
      }
    }
  }

  /// Past the data of an inline image (8.9.7).
  static void skip_image(ByteView content, Lexer& lexer) {
    const std::string_view text = text_of(content);
    for (std::size_t at = text.find("EI", lexer.position()); at != std::string_view::npos;
         at = text.find("EI", at + 1)) {
      const bool before = at > 0 && is_white_space(content[at - 1]);
      const bool after = at + 2 == content.size() || is_white_space(content[at + 2]);
      if (before && after) return lexer.seek(at + 2);
    }
    lexer.seek(content.size());
  }

  static std::optional<double> number(const std::vector<Object>& operands, std::size_t from_last) {
    if (operands.size() <= from_last) return std::nullopt;
    const Object& object = operands[operands.size() - 1 - from_last];
    if (const auto* integer = object.as<std::int64_t>()) return static_cast<double>(*integer);
    if (const auto* real = object.as<double>()) return *real;
    return std::nullopt;
  }

  /// 9.4, table 108 and 109; and the forms that the content draws (8.10).
  void operate(std::string_view word, const std::vector<Object>& operands,
               const Dictionary& resources, int depth) {
    const Object* last = operands.empty() ? nullptr : &operands.back();
    if (word == "Tf" && operands.size() >= 2) {
      choose_font(operands[operands.size() - 2], resources);
    } else if (word == "Tj" && last != nullptr) {
      show(*last);
    } else if ((word == "'" || word == "\"") && last != nullptr) {
      end_line();
      show(*last);
    } else if (word == "TJ" && last != nullptr) {
      show_all(*last);
    } else if (word == "Td" || word == "TD") {
      const auto down = number(operands, 0);
      down&&* down != 0 ? end_line() : space();
    } else if (word == "T*") {
      end_line();
    } else if (word == "Tm") {
      const auto height = number(operands, 0);
      height == height_ ? space() : end_line();
      height_ = height;
    } else if (word == "BT") {
      space();
    } else if (word == "Do" && last != nullptr) {
      draw(*last, resources, depth);
    }
  }

  void choose_font(const Object& name, const Dictionary& resources) {
    font_ = nullptr;
    const auto* key = name.as<Name>();
    const Object fonts = entry_of(document_, resources, "Font");
    const Object* font = key == nullptr || fonts.as<Dictionary>() == nullptr
                             ? nullptr
                             : fonts.as<Dictionary>()->find(key->value);
    if (font == nullptr) return;
    const auto* reference = font->as<Reference>();
    const Reference number = reference == nullptr ? Reference{} : *reference;
    if (number.number != 0) {
      if (const auto known = fonts_.find(number); known != fonts_.end()) {
        font_ = &known->second;
        return;
      }
    }
    const Object value = document_.resolve(*font);
    if (const auto* dictionary = value.as<Dictionary>()) {
      font_ = &fonts_.insert_or_assign(number, FontCodes(document_, *dictionary)).first->second;
    }
  }

  void show(const Object& string) {
    const auto* token = string.as<Literal>();
    if (token == nullptr) return;
    static const FontCodes kNone;
    put((font_ == nullptr ? kNone : *font_).text(string_bytes(token->bytes)));
  }

  void show_all(const Object& object) {
    const auto* array = object.as<Array>();
    if (array == nullptr) return;
    for (const Object& item : *array) {
      show(item);
      const auto gap = number({item}, 0);
      if (gap && *gap < kSpace) space();
    }
  }

  void draw(const Object& name, const Dictionary& resources, int depth) {
    const auto* key = name.as<Name>();
    const Object objects = entry_of(document_, resources, "XObject");
    const Object* object = key == nullptr || objects.as<Dictionary>() == nullptr
                               ? nullptr
                               : objects.as<Dictionary>()->find(key->value);
    const auto* reference = object == nullptr ? nullptr : object->as<Reference>();
    if (reference != nullptr) add_form(*reference, resources, depth);
  }

  void put(const std::string& text) {
    if (line_.size() < kLongestLine) line_ += text;
  }
  void space() {
    if (!line_.empty() && line_.back() != ' ') line_ += ' ';
  }
  void end_line() {
    while (!line_.empty() && line_.back() == ' ') line_.pop_back();
    if (!line_.empty() && lines_.size() < kMostLines) lines_.push_back(std::move(line_));
    line_.clear();
  }

  const Document& document_;
  std::size_t& left_;
  std::map<Reference, FontCodes> fonts_;
  const FontCodes* font_ = nullptr;
  std::optional<double> height_;
  std::string line_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> page_lines(const Document& document, Reference page,
                                    std::size_t& budget_bytes) {
  Collector collector(document, budget_bytes);
  try {
    collector.add_page(page);
  } catch (const ReadFailure&) {
    // What was read so far is told.
  }
  return collector.take();
}

}  // namespace chancery::pdf
