#include "layout/second_hand.h"

#include <cstddef>
#include <exception>
#include <utility>

namespace chancery::layout {
namespace {

/// In bytes: below this, starting a thread takes longer than it saves.
constexpr std::size_t kShortestBody = 1500;

std::size_t length_of(std::span<const letter::Block> blocks) {
  std::size_t length = 0;
  for (const letter::Block& block : blocks) {
    length += block.text.text.size() + length_of(block.blocks);
  }
  return length;
}

/// What comes out is thrown away: a failure too, which the first hand meets where it belongs.
void set_backward(Setting setting, std::span<const letter::Block> blocks, const BlockPlace& place,
                  const std::atomic<bool>& stop) {
  try {
    for (std::size_t i = blocks.size(); i > 0 && !stop; --i) {
      // With the block before it: whether a paragraph is indented depends on that.
      const bool after_paragraph = i > 1 && blocks[i - 2].kind == letter::Block::Kind::kParagraph;
      Flow flow;
      FlowBuilder builder(flow);
      BlockComposer composer(setting, HeadingLevels(1), builder);
      composer.compose_block(blocks[i - 1], place, after_paragraph);
    }
  } catch (const std::exception&) {
    return;
  }
}

}  // namespace

SecondHand::SecondHand(const Setting& setting, std::span<const letter::Block> blocks,
                       const BlockPlace& place) {
  if (setting.hands == Hands::kOne || length_of(blocks) < kShortestBody) return;
  thread_ = SideThread([copy = setting, blocks, place, this]() mutable {
    set_backward(std::move(copy), blocks, place, stop_);
  });
}

SecondHand::~SecondHand() {
  stop_ = true;
  thread_.join();
}

}  // namespace chancery::layout
