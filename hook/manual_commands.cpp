#include <array>

#include "hook/manual.h"

namespace veto::hook {
namespace {

constexpr std::array kDetails{
    Detail{
        "", "",
        R"(git-veto reads what a commit would add and blocks it when there is a credential in it: an
access key, a token, a private key, a password in a connection string. Only what a change adds is reported; what stood there
before is left to `git veto history`. It works offline, runs nothing that a repository names, writes nothing into the
repository's objects, and never shows a secret: reports hold its public prefix and its length.

`git veto` and `git-veto` are the same program. Options may stand before or after the operands; `--` ends them.)"},
    Detail{
        "", "--generate",
        R"(For packagers and `install/setup.sh`: `man` is this manual in the format of man(7); the others
complete commands, options and their values in that shell, for `git-veto` as well as for `git veto`.)"},

    Detail{
        "install", "",
        R"(Makes git run git-veto before each commit, merge, applied patch and push of the repository in
DIRECTORY, by default the present one, and on commit messages. From git 2.54 on the hooks are part of the repository's
configuration and touch no other hook; before, and with `--files`, they are files where git looks for hooks, and a hook that
is there already is kept and runs after git-veto. Other repositories are not touched.

A self-test proves at the end that git runs the hook: what it does not is never called installed.)"},
    Detail{"install", "--files", "For repositories that an older git uses as well."},
    Detail{"install", "--global",
           R"(By configuration from git 2.54 on; before, by a directory of hooks to which
`core.hooksPath` is set, with a script for each hook that runs the repository's own after it. A repository that sets
`core.hooksPath` itself is then not reached; `git veto doctor` says so.)"},
    Detail{"install", "--template",
           R"(Repositories that `git init` and `git clone` make from now on: those from
`init.templateDir`, which is set if it is not, or from the DIRECTORY.)"},
    Detail{"install", "--each", "With a line for each; the exit status tells whether one failed."},
    Detail{"install", "--server", "The hook pre-receive, in a bare repository."},
    Detail{
        "uninstall", "",
        R"(Takes git-veto out again and puts back what was there before, byte for byte. What it did not
write itself it leaves, and says so.)"},
    Detail{
        "doctor", "",
        R"(Tells whether commits are scanned and, if not, what to do: whether each hook is live, stale (another
version), shadowed (where git does not look), not executable, somebody else's, edited, switched off, broken or missing; and
what git does without any hook. The last check is a self-test: a commit with a made-up token, in a temporary index, must be
blocked by the hook that git runs.)"},

    Detail{"staged", "", "As the hook pre-commit does."},
    Detail{
        "history", "",
        R"(Reads every object that the repository holds, whether a branch leads to it or not, and the messages
of commits and tags; each secret is reported with the commit that introduced it and, if it is gone, the one that removed it.
With a RANGE (as for `git rev-list`), `--since` or `--branch` only what these commits add is reported; they may be combined,
with `--reachable` too.

What was read is remembered in a file below `~/.cache/git-veto/history`, which holds ids and redacted findings and no secret:
the next run reads what is new and says how much it knows from before. Other rules make it read everything again; what may
stay, tiers and paths do not. Without that file, or with `--rule`, `--reveal` and `--trace`, everything is read.)"},
    Detail{"history", "--full", "What is remembered is replaced by what this run reads."},
    Detail{"history", "--no-store", "For a machine that is thrown away, or one that others use."},
    Detail{"range", "", "Nothing but what the range brings is read."},
    Detail{
        "ci", "",
        R"(Knows the variables of GitHub, Gitea and Forgejo Actions, GitLab CI, Bitbucket and Azure Pipelines,
Jenkins, CircleCI, Travis CI, Buildkite, Drone, Woodpecker and TeamCity, and says which of them it goes by. Of a new branch, or
after a forced push, it is what the default branch has not.

Exit status 2: no CI system is recognised; 3: the clone is too shallow.)"},
    Detail{
        "files", "",
        "Inside a repository what git ignores is left out; a file that is named is always read."},
    Detail{
        "hook", "",
        R"(The hooks that `git veto install` writes call it; so can a hook of your own, by the line
`exec git-veto hook NAME "$@"`. NAME is one of pre-commit, pre-merge-commit, pre-applypatch, commit-msg,
prepare-commit-msg, pre-push, and on a server pre-receive or update.

pre-push reads what the push sends and the remote lacks, by the refs that are pushed and the remote's tracking refs.
commit-msg reads the message as git will keep it; without an editor git keeps comment lines, and they are read.
prepare-commit-msg reads text that git has already (a message, a template, a merge, a squash), also with
`git commit --no-verify`.

pre-receive reads what is new to the server, whose refused pushes leave nothing behind; update judges each ref by itself, but
its objects stay until `git gc`. Both go by the configuration and the allow file that the default branch has before the
push.)"},
    Detail{"hook", "--deadline", "What is proven until then blocks in any case."},

