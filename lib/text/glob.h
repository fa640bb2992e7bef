// Path patterns as in .gitignore, over bytes.
//
//   *      any bytes of one path component, none included
//   ?      one byte, not "/"
//   [a-z]  one byte of the set, not "/"; [!...] and [^...] all others; "]" first stands for itself;
//          [[:alpha:]] and the other POSIX classes (ASCII)
//   \c     the byte c itself, in sets too
//   **     between slashes (or an end) any number of components: **/x  x/**  x/**/y; elsewhere as *
//
// A pattern without "/" is tried on the base name at any depth. One with a "/" at the front or in
// the middle is tried on the whole path; a leading "/" does only that. A trailing "/" is not part
// of the match: it restricts the pattern to directories. Comments, negation and trailing blanks are
// the business of whoever reads the lines of a .gitignore. An unfinished set or escape, and an
// unknown class, match nothing, as in git. Case counts.
//
// Matching takes time proportional to pattern times path, whatever they are: all positions of the
// pattern that are possible are advanced together, byte by byte; nothing is ever tried twice. Most
// paths are refused before, by the plain bytes at either end of the pattern.
//
// Known difference: git 2.39 takes the "**" of "x**/y" for one between slashes, against its manual.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace veto::text {

class Glob {
 public:
  explicit Glob(std::string_view pattern);

  /// False for a pattern that is malformed and so never matches; for whoever reads it from a user.
  [[nodiscard]] bool valid() const noexcept { return valid_; }
  [[nodiscard]] const std::string& pattern() const noexcept { return pattern_; }

  /// The last component of the pattern, as a pattern of a base name: whatever the whole one
  /// matches, this one does. nullopt where that cannot be told.
  [[nodiscard]] std::optional<Glob> last_component() const;

  /// Whether the pattern ends in "/" and so means directories only. matches() leaves that to its
  /// caller.
  [[nodiscard]] bool directories_only() const noexcept { return directories_only_; }

  /// Whether the pattern matches this very path, which is relative, without "/" at either end.
  [[nodiscard]] bool matches(std::string_view path) const;

  /// Whether the pattern, as a line of .gitignore, takes in the file `path`: by itself or by one of
  /// the directories above it.
  [[nodiscard]] bool covers(std::string_view path) const;

 private:
  enum class Kind : std::uint8_t {
    Byte,
    AnyByte,         ///< ?
    Set,             ///< [...]
    InComponent,     ///< *
    Anything,        ///< ** at the end
    Directories,     ///< the front of **/: nothing, or
    DirectoriesEnd,  ///< bytes that end in "/"
  };
  struct Token {
    Kind kind = Kind::Byte;
    unsigned char byte = 0;
    std::size_t set = 0;  ///< index into sets_
  };
  struct Compiler;
  class Positions;

  [[nodiscard]] bool matches_text(std::string_view text) const;
  void add(Positions& positions, std::size_t at) const;
  void step(Positions& next, std::size_t at, unsigned char byte) const;

  std::string pattern_;
  std::vector<Token> tokens_;
  std::vector<std::bitset<256>> sets_;
  std::string prefix_;  ///< the plain bytes that the pattern begins with, unescaped
  std::string suffix_;  ///< those that it ends with, unless they are the whole pattern
  bool valid_ = true;
  bool whole_path_ = false;
  bool directories_only_ = false;
};

}  // namespace veto::text
