#include "git/object_store.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include <git2/sys/odb_backend.h>

#include "base/error.h"
#include "base/process.h"
#include "git/handles.h"
#include "git/loose_object.h"
#include "git/pack_window.h"
#include "git/plumbing.h"

namespace veto::git {
namespace {

constexpr std::size_t kFirstPiece = 1024 * 1024;

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

/// The packs of one object directory as a backend of libgit2.
void add_packs(git_odb* odb, const std::string& directory) {
  git_odb_backend* backend = nullptr;
  check(git_odb_backend_pack(&backend, directory.c_str()), "opening packs");
  check(git_odb_add_alternate(odb, backend, 1), "opening packs");
}

}  // namespace

class ObjectStore::Impl {
 public:
  Impl(const Location& location, const base::Environment& environment)
      : location_(location), environment_(environment) {
    if (location.foreign_format) return;
    directories_ = object_directories(location);
    check(git_odb_new(base::Out(odb_)), "opening object database");
    for (const std::string& directory : directories_) add_packs(odb_.get(), directory);
  }

  std::optional<ObjectHeader> header(const Oid& id) {
    if (!odb_) return headers().ask(id);
    if (std::unique_ptr<LooseObject> loose = find_loose(id)) {
      opened_ = std::move(loose);
      opened_id_ = id;
      return opened_->header();
    }
    const git_oid raw = to_git_oid(id);
    begin_packed_object();
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
    if (const std::unique_ptr<LooseObject> loose = find_loose(id)) return read_loose(id, *loose);
    try {
      return read_packed(id);
    } catch (const base::Error&) {
      // What a pack has damaged may lie beside it as it should be.
      if (const std::unique_ptr<LooseObject> loose = open_loose(id)) return read_loose(id, *loose);
      throw;
    }
  }

  Object read_packed(const Oid& id) {
    const git_oid raw = to_git_oid(id);
    begin_packed_object();
    OdbObjectHandle handle;
    check(git_odb_read(base::Out(handle), odb_.get(), &raw), "object " + id.hex());
    const ObjectType type = from_git_type(git_odb_object_type(handle.get()));
    const std::string_view bytes(static_cast<const char*>(git_odb_object_data(handle.get())),
                                 git_odb_object_size(handle.get()));
    return Object(type, bytes, std::shared_ptr<git_odb_object>(std::move(handle)));
  }

  void stream(const Oid& id, const std::function<void(const ReadPiece&)>& consume) {
    if (odb_) {
      if (const std::unique_ptr<LooseObject> loose = find_loose(id)) {
        return consume([&](std::span<char> buffer) {
          return base::in_context([&] { return "object " + id.hex(); },
                                  [&] { return loose->read(buffer); });
        });
      }
    }
    stream_through_git(id, consume);
  }

  /// Whether `object` is what `id` stands for. A foreign format's hash is not known here.
  [[nodiscard]] bool matches(const Oid& id, const Object& object) const {
    if (!odb_) return true;
    git_oid hash;
    check(git_odb_hash(&hash, object.bytes().data(), object.bytes().size(),
                       git_object_string2type(std::string(to_string(object.type())).c_str())),
          "hashing");
    return from_git_oid(hash) == id;
  }

 private:
  /// In packs first, as in git: that is where most objects are. One whose header was asked for
  /// last is read on.
  std::unique_ptr<LooseObject> find_loose(const Oid& id) {
    std::unique_ptr<LooseObject> last = std::move(opened_);
    if (last && opened_id_ == id) return last;
    const git_oid raw = to_git_oid(id);
    if (git_odb_exists_ext(odb_.get(), &raw, GIT_ODB_LOOKUP_NO_REFRESH) == 1) return nullptr;
    return open_loose(id);
  }

  std::unique_ptr<LooseObject> open_loose(const Oid& id) {
    return base::in_context(
        [&] { return "object " + id.hex(); },
        [&]() -> std::unique_ptr<LooseObject> {
          for (const std::string& directory : directories_) {
            if (std::unique_ptr<LooseObject> loose = LooseObject::open(directory, id)) return loose;
          }
          return nullptr;
        });
  }

  static Object read_loose(const Oid& id, LooseObject& loose) {
    // What a damaged header says may be more than there is memory: it is read as far as it goes.
    auto body = std::make_shared<std::string>();
    const std::size_t size = loose.header().size;
    base::in_context([&] { return "object " + id.hex(); },
                     [&] {
                       do {
                         const std::size_t old_size = body->size();
                         const std::size_t step = std::max(old_size, kFirstPiece);
                         body->resize(std::min(size, old_size + step));
                         static_cast<void>(loose.read(std::span(*body).subspan(old_size)));
                       } while (body->size() < size);
                     });
    const std::string_view bytes = *body;
    return Object(loose.header().type, bytes, std::move(body));
  }

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

  void stream_through_git(const Oid& id, const std::function<void(const ReadPiece&)>& consume) {
    const std::optional<ObjectHeader> found = header(id);
    if (!found) throw base::unreadable("object " + id.hex() + ": not found");
    // A child of its own, which ends with the object, also where that is shorter than it says.
    base::Child contents(
        {.arguments = {"git", "cat-file", std::string(to_string(found->type)), id.hex()},
         .environment = plumbing_environment(location_, environment_),
         .directory = "",
         .input = ""});
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

  Location location_;
  base::Environment environment_;
  std::vector<std::string> directories_;
  OdbHandle odb_;                        // the packs; null: everything goes through git
  std::unique_ptr<LooseObject> opened_;  // its header was asked for, not its content yet
  Oid opened_id_;
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
  if (left_out_.contains(id)) return std::nullopt;
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

Object ObjectStore::read_verified(const Oid& id, ObjectType type) {
  Object object = read(id, type);
  if (!impl_->matches(id, object))
    throw base::unreadable("object " + id.hex() + ": its content is another object's");
  return object;
}

void ObjectStore::stream(const Oid& id, const std::function<void(const ReadPiece&)>& consume) {
  impl_->stream(id, consume);
}

}  // namespace veto::git
