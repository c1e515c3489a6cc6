// The commands of the program, one function each. They throw Failure for what stops them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/console.h"
#include "app/print.h"
#include "app/report_output.h"
#include "app/services.h"
#include "app/trust.h"
#include "pdf/profile/profile.h"

namespace chancery::app {

using pdf::Profile;

/// Where a signature goes in a PDF that is no letter of this program.
struct PlaceOptions {
  std::string field;       ///< an empty signature field that the PDF has
  int page = 0;            ///< from 1; 0: not said
  std::string rectangle;   ///< "100,500,300,560": left, bottom, right, top
  std::string anchor;      ///< text that the signature stands beside
  std::string size;        ///< "180,54": width and height beside an anchor
  std::string offset;      ///< "0,-20": to the right and up from there
  std::string letterhead;  ///< whose type it is set in
  std::string language;    ///< of its fixed words; empty: the PDF's

  bool any() const { return !field.empty() || page != 0 || !rectangle.empty() || !anchor.empty(); }
};

/// For whom, where and how PDFs are signed.
struct SignRules {
  std::string division;
  std::optional<std::filesystem::path> divisions;  ///< default: the program's certs/divisions.yaml
  std::optional<std::filesystem::path> keys;       ///< folder of the keys; default: the list's own
  std::optional<std::filesystem::path> letterheads;
  std::optional<std::filesystem::path> passphrase_file;
  std::string passphrase_variable;
  std::string reason;
  std::string place;
  std::filesystem::path
      image;  ///< drawn beside the text; empty: the division's or the letterhead's
  /// In a letter its place stays empty; another PDF gets a field that nobody sees.
  bool invisible = false;
  PlaceOptions where;
  int certify = 0;    ///< DocMDP's P; 0: as the policy says
  std::string level;  ///< "B", "T", "LT", "LTA"; empty: as the list of divisions says
  ServiceOptions services;
};

struct TypesetOptions {
  std::filesystem::path letter;
  std::optional<std::filesystem::path> output;       ///< default: the letter's name with .pdf
  std::optional<std::filesystem::path> letterheads;  ///< default: the program's own
  Profile profile = Profile::kArchive;
  PrintOptions print;           ///< of the print profile
  bool attach_artwork = false;  ///< the letterhead's files inside the PDF too
  SignRules sign;               ///< without division: not signed
  Format format = Format::kText;
};
Exit typeset(const TypesetOptions& options);

struct CheckOptions {
  std::vector<std::filesystem::path> letters;
  std::optional<std::filesystem::path> letterheads;
  bool typography = false;  ///< report rivers, stacked hyphens, loose and tight lines, runts too
  Format format = Format::kText;
};
Exit check(const CheckOptions& options);

struct InspectOptions {
  enum class What {
    kCanonical,  ///< the letter's canonical JSON
    kMarkdown,   ///< the same letter in Markdown
    kSchema,     ///< the JSON Schema of letters
    kInputs,     ///< digests of all that its PDF is made from, as JSON
  };
  What what = What::kCanonical;
  std::filesystem::path letter;
  bool without_bcc = false;  ///< as it may be given away
  std::optional<std::filesystem::path> letterheads;
  Format format = Format::kText;
};
Exit inspect(const InspectOptions& options);

struct ExtractOptions {
  std::filesystem::path input;
  std::optional<std::filesystem::path> output;  ///< folder; default: the PDF's name, .files
  bool force = false;                           ///< write over files that are there
};
/// Saves the files inside a PDF, the letter's source among them. Throws Failure(kInput)
/// "unreadable-pdf", "no-files", "too-many-files", "file-damaged"; Failure(kUsage,
/// "output-exists").
Exit extract(const ExtractOptions& options);

struct PreviewOptions {
  std::filesystem::path letter;
  std::optional<std::filesystem::path> output;  ///< folder; default: the letter's name, .preview
  std::optional<std::filesystem::path> letterheads;
  int dpi = 110;
  bool watch = false;  ///< set again on every save, until SIGINT or SIGTERM
  Format format = Format::kText;
};
/// Writes the PDF and a picture of each page. Throws Failure(kSystem, "no-pdftoppm") once the PDF
/// is written when pictures cannot be made here; while watching that is only a warning.
Exit preview(const PreviewOptions& options);

struct DraftOptions {
  std::filesystem::path input;                  ///< .txt, .html, .htm or .docx
  std::optional<std::filesystem::path> output;  ///< default: the input's name with .md
  std::string letterhead = "division-letters";
  std::string language;  ///< BCP 47; empty: as the letter tells
  bool force = false;    ///< write over a file that is there
  Format format = Format::kText;
};
/// Writes a letter file of a letter as it was found, and tells what was unsure. A file that is
/// there stays unless it is forced: Failure(kUsage, "output-exists").
Exit draft(const DraftOptions& options);

/// A signature whose value is made elsewhere, in two steps.
struct ExternalOptions {
  bool prepare = false;
  std::optional<std::filesystem::path> certificate;  ///< of the key elsewhere, and those above it
  std::optional<std::filesystem::path> session;      ///< default: the output's name, .session.json
  int room = 0;                                      ///< bytes beyond what the signature needs

