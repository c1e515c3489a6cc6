// Images of the body: `![what it shows](map.png "a caption"){width=60mm .centre}` as a paragraph of
// its own.
#pragma once

#include <cmark-gfm.h>

#include <functional>
#include <optional>

#include "letter/inlines.h"
#include "letter/leaf.h"
#include "letter/letter.h"
#include "letter/markdown.h"
#include "letter/problems.h"

namespace chancery::letter {

/// A paragraph that holds an image and nothing else.
struct LoneImage {
  cmark_node* node;
  std::optional<SpanMark> attributes;
};
std::optional<LoneImage> lone_image(cmark_node* paragraph);

/// Fills the block: its image, language and direction. `block.where` is where the image stands.
void read_image(const LoneImage& lone, const Leaf& leaf,
                const std::function<Position(std::size_t)>& where, InlineReader& inlines,
                Problems& problems, Block& block);

}  // namespace chancery::letter
