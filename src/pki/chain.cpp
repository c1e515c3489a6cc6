#include "pki/chain.h"

#include <openssl/x509v3.h>

#include <algorithm>

#include "pki/certificate.h"

namespace chancery::pki {
namespace {

/// More certificates than any chain has.
constexpr std::size_t kLongestChain = 16;

}  // namespace

std::vector<Certificate> chain_above(const Certificate& certificate,
                                     std::vector<Certificate> others) {
  std::vector<Certificate> chain;
  Certificate last = certificate;
  while (chain.size() < kLongestChain && !is_self_issued(last)) {
    const auto issuer = std::find_if(others.begin(), others.end(), [&](const Certificate& other) {
      return X509_check_issued(handle_of(other), handle_of(last)) == X509_V_OK;
    });
    if (issuer == others.end()) break;
    last = *issuer;
    others.erase(issuer);
    chain.push_back(last);
  }
  return chain;
}

}  // namespace chancery::pki
