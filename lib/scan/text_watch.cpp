#include "scan/text_watch.h"

namespace veto::scan {

TextWatch::TextWatch(const policy::MarkSettings& settings, const KnownValues* known)
    : reader_(settings),
      known_(known),
      mark_text_(policy::MarkReader::kBefore, policy::MarkReader::kBehind),
      known_text_(KnownValues::reach_before(), known == nullptr ? 0 : known->reach_behind()) {}

void TextWatch::find_known(std::string_view text) {
  if (known_ == nullptr) return;
  text::look_through(text,
                     [this](const text::Stretch& stretch) { known_->find(stretch, matches_); });
}

void TextWatch::read_marks(std::string_view text) {
  text::look_through(text, [this](const text::Stretch& stretch) { look_for_marks(stretch); });
}

void TextWatch::feed(std::string_view piece) {
  mark_text_.feed(piece, [this](const text::Stretch& stretch) { look_for_marks(stretch); });
  if (known_ == nullptr) return;
  known_text_.feed(piece,
                   [this](const text::Stretch& stretch) { known_->find(stretch, matches_); });
}

void TextWatch::finish() {
  mark_text_.finish([this](const text::Stretch& stretch) { look_for_marks(stretch); });
  if (known_ == nullptr) return;
  known_text_.finish([this](const text::Stretch& stretch) { known_->find(stretch, matches_); });
}

void TextWatch::look_for_marks(const text::Stretch& stretch) {
  reader_.read(stretch);
  if (!reader_.marks.empty()) counts_cr_ = stretch.lines.counts_cr();
}

}  // namespace veto::scan
