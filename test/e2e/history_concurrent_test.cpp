// A history that is scanned while another process repacks, prunes and commits: each report is
// complete, and right.
#include <atomic>
#include <set>
#include <string>
#include <thread>

#include "test/support/catch.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

/// Everything that moves objects or takes them away, and new ones.
constexpr const char* kMaintenance = R"(
set -e
for i in 1 2 3 4; do
  for j in 1 2 3 4 5; do
    blob=$(echo "lost $i $j" | git hash-object -w --stdin)
    git commit-tree -m lost $(printf '100644 blob %s\tlost\n' $blob | git mktree) >/dev/null
    echo "more $i $j" >>more.txt
    git add more.txt
    git -c core.hooksPath=/dev/null commit -q -m "more $i $j"
  done
  git repack -q -d --geometric=2
  git multi-pack-index write
  git multi-pack-index expire
  git commit-graph write --reachable
  git repack -q -a -d -f
  git multi-pack-index write
  git multi-pack-index repack
  git gc -q --prune=now
done
)";

}  // namespace

TEST_CASE("history concurrent: while git repacks, prunes and commits, each report is right") {
  for (const char* format : {"sha1", "sha256"}) {
    CAPTURE(format);
    const TempRepo repo({std::string("--object-format=") + format});
    std::set<std::string> expected;
    for (int i = 0; i < 30; ++i) {
      const std::string path = "d" + std::to_string(i % 7) + "/f" + std::to_string(i);
      const bool is_secret = i % 5 == 0;
      const std::string commit =
          repo.commit_file(path, is_secret ? text_with(github_token()) : path + "\n");
      if (is_secret) expected.insert(path + ":2 " + commit);
    }
    std::atomic<bool> is_done{false};
    base::Output maintenance;
    std::jthread other([&] {
      maintenance = repo.run({"sh", "-c", kMaintenance});
      is_done = true;
    });
    const Words kScans[] = {{"history", "--no-store"},
                            {"history"},
                            {"history", "--full", "--threads", "4"},
                            {"range", "main"}};
    std::size_t scans = 0;
    while (!is_done || scans < std::size(kScans)) {
      Words command = kScans[scans++ % std::size(kScans)];
      CAPTURE(command);
      command.insert(command.begin(), program_path());
      command.insert(command.end(), {"--format", "json"});
      const base::Output output = repo.run(command);
      INFO(output.err);
      REQUIRE(output.status == 1);
      const Json report = Json::parse(output.out);
      CHECK(report["summary"]["complete"] == true);
      std::set<std::string> found;
      for (const Json& finding : report["findings"])
        found.insert(finding["path"].get<std::string>() + ":" +
                     std::to_string(finding["line"].get<int>()) + " " +
                     finding["commit"].get<std::string>());
      CHECK(found == expected);
    }
    other.join();
    INFO(maintenance.err);
    CHECK(maintenance.status == 0);
  }
}

}  // namespace veto::test
