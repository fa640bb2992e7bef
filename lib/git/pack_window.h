// Bounds how often libgit2 looks into packs for one object: where deltas lead in a circle it would
// never end. See pack_window.cpp, which stands between it and its mapped packs.
#pragma once

namespace veto::git {

/// To be called before libgit2 is asked for an object, on the same thread.
void begin_packed_object() noexcept;

}  // namespace veto::git
