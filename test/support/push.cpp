#include "test/support/push.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "test/support/catch.h"
#include "test/support/outcome.h"
#include "test/support/secrets.h"

namespace veto::test {
namespace {

/// Without what git puts around the lines of a server.
std::string local_text(std::string_view err) {
  constexpr std::string_view kRemote = "remote: ";
  std::string text;
  while (!err.empty()) {
    const std::size_t end = std::min(err.find('\n'), err.size());
    std::string_view line = err.substr(0, end);
    err.remove_prefix(std::min(end + 1, err.size()));
    if (line.starts_with(kRemote)) {
      line.remove_prefix(kRemote.size());
      line = line.substr(0, line.find_last_not_of(' ') + 1);
    }
    text += std::string(line) + "\n";
  }
  return text;
}

/// The places of the lines "  COMMIT  PLACE  RULE  SHOWN", without the commits.
std::string places_in(std::string_view text) {
  std::string places;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.starts_with("  ") || line.find("...(") == std::string_view::npos) continue;
    line.remove_prefix(2);
    for (int column = 0; column < 2; ++column) line = line.substr(0, line.rfind("  "));
    // Of a message the commit is part of the place: "commit ID, message line 3".
    const std::size_t message = line.find(", message ");
    if (message != std::string_view::npos)
      line.remove_prefix(message + 2);
    else if (const std::size_t commit = line.find("  "); commit != std::string_view::npos)
      line.remove_prefix(commit + 2);
    places += (places.empty() ? "" : ", ") + std::string(line);
  }
  return places;
}

/// "clean: 2 blobs, 1 commit" of the closing line.
std::string closing_of(const std::string& text) {
  const std::string line = line_with(text, "git-veto: clean");
  const std::size_t scanned = line.find(": scanned ");
  if (scanned == std::string::npos) return "";
  std::string what = line.substr(scanned + 10, line.rfind(" in ") - scanned - 10);
  what = what.substr(0, what.rfind(", "));
  return line.substr(10, scanned - 10) + ": " + what;
}

std::string describe_push(const base::Output& output, const std::string& text) {
  if (!line_with(text, "git-veto: blocked: ").empty()) return "refused: " + places_in(text);
  if (!line_with(text, "git-veto: let through: ").empty())
    return "pushed: let through: " + places_in(text);
  for (const std::string_view start : {"git-veto: incomplete: ", "git-veto: error: "}) {
    if (const std::string line = line_with(text, start); !line.empty()) return line.substr(10);
  }
  const std::string closing = closing_of(text);
  if (!closing.empty()) return "pushed: " + closing;
  return output.status == 0 ? "pushed without a scan" : "failed: " + text;
}

}  // namespace

Pushing::Pushing(PushHook hook, const Words& init_options)
    : repo(init_options), server(repo.at("../server.git")) {
  Words command{"init", "-q", "--bare", "--template="};
  command.insert(command.end(), init_options.begin(), init_options.end());
  server.git(std::move(command));
  url = "file://" + server.path().string();
  repo.git({"remote", "add", "origin", url});
  switch (hook) {
    case PushHook::PrePush:
      install(repo, "pre-push");
      break;
    case PushHook::PreReceive:
      install(server, "pre-receive");
      break;
    case PushHook::Update:
      install(server, "update");
      break;
  }
}

void Pushing::install(const TempRepo& repository, const std::string& name,
                      const std::string& words) {
  write_file(repository.git_dir() / "hooks" / name,
             "#!/bin/sh\nexec git-veto hook " + name + " " + words + " \"$@\"\n", 0755);
}

std::string Pushing::push_from(const TempRepo& from, const Words& arguments) const {
  Words command{"timeout", "--kill-after=5", "40", "git", "push"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  const Listing before = list_tree(server.git_dir());
  const base::Output output = from.run(std::move(command));
  said = local_text(output.err);
  INFO(said);
  std::string text = describe_push(output, said);
  const bool passed = text.starts_with("pushed");
  if (passed != (output.status == 0)) text += " WITH STATUS " + std::to_string(output.status);
  if (!passed && differences(before, list_tree(server.git_dir())) != Words())
    text += " BUT THE SERVER CHANGED";
  if (shows_a_secret(output.err) || shows_a_secret(output.out)) text += " SHOWING A SECRET";
  return text;
}

void Pushing::push_unchecked(Words arguments) const {
  arguments.insert(arguments.begin(), {"push", "-q", "--no-verify"});
  repo.git(std::move(arguments));
}

SharedPushing::SharedPushing(const Words& init_options) : Pushing(PushHook::PrePush, init_options) {
  repo.commit_file("a.txt", "first\n");
  push_unchecked({"origin", "main"});
}

}  // namespace veto::test
