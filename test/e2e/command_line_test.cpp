// The command line: what is accepted, what is refused, and what each ends with.
#include <algorithm>

#include "test/support/catch.h"
#include "test/support/outcome.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

TempRepo repo_with_staged_secret() {
  TempRepo repo;
  repo.commit_file("b.txt", "harmless\n");
  repo.stage("a.txt", text_with(github_token()));
  return repo;
}

/// Runs a shell script with the program as git-veto on the PATH.
base::Output shell(const TempRepo& repo, const std::string& script) {
  return repo.run({"sh", "-c", script});
}

}  // namespace

TEST_CASE("usage: what is not understood ends with 2 and one clear line") {
  const TempRepo repo = repo_with_staged_secret();
  const Words kWrong[] = {
      {},
      {"nonsense"},
      {"--unknown"},
      {"staged", "--unknown"},
      {"staged", "operand"},
      {"staged", "--format"},
      {"staged", "--format", "xml"},
      {"staged", "--format", ""},
      {"staged", "--tier", "high"},
      {"staged", "--rule", "no-such-rule"},
      {"staged", "--no-config", "--rule", "no-such-rule"},
      {"staged", "--threads", "0"},
      {"staged", "--threads", "-1"},
      {"staged", "--threads", "many"},
      {"staged", "--max-memory", "1M"},
      {"staged", "--max-memory", "much"},
      {"staged", "--color", "sometimes"},
      {"staged", "--report", "json"},
      {"staged", "--report", "json="},
      {"staged", "--report", "xml=file"},
      {"staged", "--config", "no-such-file.toml"},
      {"history", "one", "two"},
      {"stdin", "operand"},
      {"hook"},
      {"hook", "post-commit"},
      {"hook", "--unknown"},
      {"allow"},
      {"allow", "v1:0123456789abcdef"},
      {"allow", "v1:0123456789abcdef", "--reason"},
      {"allow", "v1:0123456789abcdef", "--reason", "why"},
      {"allow", "short", "--reason", "why"},
      {"allow", "v1:0123456789abcdef", "--reason", "why", "--expires", "tomorrow"},
      {"allow", "v1:0123456789abcdef", "--reason", "why", "--expires", "2027-02-30"},
      {"explain"},
      {"explain", "no-such-rule"},
      {"explain", "4"},
      {"rules"},
      {"rules", "show"},
      {"rules", "show", "no-such-rule"},
      {"version", "operand"},
      {"--quiet"},
  };
  for (const Words& arguments : kWrong) {
    const base::Output output = repo.veto(arguments);
    CAPTURE(arguments, output.err);
    CHECK(output.status == 2);
    CHECK(output.err.starts_with("git-veto: error: "));
    CHECK(std::count(output.err.begin(), output.err.end(), '\n') == 1);
    CHECK(output.out.empty());
  }
}

TEST_CASE("usage: what is wrongly typed is repeated in a form that is safe to print") {
  const TempRepo repo;
  const Words kHostile[] = {
      {"\x1b[31m"},
      {"staged", "--\x1b[2J"},
      {"staged", "--format", "\x1b[2J"},
      {"explain", "a\nb"},
      {"rules", "show", "\x07"},
      {"staged", "--rule", "\xff\x1b"},
      {"hook", "\x1b[2J"},
      {"files", "--tier", "a\rb\x1b"},
      {"staged", "--report", "\x1b=x"},
      {"allow", "\x1b[2J12345678", "--reason", "x"},
  };
  for (const Words& arguments : kHostile) {
    const base::Output output = repo.veto(arguments);
    CAPTURE(arguments);
    CHECK(output.status == 2);
    CHECK(output.err.find_first_of("\x1b\x07\r") == std::string::npos);
    CHECK(std::count(output.err.begin(), output.err.end(), '\n') == 1);
  }
}

TEST_CASE("usage: help and version go to standard output and end with 0") {
  const TempRepo repo;
  const Words kHelp[] = {{"--help"},           {"-h"},
                         {"staged", "--help"}, {"history", "--help"},
                         {"files", "-h"},      {"rules", "list", "--help"},
                         {"allow", "--help"},  {"install", "--help"}};
  for (const Words& arguments : kHelp) {
    const base::Output output = repo.veto(arguments);
    CAPTURE(arguments);
    CHECK(output.status == 0);
    CHECK(output.err.empty());
    CHECK(output.out.find("Usage: ") != std::string::npos);
  }
  for (const char* word : {"--version", "version"}) {
    const base::Output output = repo.veto({word});
    CHECK(output.status == 0);
    CHECK(output.out.starts_with("git-veto "));
    CHECK(output.out.find_first_not_of("0123456789.", 9) == output.out.size() - 1);
    CHECK(output.out.back() == '\n');
  }
}

