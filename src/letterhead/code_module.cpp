#include "letterhead/code_module.h"

#include <dmtx.h>
#include <qrencode.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

namespace {

using chancery::letterhead::CodeKind;
using chancery::letterhead::CodeTaker;

struct FreeQr {
  void operator()(QRcode* code) const { QRcode_free(code); }
};
struct FreeDataMatrix {
  void operator()(DmtxEncode* encoder) const { dmtxEncodeDestroy(&encoder); }
};

/// ISO/IEC 18004, the least version of it.
int encode_qr(int correction, const std::string& content, CodeTaker* take, void* context) {
  static constexpr std::array<QRecLevel, 4> kLevels = {QR_ECLEVEL_L, QR_ECLEVEL_M, QR_ECLEVEL_Q,
                                                       QR_ECLEVEL_H};
  constexpr int kCaseSensitive = 1;
  const std::unique_ptr<QRcode, FreeQr> code(
      QRcode_encodeString(content.c_str(), 0, kLevels.at(static_cast<std::size_t>(correction)),
                          QR_MODE_8, kCaseSensitive));
  if (!code) return 1;
  const auto modules =
      static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
  std::vector<std::uint8_t> dark(modules);
  std::transform(code->data, code->data + modules, dark.begin(),
                 [](unsigned char module) { return static_cast<std::uint8_t>(module & 1U); });
  take(context, dark.data(), code->width, code->width);
  return 0;
}

/// ISO/IEC 16022, ECC 200. libdmtx counts rows from the bottom.
int encode_data_matrix(const std::string& content, CodeTaker* take, void* context) {
  const std::unique_ptr<DmtxEncode, FreeDataMatrix> encoder(dmtxEncodeCreate());
  if (!encoder) return 1;
  dmtxEncodeSetProp(encoder.get(), DmtxPropSizeRequest, DmtxSymbolSquareAuto);
  dmtxEncodeSetProp(encoder.get(), DmtxPropScheme, DmtxSchemeAscii);
  std::string bytes = content;
  if (dmtxEncodeDataMatrix(encoder.get(), static_cast<int>(bytes.size()),
                           reinterpret_cast<unsigned char*>(bytes.data())) == DmtxFail) {
    return 1;
  }
  const DmtxRegion& region = encoder->region;
  std::vector<std::uint8_t> dark;
  for (int row = region.symbolRows - 1; row >= 0; --row) {
    for (int column = 0; column < region.symbolCols; ++column) {
      const int status = dmtxSymbolModuleStatus(encoder->message, region.sizeIdx, row, column);
      dark.push_back((status & DmtxModuleOn) != 0 ? 1 : 0);
    }
  }
  take(context, dark.data(), region.symbolCols, region.symbolRows);
  return 0;
}

}  // namespace

int chancery_encode_code(int kind, int correction, const char* content, std::size_t size,
                         CodeTaker* take, void* context) {
  const std::string text(content, size);
  if (static_cast<CodeKind>(kind) == CodeKind::kQr) {
    return encode_qr(correction, text, take, context);
  }
  return encode_data_matrix(text, take, context);
}
