#include "pdf/write/podofo_document.h"

#include <podofo/podofo-base.h>

#include <array>
#include <cstddef>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

#include "pdf/write/file_identifier.h"

namespace chancery::pdf {
namespace {

namespace podofo = PoDoFo;

/// PoDoFo reports to stderr through statics of the process.
void silence_podofo() {
  static std::once_flag once;
  std::call_once(once, [] {
    podofo::PdfError::EnableLogging(false);
    podofo::PdfError::EnableDebug(false);
  });
}

podofo::PdfReference reference_of(const Reference& reference) {
  return {static_cast<podofo::pdf_objnum>(reference.number),
          static_cast<podofo::pdf_gennum>(reference.generation)};
}

void fill(podofo::PdfObject& target, const Object& source);

void fill_dictionary(podofo::PdfDictionary& target, const Dictionary& source) {
  for (const auto& [key, value] : source.entries()) {
    const podofo::PdfName name(key);
    target.AddKey(name, podofo::PdfObject(podofo::PdfVariant()));
    fill(*target.GetKey(name), value);
  }
}

/// Values as PoDoFo's own types, built in place: its copies are deep. Reals, strings and literals
/// go as bytes that are written already: PoDoFo writes NaN, and looks for marks of order in strings
/// that it is given as bytes.
struct Filler {
  podofo::PdfObject& target;
  const Object& source;

  void set(const podofo::PdfVariant& value) const {
    static_cast<podofo::PdfVariant&>(target) = value;
  }
  void set_written() const {
    Bytes bytes;
    serialise(source, bytes);
    set(podofo::PdfData(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
  }

  void operator()(std::nullptr_t) const { set(podofo::PdfVariant()); }
  void operator()(bool boolean) const { set(podofo::PdfVariant(boolean)); }
  void operator()(std::int64_t integer) const {
    set(podofo::PdfVariant(static_cast<podofo::pdf_int64>(integer)));
  }
  void operator()(double) const { set_written(); }
  void operator()(const Name& name) const { set(podofo::PdfName(name.value)); }
  void operator()(const String&) const { set_written(); }
  void operator()(const Literal&) const { set_written(); }
  void operator()(const Reference& reference) const { set(reference_of(reference)); }
  void operator()(const Array& array) const {
    set(podofo::PdfArray());
    podofo::PdfArray& elements = target.GetArray();
    elements.resize(array.size(), podofo::PdfObject(podofo::PdfVariant()));
    for (std::size_t i = 0; i < array.size(); ++i) fill(elements[i], array[i]);
  }
  void operator()(const Dictionary& dictionary) const {
    set(podofo::PdfDictionary());
    fill_dictionary(target.GetDictionary(), dictionary);
  }
  void operator()(const std::shared_ptr<const Stream>&) const {
    throw std::invalid_argument("a stream must be an indirect object (ISO 32000-1, 7.3.8)");
  }
};

void fill(podofo::PdfObject& target, const Object& source) {
  std::visit(Filler{target, source}, source.value());
}

void add_object(podofo::PdfVecObjects& objects, const Object& source) {
  podofo::PdfObject& target = *objects.CreateObject(podofo::PdfVariant());
  const Stream* stream = source.stream();
  if (stream == nullptr) {
    fill(target, source);
    return;
  }
  static_cast<podofo::PdfVariant&>(target) = podofo::PdfVariant(podofo::PdfDictionary());
  fill_dictionary(target.GetDictionary(), stream->dictionary);
  podofo::PdfMemoryInputStream data(reinterpret_cast<const char*>(stream->data.data()),
                                    static_cast<podofo::pdf_long>(stream->data.size()));
  target.GetStream()->SetRawData(&data, static_cast<podofo::pdf_long>(stream->data.size()));
}

Bytes written(std::span<const Object> source, Reference root, Reference information) {
  podofo::PdfVecObjects objects;
  objects.SetAutoDelete(true);
  objects.SetCanReuseObjectNumbers(false);
  objects.Reserve(source.size());
  for (const Object& object : source) add_object(objects, object);

  podofo::PdfObject trailer;
  trailer.GetDictionary().AddKey(podofo::PdfName("Root"), reference_of(root));
  trailer.GetDictionary().AddKey(podofo::PdfName("Info"), reference_of(information));
  podofo::PdfWriter writer(&objects, &trailer);
  writer.SetPdfVersion(podofo::ePdfVersion_1_7);
  writer.SetWriteMode(podofo::ePdfWriteMode_Clean);
  podofo::PdfRefCountedBuffer buffer;
  podofo::PdfOutputDevice device(&buffer);
  writer.Write(&device);
  const char* begin = buffer.GetBuffer();
  return {begin, begin + device.GetLength()};
}

}  // namespace

Bytes serialise_document(std::span<const Object> objects, Reference root, Reference information) {
  silence_podofo();
  try {
    Bytes file = written(objects, root, information);
    set_file_identifier(file);
    return file;
  } catch (const podofo::PdfError& error) {
    throw std::runtime_error(std::string("PoDoFo: ") +
                             podofo::PdfError::ErrorName(error.GetError()));
  }
}

}  // namespace chancery::pdf
