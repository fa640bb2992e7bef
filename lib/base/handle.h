// Ownership of C objects: Handle<T, free_fn> is a unique_ptr that calls free_fn, and Out(handle)
// passes such a handle to a C function that fills a T**.
#pragma once

#include <memory>

namespace veto::base {

template <auto Free>
struct FreeWith {
  template <class T>
  void operator()(T* object) const noexcept {
    static_cast<void>(Free(object));
  }
};

template <class T, auto Free>
using Handle = std::unique_ptr<T, FreeWith<Free>>;

/// Lives for one full expression: `check(git_odb_open(Out(odb), path), "...")`. The handle adopts
/// what the C function stored once the expression ends; what it held before is freed first.
template <class T, class Deleter>
class Out {
 public:
  explicit Out(std::unique_ptr<T, Deleter>& handle) : handle_(handle) {}
  ~Out() { handle_.reset(raw_); }
  Out(const Out&) = delete;
  Out& operator=(const Out&) = delete;

  operator T**() noexcept {
    return &raw_;
  }  // NOLINT(google-explicit-constructor): that is its purpose

 private:
  std::unique_ptr<T, Deleter>& handle_;
  T* raw_ = nullptr;
};

}  // namespace veto::base
