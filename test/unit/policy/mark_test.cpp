#include "policy/mark.h"

#include <algorithm>
#include <string>
#include <vector>

#include "policy/mark_use.h"
#include "test/support/catch.h"
#include "text/line_map.h"

using namespace veto;
using policy::MarkSettings;
using policy::MarkUse;

namespace {

const rules::Rule& rule_of(std::string_view id) {
  static const std::vector<rules::Rule> rules = [] {
    std::vector<rules::Rule> made(4);
    made[0].id = "test-key";
    made[1].id = "other-key";
    made[2].id = "off-key";
    made[3].id = "github-pat";
    return made;
  }();
  return *std::find_if(rules.begin(), rules.end(),
                       [id](const rules::Rule& rule) { return rule.id == id; });
}

/// A text with findings: each stands between two "~", which are taken out; "~other-key|...~" is one
/// of another rule.
struct Marked {
  explicit Marked(const std::string& with_tildes) {
    for (std::size_t at = 0; at < with_tildes.size(); ++at) {
      if (with_tildes[at] != '~') {
        text += with_tildes[at];
        continue;
      }
      const std::size_t end = with_tildes.find('~', at + 1);
      std::string inside = with_tildes.substr(at + 1, end - at - 1);
      const std::size_t bar = inside.find('|');
      policy::MarkTarget target;
      target.rule =
          &rule_of(bar == std::string::npos ? std::string("test-key") : inside.substr(0, bar));
      if (bar != std::string::npos) inside.erase(0, bar + 1);
      target.match = {text.size(), text.size() + inside.size()};
      text += inside;
      targets.push_back(target);
      at = end;
    }
    text::LineCounter lines;
    lines.feed(text);
    const char line_end = lines.counts_cr() ? '\r' : '\n';
    for (policy::MarkTarget& target : targets) {
      target.lines = {lines.at(target.match.begin).line, lines.at(target.match.end).line};
      target.on_long_line = policy::is_on_long_line(text, target.match, line_end);
    }
  }

  /// Reads the marks in pieces of that size; 0: as a whole.
  MarkUse use(const MarkSettings& settings = {}, std::size_t piece = 0) const {
    policy::MarkReader reader(settings);
    const auto look = [&](const text::Stretch& stretch) { reader.read(stretch); };
    if (piece == 0) {
      text::look_through(text, look);
    } else {
      text::SlidingText sliding(policy::MarkReader::kBefore, policy::MarkReader::kBehind);
      for (std::size_t at = 0; at < text.size(); at += piece)
        sliding.feed(std::string_view(text).substr(at, piece), look);
      sliding.finish(look);
    }
    return MarkUse(std::move(reader.marks));
  }

  /// One character a finding: its reason is not asked for. "x": allowed, ".": open.
  std::string outcome(const MarkSettings& settings = {}, std::size_t piece = 0) const {
    MarkUse marks = use(settings, piece);
    std::string result;
    for (const auto& allowance : marks.apply(targets)) result += allowance ? 'x' : '.';
    return result;
  }

  std::string text;
  std::vector<policy::MarkTarget> targets;
};

std::optional<model::Allowance> mark_in(const std::string& text) {
  const Marked marked(text);
  MarkUse marks = marked.use();
  return marks.apply(marked.targets).at(0);
}

std::string outcome(const std::string& text) {
  const Marked marked(text);
  const std::string whole = marked.outcome();
  for (const std::size_t piece : {1U, 7U, 1000U}) CHECK(marked.outcome({}, piece) == whole);
  return whole;
}

/// The problems, one a line.
std::string problems(const std::string& text) {
  const Marked marked(text);
  MarkUse marks = marked.use();
  static_cast<void>(marks.apply(marked.targets));
  std::string list;
  for (const policy::MarkProblem& problem : marks.problems([](std::string_view id) {
         if (id == "off-key") return policy::RuleState::Off;
         return id == "test-key" || id == "other-key" ? policy::RuleState::On
                                                      : policy::RuleState::Unknown;
       }))
    list += problem.text + "\n";
  return list;
}

std::string lines(std::size_t count) {
  return std::string(count, '\n');
}

struct Case {
  std::string text;
  std::string reason;
};

}  // namespace

