#include "layout/inline_text.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "layout/figures.h"
#include "layout/punctuated.h"
#include "text/drawing.h"

namespace chancery::layout {
namespace {

using letter::Mark;

/// Superiors, as text faces draw theirs: about two thirds of the size, the tops level with the
/// capitals (cap height 0.65 to 0.7 em).
constexpr double kSuperiorSize = 0.65;
constexpr double kSuperiorRaise = 0.33;

/// UAX 9, 2.4.2: a direction mark is an isolate, so that it does not disturb its neighbours.
constexpr std::string_view kLeftToRightIsolate = "\u2066";
constexpr std::string_view kRightToLeftIsolate = "\u2067";
constexpr std::string_view kPopIsolate = "\u2069";

class Conversion {
 public:
  Conversion(const Punctuated& punctuated, const text::SpanStyle& base,
             const InlineSetting& setting, const NoteNumbers& numbers)
      : rich_(punctuated.text),
        no_breaks_(punctuated.no_breaks),
        setting_(setting),
        numbers_(numbers),
        marks_(sorted(rich_.marks)) {
    open_.push_back({rich_.text.size(),
                     base,
                     InlineText::kNone,
                     setting.fractions,
                     setting.ordinals ? Ordinals::kOfLanguage : Ordinals::kNone,
                     {}});
    result_.text.where = rich_.where;
  }

  InlineText run() {
    std::size_t at = 0;
    for (std::size_t next = 0; next < marks_.size() || at < rich_.text.size();) {
      while (next < marks_.size() && marks_[next]->begin <= at) begin(*marks_[next++], at);
      std::size_t end = open_.back().end;
      if (next < marks_.size()) end = std::min(end, marks_[next]->begin);
      end = std::min(end, rich_.text.size());
      keep(at, end);
      emit_words(std::string_view(rich_.text).substr(at, end - at));
      if (end == rich_.text.size() && at == end && open_.size() == 1) break;
      at = end;
      while (open_.size() > 1 && open_.back().end <= at) close();
    }
    while (open_.size() > 1) close();
    return std::move(result_);
  }

 private:
  struct Open {
    std::size_t end;
    text::SpanStyle style;
    std::size_t element;
    bool fractions;
    Ordinals ordinals;
    std::string_view closing;
  };

  static std::vector<const Mark*> sorted(const std::vector<Mark>& marks) {
    std::vector<const Mark*> result;
    result.reserve(marks.size());
    for (const Mark& mark : marks) result.push_back(&mark);
    std::stable_sort(result.begin(), result.end(),
                     [](const Mark* a, const Mark* b) { return a->begin < b->begin; });
    return result;
  }

  /// The places without a break in [begin, end), which is about to be emitted.
  void keep(std::size_t begin, std::size_t end) {
    for (; next_kept_ < no_breaks_.size() && no_breaks_[next_kept_] < end; ++next_kept_) {
      result_.text.no_breaks.push_back(result_.text.text.size() + no_breaks_[next_kept_] - begin);
    }
  }

  void emit_words(std::string_view words) {
    const Open& open = open_.back();
    if (!open.fractions && open.ordinals == Ordinals::kNone) return emit(words);
    for (const FigurePart& part :
         figure_parts(words, open.fractions, open.ordinals, open.style.language)) {
      const std::string_view text = words.substr(part.begin, part.end - part.begin);
      switch (part.kind) {
        case FigurePart::Kind::kPlain:
          emit(text);
          break;
        case FigurePart::Kind::kOrdinal:
          emit_superior(text);
          break;
        case FigurePart::Kind::kFraction:
          emit_fraction(text);
          break;
      }
    }
  }

  bool draws(text::Drawing drawing, std::string_view sample) const {
    return setting_.fonts != nullptr &&
           text::draws(*setting_.fonts, open_.back().style, drawing, sample);
  }

  void emit_superior(std::string_view text) {
    text::SpanStyle style = open_.back().style;
    if (draws(text::Drawing::kSuperior, text)) {
      style.superior = true;
    } else {
      raise(style);
    }
    emit(text, style);
  }

  void emit_fraction(std::string_view text) {
    text::SpanStyle style = open_.back().style;
    if (draws(text::Drawing::kFraction, text)) {
      style.fraction = true;
      return emit(text, style);
    }
    const std::size_t slash = text.find('/');
    text::SpanStyle small = style;
    raise(small);
    emit(text.substr(0, slash), small);
    emit(text.substr(slash, 1), style);
    small.baseline_raise = style.baseline_raise;
    emit(text.substr(slash + 1), small);
  }

