// How a rule writes a structure: NAME, NAME? for one whose failure rejects nothing (a structure
// that only some credentials of the kind have), either with a parameter behind a colon:
// "base64-json:k,n", "base64?:byte{32}".
#pragma once

#include <string_view>

namespace veto::rules {

struct StructureName {
  std::string_view name;
  bool hint = false;
  std::string_view parameter = {};  ///< of what form is the structure's own question
};

[[nodiscard]] constexpr StructureName split_structure(std::string_view text) noexcept {
  StructureName result{text};
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos) {
    result.name = text.substr(0, colon);
    result.parameter = text.substr(colon + 1);
  }
  result.hint = result.name.ends_with('?');
  if (result.hint) result.name.remove_suffix(1);
  return result;
}

}  // namespace veto::rules
