// libgit2's lifetime: a value that main makes first and destroys last. Whatever needs the library
// takes it by reference, so that forgetting it does not compile.
#pragma once

namespace veto::git {

class Library {
 public:
  /// Throws Error(Unreadable).
  Library();
  ~Library();
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
};

}  // namespace veto::git
