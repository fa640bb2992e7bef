// The host of a URL: whether credentials for it can be of use to anybody.
#pragma once

#include <cstdint>
#include <string_view>

namespace veto::confirm {

enum class HostKind : std::uint8_t {
  Documentation,  ///< example.com, *.test, "host", 192.0.2.1
  Local,          ///< localhost, 127.0.0.1, ::1, 0.0.0.0
  Service,        ///< a name without a dot, as in a compose file: "db"
  Variable,       ///< ${HOST}, %s
  Real,
};

/// The host at the front of `text` (behind the "@"): up to a port, a path or the end of the word.
[[nodiscard]] std::string_view host_at(std::string_view text) noexcept;

[[nodiscard]] HostKind classify_host(std::string_view host) noexcept;

}  // namespace veto::confirm
