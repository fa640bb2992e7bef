// Packs that are made to mislead, and packs that are being taken away: each object that cannot be
// read is named, all else is scanned, and nothing crashes or takes memory without a bound.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <string>
#include <thread>

#include "test/support/catch.h"
#include "test/support/pack_writer.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

void write_pack(const TempRepo& repo, const std::string& name, const std::string& pack,
                const std::string& index) {
  write_file(repo / (".git/objects/pack/pack-" + name + ".pack"), pack);
  if (!index.empty()) write_file(repo / (".git/objects/pack/pack-" + name + ".idx"), index);
}

void write_pack(const TempRepo& repo, const std::string& name, const PackWriter& writer) {
  write_pack(repo, name, writer.pack(), writer.index());
}

std::string hex(const std::string& bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    text += kDigits[static_cast<unsigned char>(byte) >> 4U];
    text += kDigits[static_cast<unsigned char>(byte) & 15U];
  }
  return text;
}

/// The only pack of a repository, without its suffix.
fs::path only_pack(const TempRepo& repo) {
  for (const auto& entry : fs::directory_iterator(repo / ".git/objects/pack")) {
    if (entry.path().extension() == ".pack") return fs::path(entry.path()).replace_extension();
  }
  return {};
}

/// A repository whose one commit is packed.
TempRepo packed_repo() {
  TempRepo repo;
  repo.commit_file("a.txt", text_with(github_token()));
  repo.git({"repack", "-q", "-a", "-d"});
  return repo;
}

void check_incomplete(const TempRepo& repo, const std::string& named) {
  const base::Output output = repo.veto({"history"});
  CAPTURE(output.out, output.err);
  CHECK(output.status == 1);
  CHECK(output.out.find("github-pat-classic") != std::string::npos);
  CHECK(line_with(output.err, "git-veto: incomplete: ") != "");
  CHECK(output.err.find(named) != std::string::npos);
}

}  // namespace

TEST_CASE("hostile pack: objects that declare far more than they are") {
  const TempRepo repo = packed_repo();
  PackWriter writer;
  for (const unsigned type : {PackWriter::Blob, PackWriter::Tree, PackWriter::Commit})
    writer.add_raw(type, std::size_t{4} << 30U, "", compressed(std::string(1000, 'x')));
  const std::size_t base = writer.add(PackWriter::Blob, std::string(1000, 'x'));
  DeltaWriter delta(1000, std::size_t{4} << 30U);
  delta.copy(0, 1000);
  writer.add_offset_delta(base, delta.bytes);
  write_pack(repo, "bomb", writer);
  check_incomplete(repo, hex(writer.ids[0]));
}

TEST_CASE("hostile pack: many cheap deltas of a large text take little memory") {
  const TempRepo repo;
  constexpr std::size_t kSize = 31'000'000;
  PackWriter writer;
  writer.add(PackWriter::Blob, std::string(kSize, '\n'));
  DeltaWriter delta(kSize, kSize);
  for (std::size_t at = 0; at < kSize; at += 0xf00000)
    delta.copy(at, std::min<std::size_t>(0xf00000, kSize - at));
  for (std::size_t i = 0; i < 12; ++i) writer.add_offset_delta(i < 6 ? i : 0, delta.bytes);
  write_pack(repo, "wide", writer);
  // Three threads of two texts each would take more.
  const std::string bound = test::kSanitized ? "1P" : "256M";
  const base::Output output =
      repo.veto({"history", "--threads", "3", "--max-memory", bound, "--no-config"});
  CHECK(output.err.find("incomplete") == std::string::npos);
  CHECK(output.status == 0);
}

