#include "install/shim.h"

#include <algorithm>

#include "test/unit/install/sandbox.h"

namespace veto::install::test {
namespace {

constexpr HookKind kQuiet = {"pre-commit", HookInput::None};
constexpr HookKind kReading = {"pre-push", HookInput::Lines};

/// A shim in `hooks dir/<hook>`, with a program that notes what it reads and exits as told.
class ShimSandbox : public Sandbox {
 public:
  explicit ShimSandbox(Shim shim) : hook(in("hooks dir/" + std::string(shim.hook.name))) {
    shim.program = program();
    shim.version = "1.0.0";
    write(hook, shim_text(shim), 0755);
    write(program(),
          "#!/bin/sh\nprintf '%s|' \"$@\" >\"" + in("scan") + "\"\ncat >>\"" + in("scan") +
              "\"\nexit \"$(cat \"" + in("status") + "\")\"\n",
          0755);
    write(in("status"), "0");
    keep("#!/bin/sh\nprintf '%s|' \"$@\" >\"" + in("kept") + "\"\ncat >>\"" + in("kept") +
         "\"\nexit 7\n");
  }
  void keep(const std::string& text) const { write(hook + ".before-git-veto", text, 0755); }
  base::Output fire(std::vector<std::string> arguments = {}, std::string input = {}) const {
    arguments.insert(arguments.begin(), hook);
    return run(std::move(arguments), ".", std::move(input));
  }

