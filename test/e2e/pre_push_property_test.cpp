// pre-push against a slow twin: for random histories, what is scanned is what git lists, and what
// is found is what the other side has never had.
#include <algorithm>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "test/support/catch.h"
#include "test/support/push.h"
#include "test/support/secrets.h"

namespace veto::test {
namespace {

constexpr int kPaths = 4;
constexpr int kVersions = 6;
constexpr int kCommits = 16;

/// A random history of files whose every version holds a secret of its own, on a line of its own.
class RandomHistory {
 public:
  RandomHistory(const TempRepo& repo, unsigned seed) : random_(seed) {
    for (int path = 0; path < kPaths; ++path) {
      for (int version = 0; version < kVersions; ++version)
        texts_.push_back(std::string(static_cast<std::size_t>(version), '\n') + github_token() +
                         "\n");
    }
    std::string stream;
    for (int i = 0; i < kCommits; ++i) stream += commit(i);
    repo.git({"fast-import", "--quiet", "--force"}, stream);
  }

  int pick(int count) { return std::uniform_int_distribution<int>(0, count - 1)(random_); }

 private:
  std::string commit(int number) {
    std::string text = "commit refs/heads/c" + std::to_string(number) +
                       "\ncommitter A <a@example.com> 1700000000 +0000\ndata 2\nm\n";
    if (number > 0 && pick(8) > 0) {
      const int first = pick(number);
      text += "from refs/heads/c" + std::to_string(first) + "\n";
      const int second = pick(number);
      if (second != first && pick(3) == 0)
        text += "merge refs/heads/c" + std::to_string(second) + "\n";
    }
    for (int change = pick(3); change >= 0; --change) {
      const int path = pick(kPaths);
      const std::string name = "dir" + std::to_string(path % 2) + "/f" + std::to_string(path);
      if (pick(4) == 0) {
        text += "D " + name + "\n";
        continue;
      }
      const std::string& content =
          texts_[static_cast<std::size_t>(path * kVersions + pick(kVersions))];
      text += "M 100644 inline " + name + "\ndata " + std::to_string(content.size()) + "\n" +
              content + "\n";
    }
    return text + "\n";
  }

  std::mt19937 random_;
  std::vector<std::string> texts_;
};

/// The blobs that `git rev-list --objects ARGUMENTS` lists, as "ID PATH".
std::set<std::string> list_blobs(const TempRepo& repo, Words arguments) {
  arguments.insert(arguments.begin(), {"rev-list", "--objects"});
  std::istringstream lines(repo.git(std::move(arguments)));
  std::set<std::string> blobs;
  for (std::string line; std::getline(lines, line);) {
    // Files have a slash in their names, directories and commits have none.
    if (line.find('/') != std::string::npos) blobs.insert(line);
  }
  return blobs;
}

std::string count_of(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace

TEST_CASE("pre-push: random histories are scanned as git lists them") {
  const unsigned seed = Catch::rngSeed();
  for (unsigned trial = 0; trial < 25; ++trial) {
    CAPTURE(seed, trial);
    const TempRepo repo;
    RandomHistory history(repo, seed * 1000 + trial);
    repo.git({"remote", "add", "origin", "file:///nowhere"});
    Words theirs;
    for (int i = history.pick(3); i > 0; --i) {
      theirs.push_back("refs/heads/c" + std::to_string(history.pick(kCommits)));
      repo.git({"update-ref", "refs/remotes/origin/r" + std::to_string(i), theirs.back()});
    }
    Words ours;
    std::string input;
    for (int i = 0; i < 2; ++i) {
      ours.push_back("refs/heads/c" + std::to_string(history.pick(kCommits)));
      input += ours.back() + " " + repo.git({"rev-parse", ours.back()}) + " " + ours.back() + " " +
               std::string(40, '0') + "\n";
    }

    // What is read: git's own list.
    Words range = ours;
    range.emplace_back("--not");
    range.insert(range.end(), theirs.begin(), theirs.end());
    const std::size_t listed = list_blobs(repo, range).size();
    range.insert(range.begin(), {"rev-list", "--count"});
    const std::string commits = repo.git(range);
    // What is found: what the whole of their history does not hold.
    std::set<std::string> expected = list_blobs(repo, ours);
    if (!theirs.empty()) {
      for (const std::string& blob : list_blobs(repo, theirs)) expected.erase(blob);
    }

    const base::Output output = repo.veto({"hook", "pre-push", "origin", "file:///nowhere"}, input);
    INFO(output.err);
    CHECK(output.err.find("scanned " + count_of(listed, "blob") + ", " +
                          count_of(std::stoul(commits), "commit") + ",") != std::string::npos);
    CHECK(output.status == (expected.empty() ? 0 : 1));
    const std::string headline = line_with(output.err, "git-veto: blocked: ");
    if (!expected.empty())
      CHECK(headline.starts_with("git-veto: blocked: " + count_of(expected.size(), "secret")));
    for (const std::string& blob : expected) {
      if (expected.size() > 8) break;  // not all are shown
      const std::string path = blob.substr(blob.find(' ') + 1);
      const std::string text = repo.git({"cat-file", "-p", blob.substr(0, 40)});
      const std::string place = path + ":" + std::to_string(text.find('g') + 1) + "  ";
      CHECK(output.err.find("  " + place) != std::string::npos);
    }
  }
}

}  // namespace veto::test
