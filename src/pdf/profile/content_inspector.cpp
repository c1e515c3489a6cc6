#include "pdf/profile/content_inspector.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "pdf/import/page_parts.h"

namespace chancery::pdf {
namespace {

/// Forms within forms; readers stop at about as many (ISO 19005-3, 6.1.13, has 28 for states).
constexpr int kDeepestForm = 28;
constexpr std::size_t kDeepestState = 28;
constexpr std::size_t kLongestString = 32767;
constexpr std::size_t kLongestName = 127;
constexpr int kInvisible = 3;
constexpr int kClipOnly = 7;

/// ISO 32000-1, annex A; "BI" stands for a whole inline image.
constexpr std::array<std::string_view, 71> kOperators = {
    "b",  "B",  "b*", "B*",  "BDC", "BI", "BMC", "BT", "BX", "c",  "cm", "CS", "cs", "d",  "d0",
    "d1", "Do", "DP", "EMC", "ET",  "EX", "f",   "F",  "f*", "G",  "g",  "gs", "h",  "i",  "j",
    "J",  "K",  "k",  "l",   "m",   "M",  "MP",  "n",  "q",  "Q",  "re", "RG", "rg", "ri", "s",
    "S",  "SC", "sc", "SCN", "scn", "sh", "T*",  "Tc", "Td", "TD", "Tf", "Tj", "TJ", "TL", "Tm",
    "Tr", "Ts", "Tw", "Tz",  "v",   "w",  "W",   "W*", "y",  "'",  "\""};

bool is_operator(std::string_view keyword) {
  return std::find(kOperators.begin(), kOperators.end(), keyword) != kOperators.end();
}

bool is_intent(std::string_view name) {
  static constexpr std::array<std::string_view, 4> kIntents = {
      "RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation"};
  return std::find(kIntents.begin(), kIntents.end(), name) != kIntents.end();
}

bool is_device_space(std::string_view name) {
  return name == "DeviceGray" || name == "DeviceRGB" || name == "DeviceCMYK" || name == "Pattern";
}

int integer_of(const Operand& operand) {
  int number = 0;
  std::from_chars(operand.text.data(), operand.text.data() + operand.text.size(), number);
  return number;
}

double ink_of(std::span<const Operand> operands) {
  double total = 0;
  for (const Operand& operand : operands) {
    double share = 0;
    std::from_chars(operand.text.data(), operand.text.data() + operand.text.size(), share);
    total += std::clamp(share, 0.0, 1.0);
  }
  return total;
}

using Matrix = std::array<double, 6>;

std::optional<Matrix> matrix_of(std::span<const Operand> operands) {
  if (operands.size() != 6) return std::nullopt;
  Matrix matrix{};
  for (std::size_t i = 0; i < 6; ++i) {
    const std::string_view text = operands[i].text;
    std::from_chars(text.data(), text.data() + text.size(), matrix.at(i));
  }
  return matrix;
}

/// First the one, then the other.
Matrix product(const Matrix& a, const Matrix& b) {
  return {a[0] * b[0] + a[1] * b[2],        a[0] * b[1] + a[1] * b[3],
          a[2] * b[0] + a[3] * b[2],        a[2] * b[1] + a[3] * b[3],
          a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5]};
}

bool is_too_large(const Operand& operand) {
  std::int64_t number = 0;
  std::string_view text = operand.text;
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec != std::errc() || number > 2147483647 || number < -2147483648LL;
}

}  // namespace

FontInspector* FontShelf::font(const Object& object) {
  const Object value = document_.resolve(object);
  const auto* dictionary = value.as<Dictionary>();
  if (dictionary == nullptr) return nullptr;
  const auto* reference = object.as<Reference>();
  if (reference == nullptr) {
    direct_.push_back(std::make_unique<FontInspector>(document_, *dictionary, profile_));
    return direct_.back().get();
  }
  std::unique_ptr<FontInspector>& font = fonts_[*reference];
  if (!font) font = std::make_unique<FontInspector>(document_, *dictionary, profile_);
  return font.get();
}

void ContentInspector::read(ByteView content, const Dictionary* resources) {
  read_with(content, resources, {});
}

void ContentInspector::read_stream(Reference reference, const Dictionary* resources) {
  read_placed(reference, resources, {});
}

void ContentInspector::read_placed(Reference reference, const Dictionary* resources,
                                   const State& state) {
  if (!read_.insert(reference).second) return;
  const auto content = document_.decoded(reference, kLargestContentBytes);
  if (!content) {
    report(Fault::kContent, "a part of the page cannot be decoded");
    return;
  }
  const Object object = document_.get(reference);
  const Object* own = object.stream()->dictionary.find("Resources");
  const Object resolved = own == nullptr ? Object{} : document_.resolve(*own);
  const auto* dictionary = resolved.as<Dictionary>();
  static const Dictionary kNone;
  read_with(*content,
            dictionary != nullptr  ? dictionary
            : resources != nullptr ? resources
                                   : &kNone,
            state);
}

