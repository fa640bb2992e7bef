// Replacing a hook so that git finds the old one or the new one, whole, at every moment: the new
// file is written beside it, brought to the disk and then renamed.
//
// The temporary name is fixed, so a killed installation leaves at most one file per hook behind,
// which the next one removes. DirectoryLock keeps two installations in one directory apart.
#pragma once

#include <string>
#include <string_view>

#include <dirent.h>

#include "base/handle.h"

namespace veto::install {

/// Holds until it is destroyed; waits for others. Without effect where the file system has no
/// locks.
class DirectoryLock {
 public:
  /// Throws Error(Unreadable) if `directory` cannot be opened.
  explicit DirectoryLock(const std::string& directory);
  /// Brings the directory's entries to the disk.
  void sync() const;

 private:
  base::Handle<DIR, &::closedir> directory_;
};

/// A file that is ready to take its place; removed again if commit() is not called.
/// All functions throw Error(Unreadable).
class StagedFile {
 public:
  /// An executable file of `text`, to be placed at `path`.
  [[nodiscard]] static StagedFile with_text(std::string path, std::string_view text);
  /// `program`, to be placed at `path`: a hard link to it where that is safe and possible, or to
  /// `twin`, a copy of it that was placed before (empty: none), or else a copy that nobody can
  /// write into, so that it can be a twin.
  [[nodiscard]] static StagedFile with_program(std::string path, const std::string& program,
                                               const std::string& twin);

  StagedFile(StagedFile&& other) noexcept;
  StagedFile& operator=(StagedFile&&) = delete;
  ~StagedFile();

  /// Takes the place of whatever stands at the path.
  void commit();

  /// Removes what a killed installation at `path` left behind.
  static void remove_leftover(const std::string& path);

 private:
  explicit StagedFile(std::string path);

  std::string path_;
  std::string temporary_;  ///< empty once it is no longer ours to remove
};

/// Gives what stands at `from` the name `to` too, or instead where the file system has no hard
/// links: the very file, with its content, mode and owner. Nothing may stand at `to`.
void keep_as(const std::string& from, const std::string& to);

/// Atomically gives `from` the name `to`, in place of what stands there.
void rename_file(const std::string& from, const std::string& to);

/// Removes a file; not finding it is fine.
void remove_file(const std::string& path);

}  // namespace veto::install
