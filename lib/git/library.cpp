#include "git/library.h"

#include <string>

#include "base/error.h"
#include "git/handles.h"
#include "text/escape.h"

namespace veto::git {

void check(int code, std::string_view doing) {
  if (code >= 0) return;
  const git_error* last = git_error_last();
  std::string message(doing);
  message += ": ";
  message += last != nullptr && last->message != nullptr ? text::for_terminal(last->message)
                                                         : "libgit2 error " + std::to_string(code);
  throw base::unreadable(std::move(message));
}

Library::Library() {
  check(git_libgit2_init(), "starting libgit2");
  // Each object is read once: a cache only costs. git itself does not rehash what it reads from
  // packs, and a corrupt object does not inflate or has another size.
  git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
  git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
}

Library::~Library() {
  git_libgit2_shutdown();
}

}  // namespace veto::git
