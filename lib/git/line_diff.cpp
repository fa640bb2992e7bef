#include "git/line_diff.h"

#include "git/handles.h"

namespace veto::git {

std::vector<AddedLines> added_lines(const Library& /*library*/, std::string_view old_text,
                                    std::string_view new_text) {
  git_diff_options options;
  check(git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION), "comparing texts");
  options.flags = GIT_DIFF_FORCE_TEXT;
  options.context_lines = 0;
  PatchHandle patch;
  check(git_patch_from_buffers(base::Out(patch), old_text.data(), old_text.size(), nullptr,
                               new_text.data(), new_text.size(), nullptr, &options),
        "comparing texts");
  std::vector<AddedLines> ranges;
  if (!patch) return ranges;
  const std::size_t hunks = git_patch_num_hunks(patch.get());
  for (std::size_t i = 0; i < hunks; ++i) {
    const git_diff_hunk* hunk = nullptr;
    std::size_t lines = 0;
    check(git_patch_get_hunk(&hunk, &lines, patch.get(), i), "comparing texts");
    // Without context every line of a hunk's new side is an added one.
    if (hunk->new_lines == 0) continue;
    const auto first = static_cast<std::size_t>(hunk->new_start);
    ranges.push_back({first, first + static_cast<std::size_t>(hunk->new_lines) - 1});
  }
  return ranges;
}

}  // namespace veto::git
