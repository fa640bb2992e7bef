#include "git/line_diff.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "rules/example_random.h"
#include "test/support/catch.h"
#include "test/unit/git/repository.h"

using namespace veto;
using namespace veto::git;

namespace {

std::string show(const std::vector<AddedLines>& ranges) {
  std::string text;
  for (const AddedLines& range : ranges)
    text += std::to_string(range.first) + "-" + std::to_string(range.last) + " ";
  return text;
}

std::string added(std::string_view old_text, std::string_view new_text) {
  return show(added_lines(test::library(), old_text, new_text));
}

/// Lines with their ends; what stands behind the last line feed is a line too.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    lines.push_back(text.substr(at, end - at));
    at = end;
  }
  return lines;
}

/// A text and a version of it after some edits, made of few different lines.
std::pair<std::string, std::string> random_pair(rules::ExampleRandom& random) {
  const std::size_t kinds = 2 + random.below(12);
  const auto line = [&] {
    std::string text = "line " + std::to_string(random.below(kinds));
    if (random.below(20) == 0) text += std::string("\0\r\xff", 1 + random.below(3));
    return text + "\n";
  };
  std::vector<std::string> lines;
  for (std::size_t i = random.below(40); i > 0; --i) lines.push_back(line());
  const auto join = [&](const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) text += part;
    if (!text.empty() && random.below(4) == 0) text.pop_back();
    return text;
  };
  std::string old_text = join(lines);
  for (std::size_t i = random.below(6); i > 0; --i) {
    const auto at = lines.begin() + static_cast<std::ptrdiff_t>(random.below(lines.size() + 1));
    if (random.below(2) == 0 || at == lines.end())
      lines.insert(at, line());
    else if (random.below(2) == 0)
      *at = line();
    else
      lines.erase(at);
  }
  return {std::move(old_text), join(lines)};
}

/// The added lines of each file, from the hunk headers of `git diff -U0`.
std::map<std::string, std::string> parse_hunks(const std::string& diff) {
  std::map<std::string, std::string> hunks;
  std::string name;
  for (const std::string& line : test::split(diff, '\n')) {
    if (line.starts_with("diff --git ")) name = line.substr(line.rfind('/') + 1);
    if (!line.starts_with("@@ ")) continue;
    const std::string range =
        line.substr(line.find('+') + 1, line.find(" @@", 3) - line.find('+') - 1);
    const std::size_t comma = range.find(',');
    const std::size_t first = std::stoul(range);
    const std::size_t count = comma == std::string::npos ? 1 : std::stoul(range.substr(comma + 1));
    if (count > 0)
      hunks[name] += std::to_string(first) + "-" + std::to_string(first + count - 1) + " ";
  }
  return hunks;
}

/// Whether `kept` is a subsequence of `lines`.
bool is_subsequence(const std::vector<std::string>& kept, const std::vector<std::string>& lines) {
  std::size_t at = 0;
  for (const std::string& line : lines) {
    if (at < kept.size() && kept[at] == line) ++at;
  }
  return at == kept.size();
}

/// The number of added lines, after a look at what is promised of them.
std::size_t count_added(const std::string& old_text, const std::string& new_text) {
  const std::vector<std::string> lines = lines_of(new_text);
  std::vector<std::string> kept;
  std::size_t behind = 0;  // the last range, as a number of lines
  std::size_t count = 0;
  for (const AddedLines& range : added_lines(test::library(), old_text, new_text)) {
    REQUIRE((range.first <= range.last && range.last <= lines.size()));
    REQUIRE(range.first > behind + (behind == 0 ? 0 : 1));  // sorted and not adjacent
    kept.insert(kept.end(), lines.begin() + static_cast<std::ptrdiff_t>(behind),
                lines.begin() + static_cast<std::ptrdiff_t>(range.first) - 1);
    behind = range.last;
    count += range.last - range.first + 1;
  }
  kept.insert(kept.end(), lines.begin() + static_cast<std::ptrdiff_t>(behind), lines.end());
  REQUIRE(is_subsequence(kept, lines_of(old_text)));
  return count;
}

}  // namespace

TEST_CASE("line diff: added and changed lines are told, removed ones are not") {
  CHECK(added("", "") == "");
  CHECK(added("a\nb\n", "a\nb\n") == "");
  CHECK(added("", "a\n") == "1-1 ");
  CHECK(added("", "a\nb\nc") == "1-3 ");
  CHECK(added("a\nb\n", "a\n") == "");
  CHECK(added("a\nb\n", "") == "");
  CHECK(added("a\nc\n", "a\nb\nc\n") == "2-2 ");
  CHECK(added("a\nb\nc\n", "a\nB\nc\n") == "2-2 ");
  CHECK(added("a\nb\nc\nd\n", "A\nb\nc\nD\nE\n") == "1-1 4-5 ");
}

