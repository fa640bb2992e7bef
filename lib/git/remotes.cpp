#include "git/remotes.h"

#include <algorithm>
#include <map>

#include <sys/stat.h>

#include "git/config.h"
#include "git/read_file.h"

namespace veto::git {
namespace {

constexpr std::string_view kSection = "remote.";
constexpr std::string_view kTracking = "refs/remotes/";

std::string_view without_prefix(std::string_view text, std::string_view prefix) {
  return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

std::string_view without_suffix(std::string_view text, std::string_view suffix) {
  return text.ends_with(suffix) ? text.substr(0, text.size() - suffix.size()) : text;
}

/// As git writes it into FETCH_HEAD: without what stands before the first "@" of a host, without
/// final slashes and without ".git".
std::string plain_url(std::string_view url) {
  std::string plain(url);
  const std::size_t scheme = url.find("://");
  const std::size_t host = scheme == std::string_view::npos ? 0 : scheme + 3;
  const std::size_t at = url.find('@', host);
  if (!is_local_path(url) && at < url.find('/', host))
    plain = std::string(url.substr(0, host)) + std::string(url.substr(at + 1));
  while (plain.ends_with('/')) plain.pop_back();
  return std::string(without_suffix(plain, ".git"));
}

/// What the remote calls the ref that it is fetched into, if the refspec does that.
std::optional<std::string> source_of(std::string_view refspec, std::string_view ref) {
  refspec = without_prefix(refspec, "+");
  const std::size_t colon = refspec.find(':');
  if (refspec.starts_with('^') || colon == std::string_view::npos) return std::nullopt;
  const std::string_view source = refspec.substr(0, colon);
  const std::string_view target = refspec.substr(colon + 1);
  const std::size_t star = target.find('*');
  if (star == std::string_view::npos)
    return ref == target ? std::optional<std::string>(source) : std::nullopt;
  const std::string_view before = target.substr(0, star);
  const std::string_view behind = target.substr(star + 1);
  if (ref.size() < before.size() + behind.size() || !ref.starts_with(before) ||
      !ref.ends_with(behind))
    return std::nullopt;
  std::string name(source);
  const std::size_t hole = name.find('*');
  if (hole == std::string::npos) return std::nullopt;
  name.replace(hole, 1, ref.substr(before.size(), ref.size() - before.size() - behind.size()));
  return name;
}

void note_heard(Remote& remote, Heard how, std::int64_t time) {
  if (remote.heard != Heard::Never && time <= remote.heard_at) return;
  remote.heard = how;
  remote.heard_at = time;
}

/// FETCH_HEAD is written by every fetch, also by one that brings nothing.
void read_fetch_head(const std::string& git_dir, std::vector<Remote>& remotes) {
  const std::string path = git_dir + "/FETCH_HEAD";
  struct stat status {};
  const std::optional<std::string> text = read_file(path);
  if (!text || ::stat(path.c_str(), &status) != 0) return;
  for (Remote& remote : remotes) {
    const std::string url = plain_url(remote.url);
    const bool named = text->find(" of " + url + "\n") != std::string::npos ||
                       text->find("\t" + url + "\n") != std::string::npos;
    if (!url.empty() && named) note_heard(remote, Heard::ByFetch, status.st_mtim.tv_sec);
  }
}

void read_reflogs(const std::vector<ReflogEntry>& reflogs, std::vector<Remote>& remotes) {
  for (const ReflogEntry& entry : reflogs) {
    const std::optional<RemoteRef> ref = remote_ref(remotes, entry.ref);
    if (!ref) continue;
    // A mirror's own branches have other entries too.
    const bool by_push = entry.action.starts_with("update by push");
    const bool by_fetch = entry.action.starts_with("fetch") || entry.action.starts_with("clone") ||
                          entry.action.starts_with("pull");
    for (Remote& remote : remotes) {
      if (remote.name == ref->remote && (by_push || by_fetch))
        note_heard(remote, by_push ? Heard::ByPush : Heard::ByFetch, entry.time);
    }
  }
}

}  // namespace

std::vector<Remote> list_remotes(const Location& location, const base::Environment& environment,
                                 const std::vector<ReflogEntry>& reflogs) {
  const Config config(location, environment, ConfigScope::All, "^remote\\..*\\.(url|fetch)$");
  std::map<std::string, Remote> by_name;
  for (const auto& [setting, value] : config.entries()) {
    const std::size_t dot = setting.rfind('.');
    const std::string name = setting.substr(kSection.size(), dot - kSection.size());
    Remote& remote = by_name[name];
    remote.name = name;
    if (setting.substr(dot) == ".fetch")
      remote.fetch.push_back(value);
    else if (remote.url.empty())  // of several the first one is fetched from
      remote.url = value;
  }
  std::vector<Remote> remotes;
  for (auto& [name, remote] : by_name) remotes.push_back(std::move(remote));
  read_reflogs(reflogs, remotes);
  read_fetch_head(location.git_dir, remotes);
  if (location.common_dir != location.git_dir) read_fetch_head(location.common_dir, remotes);
  return remotes;
}

std::optional<RemoteRef> remote_ref(const std::vector<Remote>& remotes, std::string_view ref) {
  for (const Remote& remote : remotes) {
    for (const std::string& refspec : remote.fetch) {
      if (const std::optional<std::string> source = source_of(refspec, ref))
        return RemoteRef{remote.name, std::string(without_prefix(
                                          without_prefix(*source, "refs/heads/"), "refs/"))};
    }
  }
  if (!ref.starts_with(kTracking)) return std::nullopt;
  ref.remove_prefix(kTracking.size());
  const std::size_t slash = std::min(ref.find('/'), ref.size());
  return RemoteRef{std::string(ref.substr(0, slash)),
                   std::string(ref.substr(std::min(slash + 1, ref.size())))};
}

std::string public_url(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return std::string(url);
  const std::string_view name = url.substr(0, scheme);
  url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("?#"));
  const std::size_t host_end = std::min(url.find('/'), url.size());
  const std::size_t at = url.substr(0, host_end).rfind('@');
  std::string user;
  if (at != std::string_view::npos) {
    if (name.find("ssh") != std::string_view::npos)
      user = std::string(url.substr(0, std::min(url.find(':'), at))) + "@";
    url.remove_prefix(at + 1);
  }
  return std::string(name) + "://" + user + std::string(url);
}

bool is_local_path(std::string_view url) {
  if (url.find("://") != std::string_view::npos) return false;
  const std::size_t colon = url.find(':');
  return colon == std::string_view::npos || url.find('/') < colon;
}

}  // namespace veto::git
