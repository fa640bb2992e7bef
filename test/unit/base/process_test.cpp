#include "base/process.h"

#include <csignal>
#include <string>

#include "base/error.h"
#include "test/support/catch.h"

using namespace veto;

namespace {

base::Command shell(const std::string& script, std::string input = {}) {
  base::Command command;
  command.arguments = {"sh", "-c", script};
  command.environment.set("PATH", "/usr/bin:/bin");
  command.input = std::move(input);
  return command;
}

}  // namespace

TEST_CASE("process: output, errors and status come back") {
  const base::Output output = base::run(shell("echo out; echo err >&2; exit 7"));
  CHECK(output.out == "out\n");
  CHECK(output.err == "err\n");
  CHECK(output.status == 7);
}

TEST_CASE("process: a signal is 128 and its number, never 0") {
  CHECK(base::run(shell("kill -TERM $$")).status == 128 + SIGTERM);
}

TEST_CASE("process: much input and much output at the same time do not block") {
  const std::string input(3'000'000, 'x');
  CHECK(base::run(shell("cat", input)).out == input);
  CHECK(base::run(shell("cat; cat /dev/zero | head -c 1000000 >&2", input)).out == input);
}

TEST_CASE("process: a child that does not read its input is no error") {
  std::signal(SIGPIPE, SIG_IGN);
  CHECK(base::run(shell("exec <&-; echo done", std::string(1'000'000, 'x'))).out == "done\n");
}

TEST_CASE("process: captured errors are limited") {
  const base::Output output = base::run(shell("head -c 1000000 /dev/zero >&2; echo out"));
  CHECK(output.err.size() == 64 * 1024);
  CHECK(output.out == "out\n");
}

TEST_CASE("process: arguments and environment reach the child as they are") {
  base::Command command = shell("printf '%s|' \"$@\" \"$VALUE\"");
  command.arguments.insert(command.arguments.end(), {"sh", "a b", "", "$(x)", "'\"\n*"});
  command.environment.set("VALUE", "1 2\n3");
  CHECK(base::run(command).out == "a b||$(x)|'\"\n*|1 2\n3|");
  command = shell("env | grep -c '^HOME=' || true");
  CHECK(base::run(command).out == "0\n");
}

TEST_CASE("process: a program is found on the child's own PATH, and in no relative part of it") {
  base::Command command = shell("true");
  command.environment.set("PATH", "/dev/null/nowhere:/usr/bin:/bin");
  CHECK(base::run(command).status == 0);
  for (const char* path : {"/dev/null/nowhere", ":", ".", "bin", "relative:also/relative"}) {
    CAPTURE(path);
    command.environment.set("PATH", path);
    command.directory = "/bin";
    CHECK_THROWS_AS(base::run(command), base::Error);
  }
  command.arguments = {"/dev/null/nowhere/program"};
  CHECK_THROWS_AS(base::run(command), base::Error);
}

TEST_CASE("process: the child works in the directory that it is given") {
  base::Command command = shell("pwd");
  command.directory = "/usr";
  CHECK(base::run(command).out == "/usr\n");
  command.directory = "/dev/null/nowhere";
  CHECK_THROWS_AS(base::run(command), base::Error);
}

TEST_CASE("process: a conversation reads lines and pieces, and ends with the status") {
  base::Child child(shell("while read line; do echo \"got $line\"; done; exit 3"));
  child.write("one\n");
  CHECK(child.read_line() == "got one");
  child.write("two\nthree\n");
  CHECK(child.read_line() == "got two");
  std::string buffer(9, '\0');
  CHECK(child.read(buffer) == 9);
  CHECK(buffer == "got three");
  CHECK(child.finish() == 3);
}

TEST_CASE("process: a conversation whose child is gone is an error to write to") {
  std::signal(SIGPIPE, SIG_IGN);
  base::Child child(shell("exec <&-; echo ready"));
  CHECK(child.read_line() == "ready");
  CHECK_THROWS_AS(child.write(std::string(1'000'000, 'x')), base::Error);
  CHECK(child.read_line().empty());
}

TEST_CASE("process: an abandoned conversation leaves nothing behind") {
  for (int i = 0; i < 50; ++i) {
    base::Child child(shell("exec cat"));
    child.write("x\n");
  }
  CHECK(base::run(shell("true")).status == 0);
}