TEST_CASE("mark: one on the line of a finding, for its rule, gives the reason behind it") {
  const std::vector<Case> cases{
      {"a = ~x~ # git-veto:allow test-key why not", "why not"},
      {"a = ~x~ # git-veto:allow test-key", ""},
      {"a = ~x~ // git-veto:allow\ttest-key\twhy  ", "why"},
      {"# git-veto:allow test-key before ~x~", "before"},
      {"a = ~x~ /* git-veto:allow test-key why */", "why"},
      {"a = ~x~ <!-- git-veto:allow test-key why --> more", "why"},
      {"a = ~x~ {# git-veto:allow test-key why #}", "why"},
      {"a = ~x~ <% git-veto:allow test-key why %>", "why"},
      {"a = ~x~ # git-veto:allow test-key : why", "why"},
      {"a = ~x~ # git-veto:allow test-key why\r\nnext", "why"},
      {"one\na = ~x~ # git-veto:allow test-key why\nthree", "why"},
      {"~x~ # git-veto:allow other-key a git-veto:allow test-key b", "b"},
      {"~x~ # git-veto:allow git-veto:allow test-key b", "b"},
      {"~one\ntwo\nthree~ # git-veto:allow test-key last line", "last line"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.text);
    const std::optional<model::Allowance> mark = mark_in(each.text);
    REQUIRE(mark);
    CHECK(mark->how == model::AllowedHow::Mark);
    CHECK(mark->reason == each.reason);
    CHECK(mark->expires.empty());
  }
}

TEST_CASE("mark: one for another rule, on another line or without a rule does not count") {
  for (const char* text :
       {"a = ~x~", "a = ~x~ # git-veto:allow", "a = ~x~ # git-veto:allow \n test-key",
        "a = ~x~ # git-veto:allow other-key why", "a = ~x~ # git-veto:allow test-key2 why",
        "a = ~x~ # git-veto:allow test-ke why", "a = ~x~ # git-veto:allow TEST-KEY",
        "a = ~x~ # git-veto: allow test-key", "a = ~x~ # Git-Veto:allow test-key",
        "# git-veto:allow test-key\na = ~x~", "a = ~x~\n# git-veto:allow test-key",
        "a = ~x~\r\n# git-veto:allow test-key", "a = ~x~ # git-veto:allow *",
        "a = ~x~ # git-veto:allow all", "a = ~x~ # git-veto:disallow test-key"}) {
    CAPTURE(text);
    CHECK_FALSE(mark_in(text));
  }
}

TEST_CASE("mark: the reason holds no finding of the line") {
  const auto mark = mark_in("{\"c\": \"git-veto:allow test-key why\", \"k\": \"~secret~\"}");
  REQUIRE(mark);
  CHECK(mark->reason == "why");
  CHECK(mark_in("~a~ # git-veto:allow test-key not ~secret~ at all")->reason == "not");
}

TEST_CASE("mark: several rules may be listed") {
  CHECK(outcome("~x~ ~other-key|y~ # git-veto:allow test-key,other-key why") == "xx");
  CHECK(outcome("~x~ ~other-key|y~ # git-veto:allow other-key, test-key why") == "xx");
  CHECK(outcome("~x~ ~other-key|y~ # git-veto:allow other-key why") == ".x");
  CHECK(mark_in("~x~ # git-veto:allow other-key, test-key why")->reason == "why");
}

TEST_CASE("mark: one for the next line counts there only") {
  CHECK(outcome("~x~\n# git-veto:allow-next-line test-key why\n~y~\n~z~\n") == ".x.");
  CHECK(outcome("// git-veto:allow-next-line test-key why\r\n~y~\r\n") == "x");
  CHECK(outcome("# git-veto:allow-next-line test-key why\r~y~\r~z~\r") == "x.");
  CHECK(outcome("# git-veto:allow-next-line test-key\n~one\ntwo\nthree~\n") == "x");
  CHECK(outcome("# git-veto:allow-next-line other-key\n~y~\n") == ".");
  CHECK(outcome("# git-veto:allow-nextline test-key\n~y~\n") == ".");
  CHECK(mark_in("# git-veto:allow-next-line test-key why\n~y~")->reason == "why");
}

