#include "git/kept_message.h"

#include <algorithm>
#include <vector>

#include "base/error.h"
#include "git/config.h"
#include "git/plumbing.h"
#include "git/read_file.h"
#include "text/escape.h"

namespace veto::git {
namespace {

enum class Cleanup { Keep, Strip, Scissors };

// What core.commentChar=auto chooses from, in this order.
constexpr std::string_view kAutomaticChars = "#;@!$%^&|:";
constexpr std::string_view kScissors = " ------------------------ >8 ------------------------";

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

std::string_view without_end(std::string_view line) {
  return line.substr(0, line.find_last_not_of("\r\n") + 1);
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// No comment line and no scissors, whatever the comment character: a line of ordinary text begins
/// with a letter, a digit, a blank or a list's dash.
bool is_plain(std::string_view line) {
  const unsigned char first = static_cast<unsigned char>(line.front());
  const bool letter = (first | 0x20U) >= 'a' && (first | 0x20U) <= 'z';
  return letter || (first >= '0' && first <= '9') || first == ' ' || first == '\t' ||
         first == '\n' || first == '-' || first == '*' || first == '(';
}

Cleanup cleanup_of(const Config& config, const CommitCommand& command) {
  const std::optional<std::string> configured = config.get("commit.cleanup");
  const std::string mode = command.cleanup.value_or(configured.value_or("default"));
  if (mode == "strip") return Cleanup::Strip;
  if (mode == "scissors") return command.edited ? Cleanup::Scissors : Cleanup::Keep;
  if (mode != "default" || !command.edited) return Cleanup::Keep;
  return command.known ? Cleanup::Strip : Cleanup::Keep;
}

/// The setting that counts; git before 2.45 knows the first of the two only, and asking it to
/// strip comments (below) is asking by its own rules.
std::string comment_setting(const Config& config) {
  std::string setting = "#";
  for (const auto& [name, value] : config.entries()) {
    if (name == "core.commentchar" || name == "core.commentstring") setting = value;
  }
  return setting;
}

/// The comment character that git has chosen by itself, by the block of comments with which its
/// template ends; empty when there is none to be seen.
std::string automatic_char(const std::vector<std::string_view>& lines) {
  std::size_t end = lines.size();
  while (end > 0 && is_blank(lines[end - 1])) --end;
  if (end == 0 || kAutomaticChars.find(lines[end - 1].front()) == std::string_view::npos) return "";
  const char mark = lines[end - 1].front();
  std::size_t count = 0;
  for (; end > 0 && lines[end - 1].front() == mark; --end) {
    const std::string_view line = without_end(lines[end - 1]);
    if (line.size() > 1 && line[1] != ' ' && line[1] != '\t') return "";
    ++count;
  }
  return count >= 2 ? std::string(1, mark) : "";
}

/// The comment prefix of a scissors line; empty for any other line.
std::string_view scissors_prefix(std::string_view line, const std::string& setting) {
  line = without_end(line);
  if (!line.ends_with(kScissors)) return "";
  const std::string_view prefix = line.substr(0, line.size() - kScissors.size());
  const bool automatic = setting == "auto" && prefix.size() == 1 &&
                         kAutomaticChars.find(prefix.front()) != std::string_view::npos;
  return automatic || prefix == setting ? prefix : "";
}

/// Whether what stands below a scissors line is what git writes there: its two lines of advice,
/// more comments, and at most a diff.
bool is_gits_own(const std::vector<std::string_view>& lines, std::size_t begin,
                 std::string_view prefix) {
  std::size_t at = begin;
  while (at < lines.size() && lines[at].starts_with(prefix)) ++at;
  if (at - begin < 2) return false;
  while (at < lines.size() && (lines[at].starts_with(prefix) || is_blank(lines[at]))) ++at;
  return at == lines.size() || lines[at].starts_with("diff --") ||
         lines[at].starts_with("Submodule ");
}

/// Cuts off what git cuts off: with --cleanup=scissors all below the line, with `commit -v` its
/// diff.
void cut_at_scissors(std::vector<std::string_view>& lines, const std::string& setting,
                     Cleanup cleanup) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view prefix = scissors_prefix(lines[i], setting);
    if (prefix.empty()) continue;
    if (cleanup == Cleanup::Scissors || is_gits_own(lines, i + 1, prefix)) lines.resize(i);
    return;
  }
}

std::string strip_comments(const Location& location, const base::Environment& environment,
                           std::string text, const std::string& mark) {
  std::vector<std::string> arguments{"stripspace", "--strip-comments"};
  if (!mark.empty()) arguments.insert(arguments.begin(), {"-c", "core.commentChar=" + mark});
  std::string kept;
  const base::Output output =
      ask_git(location, environment, {std::move(arguments), std::move(text)},
              [&kept](std::string_view piece) { kept.append(piece); });
  if (output.status != 0)
    throw base::unreadable("git stripspace: " + text::for_terminal(trim_end(output.err)));
  return kept;
}

}  // namespace

std::string kept_message(const Location& location, const base::Environment& environment,
                         const CommitCommand& command, std::string_view text) {
  std::vector<std::string_view> lines = lines_of(text);
  if (std::all_of(lines.begin(), lines.end(), is_plain)) return std::string(text);

  const Config config(location, environment, ConfigScope::All,
                      "^(commit\\.cleanup|core\\.comment(char|string))$");
  const Cleanup cleanup = cleanup_of(config, command);
  const std::string setting = comment_setting(config);
  const bool is_automatic = setting == "auto";
  const std::string chosen = is_automatic ? automatic_char(lines) : "";
  cut_at_scissors(lines, setting, cleanup);
  std::string kept;
  for (const std::string_view line : lines) kept += line;
  if (cleanup != Cleanup::Strip || kept.empty()) return kept;
  const std::string mark = is_automatic && chosen.empty() ? automatic_char(lines) : chosen;
  if (is_automatic && mark.empty()) return kept;
  return strip_comments(location, environment, std::move(kept), mark);
}

}  // namespace veto::git
