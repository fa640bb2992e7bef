// PLAN.md: how to take secrets out of a history that was pushed, as numbered steps whose commands
// work as printed. Redacted: the values stand in replacements.txt beside it, if anywhere.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "report/whereabouts.h"

namespace veto::report {

/// What is installed here.
enum class FilterRepo : unsigned char {
  Missing,
  Older,          ///< before 2.47
  SensitiveData,  ///< knows --sensitive-data-removal
};

/// A remote that the rewritten history goes to.
struct PurgeRemote {
  std::string name;
  std::string url;  ///< without credentials; a path is absolute
  bool is_local = false;
};

struct PurgePlan {
  std::string date;  ///< YYYY-MM-DD
  std::vector<Whereabouts> findings;
  std::set<std::string> paths;
  std::string directory;           ///< where the files of the plan are, absolute
  std::size_t values = 0;          ///< lines of replacements.txt
  std::size_t weak_values = 0;     ///< of these: short or common, so that they stand elsewhere too
  std::size_t multi_line = 0;      ///< of these: regular expressions
  std::vector<std::string> blobs;  ///< lines of blobs.txt
  std::set<std::string> files;     ///< lines of files.txt
  bool with_secrets = false;       ///< replacements.txt was written
  bool in_messages = false;        ///< of commits or tags
  FilterRepo filter_repo = FilterRepo::Missing;
  std::vector<PurgeRemote> remotes;  ///< the first one is cloned from
  std::string repository;            ///< absolute; cloned from when there is no remote
};

[[nodiscard]] std::string purge_plan(const PurgePlan& plan);

}  // namespace veto::report
