// The message of a commit that is being made, as one text.
#pragma once

#include <string>

#include "source/source.h"

namespace veto::source {

class MessageSource final : public Source {
 public:
  explicit MessageSource(std::string text) : text_(std::move(text)) {}

  unsigned start(unsigned wanted) override;
  bool next(unsigned worker, model::SegmentSink& sink) override;
  void finish(model::ScanResult& result) override;

 private:
  std::string text_;
  bool read_ = false;
};

}  // namespace veto::source