  std::optional<std::filesystem::path> complete;        ///< the session to complete
  std::optional<std::filesystem::path> signature, cms;  ///< what came back
};

struct SignOptions {
  std::vector<std::filesystem::path> inputs;
  /// The signed PDF, or the folder for several. Default: NAME.signed.pdf.
  std::optional<std::filesystem::path> output;
  SignRules rules;
  ExternalOptions external;
  Format format = Format::kText;
};
/// Several PDFs are signed one by one, each by itself; how many were is said at the end. Throws
/// Failure(kInput, "input-changed") when a file was changed while it was signed in place, and
/// Failure(kUsage, "signature-would-be-lost") when no output is named and that which would be
/// taken is the same file with another's signature.
Exit sign(const SignOptions& options);

/// Of each PDF writes it with an empty place for the signature, the bytes to be signed, and last
/// the session that tells how to go on. What is there already stays: Failure(kUsage,
/// "session-exists").
Exit prepare_signature(const SignOptions& options);
/// Takes the signature that was made of them and writes the output. Throws Failure(kInput)
/// "input-changed", "prepared-changed", "output-changed", "certificate-expired" and what
/// signing/session.h, signing/external.h and pki/external.h tell.
Exit complete_signature(const SignOptions& options);

struct RenewOptions {
  std::filesystem::path input;
  std::optional<std::filesystem::path> output;     ///< default: in place
  std::optional<std::filesystem::path> divisions;  ///< default: the program's certs/divisions.yaml
  std::optional<std::filesystem::path> keys;       ///< folder of files that the list names
  ServiceOptions services;
};
/// Adds the evidence that the signatures of a file lack, and a document time-stamp.
Exit renew(const RenewOptions& options);

struct VerifyOptions {
  std::vector<std::filesystem::path> files;
  TrustOptions trust;
  RequiredDivisions divisions;
  bool online = false;   ///< revocation that the files do not tell may be asked for
  bool isolate = false;  ///< a confined child for each file, none for several
  std::string at;        ///< "2026-11-24T10:00:00Z"; default: now
  ReportFormat format = ReportFormat::kText;
  std::string language = "en";                    ///< of text and HTML (BCP 47)
  std::optional<std::filesystem::path> output;    ///< default: standard output
  std::optional<std::filesystem::path> pictures;  ///< folder for pictures of what changed
  bool reproduce = false;                         ///< typeset the source inside again and compare
  std::optional<std::filesystem::path> letterheads;
};
Exit verify(const VerifyOptions& options);

struct FontsOptions {
  bool check_digests = false;
};
Exit fonts(const FontsOptions& options);

struct LetterheadsOptions {
  std::optional<std::filesystem::path> letterheads;
  Format format = Format::kText;
};
/// Names, papers, and what is wrong with them: kBad when one cannot be used.
Exit letterheads(const LetterheadsOptions& options);

struct DivisionsOptions {
  std::optional<std::filesystem::path> divisions;
  std::optional<std::filesystem::path> keys;
  bool check = false;  ///< try every key, and warn of certificates that expire
  int days = 30;       ///< how long before they do
  std::optional<std::filesystem::path> passphrase_file;
  std::string passphrase_variable;
  Format format = Format::kText;
};
/// With `check`, asks for passphrases, and kBad too when a key is not there, fails a trial
/// signature, or its certificate expires soon. Else:
/// Names and certificates, without asking for passphrases: kBad when a key that is there cannot
/// sign. Keys that lie elsewhere or are locked are no fault.
Exit divisions(const DivisionsOptions& options);

}  // namespace chancery::app
