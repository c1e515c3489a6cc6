// What stands in a signed PDF, cut out by its text alone, for other programs to judge.
#pragma once

#include <string>
#include <vector>

namespace chancery::tests {

struct CutSignature {
  std::string value;    ///< DER of the CMS or the time-stamp token, without padding
  std::string content;  ///< the bytes that it is over
  std::size_t padding = 0;
  bool is_time_stamp = false;
};

/// The size of the DER value that begins there.
inline std::size_t der_size(const std::string& bytes, std::size_t at = 0) {
  const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(bytes.at(at + i)); };
  if (octet(1) < 0x80) return 2U + octet(1);
  std::size_t size = 0;
  const std::size_t octets = octet(1) & 0x7FU;
  for (std::size_t i = 0; i < octets; ++i) size = size << 8U | octet(2 + i);
  return 2 + octets + size;
}

/// In the order of the file.
inline std::vector<CutSignature> signatures_of(const std::string& pdf) {
  std::vector<CutSignature> found;
  const std::string key = "/Contents <";
  for (std::size_t at = 0; (at = pdf.find(key, at)) != std::string::npos;) {
    const std::size_t begin = at + key.size() - 1;
    const std::size_t end = pdf.find('>', begin) + 1;
    at = end;
    const std::size_t dictionary = pdf.rfind(" obj", begin);
    const std::size_t last = pdf.find("endobj", end);
    const std::string around = pdf.substr(dictionary, last - dictionary);
    const std::size_t range = around.find("/ByteRange [0 ");
    if (range == std::string::npos) continue;
    CutSignature cut;
    for (std::size_t i = begin + 1; i + 2 < end; i += 2) {
      cut.value += static_cast<char>(std::stoi(pdf.substr(i, 2), nullptr, 16));
    }
    const std::size_t size = der_size(cut.value);
    cut.padding = cut.value.size() - size;
    cut.value.resize(size);
    std::size_t used = 0;
    const std::string numbers = around.substr(range + 14);
    std::stoul(numbers, &used);
    std::size_t more = 0;
    std::stoul(numbers.substr(used), &more);
    const std::size_t tail = std::stoul(numbers.substr(used + more));
    cut.content = pdf.substr(0, begin) + pdf.substr(end, tail);
    cut.is_time_stamp = around.find("ETSI.RFC3161") != std::string::npos;
    found.push_back(std::move(cut));
  }
  return found;
}

/// The token in the unsigned attribute id-aa-signatureTimeStampToken, empty when there is none, and
/// the signature value that stands before the attributes.
struct CutTimeStamp {
  std::string token, signature_value;
};
inline CutTimeStamp time_stamp_of(const std::string& cms) {
  static const std::string kAttribute("\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x02\x0E", 13);
  CutTimeStamp cut;
  const std::size_t at = cms.find(kAttribute);
  if (at == std::string::npos) return cut;
  // SET, its length in three octets, and the token.
  const std::size_t token = at + kAttribute.size() + 4;
  cut.token = cms.substr(token, der_size(cms, token));
  // Before the attribute: [1] and SEQUENCE with lengths of three octets; before these the value.
  const std::size_t end = at - 8;
  for (std::size_t begin = end - 2; begin > 0 && end - begin < 1024; --begin) {
    if (cms[begin] != 0x04 || begin + der_size(cms, begin) != end) continue;
    const std::size_t head = der_size(cms, begin) < 130 ? 2 : der_size(cms, begin) < 259 ? 3 : 4;
    const std::string value = cms.substr(begin + head, end - begin - head);
    // An RSA signature has the key's length, one on a curve is a sequence.
    const bool curve = value[0] == 0x30 && der_size(value) == value.size();
    if (curve || value.size() == 384) cut.signature_value = value;
  }
  return cut;
}

}  // namespace chancery::tests
