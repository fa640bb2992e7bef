// A git repository in a directory of its own, driven by real git, which sees no configuration but
// the repository's: what the code under test is compared with.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <unistd.h>

#include "base/environment.h"
#include "base/process.h"
#include "git/library.h"
#include "git/location.h"
#include "git/object_store.h"
#include "git/oid.h"
#include "test/support/catch.h"

namespace veto::git::test {

namespace fs = std::filesystem;

inline const Library& library() {
  static const Library instance;
  return instance;
}

/// How many random trials a property test makes: VETO_TRIALS, or else `usual`.
inline std::size_t trials(std::size_t usual) {
  const char* wanted = std::getenv("VETO_TRIALS");
  return wanted == nullptr ? usual : static_cast<std::size_t>(std::strtoull(wanted, nullptr, 10));
}

/// The parts of `text` that end with `end`; the last one may lack it.
inline std::vector<std::string> split(std::string_view text, char end) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find(end), text.size());
    parts.emplace_back(text.substr(0, size));
    text.remove_prefix(std::min(size + 1, text.size()));
  }
  return parts;
}

inline Oid id_of(std::string_view hex) {
  const std::optional<Oid> id = Oid::from_hex(hex);
  INFO("not an object id: " << hex);
  REQUIRE(id);
  return *id;
}

inline std::string read_whole(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string path = (fs::temp_directory_path() / "veto-git-XXXXXX").string();
    REQUIRE(::mkdtemp(path.data()) != nullptr);
    path_ = fs::canonical(path).string();
  }
  ~TemporaryDirectory() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string in(std::string_view name) const {
    return path_ + "/" + std::string(name);
  }
  void write(std::string_view name, std::string_view content) const {
    const fs::path path = in(name);
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
  }

 private:
  std::string path_;
};

/// The repository is the directory `repo` of a temporary one, so that tests can put things beside
/// it.
class Repository {
 public:
  explicit Repository(std::vector<std::string> init_options = {}) {
    environment.set("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.set("HOME", directory.in("home"));
    environment.set("GIT_CONFIG_NOSYSTEM", "1");
    environment.set("GIT_CEILING_DIRECTORIES", fs::path(directory.path()).parent_path().string());
    for (const char* who : {"AUTHOR", "COMMITTER"}) {
      environment.set(std::string("GIT_") + who + "_NAME", "A U Thor");
      environment.set(std::string("GIT_") + who + "_EMAIL", "author@example.com");
      environment.set(std::string("GIT_") + who + "_DATE", "1700000000 +0100");
    }
    fs::create_directories(path());
    init_options.insert(init_options.begin(), {"init", "-q", "-b", "main"});
    git(init_options);
  }

  [[nodiscard]] std::string path() const { return directory.in("repo"); }
  [[nodiscard]] std::string in(std::string_view name) const {
    return path() + "/" + std::string(name);
  }
  void write(std::string_view name, std::string_view content) const {
    directory.write("repo/" + std::string(name), content);
  }

  [[nodiscard]] base::Output try_git(std::vector<std::string> arguments,
                                     std::string input = {}) const {
    arguments.insert(arguments.begin(), "git");
    return base::run({std::move(arguments), environment, path(), std::move(input)});
  }
  /// Runs git, which must succeed; its output without the last line feed.
  std::string git(const std::vector<std::string>& arguments, std::string input = {}) const {
    base::Output output = try_git(arguments, std::move(input));
    INFO("git " << arguments.front() << ": " << output.err);
    REQUIRE(output.status == 0);
    if (output.out.ends_with('\n')) output.out.pop_back();
    return std::move(output.out);
  }

  /// Stages all and commits; the commit's id.
  Oid commit(const std::string& message = "a commit") const {
    git({"add", "-A"});
    git({"commit", "-q", "--allow-empty", "-m", message});
    return id_of(git({"rev-parse", "HEAD"}));
  }
  [[nodiscard]] Oid blob(std::string content) const {
    return id_of(git({"hash-object", "-w", "--stdin"}, std::move(content)));
  }

  [[nodiscard]] Location location() const { return locate(environment, path()); }
  [[nodiscard]] ObjectStore objects() const {
    return ObjectStore(library(), location(), environment);
  }

  TemporaryDirectory directory;
  base::Environment environment;
};

}  // namespace veto::git::test
