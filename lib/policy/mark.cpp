#include "policy/mark.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

namespace veto::policy {
namespace {

constexpr auto kNone = std::string_view::npos;
constexpr std::size_t kMaxReason = 200;
constexpr std::size_t kMaxRules = 16;
constexpr std::size_t kMaxRuleName = 64;

constexpr std::string_view kOwn = "git-veto:allow";

/// What is looked for in the text, and how each mark goes on. Longer ones first.
struct Form {
  std::string_view text;
  MarkTool tool;
  MarkScope scope;
};
constexpr auto kForms = std::to_array<Form>({
    {"git-veto:allow-next-line", MarkTool::Own, MarkScope::NextLine},
    {"git-veto:allow-begin", MarkTool::Own, MarkScope::Begin},
    {"git-veto:allow-end", MarkTool::Own, MarkScope::End},
    {kOwn, MarkTool::Own, MarkScope::Line},
    {"gitleaks:allow", MarkTool::Gitleaks, MarkScope::Line},
    {"pragma: allowlist nextline secret", MarkTool::DetectSecrets, MarkScope::NextLine},
    {"pragma: allowlist secret", MarkTool::DetectSecrets, MarkScope::Line},
    {"trufflehog:ignore", MarkTool::Trufflehog, MarkScope::Line},
    {"secretlint-disable-next-line", MarkTool::Secretlint, MarkScope::NextLine},
    {"secretlint-disable-line", MarkTool::Secretlint, MarkScope::Line},
    {"secretlint-disable", MarkTool::Secretlint, MarkScope::Begin},
    {"secretlint-enable", MarkTool::Secretlint, MarkScope::End},
});

struct Stem {
  std::string_view text;
  MarkTool tool;
};
constexpr auto kStems = std::to_array<Stem>({
    {kOwn, MarkTool::Own},
    {"gitleaks:allow", MarkTool::Gitleaks},
    {"pragma: allowlist ", MarkTool::DetectSecrets},
    {"trufflehog:ignore", MarkTool::Trufflehog},
    {"secretlint-", MarkTool::Secretlint},
});

/// string_view::find, by a function that looks at several bytes at once.
std::size_t find_word(std::string_view text, std::string_view word, std::size_t from) noexcept {
  if (from >= text.size()) return kNone;
  const void* found = ::memmem(text.data() + from, text.size() - from, word.data(), word.size());
  return found == nullptr ? kNone
                          : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

bool is_of_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

void skip_blanks(std::string_view& rest) {
  while (!rest.empty() && is_blank(rest.front())) rest.remove_prefix(1);
}

/// Without the end of the comment, and of the string if the mark stands in one.
std::string_view until_comment_end(std::string_view rest, bool is_quoted) {
  for (const std::string_view end : {"*/", "-->", "#}", "%>"})
    rest = rest.substr(0, rest.find(end));
  if (is_quoted) rest = rest.substr(0, rest.find_first_of("\"`"));
  while (!rest.empty() && is_blank(rest.back())) rest.remove_suffix(1);
  return rest;
}

/// A rule's name at the front; empty if there is none. The dashes of a comment's end are not part
/// of it.
std::string take_name(std::string_view& rest) {
  std::size_t size = 0;
  while (size < rest.size() && is_of_name(rest[size])) ++size;
  std::string_view name = rest.substr(0, size);
  rest.remove_prefix(size);
  while (name.ends_with('-')) name.remove_suffix(1);
  return std::string(name.substr(0, kMaxRuleName));
}

std::vector<std::string> take_rules(std::string_view& rest) {
  std::vector<std::string> rules;
  do {
    skip_blanks(rest);
    std::string name = take_name(rest);
    if (!name.empty() && rules.size() < kMaxRules) rules.push_back(std::move(name));
  } while (!rest.empty() && rest.front() == ',' && (rest.remove_prefix(1), true));
  return rules;
}

/// The rules that a comment of secretlint names; what it says behind "--" is a reason.
std::vector<std::string> secretlint_rules(std::string_view rest) {
  rest = rest.substr(0, rest.find("--"));
  std::vector<std::string> rules;
  while (rules.size() < kMaxRules) {
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t,"), rest.size()));
    if (rest.empty()) break;
    const std::size_t end = std::min(rest.find_first_of(" \t,"), rest.size());
    rules.emplace_back(rest.substr(0, std::min(end, kMaxRuleName)));
    rest.remove_prefix(end);
  }
  return rules;
}

/// What stands before a mark on its line.
struct Before {
  explicit Before(std::string_view line) {
    char quote = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const char c = line[i];
      if (c == '\\') {
        ++i;
      } else if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (c == '"' || c == '`' || (c == '\'' && !(i > 0 && is_of_name(line[i - 1])))) {
        quote = c;
      }
    }
    is_quoted = quote != 0;
    while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
    opens_comment = line.empty() || std::string_view("#/*-;%!'").find(line.back()) != kNone ||
                    line.ends_with("REM") || line.ends_with("rem") || line.ends_with("dnl");
  }

  bool opens_comment = false;
  bool is_quoted = false;
};

const Form* find_form(std::string_view text, MarkTool tool) {
  const auto* found = std::find_if(kForms.begin(), kForms.end(), [&](const Form& form) {
    return form.tool == tool && text.starts_with(form.text);
  });
  if (found == kForms.end()) return nullptr;
  // git-veto:allowed and the like are no marks of ours.
  const bool goes_on = text.size() > found->text.size() && is_of_name(text[found->text.size()]);
  return tool == MarkTool::Own && goes_on ? nullptr : found;
}

std::optional<Mark> parse(const text::Stretch& stretch, std::size_t at, MarkTool tool) {
  const Form* form = find_form(stretch.held.substr(at), tool);
  if (form == nullptr) return std::nullopt;
  const std::size_t from = at - std::min(at, MarkReader::kBefore);
  std::string_view line = stretch.held.substr(from, at - from);
  line.remove_prefix(std::min(line.find_last_of("\r\n") + 1, line.size()));
  const Before before(line);
  std::string_view rest = stretch.held.substr(at, MarkReader::kBehind).substr(form->text.size());
  rest = until_comment_end(rest.substr(0, rest.find_first_of("\r\n")), before.is_quoted);
  Mark mark;
  mark.tool = tool;
  mark.scope = form->scope;
  mark.at = stretch.offset + at;
  mark.line = stretch.lines.at(at).line;
  mark.opens_comment = before.opens_comment;
  mark.is_quoted = before.is_quoted;
  if (tool != MarkTool::Own) {
    mark.reason = std::string(form->text);
    if (tool == MarkTool::Secretlint) mark.rules = secretlint_rules(rest);
    return mark;
  }
  mark.rules = take_rules(rest);
  while (!rest.empty() && (is_blank(rest.front()) || rest.front() == ':')) rest.remove_prefix(1);
  mark.reason = std::string(rest.substr(0, kMaxReason));
  mark.reason_at = stretch.offset + static_cast<std::size_t>(rest.data() - stretch.held.data());
  return mark;
}

}  // namespace

bool may_hold_own_marks(std::string_view text) noexcept {
  return find_word(text, kOwn, 0) != kNone;
}

MarkReader::MarkReader(const MarkSettings& settings) : settings_(settings) {}

void MarkReader::read(const text::Stretch& stretch) {
  const std::size_t first = marks.size();
  for (const Stem& stem : kStems) {
    if (!settings_.honours(stem.tool)) continue;
    const std::size_t limit = marks.size() + kMaxMarks;
    for (std::size_t at = find_word(stretch.held, stem.text, stretch.begin);
         at < stretch.end && marks.size() < limit;
         at = find_word(stretch.held, stem.text, at + 1)) {
      if (std::optional<Mark> mark = parse(stretch, at, stem.tool))
        marks.push_back(*std::move(mark));
    }
  }
  std::sort(marks.begin() + static_cast<std::ptrdiff_t>(first), marks.end(),
            [](const Mark& a, const Mark& b) { return a.at < b.at; });
  if (marks.size() > kMaxMarks) marks.resize(kMaxMarks);
}

}  // namespace veto::policy
