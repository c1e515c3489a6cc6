// Time-stamps asked of an authority (RFC 3161): the request, what makes an answer to it good, and
// the attribute that carries one within a signature (EN 319 122-1, 5.3).
#pragma once

#include <functional>
#include <span>
#include <string>

#include "pki/pki.h"

namespace chancery::pki {

struct TimeStampQuery {
  Hash hash = Hash::kSha256;
  Bytes digest;
  Bytes nonce;         ///< content octets of an INTEGER
  std::string policy;  ///< dotted; empty: the authority's own
};

/// A query for the bytes with a nonce that nobody can foresee. It is always as long for the same
/// hash and policy, so that answers are too, but for what the authority counts up.
TimeStampQuery query_for(Hash hash, std::span<const ByteView> message, std::string policy);

/// DER of the TimeStampReq (2.4.1), which asks for the authority's certificate too.
Bytes request_der(const TimeStampQuery& query);

/// The token of a TimeStampResp (2.4.2), once everything in it is as it must be: granted, over
/// `message`, with the nonce and the policy asked for, its signature right, by a certificate that
/// is for time-stamps only (2.3) and was valid when it stamped and is at `now`. Throws
/// Failure(kSystem): "time-stamp-refused" (with the authority's reason), "time-stamp-wrong" (saying
/// what).
Bytes token_of(ByteView response, const TimeStampQuery& query, std::span<const ByteView> message,
               UnixTime now);

/// What the signature-time-stamp is over: the octets of SignerInfo.signature. `cms` is as sign_cms
/// gives it. Throws std::invalid_argument for anything else.
Bytes signature_value(ByteView cms);
/// The CMS with the token as its unsigned attribute id-aa-signatureTimeStampToken.
Bytes with_time_stamp(ByteView cms, ByteView token);

/// Asks for a token over the bytes.
using Stamp = std::function<Bytes(Hash hash, std::span<const ByteView> message)>;

}  // namespace chancery::pki
