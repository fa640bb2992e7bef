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

pair() {
  printf '\n%s\n' "$1"
  hyperfine --warmup 1 --runs "$rounds" --ignore-failure --style none --export-json /tmp/bench-scan.$$ "$2" "$3" >/dev/null
  awk -F'[:,]' '/"median"/ {print $2}' /tmp/bench-scan.$$ | {
    read -r ours
    read -r theirs
    awk -v a="$ours" -v b="$theirs" -v x="$2" -v y="$3" \
      'BEGIN {printf "  %8.3f s  %s\n  %8.3f s  %s\n  ratio %.2f\n", a, x, b, y, a / b}'
  }
  rm -f /tmp/bench-scan.$$
}

pair "history of $(basename "$repository")" \
  "$program history $repository --no-config --quiet --format json" \
  "git -C $repository cat-file --batch-all-objects --batch --unordered --buffer"
pair "files of $(basename "$tree")" \
  "$program files $tree --no-config --quiet --format json" \
  "grep -rc ghp_ $tree"
