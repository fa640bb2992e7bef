#include "base/process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"

namespace veto::base {
namespace {

constexpr std::size_t kMaxErrorOutput = 64 * 1024;

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    if (this != &other) {
      close();
      fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
  }
  ~Descriptor() { close(); }

  [[nodiscard]] int get() const noexcept { return fd_; }
  [[nodiscard]] bool open() const noexcept { return fd_ >= 0; }
  [[nodiscard]] int release() noexcept { return std::exchange(fd_, -1); }
  void close() noexcept {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }

 private:
  int fd_ = -1;
};

struct Pipe {
  Descriptor read;
  Descriptor write;

  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
      throw unreadable(std::string("creating a pipe: ") + std::strerror(errno));
    read = Descriptor(ends[0]);
    write = Descriptor(ends[1]);
  }
};

struct Redirections {
  int in;
  int out;
  int err;  // -1: ours
};

/// The program's path, searched on the child's own PATH: posix_spawnp would use the parent's.
std::string resolve(const std::string& program, const Environment& environment) {
  if (program.find('/') != std::string::npos) return program;
  const std::string path =
      environment.get_nonempty("PATH").value_or("/usr/local/bin:/usr/bin:/bin");
  std::size_t begin = 0;
  while (begin <= path.size()) {
    const std::size_t end = std::min(path.find(':', begin), path.size());
    // An empty or relative entry would run a program of the current directory, which may be
    // hostile.
    if (end > begin && path[begin] == '/') {
      std::string candidate = path.substr(begin, end - begin) + "/" + program;
      if (::access(candidate.c_str(), X_OK) == 0) return candidate;
    }
    begin = end + 1;
  }
  throw unreadable("starting " + program + ": not found on PATH");
}

pid_t spawn(const Command& command, const Redirections& redirections) {
  const std::string program = resolve(command.arguments.at(0), command.environment);
  std::vector<std::string> entries = command.environment.entries();
  std::vector<char*> environment;
  for (std::string& entry : entries) environment.push_back(entry.data());
  environment.push_back(nullptr);
  std::vector<std::string> arguments = command.arguments;
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, redirections.in, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, redirections.out, STDOUT_FILENO);
  if (redirections.err >= 0)
    posix_spawn_file_actions_adddup2(&actions, redirections.err, STDERR_FILENO);
  if (!command.directory.empty())
    posix_spawn_file_actions_addchdir_np(&actions, command.directory.c_str());
  // A child must not inherit our ignored SIGPIPE.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);

  pid_t pid = -1;
  const int failure =
      posix_spawn(&pid, program.c_str(), &actions, &attributes, argv.data(), environment.data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (failure != 0) throw unreadable("starting " + program + ": " + std::strerror(failure));
  return pid;
}

int wait_for(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0) {
    if (errno != EINTR)
      throw unreadable(std::string("waiting for a child: ") + std::strerror(errno));
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/// Reads once from `from` and hands it on; closes `from` at its end.
void drain(Descriptor& from, const UseOutput& use) {
  std::array<char, 65536> buffer;
  const ssize_t count = ::read(from.get(), buffer.data(), buffer.size());
  if (count < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (count <= 0)
    from.close();
  else
    use({buffer.data(), static_cast<std::size_t>(count)});
}

/// Writes what is left of `input`; closes `to` when done or when the child no longer reads.
void feed(Descriptor& to, std::string_view& input) {
  const ssize_t count = ::write(to.get(), input.data(), input.size());
  if (count < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (count > 0) input.remove_prefix(static_cast<std::size_t>(count));
  if (count < 0 || input.empty()) to.close();
}

}  // namespace

Output run(const Command& command) {
  std::string out;
  Output output = run(command, [&out](std::string_view piece) { out.append(piece); });
  output.out = std::move(out);
  return output;
}

Output run(const Command& command, const UseOutput& use) {
  Pipe in;
  Pipe out;
  Pipe err;
  const pid_t pid = spawn(command, {in.read.get(), out.write.get(), err.write.get()});
  in.read.close();
  out.write.close();
  err.write.close();
  ::fcntl(in.write.get(), F_SETFL, O_NONBLOCK);
  std::string_view input = command.input;
  if (input.empty()) in.write.close();

  Output output;
  const auto keep_error = [&output](std::string_view piece) {
    output.err.append(piece.substr(0, kMaxErrorOutput - output.err.size()));
  };
  while (out.read.open() || err.read.open() || in.write.open()) {
    // poll ignores negative descriptors.
    std::array<pollfd, 3> polled{
        {{out.read.get(), POLLIN, 0}, {err.read.get(), POLLIN, 0}, {in.write.get(), POLLOUT, 0}}};
    if (::poll(polled.data(), polled.size(), -1) < 0 && errno != EINTR) break;
    if (polled[0].revents != 0) drain(out.read, use);
    if (polled[1].revents != 0) drain(err.read, keep_error);
    if (polled[2].revents != 0) feed(in.write, input);
  }
  output.status = wait_for(pid);
  return output;
}

Child::Child(const Command& command) {
  Pipe in;
  Pipe out;
  pid_ = spawn(command, {in.read.get(), out.write.get(), -1});
  input_ = in.write.release();
  output_ = out.read.release();
}

Child::~Child() {
  if (input_ >= 0) ::close(input_);
  if (output_ >= 0) ::close(output_);
  int status = 0;
  while (pid_ > 0 && ::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
}

void Child::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(input_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw unreadable(std::string("writing to a child: ") + std::strerror(errno));
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

std::size_t Child::read(std::span<char> buffer) {
  std::size_t filled = 0;
  while (filled < buffer.size()) {
    const ssize_t count = ::read(output_, buffer.data() + filled, buffer.size() - filled);
    if (count == 0) break;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw unreadable(std::string("reading from a child: ") + std::strerror(errno));
    filled += static_cast<std::size_t>(count);
  }
  return filled;
}

std::string Child::read_line() {
  // Byte by byte: the bytes behind the line belong to somebody else's read().
  std::string line;
  char byte = 0;
  while (read({&byte, 1}) == 1 && byte != '\n') line.push_back(byte);
  return line;
}

int Child::finish() {
  if (input_ >= 0) ::close(std::exchange(input_, -1));
  if (output_ >= 0) ::close(std::exchange(output_, -1));
  return wait_for(std::exchange(pid_, -1));
}

}  // namespace veto::base
