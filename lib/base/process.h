// Child processes: git's plumbing where libgit2 cannot read a repository, and the installer's
// self-test.
//
// A program is named by its path or found on the PATH of the given environment, arguments are
// passed as they are (no shell). Standard error of the child is captured, up to a limit, for error
// messages.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "base/environment.h"

namespace veto::base {

struct Command {
  std::vector<std::string> arguments;  ///< the program first
  Environment environment;
  std::string directory;  ///< working directory of the child; empty: the caller's
  std::string input;      ///< its standard input
};

struct Output {
  int status = 0;  ///< exit status, or 128 + the signal's number
  std::string out;
  std::string err;
};

/// Runs `command` to its end. Throws Error(Unreadable) when it cannot be started.
[[nodiscard]] Output run(const Command& command);

/// The same for output that need not be held as a whole: it is handed to `use` as it comes, and
/// `Output::out` stays empty.
using UseOutput = std::function<void(std::string_view piece)>;
[[nodiscard]] Output run(const Command& command, const UseOutput& use);

/// A child that is talked to while it runs: write a request, read the answer, in bounded memory.
/// Its standard error is ours. `Command::input` is not used.
class Child {
 public:
  /// Starts the child. Throws Error(Unreadable).
  explicit Child(const Command& command);
  /// Ends the conversation: closes both pipes and waits.
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Writes all of `bytes`. Throws Error(Unreadable) when the child no longer reads (the program
  /// must ignore SIGPIPE).
  void write(std::string_view bytes);
  /// Fills `buffer` from the front as far as output is left; less than its size only at the end.
  /// Throws Error(Unreadable) on a read error.
  std::size_t read(std::span<char> buffer);
  /// Reads up to the next line feed, which is dropped; what the child has written so far must
  /// contain it or its end.
  [[nodiscard]] std::string read_line();
  /// Closes both pipes, waits for the end of the child and returns its exit status as
  /// Output::status.
  int finish();

 private:
  pid_t pid_ = -1;
  int input_ = -1;
  int output_ = -1;
};

}  // namespace veto::base
