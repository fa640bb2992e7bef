// What of a change is new: old text that goes, moves or is renamed passes, new text is found even
// where only a part of it is new.
#include <functional>

#include "test/support/catch.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

std::string numbered_lines(int count) {
  std::string text;
  for (int line = 1; line <= count; ++line) text += "line " + std::to_string(line) + "\n";
  return text;
}

struct Change {
  const char* name;
  std::function<void(const TempRepo&, const std::string& text)> apply;
};

/// What comes of a commit with this change, in a repository whose old.txt and some others hold
/// secrets.
std::string outcome_of(const Change& change) {
  const TempRepo repo;
  const std::string text = text_with(github_token());
  repo.stage("b.txt", "harmless\n");
  repo.stage("dir/inner.txt", text_with(github_token()));
  repo.stage("key.pem", private_key());
  repo.commit_file("old.txt", text);
  change.apply(repo, text);
  return repo.attempt({"commit", "-m", "x"});
}

}  // namespace

TEST_CASE("change: old text with a secret passes whatever is done to it") {
  const Change kCases[] = {
      {"deleted",
       [](const auto& repo, const auto&) {
         repo.git({"rm", "-q", "old.txt"});
       }},
      {"its line deleted",
       [](const auto& repo, const auto&) { repo.stage("old.txt", "# settings\nverbose = 1\n"); }},
      {"emptied", [](const auto& repo, const auto&) { repo.stage("old.txt", ""); }},
      {"edited elsewhere",
       [](const auto& repo, const auto& text) { repo.stage("old.txt", text + "more = 1\n"); }},
      {"edited in front",
       [](const auto& repo, const auto& text) { repo.stage("old.txt", "more = 1\n" + text); }},
      {"the lines around it edited",
       [](const auto& repo, const auto& text) {
         repo.stage("old.txt", "changed" + text.substr(0, text.rfind('v')) + "changed\n");
       }},
      {"its line moved to the end",
       [](const auto& repo, const auto& text) {
         const std::size_t line = text.find("token");
         const std::size_t behind = text.find('\n', line) + 1;
         repo.stage("old.txt",
                    text.substr(0, line) + text.substr(behind) + text.substr(line, behind - line));
       }},
      {"indented",
       [](const auto& repo, const auto& text) {
         std::string indented = text;
         indented.insert(indented.find("token"), "    ");
         repo.stage("old.txt", indented);
       }},
      {"quoted and renamed key",
       [](const auto& repo, const auto& text) {
         const std::size_t begin = text.find("ghp_");
         repo.stage("old.txt", "{\"key\": \"" + text.substr(begin, 40) + "\"}\n");
       }},
      {"CRLF",
       [](const auto& repo, const auto& text) {
         std::string crlf;
         for (const char c : text) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
         repo.stage("old.txt", crlf);
       }},
      {"no final line feed",
       [](const auto& repo, const auto& text) {
         repo.stage("old.txt", text.substr(0, text.rfind("\nverbose")));
       }},
      {"doubled", [](const auto& repo, const auto& text) { repo.stage("old.txt", text + text); }},
      {"renamed",
       [](const auto& repo, const auto&) {
         repo.git({"mv", "old.txt", "new.txt"});
       }},
      {"renamed into a directory",
       [](const auto& repo, const auto&) {
         fs::create_directory(repo / "sub");
         repo.git({"mv", "old.txt", "sub/new.txt"});
       }},
      {"renamed and edited",
       [](const auto& repo, const auto& text) {
         repo.git({"mv", "old.txt", "new.txt"});
         repo.stage("new.txt", text + "more = 1\n");
       }},
      {"its directory renamed",
       [](const auto& repo, const auto&) {
         repo.git({"mv", "dir", "other"});
       }},
      {"copied", [](const auto& repo, const auto& text) { repo.stage("copy.txt", text); }},
      {"a file with it made executable",
       [](const auto& repo, const auto&) {
         repo.git({"update-index", "--chmod=+x", "old.txt"});
       }},
      {"replaced by a directory",
       [](const auto& repo, const auto&) {
         repo.git({"rm", "-q", "old.txt"});
         repo.stage("old.txt/inside", "harmless\n");
       }},
      {"two files swapped",
       [](const auto& repo, const auto& text) {
         repo.stage("old.txt", "harmless\n");
         repo.stage("b.txt", text);
       }},
      {"renamed over another file",
       [](const auto& repo, const auto&) {
         repo.git({"mv", "-f", "old.txt", "b.txt"});
       }},
      {"copied over another file",
       [](const auto& repo, const auto& text) { repo.stage("b.txt", text); }},
      {"a private key moved into another file",
       [](const auto& repo, const auto&) {
         repo.stage("b.txt", "harmless\n" + repo.git({"show", "HEAD:key.pem"}) + "\nmore\n");
         repo.git({"rm", "-q", "key.pem"});
       }},
  };
  for (const Change& each : kCases) {
    CAPTURE(each.name);
    CHECK(outcome_of(each) == "committed: clean");
  }
}

