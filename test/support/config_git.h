// A stand-in for git 2.54, the first that runs hooks which its configuration names, for machines
// where there is none: a script around the git that is there. It knows as much of such hooks as
// the installer and its self-test need: `git version`, `git hook run` with hooks of git-veto, and
// pre-commit before `git commit`.
#pragma once

#include <string>

namespace veto::test {

/// `real` is the path of a git; it may not hold a quote.
inline std::string config_git_script(const std::string& real) {
  return "#!/bin/sh\nreal='" + real + R"sh('
run() {
  event=$("$real" config "hook.git-veto-$1.event") || return 0
  enabled=$("$real" config --type=bool "hook.git-veto-$1.enabled")
  if [ "$event" != "$1" ] || [ "$enabled" = false ]; then return 0; fi
  command=$("$real" config "hook.git-veto-$1.command") || exit 128
  sh -c "$command" "$command"
}
case $1 in
version | --version)
  echo 'git version 2.54.0'
  exit
  ;;
hook)
  shift 2
  case $1 in --to-stdin=*)
    exec <"${1#*=}"
    shift
    ;;
  esac
  run "$1" || exit
  exec "$real" hook run --ignore-missing "$1"
  ;;
commit) run pre-commit || exit 1 ;;
esac
exec "$real" "$@"
)sh";
}

}  // namespace veto::test
