// A stream that may be UTF-16, as UTF-8, piece by piece. The beginning decides; of a stream that is
// not UTF-16 nothing is handed on. Columns in the text count bytes of the UTF-8.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "text/utf16.h"

namespace veto::scan {

class Utf16Decoder {
 public:
  /// What can be handed on after the next piece of the stream; often empty at first.
  [[nodiscard]] std::string feed(std::string_view piece);
  /// The rest, at the end of the stream.
  [[nodiscard]] std::string finish();

 private:
  /// Decides, once enough is here.
  void settle();
  /// Decodes `raw_` up to `size`, keeping the rest.
  [[nodiscard]] std::string take(std::size_t size);

  bool settled_ = false;
  std::optional<text::Utf16Order> order_;
  std::string raw_;  // what could not be decoded yet
};

}  // namespace veto::scan
