#include "confirm/url_host.h"

#include <algorithm>
#include <array>

#include "confirm/ascii.h"
#include "confirm/placeholder.h"

namespace veto::confirm {

namespace {

/// Reserved for documentation (RFC 2606, 6761, 5737) or used for nothing else.
constexpr auto kDocumentationDomains = std::to_array<std::string_view>(
    {"example.com", "example.org", "example.net", "example", "invalid", "test", "tld", "domain.com",
     "mydomain.com", "yourdomain.com"});

constexpr auto kStandIns = std::to_array<std::string_view>(
    {"address",      "bar",         "bar.com", "company.com", "domain",     "foo",
     "foo.bar",      "foo.com",     "host",    "host.com",    "host.name",  "hostname",
     "hostname.com", "ip",          "my.host", "myhost",      "myhost.com", "myserver",
     "myserver.com", "proxyserver", "server",  "server.com",  "site.com",   "somehost",
     "url",          "website.com"});

constexpr auto kDocumentationNetworks =
    std::to_array<std::string_view>({"192.0.2.", "198.51.100.", "203.0.113.", "1.2.3.4"});

constexpr auto kLocalNames =
    std::to_array<std::string_view>({"localhost", "localhost.localdomain", "0.0.0.0",
                                     "host.docker.internal", "::1", "0:0:0:0:0:0:0:1"});

template <std::size_t Size>
bool is_one_of(const std::array<std::string_view, Size>& names, std::string_view host) noexcept {
  return std::any_of(names.begin(), names.end(),
                     [host](std::string_view name) { return equals_ignoring_case(name, host); });
}

bool is_domain_or_below(std::string_view host, std::string_view domain) noexcept {
  if (host.size() < domain.size()) return false;
  const std::size_t front = host.size() - domain.size();
  return equals_ignoring_case(host.substr(front), domain) && (front == 0 || host[front - 1] == '.');
}

bool is_documentation(std::string_view host) noexcept {
  const bool reserved =
      std::any_of(kDocumentationDomains.begin(), kDocumentationDomains.end(),
                  [host](std::string_view domain) { return is_domain_or_below(host, domain); });
  const bool network =
      std::any_of(kDocumentationNetworks.begin(), kDocumentationNetworks.end(),
                  [host](std::string_view prefix) { return host.starts_with(prefix); });
  const bool yours = host.size() > 4 && equals_ignoring_case(host.substr(0, 4), "your");
  return reserved || network || yours || is_one_of(kStandIns, host) || is_mask(host);
}

bool is_local(std::string_view host) noexcept {
  return is_one_of(kLocalNames, host) || is_domain_or_below(host, "localhost") ||
         (host.starts_with("127.") && all_of(host, [](char c) { return is_digit(c) || c == '.'; }));
}

}  // namespace

std::string_view host_at(std::string_view text) noexcept {
  constexpr std::size_t kMaxHost = 255;
  text = text.substr(0, kMaxHost);
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    const std::string_view inner =
        close == std::string_view::npos ? std::string_view() : text.substr(1, close - 1);
    if (all_of(inner, [](char c) { return is_hex(c) || c == ':' || c == '.'; })) return inner;
  }
  // A variable in braces may hold characters that would end a name.
  if (text.starts_with("${") || text.starts_with("{") || text.starts_with("<")) {
    const std::size_t close = text.find_first_of("}> \t\r\n\"'");
    return text.substr(0, close == std::string_view::npos ? close : close + 1);
  }
  return text.substr(0, text.find_first_of(":/?#,;&|\\\"'`<>(){} \t\r\n"));
}

HostKind classify_host(std::string_view host) noexcept {
  if (host.empty()) return HostKind::Variable;
  if (std::string_view("$%{<[").find(host.front()) != std::string_view::npos) {
    return HostKind::Variable;
  }
  if (is_local(host)) return HostKind::Local;
  if (is_documentation(host)) return HostKind::Documentation;
  const bool dotless = host.find_first_of(".:") == std::string_view::npos;
  return dotless ? HostKind::Service : HostKind::Real;
}

}  // namespace veto::confirm