TEST_CASE("usage: options stand before or after operands, -- ends them") {
  const TempRepo repo;
  repo.write("a.txt", text_with(github_token()));
  repo.write("--quiet", text_with(github_token()));
  const Words kOrders[] = {
      {"files", "a.txt", "--format", "json"},
      {"files", "--format", "json", "a.txt"},
      {"files", "--format=json", "a.txt"},
      {"files", "--format", "json", "--", "a.txt"},
      {"files", "--quiet", "a.txt", "--format", "json", "--threads", "2"},
  };
  for (const Words& order : kOrders) {
    CAPTURE(order);
    CHECK(places_of(Json::parse(repo.veto(order).out)) == Words{"a.txt:2"});
  }
  const base::Output dashed = repo.veto({"files", "--format", "json", "--", "--quiet"});
  CHECK(places_of(Json::parse(dashed.out)) == Words{"--quiet:2"});
}

TEST_CASE("usage: git veto is git-veto") {
  const TempRepo repo = repo_with_staged_secret();
  const base::Output output = repo.try_git({"veto", "staged"});
  CHECK(output.status == 1);
  CHECK(output.err.starts_with("git-veto: blocked: 1 secret "));
  CHECK(repo.at("sub").try_git({"veto", "staged"}).status == 1);
  CHECK(repo.try_git({"veto", "version"}).out == repo.veto({"version"}).out);
}

TEST_CASE("usage: the hook as git runs it and as the shim calls it") {
  const TempRepo repo = repo_with_staged_secret();
  for (const char* name : {"pre-commit", "pre-merge-commit"}) {
    const base::Output output = repo.veto({"hook", name});
    CHECK(output.status == 1);
    CHECK(output.out.empty());
    CHECK(blocked_places(output.err) == Words{"a.txt:2"});
  }
  CHECK(shell(repo, ".git/hooks/pre-commit").status == 1);
}

TEST_CASE("usage: SKIP switches a hook off where git-veto is named, and nothing else off") {
  TempRepo repo = repo_with_staged_secret();
  struct Case {
    const char* skip;
    int status;
  };
  for (const Case& each : {Case{"git-veto", 0}, Case{"flake8, git-veto ,black", 0}, Case{"", 1},
                           Case{"git-veto2,git", 1}, Case{"1", 1}}) {
    CAPTURE(each.skip);
    repo.environment.set("SKIP", each.skip);
    const base::Output output = repo.veto({"hook", "pre-commit"});
    CHECK(output.status == each.status);
    if (each.status == 0) CHECK(output.err == "git-veto: pre-commit skipped, as SKIP says\n");
    CHECK(repo.veto({"staged"}).status == 1);
  }
}

TEST_CASE("exit: 0, 1 and 3 for every verb that scans") {
  const TempRepo repo;
  CHECK(repo.veto({"staged"}).status == 0);
  repo.stage("a.txt", "harmless\n");
  for (const Words& scan : {Words{"staged"}, {"history"}, {"files"}, {"stdin"}}) {
    const base::Output output = repo.veto(scan, "harmless\n");
    CAPTURE(scan);
    CHECK(output.status == 0);
    CHECK(output.out.empty());
    CHECK(output.err.starts_with("git-veto: clean: scanned "));
    CHECK(std::count(output.err.begin(), output.err.end(), '\n') == 1);
  }
  const std::string text = text_with(github_token());
  repo.stage("a.txt", text);
  for (const Words& scan : {Words{"staged"}, {"history"}, {"files"}, {"stdin"}}) {
    const base::Output output = repo.veto(scan, text);
    CAPTURE(scan);
    CHECK(output.status == 1);
    CHECK(output.err.starts_with("git-veto: blocked: 1 secret"));
    CHECK(output.err.find("\ngit-veto: 1 finding: scanned ") != std::string::npos);
  }
}

TEST_CASE("exit: a report that cannot be written does not hide the findings") {
  const TempRepo repo = repo_with_staged_secret();
  const base::Output output =
      repo.veto({"staged", "--report", "json=/dev/null/nowhere/report.json"});
  CHECK(output.status != 0);
  CHECK(blocked_places(output.err) == Words{"a.txt:2"});
  CHECK(output.err.find("/dev/null/nowhere/report.json") != std::string::npos);
}

TEST_CASE("exit: output that nobody reads or that does not fit") {
  const TempRepo repo = repo_with_staged_secret();
  // A reader that has gone away is no error; a full disk is one.
  CHECK(shell(repo, "{ git-veto files --format json; echo $? >../code; } | true").status == 0);
  CHECK(read_file(repo.root() / "code") == "1\n");
  CHECK(shell(repo, "git-veto files --format json >/dev/full 2>&1").status != 0);
  CHECK(shell(repo, "git-veto files b.txt --format json >/dev/full").status == 3);
  CHECK(shell(repo, "git-veto files --format json >&-").status != 0);
  CHECK(shell(repo, "git-veto staged 2>&-").status == 1);
  CHECK(shell(repo, "git-veto staged 2>/dev/full").status == 1);
}

