// A long letter is set with two hands: another thread sets the body from its end on, the first one
// finds in the typesetter's memory what that has set, and sets the rest.
#pragma once

#include <atomic>
#include <span>

#include "base/side_thread.h"
#include "layout/blocks.h"
#include "layout/setting.h"
#include "letter/letter.h"

namespace chancery::layout {

class SecondHand {
 public:
  /// Begins, if the letter is worth a thread. All that is given must live as long as this.
  SecondHand(const Setting& setting, std::span<const letter::Block> blocks,
             const BlockPlace& place);
  /// Stops after the block that is being set.
  ~SecondHand();
  SecondHand(const SecondHand&) = delete;
  SecondHand& operator=(const SecondHand&) = delete;

 private:
  std::atomic<bool> stop_ = false;
  SideThread thread_;
};

}  // namespace chancery::layout
