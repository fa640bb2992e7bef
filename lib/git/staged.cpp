#include "git/staged.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "git/commit.h"
#include "git/index_file.h"
#include "git/plumbing.h"
#include "git/read_file.h"
#include "git/refs.h"
#include "git/tree_diff.h"

namespace veto::git {
namespace {

std::optional<Oid> tree_of(ObjectStore& objects, const std::optional<Oid>& commit) {
  if (!commit) return std::nullopt;
  return base::in_context("reading HEAD", [&] {
    const Object object = objects.read(*commit, ObjectType::Commit);
    return parse_commit(*commit, object.bytes()).tree;
  });
}

/// HEAD's files in the order of the index: by whole path. Directories are entered on demand.
class HeadCursor {
 public:
  HeadCursor(ObjectStore& objects, StagedChanges& changes) : objects_(objects), changes_(changes) {
    if (changes.head_tree) push(*changes.head_tree, "");
    next();
  }

  [[nodiscard]] const std::optional<TreeEntry>& entry() const { return entry_; }
  /// Of the current entry; a directory's ends in '/'.
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const std::string& prefix() const { return levels_.back().prefix; }

  /// Moves past the current entry, a directory's content included.
  void next() {
    entry_.reset();
    while (!levels_.empty()) {
      entry_ = levels_.back().tree.next();
      if (entry_) {
        path_ = levels_.back().prefix + std::string(entry_->name) + (entry_->is_tree() ? "/" : "");
        return;
      }
      levels_.pop_back();
    }
  }

  /// Moves to the first entry inside the current directory.
  void enter() {
    push(entry_->id, path_);
    next();
  }

 private:
  struct Level {
    OpenTree tree;
    std::string prefix;
  };

  void push(const Oid& id, const std::string& prefix) {
    if (std::optional<OpenTree> tree = open_head_tree(objects_, id, prefix, changes_))
      levels_.push_back({*std::move(tree), prefix});
  }

  ObjectStore& objects_;
  StagedChanges& changes_;
  std::vector<Level> levels_;
  std::optional<TreeEntry> entry_;
  std::string path_;
};

/// Compares every index entry with HEAD.
class IndexComparison {
 public:
  IndexComparison(ObjectStore& objects, const IndexFile& index, StagedChanges& changes)
      : collector_(objects, changes),
        changes_(changes),
        cache_(index.cache_tree()),
        cursor_(index),
        head_(objects, changes) {}

  void run() {
    advance();
    while (head_.entry() || has_entry_) step();
    // A path in conflict is neither there nor gone.
    std::erase_if(changes_.removed, [this](const RemovedFile& file) {
      return std::binary_search(changes_.unmerged.begin(), changes_.unmerged.end(), file.path);
    });
  }

 private:
  /// To the next entry that can be part of a commit.
  void advance() {
    while ((has_entry_ = cursor_.next())) {
      const IndexEntry& entry = cursor_.entry();
      if (entry.stage == 0 && !entry.intent_to_add) return;
      if (entry.stage != 0 && (changes_.unmerged.empty() || changes_.unmerged.back() != entry.path))
        changes_.unmerged.emplace_back(entry.path);
    }
  }

  void step() {
    if (!head_.entry()) return add_current(nullptr);
    if (!has_entry_) return remove_current();
    const std::string_view staged = cursor_.entry().path;
    const std::string& old = head_.path();
    if (head_.entry()->is_tree() && staged.starts_with(old)) {
      compare_directory();
    } else if (const int order = staged.compare(old); order < 0) {
      add_current(nullptr);
    } else if (order > 0) {
      remove_current();
    } else {
      if (cursor_.entry().id != head_.entry()->id)
        add_current(&*head_.entry());
      else
        advance();
      head_.next();
    }
  }

  void compare_directory() {
    const Oid id = head_.entry()->id;
    const auto cached = cache_.find(head_.path());
    if (cached != cache_.end() && cached->second.id == id) {
      // Git's own record: everything below is exactly HEAD's.
      for (std::size_t i = 0; i < cached->second.entries && has_entry_; ++i) advance();
      head_.next();
    } else if (cursor_.entry().mode == kModeTree) {
      collector_.compare_trees(id, cursor_.entry().id, head_.path());
      advance();
      head_.next();
    } else {
      head_.enter();
    }
  }

  void add_current(const TreeEntry* old_entry) {
    const IndexEntry& entry = cursor_.entry();
    std::string path(entry.path);
    if (path.ends_with('/')) path.pop_back();
    collector_.add_new({entry.mode, {}, entry.id}, path, old_entry);
    advance();
  }

  void remove_current() {
    collector_.add_removed(*head_.entry(), head_.prefix());
    head_.next();
  }

