// The ways to find out what is staged (the cache tree, the index, git's plumbing) agree with each
// other and with git.
#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "test/support/catch.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

/// "cache tree", "index" or "plumbing", as --trace has it.
std::string method_of(const TempRepo& repo) {
  const base::Output output = repo.veto({"staged", "--trace"});
  const std::string line = line_with(output.err, "git-veto: trace: staged: by ");
  const std::size_t begin = line.find(" by ") + 4;
  return line.substr(begin, line.find(',', begin) - begin);
}

/// How many staged files have content that is new at their path, by git's own account.
std::size_t changed_files(const TempRepo& repo) {
  const std::string raw = repo.git({"diff-index", "--cached", "--raw", "--no-renames",
                                    "--no-abbrev", "--ita-invisible-in-index", "HEAD"});
  std::size_t count = 0;
  std::string_view rest = raw;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::size_t id = line.find(' ', 8) + 1;
    const std::size_t size = line.find(' ', id) - id;
    const bool is_file = line.substr(8, 6) != "000000" && line.substr(8, 6) != "160000";
    count += is_file && line.substr(id, size) != line.substr(id + size + 1, size) ? 1U : 0U;
  }
  return count;
}

/// A commit and a change on it that hold every kind of entry, in names that sort badly.
TempRepo repo_with_rich_change(const Words& init_options = {}) {
  TempRepo repo(init_options);
  for (const char* path :
       {"a", "a.b", "a-b", "b/x", "b.x", "dir1/f", "dir1/g", "dir2/f", "dir2/g/h", "dir4/f",
        "dir4/sub/f", "exec", "link", "same/deep/er/f", "z"})
    repo.stage_blob(path, text_with(github_token()));
  repo.commit_unchecked();

  repo.git({"rm", "-q", "-r", "--cached", "a", "b/x", "dir2", "link"});
  repo.stage_blob("a/b", text_with(github_token()));       // a file becomes a directory
  repo.stage_blob("b", text_with(github_token()));         // a directory becomes a file
  repo.stage_blob("dir1/g", text_with(github_token()));    // changed
  repo.stage_blob("dir3/new", text_with(github_token()));  // added
  repo.stage_blob("link", "to/" + github_token(), "120000");
  repo.stage_blob("zz", "harmless\n");
  repo.git({"update-index", "--cacheinfo", "100755," + repo.git({"rev-parse", ":exec"}) + ",exec"});
  repo.git({"update-index", "--add", "--cacheinfo",
            "160000," + repo.git({"rev-parse", "HEAD"}) + ",sub/module"});
  return repo;
}

const Words kRichPlaces{"a/b:2", "b:2", "dir1/g:2", "dir3/new:2", "link:1"};

void check_rich_change(const TempRepo& repo, const std::string& method) {
  CAPTURE(method);
  CHECK(method_of(repo) == method);
  const Json report = repo.report({"staged"}, 1);
  CHECK(places_of(report) == kRichPlaces);
  CHECK(report["coverage"]["files"] == changed_files(repo));
  CHECK(report["coverage"]["skipped"].size() == 1);
  CHECK(report["summary"]["complete"] == true);
}

}  // namespace

TEST_CASE("method: the cache tree, the index and the plumbing find the same") {
  const TempRepo repo = repo_with_rich_change();
  check_rich_change(repo, "index");
  repo.git({"write-tree"});
  check_rich_change(repo, "cache tree");
  repo.git({"update-index", "--index-version", "4"});
  repo.stage_blob("zz", "harmless too\n");
  check_rich_change(repo, "index");
  repo.git({"update-index", "--split-index"});
  repo.stage_blob("zz", "still harmless\n");
  check_rich_change(repo, "plumbing");
  repo.git({"update-index", "--no-split-index"});
  CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a/b:2, b:2, dir1/g:2, dir3/new:2, link:1");
}

TEST_CASE("method: in the hook git has just written the cache tree") {
  const TempRepo repo = repo_with_rich_change();
  fs::remove(repo / ".git/hooks/pre-commit");
  write_file(repo / ".git/hooks/pre-commit", "#!/bin/sh\ngit-veto staged --trace\n", 0755);
  const base::Output output = repo.try_git({"commit", "-m", "x"});
  CHECK(line_with(output.err, "git-veto: trace: staged: by cache tree,") != "");
}

