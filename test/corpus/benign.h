// Texts that hold no secret and look as if they might: lock files, hashes, ids, encoded images,
// minified code, certificates, documentation with placeholders, code that handles passwords. Made
// at test time from a seed, so that no token-shaped text lies in the repository; written from the
// formats, not copied from projects.
//
// Three kinds of makers: functions (what needs an algorithm), the recipes of test/corpus/texts
// (texts.h), and the built-in rules' own examples, spoilt (spoilt.cpp): with a wrong checksum, or
// with a placeholder where the random part was.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace veto::corpus {

struct BenignFile {
  std::string path;
  std::string text;
};

/// The first folder of a file's path: what its text is about. Empty for what functions make.
[[nodiscard]] constexpr std::string_view group_of(std::string_view path) {
  const std::size_t slash = path.find('/');
  return path.substr(0, slash == path.npos ? 0 : slash);
}

/// What functions make: about 2 MB in some 60 files, mixed as a project's files are. Equal seeds
/// give equal files on every platform.
[[nodiscard]] std::vector<BenignFile> ordinary_files(std::uint64_t seed);

/// All of it. Grows with the rules: their providers are named in it and their examples are spoilt.
[[nodiscard]] std::vector<BenignFile> benign_files(std::uint64_t seed);

}  // namespace veto::corpus
