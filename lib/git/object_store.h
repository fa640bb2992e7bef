// Reading objects by id: packed ones through libgit2, loose ones by our own reader, and through
// `git cat-file` where libgit2 cannot read the repository (SHA-256) or a packed object is too large
// to hold in memory.
//
// One ObjectStore per thread: it owns its handle, and its reads are not synchronised.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/environment.h"
#include "git/library.h"
#include "git/location.h"
#include "git/object_header.h"
#include "git/oid.h"

namespace veto::git {

/// An object in memory. The bytes live as long as the Object.
class Object {
 public:
  Object(ObjectType type, std::string_view bytes, std::shared_ptr<const void> owner)
      : type_(type), bytes_(bytes), owner_(std::move(owner)) {}

  [[nodiscard]] ObjectType type() const noexcept { return type_; }
  [[nodiscard]] std::string_view bytes() const noexcept { return bytes_; }

 private:
  ObjectType type_;
  std::string_view bytes_;
  std::shared_ptr<const void> owner_;
};

class ObjectStore {
 public:
  /// All object directories of `location`. Uses git's plumbing when the format is foreign to
  /// libgit2. Throws Error(Unreadable).
  ObjectStore(const Library& library, const Location& location,
              const base::Environment& environment);
  ~ObjectStore();
  ObjectStore(ObjectStore&&) noexcept;
  ObjectStore& operator=(ObjectStore&&) noexcept;

  /// From now on, header() says of these that there is no such object.
  void leave_out(std::set<Oid> ids) { left_out_ = std::move(ids); }
  [[nodiscard]] const std::set<Oid>& left_out() const noexcept { return left_out_; }
  /// Type and size; nullopt when there is no such object. Throws Error(Unreadable) if it is
  /// damaged.
  [[nodiscard]] std::optional<ObjectHeader> header(const Oid& id);
  /// Throws Error(Unreadable), also when there is no such object.
  [[nodiscard]] Object read(const Oid& id);
  /// read(), and throws Error(Unreadable) if the object is of another type.
  [[nodiscard]] Object read(const Oid& id, ObjectType type);
  /// The same, and throws Error(Unreadable) if the content is not the one that `id` stands for,
  /// which nothing else looks for, as in git. Hashing takes longer than reading.
  [[nodiscard]] Object read_verified(const Oid& id, ObjectType type);

  /// Hands over the content of a blob in pieces, in bounded memory whatever its size; `consume` is
  /// given a function that fills a buffer and returns 0 at the end. Throws Error(Unreadable).
  using ReadPiece = std::function<std::size_t(std::span<char> buffer)>;
  void stream(const Oid& id, const std::function<void(const ReadPiece&)>& consume);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
  std::set<Oid> left_out_;
};

}  // namespace veto::git
