#include <algorithm>
#include <optional>

#include <sys/random.h>

#include <fmt/format.h>

#include "base/error.h"
#include "base/process.h"
#include "confirm/confirm.h"
#include "git/read_file.h"
#include "hook/commands.h"
#include "hook/output.h"
#include "hook/session.h"
#include "policy/fingerprint.h"
#include "source/history.h"
#include "source/staged.h"
#include "text/encoding.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

constexpr unsigned kCommittedMode = 0644;
constexpr std::size_t kMinPrefix = 8;

/// The full form of an id as somebody types it: with or without "v1:".
std::string full_id(const std::string& word) {
  return word.starts_with("v1:") ? word : "v1:" + word;
}

/// The findings of `result` that the words name, one each; nullptr where a word names none.
class Selection {
 public:
  explicit Selection(const std::vector<std::string>& words) {
    for (const std::string& word : words) {
      const std::string id = full_id(word);
      if (id.size() < kMinPrefix + 3)
        throw base::usage_error("an id has at least 8 digits, not " + text::for_terminal(word));
      wanted_.push_back({id, std::nullopt});
    }
  }

  void look_in(const model::ScanResult& result) {
    for (auto& [id, found] : wanted_) {
      for (const model::Finding& finding : result.findings) {
        if (!finding.id.starts_with(id)) continue;
        if (found && found->id != finding.id)
          throw base::usage_error(id + " names more than one finding: give more digits");
        found = finding;
      }
    }
  }

  [[nodiscard]] const std::string* missing() const {
    for (const auto& [id, found] : wanted_) {
      if (!found) return &id;
    }
    return nullptr;
  }

  [[nodiscard]] std::vector<model::Finding> findings() const {
    std::vector<model::Finding> result;
    for (const auto& [id, found] : wanted_) result.push_back(*found);
    return result;
  }

 private:
  std::vector<std::pair<std::string, std::optional<model::Finding>>> wanted_;
};

/// The salt that the allow file fixes from its first entry on: the one in force, so that ids stay
/// what they were; on an unborn branch, where there is none yet, a random one.
std::string choose_salt(const Session& session) {
  const policy::FingerprintSalt salt = session.salt();
  if (!salt.text.empty()) return salt.text;
  std::string bytes(16, '\0');
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
    throw base::unreadable("getting random bytes");
  return text::encode_hex(bytes);
}

/// Puts the allow file into the next commit, beside what it allows.
std::string stage(const Session& session, const std::string& work_tree) {
  const base::Output output =
      base::run({.arguments = {"git", "add", "--", std::string(policy::kAllowFileName)},
                 .environment = session.environment(),
                 .directory = work_tree,
                 .input = ""});
  if (output.status == 0) return fmt::format("{} is staged.\n", policy::kAllowFileName);
  return fmt::format("{} could not be staged ({}): add it yourself.\n", policy::kAllowFileName,
                     text::for_terminal(git::trim_end(output.err)));
}

}  // namespace

ExitCode cmd_allow(const Invocation& invocation) {
  ScanFlags flags = invocation.options.scan;
  flags.tier = rules::Tier::Info;
  Session session(flags, invocation.environment, invocation.directory);
  const git::Location& location = session.require_repository(Caller::Person);
  const std::string path = session.allow_path();
  if (path.empty())
    throw base::usage_error("a bare repository has no work tree to keep an allow file in");
  session.prepare();

  Selection selection(invocation.options.operands);
  {
    source::StagedSource staged(session.git_context());
    selection.look_in(session.scan(staged));
  }
  if (selection.missing() != nullptr) {
    source::HistorySource history(session.git_context());
    selection.look_in(session.scan(history));
  }
  if (const std::string* id = selection.missing())
    throw base::usage_error("no finding " + text::for_terminal(*id) +
                            " in what is staged or in the history");

  policy::AllowFile file = session.policy().allow_file();
  if (file.salt.empty()) file.salt = choose_salt(session);
  std::string said;
  for (const model::Finding& finding : selection.findings()) {
    const std::string id = policy::fingerprint(
        *finding.rule, confirm::canonical_secret(*finding.rule, finding.secret.reveal()),
        {file.salt});
    file.put(
        {id, std::string(finding.rule->id), invocation.options.expires, invocation.options.reason});
    said += fmt::format("allowed {} ({})\n", id, finding.rule->id);
  }
  write_file(path, policy::format_allow_file(file), kCommittedMode);
  write_output(said + stage(session, location.work_tree));
  return ExitCode::Clean;
}

}  // namespace veto::hook
