#include "hook/policy_source.h"

#include <algorithm>
#include <utility>

#include <unistd.h>

#include <fmt/format.h>

#include "base/error.h"
#include "git/commit.h"
#include "git/config.h"
#include "git/config_mention.h"
#include "git/index_lookup.h"
#include "git/object_store.h"
#include "git/plumbing.h"
#include "git/read_file.h"
#include "git/refs.h"
#include "git/staged.h"
#include "hook/config_layers.h"
#include "scan/attempt.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

constexpr std::size_t kShortId = 10;
constexpr const char* kRemoteDefault = "refs/remotes/origin/HEAD";

/// As git compares a file that may have been checked out with other line ends.
std::string with_plain_ends(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') plain.push_back(text[i]);
  }
  return plain;
}

/// The tree of a commit, or of one that tags lead to; nullopt for anything else.
std::optional<git::Oid> tree_of(git::ObjectStore& objects, git::Oid id) {
  while (true) {
    const git::Object object = objects.read(id);
    switch (object.type()) {
      case git::ObjectType::Commit:
        return git::parse_commit(id, object.bytes()).tree;
      case git::ObjectType::Tag:
        id = git::parse_tag(object.bytes()).target;
        break;
      case git::ObjectType::Tree:
      case git::ObjectType::Blob:
        return std::nullopt;
    }
  }
}

base::Error not_a_file(std::string_view name, const char* what, const char* advice) {
  return base::usage_error(fmt::format("index:{} {}: {} (git add :/{})", name, what, advice, name));
}

/// `git commit PATH` has a temporary index for the hook, which lacks what else is staged: a
/// decision, which was staged when it was made, counts all the same.
std::optional<std::string> index_behind(const std::string& index) {
  const std::string file = index.substr(index.rfind('/') + 1);
  if (!file.starts_with("next-index-") || !file.ends_with(".lock")) return std::nullopt;
  return index.substr(0, index.size() - file.size()) + "index";
}

/// The files as they are staged.
std::vector<git::IndexFinding> find_staged(const git::Location& location,
                                           const base::Environment& environment,
                                           const std::vector<std::string>& names) {
  std::vector<git::IndexFinding> found = git::find_in_index(location, environment, names);
  const std::optional<std::string> behind = index_behind(location.index_file);
  if (!behind) return found;
  git::Location whole = location;
  whole.index_file = *behind;
  base::Environment with_whole = environment;
  with_whole.set("GIT_INDEX_FILE", *behind);
  const std::vector<git::IndexFinding> staged = git::find_in_index(whole, with_whole, names);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] != policy::kConfigFileName) found[i] = staged[i];
  }
  return found;
}

}  // namespace

PolicyPlace policy_at(const git::Oid& commit) {
  return {PolicyWhere::Commit, commit, commit.hex().substr(0, kShortId)};
}

PolicyText PolicySource::read(const PolicyPlace& place) const {
  PolicyText text;
  if (flags_.no_config) return text;
  read_layers(place.layers, text);
  if (!flags_.config.empty()) {
    text.config = {git::read_file(flags_.config), flags_.config};
    if (!text.config.text)
      throw base::usage_error("--config " + text::for_terminal(flags_.config) + ": no such file");
  }
  if (location_ == nullptr) return text;
  if (!place.note.empty())
    text.notes.push_back({base::DiagnosticKind::Note, "policy-place", place.note, "", ""});
  switch (place.where) {
    case PolicyWhere::WorkTree:
      read_work_tree(text);
      break;
    case PolicyWhere::Index:
      read_index(text);
      break;
    case PolicyWhere::Commit:
      read_commit(place, text);
      break;
  }
  return text;
}

/// --config stands for the repository's configuration.
std::vector<OwnFile> PolicySource::wanted_files() const {
  std::vector<OwnFile> files(own_files().begin(), own_files().end());
  if (!flags_.config.empty())
    std::erase_if(files, [](const OwnFile& file) { return file.member == &PolicyText::config; });
  return files;
}

void PolicySource::read_layers(PolicyLayers layers, PolicyText& text) const {
  for (const LayerFile& layer : layer_files(environment_)) {
    const bool is_user = layer.kind == LayerKind::User;
    // A home that may not even be looked into has no configuration, as for git.
    if (is_user && (layers == PolicyLayers::System || ::access(layer.path.c_str(), F_OK) != 0))
      continue;
    PolicyFile file{git::read_file(layer.path), layer.path};
    if (!file.text && layer.kind == LayerKind::NamedSystem)
      throw base::usage_error("GIT_VETO_CONFIG_SYSTEM: there is no file " +
                              text::for_terminal(layer.path));
    if (file.text) text.layers.push_back(std::move(file));
  }
}

void PolicySource::read_work_tree(PolicyText& text) const {
  if (location_->work_tree.empty()) {
    const std::optional<git::Oid> head = git::resolve_head(*location_, environment_);
    if (head) read_commit(policy_at(*head), text);
    return;
  }
  for (const OwnFile& own : wanted_files()) {
    PolicyFile& file = text.*own.member;
    file.name = location_->work_tree + "/" + std::string(own.name);
    file.text = git::read_file(file.name);
  }
}

