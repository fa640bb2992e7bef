// Keeps libgit2 inside of a pack whose index is damaged, and out of deltas that lead in a circle.
//
// libgit2 1.5 believes the offsets of an index (and of a multi-pack-index) when it reads an
// object's header, and then reads beyond the mapped part of the pack. All of its access goes
// through git_mwindow_open(); the linker sends those calls here (--wrap). A circle of deltas it
// follows without an end: no object needs as many calls as are allowed here.

#include "git/pack_window.h"

#include <cstddef>

#include <sys/types.h>

#include <git2/errors.h>

namespace {

// No window is larger than this, libgit2's default on 64 bits: more left of it means that the
// difference went below zero.
constexpr unsigned kLargestWindow = 1U << 30;

// A chain of deltas has some thousand at most, each of which takes a few calls.
constexpr unsigned kMostCalls = 1U << 16;
thread_local unsigned calls_left = kMostCalls;

}  // namespace

void veto::git::begin_packed_object() noexcept {
  calls_left = kMostCalls;
}

// The names that --wrap=git_mwindow_open gives to libgit2's function and to its replacement. Its
// structures stay closed here.
extern "C" {
// NOLINTBEGIN(bugprone-reserved-identifier)
unsigned char* __real_git_mwindow_open(void* file, void** cursor, off_t offset, std::size_t extra,
                                       unsigned* left);
unsigned char* __wrap_git_mwindow_open(void* file, void** cursor, off_t offset, std::size_t extra,
                                       unsigned* left);
void git_mwindow_close(void** cursor);
// NOLINTEND(bugprone-reserved-identifier)

unsigned char* __wrap_git_mwindow_open(void* file, void** cursor, off_t offset, std::size_t extra,
                                       unsigned* left) {
  if (calls_left == 0) {
    git_error_set_str(GIT_ERROR_ODB, "its deltas lead in a circle");
    return nullptr;  // "cannot be mapped", which all callers expect
  }
  --calls_left;
  unsigned char* data = __real_git_mwindow_open(file, cursor, offset, extra, left);
  if (data == nullptr || left == nullptr || *left <= kLargestWindow) return data;
  git_mwindow_close(cursor);
  return nullptr;
}
}