TEST_CASE("mark: a block counts from its first line to its last, for findings as a whole") {
  const std::string begin = "# git-veto:allow-begin test-key why\n";
  const std::string end = "# git-veto:allow-end\n";
  CHECK(outcome("~a~\n" + begin + "~b~\n~c~\n" + end + "~d~\n") == ".xx.");
  CHECK(outcome(begin + "~one\ntwo~\n" + end) == "x");
  CHECK(outcome(begin + "~one\n" + end + "two~\n") == ".");
  CHECK(outcome(begin + "~a~\n# git-veto:allow-end test-key\n~b~\n") == "x.");
  CHECK(outcome(begin + "~a~\n# git-veto:allow-end other-key\n~b~\n") == "..");
  CHECK(outcome(begin + "~a~\n") == ".");
  CHECK(outcome("~a~\n" + end) == ".");
  CHECK(outcome(begin + lines(998) + "~a~\n" + end) == ".");
  CHECK(outcome(begin + lines(997) + "~a~\n" + end) == "x");
  CHECK(outcome("<!-- git-veto:allow-begin test-key,other-key why -->\n~a~ ~other-key|b~\n"
                "<!-- git-veto:allow-end other-key -->\n~a~ ~other-key|b~\n" +
                end) == "xxx.");
  CHECK(mark_in(begin + "~b~\n" + end)->reason == "why");
}

TEST_CASE("mark: those of other tools count for any rule") {
  REQUIRE(mark_in("a = ~x~ # gitleaks:allow"));
  CHECK(mark_in("a = ~x~ # gitleaks:allow")->reason == "gitleaks:allow");
  CHECK(mark_in("a = ~x~  # pragma: allowlist secret").has_value());
  CHECK(mark_in("a = ~x~  # trufflehog:ignore").has_value());
  CHECK_FALSE(mark_in("a = ~x~\n# gitleaks:allow"));
  CHECK_FALSE(mark_in("a = ~x~ # pragma: allowlist"));
  CHECK(outcome("# pragma: allowlist nextline secret\n~a~\n~b~\n") == "x.");
  CHECK(outcome("~a~ // secretlint-disable-line\n~b~\n") == "x.");
  CHECK(outcome("// secretlint-disable-next-line\n~a~\n~b~\n") == "x.");
  CHECK(outcome("~a~\n/* secretlint-disable */\n~b~\n/* secretlint-enable */\n~c~\n") == ".x.");
  CHECK(outcome("// secretlint-disable -- all of it\n~b~\n" + lines(3000) + "~c~") == "xx");
  CHECK(outcome("/* secretlint-disable @secretlint/secretlint-rule-github */\n"
                "~github-pat|a~\n~b~\n/* secretlint-enable */\n~github-pat|c~") == "x..");
}

TEST_CASE("mark: each tool's can be switched off, and our own") {
  struct Off {
    policy::MarkTool tool;
    const char* text;
  };
  using policy::MarkTool;
  for (const Off& each : {Off{MarkTool::Own, "~a~ # git-veto:allow test-key"},
                          Off{MarkTool::Gitleaks, "~a~ # gitleaks:allow"},
                          Off{MarkTool::DetectSecrets, "~a~ # pragma: allowlist secret"},
                          Off{MarkTool::Trufflehog, "~a~ # trufflehog:ignore"},
                          Off{MarkTool::Secretlint, "~a~ # secretlint-disable-line"}}) {
    CAPTURE(each.text);
    MarkSettings only_others;
    only_others.honoured[static_cast<std::size_t>(each.tool)] = false;
    CHECK(Marked(each.text).outcome(only_others) == ".");
    MarkSettings only_this;
    only_this.honoured.fill(false);
    only_this.honoured[static_cast<std::size_t>(each.tool)] = true;
    CHECK(Marked(each.text).outcome(only_this) == "x");
  }
}

TEST_CASE("mark: on a long line one excuses one finding, the nearest before it") {
  const std::string mark = " git-veto:allow test-key why";
  const std::string far(1500, '.');
  CHECK(outcome(far + "~a~ ~b~" + mark) == ".x");
  CHECK(outcome(far + "~a~ ~b~" + mark + "~c~ ~d~" + mark + far) == ".x.x");
  CHECK(outcome(far + "~a~ ~other-key|b~" + mark) == "x.");
  CHECK(outcome(far + "~a~ ~other-key|b~ gitleaks:allow") == ".x");
  CHECK(outcome(far + "~a~" + std::string(199, ' ') + "git-veto:allow test-key") == "x");
  CHECK(outcome(far + "~a~" + std::string(200, ' ') + "git-veto:allow test-key") == ".");
  // Two marks side by side are for the same one.
  CHECK(outcome(far + "~a~ ~b~" + mark + " gitleaks:allow") == ".x");
  CHECK(outcome("# git-veto:allow-next-line test-key\n~a~ ~b~" + far) == "x.");
  CHECK(outcome("# git-veto:allow-begin test-key\n~a~ ~b~" + far + "\n~c~ ~d~" + far +
                "\n~e~ ~f~\n# git-veto:allow-end") == "x.x.xx");
}

