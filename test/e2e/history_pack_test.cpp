// Packed histories: what is found in loose objects, each read for itself, is found in packs, which
// are read by their deltas, wherever the packs lie and while they are being replaced.
#include <algorithm>
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "test/support/catch.h"
#include "test/support/pack_writer.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

std::string filler(int seed, int count) {
  std::string text;
  for (int i = 0; i < count; ++i)
    text += "line " + std::to_string(i * 7919 % 1009 + seed) + " says nothing\n";
  return text;
}

/// Versions of some files, in which secrets come and go and text moves about.
void commit_versions(const TempRepo& repo) {
  const std::string token = github_token();
  const std::string key = private_key("ec");
  std::string large = filler(1, 900);
  std::string settings = filler(2, 40);
  for (int i = 0; i < 24; ++i) {
    const std::size_t at = large.find('\n', static_cast<std::size_t>(i) * 701 % large.size()) + 1;
    switch (i % 6) {
      case 0:
        large.insert(at, "token: " + (i % 4 == 0 ? token : github_token()) + "\n");
        break;
      case 1:
        large.insert(at, i % 4 == 1 ? key : private_key("rsa"));
        break;
      case 2:
        large.erase(at, 40);
        break;
      case 3:
        large = large.substr(at) + large.substr(0, at);
        break;
      case 4:
        large.insert(at, "password = \"" + password() + "\"\r\n");
        break;
      default:
        settings.insert(settings.size() / 2, "datadog_api_key: " + hex_key() + "\n");
        break;
    }
    repo.stage("large.txt", large);
    repo.stage("settings/" + std::to_string(i % 3) + ".yml", settings);
    repo.commit_unchecked("version " + std::to_string(i));
  }
}

/// What a report says but for the time that it took.
Json without_times(Json report) {
  report.erase("as_of");
  report["coverage"].erase("seconds");
  return report;
}

void repack(const TempRepo& repo) {
  repo.git({"repack", "-q", "-a", "-d", "-f", "--depth=50", "--window=50"});
}

}  // namespace

TEST_CASE("history pack: packed or loose, the report is the same") {
  for (const Words& options : {Words{}, Words{"--object-format=sha256"}}) {
    const TempRepo repo(options);
    commit_versions(repo);
    const Json loose = without_times(repo.report({"history", "--no-store"}, 1));
    CHECK(loose["findings"].size() > 8);
    repack(repo);
    CHECK(without_times(repo.report({"history", "--no-store"}, 1)) == loose);
    CHECK(without_times(repo.report({"history", "--no-store", "--threads", "3"}, 1)) == loose);
  }
}

TEST_CASE("history pack: several packs, an index over them, objects in more than one") {
  const TempRepo repo;
  commit_versions(repo);
  const Json loose = without_times(repo.report({"history", "--no-store"}, 1));
  // A pack with a part of the objects, one with the rest; all loose ones remain as well.
  repo.git({"pack-objects", "-q", ".git/objects/pack/pack", "--revs"}, "HEAD~9\n");
  repo.git({"pack-objects", "-q", ".git/objects/pack/pack", "--revs"}, "HEAD\n");
  CHECK(without_times(repo.report({"history", "--no-store"}, 1)) == loose);
  repo.git({"prune-packed", "-q"});
  repo.git({"multi-pack-index", "write"});
  CHECK(without_times(repo.report({"history", "--no-store"}, 1)) == loose);
}

TEST_CASE("history pack: bare clones, and packs of another repository") {
  const TempRepo repo;
  commit_versions(repo);
  repack(repo);
  // A clone has branches of other names.
  const auto without_refs = [](Json findings) {
    for (Json& finding : findings) {
      for (Json& place : finding["places"]) {
        place.erase("refs");
        place.erase("refs_total");
      }
    }
    return findings;
  };
  const Json all = without_refs(repo.report({"history", "--no-store"}, 1)["findings"]);
  const TempRepo other = repo.at("..");
  other.git({"clone", "-q", "--bare", "repo", "bare.git"});
  other.git({"clone", "-q", "--shared", "repo", "shared"});
  for (const char* name : {"bare.git", "shared"}) {
    CAPTURE(name);
    const Json report = other.report({"history", "--no-store", name}, 1);
    CHECK(without_refs(report["findings"]) == all);
  }
}

