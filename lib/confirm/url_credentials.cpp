// scheme://user:password@host: the capture is the password. Whether it is one is decided by the
// password itself, and how much it matters by the host. And passwords that stand alone, behind
// their name in a file of settings or on a command line.
#include <algorithm>
#include <cstdint>
#include <string>

#include "confirm/ascii.h"
#include "confirm/password.h"
#include "confirm/structures.h"
#include "confirm/url_host.h"

namespace veto::confirm {

namespace {

using rules::Tier;

std::string decode_percent(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape =
        text[i] == '%' && i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2]);
    out.push_back(escape ? static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]))
                         : text[i]);
    if (escape) i += 2;
  }
  return out;
}

/// The user name: what stands between the scheme and the colon before the password.
std::string_view user_of(const Candidate& candidate) noexcept {
  const std::string_view before =
      slice(candidate.window, {candidate.match.begin, candidate.secret.begin});
  const std::size_t colon = before.rfind(':');
  if (colon == std::string_view::npos) return {};
  const std::string_view front = before.substr(0, colon);
  const std::size_t slashes = front.rfind('/');
  return slashes == std::string_view::npos ? front : front.substr(slashes + 1);
}

/// The end of the password: people leave an at sign in it unescaped, the last one counts.
std::size_t end_of_password(const Candidate& candidate) noexcept {
  constexpr std::size_t kMaxAuthority = 512;
  const std::string_view rest = candidate.window.substr(candidate.secret.end, kMaxAuthority);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#,;&|\\\"'`<>() \t\r\n"));
  const std::size_t at = authority.rfind('@');
  return candidate.secret.end + (at == std::string_view::npos ? 0 : at);
}

std::string_view host_of(const Candidate& candidate) noexcept {
  const std::string_view rest = candidate.window.substr(candidate.secret.end);
  return rest.starts_with('@') ? host_at(rest.substr(1)) : std::string_view();
}

/// How little a password says: nothing when it is the user's name or what everybody writes.
enum class Weakness : std::uint8_t { None, Default, Empty };

Weakness weakness_of(std::string_view user, std::string_view password, PasswordForm form) noexcept {
  if (!user.empty() && equals_ignoring_case(user, password)) return Weakness::Empty;
  if (is_stop_word(password)) return Weakness::Empty;
  return form == PasswordForm::Weak ? Weakness::Default : Weakness::None;
}

/// How much a password for that host matters; nothing for a word on a host of the documentation.
Judgement judge_for_host(const Candidate& candidate, HostKind host, Weakness weakness,
                         std::string_view password) {
  const bool weak = weakness != Weakness::None;
  const bool empty = weakness == Weakness::Empty;
  const bool wordlike = is_wordlike(password);
  const bool strong = is_strong(password);
  switch (host) {
    case HostKind::Documentation:
      if (weak || wordlike) return reject(candidate, "a plain word for a host of documentation");
      return lower(candidate, Tier::Info, "the host is one of documentation");
    case HostKind::Local:
      return lower(candidate, empty ? Tier::Info : Tier::Warn, "the host is the local machine");
    case HostKind::Service:
      return empty ? lower(candidate, Tier::Info, "a default password for a local service")
                   : lower(candidate, Tier::Warn, "the host is a local service");
    case HostKind::Variable:
    case HostKind::Real:
      if (weak) return lower(candidate, Tier::Warn, "the password is a well-known default");
      return strong ? accept(candidate, model::Verified::None)
                    : lower(candidate, Tier::Warn, "the password may be an example");
  }
  return reject(candidate, "no host");
}

struct Login {
  std::string_view user;
  std::string_view password;
  HostKind host = HostKind::Real;
};

Judgement judge_login(const Candidate& candidate, const Login& login) {
  const PasswordForm form = classify_password(login.password);
  switch (form) {
    case PasswordForm::Template:
      return reject(candidate, "the password is a variable");
    case PasswordForm::Placeholder:
      return reject(candidate, "the password is a placeholder");
    case PasswordForm::Weak:
    case PasswordForm::Plain:
      break;
  }
  return judge_for_host(candidate, login.host, weakness_of(login.user, login.password, form),
                        login.password);
}

}  // namespace

Judgement judge_url_credentials(const Candidate& captured, const Settings&) {
  Candidate candidate = captured;
  candidate.secret.end = end_of_password(captured);
  candidate.match.end = std::max(captured.match.end, candidate.secret.end);
  const std::string_view written = slice(candidate.window, candidate.secret);
  const std::string password = decode_percent(written);
  // Both forms: %PASSWORD% and %24%7BPASSWORD%7D are variables.
  if (classify_password(written) == PasswordForm::Template) {
    return reject(candidate, "the password is a variable");
  }
  return judge_login(candidate, {user_of(candidate), password, classify_host(host_of(candidate))});
}

Judgement judge_password(const Candidate& candidate, const Settings&) {
  const std::string_view password = slice(candidate.window, candidate.secret);
  const std::optional<std::string> encoded = encoded_text(password);
  return judge_login(candidate, {{}, encoded ? std::string_view(*encoded) : password});
}

}  // namespace veto::confirm
