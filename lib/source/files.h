// The files source: directory trees and single files of a file system.
//
// Below a directory, .gitignore files are honoured inside a git repository, except for files that
// its index lists; what is left out is counted. A path that is named itself is always read.
// Symbolic links found in a tree are not followed: what they name is either in the tree or not part
// of it.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/environment.h"
#include "source/ignore.h"
#include "source/source.h"

namespace veto::source {

class FilesSource final : public Source {
 public:
  /// `paths` as given: findings are reported below these. `environment` is for git, where only git
  /// can read an index.
  explicit FilesSource(std::vector<std::string> paths, base::Environment environment = {});
  ~FilesSource() override;

  unsigned start(unsigned wanted) override;
  bool next(unsigned worker, model::SegmentSink& sink) override;
  void finish(model::ScanResult& result) override;
  [[nodiscard]] Progress progress() const override;

 private:
  class TrackedPaths;

  struct Item {
    enum class Kind : unsigned char { Named, Directory, File };
    Kind kind = Kind::Named;
    std::string path;                          ///< to open and to report
    std::string relative;                      ///< to the repository's top; without one to nothing
    std::shared_ptr<const IgnoreFile> ignore;  ///< null: nothing is ignored
    std::shared_ptr<TrackedPaths> repository;  ///< null: not in one
    bool is_ignored = false;                   ///< all below it is, but for tracked files
  };

  bool take(Item& item);
  void finish_item(std::vector<Item> children);
  [[nodiscard]] std::vector<Item> work_on(unsigned worker, const Item& item,
                                          model::SegmentSink& sink);
  [[nodiscard]] std::vector<Item> open_named(const Item& item);
  [[nodiscard]] std::vector<Item> list_directory(Item item);
  void enter_repository(Item& item);
  void read_file(unsigned worker, const Item& item, model::SegmentSink& sink);
  void skip(const std::string& path, const char* reason);

  const base::Environment environment_;
  std::vector<std::unique_ptr<char[]>> buffers_;  // one per worker, made when it first reads

  std::mutex mutex_;  // of what follows
  std::condition_variable changed_;
  std::deque<Item> items_;
  std::size_t busy_ = 0;  // items that are being worked on and may have children
  std::vector<model::Skipped> skipped_;

  std::atomic<std::size_t> files_{0};
};

}  // namespace veto::source