    Detail{
        "install", "--known-values",
        R"(Your own secrets are looked for by value in what you add: those of variables whose names
say so, in the environment and in untracked `.env` files at the top of the work tree. `aws` adds `~/.aws/credentials`, `off` looks for
none. They stay in memory and are never shown.)"},

    Detail{
        "allow", "",
        R"(Records in `.git-veto-allow`, for whoever reviews it, that a finding may stay, and stages the file. The finding
is looked for where any verb may have printed its id: in what is staged, the commit message, what is not pushed, the work tree, the
history. The first entry also gives the file a line in `.gitattributes`, by which two branches' entries merge without a conflict.)"},
    Detail{
        "allow", "--rule",
        R"(For an id that a CI job or a server has printed and that is not to be found here: it is recorded unseen.)"},
    Detail{"allow", "--interactive",
           "Answers come from standard input; what was decided until its end is recorded."},
    Detail{"allow prune", "",
           "Nothing is taken out when not everything could be read, nor of rules that are off."},
    Detail{
        "baseline", "",
        R"(For a repository with old secrets: what is in the baseline is counted and blocks nothing, wherever it moves;
another secret in the same place blocks. The file is `.git-veto-baseline`; it holds ids, and no secret can be read from it.)"},
    Detail{"baseline create", "",
           "Of all that refs reach, commit messages included, and of files by their names."},
    Detail{"baseline update", "", "A new secret is never put in without `--add`."},
    Detail{"config", "",
           R"(Settings come in layers, each of which wins over the ones before: what is built in,
`/etc/git-veto/config.toml`, `~/.config/git-veto/config.toml`, and `.git-veto.toml` in the repository. docs/CONFIG.md lists the
keys. An unknown key is an error.)"},

    Detail{
        "explain", "",
        R"(Of a finding also where it stands (staged, in the last commit, in others, on a remote) and the commands that take it
out there, fit to be typed.)"},
    Detail{
        "trace", "",
        R"(When each remote was last asked is said, too: that something was never pushed cannot be known.)"},
    Detail{"incident", "",
           "In Markdown or JSON, without the secret: what is known is filled in, the rest is to be "
           "done."},
    Detail{
        "purge-plan", "",
        R"(Writes the plan and its files for git-filter-repo (or BFG) below the git directory, readable by you only.
Nothing is rewritten: the plan says the steps, the first of which is to revoke the secret.)"},
    Detail{"report", "", "The exit status is that of the scan that was saved."},
    Detail{"rules test", "", "By default the built-in rules; see docs/RULES.md."},

    Detail{
        "*", "--report",
        R"(The file is written whole or not at all, and is readable by its owner only. What a report
shows besides does not change.)"},
    Detail{
        "*", "--policy-ref",
        R"(So that a change cannot excuse itself. Without it a commit is judged by what is staged, a range and a CI
job by the commit that they begin behind, a push to a server by what its default branch had before. `git config veto.policyRef` sets it
for hooks.)"},
    Detail{"*", "--as-of", "A date, or a time as in RFC 3339."},
    Detail{"*", "--no-config", "Inline marks count all the same."},
    Detail{"*", "--max-memory",
           "64M or more. Nothing is left out silently: the run is then incomplete."},
    Detail{"*", "--trace", "Without secrets."},
    Detail{"*", "--reveal", "In what is printed and in reports. Mind where they end up."},
};

}  // namespace

std::span<const Detail> details() {
  return kDetails;
}

}  // namespace veto::hook
