#include "hook/session.h"

#include <chrono>
#include <thread>
#include <utility>

#include "base/error.h"
#include "git/commit.h"
#include "git/read_file.h"
#include "git/refs.h"
#include "git/root_commit.h"
#include "hook/logging.h"
#include "hook/memory_limit.h"
#include "hook/progress.h"
#include "hook/version.h"
#include "rules/builtin.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

/// $XDG_CACHE_HOME/git-veto or ~/.cache/git-veto; empty without a home: then nothing is cached.
std::string cache_directory(const base::Environment& environment) {
  if (const std::optional<std::string> cache = environment.get_nonempty("XDG_CACHE_HOME"))
    return *cache + "/git-veto";
  if (const std::optional<std::string> home = environment.get_nonempty("HOME"))
    return *home + "/.cache/git-veto";
  return "";
}

}  // namespace

std::int64_t unix_now() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

policy::Policy parse_policy(const PolicyText& text, const std::string& today) {
  policy::AllowFile allowed;
  if (text.allowed) allowed = policy::parse_allow_file(*text.allowed, text.allowed_name);
  policy::Config config;
  if (text.config)
    config = policy::parse_config(*text.config, text.config_name, rules::builtin_rules().set);
  return {std::move(config), std::move(allowed), today};
}

Session::Session(ScanFlags flags, base::Environment environment, std::string directory)
    : flags_(std::move(flags)),
      environment_(std::move(environment)),
      directory_(std::move(directory)),
      log_(make_log(flags_.trace ? Tracing::On : Tracing::Off)) {
  // SOURCE_DATE_EPOCH does not count: build shells set it to 1980, where nothing has expired yet.
  if (flags_.as_of) now_ = *flags_.as_of;
  if (flags_.threads == 0) flags_.threads = std::max(std::thread::hardware_concurrency(), 1U);
  if (flags_.max_memory > 0) flags_.threads = limit_memory(flags_.max_memory, flags_.threads);
  for (const std::string& id : flags_.rules) {
    if (rules::builtin_rules().set.find(id) == nullptr && flags_.no_config)
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

PolicyText Session::read_policy() const {
  PolicyText text;
  if (flags_.no_config) return text;
  text.config_name = flags_.config;
  if (text.config_name.empty() && location_ && !location_->work_tree.empty())
    text.config_name = location_->work_tree + "/" + std::string(policy::kConfigFileName);
  if (!text.config_name.empty()) text.config = git::read_file(text.config_name);
  if (!text.config && !flags_.config.empty())
    throw base::usage_error("--config " + text::for_terminal(flags_.config) + ": no such file");
  text.allowed_name = allow_path();
  if (!text.allowed_name.empty()) text.allowed = git::read_file(text.allowed_name);
  return text;
}

std::string Session::allow_path() const {
  if (!location_ || location_->work_tree.empty()) return "";
  return location_->work_tree + "/" + std::string(policy::kAllowFileName);
}

void Session::prepare() {
  prepare(read_policy());
}

void Session::prepare(const PolicyText& text) {
  policy_ = parse_policy(text, today());
  const rules::BuiltinRules& builtin = rules::builtin_rules();
  std::vector<match::CompiledRules> parts{match::compiled(builtin)};
  const rules::RuleSet custom = policy_->custom_rules().view();
  if (!custom.rules.empty()) {
    custom_ = match::load_or_compile(custom, cache_directory(environment_), log_);
    parts.push_back(custom_.compiled(custom));
  }
  for (const std::string& id : flags_.rules) {
    if (builtin.set.find(id) == nullptr && custom.find(id) == nullptr)
      throw base::usage_error("there is no rule " + text::for_terminal(id));
  }
  engine_ = std::make_unique<match::Engine>(std::move(parts));
}

policy::FingerprintSalt Session::salt() const {
  if (!policy_->allow_file().salt.empty()) return {policy_->allow_file().salt};
  if (!location_) return {};
  git::ObjectStore objects(library_, *location_, environment_);
  const std::optional<git::Oid> head = git::resolve_head(*location_, environment_);
  if (!head) return {};
  return {git::root_commit(objects, *head).hex()};
}

std::string Session::as_of() const {
  return git::format_date(now_, 0).substr(0, 19) + "Z";
}

std::string Session::today() const {
  return as_of().substr(0, 10);
}

model::ScanResult Session::scan(source::Source& source) const {
  Progress progress(flags_, environment_);
  scan::ScanOptions options;
  options.threads = flags_.threads;
  options.now_unix = now_;
  options.only_rules = flags_.rules;
  options.log = log_;
  options.salt = [this] { return salt(); };
  if (progress.wanted())
    options.on_progress = [&progress](const source::Progress& state) { progress.show(state); };
  model::ScanResult result = scan::scan(source, *engine_, *policy_, options);
  progress.clear();
  result.tool.version = kVersion;
  result.tool.rules_digest = rules::builtin_rules().digest;
  result.failing_tier = flags_.tier;
  result.as_of = as_of();
  if (location_ && result.source.kind != model::SourceKind::Stdin) {
    if (const std::optional<git::Oid> head = git::resolve_head(*location_, environment_))
      result.source.head = head->hex();
  }
  if (!flags_.as_of)
    result.coverage.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  return result;
}

}  // namespace veto::hook
