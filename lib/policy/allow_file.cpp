#include "policy/allow_file.h"

#include <utility>

namespace veto::policy {
namespace {

constexpr std::string_view kTitle =
    "git-veto allow file: findings that may stay, by id. Add one with: git veto allow ID --reason "
    "TEXT";
constexpr std::string_view kNever = "-";

bool lasts_longer(const AllowEntry& a, const AllowEntry& b) {
  if (a.expires.empty() || b.expires.empty()) return a.expires.empty() && !b.expires.empty();
  return a.expires > b.expires;
}

}  // namespace

const AllowEntry* AllowFile::find(std::string_view id, std::string_view today) const {
  const auto at = position_of(entries, id);
  return at != entries.end() && at->id == id && at->counts_on(today) ? &*at : nullptr;
}

void AllowFile::put(AllowEntry entry) {
  put_sorted(entries, std::move(entry));
}

AllowFile parse_allow_file(std::string_view text, const std::string& name) {
  AllowFile file;
  IdHead head = parse_id_lines(text, name, [&file](const IdLine& line) -> std::string_view {
    std::string_view rest = line.rest;
    const std::string_view expires = take_word(rest);
    if (expires != kNever && !is_date(expires))
      return "expected a date (YYYY-MM-DD) or - behind the rule";
    file.entries.push_back({std::string(line.id), std::string(line.rule),
                            expires == kNever ? std::string() : std::string(expires),
                            std::string(take_rest(rest)), std::string(line.comments)});
    return "";
  });
  file.salt = std::move(head.salt);
  file.comments = std::move(head.comments);
  keep_one_of_each(file.entries, lasts_longer);
  return file;
}

std::string format_allow_file(const AllowFile& file) {
  std::string text = format_head(kTitle, {file.salt, file.comments});
  for (const AllowEntry& entry : file.entries) {
    const std::string_view expires = entry.expires.empty() ? kNever : entry.expires;
    text += format_id_line(
        {entry.id, entry.rule, std::string(expires) + " " + entry.reason, entry.comments});
  }
  return text;
}

}  // namespace veto::policy
