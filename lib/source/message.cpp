#include "source/message.h"

namespace veto::source {

unsigned MessageSource::start(unsigned /*wanted*/) {
  return 1;
}

bool MessageSource::next(unsigned /*worker*/, model::SegmentSink& sink) {
  if (read_) return false;
  read_ = true;
  sink.accept({{model::OriginKind::CommitMessage, "", ""}, text_, nullptr});
  return true;
}

void MessageSource::finish(model::ScanResult& result) {
  result.source.kind = model::SourceKind::Message;
}

}  // namespace veto::source
