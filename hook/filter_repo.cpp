#include "hook/filter_repo.h"

#include <algorithm>
#include <string>
#include <string_view>

#include <unistd.h>

#include "base/process.h"

namespace veto::hook {
namespace {

/// Empty when it is nowhere. Relative directories do not count: what lies in a repository is not
/// run.
std::string find_program(const base::Environment& environment, std::string_view name) {
  const std::string path = environment.get("PATH").value_or("");
  std::string_view rest = path;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    const std::string file = std::string(rest.substr(0, end)) + "/" + std::string(name);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (file.starts_with('/') && ::access(file.c_str(), X_OK) == 0) return file;
  }
  return "";
}

}  // namespace

report::FilterRepo find_filter_repo(const base::Environment& environment) {
  const std::string program = find_program(environment, "git-filter-repo");
  if (program.empty()) return report::FilterRepo::Missing;
  const base::Output output = base::run(
      {.arguments = {program, "-h"}, .environment = environment, .directory = "/", .input = ""});
  return output.out.find("--sensitive-data-removal") != std::string::npos
             ? report::FilterRepo::SensitiveData
             : report::FilterRepo::Older;
}

}  // namespace veto::hook
