// The signatures and times of a certificate path that OpenSSL has built.
#pragma once

#include "pki/openssl.h"

namespace chancery::pki {

/// For X509_STORE_set_verify: what OpenSSL would do there itself (RFC 5280, 6.1.3 a 1 and 2, 6.1.4
/// n), but that a signature which was found right once is not computed again. The signatures of a
/// letter have their authorities in common, those of a thousand letters too.
int verify_links(X509_STORE_CTX* context);

}  // namespace chancery::pki
