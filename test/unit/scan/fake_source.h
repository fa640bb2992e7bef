// A source of texts written in a test.
#pragma once

#include <atomic>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "source/source.h"

namespace veto::scan::test {

/// A change with known added lines and old versions.
class FakeChange final : public model::Change {
 public:
  std::optional<std::vector<model::LineRange>> added;
  std::vector<std::string> old;
  std::function<void()> on_ask;

  [[nodiscard]] std::optional<std::vector<model::LineRange>> added_lines() const override {
    if (on_ask) on_ask();
    return added;
  }
  void replay_old(model::SegmentSink& sink) const override {
    const model::Origin origin{model::OriginKind::Blob, "old", ""};
    for (const std::string& text : old) sink.accept({origin, text, nullptr});
  }
};

struct FakeItem {
  model::Origin origin;
  std::string text;
  const model::Change* change = nullptr;
  bool streamed = false;
  std::function<void()> before = nullptr;  ///< may throw
};

class FakeSource final : public source::Source {
 public:
  explicit FakeSource(std::vector<FakeItem> items) : items_(std::move(items)) {}

  unsigned start(unsigned wanted) override { return wanted; }
  bool next(unsigned /*worker*/, model::SegmentSink& sink) override {
    const std::size_t i = next_++;
    if (i >= items_.size()) return false;
    const FakeItem& item = items_[i];
    if (item.before) item.before();
    if (!item.streamed) {
      sink.accept({item.origin, item.text, item.change});
      return true;
    }
    std::string_view rest = item.text;
    sink.accept_stream({item.origin, {}, item.change}, [&](std::span<char> buffer) {
      const std::size_t count = std::min(buffer.size(), rest.size());
      std::memcpy(buffer.data(), rest.data(), count);
      rest.remove_prefix(count);
      return count;
    });
    return true;
  }
  void finish(model::ScanResult& result) override {
    result.coverage.files = items_.size();
    if (on_finish) on_finish(result);
  }

  std::function<void(model::ScanResult&)> on_finish;

 private:
  std::vector<FakeItem> items_;
  std::atomic<std::size_t> next_{0};
};

inline FakeItem file(std::string path, std::string text) {
  return {{model::OriginKind::File, std::move(path), ""}, std::move(text)};
}

}  // namespace veto::scan::test
