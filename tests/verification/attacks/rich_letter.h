// A letter that uses what attacks are made with: fonts, layers, forms, structure, attachments.
#pragma once

#include "attack.h"
#include "signed_file.h"

namespace chancery::tests::rich {

/// Object numbers. Fields, form and page have those of letter_pdf().
inline constexpr int kCatalog = 1, kPages = 2, kPage = 3, kContent = 4, kInfo = 5, kForm = 6,
                     kFirst = 7, kSecond = 8, kGroup = 9, kResources = 10, kCity = 11, kAgree = 12,
                     kLink = 13, kSum = 14, kFont = 15, kCityLook = 16, kYes = 17, kOff = 18,
                     kSumLook = 19, kMetadata = 20, kStructure = 21, kColourSpace = 22, kState = 23,
                     kPicture = 24, kLayer = 25, kNames = 26, kLayers = 27, kDocumentElement = 28,
                     kParentTree = 29, kSecondPage = 30, kDescriptor = 31, kFontFile = 32,
                     kToUnicode = 33, kWidths = 34, kEncoding = 35, kParagraph = 36, kFileSpec = 37,
                     kFile = 38, kSpare = 39, kOverlay = 40, kSecondContent = 41, kNote = 42,
                     kSpareCatalog = 43, kSparePages = 44, kOutlines = 45, kTint = 46,
                     kPadding = 47, kImage = 48, kFree = 60;

inline constexpr const char* kPayload = "BT /F1 12 Tf 72 700 Td (Pay 900 to Mallory) Tj ET";

struct Options {
  std::string more_in_catalog = {}, more_in_form = {}, more_in_first_field = {}, more_in_page = {};
  std::string eol = "\n";
};

/// Two pages; places for two divisions; fields "details.city", "agree" and "sum".
Bytes letter(Random& random, const Options& options = {});

/// Signed in field 7.
Bytes signed_letter(Random& random, const Signing& signing = {}, const Options& options = {});

/// The /Reference of a certifying signature, and the entry that makes it certify.
Dictionary certification(int level);
Bytes certified_letter(Random& random, int level, const Options& options = {});
/// The /Reference of a signature that locks fields.
Dictionary field_lock(const std::string& action, const Array& fields);

Object stream(std::string_view data, const Dictionary& entries = {});
/// A form XObject.
Object look(std::string_view data, const Dictionary& resources = {});

/// One more revision in which the entry of an object refers to a new object.
Bytes with_object(const Bytes& file, int number, const std::string& key, const Object& object);
/// One more revision in which the object is another.
Bytes replaced(const Bytes& file, int number, const Object& object);
/// As replaced, with a function of what was there.
Bytes modified(const Bytes& file, int number, const std::function<void(Dictionary&)>& change);

/// A new object in /Fields and on a page.
Bytes with_field(const Bytes& file, const Dictionary& field, int page = kPage);
/// A new object on a page only.
Bytes with_annotation(const Bytes& file, const Dictionary& annotation, int page = kPage);
/// A new signature field, signed in the next revision.
Bytes with_signature(const Bytes& file, const Array& rectangle, const Dictionary& more = {});
/// The number of the object that was added last.
int newest(const Bytes& file);

/// Every occurrence, of the same length.
Bytes overwritten(const Bytes& file, std::string_view what, std::string_view by);
/// The last occurrence; what is shorter is filled up with spaces. Throws when it is longer or
/// nothing is found.
Bytes overwritten_last(const Bytes& file, std::string_view what, std::string_view by);

/// Where the last signature's value stands, with its brackets.
pdf::Document::Place last_contents(const Bytes& file);

}  // namespace chancery::tests::rich