  ChangeCollector collector_;
  StagedChanges& changes_;
  CacheTree cache_;
  IndexCursor cursor_;
  HeadCursor head_;
  bool has_entry_ = false;
};

/// One record of `git diff-index --raw -z`: ":MODE MODE ID ID STATUS\0PATH\0".
bool read_raw_record(std::string_view& rest, StagedChanges& changes) {
  const std::size_t header_end = rest.find('\0');
  const std::size_t path_end =
      header_end == std::string_view::npos ? header_end : rest.find('\0', header_end + 1);
  if (path_end == std::string_view::npos || rest.front() != ':') return false;
  std::vector<std::string_view> words;
  std::string_view header = rest.substr(1, header_end - 1);
  while (!header.empty()) {
    const std::size_t end = std::min(header.find(' '), header.size());
    words.push_back(header.substr(0, end));
    header.remove_prefix(std::min(end + 1, header.size()));
  }
  if (words.size() != 5) return false;
  const std::optional<Oid> old_id = Oid::from_hex(words[2]);
  const std::optional<Oid> new_id = Oid::from_hex(words[3]);
  std::uint32_t old_mode = 0;
  std::uint32_t new_mode = 0;
  std::from_chars(words[0].data(), words[0].data() + words[0].size(), old_mode, 8);
  std::from_chars(words[1].data(), words[1].data() + words[1].size(), new_mode, 8);
  if (!old_id || !new_id) return false;
  std::string path(rest.substr(header_end + 1, path_end - header_end - 1));
  rest.remove_prefix(path_end + 1);

  const bool had_blob = old_mode != 0 && (old_mode & kModeTypeMask) != kModeSubmodule;
  if (words[4].starts_with('U')) {
    changes.unmerged.push_back(std::move(path));
  } else if (new_mode == 0) {
    if (had_blob) changes.removed.push_back({std::move(path), *old_id});
  } else if ((new_mode & kModeTypeMask) == kModeSubmodule) {
    changes.submodules.push_back(std::move(path));
  } else if (*old_id != *new_id) {
    changes.files.push_back(
        {std::move(path), *new_id, had_blob ? std::optional<Oid>(*old_id) : std::nullopt});
  }
  return true;
}

void compare_through_git(const Location& location, const base::Environment& environment,
                         const std::optional<Oid>& head, StagedChanges& changes) {
  // Without HEAD against the empty tree, whose id depends on the format.
  const std::string base_tree =
      head ? head->hex()
           : run_git(location, environment, {"hash-object", "-t", "tree", "/dev/null"});
  const std::string raw =
      run_git(location, environment,
              {"diff-index", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev",
               "--ita-invisible-in-index", "--ignore-submodules=none",
               std::string(trim_end(base_tree)), "--"});
  std::string_view rest = raw;
  while (!rest.empty()) {
    if (!read_raw_record(rest, changes))
      throw base::unreadable("git diff-index: unexpected output");
  }
}

}  // namespace

StagedChanges staged_changes(ObjectStore& objects, const Location& location,
                             const base::Environment& environment) {
  StagedChanges changes;
  const std::optional<Oid> head = resolve_head(location, environment);
  const auto through_git = [&] {
    changes.method = "plumbing";
    compare_through_git(location, environment, head, changes);
  };
  if (location.foreign_format) {
    changes.head_tree = tree_of(objects, head);
    through_git();
    return changes;
  }
  changes.head_tree = tree_of(objects, head);
  const std::unique_ptr<IndexFile> index =
      base::in_context("reading index", [&] { return IndexFile::open(location.index_file); });
  const std::optional<Oid> root = index ? index->cached_root() : std::nullopt;
  if (root && (root == changes.head_tree || objects.header(*root))) {
    changes.method = "cache tree";
    ChangeCollector(objects, changes).compare_trees(changes.head_tree, *root, "");
  } else if (index && !base::in_context("reading index", [&] { return index->is_split(); })) {
    changes.method = "index";
    IndexComparison(objects, *index, changes).run();
  } else {
    // No index: every file of HEAD is staged for removal, which git says best itself.
    through_git();
  }
  return changes;
}

std::optional<Oid> find_blob(ObjectStore& objects, const Oid& root, std::string_view path) {
  Oid tree = root;
  while (true) {
    const std::size_t slash = path.find('/');
    const std::string_view name = path.substr(0, slash);
    OpenTree open(objects, tree);
    std::optional<TreeEntry> entry;
    while ((entry = open.next()) && entry->name != name) {
    }
    if (!entry) return std::nullopt;
    if (slash == std::string_view::npos)
      return entry->is_blob() ? std::optional<Oid>(entry->id) : std::nullopt;
    if (!entry->is_tree()) return std::nullopt;
    tree = entry->id;
    path.remove_prefix(slash + 1);
  }
}

}  // namespace veto::git
