#include "hook/known_values.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diagnostic.h"
#include "base/error.h"
#include "base/handle.h"
#include "base/process.h"
#include "confirm/named_value.h"
#include "git/commit.h"
#include "git/config.h"
#include "git/object_store.h"
#include "git/read_file.h"
#include "git/refs.h"
#include "git/staged.h"
#include "scan/attempt.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

constexpr std::size_t kMaxFile = 256 * 1024;
constexpr std::size_t kMaxFiles = 16;
constexpr std::size_t kMaxValues = 256;
constexpr std::size_t kMaxValue = 8192;
constexpr std::string_view kBlanks = " \t\r";

using Directory = base::Handle<DIR, closedir>;

std::string_view trim(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return text;
}

bool is_name(std::string_view name) {
  return !name.empty() && name.find_first_not_of(
                              "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrst"
                              "uvwxyz0123456789_") == std::string_view::npos;
}

/// Gathers values that are worth looking for, each once.
class Collection {
 public:
  explicit Collection(const policy::KnownValueSettings& settings) : settings_(settings) {}

  void add(std::string_view name, std::string_view value, const std::string& file) {
    if (values_.size() == kMaxValues || !is_name(name) || settings_.is_exempt(name)) return;
    if (const std::optional<std::string_view> secret = confirm::secret_of_setting(name, value)) {
      if (secret->size() < scan::kShortestKnown || secret->size() > kMaxValue) return;
      if (seen_.insert(std::string(*secret)).second)
        values_.push_back({std::string(name), base::Secret(std::string(*secret)), file});
    }
  }

  /// The lines NAME=value of a file, in the notation of shells and of INI files.
  void add_lines(std::string_view text, const std::string& file) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      std::string_view line = trim(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
      if (line.starts_with("export ")) line = trim(line.substr(7));
      const std::size_t sign = line.find('=');
      if (line.starts_with('#') || sign == std::string_view::npos) continue;
      std::string_view value = trim(line.substr(sign + 1));
      if (value.starts_with('"') || value.starts_with('\''))
        value = value.substr(1, value.find(value.front(), 1) - 1);
      else
        value = trim(value.substr(0, value.find(" #")));
      add(trim(line.substr(0, sign)), value, file);
    }
  }

  [[nodiscard]] std::vector<scan::KnownValue> take() { return std::move(values_); }

 private:
  const policy::KnownValueSettings& settings_;
  std::vector<scan::KnownValue> values_;
  std::set<std::string> seen_;
};

enum class Link : unsigned char { Follow, Refuse };

/// A regular file of ordinary size; of a work tree not through a symbolic link: the repository may
/// hold that. nullopt when there is none.
std::optional<std::string> read_small(const std::string& path, Link link) {
  const int refuse = link == Link::Refuse ? O_NOFOLLOW : 0;
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | refuse);
  if (file < 0) return std::nullopt;
  struct stat status {};
  std::string text;
  if (::fstat(file, &status) == 0 && S_ISREG(status.st_mode) &&
      static_cast<std::size_t>(status.st_size) <= kMaxFile) {
    text.resize(kMaxFile);
    std::size_t size = 0;
    ssize_t count = 1;
    while (count > 0 && size < text.size()) {
      count = ::read(file, text.data() + size, text.size() - size);
      if (count > 0) size += static_cast<std::size_t>(count);
    }
    text.resize(size);
  }
  ::close(file);
  return text;
}

/// The `.env*` files at the top of the work tree.
std::vector<std::string> list_env_files(const std::string& top) {
  std::vector<std::string> names;
  const Directory directory(::opendir(top.c_str()));
  while (const dirent* entry = directory ? ::readdir(directory.get()) : nullptr) {
    const std::string_view name = entry->d_name;
    const bool could_be_file = entry->d_type == DT_REG || entry->d_type == DT_UNKNOWN;
    if (name.starts_with(".env") && could_be_file && names.size() < kMaxFiles)
      names.emplace_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// Those that HEAD does not have.
void drop_committed(const source::GitContext& context, std::vector<std::string>& names) {
  const std::optional<git::Oid> head = git::resolve_head(context.location, context.environment);
  if (!head) return;
  git::ObjectStore objects(context.library, context.location, context.environment);
  const git::Oid tree =
      git::parse_commit(*head, objects.read(*head, git::ObjectType::Commit).bytes()).tree;
  std::erase_if(names, [&](const std::string& name) {
    return git::find_blob(objects, tree, name).has_value();
  });
}

void add_env_files(const Session& session, Collection& collection) {
  const source::GitContext context = session.git_context();
  if (context.location.work_tree.empty()) return;
  std::vector<std::string> names = list_env_files(context.location.work_tree);
  if (names.empty()) return;
  // A repository that cannot be read is the scan's to report.
  std::vector<base::Diagnostic> ignored;
  scan::attempt(ignored, session.log(), [&] { return drop_committed(context, names), true; });
  if (!ignored.empty()) return;
  for (const std::string& name : names) {
    if (const std::optional<std::string> text =
            read_small(context.location.work_tree + "/" + name, Link::Refuse))
      collection.add_lines(*text, name);
  }
}

/// Whether some file of settings, or the command line of git, names veto.knownValues. git itself
/// is asked only then.
bool is_configured(const Session& session) {
  constexpr std::string_view kKey = "knownvalues";
  const base::Environment& environment = session.environment();
  for (const auto& [name, value] : environment.variables()) {
    if (name.starts_with("GIT_CONFIG") && lower(value).find(kKey) != std::string::npos) return true;
  }
  const std::string home = environment.get("HOME").value_or("");
  const std::string user = environment.get_nonempty("XDG_CONFIG_HOME").value_or(home + "/.config");
  for (const std::string& path :
       {environment.get_nonempty("GIT_CONFIG_GLOBAL").value_or(home + "/.gitconfig"),
        user + "/git/config", session.git_context().location.common_dir + "/config"}) {
    const std::optional<std::string> text = read_small(path, Link::Follow);
    if (text && lower(*text).find(kKey) != std::string::npos) return true;
  }
  return false;
}

/// The value of veto.knownValues: empty, "false" or "aws".
std::string read_setting(const Session& session) {
  if (!is_configured(session)) return "";
  const source::GitContext context = session.git_context();
  const git::Config config(context.location, context.environment, git::ConfigScope::All,
                           "^veto\\.knownvalues$");
  return lower(config.get("veto.knownvalues").value_or(""));
}

}  // namespace

std::vector<scan::KnownValue> collect_known_values(const Session& session) {
  const policy::KnownValueSettings& settings = session.policy().known_values();
  if (!settings.enabled) return {};
  const std::string word = read_setting(session);
  if (word == "false" || word == "no" || word == "off" || word == "0") return {};
  Collection collection(settings);
  // Files first: a value that was loaded from one is at home there.
  add_env_files(session, collection);
  for (const auto& [name, value] : session.environment().variables()) {
    if (!name.starts_with("GIT_")) collection.add(name, value, "");
  }
  if (const auto home = session.environment().get_nonempty("HOME"); home && word == "aws") {
    if (const auto text = read_small(*home + "/.aws/credentials", Link::Follow))
      collection.add_lines(*text, "");
  }
  return collection.take();
}

void keep_known_values_choice(const base::Environment& environment, const std::string& choice) {
  const base::Output output = base::run(
      {.arguments = {"git", "config", "--global", "--replace-all", "veto.knownValues", choice},
       .environment = environment,
       .directory = "/",
       .input = ""});
  if (output.status != 0)
    throw base::unreadable("git config --global: " + text::for_terminal(git::trim_end(output.err)));
}

}  // namespace veto::hook
