#include "report/purge_plan.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/markdown_code.h"
#include "report/words.h"
#include "text/escape.h"

namespace veto::report {
namespace {

constexpr std::size_t kMaxPaths = 30;

std::string file_of(const PurgePlan& plan, std::string_view name) {
  return text::shell_quote(plan.directory + "/" + std::string(name));
}

/// "ID ID": the findings, as operands.
std::string ids_of(const PurgePlan& plan) {
  std::vector<std::string> ids;
  for (const Whereabouts& found : plan.findings) ids.push_back(found.finding.id);
  return fmt::format("{}", fmt::join(ids, " "));
}

/// The rules of the findings, each once.
std::vector<const rules::Rule*> rules_of(const PurgePlan& plan) {
  std::vector<const rules::Rule*> rules;
  for (const Whereabouts& found : plan.findings) {
    if (std::find(rules.begin(), rules.end(), found.finding.rule) == rules.end())
      rules.push_back(found.finding.rule);
  }
  return rules;
}

std::string what(const PurgePlan& plan) {
  std::string text = "## What is to go\n\n";
  for (const Whereabouts& found : plan.findings) {
    text += fmt::format("- {}  {}  {}\n  {}\n", found.finding.id, found.finding.rule->id,
                        code_span(redacted(found.finding)), code_span(state_line(found)));
    if (found.spread != Spread::Pushed)
      text += fmt::format(
          "  As far as this clone knows it was not pushed; then less is enough: "
          "`git veto explain {}`\n",
          found.finding.id);
  }
  text += "\nFiles that hold it, somewhere in the history (paths.txt):\n\n";
  std::size_t shown = 0;
  for (const std::string& path : plan.paths) {
    if (++shown <= kMaxPaths) text += "- " + code_span(path) + "\n";
  }
  if (plan.paths.empty()) text += "- none that has a name\n";
  if (shown > kMaxPaths) text += fmt::format("- ... and {} more\n", shown - kMaxPaths);
  if (plan.in_messages) text += "- messages of commits or tags\n";
  return text;
}

std::string warnings(const PurgePlan& plan) {
  std::string text;
  if (!plan.with_secrets && plan.values > 0)
    text += fmt::format(
        "- **replacements.txt is not written yet.** It holds the values in full. "
        "This writes the plan with it, into a new directory:\n\n{}\n",
        code_block("git veto purge-plan --with-secrets " + ids_of(plan)));
  if (plan.weak_values > 0)
    text += fmt::format(
        "- **{} of the values {} short or made of plain letters.** Replacing {} "
        "everywhere also changes other text that happens to hold the same bytes. "
        "Compare before you push, or take out the whole files (see below).\n",
        plan.weak_values, plan.weak_values == 1 ? "is" : "are",
        plan.weak_values == 1 ? "it" : "them");
  if (!plan.blobs.empty())
    text += fmt::format(
        "- **{} cannot be edited** (UTF-16, or binary: git-filter-repo leaves such "
        "files as they are). Versions of files with this content are taken out as "
        "a whole: blobs.txt names them.\n",
        count_of(plan.blobs.size(), "blob"));
  if (!plan.files.empty())
    text += fmt::format(
        "- **{} {} out as a whole**, in all versions: files.txt names {}. Copy what is still "
        "needed.\n",
        count_of(plan.files.size(), "file"), plan.files.size() == 1 ? "goes" : "go",
        plan.files.size() == 1 ? "it" : "them");
  for (const Whereabouts& found : plan.findings) {
    if (!found.is_shallow && found.not_readable.empty()) continue;
    text +=
        "- **Not all of the history could be read here**, so that places may be missing. Make "
        "the plan in a full clone.\n";
    break;
  }
  return text.empty() ? "" : "\n## Mind first\n\n" + text;
}

std::string clone_step(const PurgePlan& plan) {
  const bool is_local = plan.remotes.empty() || plan.remotes.front().is_local;
  const std::string url = plan.remotes.empty() ? plan.repository : plan.remotes.front().url;
  return "3. In an empty directory outside of every repository make a fresh clone of everything. "
         "User names and passwords in URLs are left out here.\n\n" +
         code_block(fmt::format("git clone --mirror {}{} purge.git\ncd purge.git",
                                is_local ? "--no-local " : "", text::shell_quote(url)));
}

std::string rewrite_step(const PurgePlan& plan) {
  std::string options;
  std::string text = "\n4. Rewrite.";
  switch (plan.filter_repo) {
    case FilterRepo::Missing:
      text +=
          " git-filter-repo is not installed here: it is a package of that name in most "
          "distributions. From version 2.47 on write `--sensitive-data-removal` in the place "
          "of `--replace-refs delete-no-add`.";
      options = " --replace-refs delete-no-add";
      break;
    case FilterRepo::Older:
      text +=
          " The git-filter-repo here is older than 2.47; a newer one takes "
          "`--sensitive-data-removal` in the place of `--replace-refs delete-no-add`.";
      options = " --replace-refs delete-no-add";
      break;
    case FilterRepo::SensitiveData:
      text +=
          " Before version 2.47 write `--replace-refs delete-no-add` in the place of "
          "`--sensitive-data-removal`.";
      options = " --sensitive-data-removal";
      break;
  }
  if (!plan.with_secrets && plan.values > 0)
    text += " replacements.txt is to be written first, see above.";
  if (plan.values > 0) options += " --replace-text " + file_of(plan, "replacements.txt");
  if (plan.values > 0 && plan.in_messages)
    options += " --replace-message " + file_of(plan, "replacements.txt");
  if (!plan.files.empty())
    options += " --invert-paths --paths-from-file " + file_of(plan, "files.txt");
  if (!plan.blobs.empty()) options += " --strip-blobs-with-ids " + file_of(plan, "blobs.txt");
  return text + "\n\n" + code_block("git filter-repo --prune-empty never" + options);
}

std::string check_step(const PurgePlan& plan) {
  std::string options;
  for (const rules::Rule* rule : rules_of(plan)) options += fmt::format(" --rule {}", rule->id);
  return "\n5. Look whether it is gone. Nothing of the list above may be shown:\n\n" +
         code_block("git veto history ." + options);
}

std::string push_step(const PurgePlan& plan) {
  if (plan.remotes.empty())
    return "\n6. This repository has no remote to push to. Go on in a clone of purge.git, and "
           "delete "
           "this one with its stashes and reflogs once nothing of it is needed:\n\n" +
           code_block("git clone . ../rewritten");
  std::string text =
      "\n6. Push. Unprotect branches first; a forge refuses its own refs (refs/pull/*, "
      "refs/merge-requests/*), which only its support can drop. On a server of your own drop what "
      "is left over there: `git gc --prune=now`.\n\n" +
      code_block("git push --force --mirror origin");
  for (std::size_t i = 1; i < plan.remotes.size(); ++i)
    text += "\n   Then the same from step 3 on with " + code_span(plan.remotes[i].url) + "\n";
  return text;
}

std::string steps(const PurgePlan& plan) {
  std::string text =
      "\n## Steps\n\n1. Make the value useless. Rewriting the history is no substitute: "
      "whoever fetched it has it.\n";
  for (const rules::Rule* rule : rules_of(plan)) {
    text += fmt::format("   - {}: {}\n", rule->id, text::for_terminal(rule->explain.revoke));
  }
  text +=
      "2. Take the value out of the current files in an ordinary commit on every branch. Merge or "
      "close open pull requests, and let nobody push until step 7.\n" +
      clone_step(plan) + rewrite_step(plan) + check_step(plan) + push_step(plan);
  text +=
      "\n7. Everybody clones anew, or rebases own work onto the new branches; nobody merges or "
      "pushes from an old clone, which would bring the value back. In each old clone that is "
      "kept (it loses its undo history):\n\n" +
      code_block(
          "git fetch --all --prune --tags --force\n"
          "git reflog expire --expire=now --all\ngit gc --prune=now");
  text += "\n8. Remove purge.git and the files of this plan:\n\n" +
          code_block(plan.with_secrets && plan.values > 0
                         ? fmt::format("shred -u {}\nrm -r {}", file_of(plan, "replacements.txt"),
                                       text::shell_quote(plan.directory))
                         : "rm -r " + text::shell_quote(plan.directory));
  return text;
}

std::string other_ways(const PurgePlan& plan) {
  std::string text = "\n## Other ways than step 4\n";
  if (!plan.paths.empty())
    text += "\nTo take out the files as a whole, in all of their versions:\n\n" +
            code_block("git filter-repo --invert-paths --paths-from-file " +
                       file_of(plan, "paths.txt"));
  if (plan.values == 0) return text;
  text +=
      "\nWith BFG:\n\n" + code_block("bfg --replace-text " + file_of(plan, "replacements.txt") +
                                     "\ngit reflog expire --expire=now --all\ngit gc --prune=now");
  text +=
      "\nIts limits: it works line by line, skips files over 1 MB and leaves messages and the "
      "files of HEAD as they are (so step 2 is not optional).";
  if (plan.multi_line > 0)
    text += fmt::format(
        " It does not find {} of several lines, such as keys; take the files "
        "out with `--delete-files NAME`.",
        count_of(plan.multi_line, "value"));
  return text + "\n";
}

}  // namespace

std::string purge_plan(const PurgePlan& plan) {
  std::string text = fmt::format("# Purge plan, {}\n\n", plan.date);
  text +=
      "Made by `git veto purge-plan`. It holds no secret; replacements.txt, if it is here, "
      "does.\n\n";
  text += what(plan) + warnings(plan) + steps(plan) + other_ways(plan);
  text +=
      "\n## What this does and does not\n\n"
      "- Every commit from the first changed one on gets a new id: signatures, open pull requests, "
      "references to commits and clones break. A commit that is left without a change stays.\n"
      "- LFS objects, forks, releases, packages, caches, container images and logs of CI are not "
      "touched, nor what a forge keeps of old commits: ask its support.\n"
      "- replacements.txt has no comments: each line is replaced as it stands, by what is behind "
      "the "
      "last `==>`. A key is one `regex:` line that fits it and no other; this line would fit every "
      "private key: `regex:(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE "
      "KEY-----==>***REMOVED***`\n";
  return text::guard_terminal(text);
}

}  // namespace veto::report
