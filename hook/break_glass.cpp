#include "hook/break_glass.h"

#include <charconv>
#include <string_view>

#include "source/message.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

constexpr std::size_t kMaxReason = 300;
constexpr unsigned kMaxOptions = 10'000;

/// The value of the push option `name`; empty when it has none, nullopt when it is not there.
std::optional<std::string> find_option(const base::Environment& environment,
                                       const std::string& name) {
  const std::string count = environment.get("GIT_PUSH_OPTION_COUNT").value_or("");
  unsigned options = 0;
  std::from_chars(count.data(), count.data() + count.size(), options);
  for (unsigned i = 0; i < std::min(options, kMaxOptions); ++i) {
    const std::string option = environment.get("GIT_PUSH_OPTION_" + std::to_string(i)).value_or("");
    if (option == name) return "";
    if (option.starts_with(name + "=")) return option.substr(name.size() + 1);
  }
  return std::nullopt;
}

bool holds_secret(const Session& session, const std::string& text) {
  source::MessageSource source(text);
  const model::ScanResult result = session.scan(source);
  return !result.findings.empty() || !result.complete();
}

}  // namespace

std::optional<std::string> break_glass_reason(const Session& session, const std::string& name,
                                              std::string& refused) {
  if (name.empty()) return std::nullopt;
  const std::optional<std::string> reason = find_option(session.environment(), name);
  if (!reason) return std::nullopt;
  const std::string usage = " (git push -o " + text::for_terminal(name) + "=REASON)";
  if (reason->find_first_not_of(" \t\r\n") == std::string::npos) {
    refused = "it gives no reason" + usage;
    return std::nullopt;
  }
  if (holds_secret(session, *reason)) {
    refused = "its reason holds a secret itself";
    return std::nullopt;
  }
  return text::for_terminal(reason->substr(0, kMaxReason));
}

std::string pushing_user(const base::Environment& environment) {
  // Set by hosting software, the web server, the login.
  for (const char* name : {"GL_USERNAME", "GITEA_PUSHER_NAME", "REMOTE_USER", "USER", "LOGNAME"}) {
    if (const std::optional<std::string> user = environment.get_nonempty(name)) return *user;
  }
  return "";
}

}  // namespace veto::hook
