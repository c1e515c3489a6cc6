// The digests and ciphers that libqpdf needs for encrypted files (ISO 32000-1, 7.6), by OpenSSL.
#pragma once

namespace chancery::pdf {

/// Lets libqpdf use OpenSSL instead of GnuTLS. Call before it reads a file; safe from many threads.
void use_openssl_for_decryption();

}  // namespace chancery::pdf