TEST_CASE("line diff: a line feed that is added or lost at the end changes the last line") {
  CHECK(added("a\nb", "a\nb\n") == "2-2 ");
  CHECK(added("a\nb\n", "a\nb") == "2-2 ");
  CHECK(added("a", "a\nb") == "1-2 ");
}

TEST_CASE("line diff: binary bytes, carriage returns and blanks are bytes of a line") {
  using namespace std::string_literals;
  CHECK(added("a\0b\nc\n"s, "a\0b\nc\0\n"s) == "2-2 ");
  CHECK(added("a\r\nb\r\n", "a\nb\n") == "1-2 ");
  CHECK(added("a\rb\rc", "a\rB\rc") == "1-1 ");
  CHECK(added("a\n", "a \n") == "1-1 ");
  CHECK(added(std::string(20000, '\0') + "\n", std::string(20000, '\0') + "\nx\n") == "2-2 ");
}

TEST_CASE("line diff: the hunks are those of git diff, on random texts") {
  const test::TemporaryDirectory directory;
  const std::size_t count = test::trials(400);
  rules::ExampleRandom random(29);
  std::vector<std::pair<std::string, std::string>> pairs;
  for (std::size_t i = 0; i < count; ++i) {
    pairs.push_back(random_pair(random));
    directory.write("old/" + std::to_string(i), pairs.back().first);
    directory.write("new/" + std::to_string(i), pairs.back().second);
  }
  base::Environment environment;
  environment.set("PATH", "/usr/local/bin:/usr/bin:/bin");
  environment.set("GIT_CONFIG_NOSYSTEM", "1");
  environment.set("HOME", directory.path());
  const base::Output output = base::run(
      {{"git", "diff", "--no-index", "-U0", "--text", "--no-ext-diff", "--no-color", "old", "new"},
       environment,
       directory.path(),
       {}});
  REQUIRE(output.err.empty());
  std::map<std::string, std::string> expected = parse_hunks(output.out);
  for (std::size_t i = 0; i < count; ++i) {
    CAPTURE(i, pairs[i].first, pairs[i].second);
    CHECK(added(pairs[i].first, pairs[i].second) == expected[std::to_string(i)]);
  }
}

TEST_CASE("line diff: what is not added is text that the old version has in this order") {
  rules::ExampleRandom random(31);
  for (std::size_t trial = 0; trial < test::trials(2000); ++trial) {
    const auto [old_text, new_text] = random_pair(random);
    CAPTURE(old_text, new_text);
    CHECK(count_added(old_text, new_text) <= lines_of(new_text).size());
  }
}

TEST_CASE("line diff: long texts are compared too, in a time that grows with their length") {
  rules::ExampleRandom random(37);
  const auto lines = [&](std::size_t count, std::size_t kinds) {
    std::vector<std::string> list;
    for (std::size_t i = 0; i < count; ++i)
      list.push_back(std::to_string(random.below(kinds)) + "\n");
    return list;
  };
  const auto join = [](const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) text += part;
    return text;
  };
  // Mostly single lines, few changes: as exact as a short text.
  std::vector<std::string> list = lines(100'000, 1'000'000'000);
  const std::string old_text = join(list);
  list[10] = "x\n";
  list.insert(list.begin() + 70'000, "y\n");
  list.erase(list.begin() + 50'000);
  list.back() = "no line feed";
  CHECK(added(old_text, join(list)) == "11-11 70000-70000 100000-100000 ");
  // Blocks in another order: no more is added than what moved.
  std::rotate(list.begin(), list.begin() + 30'000, list.end());
  CHECK(count_added(old_text, join(list)) <= 30'010);
  // Without any order, of few kinds, of one kind, and with nothing in common.
  for (const std::size_t kinds : {1U, 2U, 300U, 60'000U}) {
    CAPTURE(kinds);
    const std::string one = join(lines(120'000, kinds));
    const std::string other = join(lines(120'000, kinds));
    CHECK(count_added(one, other) <= 120'000);
    CHECK(count_added(one, one) == 0);
    // Few edits are told exactly, however equal the lines are.
    const std::size_t middle = one.find('\n', one.size() / 2) + 1;
    const std::string edited = "new\n" + one.substr(0, middle) + "new\n" +
                               one.substr(one.find('\n', middle) + 1) + "new\n";
    CHECK(count_added(one, edited) == 3);
  }
  CHECK(added("", old_text) == "1-100000 ");
  CHECK(added(old_text, "") == "");
}