TEST_CASE("change: an old secret that moves from one file to another is worth a warning") {
  const Change kCases[] = {
      {"two files swapped and edited",
       [](const auto& repo, const auto& text) {
         repo.stage("old.txt", "harmless, but edited\n");
         repo.stage("b.txt", "edited = 1\n" + text);
       }},
      {"its line moved into another file",
       [](const auto& repo, const auto& text) {
         repo.stage("old.txt", "# settings\nverbose = 1\n");
         repo.stage("b.txt", "harmless\n" + text.substr(text.find("token")));
       }},
      {"its line moved into a new file",
       [](const auto& repo, const auto& text) {
         repo.stage("old.txt", "# settings\nverbose = 1\n");
         repo.stage("new.txt", "moved:\n\t" + text.substr(text.find("token")));
       }},
  };
  for (const Change& each : kCases) {
    CAPTURE(each.name);
    CHECK(outcome_of(each) == "committed: clean, 1 of a lower tier");
  }
}

TEST_CASE("change: an added secret is found at its line, whatever else the change does") {
  struct Case {
    const char* name;
    std::function<void(const TempRepo&, const std::string& old_text)> change;
    const char* outcome;
  };
  const Case kCases[] = {
      {"added at the end",
       [](const auto& repo, const auto& text) {
         repo.stage("old.txt", text + "second = " + github_token() + "\n");
       },
       "blocked: old.txt:4"},
      {"put in the place of another",
       [](const auto& repo, const auto&) { repo.stage("old.txt", text_with(github_token())); },
       "blocked: old.txt:2"},
      {"on the line of an old one",
       [](const auto& repo, const auto& text) {
         std::string both = text;
         both.insert(both.find('\n', both.find("token")), ", " + github_token());
         repo.stage("old.txt", both);
       },
       "blocked: old.txt:2"},
      {"renamed with an added one",
       [](const auto& repo, const auto& text) {
         repo.git({"mv", "old.txt", "new.txt"});
         repo.stage("new.txt", text + "second = " + github_token() + "\n");
       },
       "blocked: new.txt:4"},
      {"copied with an added one",
       [](const auto& repo, const auto& text) {
         repo.stage("copy.txt", text.substr(0, 11) + "second = " + github_token() + "\n");
       },
       "blocked: copy.txt:2"},
      {"its line copied into a new file while the old one is edited",
       [](const auto& repo, const auto& text) {
         repo.stage("old.txt", text + "more = 1\n");
         repo.stage("new.txt", text.substr(text.find("token")));
       },
       "blocked: new.txt:1"},
      {"two files swapped and another one added",
       [](const auto& repo, const auto& text) {
         repo.stage("old.txt", "harmless\n");
         repo.stage("b.txt", text + github_token() + "\n");
       },
       "blocked: b.txt:4"},
      {"one deleted, another added elsewhere",
       [](const auto& repo, const auto&) {
         repo.git({"rm", "-q", "old.txt"});
         repo.stage("other/new.txt", text_with(github_token()));
       },
       "blocked: other/new.txt:2"},
      {"a new file among many",
       [](const auto& repo, const auto&) {
         for (int i = 0; i < 70; ++i)
           repo.write("many/" + std::to_string(i), "harmless " + std::to_string(i) + "\n");
         repo.stage("many/secret", github_token());
         repo.git({"add", "many"});
       },
       "blocked: many/secret:1"},
      {"in a line that only grew",
       [](const auto& repo, const auto&) {
         repo.stage("b.txt", "harmless " + github_token() + "\n");
       },
       "blocked: b.txt:1"},
      {"in several files",
       [](const auto& repo, const auto& text) {
         repo.stage("old.txt", text + github_token() + "\n");
         repo.stage("b.txt", github_token());
         repo.stage("a/a.txt", github_token());
       },
       "blocked: a/a.txt:1, b.txt:1, old.txt:4"},
      {"a file becomes another kind",
       [](const auto& repo, const auto&) {
         repo.stage("b.txt", std::string(100, '\0') + github_token() + std::string(1, '\0'));
       },
       "blocked: b.txt:1"},
  };
  for (const Case& each : kCases) {
    const TempRepo repo;
    const std::string text = text_with(github_token());
    repo.stage("b.txt", "harmless\n");
    repo.commit_file("old.txt", text);
    each.change(repo, text);
    CAPTURE(each.name);
    CHECK(repo.attempt({"commit", "-m", "x"}) == each.outcome);
  }
}