void ContentInspector::read_with(ByteView content, const Dictionary* resources, State state) {
  if (depth_ == kDeepestForm) {
    report(Fault::kContent, "parts of the page stand in one another too deep");
    return;
  }
  ++depth_;
  Frame frame;
  frame.resources = resources;
  frame.state = state;
  const bool is_whole =
      read_operators(content, [&](std::string_view keyword, std::span<const Operand> operands) {
        look_at_operands(operands);
        run(frame, keyword, operands);
      });
  --depth_;
  if (!is_whole) report(Fault::kContent, "the content of the page is damaged");
  if (!frame.stack.empty()) {
    report(Fault::kContent, "the content of the page leaves states open ('q' without 'Q')");
  }
  if (frame.deepest > kDeepestState) {
    report(Fault::kContent, "the content of the page nests more than 28 states");
  }
}

void ContentInspector::look_at_operands(std::span<const Operand> operands) {
  for (const Operand& operand : operands) {
    const std::string_view text = operand.text;
    if (operand.kind == TokenKind::kHexString) {
      const auto digits = std::count_if(text.begin(), text.end(), [](char c) {
        return c != '<' && c != '>' && !is_white_space(static_cast<std::uint8_t>(c));
      });
      if (digits % 2 != 0) report(Fault::kContent, "the content has half a byte in a text");
    }
    if (operand.kind == TokenKind::kInteger && is_too_large(operand)) {
      report(Fault::kObject, "a number is larger than viewers take it");
    }
    const bool is_string =
        operand.kind == TokenKind::kString || operand.kind == TokenKind::kHexString;
    if (is_string && text.size() > kLongestString &&
        string_in_token(operand).size() > kLongestString) {
      report(Fault::kObject, "a text of the file is longer than viewers take it");
    }
    if (operand.kind == TokenKind::kName && name_in_token(text).size() > kLongestName) {
      report(Fault::kObject, "a name is longer than viewers take it");
    }
  }
}

void ContentInspector::run(Frame& frame, std::string_view keyword,
                           std::span<const Operand> operands) {
  if (!is_operator(keyword)) {
    report(Fault::kContent, "the content has the operator '" + std::string(keyword.substr(0, 20)) +
                                "', which PDF does not know");
  } else if (keyword == "q") {
    frame.stack.push_back(frame.state);
    frame.deepest = std::max(frame.deepest, frame.stack.size());
  } else if (keyword == "Q") {
    if (frame.stack.empty()) {
      report(Fault::kContent, "the content of the page closes a state that is not open ('Q')");
      return;
    }
    frame.state = frame.stack.back();
    frame.stack.pop_back();
  } else if (keyword == "cm") {
    if (const auto matrix = matrix_of(operands)) {
      frame.state.matrix = product(*matrix, frame.state.matrix);
    }
  } else if (keyword == "BI") {
    look_at_inline_image(operands);
  } else if (keyword == "k" || keyword == "K") {
    has_cmyk_ = true;
    most_ink_ = std::max(most_ink_, ink_of(operands));
  } else if (keyword.starts_with('T') || keyword == "'" || keyword == "\"") {
    run_text(frame, keyword, operands);
  } else if (!operands.empty()) {
    run_named(frame, keyword, operands);
  }
}

void ContentInspector::run_text(Frame& frame, std::string_view keyword,
                                std::span<const Operand> operands) {
  if (operands.empty()) return;
  if (keyword == "Tf") {
    frame.state.font = shelf_.font(resource(frame, "Font", operands.front()));
  } else if (keyword == "Tr") {
    frame.state.mode = integer_of(operands.front());
  } else if (keyword == "Tj" || keyword == "TJ" || keyword == "'" || keyword == "\"") {
    show(frame.state, operands, frame.resources);
  }
}

void ContentInspector::run_named(Frame& frame, std::string_view keyword,
                                 std::span<const Operand> operands) {
  const Operand& last = operands.back();
  if (last.kind != TokenKind::kName) return;
  const std::string name = name_in_token(last.text);
  if (keyword == "gs") {
    const Object state = document_.resolve(resource(frame, "ExtGState", last));
    const auto* dictionary = state.as<Dictionary>();
    const Object* font = dictionary == nullptr ? nullptr : dictionary->find("Font");
    const Object pair = font == nullptr ? Object{} : document_.resolve(*font);
    if (pair.as<Array>() != nullptr && !pair.as<Array>()->empty()) {
      frame.state.font = shelf_.font(pair.as<Array>()->front());
    }
  } else if (keyword == "ri") {
    if (!is_intent(name)) {
      report(Fault::kContent, "the content asks for the rendering intent '" + name.substr(0, 40) +
                                  "', which PDF does not know");
    }
  } else if (keyword == "cs" || keyword == "CS") {
    has_cmyk_ = has_cmyk_ || name == "DeviceCMYK";
    if (!is_device_space(name)) resource(frame, "ColorSpace", last);
  } else if (keyword == "scn" || keyword == "SCN") {
    draw(resource(frame, "Pattern", last), frame);
  } else if (keyword == "sh") {
    resource(frame, "Shading", last);
  } else if (keyword == "Do") {
    draw(resource(frame, "XObject", last), frame);
  } else if ((keyword == "BDC" || keyword == "DP") && operands.size() == 2 &&
             operands.front().text == "/OC") {
    resource(frame, "Properties", last);
  }
}

