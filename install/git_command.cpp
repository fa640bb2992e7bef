#include "install/git_command.h"

#include <charconv>
#include <string_view>
#include <utility>

#include <unistd.h>

#include "base/error.h"
#include "base/process.h"

namespace veto::install {

GitCommand::GitCommand(base::Environment environment, std::string directory)
    : environment_(std::move(environment)), directory_(std::move(directory)) {
  environment_.set("LC_ALL", "C");
}

Answer GitCommand::tell(std::vector<std::string> arguments, std::string input) const {
  arguments.insert(arguments.begin(), "git");
  base::Output output =
      base::run({std::move(arguments), environment_, directory_, std::move(input)});
  if (output.out.ends_with('\n')) output.out.pop_back();
  return {output.status, std::move(output.out), one_line(output.err)};
}

std::string GitCommand::require(std::vector<std::string> arguments) const {
  const std::string verb = arguments.at(0);
  Answer answer = ask(std::move(arguments));
  if (!answer.ok()) throw base::unreadable("git " + verb + " failed: " + answer.error);
  return std::move(answer.text);
}

GitVersion git_version(const GitCommand& git) {
  constexpr std::string_view kBefore = "git version ";
  GitVersion version;
  version.text = git.require({"version"});
  if (version.text.starts_with(kBefore)) version.text.erase(0, kBefore.size());
  const char* const end = version.text.data() + version.text.size();
  const auto [dot, error] = std::from_chars(version.text.data(), end, version.major);
  if (error == std::errc{} && dot != end) std::from_chars(dot + 1, end, version.minor);
  return version;
}

std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool space = c == ' ' || (c >= '\t' && c <= '\r');
    if (!space)
      line.push_back(c);
    else if (!line.empty() && line.back() != ' ')
      line.push_back(' ');
  }
  if (line.ends_with(' ')) line.pop_back();
  return line;
}

std::string find_on_path(const base::Environment& environment, const std::string& program) {
  const std::string path =
      environment.get_nonempty("PATH").value_or("/usr/local/bin:/usr/bin:/bin");
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find(':', begin), path.size());
    if (path[begin] == '/') {
      std::string candidate = path.substr(begin, end - begin) + "/" + program;
      if (::access(candidate.c_str(), X_OK) == 0) return candidate;
    }
    begin = end + 1;
  }
  return {};
}

}  // namespace veto::install
