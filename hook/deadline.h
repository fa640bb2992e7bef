// A time by which the program has decided, whatever it is doing then.
//
// Reading stops a little earlier, so that what was read by then is judged and shown. What still is
// not done at the deadline itself is not waited for.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace veto::hook {

class Deadline {
 public:
  /// Calls `on_expiry` from a thread of its own, after `time` unless stop() comes first; it must
  /// end the process.
  Deadline(std::chrono::milliseconds time, std::function<void()> on_expiry);
  ~Deadline();
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;

  /// Whether it is time to stop reading. Safe from any thread.
  [[nodiscard]] bool is_near() const;

  /// The decision is made: from here on there is no deadline any more.
  void stop();

 private:
  std::chrono::steady_clock::time_point end_;
  std::chrono::steady_clock::time_point near_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool is_stopped_ = false;
  std::jthread thread_;
};

}  // namespace veto::hook
