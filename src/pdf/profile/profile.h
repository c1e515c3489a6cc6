// What a PDF is for, and which standards it therefore keeps.
#pragma once

namespace chancery::pdf {

enum class Profile {
  kArchive,  ///< for reading, signing and keeping: PDF/A-3a and PDF/UA-1
  kPrint,    ///< PDF/X-4, for a press
};

}  // namespace chancery::pdf
