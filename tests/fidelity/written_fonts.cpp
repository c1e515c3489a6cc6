#include "fidelity/written_fonts.h"

#include <cstdlib>
#include <memory>
#include <qpdf/BufferInputSource.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFTokenizer.hh>
#include <stdexcept>

namespace chancery::tests {
namespace {

std::string data_of(QPDFObjectHandle stream) {
  const auto buffer = stream.getStreamData(qpdf_dl_all);
  return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

std::uint16_t code_at(const std::string& bytes, std::size_t at) {
  return static_cast<std::uint16_t>(static_cast<unsigned char>(bytes.at(at)) << 8U |
                                    static_cast<unsigned char>(bytes.at(at + 1)));
}

std::u16string utf16(const std::string& bytes) {
  std::u16string text;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    text += static_cast<char16_t>(code_at(bytes, i));
  }
  return text;
}

/// Operands of an operator, as libqpdf's tokens.
class Tokens {
 public:
  explicit Tokens(const std::string& content) {
    tokenizer_.allowEOF();
    input_ = std::make_shared<BufferInputSource>("content", content);
  }
  QPDFTokenizer::Token next() { return tokenizer_.readToken(input_, "content"); }

 private:
  QPDFTokenizer tokenizer_;
  std::shared_ptr<InputSource> input_;
};

void read_to_unicode(const std::string& map, WrittenFont& font) {
  Tokens tokens(map);
  std::vector<std::string> strings;
  for (auto token = tokens.next(); token.getType() != QPDFTokenizer::tt_eof;
       token = tokens.next()) {
    if (token.getType() == QPDFTokenizer::tt_string) strings.push_back(token.getValue());
    if (token.getType() != QPDFTokenizer::tt_word) continue;
    const std::string& word = token.getValue();
    if (word == "beginbfchar" || word == "beginbfrange") strings.clear();
    if (word == "endbfchar") {
      for (std::size_t i = 0; i + 1 < strings.size(); i += 2) {
        font.texts[code_at(strings[i], 0)] = utf16(strings[i + 1]);
      }
    }
    if (word == "endbfrange") {
      for (std::size_t i = 0; i + 2 < strings.size(); i += 3) {
        std::u16string text = utf16(strings[i + 2]);
        for (unsigned code = code_at(strings[i], 0); code <= code_at(strings[i + 1], 0); ++code) {
          font.texts[static_cast<std::uint16_t>(code)] = text;
          ++text.back();
        }
      }
    }
  }
}

void read_widths(QPDFObjectHandle widths, WrittenFont& font) {
  if (!widths.isArray()) return;
  for (int i = 0; i < widths.getArrayNItems();) {
    const int first = widths.getArrayItem(i).getIntValueAsInt();
    QPDFObjectHandle second = widths.getArrayItem(i + 1);
    if (second.isArray()) {
      for (int k = 0; k < second.getArrayNItems(); ++k) {
        font.widths[static_cast<std::uint16_t>(first + k)] =
            second.getArrayItem(k).getNumericValue();
      }
      i += 2;
    } else {
      for (int code = first; code <= second.getIntValueAsInt(); ++code) {
        font.widths[static_cast<std::uint16_t>(code)] =
            widths.getArrayItem(i + 2).getNumericValue();
      }
      i += 3;
    }
  }
}

WrittenFont read_font(QPDFObjectHandle dictionary) {
  WrittenFont font;
  font.name = dictionary.getKey("/BaseFont").getName();
  read_to_unicode(data_of(dictionary.getKey("/ToUnicode")), font);
  QPDFObjectHandle descendant = dictionary.getKey("/DescendantFonts").getArrayItem(0);
  font.is_truetype = descendant.getKey("/Subtype").getName() == "/CIDFontType2";
  if (descendant.hasKey("/DW")) font.default_width = descendant.getKey("/DW").getNumericValue();
  read_widths(descendant.getKey("/W"), font);
  QPDFObjectHandle map = descendant.getKey("/CIDToGIDMap");
  if (map.isStream()) {
    const std::string glyphs = data_of(map);
    for (std::size_t i = 0; i + 1 < glyphs.size(); i += 2) {
      font.glyph_of[static_cast<std::uint16_t>(i / 2)] = code_at(glyphs, i);
    }
  }
  QPDFObjectHandle descriptor = descendant.getKey("/FontDescriptor");
  const std::string program =
      data_of(descriptor.getKey(font.is_truetype ? "/FontFile2" : "/FontFile3"));
  font.program.assign(program.begin(), program.end());
  return font;
}

class Reading {
 public:
  void read(QPDFObjectHandle resources, const std::string& content) {
    std::string name;
    WrittenFont* font = nullptr;
    Tokens tokens(content);
    std::vector<std::string> strings;
    for (auto token = tokens.next(); token.getType() != QPDFTokenizer::tt_eof;
         token = tokens.next()) {
      switch (token.getType()) {
        case QPDFTokenizer::tt_name:
          name = token.getValue();
          break;
        case QPDFTokenizer::tt_string:
          strings.push_back(token.getValue());
          break;
        case QPDFTokenizer::tt_word:
          if (token.getValue() == "Tf") font = font_of(resources.getKey("/Font").getKey(name));
          if (token.getValue() == "Tj" || token.getValue() == "TJ") show(font, strings);
          if (token.getValue() == "Do") read_form(resources.getKey("/XObject").getKey(name));
          strings.clear();
          break;
        default:
          break;
      }
    }
  }

  std::vector<WrittenFont> take() {
    std::vector<WrittenFont> fonts;
    for (auto& [id, font] : fonts_) fonts.push_back(std::move(font));
    return fonts;
  }

 private:
  void read_form(QPDFObjectHandle form) {
    if (form.getDict().getKey("/Subtype").getName() != "/Form") return;
    QPDFObjectHandle resources = form.getDict().getKey("/Resources");
    if (resources.isDictionary() && resources.hasKey("/Font")) read(resources, data_of(form));
  }

  WrittenFont* font_of(QPDFObjectHandle dictionary) {
    if (dictionary.getKey("/Subtype").getName() != "/Type0") return nullptr;
    const auto id = dictionary.getObjGen();
    const auto known = fonts_.find(id);
    if (known != fonts_.end()) return &known->second;
    return &fonts_.emplace(id, read_font(dictionary)).first->second;
  }

  static void show(WrittenFont* font, const std::vector<std::string>& strings) {
    if (font == nullptr) throw std::runtime_error("text without a font");
    for (const std::string& string : strings) {
      for (std::size_t i = 0; i + 1 < string.size(); i += 2) {
        font->shown.insert(code_at(string, i));
      }
    }
  }

  std::map<QPDFObjGen, WrittenFont> fonts_;
};

}  // namespace

std::vector<WrittenFont> fonts_of(const std::filesystem::path& pdf) {
  QPDF file;
  file.processFile(pdf.c_str());
  Reading reading;
  for (QPDFPageObjectHelper& page : QPDFPageDocumentHelper(file).getAllPages()) {
    QPDFObjectHandle object = page.getObjectHandle();
    reading.read(object.getKey("/Resources"), data_of(object.getKey("/Contents")));
  }
  return reading.take();
}

}  // namespace chancery::tests
