// What kind of file a candidate stands in, from its path alone: unquoted values mean something in
// configuration and are names in programs. Without a path (history, standard input) nothing is
// known.
#pragma once

#include <cstdint>
#include <string_view>

namespace veto::confirm {

enum class FileKind : std::uint8_t {
  Unknown,
  Program,        ///< bare values are identifiers
  Configuration,  ///< YAML, properties, INI, .env, HCL, XML: bare values are text
  Script,         ///< shell, PowerShell, Dockerfile, make: both
  Document,       ///< prose
  Data,           ///< JSON and recordings
  Query,          ///< SQL
  Listing,        ///< lock files, translations: nothing that a person chose to hide
};

[[nodiscard]] FileKind classify_file(std::string_view path) noexcept;

/// Whether a folder or the name of the file says that it belongs to a test or an example.
[[nodiscard]] bool is_test_path(std::string_view path) noexcept;

}  // namespace veto::confirm