/// A form or a tiling pattern; pictures and shadings have no content.
void ContentInspector::draw(const Object& object, const Frame& frame) {
  const auto* reference = object.as<Reference>();
  if (reference == nullptr) return;
  const Object value = document_.resolve(object);
  const Stream* stream = value.stream();
  if (stream == nullptr) return;
  const Object* subtype = stream->dictionary.find("Subtype");
  const auto* name = subtype == nullptr ? nullptr : subtype->as<Name>();
  if (name != nullptr && name->value == "Image") {
    look_at_picture(stream->dictionary, frame.state);
    return;
  }
  if (name != nullptr && name->value != "Form") return;
  State state;
  state.matrix = frame.state.matrix;
  const Object* own = stream->dictionary.find("Matrix");
  const Object matrix = own == nullptr ? Object{} : document_.resolve(*own);
  if (matrix.as<Array>() != nullptr && matrix.as<Array>()->size() == 6) {
    std::array<double, 6> numbers{};
    for (std::size_t i = 0; i < 6; ++i) {
      numbers.at(i) = number_in(document_.resolve((*matrix.as<Array>())[i])).value_or(0);
    }
    state.matrix = product(numbers, state.matrix);
  }
  read_placed(*reference, frame.resources, state);
}

/// Of the unit square that a picture fills (8.9.3).
void ContentInspector::look_at_picture(const Dictionary& picture, const State& state) {
  constexpr double kUnitsPerInch = 72;
  constexpr double kLeastPixels = 32;
  const auto pixels = [&](std::string_view key) {
    const Object* entry = picture.find(key);
    return entry == nullptr ? 0.0 : number_in(document_.resolve(*entry)).value_or(0);
  };
  const double across = pixels("Width"), down = pixels("Height");
  const auto& m = state.matrix;
  const double width = std::hypot(m[0], m[1]), height = std::hypot(m[2], m[3]);
  if (across < kLeastPixels || down < kLeastPixels || !(width > 0) || !(height > 0)) return;
  const double fewest = std::min(across / width, down / height) * kUnitsPerInch;
  coarsest_ = std::min(coarsest_.value_or(fewest), fewest);
}

Object ContentInspector::resource(const Frame& frame, std::string_view kind, const Operand& name) {
  const std::string key = name_in_token(name.text);
  const Object* category = frame.resources == nullptr ? nullptr : frame.resources->find(kind);
  const Object names = category == nullptr ? Object{} : document_.resolve(*category);
  const Object* value =
      names.as<Dictionary>() == nullptr ? nullptr : names.as<Dictionary>()->find(key);
  if (value != nullptr) return *value;
  report(Fault::kContent,
         "the content names '" + key.substr(0, 40) + "', which its page does not have");
  return {};
}

/// ISO 19005-3, 6.1.10 and 6.2.8.
void ContentInspector::look_at_inline_image(std::span<const Operand> operands) {
  for (std::size_t i = 0; i + 1 < operands.size(); ++i) {
    const std::string_view key = operands[i].text;
    const std::string_view value = operands[i + 1].text;
    if ((key == "/I" || key == "/Interpolate") && value == "true") {
      report(Fault::kImage, "a picture in the content is to be smoothed");
    }
    if (key == "/LZW" || key == "/LZWDecode" || value == "/LZW" || value == "/LZWDecode") {
      report(Fault::kImage, "a picture in the content is compressed with LZW");
    }
    has_cmyk_ = has_cmyk_ || value == "/CMYK" || value == "/DeviceCMYK";
  }
}

void ContentInspector::show(const State& state, std::span<const Operand> operands,
                            const Dictionary* resources) {
  if (state.font == nullptr) return;
  const bool is_hidden = state.mode == kInvisible || state.mode == kClipOnly;
  for (const Operand& operand : operands) {
    if (operand.kind != TokenKind::kString && operand.kind != TokenKind::kHexString) continue;
    for (const std::uint32_t code : state.font->codes(string_in_token(operand))) {
      const bool is_new =
          (is_hidden ? shown_[state.font].hidden : shown_[state.font].drawn).insert(code).second;
      if (!is_new || !state.font->is_type3()) continue;
      const Object procedure = state.font->procedure(code);
      const Object* own = state.font->dictionary().find("Resources");
      const Object resolved = own == nullptr ? Object{} : document_.resolve(*own);
      const auto* dictionary = resolved.as<Dictionary>();
      if (const auto* reference = procedure.as<Reference>()) {
        read_stream(*reference, dictionary != nullptr ? dictionary : resources);
      }
    }
  }
}

std::set<Found> ContentInspector::take() {
  for (const auto& [font, shown] : shown_) {
    for (Found& found : font->faults(shown.drawn, shown.hidden)) found_.insert(std::move(found));
  }
  return std::move(found_);
}

}  // namespace chancery::pdf