TEST_CASE("method: index flags and extensions do not matter") {
  const Words kSettings[] = {
      {"update-index", "--index-version", "2"},
      {"update-index", "--index-version", "3"},
      {"update-index", "--index-version", "4"},
      {"update-index", "--untracked-cache"},
      {"update-index", "--force-untracked-cache"},
      {"update-index", "--assume-unchanged", "dir1/g"},
      {"update-index", "--skip-worktree", "dir1/g"},
      {"update-index", "--skip-worktree", "z"},
      {"-c", "index.threads=4", "-c", "index.recordEndOfIndexEntries=true", "-c",
       "index.recordOffsetTable=true", "update-index", "--index-version", "2"},
      {"add", "-N", "intended"},
  };
  for (const Words& setting : kSettings) {
    const TempRepo repo = repo_with_rich_change();
    repo.write("intended", text_with(github_token()));
    repo.git(setting);
    CAPTURE(setting);
    check_rich_change(repo, "index");
  }
}

TEST_CASE("method: a repository with SHA-256 is read through git") {
  const TempRepo repo = repo_with_rich_change({"--object-format=sha256"});
  check_rich_change(repo, "plumbing");
  CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a/b:2, b:2, dir1/g:2, dir3/new:2, link:1");
}

TEST_CASE("method: an empty index against a full HEAD, a full one against nothing") {
  const TempRepo repo;
  CHECK(repo.report({"staged"}, 0)["coverage"]["files"] == 0);
  repo.stage("a.txt", text_with(github_token()));
  CHECK(places_of(repo.report({"staged"}, 1)) == Words{"a.txt:2"});
  repo.commit_unchecked();
  CHECK(repo.report({"staged"}, 0)["coverage"]["files"] == 0);
  repo.git({"rm", "-q", "--cached", "a.txt"});
  CHECK(repo.report({"staged"}, 0)["coverage"]["files"] == 0);
  fs::remove(repo / ".git/index");
  CHECK(repo.report({"staged"}, 0)["coverage"]["files"] == 0);
}

TEST_CASE("method: names that git itself sorts in surprising ways") {
  std::mt19937 random(Catch::rngSeed());
  const auto below = [&](unsigned count) { return static_cast<unsigned>(random() % count); };
  constexpr const char* kNames[] = {"a", "a-", "a.", "a0", "aa", "b", "B"};
  const auto random_paths = [&] {
    std::set<std::string> paths;
    for (int i = 0; i < 14; ++i) {
      std::string path = kNames[below(7)];
      for (unsigned depth = below(3); depth > 0; --depth)
        path += std::string("/") + kNames[below(7)];
      // What is a file cannot be a directory.
      const bool clashes = std::any_of(paths.begin(), paths.end(), [&](const std::string& other) {
        return other.starts_with(path + "/") || path.starts_with(other + "/");
      });
      if (!clashes) paths.insert(path);
    }
    return paths;
  };
  const TempRepo repo;
  // A supply of blobs, each with a secret of its own.
  std::string files;
  for (int i = 0; i < 300; ++i) {
    const std::string name = "blob" + std::to_string(i);
    write_file(repo.root() / "blobs" / name, github_token() + "\n");
    files += (repo.root() / "blobs" / name).string() + "\n";
  }
  std::string ids = repo.git({"hash-object", "-w", "--stdin-paths", "--no-filters"}, files);
  const auto next_blob = [&] {
    const std::string id = ids.substr(0, 40);
    ids.erase(0, 41);
    return id;
  };
  const auto set_index = [&](const std::map<std::string, std::string>& entries) {
    std::string lines;
    for (const auto& [path, id] : entries) lines += "100644 " + id + "\t" + path + "\n";
    repo.git({"read-tree", "--empty"});
    repo.git({"update-index", "--index-info"}, lines);
  };

  for (int round = 0; round < 10; ++round) {
    std::map<std::string, std::string> before;
    for (const std::string& path : random_paths()) before[path] = next_blob();
    std::map<std::string, std::string> after;
    Words expected;
    for (const std::string& path : random_paths()) {
      const auto old = before.find(path);
      const bool keeps = old != before.end() && below(2) == 0;
      after[path] = keeps ? old->second : next_blob();
      if (!keeps) expected.push_back(path + ":1");
    }
    set_index(before);
    repo.commit_unchecked();
    set_index(after);
    CAPTURE(round, before, after);
    const int status = expected.empty() ? 0 : 1;
    CHECK(places_of(repo.report({"staged"}, status)) == expected);
    repo.git({"write-tree"});
    CHECK(places_of(repo.report({"staged"}, status)) == expected);
    repo.git({"update-index", "--split-index"});
    CHECK(places_of(repo.report({"staged"}, status)) == expected);
    repo.git({"update-index", "--no-split-index"});
  }
}

}  // namespace veto::test