TEST_CASE("history pack: while git repacks the repository all is found") {
  const TempRepo repo;
  commit_versions(repo);
  const Json before = repo.report({"history", "--no-store"}, 1)["findings"];
  std::atomic<bool> stop = false;
  std::jthread gc([&] {
    for (int i = 0; !stop; ++i) {
      static_cast<void>(repo.try_git({"repack", "-q", "-a", "-d", i % 2 == 0 ? "-f" : "-F"}));
      static_cast<void>(repo.try_git({"prune-packed", "-q"}));
    }
  });
  for (int round = 0; round < 8; ++round) {
    const base::Output output = repo.run({"git", "veto", "history", "--format", "json"});
    CAPTURE(round, output.err);
    CHECK(output.status == 1);
    CHECK(Json::parse(output.out)["findings"] == before);
  }
  stop = true;
}

TEST_CASE("history pack: damage within a delta is named, all else is found") {
  const TempRepo repo;
  commit_versions(repo);
  repack(repo);
  const std::size_t all = repo.report({"history", "--no-store"}, 1)["findings"].size();
  fs::path pack;
  for (const auto& entry : fs::directory_iterator(repo / ".git/objects/pack")) {
    if (entry.path().extension() == ".pack") pack = entry.path();
  }
  const std::string intact = read_file(pack);
  std::size_t most = 0;
  for (std::size_t part = 1; part < 20; ++part) {
    std::string bytes = intact;
    bytes[bytes.size() * part / 20] = static_cast<char>(bytes[bytes.size() * part / 20] ^ 0x10);
    fs::remove(pack);
    write_file(pack, bytes, 0444);
    CAPTURE(part);
    const base::Output output = repo.veto({"history", "--no-store", "--format", "json"});
    CHECK(line_with(output.err, "git-veto: incomplete: ") != "");
    // Without HEAD's commit there is no scan.
    const std::size_t found = output.out.empty() ? 0 : Json::parse(output.out)["findings"].size();
    CHECK(found <= all);
    CHECK(output.status == (found > 0 ? 1 : 3));
    most = std::max(most, found);
  }
  CHECK(most > 0);
}

TEST_CASE("history pack: deltas in a circle are named, and all else is found") {
  const TempRepo repo;
  const auto write_pack = [&](const std::string& name, const PackWriter& writer) {
    write_file(repo / (".git/objects/pack/pack-" + name + ".pack"), writer.pack());
    write_file(repo / (".git/objects/pack/pack-" + name + ".idx"), writer.index());
  };
  DeltaWriter delta(4, 4);
  delta.copy(0, 4);
  PackWriter writer;
  writer.add(PackWriter::Blob, text_with(github_token()));
  writer.add_reference_delta(std::string(20, '?'), delta.bytes);
  writer.add_reference_delta(writer.ids[1], delta.bytes);
  writer.body.replace(writer.body.find(std::string(20, '?')), 20, writer.ids[2]);
  write_pack("2", writer);
  const base::Output output = repo.veto({"history", "--no-store"});
  CHECK(output.status == 1);
  CHECK(output.out.find("github-pat-classic") != std::string::npos);
  CHECK(line_with(output.err, "git-veto: incomplete: ") != "");

  // Another pack has the same objects as they should be.
  for (const char* name : {"1", "3"}) {
    CAPTURE(name);
    PackWriter good;
    for (int i = 0; i < 3; ++i) good.add(PackWriter::Blob, "good");
    write_pack(name, good);
    const Json report = repo.report({"history", "--no-store"}, name[0] == '1' ? 0 : 1);
    // The id of what holds a secret is looked at: it is made up, too.
    CHECK(report["summary"]["complete"] == (name[0] == '1'));
    CHECK(report["diagnostics"].size() == (name[0] == '1' ? 0 : 1));
    fs::remove(repo / (".git/objects/pack/pack-" + std::string(name) + ".idx"));
    fs::remove(repo / (".git/objects/pack/pack-" + std::string(name) + ".pack"));
  }
}

}  // namespace veto::test
