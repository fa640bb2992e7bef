#include "hook/deadline.h"

#include <utility>

namespace veto::hook {

Deadline::Deadline(std::chrono::milliseconds time, std::function<void()> on_expiry) {
  const auto start = std::chrono::steady_clock::now();
  end_ = start + time;
  near_ = start + time * 4 / 5;
  thread_ = std::jthread([this, on_expiry = std::move(on_expiry)] {
    std::unique_lock lock(mutex_);
    if (!stopped_.wait_until(lock, end_, [this] { return is_stopped_; })) on_expiry();
  });
}

Deadline::~Deadline() {
  stop();
}

bool Deadline::is_near() const {
  return std::chrono::steady_clock::now() >= near_;
}

void Deadline::stop() {
  const std::scoped_lock lock(mutex_);
  is_stopped_ = true;
  stopped_.notify_all();
}

}  // namespace veto::hook
