#include "hook/hook_call.h"

#include <charconv>

#include "base/error.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

constexpr const char* kDeadline = "--deadline";
constexpr const char* kOnTimeout = "--on-timeout";
constexpr const char* kPolicyRef = "--policy-ref";

/// The value of the option `name` at `at`, as "NAME VALUE" or "NAME=VALUE"; moves `at` to its end.
std::optional<std::string> take_option(const std::vector<std::string>& words, std::size_t& at,
                                       std::string_view name) {
  const std::string& word = words[at];
  if (!word.starts_with(name)) return std::nullopt;
  if (word.size() > name.size() && word[name.size()] == '=') return word.substr(name.size() + 1);
  if (word.size() != name.size()) return std::nullopt;
  if (++at == words.size()) throw base::usage_error(std::string(name) + " takes a value");
  return words[at];
}

}  // namespace

HookCall parse_hook_call(const std::vector<std::string>& words) {
  HookCall call;
  std::vector<std::string> operands;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (const auto deadline = take_option(words, at, kDeadline))
      call.deadline = parse_deadline(*deadline, kDeadline);
    else if (const auto policy = take_option(words, at, kOnTimeout))
      call.on_timeout = parse_on_timeout(*policy, kOnTimeout);
    else if (const auto ref = take_option(words, at, kPolicyRef))
      call.policy_ref = *ref;
    else
      operands.push_back(words[at]);
  }
  const std::string name = operands.empty() ? "" : operands.front();
  const std::optional<install::HookKind> kind = install::find_hook(name);
  if (!kind || kind->name != name)
    throw base::usage_error("there is nothing to do in the hook " + text::for_terminal(name));
  call.kind = *kind;
  call.arguments.assign(operands.begin() + 1, operands.end());
  const bool has_options = call.deadline || call.on_timeout;
  if (has_options && kind->side != install::HookSide::Server)
    throw base::usage_error(std::string(kDeadline) + " and " + kOnTimeout +
                            " are for pre-receive and update");
  return call;
}

std::chrono::milliseconds parse_deadline(std::string_view word, const char* name) {
  double seconds = 0;
  const auto [stop, failure] = std::from_chars(word.data(), word.data() + word.size(), seconds);
  constexpr double kLongest = 7 * 24 * 3600;
  const bool is_number = failure == std::errc() && stop == word.data() + word.size();
  if (!is_number || !(seconds > 0) || seconds > kLongest)
    throw base::usage_error(std::string(name) + " takes a number of seconds, not " +
                            text::for_terminal(word));
  return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000) + 1);
}

OnTimeout parse_on_timeout(std::string_view word, const char* name) {
  if (word == "block") return OnTimeout::Block;
  if (word == "allow") return OnTimeout::Allow;
  throw base::usage_error(std::string(name) + " is block or allow, not " +
                          text::for_terminal(word));
}

std::string_view to_string(OnTimeout policy) noexcept {
  switch (policy) {
    case OnTimeout::Block:
      return "block";
    case OnTimeout::Allow:
      return "allow";
  }
  return "";
}

}  // namespace veto::hook
