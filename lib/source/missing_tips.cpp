#include "source/missing_tips.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "git/object_store.h"
#include "git/refs.h"

namespace veto::source {

std::set<git::Oid> missing_tips(const GitContext& context,
                                const std::function<bool(const git::Oid& id)>& is_here) {
  std::set<git::Oid> missing;
  std::optional<git::ObjectStore> objects;
  for (const git::Tip& tip : git::list_tips(context.location, context.environment)) {
    const bool is_head = tip.reach == git::Reach::Branch;
    if (!is_head && tip.name.empty()) continue;
    if (is_here(tip.id) || is_empty_object(tip.id)) continue;
    if (!objects) objects.emplace(context.library, context.location, context.environment);
    if (!objects->header(tip.id)) missing.insert(tip.id);
  }
  return missing;
}

bool is_empty_object(const git::Oid& id) {
  constexpr auto kEmpty = std::to_array<std::string_view>({
      "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
      "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
      "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
      "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
  });
  const std::string hex = id.hex();
  return std::find(kEmpty.begin(), kEmpty.end(), hex) != kEmpty.end();
}

}  // namespace veto::source
