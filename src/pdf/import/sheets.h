// Pages of another PDF file, to stand behind the letter's as they are.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "pdf/graph.h"
#include "pdf/import/layers.h"

namespace chancery::pdf {

/// A page taken over: its content is a form, because marks and unfinished states of a foreign
/// content end with it.
struct Sheet {
  Dictionary attributes;  ///< /MediaBox, /CropBox, /Rotate, /UserUnit, /Group
  Dictionary forms;       ///< the /XObject resources that `operators` name
  std::string operators;  ///< draws the page
  Array visible;          ///< what is seen of it, in its own space
};

/// What is known of a file before its pages are taken over.
struct SheetFile {
  std::size_t pages = 0;
  bool is_signed = false;  ///< its signatures will not come along
};

/// Throws Failure(kInput): "enclosure-encrypted", "enclosure-damaged", "enclosure-too-large".
SheetFile look_at_sheets(ByteView file);

/// Copies every page with its fonts, colours and layers into `graph`. Annotations become part of
/// the page where they are printed, as their appearance shows them: fields that were filled in stay
/// readable. Structure, links and scripts stay behind. Throws as look_at_sheets.
std::vector<Sheet> import_sheets(ByteView file, Graph& graph, Layers& layers);

}  // namespace chancery::pdf
