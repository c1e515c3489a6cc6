// The checks that a CMS signature and a time-stamp token have in common (RFC 5652, 5.6).
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "pki/algorithms.h"
#include "pki/pki.h"
#include "pki/signed_data.h"

namespace chancery::pki {

/// Notes a finding once.
void find(CmsCheck& check, CmsFinding finding);

bool contains(const std::vector<Attribute>& attributes, std::string_view type);

Bytes digest_of(Hash hash, std::span<const ByteView> pieces);

/// The outermost value, behind which only zero padding should follow.
std::optional<SignedData> open_signed_data(ByteView cms, CmsCheck& check,
                                           std::span<const Certificate> known = {});

/// The one signer, or the first.
std::optional<SignerInfo> open_signer(const SignedData& data, CmsCheck& check);

/// Finds the signer's certificate and checks the attributes against `content` and the signature
/// value against the attributes.
void check_signer(const SignerInfo& signer, std::string_view content_type,
                  std::span<const ByteView> content, CmsCheck& check);

}  // namespace chancery::pki
