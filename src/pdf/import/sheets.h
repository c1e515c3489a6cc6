// Pages of another PDF file, to stand behind the letter's as they are.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/units.h"
#include "pdf/graph.h"
#include "pdf/import/import.h"
#include "pdf/import/layers.h"
#include "pdf/import/page_parts.h"

namespace chancery::pdf {

/// A page taken over: its content is a form, because marks and unfinished states of a foreign
/// content end with it.
struct Sheet {
  Dictionary attributes;  ///< /MediaBox, /CropBox, /Rotate, /UserUnit, /Group
  Dictionary forms;       ///< the /XObject resources that `operators` name
  std::string operators;  ///< draws the page
  Box visible;            ///< what is seen of it, in its own space
  int turns = 0;          ///< quarter turns clockwise
  double unit = 1;        ///< of its space, in points
};

/// Pictures that stand for pages, each its own; null where the page itself is taken over.
using PagePictures = std::vector<std::shared_ptr<const Bytes>>;

/// Of a page as it is seen.
struct SheetSize {
  Points width, height;
};

/// What is known of a file before its pages are taken over.
struct SheetFile {
  std::vector<SheetSize> pages;
  bool is_signed = false;  ///< its signatures will not come along
};

/// Throws Failure(kInput): "enclosure-encrypted", "enclosure-damaged", "enclosure-too-large".
SheetFile look_at_sheets(ByteView file);

/// Copies every page with its fonts, colours and layers into `graph`. Annotations become part of
/// the page where they are printed, as their appearance shows them: fields that were filled in stay
/// readable. Structure, links and scripts stay behind. Throws as look_at_sheets, and for pictures
/// as add_image.
std::vector<Sheet> import_sheets(ByteView file, Graph& graph, Layers& layers,
                                 const PagePictures& pictures = {});

/// The sheet as one form, upright with its lower left corner at the origin.
ImportedPage as_artwork(Sheet sheet, Graph& graph);

}  // namespace chancery::pdf
