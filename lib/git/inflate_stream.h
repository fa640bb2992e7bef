// A large object that is stored in a pack as it is, decompressed piece by piece out of the mapped
// pack: it is never in memory as a whole.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "git/pack.h"

namespace veto::git {

class InflateStream {
 public:
  /// The pack must outlive it.
  explicit InflateStream(const Pack::Stored& stored);
  ~InflateStream();
  InflateStream(const InflateStream&) = delete;
  InflateStream& operator=(const InflateStream&) = delete;

  /// Fills the buffer as far as the object goes. Throws Error(Unreadable) for what is damaged.
  [[nodiscard]] std::size_t read(std::span<char> buffer);
  /// Throws Error(Unreadable) when not all of the object was read, or it is longer than it says.
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace veto::git
