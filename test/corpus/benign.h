// Texts that hold no secret and look as if they might: lock files, hashes, ids, encoded images,
// minified code, certificates, documentation with placeholders. Made at test time from a seed, so
// that nothing of it lies in the repository; written from the formats, not copied from projects.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace veto::corpus {

struct BenignFile {
  std::string path;
  std::string text;
};

/// About 2 MB in some 60 files. Equal seeds give equal files on every platform.
[[nodiscard]] std::vector<BenignFile> benign_files(std::uint64_t seed);

}  // namespace veto::corpus
