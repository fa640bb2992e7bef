#include "test/support/temp_repo.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include <sys/resource.h>
#include <unistd.h>

#include "test/support/catch.h"
#include "test/support/outcome.h"
#include "test/support/secrets.h"

namespace veto::test {
namespace {

// What of the machine's configuration would make tests slow or different is set otherwise.
constexpr std::string_view kGitConfig = R"([init]
	defaultBranch = main
[gc]
	auto = 0
[maintenance]
	auto = false
[core]
	fsync = none
[protocol "file"]
	allow = always
[advice]
	detachedHead = false
[merge]
	stat = false
)";

base::Environment clean_environment(const fs::path& root) {
  base::Environment environment;
  const char* path = std::getenv("PATH");
  environment.set("PATH",
                  (root / "bin").string() + ":" + (path == nullptr ? "/usr/bin:/bin" : path));
  // What sanitizers and coverage are told from outside reaches the program under test.
  for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LLVM_PROFILE_FILE"}) {
    if (const char* value = std::getenv(name)) environment.set(name, value);
  }
  environment.set("HOME", (root / "home").string());
  environment.set("XDG_CONFIG_HOME", (root / "home/.config").string());
  environment.set("XDG_CACHE_HOME", (root / "home/.cache").string());
  environment.set("TMPDIR", (root / "tmp").string());
  environment.set("LC_ALL", "C");
  environment.set("TZ", "UTC");
  environment.set("GIT_CONFIG_NOSYSTEM", "1");
  environment.set("GIT_VETO_CONFIG_NOSYSTEM", "1");
  environment.set("GIT_TERMINAL_PROMPT", "0");
  environment.set("GIT_EDITOR", ":");
  for (const char* who : {"AUTHOR", "COMMITTER"}) {
    const std::string prefix = std::string("GIT_") + who;
    environment.set(prefix + "_NAME", "Ada Example");
    environment.set(prefix + "_EMAIL", "ada@example.com");
    environment.set(prefix + "_DATE", "2024-03-01T12:00:00+01:00");
  }
  return environment;
}

bool is_scan(const Words& arguments) {
  constexpr std::array<std::string_view, 7> kScans{"staged", "history", "range", "ci",
                                                   "files",  "stdin",   "hook"};
  return std::any_of(kScans.begin(), kScans.end(), [&](std::string_view verb) {
    return std::find(arguments.begin(), arguments.end(), verb) != arguments.end();
  });
}

/// Puts timeout(1) in front of a command: who waits for ever ends with status 124.
Words with_time_limit(Words command) {
  command.insert(command.begin(), {"timeout", "--kill-after=5", "40"});
  return command;
}

/// Children started while this lives are killed (status 128 + SIGXCPU) when they compute for too
/// long: on a busy machine that takes much longer than it seems, but no good run ever needs it.
class CpuLimit {
 public:
  CpuLimit() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    ::getrlimit(RLIMIT_CPU, &before_);
    rlimit limit = before_;
    // The limit holds for this process too.
    limit.rlim_cur = static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + kSeconds;
    ::setrlimit(RLIMIT_CPU, &limit);
  }
  ~CpuLimit() { ::setrlimit(RLIMIT_CPU, &before_); }
  CpuLimit(const CpuLimit&) = delete;
  CpuLimit& operator=(const CpuLimit&) = delete;

 private:
  static constexpr rlim_t kSeconds = 10;
  rlimit before_{};
};

}  // namespace

std::string program_path() {
  const char* named = std::getenv("VETO_TEST_PROGRAM");
  return fs::absolute(named == nullptr || *named == '\0' ? VETO_PROGRAM : named).string();
}

bool runs_as_root() {
  return ::geteuid() == 0;
}

struct TempRepo::Sandbox {
  TempDir directory;

  Sandbox() {
    const fs::path& root = directory.path();
    for (const char* name : {"bin", "tmp", "repo"}) fs::create_directories(root / name);
    write_file(root / "home/.gitconfig", kGitConfig);
    fs::create_symlink(program_path(), root / "bin/git-veto");
  }
};

TempRepo::TempRepo(const Words& init_options) : sandbox_(std::make_shared<const Sandbox>()) {
  environment = clean_environment(root());
  directory_ = root() / "repo";
  Words command{"init", "-q", "--template="};
  command.insert(command.end(), init_options.begin(), init_options.end());
  git(std::move(command));
  install_hooks();
}

TempRepo::TempRepo(std::shared_ptr<const Sandbox> sandbox, base::Environment variables,
                   fs::path directory)
    : environment(std::move(variables)),
      sandbox_(std::move(sandbox)),
      directory_(std::move(directory)) {}

TempRepo TempRepo::at(const std::string& directory) const {
  const fs::path path = (directory_ / directory).lexically_normal();
  fs::create_directories(path);
  return {sandbox_, environment, path};
}

const fs::path& TempRepo::root() const {
  return sandbox_->directory.path();
}

