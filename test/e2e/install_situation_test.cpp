// Where hooks stand and what they are: each row is a repository as people have it.
#include <algorithm>
#include <csignal>

#include "test/e2e/installed.h"

namespace veto::test {
namespace {

const Words kInstall{"install", "--files"};

/// Notes its name, arguments and input in ../ran, and exits with what ../status holds.
const char* const kShellHook =
    "{ printf '%s|' \"${0##*/}\" \"$@\"; cat; } >>\"$TOP/ran\"\nexit \"$(cat \"$TOP/status\")\"\n";
const char* const kPythonHook =
    "import os, sys\ntop = os.environ['TOP']\n"
    "open(top + '/ran', 'a').write('|'.join(['python'] + sys.argv[1:]) + '|' + sys.stdin.read())\n"
    "sys.exit(int(open(top + '/status').read()))\n";

/// Makes hooks of a kind; they find their files through $TOP.
void make_hooks(TempRepo& repo, const std::string& kind) {
  repo.environment.set("TOP", repo.root().string());
  write_file(repo.root() / "status", "0");
  for (const char* name : {"pre-commit", "commit-msg", "pre-push"}) {
    const fs::path hook = repo / ".git/hooks" / name;
    if (kind == "shell") write_file(hook, std::string("#!/bin/sh\n") + kShellHook, 0755);
    if (kind == "no shebang") write_file(hook, kShellHook, 0755);
    if (kind == "python")
      write_file(hook, std::string("#!/usr/bin/env python3\n") + kPythonHook, 0755);
    if (kind == "not executable") write_file(hook, "#!/bin/sh\nexit 1\n", 0644);
    if (kind == "symbolic link") {
      write_file(repo.root() / "scripts" / name, std::string("#!/bin/sh\n") + kShellHook, 0755);
      fs::create_symlink(repo.root() / "scripts" / name, hook);
    }
  }
}

}  // namespace

TEST_CASE("install: a hook that is there runs behind the scan, with its arguments and input") {
  const std::string kind = GENERATE(as<std::string>{}, "shell", "no shebang", "python",
                                    "symbolic link", "not executable");
  INFO(kind);
  TempRepo repo = repo_without_hooks();
  fs::create_directories(repo / ".git/hooks");
  make_hooks(repo, kind);
  repo.git({"init", "-q", "--bare", "../remote.git"});
  const Listing before = set_up(repo);
  CHECK(repo.veto(kInstall).status == 0);
  CHECK(blocks(repo));
  CHECK_FALSE(fs::exists(repo.root() / "ran"));
  CHECK(passes(repo));
  CHECK(repo.try_git({"push", "-q", "../remote.git", "main"}).status == 0);
  const std::string head = repo.git({"rev-parse", "HEAD"});
  if (kind == "not executable") {
    CHECK_FALSE(fs::exists(repo.root() / "ran"));
  } else {
    const std::string ran = read_file(repo.root() / "ran");
    INFO(ran);
    CHECK(ran.find("|.git/COMMIT_EDITMSG|") != std::string::npos);
    CHECK(ran.find("|../remote.git|../remote.git|refs/heads/main " + head +
                   " refs/heads/main 0000000000") != std::string::npos);
    CHECK(std::count(ran.begin(), ran.end(), '\n') == 1);
    write_file(repo.root() / "status", "5");
    repo.stage("c.txt", "harmless\n");
    CHECK(repo.try_git({"commit", "-m", "x"}).status != 0);
    CHECK(repo.try_git({"push", "-q", "../remote.git", "main:other"}).status != 0);
    CHECK(repo.git({"rev-parse", "HEAD"}) == head);
  }
  CHECK(repo.veto({"doctor"}).status == 0);
  CHECK(repo.veto({"uninstall"}).status == 0);
  CHECK(differences(before, set_up(repo)) == Words());
}

TEST_CASE("install: wherever core.hooksPath is set, and however") {
  struct Row {
    const char* name;
    const char* hooks;  ///< from the repository
  };
  const Row row = GENERATE(values<Row>({
      {"relative", "tools/hooks"},
      {"absolute", "../elsewhere"},
      {"below the home", "../home/my hooks"},
      {"in an included file", "included hooks"},
      {"in a file that is included on a condition", "conditional"},
      {"of the worktree alone", "worktree hooks"},
      {"relative, for all repositories", ".allhooks"},
      {"relative, for the machine", ".machine"},
      {"a directory that is a link", "../linked hooks"},
  }));
  const std::string name = row.name;
  INFO(name);
  TempRepo repo = repo_without_hooks();
  const fs::path hooks = (repo / row.hooks).lexically_normal();
  const std::string included = (repo.root() / "included").string();
  const auto set = [&](Words how, const std::string& value) {
    how.insert(how.begin(), "config");
    how.insert(how.end(), {"core.hooksPath", value});
    repo.git(how);
  };
  if (name == "relative") set({}, row.hooks);
  if (name == "absolute") set({}, hooks.string());
  if (name == "below the home") set({}, "~/my hooks");
  if (name.find("included") != std::string::npos) {
    set({"--file", included}, row.hooks);
    const bool always = name == "in an included file";
    repo.git({"config",
              always ? "include.path" : "includeIf.gitdir:" + repo.path().string() + "/.path",
              included});
  }
  if (name == "of the worktree alone") {
    repo.git({"config", "extensions.worktreeConfig", "true"});
    set({"--worktree"}, row.hooks);
  }
  if (name == "relative, for all repositories") set({"--global"}, row.hooks);
  if (name == "relative, for the machine") {
    repo.environment.unset("GIT_CONFIG_NOSYSTEM");
    repo.environment.set("GIT_CONFIG_SYSTEM", (repo.root() / "system").string());
    set({"--file", (repo.root() / "system").string()}, row.hooks);
  }
  if (name == "a directory that is a link") {
    fs::create_directories(hooks);
    fs::create_directory_symlink(hooks, repo / ".git/hooks");
  }
  const Listing before = list_tree(repo.root());
  const base::Output output = repo.veto(kInstall);
  INFO(output.out << output.err);
  CHECK(output.status == 0);
  CHECK(fs::exists(hooks / "pre-commit"));
  CHECK(blocks(repo));
  CHECK(repo.veto({"doctor"}).status == 0);
  CHECK(repo.veto({"uninstall"}).status == 0);
  fs::remove(repo / "secret.txt");
  Words left = differences(before, list_tree(repo.root()));
  std::erase_if(left, [](const std::string& path) {
    return path.find(".git/objects") != std::string::npos || path.ends_with(".git/index");
  });
  CHECK(left == Words());
}

TEST_CASE("install: in repositories of every kind and name") {
  const std::string place =
      GENERATE(as<std::string>{}, "a b", "it's \"quoted\"", "new\nline", "\xff\xfe", "-dash",
               "$(touch x) `touch y`; #", "separate git directory", "GIT_DIR", "sha256");
  INFO(place);
  const TempRepo first = repo_without_hooks();
  TempRepo repo = first.at("../" + place);
  Words init{"init", "-q", "--template="};
  if (place == "separate git directory")
    init.insert(init.end(), {"--separate-git-dir", "../apart's.git"});
  if (place == "sha256") init.emplace_back("--object-format=sha256");
  repo.git(init);
  repo.commit_file("old.txt", "harmless\n");
  if (place == "GIT_DIR") {
    repo.environment.set("GIT_DIR", (repo / ".git").string());
    repo.environment.set("GIT_WORK_TREE", repo.path().string());
  }
  // A hook that is there makes it a script, which has to name all of this rightly.
  write_file(repo.git_dir() / "hooks/pre-commit", "#!/bin/sh\necho >>../ran\n", 0755);
  const Listing before = set_up(repo);
  const base::Output output = repo.veto(kInstall);
  INFO(output.out << output.err);
  CHECK(output.status == 0);
  check_scans(repo);
  CHECK(fs::exists(repo.root() / "ran"));
  CHECK(repo.veto({"doctor"}).status == 0);
  CHECK(repo.veto({"uninstall"}).status == 0);
  CHECK(differences(before, set_up(repo)) == Words());
}

TEST_CASE("install: hooks that a dispatcher runs out of pre-commit.d go on running") {
  const TempRepo repo = repo_without_hooks();
  const fs::path hook = repo / ".git/hooks/pre-commit";
  write_file(hook, "#!/bin/sh\nfor h in \"$0.d\"/*; do \"$h\" \"$@\" || exit; done\n", 0755);
  write_file(repo / ".git/hooks/pre-commit.d/10-one", "#!/bin/sh\necho one >>../ran\n", 0755);
  write_file(repo / ".git/hooks/pre-commit.d/20-two", "#!/bin/sh\necho two >>../ran\n", 0755);
  const base::Output output = repo.veto(kInstall);
  CHECK(output.status == 0);
  CHECK(output.out.find("the hooks in pre-commit.d go on running") != std::string::npos);
  check_scans(repo);
  CHECK(read_file(repo.root() / "ran") == "one\ntwo\n");
}

TEST_CASE("install: the hook works without any PATH, with dash, and without bash") {
  TempRepo repo = repo_without_hooks();
  write_file(repo / ".git/hooks/pre-commit", "#!/bin/sh\necho own >>../ran\n", 0755);
  CHECK(repo.veto(kInstall).status == 0);
  repo.stage("a.txt", "harmless\n");
  std::string git = repo.run({"sh", "-c", "command -v git"}).out;
  git.pop_back();
  repo.environment.set("PATH", "/no/such/directory");
  const base::Output output = repo.run({git, "commit", "-m", "x"});
  INFO(output.err);
  CHECK(output.status == 0);
  CHECK(line_with(output.err, "git-veto: clean") != "");
  CHECK(read_file(repo.root() / "ran") == "own\n");
  const std::string shim = read_file(repo / ".git/hooks/pre-commit");
  CHECK(shim.starts_with("#!/bin/sh\n"));
  if (repo.run({"/bin/sh", "-c", "command -v /usr/bin/dash"}).status == 0)
    CHECK(repo.run({"/usr/bin/dash", "-n", ".git/hooks/pre-commit"}).status == 0);
}

TEST_CASE("install: killed or on a full disk, the hooks are as before, and the next one ends it") {
  const TempRepo repo = repo_without_hooks();
  const bool killed = GENERATE(true, false);
  write_file(repo / ".git/hooks/pre-commit", "#!/bin/sh\necho own >>../ran\n", 0755);
  const Listing before = set_up(repo);
  // Files may not grow beyond 512 bytes: that ends the program, or fails its writes.
  const std::string command =
      std::string(killed ? "" : "trap '' XFSZ; ") + "ulimit -f 1; exec \"$@\"";
  const base::Output output =
      repo.run({"sh", "-c", command, "sh", program_path(), "install", "--files"});
  CHECK(output.status == (killed ? 128 + SIGXFSZ : 3));
  CHECK(read_file(repo / ".git/hooks/pre-commit") == "#!/bin/sh\necho own >>../ran\n");
  CHECK_FALSE(fs::exists(repo / ".git/hooks/pre-push"));
  if (!killed) {
    CHECK(output.err.starts_with("git-veto: incomplete: writing "));
    CHECK(differences(before, set_up(repo)) == Words());
  }
  CHECK(repo.veto(kInstall).status == 0);
  check_scans(repo);
  CHECK(repo.veto({"uninstall"}).status == 0);
  CHECK(differences(before, set_up(repo)) == Words());
}

TEST_CASE("install: a hooks directory that cannot be written is said, and nothing is pretended") {
  const TempRepo repo = repo_without_hooks();
  if (!runs_as_root()) {
    fs::create_directories(repo / ".git/hooks");
    fs::permissions(repo / ".git/hooks", fs::perms(0555));
  } else {
    // Root can write everything; not below a file, though.
    write_file(repo / ".git/hooks", "in the way");
  }
  const base::Output output = repo.veto(kInstall);
  CHECK(output.status != 0);
  CHECK(output.err.starts_with("git-veto: "));
  CHECK(output.out.empty());
  CHECK(repo.veto({"doctor"}).status == 1);
  CHECK_FALSE(blocks(repo));
  if (!runs_as_root()) fs::permissions(repo / ".git/hooks", fs::perms(0755));
}

TEST_CASE("install: a repository that is moved or copied goes on being scanned") {
  TempRepo repo = repo_without_hooks();
  const std::string way = GENERATE(as<std::string>{}, "program", "script", "configuration");
  INFO(way);
  if (way == "script") write_file(repo / ".git/hooks/pre-commit", "#!/bin/sh\n", 0755);
  if (way == "configuration") use_config_git(repo);
  CHECK(repo.veto(way == "configuration" ? Words{"install"} : kInstall).status == 0);
  fs::rename(repo.path(), repo.root() / "moved");
  const TempRepo moved = repo.at("../moved");
  check_scans(moved);
  CHECK(moved.veto({"doctor"}).status == 0);
  CHECK(moved.veto({"uninstall"}).status == 0);
  CHECK_FALSE(blocks(moved));
}

TEST_CASE("install: a program that was cut off blocks, in every way") {
  TempRepo repo = repo_without_hooks();
  const std::string way = GENERATE(as<std::string>{}, "script", "configuration");
  const std::size_t length = GENERATE(0U, 1000U, 1000000U);
  INFO(way << " " << length);
  if (way == "script") write_file(repo / ".git/hooks/pre-commit", "#!/bin/sh\n", 0755);
  if (way == "configuration") use_config_git(repo);
  const fs::path program = repo.root() / "own copy";
  fs::copy_file(program_path(), program);
  Words command{program.string(), "install"};
  if (way == "script") command.emplace_back("--files");
  CHECK(repo.run(command).status == 0);
  fs::resize_file(program, length);
  fs::remove(repo.root() / "bin/git-veto");
  if (repo.run({"sh", "-c", "command -v git-veto"}).status == 0)
    repo.environment.set("PATH", (repo.root() / "new git").string() + ":/usr/bin:/bin");
  repo.stage("b.txt", "harmless\n");
  const std::string head = repo.git({"rev-parse", "HEAD"});
  const base::Output output = repo.try_git({"commit", "-m", "x"});
  INFO(output.err);
  CHECK(output.status != 0);
  CHECK(repo.git({"rev-parse", "HEAD"}) == head);
  CHECK(repo.veto({"doctor"}).status == 1);
}

TEST_CASE("install: over an older version, edited hooks and hooks added later") {
  const TempRepo repo = repo_without_hooks();
  const fs::path hook = repo / ".git/hooks/pre-commit";
  write_file(hook, "#!/bin/sh\necho own >>../ran\n", 0755);
  CHECK(repo.veto(kInstall).status == 0);
  SECTION("another build of the program is replaced") {
    const fs::path push = repo / ".git/hooks/pre-push";
    write_file(push, read_file(push) + "older", 0755);
    CHECK(repo.veto({"doctor"}).out.find("not the program that you run now") != std::string::npos);
    CHECK(repo.veto(kInstall).out.find("pre-push: updated") != std::string::npos);
    CHECK(read_file(push) == read_file(program_path()));
  }
  SECTION("an edited script is left, by uninstall too") {
    write_file(hook, read_file(hook) + "# mine\n", 0755);
    CHECK(repo.veto(kInstall).status == 3);
    const base::Output output = repo.veto({"uninstall"});
    CHECK(output.status == 3);
    CHECK(output.out.find("left as it is") != std::string::npos);
    CHECK(read_file(hook).ends_with("# mine\n"));
  }
  SECTION("a hook put in its place later is chained by the next installation") {
    write_file(hook, "#!/bin/sh\necho later >>../ran\n", 0755);
    CHECK(repo.veto({"doctor"}).status == 1);
    CHECK(repo.veto({"uninstall"}).status == 3);
    CHECK(repo.veto(kInstall).status == 0);
    check_scans(repo);
    CHECK(read_file(repo.root() / "ran") == "later\n");
  }
}

TEST_CASE("install: the hooks of other tools are joined and named") {
  struct Row {
    const char* tool;
    const char* path;  ///< of its pre-commit hook
    const char* text;
  };
  const Row row = GENERATE(values<Row>({
      {"husky", ".husky/_/pre-commit", "#!/usr/bin/env sh\n. \"$(dirname \"$0\")/h\""},
      {"husky", ".git/hooks/pre-commit",
       "#!/bin/sh\n# husky\n\n. \"$(dirname \"$0\")/husky.sh\"\n"},
      {"lefthook", ".git/hooks/pre-commit",
       "#!/bin/sh\ncall_lefthook() { own \"$@\"; }\nown() { echo ran >>../ran; }\n"
       "call_lefthook run \"pre-commit\" \"$@\"\n"},
      {"pre-commit", ".git/hooks/pre-commit",
       "#!/usr/bin/env sh\n# File generated by pre-commit: https://pre-commit.com\n"
       "echo ran >>../ran\n"},
      {"simple-git-hooks", ".git/hooks/pre-commit",
       "#!/bin/sh\nif [ \"$SKIP_SIMPLE_GIT_HOOKS\" = \"1\" ]; then exit 0; fi\necho ran "
       ">>../ran\n"},
  }));
  INFO(row.tool << " " << row.path);
  const TempRepo repo = repo_without_hooks();
  write_file(repo / row.path, row.text, 0755);
  const std::string directory = fs::path(row.path).parent_path().string();
  if (directory == ".husky/_") repo.git({"config", "core.hooksPath", directory});
  // What both versions of husky read: the hook's name is all they go by.
  for (const char* name : {"h", "husky.sh"})
    if (std::string(row.tool) == "husky")
      write_file(repo / (directory + "/" + name),
                 "[ \"${0##*/}\" = pre-commit ] && echo ran >>../ran\n");
  const base::Output output = repo.veto(kInstall);
  CHECK(output.status == 0);
  CHECK(output.out.find(std::string(row.tool) + " keeps hooks here") != std::string::npos);
  check_scans(repo);
  CHECK(read_file(repo.root() / "ran") == "ran\n");
  CHECK(repo.veto({"uninstall"}).status == 0);
  CHECK(read_file(repo / row.path) == row.text);
}

TEST_CASE("doctor: git-veto behind pre-commit's own hook is told from one that does not run") {
  const TempRepo repo = repo_without_hooks();
  CHECK(repo.veto(kInstall).status == 0);
  const fs::path hook = repo / ".git/hooks/pre-commit";
  fs::rename(hook, hook.string() + ".legacy");
  write_file(hook, "#!/bin/sh\n# File generated by pre-commit\nexec \"$0.legacy\"\n", 0755);
  CHECK(blocks(repo));
  const base::Output output = repo.veto({"doctor"});
  CHECK(output.status == 0);
  CHECK(output.out.find("runs git-veto as pre-commit.legacy") != std::string::npos);
}

}  // namespace veto::test
