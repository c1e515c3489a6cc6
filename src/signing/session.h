// What is kept between preparing a signature and completing it: a file of JSON that tells
// everything needed for it, and whether it is as it was written.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "pdf/object.h"
#include "pdf/update/update.h"
#include "pki/pki.h"
#include "signing/levels.h"

namespace chancery::signing {

/// A file as it was when the session was made. Names are relative to the session's folder.
struct KnownFile {
  std::string name;
  std::string sha256;  ///< lower-case hexadecimal; empty: there was no such file
};

struct Session {
  std::string program;  ///< the version that made it
  pki::UnixTime made = 0;
  std::string division;
  std::string divisions, keys;  ///< the list of divisions, and the folder of the files it names
  KnownFile input, prepared, output;
  pdf::Reference signature;
  pdf::WrittenAt contents;
  pki::SigningChoice choice;  ///< the hash always, and the padding
  std::string scheme;         ///< "RSA PSS"
  Bytes document_digest, attributes;
  std::vector<pki::Certificate> certificates;  ///< the signer's first
  Level level = Level::kB;
  int certify = 0;  ///< DocMDP's P
};

/// The form of session files that this program writes and reads.
inline constexpr int kSessionVersion = 1;

std::string write_session(const Session& session);

/// Throws Failure(kInput): "not-a-session", "session-version" (another program version's),
/// "session-changed" (its digest is another).
Session read_session(std::string_view text, const std::string& file);

}  // namespace chancery::signing
