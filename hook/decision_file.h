// A file in which a team keeps its decisions, the allow file or the baseline: at the top of the
// work tree, and staged as soon as it is written, for a commit is judged by what is staged.
//
// The same file may stand in the work tree and in the index with different entries; whoever writes
// it has to bring the two together. While a DecisionFile lives, no other run of ours writes one of
// this repository. When the file is new, git is told to merge it by keeping the lines of both sides
// (.gitattributes), for entries that two branches add next to each other are no conflict.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/process.h"
#include "hook/session.h"
#include "source/descriptor.h"

namespace veto::hook {

/// Throws Error(Usage) in a bare repository, which has no place for such a file.
void require_work_tree(const git::Location& location, std::string_view name);

class DecisionFile {
 public:
  /// Waits for other runs. Throws Error(Usage) in a bare repository.
  DecisionFile(const Session& session, std::string_view name);

  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] const std::optional<std::string>& in_work_tree() const noexcept { return worked_; }
  [[nodiscard]] const std::optional<std::string>& in_index() const noexcept { return staged_; }
  /// What it is called in messages when it was read from the index.
  [[nodiscard]] std::string index_name() const { return "index:" + name_; }

  /// Writes and stages the file and returns lines that say so. Throws Error(Unreadable).
  [[nodiscard]] std::string save(std::string_view text);

 private:
  [[nodiscard]] base::Output run_git(std::vector<std::string> arguments) const;
  [[nodiscard]] base::Output stage(const std::string& name) const;
  void require_staged() const;
  [[nodiscard]] std::string set_merge_attribute() const;

  const git::Location& location_;
  const base::Environment& environment_;
  std::string name_;
  std::string path_;
  source::Descriptor lock_;
  std::optional<std::string> worked_;
  std::optional<std::string> staged_;
};

}  // namespace veto::hook
