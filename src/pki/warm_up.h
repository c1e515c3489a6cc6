// What many forked processes would each do again.
#pragma once

namespace chancery::pki {

/// Starts the generator of the random numbers that elliptic curves are blinded with: a forked
/// process inherits it and only seeds it anew. Not worth it for one file, which may not need it.
void warm_up();

}  // namespace chancery::pki
