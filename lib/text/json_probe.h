// A small strict JSON reader (RFC 8259) for hostile bytes: it checks that a text is one JSON object
// and keeps the places of the top-level members. Nothing below the top level is kept, only checked.
//
// Linear in the text, no recursion (nesting is bounded by kMaxJsonDepth), no exception. Of members
// with the same name the last one counts, as in most readers. Numbers come back as double: good for
// dates and versions, not for 64-bit identifiers. Strings must be UTF-8 as far as control
// characters and escapes go; other invalid bytes are passed through.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace veto::text {

inline constexpr std::size_t kMaxJsonDepth = 64;
/// More top-level members than this are read and not kept.
inline constexpr std::size_t kMaxJsonMembers = 256;

/// The top-level members of a JSON object. Views the text that it was read from.
class JsonObject {
 public:
  enum class Kind : std::uint8_t { String, Number, Other };

  struct Member {
    std::string_view name;   ///< as written, without the quotes, escapes not decoded
    std::string_view value;  ///< as written; strings without the quotes
    Kind kind = Kind::Other;
  };

  [[nodiscard]] bool has(std::string_view name) const;
  /// The decoded value of a string member; nullopt when it is missing or no string.
  [[nodiscard]] std::optional<std::string> string(std::string_view name) const;
  /// The value of a number member; nullopt when it is missing, no number or beyond a double.
  [[nodiscard]] std::optional<double> number(std::string_view name) const;
  [[nodiscard]] std::size_t size() const noexcept { return members_.size(); }

  void add(const Member& member);

 private:
  [[nodiscard]] const Member* find(std::string_view name) const;

  std::vector<Member> members_;
};

/// Reads `text`, which must be one JSON object with white space around it at most; nullopt if it is
/// not.
[[nodiscard]] std::optional<JsonObject> probe_json_object(std::string_view text);

}  // namespace veto::text
