#include "hook/ref_update.h"

#include <algorithm>
#include <array>
#include <optional>

#include <unistd.h>

#include "base/error.h"
#include "source/descriptor.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

[[noreturn]] void throw_malformed(std::string_view line) {
  throw base::unreadable("not what git says to this hook: " + text::for_terminal(line));
}

git::Oid parse_id(std::string_view word, std::string_view line) {
  const std::optional<git::Oid> id = git::Oid::from_hex(word);
  if (!id) throw_malformed(line);
  return *id;
}

template <class Use>
void for_each_line(std::string_view text, const Use& use) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) use(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// Takes the last word off `line`.
std::string_view take_last(std::string_view& rest, std::string_view line) {
  const std::size_t space = rest.rfind(' ');
  if (space == std::string_view::npos) throw_malformed(line);
  const std::string_view word = rest.substr(space + 1);
  rest = rest.substr(0, space);
  return word;
}

}  // namespace

std::vector<RefUpdate> parse_pre_push(std::string_view text) {
  std::vector<RefUpdate> updates;
  for_each_line(text, [&](std::string_view line) {
    std::string_view rest = line;
    RefUpdate update;
    update.old_id = parse_id(take_last(rest, line), line);
    update.ref = take_last(rest, line);
    update.new_id = parse_id(take_last(rest, line), line);
    updates.push_back(std::move(update));
  });
  return updates;
}

std::vector<RefUpdate> parse_pre_receive(std::string_view text) {
  std::vector<RefUpdate> updates;
  for_each_line(text, [&](std::string_view line) {
    const std::size_t first = line.find(' ');
    const std::size_t second = first == std::string_view::npos ? first : line.find(' ', first + 1);
    if (second == std::string_view::npos || second + 1 == line.size()) throw_malformed(line);
    updates.push_back({std::string(line.substr(second + 1)), parse_id(line.substr(0, first), line),
                       parse_id(line.substr(first + 1, second - first - 1), line)});
  });
  return updates;
}

RefUpdate parse_update(const std::vector<std::string>& arguments) {
  if (arguments.size() != 3)
    throw base::usage_error("the update hook takes a ref, its old and its new id");
  const std::string line = arguments[1] + " " + arguments[2] + " " + arguments[0];
  return {arguments[0], parse_id(arguments[1], line), parse_id(arguments[2], line)};
}

std::string read_standard_input() {
  std::string text;
  std::array<char, 65536> buffer{};
  while (const std::size_t count = base::in_context(
             "standard input", [&] { return source::read_some(STDIN_FILENO, buffer); }))
    text.append(buffer.data(), count);
  return text;
}

}  // namespace veto::hook
