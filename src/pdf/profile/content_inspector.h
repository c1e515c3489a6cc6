// Content streams of another's file, interpreted: what they show, with what, and how.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pdf/object.h"
#include "pdf/profile/content_operators.h"
#include "pdf/profile/fault.h"
#include "pdf/profile/font_inspector.h"
#include "pdf/read/read.h"

namespace chancery::pdf {

/// The fonts of a file, each looked at once, whichever page it is on.
class FontShelf {
 public:
  FontShelf(const Document& document, Profile profile) : document_(document), profile_(profile) {}

  /// Null when it is no font.
  FontInspector* font(const Object& object);

 private:
  const Document& document_;
  Profile profile_;
  std::map<Reference, std::unique_ptr<FontInspector>> fonts_;
  std::vector<std::unique_ptr<FontInspector>> direct_;
};

/// Reads the content of one page, of its forms, patterns and drawn letters
/// (ISO 19005-3, 6.1.10, 6.2.2, 6.2.6; ISO 15930-7, 6).
class ContentInspector {
 public:
  ContentInspector(const Document& document, FontShelf& shelf)
      : document_(document), shelf_(shelf) {}

  /// A page's own content; null resources: none.
  void read(ByteView content, const Dictionary* resources);
  /// A form, a pattern or a letter drawn by a procedure, once.
  void read_stream(Reference reference, const Dictionary* resources);
  /// What was wrong with the content, and with the fonts by the codes that it showed.
  std::set<Found> take();
  bool has_cmyk() const { return has_cmyk_; }
  /// The fewest pixels to 72 units of the page that a picture has; nothing without pictures. Very
  /// small ones are patterns and fills, whose pixels are not meant to be seen.
  std::optional<double> coarsest() const { return coarsest_; }
  /// Of the colours that the operators k and K name; 0 when there are none.
  double most_ink() const { return most_ink_; }

 private:
  struct State {
    FontInspector* font = nullptr;
    int mode = 0;                                       ///< text rendering mode (9.3.6)
    std::array<double, 6> matrix = {1, 0, 0, 1, 0, 0};  ///< to the page's space (8.3.4)
  };
  struct Shown {
    std::set<std::uint32_t> drawn, hidden;
  };
  struct Frame {
    const Dictionary* resources = nullptr;
    State state;
    std::vector<State> stack;
    std::size_t deepest = 0;
    long open_marks = 0;
  };

  void read_placed(Reference reference, const Dictionary* resources, const State& state);
  void look_at_picture(const Dictionary& picture, const State& state);
  void read_with(ByteView content, const Dictionary* resources, State state);
  void run(Frame& frame, std::string_view keyword, std::span<const Operand> operands);
  void run_text(Frame& frame, std::string_view keyword, std::span<const Operand> operands);
  void run_named(Frame& frame, std::string_view keyword, std::span<const Operand> operands);
  void look_at_operands(std::span<const Operand> operands);
  void look_at_inline_image(std::span<const Operand> operands);
  void show(const State& state, std::span<const Operand> operands, const Dictionary* resources);
  void draw(const Object& object, const Frame& frame);
  /// The resource of that kind, as it stands there; null, and told, when there is none.
  Object resource(const Frame& frame, std::string_view kind, const Operand& name);
  void report(Fault fault, const std::string& what) { found_.insert({fault, what}); }

  const Document& document_;
  FontShelf& shelf_;
  std::map<FontInspector*, Shown> shown_;
  std::set<Reference> read_;
  std::set<Found> found_;
  int depth_ = 0;
  bool has_cmyk_ = false;
  double most_ink_ = 0;
  std::optional<double> coarsest_;
};

}  // namespace chancery::pdf
