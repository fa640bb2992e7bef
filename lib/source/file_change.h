// What a new version of a file is new against: the versions that it replaces, one in each parent
// that has the file.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "git/library.h"
#include "git/object_store.h"
#include "git/oid.h"
#include "model/segment.h"

namespace veto::source {

/// A version that excuses what is in it: it has to be what it says it is. Throws Error(Unreadable).
void send_old(git::ObjectStore& objects, const std::string& path, const git::Oid& id,
              model::SegmentSink& sink);

class FileChange final : public model::Change {
 public:
  /// Asked at most twice, and only if something was found. Throws Error(Unreadable).
  using FindOld = std::function<std::vector<git::Oid>()>;

  struct File {
    const std::string& path;
    const git::Oid& id;
  };

  /// What is given by reference must outlive this.
  FileChange(const git::Library& library, git::ObjectStore& objects, File file, FindOld find_old)
      : library_(library), objects_(objects), file_(file), find_old_(std::move(find_old)) {}

  [[nodiscard]] std::optional<std::vector<model::LineRange>> added_lines() const override;
  void replay_old(model::SegmentSink& sink) const override;

 private:
  [[nodiscard]] std::optional<git::Object> read_if_comparable(const git::Oid& id) const;

  const git::Library& library_;
  git::ObjectStore& objects_;
  const File file_;
  const FindOld find_old_;
};

}  // namespace veto::source
