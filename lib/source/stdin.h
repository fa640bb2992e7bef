// Standard input, or any other open descriptor, as one file.
#pragma once

#include <string>

#include "source/source.h"

namespace veto::source {

class StdinSource final : public Source {
 public:
  /// `path` is the name under which findings are reported. The descriptor stays the caller's.
  StdinSource(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}

  unsigned start(unsigned wanted) override;
  bool next(unsigned worker, model::SegmentSink& sink) override;
  void finish(model::ScanResult& result) override;

 private:
  int descriptor_;
  std::string path_;
  bool read_ = false;
};

}  // namespace veto::source