TEST_CASE("mark: ours that excuse nothing are told, by line and rule") {
  struct Told {
    std::string text;
    std::string problems;
  };
  const std::vector<Told> cases{
      {"a\nb # git-veto:allow test-key why\n",
       "line 2: unused mark: nothing on this line is a test-key\n"},
      {"~a~ # git-veto:allow test-key why\n", ""},
      {"~a~ # git-veto:allow test-key,other-key why\n",
       "line 1: unused mark: nothing on this line is a other-key\n"},
      {"# git-veto:allow-next-line test-key\na\n",
       "line 1: unused mark: nothing on the next line is a test-key\n"},
      {"# git-veto:allow-begin test-key\na\n# git-veto:allow-end\n",
       "line 1: unused mark: nothing in this block is a test-key\n"},
      {"# git-veto:allow-begin test-key\n~a~\n",
       "line 1: broken mark: the block for test-key never ends (git-veto:allow-end)\n"},
      {"# git-veto:allow-begin test-key\n" + lines(1000) + "# git-veto:allow-end\n",
       "line 1: broken mark: the block for test-key is longer than 1000 lines\n"},
      {"~a~\n# git-veto:allow-end\n", "line 2: broken mark: ends no block\n"},
      {"~a~ # git-veto:allow\n", "line 1: broken mark: names no rule: git-veto:allow RULE why\n"},
      {"~a~ git-veto:allow testkey\n", "line 1: broken mark: there is no rule testkey\n"},
      {"# git-veto:allow no-rule\n", "line 1: broken mark: there is no rule no-rule\n"},
      {"# git-veto:allow off-key\n", ""},
      {"# gitleaks:allow\n", ""},
      // Text about marks.
      {"// git-veto:allow RULE why\n", ""},
      {"Write `git-veto:allow test-key why` behind it\n", ""},
      {"const char* kMark = \"# git-veto:allow test-key why\";\n", ""},
      {"const char* kMark = \"# git-veto:allow no-rule why\";\n", ""},
      {"A git-veto:allow followed by the rule\n", ""},
      {"A git-veto:allow no-rule would not\n", ""},
      {"it isn't \"quoted\" # git-veto:allow test-key\n",
       "line 1: unused mark: nothing on this line is a test-key\n"},
  };
  for (const Told& each : cases) {
    CAPTURE(each.text);
    CHECK(problems(each.text) == each.problems);
  }
  std::string many;
  for (int i = 0; i < 2000; ++i) many += "# git-veto:allow test-key\n";
  const std::string told = problems(many);
  CHECK(std::count(told.begin(), told.end(), '\n') == MarkUse::kMaxProblems);
}

TEST_CASE("mark: on a long line it counts only close behind the finding") {
  const std::string mark = " git-veto:allow test-key why";
  const std::string long_text(1500, '.');
  CHECK(mark_in(std::string(900, '.') + "~x~" + mark));
  CHECK(mark_in(long_text + "~x~" + mark));
  CHECK(mark_in(long_text + "~x~" + std::string(150, '.') + mark));
  CHECK_FALSE(mark_in(long_text + "~x~" + std::string(200, '.') + mark));
  CHECK_FALSE(mark_in(mark + long_text + "~x~"));
  CHECK_FALSE(mark_in("~x~" + long_text + mark));
  // The finding's own length does not make a line long.
  CHECK(mark_in("~" + std::string(5000, 'x') + "~ # git-veto:allow test-key"));
  CHECK(mark_in("# git-veto:allow test-key ~" + std::string(5000, 'x') + "~"));
}

TEST_CASE("mark: reasons are limited") {
  const std::optional<model::Allowance> mark =
      mark_in("~x~ git-veto:allow test-key " + std::string(500, 'r'));
  REQUIRE(mark);
  CHECK(mark->reason == std::string(200, 'r'));
}

TEST_CASE("mark: a finding at either end of the text is no special case") {
  CHECK(mark_in("~x~ gitleaks:allow"));
  CHECK(mark_in("gitleaks:allow ~x~"));
  CHECK_FALSE(mark_in("\n~x~"));
  CHECK_FALSE(mark_in("~x~\n"));
  CHECK_FALSE(mark_in("gitleaks:allow\n~x~\ngitleaks:allow"));
  CHECK_FALSE(mark_in("~~"));
}
