// What an object is, without its content.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace veto::git {

enum class ObjectType : std::uint8_t { Commit, Tree, Blob, Tag };

struct ObjectHeader {
  ObjectType type = ObjectType::Blob;
  std::size_t size = 0;  ///< bytes
};

/// Throws Error(Unreadable) for another word.
[[nodiscard]] ObjectType parse_object_type(std::string_view word);
[[nodiscard]] std::string_view to_string(ObjectType type) noexcept;

}  // namespace veto::git
