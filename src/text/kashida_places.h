// Where words of Arabic letters may be stretched: rules of writing, no lengths.
#pragma once

#include <cstdint>
#include <vector>

#include "text/collect.h"

namespace chancery::text {

/// A join of two letters. Smaller ranks are better (the order that Microsoft gave its browser and
/// word processor, and InDesign and LibreOffice after them).
struct KashidaPlace {
  enum class Rank : std::uint8_t {
    kWritten,        ///< after a kashida that the author wrote
    kAfterSeen,      ///< after seen and sad
    kBeforeDal,      ///< before the final forms of teh marbuta, heh, dal
    kBeforeAlef,     ///< before the final forms of alef, tah, lam, kaf, gaf
    kBeforeTooth,    ///< before a medial beh that a final reh or yeh follows
    kBeforeWaw,      ///< before the final forms of waw, ain, qaf, feh
    kBeforeAnother,  ///< before another final form
  };
  std::uint32_t unit = 0;  ///< of the letter after the join
  Rank rank = Rank::kBeforeAnother;

  bool operator==(const KashidaPlace&) const = default;
};

/// For each word of [begin, end) its best join, of equally good ones the last. None in words of
/// less than three letters, within lam-alef and the name of God, or beside joiners.
std::vector<KashidaPlace> kashida_places(const CollectedText& text, std::uint32_t begin,
                                         std::uint32_t end);

}  // namespace chancery::text