TEST_CASE("hostile pack: indexes that lie") {
  const TempRepo repo = packed_repo();
  PackWriter writer;
  writer.add(PackWriter::Blob, std::string(300, 'x'));
  writer.add(PackWriter::Blob, std::string(300, 'y'));
  SECTION("an offset into the middle of an object") {
    writer.offsets[1] = writer.offsets[0] + 3;
    write_pack(repo, "1", writer);
    check_incomplete(repo, hex(writer.ids[1]));
  }
  SECTION("an offset behind the pack") {
    writer.offsets[1] = 0x7fffffff;
    write_pack(repo, "1", writer);
    check_incomplete(repo, hex(writer.ids[1]));
  }
  SECTION("an offset in a table of large ones that is not there") {
    writer.offsets[1] = 0x80000005;
    write_pack(repo, "1", writer);
    check_incomplete(repo, hex(writer.ids[1]));
  }
  SECTION("two ids at one offset are two objects") {
    writer.offsets[1] = writer.offsets[0];
    write_pack(repo, "1", writer);
    CHECK(repo.report({"history"}, 1)["coverage"]["blobs"] == 3);
  }
  SECTION("one id twice is one object") {
    writer.ids[1] = writer.ids[0];
    write_pack(repo, "1", writer);
    CHECK(repo.report({"history"}, 1)["coverage"]["blobs"] == 2);
  }
  SECTION("ids out of order") {
    std::string index = writer.index();
    std::swap_ranges(index.begin() + 1032, index.begin() + 1052, index.begin() + 1052);
    write_pack(repo, "1", writer.pack(), index);
    check_incomplete(repo, "");
  }
  SECTION("an index of another pack") {
    std::string index = writer.index();
    index[index.size() - 30] = '!';
    write_pack(repo, "1", writer.pack(), index);
    check_incomplete(repo, "");
  }
  SECTION("a pack that is cut off") {
    write_pack(repo, "1", writer.pack().substr(0, 30), writer.index());
    check_incomplete(repo, "");
  }
  SECTION("a pack without an index") {
    write_pack(repo, "1", writer.pack(), "");
    check_incomplete(repo, "pack-1");
  }
  SECTION("an index without a pack has nothing") {
    write_pack(repo, "1", writer);
    fs::remove(repo / ".git/objects/pack/pack-1.pack");
    CHECK(repo.report({"history"}, 1)["summary"]["complete"] == true);
  }
}

TEST_CASE(
    "hostile pack: other files beside packs, and indexes of the first version, are no trouble") {
  const TempRepo repo = packed_repo();
  const Json before = repo.report({"history"}, 1)["findings"];
  const fs::path pack = only_pack(repo);
  SECTION("kept and promised") {
    write_file(fs::path(pack).concat(".keep"), "");
    write_file(fs::path(pack).concat(".promisor"), "");
  }
  SECTION("the first version") {
    fs::remove(fs::path(pack).concat(".idx"));
    repo.git({"index-pack", "--index-version=1", fs::path(pack).concat(".pack").string()});
  }
  SECTION("an index over all packs") {
    repo.git({"multi-pack-index", "write"});
  }
  const Json report = repo.report({"history"}, 1);
  CHECK(report["findings"] == before);
  CHECK(report["summary"]["complete"] == true);
}

TEST_CASE("hostile pack: what a pack has damaged is read where it is whole") {
  const TempRepo repo;
  repo.commit_file("a.txt", text_with(github_token()));
  const std::string id = repo.git({"rev-parse", "HEAD:a.txt"});
  PackWriter broken;
  broken.add_raw(PackWriter::Blob, 20, "", "no stream at all, but long enough");
  std::string raw;
  for (std::size_t i = 0; i < id.size(); i += 2)
    raw += static_cast<char>(std::stoi(id.substr(i, 2), nullptr, 16));
  broken.ids[0] = raw;
  write_pack(repo, "0", broken);
  SECTION("as a loose object") {}
  SECTION("in another pack") {
    repo.git({"pack-objects", "-q", ".git/objects/pack/pack", "--revs"}, "HEAD\n");
    fs::remove(repo / (".git/objects/" + id.substr(0, 2) + "/" + id.substr(2)));
  }
  const Json report = repo.report({"history"}, 1);
  CHECK(report["findings"].size() == 1);
}

TEST_CASE("hostile pack: another text under an object's id is said where it holds a secret") {
  const TempRepo repo;
  repo.commit_file("a.txt", "harmless\n");
  PackWriter writer;
  writer.add(PackWriter::Blob, text_with(github_token()));
  write_pack(repo, "1", writer);
  check_incomplete(repo, hex(writer.ids[0]));
  const std::string id = repo.git({"rev-parse", "HEAD"});
  CHECK(repo.veto({"history"}).err.find(id) == std::string::npos);
}

TEST_CASE("hostile pack: one that is cut off while it is read ends no scan") {
  for (int round = 0; round < 6; ++round) {
    const TempRepo repo;
    PackWriter writer;
    std::string text;
    for (int i = 0; i < 40'000; ++i) text += "line " + std::to_string(i * 7919) + "\n";
    for (int i = 0; i < 60; ++i) writer.add(PackWriter::Blob, text + std::to_string(i) + "\n");
    write_pack(repo, "1", writer);
    const fs::path pack = repo / ".git/objects/pack/pack-1.pack";
    std::jthread cut([&, round] {
      std::this_thread::sleep_for(std::chrono::milliseconds(10 + 15 * round));
      fs::resize_file(pack, 8192);
    });
    // Not veto(), which looks whether a scan has changed any file.
    const base::Output output = repo.run({program_path(), "history", "--no-config"});
    CAPTURE(round, output.err);
    CHECK((output.status == 0 || output.status == 3));
  }
}

}  // namespace veto::test
