// What is staged, by all three methods, against `git diff-index` on random indexes.
#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "git/staged.h"
#include "rules/example_random.h"
#include "test/support/catch.h"
#include "test/unit/git/repository.h"

using namespace veto;
using namespace veto::git;
using test::Repository;

namespace {

namespace fs = std::filesystem;

constexpr const char* kEmptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
using Lines = std::vector<std::string>;

std::string join(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

/// Both sides in the same words, sorted.
Lines words_of(const StagedChanges& changes) {
  Lines lines;
  for (const StagedFile& file : changes.files)
    lines.push_back(fmt::format("new {} {} {}", file.path, file.id.hex(),
                                file.old_id ? file.old_id->hex() : "-"));
  for (const RemovedFile& file : changes.removed)
    lines.push_back(fmt::format("removed {} {}", file.path, file.id.hex()));
  for (const std::string& path : changes.unmerged) lines.push_back("unmerged " + path);
  for (const std::string& path : changes.submodules) lines.push_back("submodule " + path);
  for (const std::string& text : changes.unreadable) lines.push_back("unreadable " + text);
  std::sort(lines.begin(), lines.end());
  return lines;
}

/// The words for one record of `git diff-index --raw`; empty when only the mode differs.
std::string words_of_record(const std::string& header, const std::string& path) {
  const Lines fields = test::split(header, ' ');
  REQUIRE(fields.size() == 5);
  const std::string& old_id = fields[2];
  const std::string& new_id = fields[3];
  const bool old_is_blob = fields[0] != ":000000" && fields[0] != ":160000";
  if (fields[4] == "U") return "unmerged " + path;
  if (fields[1] == "000000") return old_is_blob ? "removed " + path + " " + old_id : "";
  if (fields[1] == "160000") return "submodule " + path;
  if (old_id == new_id) return "";
  return fmt::format("new {} {} {}", path, new_id, old_is_blob ? old_id : "-");
}

Lines by_git(const Repository& repository, const std::string& base) {
  const Lines fields =
      test::split(repository.git({"diff-index", "--cached", "--raw", "-z", "--no-renames",
                                  "--no-abbrev", "--ita-invisible-in-index", base}),
                  '\0');
  Lines lines;
  for (std::size_t i = 0; i + 1 < fields.size(); i += 2) {
    std::string line = words_of_record(fields[i], fields[i + 1]);
    if (!line.empty()) lines.push_back(std::move(line));
  }
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  return lines;
}

/// Random changes of an index, and of HEAD behind it.
class RandomIndex {
 public:
  explicit RandomIndex(std::uint64_t seed) : random_(seed) {
    for (int i = 0; i < 8; ++i) blobs_.push_back(repository.blob(std::to_string(i)).hex());
  }

  /// One round of changes; true if some paths are left in conflict.
  bool change() {
    std::string input;
    bool conflict = false;
    for (std::size_t i = 1 + random_.below(12); i > 0; --i) {
      const std::string path = name();
      input += "0 " + std::string(40, '0') + "\t" + path + '\0';
      const std::size_t kind = random_.below(24);
      if (kind == 0 && conflicts_) {
        for (const char* stage : {"1", "2", "3"}) {
          if (random_.below(4) != 0) input += "100644 " + blob() + " " + stage + "\t" + path + '\0';
        }
        conflict = true;
      } else if (kind < 3) {
        input +=
            "160000 " + std::string(40, random_.below(2) == 0 ? '1' : '2') + " 0\t" + path + '\0';
      } else if (kind < 18) {
        static constexpr const char* kModes[] = {"100644", "100644", "100755", "120000"};
        input += kModes[random_.below(4)] + (" " + blob()) + " 0\t" + path + '\0';
      }
    }
    std::vector<std::string> command{"update-index", "--add", "--replace", "-z"};
    if (random_.below(8) == 0)
      command.insert(command.end(), {"--index-version", std::to_string(2 + random_.below(3))});
    if (random_.below(16) == 0) command.emplace_back("--split-index");
    if (random_.below(8) == 0) command.emplace_back("--no-split-index");
    command.emplace_back("--index-info");
    repository.git(command, input);
    if (random_.below(12) == 0) intend_to_add();
    return conflict;
  }

  void resolve() {
    repository.git({"read-tree", "--empty"});
    repository.git({"read-tree", base});
  }

  void commit(const std::string& tree) {
    base = repository.git({"commit-tree", "-m", "x", tree});
    repository.write(".git/refs/heads/main", base + "\n");
  }

  /// As for a partial commit: git gives the hook an index of its own.
  void use_other_index() {
    other_ = ".git/next-index-" + std::to_string(++others_) + ".lock";
    fs::copy_file(repository.in(".git/index"), repository.in(other_));
    repository.environment.set("GIT_INDEX_FILE", other_);
  }
  void use_own_index() {
    repository.environment.unset("GIT_INDEX_FILE");
    fs::remove(repository.in(other_));
  }

  [[nodiscard]] bool chance(std::size_t one_in) { return random_.below(one_in) == 0; }
  void allow_conflicts(bool allowed) { conflicts_ = allowed; }

  Repository repository;
  std::string base = kEmptyTree;

 private:
  std::string name() {
    static constexpr const char* kParts[] = {"a", "b", "a.b", "a-", "a0", "B", "\xc3\xa4 \n", "ab"};
    std::string path = kParts[random_.below(8)];
    while (random_.below(2) == 0) path += std::string("/") + kParts[random_.below(8)];
    return path;
  }
  const std::string& blob() { return blobs_[random_.below(blobs_.size())]; }

  void intend_to_add() {
    const std::string path = (random_.below(2) == 0 ? "i/" : "") + std::string("intended") +
                             std::to_string(random_.below(3));
    repository.write(path, "x");
    repository.git({"add", "-N", path});
  }

  rules::ExampleRandom random_;
  std::vector<std::string> blobs_;
  std::string other_;
  int others_ = 0;
  bool conflicts_ = false;
};

class Comparison {
 public:
  explicit Comparison(const RandomIndex& index) : index_(index) {}

  /// Compares the method that the index suggests, and plumbing where wanted.
  void check(bool through_git) {
    const Repository& repository = index_.repository;
    const Lines expected = by_git(repository, index_.base);
    Location location = repository.location();
    check_one(location, expected);
    location.foreign_format = true;
    if (through_git) check_one(location, expected);
  }

  std::map<std::string, std::size_t> methods;

 private:
  void check_one(const Location& location, const Lines& expected) {
    ObjectStore objects(test::library(), location, index_.repository.environment);
    const StagedChanges changes = staged_changes(objects, location, index_.repository.environment);
    const Lines found = words_of(changes);
    ++methods[changes.method];
    INFO("method " << changes.method << ", git:\n" << join(expected) << "found:\n" << join(found));
    REQUIRE(found == expected);
  }

  const RandomIndex& index_;
};

void run_trials(std::uint64_t seed, bool conflicts) {
  RandomIndex index(seed);
  index.allow_conflicts(conflicts);
  Comparison comparison(index);
  const std::size_t count = test::trials(120);
  for (std::size_t trial = 0; trial < count; ++trial) {
    CAPTURE(seed, trial);
    const bool partial = trial > 0 && index.chance(6);
    if (partial) index.use_other_index();
    const bool in_conflict = index.change();
    comparison.check(index.chance(4));
    if (in_conflict || index.chance(15)) {
      index.resolve();
    } else {
      const std::string tree = index.repository.git({"write-tree"});
      comparison.check(false);
      if (index.chance(2)) index.commit(tree);
    }
    if (partial) index.use_own_index();
  }
  for (const char* method : {"cache tree", "index", "plumbing"}) {
    CAPTURE(method);
    CHECK(comparison.methods[method] > count / 20);
  }
}

}  // namespace

TEST_CASE("staged: all methods agree with git diff-index on random indexes") {
  run_trials(101, false);
}

TEST_CASE("staged: all methods agree with git diff-index while paths are in conflict") {
  run_trials(202, true);
}

TEST_CASE("staged: all methods agree with git diff-index on many files") {
  RandomIndex index(303);
  const Repository& repository = index.repository;
  rules::ExampleRandom random(303);
  Comparison comparison(index);
  const std::string blob = repository.blob("many").hex();
  const auto stage = [&](std::size_t count) {
    std::string input;
    for (std::size_t i = 0; i < count; ++i)
      input += fmt::format("100644 {} 0\td{}/e{}/f{}\n", blob, random.below(40), random.below(40),
                           random.below(10));
    repository.git({"update-index", "--add", "--replace", "--index-info"}, input);
  };
  for (const std::size_t count : {5000U, 10U, 1U, 300U}) {
    stage(count);
    comparison.check(true);
    const std::string tree = repository.git({"write-tree"});
    comparison.check(false);
    index.commit(tree);
  }
}
