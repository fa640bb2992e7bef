#include "source/files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/handle.h"
#include "git/location.h"
#include "git/read_file.h"
#include "git/tracked_files.h"
#include "source/descriptor.h"
#include "source/lfs_pointer.h"
#include "text/escape.h"

namespace veto::source {
namespace {

// Files up to this size are read into memory, larger ones are streamed.
constexpr std::size_t kMaxFileInMemory = 4 * 1024 * 1024;

using Directory = base::Handle<DIR, closedir>;

std::string join(const std::string& directory, std::string_view name) {
  if (directory.empty() || directory == ".") return std::string(name);
  return directory + (directory.ends_with('/') ? "" : "/") + std::string(name);
}

std::shared_ptr<const IgnoreFile> with_ignore_file(const std::string& path, std::string prefix,
                                                   std::shared_ptr<const IgnoreFile> above) {
  const std::optional<std::string> text = git::read_file(path);
  if (!text) return above;
  return std::make_shared<const IgnoreFile>(*text, std::move(prefix), std::move(above));
}

}  // namespace

/// What a repository's index lists: such files are content of the repository, ignored or not. Read
/// when first asked.
class FilesSource::TrackedPaths {
 public:
  TrackedPaths(git::Location location, const base::Environment& environment)
      : location_(std::move(location)), environment_(environment) {}

  /// Whether `relative` is tracked, or any file below it.
  bool has(const std::string& relative) {
    std::call_once(loaded_, [this] { paths_ = git::tracked_files(location_, environment_); });
    if (std::binary_search(paths_.begin(), paths_.end(), relative)) return true;
    const auto below = std::lower_bound(paths_.begin(), paths_.end(), relative + "/");
    return below != paths_.end() && std::string_view(*below).starts_with(relative + "/");
  }

 private:
  git::Location location_;
  const base::Environment& environment_;
  std::once_flag loaded_;
  std::vector<std::string> paths_;
};

FilesSource::FilesSource(std::vector<std::string> paths, base::Environment environment)
    : environment_(std::move(environment)) {
  for (std::string& path : paths)
    items_.push_back({Item::Kind::Named, std::move(path), "", nullptr, nullptr});
}

FilesSource::~FilesSource() = default;

unsigned FilesSource::start(unsigned wanted) {
  buffers_.resize(wanted);
  return wanted;
}

bool FilesSource::take(Item& item) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !items_.empty() || busy_ == 0; });
  if (items_.empty()) return false;
  item = std::move(items_.back());
  items_.pop_back();
  ++busy_;
  return true;
}

void FilesSource::finish_item(std::vector<Item> children) {
  {
    const std::scoped_lock lock(mutex_);
    --busy_;
    std::move(children.rbegin(), children.rend(), std::back_inserter(items_));
  }
  changed_.notify_all();
}

bool FilesSource::next(unsigned worker, model::SegmentSink& sink) {
  Item item;
  if (!take(item)) return false;
  // Others wait for this item's children: it must be given back even when it cannot be read.
  struct GiveBack {
    FilesSource& source;
    std::vector<Item> children;
    ~GiveBack() { source.finish_item(std::move(children)); }
  } give_back{*this, {}};
  base::in_context([&] { return text::for_terminal(item.path); },
                   [&] { give_back.children = work_on(worker, item, sink); });
  return true;
}

std::vector<FilesSource::Item> FilesSource::work_on(unsigned worker, const Item& item,
                                                    model::SegmentSink& sink) {
  switch (item.kind) {
    case Item::Kind::Named: {
      std::vector<Item> children = open_named(item);
      if (children.empty()) read_file(worker, item, sink);
      return children;
    }
    case Item::Kind::Directory:
      return list_directory(item);
    case Item::Kind::File:
      read_file(worker, item, sink);
      return {};
  }
  return {};
}

/// For a directory: itself as an item, with the ignore files of the directories above it.
std::vector<FilesSource::Item> FilesSource::open_named(const Item& item) {
  struct stat status {};
  if (::stat(item.path.c_str(), &status) != 0)
    throw base::unreadable(std::string("opening: ") + std::strerror(errno));
  if (!S_ISDIR(status.st_mode)) return {};
  Item directory = item;
  directory.kind = Item::Kind::Directory;
  const std::string real = std::filesystem::canonical(item.path).string();
  const std::optional<git::Location> location = git::find_repository({}, real);
  if (location && !location->work_tree.empty() && real != location->work_tree) {
    const std::string& top = location->work_tree;
    directory.relative = real.substr(std::min(real.size(), top.size() + 1));
    directory.repository = std::make_shared<TrackedPaths>(*location, environment_);
    directory.ignore =
        with_ignore_file(location->common_dir + "/info/exclude", "", directory.ignore);
    for (std::size_t slash = 0; slash != std::string::npos;) {
      const std::string above = directory.relative.substr(0, slash);
      directory.ignore = with_ignore_file(join(top, join(above, ".gitignore")),
                                          above.empty() ? "" : above + "/", directory.ignore);
      slash = directory.relative.find('/', slash + 1);
    }
  }
  return {directory};
}

