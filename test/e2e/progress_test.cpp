// The line that says how far a scan is: on a terminal, and gone at its end.
#include <chrono>
#include <csignal>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test/support/catch.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

struct Screen {
  std::string bytes;  ///< what the program wrote to its terminal
  int status = 0;     ///< as of waitpid()
};

struct Terminal {
  unsigned short columns = 80;
  std::string type = "xterm";
  bool stopped = false;  ///< from the keyboard, once something is drawn
};

/// Runs the program with a terminal for its standard error.
Screen run_on(const Terminal& terminal, const TempRepo& repo, Words arguments) {
  winsize size{};
  size.ws_row = 24;
  size.ws_col = terminal.columns;
  arguments.insert(arguments.begin(), program_path());
  int master = -1;
  const pid_t child = ::forkpty(&master, nullptr, nullptr, &size);
  REQUIRE(child >= 0);
  if (child == 0) {
    std::vector<char*> words;
    for (std::string& word : arguments) words.push_back(word.data());
    words.push_back(nullptr);
    const int sink = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    const bool ready = sink >= 0 && ::dup2(sink, STDOUT_FILENO) >= 0 &&
                       ::chdir(repo.path().c_str()) == 0 &&
                       ::setenv("TERM", terminal.type.c_str(), 1) == 0;
    if (ready) ::execv(words.front(), words.data());
    ::_exit(99);
  }
  Screen screen;
  char buffer[4096];
  for (ssize_t count; (count = ::read(master, buffer, sizeof buffer)) > 0;) {
    screen.bytes.append(buffer, static_cast<std::size_t>(count));
    if (terminal.stopped && screen.bytes.find("git-veto: ") != std::string::npos)
      ::kill(child, SIGINT);
  }
  ::close(master);
  REQUIRE(::waitpid(child, &screen.status, 0) == child);
  return screen;
}

/// A repository whose scan takes some seconds: of each password an id is made, which is slow.
TempRepo slow_repository() {
  TempRepo repo;
  std::string text;
  for (int i = 0; i < 120; ++i)
    text += "password_" + std::to_string(i) + " = \"" + password() + "\"\n";
  repo.commit_file("settings.py", text);
  return repo;
}

constexpr std::string_view kErase = "\r\033[K";

/// The lines that were drawn, one over the other.
Words drawn(const std::string& bytes) {
  Words lines;
  for (std::size_t at = bytes.find(kErase); at != std::string::npos; at = bytes.find(kErase, at)) {
    at += kErase.size();
    const std::string line = bytes.substr(at, bytes.find_first_of("\r\n", at) - at);
    lines.push_back(line);
  }
  return lines;
}

}  // namespace

TEST_CASE("progress: a line on a terminal that fits it, redrawn in place and gone at the end") {
  const TempRepo repo = slow_repository();
  constexpr unsigned short kWidths[] = {80, 20, 8};
  for (const unsigned short columns : kWidths) {
    CAPTURE(columns);
    const auto begin = std::chrono::steady_clock::now();
    const Screen screen = run_on({columns}, repo, {"history", "--threads", "1", "--no-store"});
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
    CHECK(WEXITSTATUS(screen.status) == 1);
    const Words lines = drawn(screen.bytes);
    REQUIRE(lines.size() > 2);
    CHECK(static_cast<double>(lines.size()) <= time.count() * 10 + 2);
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) CHECK(lines[i].size() < columns);
    // The last one that is erased leaves room for the closing words.
    CHECK(lines.back().starts_with("git-veto: blocked"));
  }
}

TEST_CASE("progress: none where nobody looks, and none on a terminal that cannot erase") {
  const TempRepo repo = slow_repository();
  CHECK(drawn(run_on({80, "dumb"}, repo, {"history", "--no-store"}).bytes).empty());
  CHECK(drawn(run_on({}, repo, {"history", "--quiet"}).bytes).empty());
  CHECK(drawn(repo.veto({"history", "--no-store"}).err).empty());
}

TEST_CASE(
    "progress: stopped from the keyboard the program leaves a clean line and ends by the signal") {
  const TempRepo repo = slow_repository();
  Terminal terminal;
  terminal.stopped = true;
  const Screen screen = run_on(terminal, repo, {"history", "--threads", "1", "--no-store"});
  CHECK(WIFSIGNALED(screen.status));
  CHECK(WTERMSIG(screen.status) == SIGINT);
  CHECK(screen.bytes.ends_with(kErase));
}

}  // namespace veto::test
