#include "install/staged_file.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

namespace veto::install {
namespace {

using File = base::Handle<std::FILE, &std::fclose>;

constexpr std::string_view kTemporarySuffix = ".git-veto-new";

[[noreturn]] void fail(const std::string& doing) {
  throw base::unreadable(doing + ": " + std::strerror(errno));
}

File open_file(const std::string& path, const char* mode) {
  File file(std::fopen(path.c_str(), mode));
  if (!file) fail("opening " + path);
  return file;
}

constexpr mode_t kEverybodyRuns = 0755;
constexpr mode_t kNobodyWrites = 0555;

/// Writes are buffered, so only this tells whether they arrived.
void finish(File file, mode_t mode, const std::string& path) {
  if (std::fflush(file.get()) != 0 || ::fchmod(::fileno(file.get()), mode) != 0 ||
      ::fsync(::fileno(file.get())) != 0 || std::fclose(file.release()) != 0)
    fail("writing " + path);
}

/// A hard link shares content and mode with the program, and so with the hooks of all repositories
/// that were linked to it: `cp` onto one hook would replace them all. Safe only where this user
/// cannot write into it: the set-up script installs the program that way, and copies are made so;
/// root can write into anything.
bool safe_to_link(const std::string& program) {
  return ::faccessat(AT_FDCWD, program.c_str(), W_OK, AT_EACCESS) != 0 && errno == EACCES;
}

bool link_to(const std::string& from, const std::string& to) {
  return ::linkat(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), AT_SYMLINK_FOLLOW) == 0;
}

void copy_file(const std::string& from, const std::string& to) {
  const File in = open_file(from, "rbe");
  File out = open_file(to, "wbxe");
  // Shares the blocks where the file system can.
  while (::copy_file_range(::fileno(in.get()), nullptr, ::fileno(out.get()), nullptr, 1U << 30U,
                           0) > 0) {
  }
  std::array<char, 65536> piece;
  while (const std::size_t count = std::fread(piece.data(), 1, piece.size(), in.get()))
    if (std::fwrite(piece.data(), 1, count, out.get()) != count) fail("writing " + to);
  if (std::ferror(in.get()) != 0) fail("reading " + from);
  finish(std::move(out), kNobodyWrites, to);
}

}  // namespace

DirectoryLock::DirectoryLock(const std::string& directory)
    : directory_(::opendir(directory.c_str())) {
  if (!directory_) fail("opening " + directory);
  while (::flock(::dirfd(directory_.get()), LOCK_EX) != 0 && errno == EINTR) {
  }
}

void DirectoryLock::sync() const {
  // Not every file system can; the rename itself has happened.
  static_cast<void>(::fsync(::dirfd(directory_.get())));
}

StagedFile::StagedFile(std::string path)
    : path_(std::move(path)), temporary_(path_ + std::string(kTemporarySuffix)) {
  remove_leftover(path_);
}

void StagedFile::remove_leftover(const std::string& path) {
  remove_file(path + std::string(kTemporarySuffix));
}

StagedFile::StagedFile(StagedFile&& other) noexcept
    : path_(std::move(other.path_)), temporary_(std::exchange(other.temporary_, {})) {}

StagedFile::~StagedFile() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

StagedFile StagedFile::with_text(std::string path, std::string_view text) {
  StagedFile staged(std::move(path));
  File file = open_file(staged.temporary_, "wbxe");
  if (std::fwrite(text.data(), 1, text.size(), file.get()) != text.size())
    fail("writing " + staged.temporary_);
  finish(std::move(file), kEverybodyRuns, staged.temporary_);
  return staged;
}

StagedFile StagedFile::with_program(std::string path, const std::string& program,
                                    const std::string& twin) {
  StagedFile staged(std::move(path));
  const bool linked = (safe_to_link(program) && link_to(program, staged.temporary_)) ||
                      (!twin.empty() && safe_to_link(twin) && link_to(twin, staged.temporary_));
  if (!linked) copy_file(program, staged.temporary_);
  return staged;
}

void StagedFile::commit() {
  rename_file(temporary_, path_);
  // Where both were names of one file, rename leaves both.
  remove_file(temporary_);
  temporary_.clear();
}

void keep_as(const std::string& from, const std::string& to) {
  if (::linkat(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), 0) == 0) return;
  rename_file(from, to);
}

void rename_file(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) fail("renaming " + from + " to " + to);
}

void remove_file(const std::string& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) fail("removing " + path);
}

}  // namespace veto::install
