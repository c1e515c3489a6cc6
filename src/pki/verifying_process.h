// What a process that does nothing but verify can do without.
#pragma once

namespace chancery::pki {

/// To be called before anything else of this room, by a process that will neither sign nor decrypt
/// nor open a TLS connection. OpenSSL then does not list its ciphers by name, and takes the random
/// numbers that elliptic curves are blinded with from the kernel (getrandom(2)) rather than from a
/// generator of its own, which every forked process would have to build. A tenth of the time that
/// verifying one letter takes.
void begin_verifying();

/// What every verification does first, and many forked processes would each do again.
void load_algorithms();

}  // namespace chancery::pki
