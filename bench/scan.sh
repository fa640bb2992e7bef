#!/bin/sh
# Times whole scans beside the commands that they are measured against, in turn: sh bench/scan.sh PROGRAM
# REPOSITORY TREE [ROUNDS]
#
#   history   git-veto history REPOSITORY   against   git cat-file --batch-all-objects (piped to nothing)
#   files     git-veto files TREE           against   grep -rc ghp_ TREE
#
# Needs hyperfine. Prints medians and ratios.
set -eu
program=$1 repository=$2 tree=$3 rounds=${4:-5}

# pair TITLE NAME COMMAND NAME COMMAND
pair() {
  printf '\n%s\n' "$1"
  hyperfine --warmup 1 --runs "$rounds" --ignore-failure --style none --export-json /tmp/bench-scan.$$ "$3" "$5" \
    >/dev/null 2>&1
  awk -F'[:,]' '/"median"/ {print $2}' /tmp/bench-scan.$$ | {
    read -r ours
    read -r theirs
    awk -v a="$ours" -v b="$theirs" -v x="$2" -v y="$4" \
      'BEGIN {printf "  %8.3f s  %s\n  %8.3f s  %s\n  ratio %.2f\n", a, x, b, y, a / b}'
  }
  rm -f /tmp/bench-scan.$$
}

pair "history: $(git -C "$repository" count-objects -v | tr '\n' ' ')" \
  "git-veto history" "$program history $repository --no-config --quiet --format json" \
  "git cat-file --batch-all-objects --batch --unordered --buffer" \
  "git -C $repository cat-file --batch-all-objects --batch --unordered --buffer"
pair "files: $(find "$tree" -type f | wc -l) files, $(du -sm --apparent-size "$tree" | cut -f 1) MB" \
  "git-veto files" "$program files $tree --no-config --quiet --format json" \
  "grep -rc ghp_" "grep -rc ghp_ $tree"