TEST_CASE("quiet: nothing is printed when there is nothing to report, and all else as ever") {
  const TempRepo repo = repo_with_staged_secret();
  const base::Output clean = repo.veto({"files", "--quiet", "b.txt"});
  CHECK(clean.status == 0);
  CHECK(clean.err.empty());
  CHECK(clean.out.empty());
  CHECK(blocked_places(repo.veto({"staged", "--quiet"}).err) == Words{"a.txt:2"});
  CHECK(repo.veto({"files", "--quiet", "nowhere"}).err.starts_with("git-veto: incomplete: "));
}

TEST_CASE("max-memory: large files are scanned within it") {
  const TempRepo repo;
  repo.write("large.txt", std::string(150'000'000, '\n') + github_token() + "\n");
  // A sanitizer's shadow memory alone is terabytes.
  const std::string bound = test::kSanitized ? "1P" : "64M";
  CHECK(places_of(repo.report({"files", "--max-memory", bound, "large.txt"}, 1)) ==
        Words{"large.txt:150000001"});
}

TEST_CASE("color: none unless asked for or on a terminal") {
  TempRepo repo = repo_with_staged_secret();
  const auto is_colored = [](const base::Output& output) {
    return (output.out + output.err).find('\x1b') != std::string::npos;
  };
  for (const char* verb : {"staged", "files"}) {
    CHECK_FALSE(is_colored(repo.veto({verb})));
    CHECK_FALSE(is_colored(repo.veto({verb, "--color", "never"})));
    CHECK_FALSE(is_colored(repo.veto({verb, "--color", "auto"})));
    CHECK(is_colored(repo.veto({verb, "--color", "always"})));
  }
  // What is printed for a program has none; a report in a file neither.
  CHECK(repo.veto({"files", "--color", "always", "--format", "json"}).out.find('\x1b') ==
        std::string::npos);
  static_cast<void>(shell(repo, "git-veto files --color always --report human=../report.txt"));
  CHECK(read_file(repo.root() / "report.txt").find("a.txt:2") != std::string::npos);
  CHECK(read_file(repo.root() / "report.txt").find('\x1b') == std::string::npos);

  // On a terminal, which script(1) makes.
  const Words on_terminal{"script", "-qec", "git-veto files a.txt", "/dev/null"};
  repo.environment.set("TERM", "xterm");
  CHECK(is_colored(repo.run(on_terminal)));
  repo.environment.set("NO_COLOR", "1");
  CHECK_FALSE(is_colored(repo.run(on_terminal)));
  repo.environment.set("NO_COLOR", "");
  CHECK(is_colored(repo.run(on_terminal)));
  repo.environment.set("TERM", "dumb");
  CHECK_FALSE(is_colored(repo.run(on_terminal)));
  repo.environment.unset("TERM");
  CHECK_FALSE(is_colored(repo.run(on_terminal)));
}

TEST_CASE("trace: says what is done and never shows a secret") {
  const TempRepo repo;
  const std::string key = private_key();
  repo.stage("a.txt", text_with(github_token()) + key + "bad = " + github_token() + "x\n" +
                          "id = " + hex_key() + "\n");
  for (const char* verb : {"staged", "history", "files"}) {
    const base::Output output = repo.veto({verb, "--trace"});
    CAPTURE(verb);
    CHECK(output.err.find("github-pat-classic at byte ") != std::string::npos);
  }
}

TEST_CASE("reveal: shows secrets, and only then") {
  const TempRepo repo;
  const std::string token = github_token();
  repo.stage("a.txt", text_with(token));
  for (const Words& scan : {Words{"staged"},
                            {"files"},
                            {"files", "--format", "json"},
                            {"files", "--format", "jsonl"},
                            {"history"}}) {
    Words revealing = scan;
    revealing.push_back("--reveal");
    const base::Output revealed = repo.veto(revealing);
    CAPTURE(scan);
    CHECK((revealed.out + revealed.err).find(token) != std::string::npos);
    static_cast<void>(repo.veto(scan));  // which fails if it shows one
  }
}

TEST_CASE("explain: rules and exit codes") {
  const TempRepo repo;
  for (const char* word : {"0", "1", "2", "3", "github-pat-classic"}) {
    const base::Output output = repo.veto({"explain", word});
    CHECK(output.status == 0);
    CHECK(output.out.find(word) != std::string::npos);
    CHECK(output.err.empty());
  }
  CHECK(repo.veto({"rules", "list"}).out.find("github-pat-classic") != std::string::npos);
  CHECK(repo.veto({"rules", "show", "github-pat-classic"}).status == 0);
}

}  // namespace veto::test
