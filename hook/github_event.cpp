#include "hook/github_event.h"

#include <initializer_list>

#include <nlohmann/json.hpp>

#include "git/oid.h"

namespace veto::hook {
namespace {

using Json = nlohmann::json;

/// The text at a path of member names; empty without one.
std::string text_at(const Json& event, std::initializer_list<const char*> names) {
  const Json* at = &event;
  for (const char* name : names) {
    const auto found = at->is_object() ? at->find(name) : at->end();
    if (!at->is_object() || found == at->end()) return "";
    at = &*found;
  }
  return at->is_string() ? at->get<std::string>() : "";
}

std::string id_at(const Json& event, std::initializer_list<const char*> names) {
  std::string id = text_at(event, names);
  return git::Oid::from_hex(id) ? id : "";
}

}  // namespace

std::optional<GithubEvent> parse_github_event(std::string_view text) {
  const Json event = Json::parse(text, nullptr, false);
  if (!event.is_object()) return std::nullopt;
  GithubEvent result;
  const bool is_group = event.contains("merge_group");
  result.base = is_group ? id_at(event, {"merge_group", "base_sha"})
                         : id_at(event, {"pull_request", "base", "sha"});
  result.head = is_group ? id_at(event, {"merge_group", "head_sha"})
                         : id_at(event, {"pull_request", "head", "sha"});
  result.before = id_at(event, {"before"});
  result.after = id_at(event, {"after"});
  result.default_branch = text_at(event, {"repository", "default_branch"});
  return result;
}

}  // namespace veto::hook
