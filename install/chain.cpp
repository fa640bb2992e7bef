#include "install/chain.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>

#include "install/shell.h"

namespace veto::install {
namespace {

constexpr std::array<std::string_view, 6> kShells = {"sh", "dash", "ash", "bash", "ksh", "mksh"};

bool mentions(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [text](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t";
  const std::size_t begin = std::min(text.find_first_not_of(kBlank), text.size());
  text.remove_prefix(begin);
  return text.substr(0, text.find_last_not_of(kBlank) + 1);
}

/// The last word of `text`, without the directory: "bash" of "/usr/bin/env -S bash" and of
/// "/bin/bash".
std::string_view last_name(std::string_view text) {
  return text.substr(text.find_last_of(" \t/") + 1);
}

/// The shell that runs the script, with the one argument that the kernel would pass to it, quoted
/// for a shell; empty when it is not run by a shell that keeps "$0" while it reads another file.
std::string shell_of(std::string_view script) {
  if (!script.starts_with("#!"))
    return script.find('\0') == std::string_view::npos ? "/bin/sh" : "";
  const std::string_view line = trimmed(script.substr(2, script.find('\n') - 2));
  const std::size_t blank = std::min(line.find_first_of(" \t"), line.size());
  const std::string_view program = line.substr(0, blank);
  const std::string_view argument = trimmed(line.substr(blank));

  const std::string_view name =
      last_name(program) == "env" ? last_name(argument) : last_name(program);
  if (std::find(kShells.begin(), kShells.end(), name) == kShells.end()) return {};
  return single_quoted(program) + (argument.empty() ? "" : " " + single_quoted(argument));
}

}  // namespace

ChainPlan plan_chain(HookKind hook, const HookFile& kept) {
  const std::string name = kept_name(hook.name);
  if (kept.kind == HookFileKind::Absent) return {};
  if (!kept.runnable)
    return {
        Chain::Ignored,
        {},
        "the hook that was there was not executable: git ignored it and so does git-veto; it is " +
            name};
  const bool own_name = mentions(kept.text, {"$0", "${0"});
  // These tell a file that is read from one that is run, or follow the link that the hook may be.
  const bool told_apart = mentions(kept.text, {"BASH_SOURCE", "readlink", "realpath"});
  if (const std::string shell = shell_of(kept.text); own_name && !told_apart && !shell.empty())
    return {Chain::Source, shell, {}};
  if (mentions(kept.text, {"basename"}) &&
      (own_name || mentions(kept.text, {"sys.argv[0]", "__file__", "PROGRAM_NAME"})))
    return {
        Chain::Execute, {}, "the kept hook seems to look at its own name, which is now " + name};
  return {Chain::Execute, {}, {}};
}

}  // namespace veto::install
