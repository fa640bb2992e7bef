// One line per libgit2 type, and check(), the only reader of libgit2's last error.
#pragma once

#include <string_view>

#include <git2.h>

#include "base/handle.h"
#include "git/oid.h"

namespace veto::git {

using OdbHandle = base::Handle<git_odb, git_odb_free>;
using OdbObjectHandle = base::Handle<git_odb_object, git_odb_object_free>;
using PatchHandle = base::Handle<git_patch, git_patch_free>;

/// Throws Error(Unreadable) "`doing`: <libgit2's words>" when `code` is negative.
void check(int code, std::string_view doing);

[[nodiscard]] inline git_oid to_git_oid(const Oid& id) {
  git_oid raw;
  std::memcpy(raw.id, id.bytes.data(), GIT_OID_RAWSZ);
  return raw;
}

[[nodiscard]] inline Oid from_git_oid(const git_oid& raw) {
  return Oid::from_raw({reinterpret_cast<const char*>(raw.id), GIT_OID_RAWSZ});
}

}  // namespace veto::git
