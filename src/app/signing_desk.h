// Signing for one division: what it takes is opened once, however many PDFs there are.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "app/appearances.h"
#include "app/commands.h"
#include "app/services.h"
#include "pki/pki.h"
#include "pki/tokens.h"
#include "signing/external.h"
#include "signing/signing.h"

namespace chancery::app {

/// What a key elsewhere is to sign.
struct PreparedFile {
  signing::PreparedSignature signature;
  pki::UnixTime time = 0;
  int certify = 0;  ///< DocMDP's P, 0 for none
};

class SigningDesk {
 public:
  /// Reads the list of divisions. `certificate` is that of a key that is elsewhere, with which
  /// signatures can be prepared only. Throws Failure: "no-such-division", "bad-level",
  /// "level-not-reached", "bad-place", "invisible-image", and what is wrong with the list.
  explicit SigningDesk(SignRules rules,
                       std::optional<std::filesystem::path> certificate = std::nullopt);
  SigningDesk(const SigningDesk&) = delete;
  SigningDesk& operator=(const SigningDesk&) = delete;

  /// The signed file. The key is opened for the first PDF that may be signed. Throws Failure, and
  /// `file` names the PDF in its messages.
  Bytes sign(ByteView pdf, const std::filesystem::path& file);
  /// The same of a PDF that is open.
  Bytes sign(const pdf::Document& document);

  /// The same without the signature's value; for it there is as much room as a CMS made here needs,
  /// and `room` more bytes.
  PreparedFile prepare(ByteView pdf, const std::filesystem::path& file, std::size_t room);

  /// Whether the key could not be opened or may not sign: then no other PDF can be signed either.
  bool is_closed() const { return closed_; }

  const std::filesystem::path& list() const { return list_; }
  const std::filesystem::path& keys() const { return keys_; }
  const signing::Division& division() const { return *division_; }
  signing::Level level() const { return level_; }
  /// Opened, and allowed to sign at that time. Throws Failure as open_key and signing::refusal do.
  const pki::Credential& credential(pki::UnixTime time);

 private:
  /// All that one signature is asked with.
  struct Asked {
    signing::FieldPlace place;
    std::shared_ptr<const pdf::FormObjects> form;
    signing::SignRequest request;
  };
  Asked ask(const pdf::Document& document);
  pki::Credential open_credential();
  const signing::TimeStamping* time_stamping(pki::UnixTime time);
  std::shared_ptr<const pdf::FormObjects> form(const pdf::Document& document, const Asked& asked,
                                               bool is_letter);
  bool is_seen(const signing::FieldPlace& place, bool is_letter) const;
  Appearances& appearances();
  std::shared_ptr<const letter::Picture> image() const;

  SignRules rules_;
  std::optional<std::filesystem::path> certificate_;
  std::filesystem::path list_, keys_;
  signing::ReadDivisions listed_;
  const signing::Division* division_ = nullptr;
  signing::Level level_ = signing::Level::kB;
  std::optional<ServiceDesk> services_;
  std::optional<signing::TimeStamping> time_stamping_;
  pki::Tokens tokens_;
  std::optional<pki::Credential> credential_;
  std::optional<Appearances> appearances_;
  bool closed_ = false;
};

}  // namespace chancery::app
