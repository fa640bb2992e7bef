// Turns: how many workers may do at a time what takes much memory. One that waits holds nothing
// that another waits for.
//
// A worker that goes away with its turn, by an exception, must not make the others wait for ever:
// as long as one is away, everybody has a turn.
#pragma once

#include <condition_variable>
#include <mutex>

namespace veto::git {

class Turns {
 public:
  explicit Turns(unsigned count) : free_(static_cast<int>(count)) {}

  void take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return free_ > 0 || away_ > 0; });
    --free_;
  }
  void give_back() {
    const std::scoped_lock lock(mutex_);
    ++free_;
    changed_.notify_one();
  }

  void go_away() {
    const std::scoped_lock lock(mutex_);
    ++away_;
    changed_.notify_all();
  }
  void come_back() {
    const std::scoped_lock lock(mutex_);
    --away_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int free_;  // below 0 after some have gone away
  int away_ = 0;
};

}  // namespace veto::git