fs::path TempRepo::git_dir() const {
  return git({"rev-parse", "--path-format=absolute", "--git-common-dir"});
}

void TempRepo::install_hooks() const {
  const fs::path hooks = git_dir() / "hooks";
  fs::create_directories(hooks);
  for (const char* name : {"pre-commit", "pre-merge-commit"}) {
    fs::remove(hooks / name);
    fs::create_symlink(program_path(), hooks / name);
  }
}

void TempRepo::write(const std::string& path, std::string_view bytes, mode_t mode) const {
  write_file(directory_ / path, bytes, mode);
}

void TempRepo::stage(const std::string& path, std::string_view bytes) const {
  write(path, bytes);
  // Not `git add`, whose pathspecs have settings of their own.
  git({"update-index", "--add", "--replace", "--", path});
}

void TempRepo::stage_blob(const std::string& path, std::string_view bytes,
                          const std::string& mode) const {
  const std::string id = git({"hash-object", "-w", "--stdin"}, std::string(bytes));
  std::string line = mode + " " + id + "\t" + path;
  git({"update-index", "-z", "--index-info"}, line + '\0');
}

std::string TempRepo::commit_unchecked(const std::string& message) const {
  git({"commit", "-q", "--no-verify", "--allow-empty", "-m", message});
  return git({"rev-parse", "HEAD"});
}

std::string TempRepo::commit_file(const std::string& path, std::string_view bytes) const {
  stage(path, bytes);
  return commit_unchecked("add " + path);
}

base::Output TempRepo::run(Words command, std::string input) const {
  const CpuLimit limit;
  return base::run({.arguments = std::move(command),
                    .environment = environment,
                    .directory = directory_.string(),
                    .input = std::move(input)});
}

base::Output TempRepo::try_git(Words arguments, std::string input) const {
  arguments.insert(arguments.begin(), "git");
  return run(std::move(arguments), std::move(input));
}

std::string TempRepo::git(Words arguments, std::string input) const {
  INFO("git " << arguments.front() << " ...");
  base::Output output = try_git(std::move(arguments), std::move(input));
  INFO(output.err);
  REQUIRE(output.status == 0);
  if (output.out.ends_with('\n')) output.out.pop_back();
  return output.out;
}

Listing TempRepo::refs() const {
  Listing refs = list_tree(git_dir());
  std::erase_if(refs, [](const auto& entry) {
    return !entry.first.starts_with("refs/") && entry.first != "packed-refs";
  });
  return refs;
}

std::string TempRepo::attempt(Words arguments, std::string input) const {
  Attempt attempt;
  const fs::path git_directory = git_dir();
  const auto head = [&] { return try_git({"rev-parse", "--verify", "-q", "HEAD"}).out; };
  const std::string old_head = head();
  const Listing old_files = list_tree(git_directory);
  const Listing old_refs = refs();
  arguments.insert(arguments.begin(), "git");
  attempt.output = run(with_time_limit(std::move(arguments)), std::move(input));
  attempt.committed = head() != old_head;
  attempt.refs_changed = refs() != old_refs;
  attempt.left_behind = differences(old_files, list_tree(git_directory));
  std::erase_if(attempt.left_behind, is_gits_own);
  INFO(attempt.output.err);
  return describe(attempt);
}

base::Output TempRepo::veto(Words arguments, std::string input) const {
  const bool scan = is_scan(arguments);
  const bool revealed =
      std::find(arguments.begin(), arguments.end(), "--reveal") != arguments.end();
  const auto listing = [&] {
    Listing files = list_tree(root());
    // Custom rules are compiled once and kept in the cache, which is what a cache is for.
    std::erase_if(files, [](const auto& file) { return file.first.starts_with("home/.cache"); });
    return files;
  };
  const Listing before = scan ? listing() : Listing();
  arguments.insert(arguments.begin(), program_path());
  base::Output output = run(with_time_limit(std::move(arguments)), std::move(input));
  INFO(output.err);
  const bool shown = shows_a_secret(output.out) || shows_a_secret(output.err);
  REQUIRE(shown <= revealed);
  if (scan) REQUIRE(differences(before, listing()) == Words());
  return output;
}

Json TempRepo::report(Words arguments, int status, std::string input) const {
  arguments.insert(arguments.end(), {"--format", "json"});
  const base::Output output = veto(std::move(arguments), std::move(input));
  INFO(output.err);
  REQUIRE(output.status == status);
  return Json::parse(output.out);
}

Words places_of(const Json& report) {
  Words places;
  for (const Json& finding : report.at("findings")) {
    std::string place = finding.at("path").get<std::string>() + ":" +
                        std::to_string(finding.at("line").get<std::size_t>());
    if (finding.at("state") != "open") place += " " + finding.at("state").get<std::string>();
    places.push_back(std::move(place));
  }
  return places;
}

std::string line_with(std::string_view text, std::string_view start) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (text.substr(0, end).starts_with(start)) return std::string(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return "";
}

}  // namespace veto::test
