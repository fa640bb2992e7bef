#include "hook/manual.h"

namespace veto::hook {

const std::vector<Topic>& topics() {
  static const std::vector<Topic> kTopics{
      {"EXIT STATUS",
       "A hook blocks on all but 0.",
       {{"0", "Everything was read, and nothing was found at or above the failing tier."},
        {"1", "There are findings; standard error says `git-veto: blocked:`."},
        {"2", "The command line, the configuration or a rule file is wrong: `git-veto: error:`."},
        {"3",
         "The scan is incomplete: something could not be read, so that nothing is proven: "
         "`git-veto: incomplete:`."}}},
      {"GIT CONFIGURATION",
       "The settings of a server are read from the configuration file of the receiving repository "
       "and "
       "no other.",
       {{"veto.onMissing",
         "Read by the hook when the program is neither where it was nor on `PATH`, or cannot be "
         "run: "
         "`block` (the default) refuses the commit, `allow` lets it pass with a warning. It has no "
         "meaning where the hook is a copy of the program, which cannot miss it."},
        {"veto.policyRef",
         "As `--policy-ref`, for hooks and scans. Of a server: in its own repository."},
        {"veto.knownValues",
         "What of your own secrets is looked for in what you add: `env` (the default), `aws`, "
         "`false`."},
        {"hook.git-veto-HOOK.command, .event", "The hooks, from git 2.54 on."},
        {"hook.git-veto-HOOK.enabled", "`false` switches one off, for a repository or for all."},
        {"git-veto.before, git-veto.wrote",
         "Tell `git veto uninstall` what the configuration file was like."},
        {"veto.deadline, veto.onTimeout",
         "Of a server: as `--deadline` and `--on-timeout` of `git veto hook`."},
        {"veto.breakGlass",
         "Of a server: the name of a push option with which a push passes whatever is found in it, "
         "for "
         "a reason: `git push -o NAME=REASON`. Not set, there is none. Push options need "
         "`receive.advertisePushOptions` as well."},
        {"veto.auditFile",
         "Of a server: a file (mode 0600, relative to the git directory) that gets a line of JSON "
         "for "
         "each push that passed without being proven clean; if it cannot be written, such a push "
         "is "
         "refused."}}},
      {"ENVIRONMENT",
       "",
       {{"SKIP",
         "Names of hooks, joined by commas, that are not to run, as in the pre-commit framework. "
         "Where "
         "git-veto is among them, its hooks say so in one line and let everything pass; a server "
         "does "
         "not ask."},
        {"GIT_VETO_CONFIG_SYSTEM, GIT_VETO_CONFIG_NOSYSTEM",
         "Another file in the place of `/etc/git-veto/config.toml`; without it when set to 1."},
        {"NO_COLOR", "Not empty: no colours, unless `--color` asks for them."}}},
      {"FILES",
       "Hooks stand where `git rev-parse --git-path hooks` says, unless they are configuration.",
       {{".git-veto.toml, .git-veto-allow, .git-veto-baseline",
         "At the top of a repository: its configuration, what may stay, and its old secrets."},
        {"~/.cache/git-veto",
         "Or below `XDG_CACHE_HOME`: compiled rules of your own, and in `history` what `git veto "
         "history` "
         "remembers, a file for each repository. May be removed at any time."},
        {"/etc/git-veto/config.toml, ~/.config/git-veto/config.toml",
         "The configuration of a machine and of a user."},
        {"pre-commit, pre-merge-commit, pre-applypatch, commit-msg, pre-push, pre-receive",
         "The hooks: a copy of the program or a hard link to it, or a shell script where another "
         "hook "
         "is kept."},
        {"pre-commit.before-git-veto and so on", "The hook that was there before, as it was."},
        {".made-by-git-veto", "Tells `git veto uninstall` that the directory may be removed."},
        {"~/.local/share/git-veto/hooks, ~/.local/share/git-veto/template, /etc/git-veto/hooks",
         "Hold the hooks of `git veto install` `--global` (with an older git), `--template` and "
         "`--system`."}}},
      {"OTHER TOOLS",
       "husky, lefthook, pre-commit and simple-git-hooks write their hooks anew now and then. From "
       "git "
       "2.54 on that changes nothing. Before, git-veto stands in front of their hooks, tells what "
       "will "
       "take it away, and `git veto doctor` sees when that has happened. Hooks of overcommit "
       "cannot be "
       "kept under another name: with an older git, let it call `git veto hook`. For the "
       "pre-commit "
       "framework, the repository of git-veto has a .pre-commit-hooks.yaml with the hooks "
       "git-veto, "
       "git-veto-message and git-veto-push, which run the program that is installed.",
       {}},
      {"SEE ALSO", "git(1), githooks(5), git-config(1)", {}},
  };
  return kTopics;
}

}  // namespace veto::hook
