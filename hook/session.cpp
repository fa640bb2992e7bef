#include "hook/session.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "base/error.h"
#include "git/commit.h"
#include "git/refs.h"
#include "git/root_commit.h"
#include "hook/logging.h"
#include "hook/memory_limit.h"
#include "hook/progress.h"
#include "hook/version.h"
#include "rules/builtin.h"
#include "scan/attempt.h"
#include "text/escape.h"

namespace veto::hook {
std::int64_t unix_now() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::string current_day() {
  return git::format_date(unix_now(), 0).substr(0, 10);
}

Session::Session(ScanFlags flags, base::Environment environment, std::string directory)
    : flags_(std::move(flags)),
      environment_(std::move(environment)),
      directory_(std::move(directory)),
      log_(make_log(flags_.trace ? Tracing::On : Tracing::Off)) {
  // SOURCE_DATE_EPOCH does not count: build shells set it to 1980, where nothing has expired yet.
  if (flags_.as_of) now_ = *flags_.as_of;
  for (const std::string& id : flags_.rules) {
    if (rules::all_rules(rules::builtin_rules()).find(id) == nullptr && flags_.no_config)
      throw base::usage_error("there is no rule " + id);
  }
}

const git::Location& Session::require_repository(Caller caller) {
  if (!location_) location_ = git::locate(environment_, directory_);
  if (caller == Caller::Person) git::require_safe_ownership(*location_, environment_);
  return *location_;
}

const git::Location* Session::find_repository() {
  if (!location_) location_ = git::find_repository(environment_, directory_);
  return location_ ? &*location_ : nullptr;
}

void Session::prepare(const PolicyPlace& place) {
  const PolicySource source = policy_source();
  prepare(source.read(source.protected_place().value_or(place)));
}

void Session::prepare() {
  prepare(policy_source().read({}));
}

void Session::apply_limits() {
  const policy::Limits& limits = policy_->config().limits;
  const unsigned processors = std::max(std::thread::hardware_concurrency(), 1U);
  if (flags_.threads == 0)
    flags_.threads = std::min(limits.threads.value_or(processors), processors);
  if (flags_.max_memory == 0) flags_.max_memory = limits.max_memory.value_or(0);
  if (flags_.max_memory > 0) enforce_memory_limit(flags_.max_memory);
  if (flags_.max_memory == 0) flags_.max_memory = source::MemoryBudget::kDefault;
  flags_.threads = std::min(flags_.threads, threads_within(flags_.max_memory));
}

void Session::prepare(const PolicyText& text) {
  policy_ = parse_policy(text, today());
  policy_origins_ = origins_of(text);
  policy_notes_ = text.notes;
  for (const model::PolicyOrigin& origin : policy_origins_)
    log_.trace("policy: {} read from {}", origin.kind, text::for_terminal(origin.name));
  apply_limits();
  const rules::BuiltinRules& builtin = rules::builtin_rules();
  std::vector<match::CompiledRules> parts{match::compiled(builtin)};
  const rules::RuleSet custom = policy_->custom_rules().view();
  if (!custom.rules.empty()) {
    custom_ = match::load_or_compile(custom, cache_directory(), log_);
    parts.push_back(custom_.compiled(custom));
  }
  for (const std::string& id : flags_.rules) {
    if (rules::all_rules(builtin).find(id) == nullptr && custom.find(id) == nullptr)
      throw base::usage_error("there is no rule " + text::for_terminal(id));
  }
  engine_ = std::make_unique<match::Engine>(std::move(parts));
}

std::vector<const rules::Rule*> Session::rules() const {
  std::vector<const rules::Rule*> list;
  for (std::size_t i = 0; i < engine_->rule_count(); ++i) {
    if (!policy_->is_replaced(engine_->rule(i))) list.push_back(&engine_->rule(i));
  }
  for (const rules::Rule& rule : rules::builtin_rules().others.rules) list.push_back(&rule);
  return list;
}

const rules::Rule* Session::find_rule(std::string_view id) const {
  const std::vector<const rules::Rule*> list = rules();
  const auto found = std::find_if(list.begin(), list.end(),
                                  [id](const rules::Rule* rule) { return rule->id == id; });
  return found == list.end() ? nullptr : *found;
}

policy::FingerprintSalt Session::salt() const {
  if (!policy_->salt().empty()) return {policy_->salt()};
  if (!location_) return {};
  git::ObjectStore objects(library_, *location_, environment_);
  const std::optional<git::Oid> head = git::resolve_head(*location_, environment_);
  if (!head) return {};
  // Where the history is damaged the scan says so; ids are then made as where it is cut off.
  git::Oid root = *head;
  std::vector<base::Diagnostic> ignored;
  scan::attempt(ignored, log_, [&] { return root = git::root_commit(objects, *head), true; });
  return {root.hex()};
}

std::string Session::cache_directory() const {
  if (const std::optional<std::string> cache = environment_.get_nonempty("XDG_CACHE_HOME"))
    return *cache + "/git-veto";
  if (const std::optional<std::string> home = environment_.get_nonempty("HOME"))
    return *home + "/.cache/git-veto";
  return "";
}

std::string Session::as_of() const {
  return git::format_date(now_, 0).substr(0, 19) + "Z";
}

std::string Session::today() const {
  return as_of().substr(0, 10);
}

model::ScanResult Session::scan(source::Source& source, scan::HistoryMemory* memory) const {
  Progress progress(flags_, environment_);
  scan::ScanOptions options;
  options.threads = flags_.threads;
  options.now_unix = now_;
  options.only_rules = flags_.rules;
  options.other_rules = rules::builtin_rules().others.rules;
  options.known_values = known_;
  options.log = log_;
  options.memory = memory;
  options.salt = [this] { return salt(); };
  if (progress.wanted())
    options.on_progress = [&progress](const source::Progress& state) { progress.show(state); };
  model::ScanResult result = scan::scan(source, *engine_, *policy_, options);
  progress.clear();
  result.tool.version = kVersion;
  result.tool.rules_digest = rules::builtin_rules().digest;
  result.failing_tier = flags_.tier;
  result.as_of = as_of();
  result.policy = policy_origins_;
  for (const base::Diagnostic& note : policy_notes_) {
    // A commit message is judged beside its commit, where what is merely worth knowing was said.
    if (result.source.kind != model::SourceKind::Message ||
        note.kind == base::DiagnosticKind::Incomplete)
      result.diagnostics.push_back(note);
  }
  if (location_ && result.source.kind != model::SourceKind::Stdin) {
    if (const std::optional<git::Oid> head = git::resolve_head(*location_, environment_))
      result.source.head = head->hex();
  }
  if (flags_.as_of)
    result.coverage.known = {};  // depends on earlier runs, and not on the input
  else
    result.coverage.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  return result;
}

}  // namespace veto::hook