TEST_CASE("change: the same secret in a file that never had it is found") {
  const TempRepo repo;
  const std::string token = github_token();
  repo.commit_file("old.txt", text_with(token));
  repo.stage("new.txt", "completely = different\nplace_of = " + token + "\n");
  CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: new.txt:2");
}

TEST_CASE("change: a secret that HEAD removed comes back as a new one") {
  const TempRepo repo;
  const std::string text = text_with(github_token());
  repo.commit_file("a.txt", text);
  repo.commit_file("a.txt", "harmless\n");
  repo.stage("a.txt", text);
  CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a.txt:2");
}

TEST_CASE("change: identity is the whole secret, not its first characters") {
  const TempRepo repo;
  const std::string token = github_token();
  repo.commit_file("a.txt", text_with(token));
  repo.stage("a.txt", text_with(github_token(token.substr(0, 30))));
  CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a.txt:2");
}

TEST_CASE("change: links, modes and submodules") {
  const TempRepo repo;
  repo.stage("a.txt", "harmless\n");
  repo.commit_file("run.sh", "#!/bin/sh\n");

  SECTION("only the executable bit") {
    repo.git({"update-index", "--chmod=+x", "run.sh"});
    CHECK(repo.attempt({"commit", "-m", "x"}) == "committed: clean");
  }
  SECTION("a link's target is text") {
    repo.stage_blob("link", "/tmp/" + github_token(), "120000");
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: link:1");
  }
  SECTION("a file that becomes a link, a link that becomes a file") {
    repo.stage_blob("a.txt", "run.sh", "120000");
    CHECK(repo.attempt({"commit", "-m", "x"}) == "committed: clean");
    repo.git({"reset", "-q", "--hard"});
    repo.git({"rm", "-q", "a.txt"});
    repo.stage("a.txt", text_with(github_token()));
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a.txt:2");
  }
  SECTION("a file that becomes a submodule, and back") {
    repo.git({"update-index", "--add", "--cacheinfo",
              "160000," + repo.git({"rev-parse", "HEAD"}) + ",a.txt"});
    CHECK(repo.attempt({"commit", "-m", "x"}) == "committed: clean");
    repo.git({"rm", "-q", "--cached", "a.txt"});
    repo.stage("a.txt", text_with(github_token()));
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a.txt:2");
  }
}

TEST_CASE("change: a new secret far down in a long file is found at its line") {
  const TempRepo repo;
  repo.commit_file("long.txt", numbered_lines(20'000));
  repo.stage("long.txt", numbered_lines(15'000) + github_token() + "\n" + numbered_lines(5'000));
  CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: long.txt:15001");
}

}  // namespace veto::test
