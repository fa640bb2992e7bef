// Loose objects of a repository, damaged in one way or another.
#pragma once

#include <string>

#include "test/support/temp_repo.h"

namespace veto::test {

inline fs::path object_path(const TempRepo& repo, const std::string& id) {
  return repo.git_dir() / "objects" / id.substr(0, 2) / id.substr(2);
}

enum class Damage { Removed, Emptied, Garbled, OfAnotherObject };

inline void damage(const TempRepo& repo, const std::string& name, Damage kind) {
  const fs::path path = object_path(repo, repo.git({"rev-parse", name}));
  std::string bytes = read_file(path);
  fs::remove(path);
  switch (kind) {
    case Damage::Removed:
      return;
    case Damage::Emptied:
      bytes.clear();
      break;
    case Damage::Garbled:
      for (std::size_t i = bytes.size() / 2; i < bytes.size(); ++i) bytes[i] = '\x5a';
      break;
    case Damage::OfAnotherObject:
      bytes = read_file(object_path(repo, repo.git({"hash-object", "-w", "--stdin"}, "other")));
      break;
  }
  write_file(path, bytes, 0444);
}

}  // namespace veto::test
