// Files that are known by their names: whether a path is one of those that a rule of kind File
// names.
//
// A name without '/' is tried on the last component of the path, one with on as many of its last
// components. Case is ignored (ASCII). `*` stands for any bytes but '/'; nothing else is special.
// Nothing is compiled or allocated: most paths are refused by one byte at either end of each name.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace veto::rules {

/// What a file of a forbidden name must hold to be reported (lib/scan/file_content.h).
enum class FileContent : std::uint8_t {
  Any,          ///< anything
  Settings,     ///< settings: block with one that is not plainly public, else warn
  Credentials,  ///< a credential
  Example,      ///< a credential that is no example
  PrivateKey,   ///< a private key
  Configured,   ///< anything, and the names are those of the configuration
};

/// Settings of a rule of kind File. A name is tried on the last components of a path, ignoring
/// case; `*` is any bytes but '/'.
struct FileNames {
  std::span<const std::string_view> names;
  std::span<const std::string_view> except;  ///< names that are something else
  FileContent content = FileContent::Any;
  bool strict = true;  ///< whether `strict_filenames` makes the name alone count
};

[[nodiscard]] std::string_view to_string(FileContent content) noexcept;
[[nodiscard]] std::optional<FileContent> parse_file_content(std::string_view word) noexcept;

/// Whether one of the names means `path`, and no exception does.
[[nodiscard]] bool names_file(const FileNames& file, std::string_view path) noexcept;

/// Of a path in pieces: what is named has a last component for which names_file() holds, or stands
/// below a directory for which this does.
[[nodiscard]] bool names_below(const FileNames& file, std::string_view directory) noexcept;

}  // namespace veto::rules
