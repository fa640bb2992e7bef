#include "install/shim.h"

#include <algorithm>

#include "install/shell.h"
#include "text/checksum.h"

namespace veto::install {
namespace {

constexpr std::string_view kFirstLine = "#!/bin/sh\n";
constexpr std::string_view kStamp = "# git-veto shim ";
constexpr std::string_view kProgramLine = "\nprogram=";

std::string checksum_of(std::string_view body) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const std::uint32_t sum = text::crc32(body);
  std::string digits;
  for (unsigned shift = 32; shift > 0; shift -= 4)
    digits.push_back(kDigits[(sum >> (shift - 4)) & 0xFU]);
  return digits;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

/// What the shim says about itself, and how the missing program's message tells to get rid of it.
struct Wording {
  std::string_view about;
  std::string_view undo;
};

Wording wording_of(Chain chain) {
  constexpr std::string_view kRestore =
      "(cd \"$(git rev-parse --git-path hooks)\" && mv -f @HOOK@.before-git-veto @HOOK@)";
  switch (chain) {
    case Chain::None:
      return {"# Scans with git-veto.\n", "rm \"$(git rev-parse --git-path hooks)/@HOOK@\""};
    case Chain::Ignored:
      return {
          "# Scans with git-veto. @HOOK@.before-git-veto, which stood here, was not executable: "
          "git\n"
          "# ignored it, and so does this.\n",
          kRestore};
    case Chain::Execute:
    case Chain::Source:
      return {
          "# Scans with git-veto and, if that passes, runs @HOOK@.before-git-veto, which stood "
          "here.\n",
          kRestore};
    case Chain::Own:
      return {
          "# Scans with git-veto and, if that passes, runs the repository's own @HOOK@, which git "
          "does\n"
          "# not see since core.hooksPath leads here.\n",
          "rm \"$(git rev-parse --git-path hooks)/@HOOK@\""};
  }
  return {};
}

/// git-veto and the kept hook both get what git writes.
constexpr std::string_view kFeed = R"sh(
input=$(while IFS= read -r line || [ -n "$line" ]; do printf '%s\n' "$line"; done)
feed() {
  if [ -n "$input" ]; then
    "$@" <<EOF
$input
EOF
  else
    "$@" </dev/null
  fi
}
)sh";

// Not what stands below a relative entry of PATH: that may be the repository's.
constexpr std::string_view kScan = R"sh(
named=$program
if ! { [ -f "$program" ] && [ -s "$program" ] && [ -x "$program" ]; }; then
  found=$(command -v git-veto)
  case $found in /*) program=$found ;; esac
fi
status=127
if [ -f "$program" ] && [ -s "$program" ] && [ -x "$program" ]; then
  @FEED@"$program" hook @HOOK@ "$@"
  status=$?
fi
case $status in
0) ;;
1 | 2 | 3) exit "$status" ;;
126 | 127)
  broken="$named is missing or cannot be run"
  if [ "$(git config --get veto.onMissing)" = allow ]; then
    printf 'git-veto: warning: %s: not scanned, as veto.onMissing allows\n' "$broken" >&2
  else
    printf 'git-veto: error: %s, so @HOOK@ blocks; ' "$broken" >&2
    printf 'install git-veto again and type: git veto install; ' >&2
    printf 'or remove this hook: %s\n' '@UNDO@' >&2
    exit 2
  fi
  ;;
*)
  printf 'git-veto: error: %s broke off with status %s, so @HOOK@ blocks\n' "$program" "$status" >&2
  exit "$status"
  ;;
esac
)sh";

// The two early exits: another tool moved this file aside and runs it as part of its own chain, or
// the installer's self-test asks for git-veto's answer only.
constexpr std::string_view kChain = R"sh(
if [ "${0##*/}" != @HOOK@ ] || [ -n "${GIT_VETO_SELF_TEST-}" ]; then exit 0; fi
case $0 in */*) kept=${0%/*}/@HOOK@.before-git-veto ;; *) kept=./@HOOK@.before-git-veto ;; esac
if [ -x "$kept" ]; then
  @RUN@
fi
printf 'git-veto: warning: %s is missing or not executable and did not run\n' "$kept" >&2
)sh";

// git rev-parse --git-path would lead here again.
constexpr std::string_view kOwn = R"sh(
if [ -n "${GIT_VETO_SELF_TEST-}" ]; then exit 0; fi
own=$(git rev-parse --git-common-dir)/hooks/@HOOK@
if [ -x "$own" ]; then
  @FEED@exec "$own" "$@"
fi
exit 0
)sh";

std::string stamped(HookKind hook, const std::string& version, const std::string& body) {
  return std::string(kFirstLine) + std::string(kStamp) + version + " " + std::string(hook.name) +
         " " + checksum_of(body) + "\n" + body;
}

std::string run_line(const Shim& shim) {
  if (shim.chain == Chain::Execute) return R"sh(@FEED@exec "$kept" "$@")sh";
  // The kept hook's own name in $0 would lead astray what goes by it.
  return "@FEED@exec " + shim.interpreter +
         R"sh( -c 'git_veto_kept=$1; shift; . "$git_veto_kept"' "$0" "$kept" "$@")sh";
}

}  // namespace

std::string kept_name(std::string_view hook) {
  return std::string(hook) + ".before-git-veto";
}

std::string shim_text(const Shim& shim) {
  const Wording wording = wording_of(shim.chain);
  std::string body(wording.about);
  body += "# `git veto uninstall` takes this away; once edited it is left alone, and not updated.";
  body += kProgramLine;
  body += "@PROGRAM@\n";
  if (shim.hook.input == HookInput::Lines) body += kFeed;
  body += kScan;
  if (shim.chain == Chain::Execute || shim.chain == Chain::Source) {
    body += kChain;
    replace_all(body, "@RUN@", run_line(shim));
  }
  if (shim.chain == Chain::Own) body += kOwn;
  replace_all(body, "@FEED@", shim.hook.input == HookInput::Lines ? "feed " : "");
  replace_all(body, "@UNDO@", wording.undo);
  replace_all(body, "@HOOK@", shim.hook.name);
  replace_all(body, "@PROGRAM@", single_quoted(shim.program));
  return stamped(shim.hook, shim.version, body);
}

std::string dispatcher_text(HookKind hook, const std::string& version) {
  std::string body =
      "# Runs the repository's own @HOOK@, which git does not see since core.hooksPath leads "
      "here.\n"
      "# `git veto uninstall` takes this away; once edited it is left alone, and not updated.\n";
  body += kOwn;
  replace_all(body, "@FEED@", "");
  replace_all(body, "@HOOK@", hook.name);
  return stamped(hook, version, body);
}

std::optional<ShimStamp> read_stamp(std::string_view text) {
  if (!text.starts_with(kFirstLine)) return std::nullopt;
  text.remove_prefix(kFirstLine.size());
  if (!text.starts_with(kStamp)) return std::nullopt;
  const std::string_view line = text.substr(0, text.find('\n'));
  const std::string_view body = text.substr(std::min(line.size() + 1, text.size()));
  const std::string_view fields = line.substr(kStamp.size());

  ShimStamp stamp;
  stamp.version = fields.substr(0, fields.find(' '));
  stamp.intact = fields.substr(fields.rfind(' ') + 1) == checksum_of(body);
  if (const std::size_t at = body.find(kProgramLine); at != std::string_view::npos)
    stamp.program = read_single_quoted(body.substr(at + kProgramLine.size()));
  return stamp;
}

}  // namespace veto::install
