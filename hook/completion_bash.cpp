#include <fmt/format.h>
#include <fmt/ranges.h>

#include "hook/completion.h"

namespace veto::hook {
namespace {

constexpr std::string_view kHead =
    R"(# bash completion for git-veto and git veto: made by git-veto --generate bash

)";

// git's own completion calls _git_veto with words and cword set.
constexpr std::string_view kTail = R"sh(
__git_veto_reply() {
  case $1 in
  @file) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$2") ;;
  @directory) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$2") ;;
  @rule) mapfile -t COMPREPLY < <(compgen -W "$(git-veto rules list 2>/dev/null | cut -d ' ' -f 1)" -- "$2") ;;
  @revision) mapfile -t COMPREPLY < <(compgen -W "$(git for-each-ref --format='%(refname:short)' 2>/dev/null)" -- "$2") ;;
  @free) COMPREPLY=() ;;
  *) mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2") ;;
  esac
}

_git_veto() {
  local REPLY path='' option='' at=0 word now=${words[cword]}
  for ((; at < cword; ++at)); do
    case ${words[at]##*/} in veto | git-veto) break ;; esac
  done
  for ((++at; at < cword; ++at)); do
    word=${words[at]}
    if [[ $word == = ]]; then continue; fi
    if [[ -n $option ]]; then option=; continue; fi
    if [[ $word == -- ]]; then break; fi
    if [[ $word == --*=* ]]; then continue; fi
    if [[ $word == -* ]]; then
      __git_veto_value "$path $word"
      if [[ -n $REPLY ]]; then option=$word; fi
      continue
    fi
    __git_veto_commands "$path"
    if [[ " $REPLY " == *" $word "* ]]; then path=${path:+$path }$word; fi
  done
  if [[ $now == = ]]; then now=; fi
  if [[ $now == --*=* ]]; then option=${now%%=*} now=${now#*=}; fi
  if [[ -n $option ]]; then
    __git_veto_value "$path $option"
    __git_veto_reply "$REPLY" "$now"
    return
  fi
  if [[ $now == -* ]]; then
    __git_veto_options "$path"
    __git_veto_reply "$REPLY" "$now"
    return
  fi
  __git_veto_commands "$path"
  if [[ -z $REPLY ]]; then __git_veto_operand "$path"; fi
  __git_veto_reply "$REPLY" "$now"
}

__git_veto_alone() {
  local words=("${COMP_WORDS[@]}") cword=$COMP_CWORD
  _git_veto
}
complete -F __git_veto_alone git-veto
)sh";

std::string_view word_for(std::string_view name) {
  switch (value_kind(name)) {
    case ValueKind::File:
      return "@file";
    case ValueKind::Directory:
      return "@directory";
    case ValueKind::Rule:
      return "@rule";
    case ValueKind::Revision:
      return "@revision";
    case ValueKind::Free:
      return "@free";
  }
  return "@free";
}

/// A function that sets REPLY by a table.
std::string table(std::string_view name, const std::string& rows) {
  return fmt::format("{}() {{\n  case $1 in\n{}  *) REPLY= ;;\n  esac\n}}\n", name, rows);
}

std::string row(const std::string& key, std::string_view reply) {
  return fmt::format("  '{}') REPLY='{}' ;;\n", key, reply);
}

}  // namespace

std::string bash_completion(const CommandInfo& program) {
  std::string commands;
  std::string options;
  std::string values;
  std::string operands;
  for (const CommandInfo* command : all_commands(program)) {
    std::vector<std::string> names;
    for (const CommandInfo& inner : command->commands) names.push_back(inner.name());
    if (!names.empty()) commands += row(command->path, fmt::format("{}", fmt::join(names, " ")));
    names.clear();
    for (const OptionInfo* option : all_options(*command)) {
      names.push_back(option->name);
      if (option->value.empty()) continue;
      values += row(command->path + " " + option->name,
                    option->choices.empty() ? std::string(word_for(option->value))
                                            : fmt::format("{}", fmt::join(option->choices, " ")));
    }
    options += row(command->path, fmt::format("{}", fmt::join(names, " ")));
    if (!command->operands.empty())
      operands += row(command->path, word_for(command->operands.front().name));
  }
  return std::string(kHead) + table("__git_veto_commands", commands) +
         table("__git_veto_options", options) + table("__git_veto_value", values) +
         table("__git_veto_operand", operands) + std::string(kTail);
}

}  // namespace veto::hook
