#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/error.h"
#include "git/refs.h"
#include "git/root_commit.h"
#include "hook/allow_decisions.h"
#include "hook/allow_interactive.h"
#include "hook/commands.h"
#include "hook/find_finding.h"
#include "hook/known_values.h"
#include "hook/output.h"
#include "hook/search_ground.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

/// Salts under which an id may have been printed that is not of the session's salt: before the
/// allow file fixed one, or with --no-config.
std::vector<policy::FingerprintSalt> former_salts(const Session& session) {
  std::vector<policy::FingerprintSalt> salts;
  const source::GitContext context = session.git_context();
  policy::FingerprintSalt root;
  if (const std::optional<git::Oid> head =
          git::resolve_head(context.location, context.environment)) {
    git::ObjectStore objects(context.library, context.location, context.environment);
    root.text = git::root_commit(objects, *head).hex();
  }
  if (root.text != session.salt().text) salts.push_back(root);
  return salts;
}

/// The ids that the user named, and the finding of each, once it is found.
class Wanted {
 public:
  Wanted(const Session& session, const std::vector<std::string>& words) : session_(session) {
    for (const std::string& word : words) items_.push_back({parse_id_word(word), std::nullopt});
  }

  struct Item {
    std::string id;  ///< perhaps cut short
    std::optional<model::Finding> found;
  };

  void look_in(const model::ScanResult& result) {
    for (const model::Finding& finding : result.findings) match(finding, finding.id);
    for (const model::Finding& finding : result.findings) {
      if (all_found()) return;
      if (finding.rule->strength != rules::Strength::Guessable) continue;
      if (!former_) former_ = former_salts(session_);
      for (const policy::FingerprintSalt& salt : *former_) match(finding, id_under(finding, salt));
    }
  }

  [[nodiscard]] bool all_found() const {
    return std::all_of(items_.begin(), items_.end(),
                       [](const Item& item) { return item.found.has_value(); });
  }
  [[nodiscard]] const std::vector<Item>& items() const noexcept { return items_; }

 private:
  void match(const model::Finding& finding, const std::string& id) {
    for (Item& item : items_) {
      if (!id.starts_with(item.id)) continue;
      if (item.found && item.found->id != finding.id)
        throw base::usage_error(item.id + " names more than one finding: give more digits");
      item.found = finding;
    }
  }

  const Session& session_;
  std::optional<std::vector<policy::FingerprintSalt>> former_;  // made when first needed
  std::vector<Item> items_;
};

/// Looks where it is cheap first, and no further than needed; returns where.
std::string search(const Session& session, Wanted& wanted) {
  std::string searched;
  bool complete = true;
  for (const Ground ground : {Ground::Staged, Ground::Message, Ground::Unpushed, Ground::Files,
                              Ground::FileNames, Ground::History}) {
    if (wanted.all_found()) break;
    const std::optional<model::ScanResult> result = scan_ground(session, ground);
    if (!result) continue;
    wanted.look_in(*result);
    complete = complete && result->complete();
    searched += (searched.empty() ? "" : ", ") + std::string(to_string(ground));
  }
  return searched + (complete ? "" : ", of which not everything could be read");
}

const rules::Rule& require_rule(const Session& session, const std::string& id) {
  if (const rules::Rule* rule = session.find_rule(id)) return *rule;
  throw base::usage_error("there is no rule " + text::for_terminal(id));
}

void check_options(const Options& options) {
  if (options.in_history && !options.interactive)
    throw base::usage_error("--history goes with --interactive: an ID is looked for everywhere");
  if (options.interactive) {
    if (!options.operands.empty() || !options.reason.empty() || !options.expires.empty() ||
        !options.unseen_rule.empty())
      throw base::usage_error("--interactive asks for everything: give no ID, reason or date");
    return;
  }
  if (options.operands.empty())
    throw base::usage_error(
        "allow takes the ID of a finding, as reports show it, or --interactive");
  if (policy::note_of(options.reason).empty())
    throw base::usage_error("allow takes a reason: --reason TEXT, for whoever reviews it");
  if (!options.expires.empty() && options.expires < current_day())
    throw base::usage_error("--expires " + options.expires + " is in the past");
}

/// Records what was found, and what the user vouches for by --rule. Nothing is written when an id
/// is neither.
std::string record(const Session& session, const Options& options, const Wanted& wanted,
                   const std::string& searched) {
  AllowDecisions decisions(session);
  std::string said;
  for (const Wanted::Item& item : wanted.items()) {
    if (item.found) {
      said += decisions.allow(*item.found, options.reason, options.expires);
      continue;
    }
    if (options.unseen_rule.empty())
      throw base::usage_error(
          fmt::format("no finding {} in {}; from elsewhere? git veto allow "
                      "{} --rule RULE --reason TEXT records it unseen",
                      item.id, searched, item.id));
    if (!policy::is_id(item.id))
      throw base::usage_error(item.id +
                              " is cut short: what is not found here takes all 16 digits");
    said += decisions.allow_unseen(item.id, require_rule(session, options.unseen_rule),
                                   options.reason, options.expires);
  }
  return said + decisions.save();
}

}  // namespace

ExitCode cmd_allow(const Invocation& invocation) {
  const Options& options = invocation.options;
  check_options(options);
  ScanFlags flags = options.scan;
  flags.tier = rules::Tier::Info;
  Session session(flags, invocation.environment, invocation.directory);
  require_work_tree(session.require_repository(Caller::Person), policy::kAllowFileName);
  session.prepare();
  session.look_for(collect_known_values(session));
  if (options.interactive) return allow_interactively(session, options);
  if (!options.unseen_rule.empty()) static_cast<void>(require_rule(session, options.unseen_rule));

  Wanted wanted(session, options.operands);
  const std::string searched = search(session, wanted);
  write_output(record(session, options, wanted, searched));
  return ExitCode::Clean;
}

}  // namespace veto::hook
