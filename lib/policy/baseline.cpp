#include "policy/baseline.h"

#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "text/escape.h"

namespace veto::policy {
namespace {

constexpr std::string_view kTitle =
    "git-veto baseline: secrets that were here before, by id; what is not listed blocks. See: git "
    "veto baseline show";

}  // namespace

const BaselineEntry* Baseline::find(std::string_view id) const {
  const auto at = position_of(entries, id);
  return at != entries.end() && at->id == id ? &*at : nullptr;
}

void Baseline::put(BaselineEntry entry) {
  put_sorted(entries, std::move(entry));
}

Baseline parse_baseline(std::string_view text, const std::string& name) {
  Baseline baseline;
  IdHead head = parse_id_lines(text, name, [&baseline](const IdLine& line) -> std::string_view {
    std::string_view rest = line.rest;
    const std::string_view since = take_word(rest);
    if (!is_date(since)) return "expected a date (YYYY-MM-DD) behind the rule";
    baseline.entries.push_back({std::string(line.id), std::string(line.rule), std::string(since),
                                std::string(take_rest(rest)), std::string(line.comments)});
    return "";
  });
  baseline.salt = std::move(head.salt);
  baseline.comments = std::move(head.comments);
  keep_one_of_each(baseline.entries, [](const BaselineEntry& a, const BaselineEntry& b) {
    return a.since < b.since;
  });
  return baseline;
}

std::string format_baseline(const Baseline& baseline) {
  std::string text = format_head(kTitle, {baseline.salt, baseline.comments});
  for (const BaselineEntry& entry : baseline.entries)
    text += format_id_line({entry.id, entry.rule, entry.since + " " + entry.place, entry.comments});
  return text;
}

void require_one_salt(const AllowFile& allowed, const Baseline& baseline, const std::string& name) {
  if (allowed.salt.empty() || baseline.salt.empty() || allowed.salt == baseline.salt) return;
  throw base::usage_error(fmt::format(
      "{}: its salt is not that of the allow file, so that the ids of passwords differ: "
      "delete it and make it anew (git veto baseline create)",
      text::for_terminal(name)));
}

}  // namespace veto::policy