  const std::string hook;
};

}  // namespace

TEST_CASE("shim: passes on git-veto's answer, and runs the kept hook only when it passes") {
  const ShimSandbox sandbox({kQuiet, {}, {}, Chain::Execute, {}});
  for (const std::string status : {"1", "2", "3", "4", "139"}) {
    write(sandbox.in("status"), status);
    const base::Output output = sandbox.fire();
    CHECK(std::to_string(output.status) == status);
    CHECK_FALSE(fs::exists(sandbox.in("kept")));
    CHECK(output.err.starts_with("git-veto: error: ") == (status == "4" || status == "139"));
  }
  write(sandbox.in("status"), "0");
  CHECK(sandbox.fire({"a b", "", "c'd"}).status == 7);
  CHECK(read(sandbox.in("scan")) == "hook|pre-commit|a b||c'd|");
  CHECK(read(sandbox.in("kept")) == "a b||c'd|");
}

TEST_CASE("shim: without a kept hook the answer is git-veto's") {
  for (const Chain chain : {Chain::None, Chain::Ignored}) {
    const ShimSandbox sandbox({kQuiet, {}, {}, chain, {}});
    CHECK(sandbox.fire().status == 0);
    CHECK_FALSE(fs::exists(sandbox.in("kept")));
    write(sandbox.in("status"), "1");
    CHECK(sandbox.fire().status == 1);
  }
}

TEST_CASE("shim: both hooks get the same standard input, whatever its length") {
  const ShimSandbox sandbox({kReading, {}, {}, Chain::Execute, {}});
  const std::string line = "refs/heads/main 0123 refs/heads/main 4567\n";
  std::string many;
  for (int i = 0; i < 4000; ++i) many += line;
  for (const std::string& input :
       {std::string(), line, line + line, many, std::string("a  \\n $x `y`\n")}) {
    CHECK(sandbox.fire({"origin", "url"}, input).status == 7);
    CHECK(read(sandbox.in("scan")) == "hook|pre-push|origin|url|" + input);
    CHECK(read(sandbox.in("kept")) == "origin|url|" + input);
  }
  write(sandbox.in("status"), "1");
  CHECK(sandbox.fire({}, many).status == 1);
}

TEST_CASE("shim: a hook without input does not read what stands there") {
  const ShimSandbox sandbox({kQuiet, {}, {}, Chain::Execute, {}});
  write(sandbox.program(), "#!/bin/sh\nexit 0\n", 0755);
  CHECK(sandbox.fire({}, "left for the kept hook").status == 7);
  CHECK(read(sandbox.in("kept")) == "|left for the kept hook");
}

TEST_CASE(
    "shim: a program that cannot be run blocks with one line, or not if veto.onMissing allows") {
  const ShimSandbox sandbox({kQuiet, {}, {}, Chain::Execute, {}});
  sandbox.git({"init", "-q", "."}, ".");
  const std::string how = GENERATE(as<std::string>{}, "missing", "not executable", "empty",
                                   "a directory", "no interpreter");
  INFO(how);
  fs::remove(sandbox.program());
  if (how == "not executable") write(sandbox.program(), "#!/bin/sh\n", 0644);
  if (how == "empty") write(sandbox.program(), "", 0755);
  if (how == "a directory") fs::create_directory(sandbox.program());
  if (how == "no interpreter") write(sandbox.program(), "#!/no/such\n", 0755);

  for (const std::string policy : {"", "block", "ALLOW?"}) {
    if (!policy.empty()) sandbox.git({"config", "veto.onMissing", policy}, ".");
    const base::Output output = sandbox.fire();
    CHECK(output.status == 2);
    const std::size_t line =
        output.err.find("git-veto: error: " + sandbox.program() + " is missing");
    REQUIRE(line != std::string::npos);
    CHECK(std::count(output.err.begin() + static_cast<std::ptrdiff_t>(line), output.err.end(),
                     '\n') == 1);
    CHECK_FALSE(fs::exists(sandbox.in("kept")));
  }
  sandbox.git({"config", "veto.onMissing", "allow"}, ".");
  const base::Output output = sandbox.fire();
  CHECK(output.status == 7);
  CHECK(output.err.find("git-veto: warning: ") != std::string::npos);
  CHECK(fs::exists(sandbox.in("kept")));
}

TEST_CASE("shim: needs no program but the shell, git-veto and, for the setting, git") {
  const std::string shell = GENERATE(as<std::string>{}, "dash", "bash", "sh");
  INFO(shell);
  ShimSandbox sandbox({kReading, {}, {}, Chain::Execute, {}});
  write(sandbox.program(), "#!/bin/sh\nexit 0\n", 0755);
  sandbox.keep("#!/bin/sh\nexit 9\n");
  const std::string path = sandbox.environment.get("PATH").value_or("");
  const base::Output where = sandbox.run({"sh", "-c", "command -v " + shell}, ".");
  if (where.status != 0) return;
  const std::string interpreter = where.out.substr(0, where.out.size() - 1);
  sandbox.environment.set("PATH", "/no/such/directory");
  const base::Output output = sandbox.run({interpreter, sandbox.hook, "x"}, ".", "line\n");
  CHECK(output.err.empty());
  CHECK(output.status == 9);
  fs::remove(sandbox.program());
  CHECK(sandbox.run({interpreter, sandbox.hook}, ".").status == 2);
}

TEST_CASE("shim: moved aside by another tool it scans, and leaves the rest to that tool") {
  const ShimSandbox sandbox({kQuiet, {}, {}, Chain::Execute, {}});
  fs::rename(sandbox.hook, sandbox.hook + ".legacy");
  CHECK(sandbox.run({sandbox.hook + ".legacy"}, ".").status == 0);
  CHECK(fs::exists(sandbox.in("scan")));
  CHECK_FALSE(fs::exists(sandbox.in("kept")));
}

TEST_CASE("shim: says so when the kept hook is gone") {
  const ShimSandbox sandbox({kQuiet, {}, {}, Chain::Execute, {}});
  fs::remove(sandbox.hook + ".before-git-veto");
  const base::Output output = sandbox.fire();
  CHECK(output.status == 0);
  CHECK(output.err.starts_with("git-veto: warning: "));
}

TEST_CASE("shim: its command to remove it works when the program is gone") {
  const Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  const std::string before = GENERATE(as<std::string>{}, "a hook", "no hook, tracked directory");
  fs::path hook = hooks / "pre-commit";
  if (before == "a hook") {
    write(hook, "#!/bin/sh\n", 0755);
  } else {
    sandbox.git({"config", "core.hooksPath", ".githooks"});
    hook = sandbox.in("repo/.githooks/pre-commit");
  }
  static_cast<void>(install(sandbox.target()));
  fs::remove(sandbox.program());
  const base::Output refused = sandbox.commit();
  CHECK(refused.status == 1);
  const std::string lead = "or remove this hook: ";
  const std::size_t at = refused.err.find(lead);
  REQUIRE(at != std::string::npos);
  const std::string command =
      refused.err.substr(at + lead.size(), refused.err.find('\n', at) - at - lead.size());
  fs::create_directories(sandbox.in("repo/sub"));
  CHECK(sandbox.run({"sh", "-c", command}, "repo/sub").status == 0);
  if (before == "a hook")
    CHECK(read(hook) == "#!/bin/sh\n");
  else
    CHECK_FALSE(fs::exists(hook));
}

TEST_CASE("shim: its stamp tells version and program, and whether it was edited") {
  const std::string text = shim_text({kQuiet, "/it's a/git-veto", "2.0.1", Chain::Execute, {}});
  const std::optional<ShimStamp> stamp = read_stamp(text);
  REQUIRE(stamp);
  CHECK(stamp->version == "2.0.1");
  CHECK(stamp->program == "/it's a/git-veto");
  CHECK(stamp->intact);
  CHECK_FALSE(read_stamp(text + "\n")->intact);
  CHECK_FALSE(read_stamp(text.substr(0, text.size() - 1))->intact);
  CHECK_FALSE(read_stamp(text.substr(0, text.find('\n', 20)))->intact);
  CHECK_FALSE(read_stamp(text.substr(10)));
  CHECK_FALSE(read_stamp("#!/bin/sh\necho 'git-veto shim'\n"));
  CHECK_FALSE(read_stamp(""));
}

}  // namespace veto::install::test
