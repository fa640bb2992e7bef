#include "source/ignore.h"

#include <algorithm>
#include <optional>

namespace veto::source {
namespace {

/// Git's rules for a line: comments, negation, and blanks at the end unless escaped.
std::optional<std::string_view> pattern_of(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  while (line.ends_with(' ') && !(line.size() > 1 && line[line.size() - 2] == '\\'))
    line.remove_suffix(1);
  if (line.empty() || line.front() == '#') return std::nullopt;
  return line;
}

}  // namespace

IgnoreFile::IgnoreFile(std::string_view text, std::string prefix,
                       std::shared_ptr<const IgnoreFile> above)
    : prefix_(std::move(prefix)), above_(std::move(above)) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::optional<std::string_view> pattern = pattern_of(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!pattern) continue;
    const bool negated = pattern->front() == '!';
    if (negated) pattern->remove_prefix(1);
    lines_.push_back({text::Glob(*pattern), negated});
  }
}

bool IgnoreFile::ignores(std::string_view path, bool is_directory) const {
  const std::string_view relative = path.substr(prefix_.size());
  for (auto line = lines_.rbegin(); line != lines_.rend(); ++line) {
    if (line->glob.directories_only() && !is_directory) continue;
    if (line->glob.matches(relative)) return !line->negated;
  }
  return above_ && above_->ignores(path, is_directory);
}

}  // namespace veto::source
