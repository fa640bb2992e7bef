#include "git/object_store.h"

#include <charconv>
#include <utility>

#include <git2/sys/odb_backend.h>

#include "base/error.h"
#include "base/process.h"
#include "git/handles.h"

namespace veto::git {
namespace {

ObjectType from_git_type(git_object_t type) {
  switch (static_cast<int>(type)) {
    case GIT_OBJECT_COMMIT:
      return ObjectType::Commit;
    case GIT_OBJECT_TREE:
      return ObjectType::Tree;
    case GIT_OBJECT_BLOB:
      return ObjectType::Blob;
    case GIT_OBJECT_TAG:
      return ObjectType::Tag;
  }
  throw base::unreadable("unknown object type");
}

/// The variables that make git read exactly this repository, and write or fetch nothing while it
/// does.
base::Environment plumbing_environment(const Location& location,
                                       const base::Environment& environment) {
  base::Environment result = environment;
  result.set("GIT_DIR", location.git_dir);
  result.set("GIT_COMMON_DIR", location.common_dir);
  result.set("GIT_OBJECT_DIRECTORY", location.object_dir);
  result.set("GIT_OPTIONAL_LOCKS", "0");
  result.set("GIT_NO_LAZY_FETCH", "1");
  result.set("GIT_NO_REPLACE_OBJECTS", "1");
  return result;
}

/// A running `git cat-file --batch-command`-like conversation: one id in, one object out.
class CatFile {
 public:
  CatFile(const Location& location, const base::Environment& environment, const char* mode)
      : child_({.arguments = {"git", "cat-file", mode},
                .environment = plumbing_environment(location, environment),
                .directory = "",
                .input = ""}) {}

  /// Asks for `id` and reads the answer's first line; nullopt when it is missing.
  std::optional<ObjectHeader> ask(const Oid& id) {
    child_.write(id.hex() + "\n");
    const std::string line = child_.read_line();
    const std::size_t type_at = line.find(' ') + 1;
    const std::size_t size_at = line.find(' ', type_at) + 1;
    if (line.ends_with(" missing")) return std::nullopt;
    if (type_at == 0 || size_at == 0) throw base::unreadable("git cat-file ended early");
    ObjectHeader header;
    header.type = parse_object_type(std::string_view(line).substr(type_at, size_at - 1 - type_at));
    std::from_chars(line.data() + size_at, line.data() + line.size(), header.size);
    return header;
  }

  std::size_t read(std::span<char> buffer) { return child_.read(buffer); }

  /// The object's bytes and the line feed behind them.
  std::string read_body(std::size_t size) {
    std::string body(size + 1, '\0');
    if (child_.read(body) != body.size()) throw base::unreadable("git cat-file ended early");
    body.pop_back();
    return body;
  }

 private:
  base::Child child_;
};

}  // namespace

ObjectType parse_object_type(std::string_view word) {
  if (word == "blob") return ObjectType::Blob;
  if (word == "tree") return ObjectType::Tree;
  if (word == "commit") return ObjectType::Commit;
  if (word == "tag") return ObjectType::Tag;
  throw base::unreadable("unknown object type");
}

class ObjectStore::Impl {
 public:
  Impl(const Location& location, const base::Environment& environment)
      : location_(location), environment_(environment) {
    if (location.foreign_format) return;
    check(git_odb_open(base::Out(odb_), location.object_dir.c_str()), "opening object database");
    for (const std::string& directory : location.alternates)
      check(git_odb_add_disk_alternate(odb_.get(), directory.c_str()), "opening alternate");
  }

  std::optional<ObjectHeader> header(const Oid& id) {
    if (!odb_) return headers().ask(id);
    const git_oid raw = to_git_oid(id);
    ObjectHeader header;
    git_object_t type = GIT_OBJECT_INVALID;
    const int code = git_odb_read_header(&header.size, &type, odb_.get(), &raw);
    if (code == GIT_ENOTFOUND) return std::nullopt;
    check(code, "object " + id.hex());
    header.type = from_git_type(type);
    return header;
  }

  Object read(const Oid& id) {
    if (!odb_) return read_through_git(id);
    const git_oid raw = to_git_oid(id);
    OdbObjectHandle handle;
    check(git_odb_read(base::Out(handle), odb_.get(), &raw), "object " + id.hex());
    const ObjectType type = from_git_type(git_odb_object_type(handle.get()));
    const std::string_view bytes(static_cast<const char*>(git_odb_object_data(handle.get())),
                                 git_odb_object_size(handle.get()));
    return Object(type, bytes, std::shared_ptr<git_odb_object>(std::move(handle)));
  }

  void stream(const Oid& id, const std::function<void(const ReadPiece&)>& consume) {
    // A conversation of its own: if the consumer stops early, no rest is left in the pipe.
    CatFile contents(location_, environment_, "--batch");
    const std::optional<ObjectHeader> found = contents.ask(id);
    if (!found) throw base::unreadable("object " + id.hex() + ": not found");
    std::size_t left = found->size;
    consume([&](std::span<char> buffer) {
      const std::size_t wanted = std::min(left, buffer.size());
      const std::size_t count = contents.read(buffer.first(wanted));
      if (count < wanted)
        throw base::unreadable("object " + id.hex() + ": cannot be read to its end");
      left -= count;
      return count;
    });
  }

 private:
  CatFile& headers() {
    if (!headers_) headers_.emplace(location_, environment_, "--batch-check");
    return *headers_;
  }

  Object read_through_git(const Oid& id) {
    if (!contents_) contents_.emplace(location_, environment_, "--batch");
    const std::optional<ObjectHeader> found = contents_->ask(id);
    if (!found) throw base::unreadable("object " + id.hex() + ": not found");
    auto body = std::make_shared<const std::string>(contents_->read_body(found->size));
    const std::string_view bytes = *body;
    return Object(found->type, bytes, std::move(body));
  }

  Location location_;
  base::Environment environment_;
  OdbHandle odb_;  // null: everything goes through git
  std::optional<CatFile> headers_;
  std::optional<CatFile> contents_;
};

ObjectStore::ObjectStore(const Library& /*library*/, const Location& location,
                         const base::Environment& environment)
    : impl_(std::make_unique<Impl>(location, environment)) {}
ObjectStore::~ObjectStore() = default;
ObjectStore::ObjectStore(ObjectStore&&) noexcept = default;
ObjectStore& ObjectStore::operator=(ObjectStore&&) noexcept = default;

std::optional<ObjectHeader> ObjectStore::header(const Oid& id) {
  return impl_->header(id);
}

Object ObjectStore::read(const Oid& id) {
  return impl_->read(id);
}

Object ObjectStore::read(const Oid& id, ObjectType type) {
  Object object = impl_->read(id);
  if (object.type() != type) throw base::unreadable("object " + id.hex() + ": of another type");
  return object;
}

void ObjectStore::stream(const Oid& id, const std::function<void(const ReadPiece&)>& consume) {
  impl_->stream(id, consume);
}

}  // namespace veto::git