  static void raise(text::SpanStyle& style) {
    style.baseline_raise += style.size * kSuperiorRaise;
    style.size = style.size * kSuperiorSize;
  }

  void emit(std::string_view text) { emit(text, open_.back().style); }

  void emit(std::string_view text, const text::SpanStyle& style) {
    if (text.empty()) return;
    const std::size_t begin = result_.text.text.size();
    result_.text.text += text;
    const Open& open = open_.back();
    result_.text.spans.push_back({begin, result_.text.text.size(), style});
    if (result_.segments.empty() || result_.segments.back().element != open.element) {
      result_.segments.push_back({begin, open.element});
    }
  }

  static void set_figures(text::SpanStyle& style, Mark::Kind kind) {
    style.old_style_figures = kind == Mark::Kind::kOldStyleFigures;
    style.lining_figures = kind == Mark::Kind::kLiningFigures;
    style.tabular_figures = kind == Mark::Kind::kTabularFigures;
  }

  void begin(const Mark& mark, std::size_t at) {
    if (mark.kind == Mark::Kind::kFootnote) {
      note(mark);
      return;
    }
    const std::size_t end = std::min(mark.end, open_.back().end);
    if (end <= at) return;
    Open open = open_.back();
    open.end = end;
    open.closing = {};
    std::string_view opening;
    switch (mark.kind) {
      case Mark::Kind::kEmphasis:
        open.style.slant =
            open.style.slant == text::Slant::kItalic ? text::Slant::kUpright : text::Slant::kItalic;
        open.style.emphasised = !open.style.emphasised;
        break;
      case Mark::Kind::kStrong:
        open.style.weight = text::Weight::kBold;
        break;
      case Mark::Kind::kSmallCaps:
        open.style.small_caps = true;
        break;
      case Mark::Kind::kCode:
        open.style.role = setting_.code_role;
        open.fractions = false;
        open.ordinals = Ordinals::kNone;
        break;
      case Mark::Kind::kLanguage:
        open.style.language = mark.value;
        break;
      case Mark::Kind::kDirection:
        opening = mark.value == "rtl" ? kRightToLeftIsolate : kLeftToRightIsolate;
        open.closing = kPopIsolate;
        break;
      case Mark::Kind::kLink:
        open.style.link = mark.value;
        result_.elements.push_back({false, open.element, 0, mark.value});
        open.element = result_.elements.size() - 1;
        break;
      case Mark::Kind::kOldStyleFigures:
      case Mark::Kind::kLiningFigures:
      case Mark::Kind::kTabularFigures:
        set_figures(open.style, mark.kind);
        break;
      case Mark::Kind::kFractions:
        open.fractions = true;
        break;
      case Mark::Kind::kOrdinals:
        open.ordinals = Ordinals::kAll;
        break;
      case Mark::Kind::kUnbreakable:
        open.style.unbreakable = true;
        break;
      case Mark::Kind::kFootnote:
        break;
    }
    open_.push_back(std::move(open));
    emit(opening);
  }

  void close() {
    emit(open_.back().closing);
    open_.pop_back();
  }

  void note(const Mark& mark) {
    const NoteNumber number = numbers_(mark);
    Open raised = open_.back();
    raised.closing = {};
    raised.style.baseline_raise = {};
    raise(raised.style);
    raised.style.slant = text::Slant::kUpright;
    raised.style.small_caps = false;
    raised.style.unbreakable = true;
    result_.elements.push_back({true, raised.element, number.note, {}});
    raised.element = result_.elements.size() - 1;
    open_.push_back(std::move(raised));
    emit(number.printed);
    open_.pop_back();
  }

  const letter::RichText& rich_;
  const std::vector<std::size_t>& no_breaks_;
  std::size_t next_kept_ = 0;
  const InlineSetting& setting_;
  const NoteNumbers& numbers_;
  std::vector<const Mark*> marks_;
  std::vector<Open> open_;
  InlineText result_;
};

}  // namespace

std::size_t InlineText::element_at(std::size_t byte) const {
  const auto after =
      std::upper_bound(segments.begin(), segments.end(), byte,
                       [](std::size_t at, const Segment& segment) { return at < segment.begin; });
  return after == segments.begin() ? kNone : std::prev(after)->element;
}

InlineText inline_text(const letter::RichText& rich, const text::SpanStyle& base,
                       const InlineSetting& setting, const NoteNumbers& numbers) {
  const Punctuated as_set = punctuated(rich, base.language, setting.punctuation);
  return Conversion(as_set, base, setting, numbers).run();
}

}  // namespace chancery::layout
