#include "report/advice.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/words.h"
#include "text/escape.h"

namespace veto::report {
namespace {

constexpr std::size_t kShortId = 12;
constexpr std::size_t kMaxNamed = 8;

/// The files, each once, as words for a shell.
std::string words_for(std::vector<std::string> paths, Standing standing) {
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  std::vector<std::string> words;
  for (const std::string& path : paths) words.push_back(pathspec(path, standing));
  return fmt::format("{}", fmt::join(words, " "));
}

std::string files_in_head(const Whereabouts& found) {
  std::vector<std::string> paths;
  for (const HeldPlace& place : found.in_head) paths.push_back(place.path);
  return words_for(std::move(paths), found.standing);
}

std::string current_files(const Whereabouts& found) {
  std::vector<std::string> paths;
  for (const model::Place& place : found.finding.places) {
    if (place.commit.empty() && !place.path.empty()) paths.push_back(place.path);
  }
  return words_for(std::move(paths), found.standing);
}

/// One that its name gives away: there is no value in it to be taken out.
bool is_file(const Whereabouts& found) {
  return found.finding.rule->kind == rules::RuleKind::File;
}

/// All that the finding was ever called.
std::string all_files(const Whereabouts& found) {
  std::vector<std::string> paths;
  for (const model::Place& place : found.finding.places) {
    if (!place.path.empty()) paths.push_back(place.path);
  }
  return words_for(std::move(paths), found.standing);
}

Step edit_step() {
  return {"Take the value out of the file: read it from the environment or your secret store.", {}};
}

Step forget_step() {
  return {
      "The old commit is still in the reflog. To drop it, and with it every way back to "
      "what you undid in this clone:",
      {"git reflog expire --expire-unreachable=now --all", "git gc --prune=now"}};
}

void advise_work_tree(const Whereabouts& found, Advice& advice) {
  if (!is_file(found)) advice.steps.push_back(edit_step());
  advice.steps.push_back(
      {"Keep the file out of commits if it is to hold secrets: name it in "
       ".gitignore.",
       {}});
}

void advise_staged(const Whereabouts& found, Advice& advice) {
  const std::string files = current_files(found);
  if (files.empty()) {
    advice.steps.push_back({"It is staged in another worktree. Look there:",
                            {"git worktree list", "git veto staged"}});
    return;
  }
  if (!is_file(found)) {
    advice.steps.push_back(edit_step());
    advice.steps.push_back({"Stage the file again:", {"git add -- " + files}});
  }
  advice.steps.push_back({std::string(is_file(found) ? "Take it out of the commit"
                                                     : "Or, if it is never to be committed") +
                              " (you keep your copy; name it in .gitignore):",
                          {"git rm --cached -- " + files}});
  advice.steps.push_back({"Run the same commit again.", {}});
  advice.steps.push_back(
      {"If it matters that the text stays in .git until git cleans up (this "
       "drops all else that nothing names, too):",
       {"git prune --expire=now"}});
}

/// A commit may be left empty.
constexpr const char* kAmend = "git commit --amend --no-edit --allow-empty";

void advise_last_commit(const Whereabouts& found, Advice& advice) {
  if (is_file(found)) {
    advice.steps.push_back(
        {"Make the last commit anew, without it (you keep your copy; name it in .gitignore):",
         {"git rm --cached --quiet -- " + all_files(found), kAmend}});
  } else if (!found.in_head.empty()) {
    advice.steps.push_back(edit_step());
    advice.steps.push_back(
        {"Make the last commit anew, without it:",
         {"git add -- " + files_in_head(found), "git commit --amend --no-edit"}});
  }
  if (found.in_message)
    advice.steps.push_back({"Take it out of the commit message:", {"git commit --amend"}});
  advice.steps.push_back(forget_step());
}

std::string rebase_from(const Whereabouts& found) {
  const std::string merges = found.has_merges ? "--rebase-merges " : "";
  if (found.first_is_root) return merges + "--root";
  return merges + found.commits.front().substr(0, kShortId) + "^";
}

/// The commits are marked in the editor that git opens: which lines, and as what.
void advise_marking(const Whereabouts& found, Advice& advice) {
  std::vector<std::string> ids;
  for (const std::string& id : found.commits) {
    if (ids.size() == kMaxNamed) break;
    ids.push_back(id.substr(0, 7));
  }
  const std::size_t more = found.commits.size() - ids.size();
  advice.steps.push_back(
      {fmt::format("Mark {}{} with \"edit\" in the list that this opens:", fmt::join(ids, ", "),
                   more == 0 ? "" : fmt::format(" and {}", count_of(more, "more commit"))),
       {"git rebase -i " + rebase_from(found)}});
  if (is_file(found)) {
    advice.steps.push_back(
        {"At each stop take the file out (you keep your copy; on a conflict solve it, git add, git "
         "rebase --continue):",
         {"git rm --cached --quiet --ignore-unmatch -- " + all_files(found), kAmend,
          "git rebase --continue"}});
    return;
  }
  advice.steps.push_back(
      {fmt::format(
           "At each stop take the value out of the file{}, then (on a conflict solve it, git "
           "add, git rebase --continue):",
           found.in_message ? " and of the message" : ""),
       {"git add --update :/",
        found.in_message ? "git commit --amend" : "git commit --amend --no-edit",
        "git rebase --continue"}});
}

void advise_earlier(const Whereabouts& found, Advice& advice) {
  if (found.commits.size() == 1 && !found.in_head.empty() && !found.in_message && !is_file(found)) {
    const std::string id = found.commits.front().substr(0, kShortId);
    advice.steps.push_back(edit_step());
    advice.steps.push_back({"Say to which commit this belongs:",
                            {"git add -- " + files_in_head(found), "git commit --fixup=" + id}});
    advice.steps.push_back(
        {"Put it there (where later commits changed the same lines git stops: "
         "solve it, git add, git rebase --continue):",
         {"GIT_SEQUENCE_EDITOR=: git rebase -i --autosquash " + rebase_from(found)}});
  } else {
    advise_marking(found, advice);
  }
  advice.steps.push_back(forget_step());
}

void advise_other_branch(const Whereabouts& found, Advice& advice) {
  const std::string again = "git veto explain " + found.finding.id;
  for (const NamedHolder& holder : found.holders) {
    if (holder.kind == "worktree") {
      advice.steps.push_back({"Go to the worktree whose commits have it; what to do is said there:",
                              {"cd " + text::shell_quote(holder.name), again}});
      return;
    }
  }
  for (const NamedHolder& holder : found.holders) {
    if (holder.kind != "branch") continue;
    advice.steps.push_back({"Go to a branch that has it; what to do is said there:",
                            {"git switch " + text::shell_quote(holder.name), again}});
    advice.steps.push_back({"Or, if nobody needs the branch:",
                            {"git branch -D -- " + text::shell_quote(holder.name)}});
    return;
  }
}

void advise_left_over(const Whereabouts& found, Advice& advice) {
  // Of stashes the highest number first: dropping one renumbers those behind it.
  for (auto holder = found.holders.rbegin(); holder != found.holders.rend(); ++holder) {
    const std::string name = text::shell_quote(holder->name);
    if (holder->kind == "stash")
      advice.steps.push_back({"Drop the stash, or apply it first and take the value out:",
                              {"git stash drop --quiet " + name}});
    else if (holder->kind == "tag")
      advice.steps.push_back(
          {"Delete the tag (was it pushed? then the value is out):", {"git tag -d " + name}});
    else if (holder->kind == "notes" || holder->kind == "other ref")
      advice.steps.push_back(
          {"Delete the ref, with all that it holds:", {"git update-ref -d " + name}});
  }
  advice.steps.push_back(
      {"Drop what no ref reaches any more, and with it every way back to what "
       "you undid in this clone:",
       {"git reflog expire --expire-unreachable=now --all", "git gc --prune=now"}});
}

void advise_pushed(const Whereabouts& found, Advice& advice) {
  const rules::Rule& rule = *found.finding.rule;
  advice.steps.push_back({"Make it useless now: " + std::string(rule.explain.revoke), {}});
  if (!rule.explain.misuse.empty())
    advice.steps.push_back({"Look for misuse: " + std::string(rule.explain.misuse), {}});
  advice.steps.push_back(
      {"Tell the team, with what is known:", {"git veto incident " + found.finding.id}});
  advice.steps.push_back(
      {"Decide whether to rewrite the history, only after step 1 (rewriting is "
       "no substitute for it: whoever fetched has the value):",
       {"git veto purge-plan " + found.finding.id}});
  advice.steps.push_back({"After a rewrite: force push, and everybody clones anew.", {}});
  advice.notes.emplace_back(
      "Deleting the line in a new commit does nothing for the history that was pushed.");
}

/// What the steps of the state leave in other hands.
void add_notes(const Whereabouts& found, Advice& advice) {
  if (found.spread == Spread::LastCommit || found.spread == Spread::EarlierCommit) {
    for (const NamedHolder& holder : found.holders) {
      if (holder.kind == "tag" || holder.kind == "stash" || holder.kind == "worktree")
        advice.notes.push_back(
            fmt::format("It is also in {} {}: the steps above leave that as it is.", holder.kind,
                        text::for_terminal(holder.name)));
    }
    const std::vector<std::string> branches = holders_of(found, "branch");
    if (branches.size() > 1)
      advice.notes.push_back(
          fmt::format("More than one branch has it ({}): each is to be rewritten or deleted.",
                      fmt::join(branches, ", ")));
  }
  if (found.spread == Spread::WorkTree || found.spread == Spread::Pushed) return;
  if (found.spread == Spread::Staged) {
    advice.notes.emplace_back(
        "Replace the value only if it was shared, logged or pasted elsewhere (chat, an agent's "
        "transcript, CI).");
    return;
  }
  advice.notes.emplace_back(
      "That it was never pushed cannot be known: a push by a URL leaves no trace here, and other "
      "clones and deleted remote branches are invisible. Ask the remotes again: git fetch --all");
  advice.notes.emplace_back("In doubt treat it as pushed: replace the value first.");
}

}  // namespace

Advice advice_for(const Whereabouts& found) {
  Advice advice;
  switch (found.spread) {
    case Spread::WorkTree:
      advise_work_tree(found, advice);
      break;
    case Spread::LeftOver:
      advise_left_over(found, advice);
      break;
    case Spread::Staged:
      advise_staged(found, advice);
      break;
    case Spread::OtherBranch:
      advise_other_branch(found, advice);
      break;
    case Spread::LastCommit:
      advise_last_commit(found, advice);
      break;
    case Spread::EarlierCommit:
      advise_earlier(found, advice);
      break;
    case Spread::Pushed:
      advise_pushed(found, advice);
      break;
  }
  add_notes(found, advice);
  return advice;
}

std::string step_lines(const std::vector<Step>& steps) {
  std::string text;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    text += fmt::format("  {}. {}\n", i + 1, steps[i].text);
    for (const std::string& command : steps[i].commands)
      text += fmt::format("       {}\n", command);
  }
  return text;
}

}  // namespace veto::report
