// A sink that keeps what a source hands out, and a run of a source to its end.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "model/segment.h"
#include "source/source.h"

namespace veto::source::test {

struct Text {
  model::OriginKind kind = model::OriginKind::File;
  std::string path;
  std::string object;
  std::string bytes;
  bool streamed = false;
  bool has_change = false;
};

class Collector final : public model::SegmentSink {
 public:
  void accept(const model::Segment& segment) override {
    add(segment).bytes = std::string(segment.bytes);
    if (on_change && segment.change != nullptr) on_change(segment);
  }
  void accept_stream(const model::Segment& segment, const model::ReadChunk& read) override {
    Text& text = add(segment);
    text.streamed = true;
    std::string buffer(10'000, '\0');
    while (const std::size_t count = read(buffer)) text.bytes.append(buffer, 0, count);
  }

  /// The bytes by path.
  [[nodiscard]] std::map<std::string, std::string> by_path() const {
    std::map<std::string, std::string> result;
    for (const Text& text : texts) result[text.path] = text.bytes;
    return result;
  }

  std::vector<Text> texts;
  std::function<void(const model::Segment&)> on_change;  ///< called while the segment lives

 private:
  Text& add(const model::Segment& segment) {
    return texts.emplace_back(Text{segment.origin.kind, segment.origin.path, segment.origin.object,
                                   std::string(segment.bytes), false, segment.change != nullptr});
  }
};

/// What a source gave to one worker, and what it said in the end.
struct Run {
  explicit Run(Source& source) { run(source); }
  Run(Source& source, std::function<void(const model::Segment&)> on_change) {
    sink.on_change = std::move(on_change);
    run(source);
  }

  Collector sink;
  model::ScanResult result;
  std::vector<std::string> errors;

 private:
  void run(Source& source) {
    static_cast<void>(source.start(1));
    bool more = true;
    while (more) {
      try {
        more = source.next(0, sink);
      } catch (const base::Error& error) {
        errors.push_back(error.text());
      }
    }
    source.finish(result);
  }
};

}  // namespace veto::source::test