void PolicySource::read_index(PolicyText& text) const {
  const std::vector<OwnFile> wanted = wanted_files();
  std::vector<std::string> names;
  for (const OwnFile& own : wanted) names.emplace_back(own.name);
  const std::vector<git::IndexFinding> found = find_staged(*location_, environment_, names);
  std::optional<git::ObjectStore> objects;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    PolicyFile& file = text.*wanted[i].member;
    file.name = "index:" + names[i];
    switch (found[i].state) {
      case git::IndexState::Absent:
        break;
      case git::IndexState::Unmerged:
        throw not_a_file(names[i], "is in conflict", "resolve it and stage the result");
      case git::IndexState::Link:
        throw not_a_file(names[i], "is a symbolic link", "put a file in its place");
      case git::IndexState::File:
        if (!objects) objects.emplace(library_, *location_, environment_);
        file.text = base::in_context(file.name, [&] {
          return std::string(objects->read(found[i].id, git::ObjectType::Blob).bytes());
        });
        break;
    }
    compare_with_work_tree(file, names[i], text);
  }
}

void PolicySource::compare_with_work_tree(const PolicyFile& staged, std::string_view name,
                                          PolicyText& text) const {
  if (location_->work_tree.empty()) return;
  const std::string path = location_->work_tree + "/" + std::string(name);
  const std::optional<std::string> edited = git::read_file(path);
  if (!edited) return;
  if (staged.text && with_plain_ends(*staged.text) == with_plain_ends(*edited)) return;
  const char* what = staged.text
                         ? "is staged in another version than the work tree's, and that counts"
                         : "is in the work tree and not in the commit, so it does not count";
  text.notes.push_back(
      {base::DiagnosticKind::Note, "policy-not-staged",
       fmt::format("{} (git add :/{}; where git commit is given paths, that one too)", what, name),
       std::string(name), ""});
}

void PolicySource::read_commit(const PolicyPlace& place, PolicyText& text) const {
  if (place.commit.is_null()) return;
  // Without it everything is judged as if nothing had been decided, and nothing passes as clean.
  scan::attempt(text.notes, {}, [&] {
    base::in_context([&] { return "reading the policy of " + text::for_terminal(place.name); },
                     [&] { read_trees(place, text); });
    return true;
  });
}

void PolicySource::read_trees(const PolicyPlace& place, PolicyText& text) const {
  git::ObjectStore objects(library_, *location_, environment_);
  const std::optional<git::Oid> tree = tree_of(objects, place.commit);
  const std::optional<git::Oid> changed =
      place.change.is_null() ? std::nullopt : tree_of(objects, place.change);
  for (const OwnFile& own : wanted_files()) {
    PolicyFile& file = text.*own.member;
    file.name = place.name + ":" + std::string(own.name);
    const auto find = [&](const std::optional<git::Oid>& root) {
      return root ? git::find_blob(objects, *root, own.name) : std::nullopt;
    };
    const std::optional<git::Oid> blob = find(tree);
    if (blob) file.text = objects.read(*blob, git::ObjectType::Blob).bytes();
    if (const std::optional<git::Oid> other = find(changed); other && other != blob)
      text.notes.push_back({base::DiagnosticKind::Note, "policy-changed",
                            "the version that the change brings does not count, only that of " +
                                text::for_terminal(place.name),
                            std::string(own.name), ""});
  }
}

std::optional<PolicyPlace> PolicySource::protected_place() const {
  if (flags_.no_config) return std::nullopt;
  if (!flags_.policy_ref.empty()) return place_of_ref(flags_.policy_ref, "--policy-ref");
  if (location_ == nullptr || !git::may_be_configured(*location_, environment_, "policyref"))
    return std::nullopt;
  const git::Config config(*location_, environment_, git::ConfigScope::All, "^veto\\.policyref$");
  const std::string ref = config.get("veto.policyref").value_or("");
  return ref.empty() ? std::nullopt : std::optional(place_of_ref(ref, "veto.policyRef"));
}

PolicyPlace PolicySource::place_of_ref(const std::string& ref, std::string_view who) const {
  if (location_ == nullptr) throw base::usage_error(std::string(who) + ": this is no repository");
  const std::optional<git::Oid> commit = commit_of(ref, who);
  if (!commit)
    throw base::usage_error(
        fmt::format("{}: there is no commit {} here (fetch it, or name another one)", who,
                    text::for_terminal(ref)));
  return {PolicyWhere::Commit, *commit, ref};
}

PolicyPlace PolicySource::place_behind(const std::optional<git::Oid>& base,
                                       const git::Oid& change) const {
  if (base) return {PolicyWhere::Commit, *base, policy_at(*base).name, change};
  if (const std::optional<git::Oid> remote = commit_of(kRemoteDefault, kRemoteDefault))
    return {PolicyWhere::Commit, *remote, kRemoteDefault, change};
  return {PolicyWhere::WorkTree,
          {},
          "",
          {},
          "there is no commit that the range begins behind: the policy is that of the work tree "
          "(--policy-ref REF names a protected one)"};
}

std::optional<git::Oid> PolicySource::commit_of(const std::string& ref,
                                                std::string_view who) const {
  if (ref.starts_with('-')) return std::nullopt;
  base::Environment environment = environment_;
  environment.set("LC_ALL", "C");
  const base::Output output = git::ask_git(
      *location_, environment,
      {"-c", "core.warnAmbiguousRefs=true", "rev-parse", "--verify", ref + "^{commit}"});
  if (output.status != 0) return std::nullopt;
  // Otherwise whoever makes a tag of that name decides on the policy.
  if (output.err.find("is ambiguous") != std::string::npos)
    throw base::usage_error(fmt::format(
        "{}: several refs are called {}: name one in full (refs/remotes/..., refs/heads/...)", who,
        text::for_terminal(ref)));
  return git::Oid::from_hex(git::trim_end(output.out));
}

}  // namespace veto::hook
