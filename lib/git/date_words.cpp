#include "git/date_words.h"

#include <charconv>
#include <string_view>

#include "git/plumbing.h"

namespace veto::git {

std::optional<std::int64_t> read_date(const Location& location,
                                      const base::Environment& environment,
                                      const std::string& words) {
  // `--since` takes any word for a date and what it cannot read for the present time. A setting of
  // this type is refused then; with a blank before it none of the words counts that mean something
  // in a setting only ("all", "false").
  const std::string_view setting = "git-veto.since";
  const base::Output strict = ask_git(location, environment,
                                      {"-c", std::string(setting) + "= " + words, "config",
                                       "--type=expiry-date", "--get", std::string(setting)});
  if (strict.status != 0) return std::nullopt;
  constexpr std::string_view kAnswer = "--max-age=";
  const base::Output output = ask_git(location, environment, {"rev-parse", "--since=" + words});
  if (output.status != 0 || !output.out.starts_with(kAnswer)) return std::nullopt;
  std::int64_t seconds = 0;
  const char* end = output.out.data() + output.out.size();
  const auto [rest, failure] = std::from_chars(output.out.data() + kAnswer.size(), end, seconds);
  if (failure != std::errc() || rest == end || *rest != '\n') return std::nullopt;
  return seconds;
}

}  // namespace veto::git