std::vector<FilesSource::Item> FilesSource::list_directory(Item item) {
  const Directory directory(::opendir(item.path.c_str()));
  if (!directory) throw base::unreadable(std::string("opening: ") + std::strerror(errno));
  std::vector<std::pair<std::string, unsigned char>> entries;
  bool is_top = false;
  errno = 0;
  while (const dirent* entry = ::readdir(directory.get())) {
    const std::string_view name = entry->d_name;
    if (name == ".git")
      is_top = true;
    else if (name != "." && name != "..")
      entries.emplace_back(name, entry->d_type);
  }
  if (errno != 0) throw base::unreadable(std::string("listing: ") + std::strerror(errno));
  std::sort(entries.begin(), entries.end());

  if (is_top) enter_repository(item);
  const std::string prefix = item.relative.empty() ? "" : item.relative + "/";
  if (item.repository)
    item.ignore = with_ignore_file(join(item.path, ".gitignore"), prefix, item.ignore);

  std::vector<Item> children;
  for (const auto& [name, listed_type] : entries) {
    Item child{Item::Kind::File, join(item.path, name), prefix + name,
               item.ignore,      item.repository,       item.is_ignored};
    unsigned char type = listed_type;
    struct stat status {};
    if (type == DT_UNKNOWN && ::lstat(child.path.c_str(), &status) == 0)
      type = static_cast<unsigned char>(IFTODT(status.st_mode));
    const bool is_directory = type == DT_DIR;
    child.is_ignored |= child.ignore && child.ignore->ignores(child.relative, is_directory);
    if (type == DT_LNK) {
      skip(child.path, "symbolic link");
    } else if (!is_directory && type != DT_REG) {
      skip(child.path, "neither a file nor a directory");
    } else if (child.is_ignored && !child.repository->has(child.relative)) {
      skip(child.path, "ignored by .gitignore");
    } else {
      if (is_directory) child.kind = Item::Kind::Directory;
      children.push_back(std::move(child));
    }
  }
  return children;
}

/// The repository that begins in this directory, whatever is above it. A `.git` that leads to none
/// changes nothing, as for git: the directory is part of what is above it.
void FilesSource::enter_repository(Item& item) {
  const std::optional<git::Location> location =
      git::repository_at(std::filesystem::canonical(item.path).string());
  if (!location) return;
  item.relative.clear();
  item.is_ignored = false;
  item.repository = std::make_shared<TrackedPaths>(*location, environment_);
  item.ignore = with_ignore_file(location->common_dir + "/info/exclude", "", nullptr);
}

void FilesSource::read_file(unsigned worker, const Item& item, model::SegmentSink& sink) {
  const Descriptor file =
      open_file(item.path, item.kind == Item::Kind::Named ? FinalLink::Follow : FinalLink::Refuse);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0)
    throw base::unreadable(std::string("reading: ") + std::strerror(errno));
  const model::Origin origin{model::OriginKind::File, item.path, ""};
  files_.fetch_add(1, std::memory_order_relaxed);
  const auto size = static_cast<std::size_t>(status.st_size);
  if (!S_ISREG(status.st_mode) || size > kMaxFileInMemory) {
    sink.accept_stream({origin, {}, nullptr},
                       [&](std::span<char> buffer) { return read_some(file.get(), buffer); });
    return;
  }
  // To the end, whatever the size was said to be: in /proc it is 0, and a file may be growing.
  constexpr std::size_t kBuffer = kMaxFileInMemory + 1;
  std::unique_ptr<char[]>& buffer = buffers_[worker];
  if (!buffer) buffer.reset(new char[kBuffer]);  // without zeros: small files touch little of it
  std::string_view begin(buffer.get(), read_some(file.get(), {buffer.get(), kBuffer}));
  if (begin.size() <= kMaxFileInMemory) {
    sink.accept({origin, begin, nullptr});
    if (is_lfs_pointer(begin)) skip(item.path, kLfsPointer);
    return;
  }
  sink.accept_stream({origin, {}, nullptr}, [&](std::span<char> piece) {
    const std::size_t count = begin.copy(piece.data(), piece.size());
    begin.remove_prefix(count);
    return count > 0 ? count : read_some(file.get(), piece);
  });
}

void FilesSource::skip(const std::string& path, const char* reason) {
  const std::scoped_lock lock(mutex_);
  skipped_.push_back({path, "", reason});
}

void FilesSource::finish(model::ScanResult& result) {
  result.source.kind = model::SourceKind::Files;
  result.coverage.files = files_;
  result.coverage.skipped = std::move(skipped_);
  std::sort(result.coverage.skipped.begin(), result.coverage.skipped.end(),
            [](const model::Skipped& a, const model::Skipped& b) { return a.path < b.path; });
}

Progress FilesSource::progress() const {
  Progress progress{files_.load(std::memory_order_relaxed), 0};
  progress.unit = "file";
  return progress;
}

}  // namespace veto::source
