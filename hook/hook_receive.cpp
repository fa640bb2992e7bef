#include <algorithm>
#include <atomic>
#include <memory>
#include <utility>

#include <unistd.h>

#include <fmt/format.h>

#include "base/error.h"
#include "git/commit.h"
#include "hook/break_glass.h"
#include "hook/deadline.h"
#include "hook/hooks_beyond_commit.h"
#include "hook/output.h"
#include "hook/present.h"
#include "hook/push_scan.h"
#include "hook/ref_update.h"
#include "hook/server_settings.h"
#include "report/audit.h"
#include "report/words.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

constexpr const char* kOutOfTime = "out-of-time";
constexpr unsigned kAuditMode = 0600;

class Receiver {
 public:
  Receiver(Session& session, const HookCall& call)
      : session_(session), settings_(read_server_settings(session, call)) {
    if (call.kind.name == "update")
      updates_.push_back(parse_update(call.arguments));
    else
      updates_ = parse_pre_receive(read_standard_input());
  }

  ExitCode run() {
    std::unique_ptr<Deadline> deadline;
    if (settings_.deadline)
      deadline = std::make_unique<Deadline>(*settings_.deadline, [this] { expire(); });
    session_.prepare(policy_before_push(session_, settings_));
    check_new_policy();
    git::Selection selection = select_new(updates_);
    selection.excludes_all_refs = true;
    source::RangeSource source(session_.git_context(), push_scope(std::move(selection), [&] {
                                 return deadline && deadline->is_near();
                               }));
    source_ = &source;
    const model::ScanResult result = session_.scan(source);
    if (deadline) deadline->stop();
    const Passage passage = find_passage(result);
    const ExitCode code = present_hook(result, [&] {
      report::PushFacts facts = facts_of(result, source, updates_);
      facts.push_option = settings_.break_glass;
      facts.passes = passage != Passage::None;
      return report::refusal_message(result, facts);
    });
    write_error(report::excused_lines(result) + last_words_);
    return passage == Passage::None ? code : ExitCode::Clean;
  }

 private:
  /// A push must not leave the branch that policy is read from with one that nobody can read, for
  /// then no later push could be judged.
  void check_new_policy() const {
    const std::string branch = policy_ref_of(session_, settings_);
    for (const RefUpdate& update : updates_) {
      if (update.ref != branch || update.new_id.is_null()) continue;
      base::in_context("the pushed policy would stop all pushes after this one",
                       [&] { check_policy_of(session_, update.new_id); });
    }
  }

  /// Why a push passes that is not proven clean.
  enum class Passage { None, BreakGlass, Timeout };

  /// Decides, and says so in last_words_. A passage is on record when this returns.
  Passage find_passage(const model::ScanResult& result) {
    const bool has_findings = result.count_open(result.failing_tier) > 0;
    if (!has_findings && result.complete()) return Passage::None;
    std::string refused;
    const std::string option = text::for_terminal(settings_.break_glass);
    if (const auto reason = break_glass_reason(session_, settings_.break_glass, refused)) {
      require_audit("break-glass", *reason, &result);
      last_words_ = fmt::format("git-veto: break-glass: let through by push option {}: {}\n",
                                option, *reason);
      return Passage::BreakGlass;
    }
    if (!refused.empty())
      last_words_ =
          fmt::format("git-veto: note: push option {} does not count: {}\n", option, refused);
    if (!source_.load()->ran_out_of_time()) return Passage::None;
    // What else could not be read blocks as ever.
    const bool only_late = std::none_of(
        result.diagnostics.begin(), result.diagnostics.end(), [](const auto& diagnostic) {
          return diagnostic.kind == base::DiagnosticKind::Incomplete &&
                 diagnostic.code != kOutOfTime;
        });
    if (has_findings || !only_late || settings_.on_timeout == OnTimeout::Block) {
      last_words_ += timeout_line("the push is refused");
      return Passage::None;
    }
    require_audit("timeout", "", &result);
    last_words_ += timeout_line("the push passes though not all of it was read");
    return Passage::Timeout;
  }

  /// The deadline itself has come, in the middle of something: nothing is proven.
  void expire() const {
    const source::RangeSource* source = source_;
    const std::size_t suspects = source == nullptr ? 0 : source->suspects();
    std::string rest;
    if (suspects > 0)
      rest = fmt::format(", {} not judged in which there may be a secret",
                         report::count_of(suspects, "file"));
    const bool allowed = settings_.on_timeout == OnTimeout::Allow && audit("timeout", "", nullptr);
    if (allowed)
      write_error(timeout_line("the push passes though not all of it was read" + rest));
    else
      write_error("git-veto: incomplete: out of time\n" +
                  timeout_line("the push is refused" + rest));
    ::_exit(static_cast<int>(allowed ? ExitCode::Clean : ExitCode::Incomplete));
  }

  [[nodiscard]] std::string timeout_line(std::string_view outcome) const {
    const double seconds = static_cast<double>(settings_.deadline->count()) / 1000;
    return fmt::format("git-veto: deadline: {} have passed; on timeout: {}; {}\n",
                       report::duration_of(seconds), to_string(settings_.on_timeout), outcome);
  }

  /// What is let through is on record, or it is not let through. Returns whether it is.
  [[nodiscard]] bool audit(const char* kind, const std::string& reason,
                           const model::ScanResult* result) const {
    report::AuditEvent event;
    event.kind = kind;
    event.time = git::format_date(unix_now(), 0);
    event.reason = reason;
    for (const RefUpdate& update : updates_)
      event.refs.push_back({update.ref, update.old_id.hex(), update.new_id.hex()});
    event.result = result;
    // Whoever pushes sees this line: nothing of the server's insides.
    write_error("git-veto: audit: " + text::guard_terminal(report::audit_line(event)));
    if (settings_.audit_file.empty()) return true;
    event.repository = session_.git_context().location.git_dir;
    event.user = pushing_user(session_.environment());
    return append_line(settings_.audit_file, report::audit_line(event), kAuditMode);
  }

  void require_audit(const char* kind, const std::string& reason,
                     const model::ScanResult* result) const {
    if (!audit(kind, reason, result))
      throw base::unreadable("veto.auditFile cannot be written: the push is refused");
  }

  Session& session_;
  const ServerSettings settings_;
  std::vector<RefUpdate> updates_;
  std::string last_words_;
  std::atomic<const source::RangeSource*> source_{nullptr};
};

}  // namespace

ExitCode run_receive(Session& session, const HookCall& call) {
  return Receiver(session, call).run();
}

}  // namespace veto::hook
