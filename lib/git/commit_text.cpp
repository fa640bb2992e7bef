#include "git/commit_text.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "git/commit.h"

namespace veto::git {
namespace {

/// Takes the first header off `rest`, with the lines that continue it: those that begin with a
/// blank. Empty at the end of the headers.
std::string_view take_header(std::string_view& rest) {
  std::size_t end = 0;
  do {
    end = std::min(rest.find('\n', end), rest.size() - 1) + 1;
  } while (end < rest.size() && rest[end] == ' ');
  const std::string_view header = rest.substr(0, end);
  rest.remove_prefix(end);
  return header.front() == '\n' ? std::string_view() : header;
}

constexpr std::size_t kShortestRun = 16;  // of what no rule takes for a token

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// The word that begins at `at`; empty where none does.
std::string_view word_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_word(text[end])) ++end;
  return text.substr(at, end - at);
}

bool is_long_run(std::string_view word) {
  return word.size() >= kShortestRun && word.find_first_of("0123456789") != std::string_view::npos;
}

bool has_long_run(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view word = word_at(text, at);
    if (is_long_run(word)) return true;
    at += word.size() + 1;
  }
  return false;
}

bool may_hold_a_credential(std::string_view header) {
  constexpr std::array kIds = {"tree",     "parent", "object",       "type",
                               "encoding", "gpgsig", "gpgsig-sha256"};
  constexpr std::array kNames = {"author", "committer", "tagger", "tag"};
  const std::string_view name = header.substr(0, header.find(' '));
  if (std::find(kIds.begin(), kIds.end(), name) != kIds.end()) return false;
  if (std::find(kNames.begin(), kNames.end(), name) == kNames.end()) return true;
  return has_long_run(header);
}

}  // namespace

std::string without_long_runs(std::string_view name) {
  constexpr std::size_t kShown = 4;
  std::string shown;
  for (std::size_t at = 0; at < name.size();) {
    const std::string_view word = word_at(name, at);
    shown += is_long_run(word) ? std::string(word.substr(0, kShown)) + "..." : std::string(word);
    at += word.size();
    if (at < name.size()) shown += name[at++];
  }
  return shown;
}

std::string_view scanned_text_of(std::string_view bytes, std::string& buffer) {
  const std::string_view message = message_of(bytes);
  std::string headers;
  for (std::string_view rest = bytes; !rest.empty();) {
    const std::string_view header = take_header(rest);
    if (header.empty()) break;
    if (!may_hold_a_credential(header)) continue;
    for (std::size_t at = 0; at < header.size();) {
      const std::size_t next = std::min(header.find("\n ", at), header.size() - 1) + 1;
      headers += header.substr(at, next - at);
      at = next + (next < header.size() ? 1 : 0);
    }
  }
  if (headers.empty()) return message;
  buffer = message;
  if (!buffer.empty() && buffer.back() != '\n') buffer += '\n';
  buffer += headers;
  return buffer;
}

}  // namespace veto::git
