#include "hook/allow_decisions.h"

#include <utility>

#include <sys/random.h>

#include <fmt/format.h>

#include "base/error.h"
#include "report/words.h"
#include "scan/finding_id.h"
#include "text/encoding.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

std::string said(const policy::AllowEntry& entry) {
  const std::string end = entry.expires.empty() ? "" : " until " + entry.expires;
  return fmt::format("allowed {} ({}){}\n", entry.id, text::for_terminal(entry.rule), end);
}

}  // namespace

std::string id_under(const model::Finding& finding, const policy::FingerprintSalt& salt) {
  return scan::fingerprint_of(finding, salt);
}

std::string choose_salt(const Session& session) {
  const policy::FingerprintSalt salt = session.salt();
  if (!salt.text.empty()) return salt.text;
  std::string bytes(16, '\0');
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
    throw base::unreadable("getting random bytes");
  return text::encode_hex(bytes);
}

AllowDecisions::AllowDecisions(const Session& session)
    : session_(session), stored_(session, policy::kAllowFileName) {
  if (stored_.in_index())
    allowed_ = policy::parse_allow_file(*stored_.in_index(), stored_.index_name());
  if (!stored_.in_work_tree()) return;
  policy::AllowFile worked = policy::parse_allow_file(*stored_.in_work_tree(), stored_.path());
  only_staged_ = allowed_.entries.size();
  for (policy::AllowEntry& entry : worked.entries) {
    const auto at = policy::position_of(allowed_.entries, entry.id);
    if (at != allowed_.entries.end() && at->id == entry.id) --only_staged_;
    allowed_.put(std::move(entry));
  }
  if (!worked.salt.empty()) allowed_.salt = std::move(worked.salt);
  allowed_.comments = std::move(worked.comments);
}

void AllowDecisions::fix_salt() {
  if (allowed_.salt.empty()) allowed_.salt = choose_salt(session_);
}

std::string AllowDecisions::allow(const model::Finding& finding, const std::string& reason,
                                  const std::string& expires) {
  fix_salt();
  policy::AllowEntry entry{id_under(finding, {allowed_.salt}), std::string(finding.rule->id),
                           expires, policy::note_of(reason)};
  allowed_.put(entry);
  return said(entry);
}

std::string AllowDecisions::allow_unseen(const std::string& id, const rules::Rule& rule,
                                         const std::string& reason, const std::string& expires) {
  if (rule.strength == rules::Strength::Guessable && allowed_.salt.empty() &&
      session_.salt().text.empty())
    throw base::usage_error(
        "before the first commit the ids of passwords are not final: commit something first");
  fix_salt();
  policy::AllowEntry entry{id, std::string(rule.id), expires, policy::note_of(reason)};
  allowed_.put(entry);
  return said(entry) +
         "It is not to be found here, so that nobody has checked that id and rule are right.\n";
}

std::string AllowDecisions::save() {
  std::string lines = stored_.save(policy::format_allow_file(allowed_));
  if (only_staged_ > 0)
    lines +=
        fmt::format("{} only in the index {} kept; to take one back: git veto allow remove ID\n",
                    report::count_of(only_staged_, "entry"), only_staged_ == 1 ? "is" : "are");
  return lines;
}

}  // namespace veto::hook
