#include "source/stdin.h"

#include "base/error.h"
#include "source/descriptor.h"

namespace veto::source {

unsigned StdinSource::start(unsigned /*wanted*/) {
  return 1;
}

bool StdinSource::next(unsigned /*worker*/, model::SegmentSink& sink) {
  if (read_) return false;
  read_ = true;
  const model::Origin origin{model::OriginKind::File, path_, ""};
  base::in_context("standard input", [&] {
    sink.accept_stream({origin, {}, nullptr},
                       [this](std::span<char> buffer) { return read_some(descriptor_, buffer); });
  });
  return true;
}

void StdinSource::finish(model::ScanResult& result) {
  result.source.kind = model::SourceKind::Stdin;
  result.coverage.files = 1;
}

}  // namespace veto::source
