// The match is the "private_key" member of a Google service account file: the PEM block that is its
// value is parsed as any other, and the file's other members must stand near by.
#include <algorithm>
#include <array>
#include <cstddef>

#include "confirm/private_key.h"
#include "confirm/structures.h"

namespace veto::confirm {

namespace {

constexpr std::size_t kFileReach = 4096;  ///< bytes around the member that belong to the file

bool has_near(std::string_view window, model::Range around, std::string_view word) noexcept {
  const std::size_t reach = std::min(around.begin, kFileReach);
  const std::size_t begin = around.begin - reach;
  return slice(window, {begin, std::min(window.size(), around.end + kFileReach)}).find(word) !=
         std::string_view::npos;
}

}  // namespace

Judgement judge_gcp_service_account(const Candidate& candidate, const Settings&) {
  constexpr std::size_t kValueReach = 64;  // from the name of the member to its value
  const std::size_t end = candidate.match.end + kValueReach;
  Judgement judgement = judge_key_block(candidate, {candidate.match.begin, end});
  if (!judgement.accepted) return judgement;
  constexpr auto kMarks =
      std::to_array<std::string_view>({"service_account", "gserviceaccount.com", "private_key_id"});
  const bool marked = std::any_of(kMarks.begin(), kMarks.end(), [&](std::string_view mark) {
    return has_near(candidate.window, judgement.match, mark);
  });
  if (!marked) return reject(candidate, "no service account stands near by");
  // Google publishes this key so that anybody can pull base images.
  if (has_near(candidate.window, judgement.match, "image-pulling@authenticated-image-pulling")) {
    return reject(candidate, "is a published key");
  }
  return judgement;
}

}  // namespace veto::confirm
