// The checksums of credentials, by the names that rules use (docs/RULES.md, "Checksums"): which
// bytes are covered, by which sum, written how.
//
// Each algorithm can say whether a whole secret is right, and can finish a token whose random part
// is given, so that examples need no fixed values. `skip` leading bytes of the secret do not belong
// to the body; the algorithms that cover the prefix ignore it (grafana, atlassian) or take it as
// the length of the prefix (gitlab-routable), those of a fixed body length count from the end
// (confluent, crates-io). Where the sum does not stand at the end (azure-devops,
// github-fine-grained) the table of docs/RULES.md says what minting adds.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace veto::text {

struct ChecksumAlgorithm {
  std::string_view name;
  /// Whether the checksum in `secret` is right. False too for a secret that is too short.
  bool (*verify)(std::string_view secret, std::size_t skip);
  /// What must be appended to `token_so_far` to make a valid token; empty when that is impossible.
  std::string (*mint)(std::string_view token_so_far, std::size_t skip);
  /// What `mint` adds as a pattern of fixed width (azure-key: with any padding), as rules write
  /// them, without a capture group; of hints the whole alphabet of the token.
  std::string_view tail_pattern;
  /// What `mint` adds in front of that unless the token ends in its last character.
  std::string_view separator;
  /// "checksum does not match (NAME)".
  std::string_view mismatch;
};

/// All algorithms, in the order of the table in docs/RULES.md.
[[nodiscard]] std::span<const ChecksumAlgorithm> checksum_algorithms() noexcept;

/// Null for a name that is not in the table.
[[nodiscard]] const ChecksumAlgorithm* find_checksum(std::string_view name) noexcept;

/// The pattern of what `mint` adds to a token that ends in `before`: the tail, with the separator
/// where it is missing.
[[nodiscard]] std::string tail_pattern(const ChecksumAlgorithm& algorithm, std::string_view before);

}  // namespace veto::text
