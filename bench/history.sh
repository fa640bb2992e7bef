#!/bin/sh
# Scans whole histories beside git's own readers and other scanners, in turn, in one run:
#
#   sh bench/history.sh REPOSITORY... RESULTS [NAME=COMMAND...]
#
# Each NAME=COMMAND is another scanner: sh runs COMMAND, which finds the repository in $REPOSITORY and writes a JSON
# report to standard output; NAME should say its version. A table goes to the terminal and to RESULTS/history.txt.
#
# Environment: PROGRAM (the git-veto to measure; without it preset bench is built), ROUNDS (default 3; medians are
# shown), INFLATE_LIMIT and TWINS (the programs inflate-limit and history-twins, whose lines go below each table),
# MEMORY=no (leave out the extra run that samples anonymous memory). Needs the package time and a machine that does
# nothing else.
set -eu
source=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
rounds=${ROUNDS:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
export XDG_CACHE_HOME="$work/cache" # what a scan remembers for the next one

usage() {
  printf 'usage: sh bench/history.sh REPOSITORY... RESULTS [NAME=COMMAND...]\n' >&2
  exit 2
}

# What is to be measured lies in $work/rows, a directory each: its name, its command, and `counts` if it finds things.
number=100

# row NAME COMMAND [counts]
row() {
  number=$((number + 1))
  mkdir -p "$work/rows/$number"
  printf '%s\n' "$1" >"$work/rows/$number/name"
  printf '%s\n' "$2" >"$work/rows/$number/command"
  if [ $# = 3 ]; then : >"$work/rows/$number/$3"; fi
}

# run ROW PREFIX...: runs its command behind PREFIX; what it prints is kept where it is counted.
run() {
  here=$1 output=/dev/null
  shift
  if [ -e "$here/counts" ]; then output=$here/report; fi
  if [ -e "$here/first" ]; then rm -rf "$XDG_CACHE_HOME"; fi
  "$@" sh -c "$(cat "$here/command")" >"$output" 2>"$here/errors" </dev/null || {
    if [ ! -s "$output" ]; then : >"$here/failed"; fi
  }
}

# findings REPORT: ours says how many; in other lists of JSON objects each finding has one key for its rule.
findings() {
  if grep -q '"schema": "git-veto/' "$1"; then
    sed -n 's/^ *"findings": \([0-9][0-9]*\),$/\1/p' "$1" | head -n 1
  else
    grep -oE '"(RuleID|rule_id|ruleID|rule)" *:' "$1" | wc -l
  fi
}

# anonymous ROW: runs it once more, untimed, and prints the peak of the anonymous memory of all its processes in KB.
anonymous() {
  here=$1
  run "$here" setsid &
  background=$!
  peak=0
  while kill -0 "$background" 2>/dev/null; do
    session=$(ps -o pid= --ppid "$background" | head -n 1 | tr -d ' ')
    # shellcheck disable=SC2046 # one word each
    now=$(awk '/^RssAnon:/ {sum += $2} END {print sum + 0}' /dev/null \
      $(ps -o pid= -s "${session:-1}" | sed 's|^ *\(.*\)|/proc/\1/status|') 2>/dev/null) || now=0
    if [ "${now:-0}" -gt "$peak" ]; then peak=$now; fi
    sleep 0.05
  done
  wait "$background" || true
  printf '%s\n' "$peak"
}

# middle FILE COLUMN
middle() {
  awk -v column="$2" '{print $column}' "$1" | sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'
}

# title REPOSITORY: the name of its directory, or of the one above if that one says nothing.
title() {
  path=$(CDPATH='' cd -- "$1" && pwd)
  case ${path##*/} in
    repo | repo.git | .git) path=${path%/*} ;;
  esac
  printf '%s' "${path##*/}"
}

rows_of() {
  rm -rf "$work/rows"
  number=100
  scan="$program history $1 --no-config --quiet --tier info --format json"
  alone=
  if "$program" history --help | grep -q -e '--no-store'; then alone=--no-store; fi
  row "git-veto, 2 threads" "$scan $alone --threads 2" counts
  row "git-veto, 1 thread" "$scan $alone --threads 1" counts
  if [ -n "$alone" ]; then
    row "git-veto, first run that remembers" "$scan --threads 2" counts
    : >"$work/rows/$number/first"
    row "git-veto, second run" "$scan --threads 2" counts
  fi
  row "git cat-file --batch-all-objects" "git -C $1 cat-file --batch-all-objects --batch --unordered --buffer"
  row "git log -p --all" "git -C $1 log -p --all"
}

# measure REPOSITORY PEER...: prints its table.
measure() {
  export REPOSITORY="$1"
  rows_of "$(quoted "$1")"
  shift
  for peer in "$@"; do row "${peer%%=*}" "${peer#*=}" counts; done
  git -C "$REPOSITORY" cat-file --batch-all-objects --batch-check --unordered >/dev/null # the pack is in memory
  round=0
  while [ "$round" -lt "$rounds" ]; do
    for each in "$work"/rows/*; do run "$each" time -q -a -o "$each/times" -f '%e %U %S %M'; done
    round=$((round + 1))
  done

  printf '\n%s: %s\n' "$(title "$REPOSITORY")" "$(git -C "$REPOSITORY" count-objects -v | grep -E '^(count|in-pack|packs|size-pack)' | paste -sd ' ' -)"
  printf '%-36s %9s %9s %9s %9s %9s %9s %8s\n' '' 'wall s' 'user s' 'system s' 'peak MB' 'anon MB' 'findings' 'ratio'
  base=$(middle "$work/rows/101/times" 1)
  for each in "$work"/rows/*; do
    found=-
    if [ -e "$each/counts" ]; then found=$(findings "$each/report"); fi
    if [ -e "$each/failed" ]; then found=failed; fi
    anon=0
    if [ "${MEMORY:-yes}" != no ]; then anon=$(anonymous "$each"); fi
    awk -v name="$(cat "$each/name")" -v wall="$(middle "$each/times" 1)" -v user="$(middle "$each/times" 2)" \
      -v system_="$(middle "$each/times" 3)" -v peak="$(middle "$each/times" 4)" -v anon="$anon" \
      -v found="$found" -v base="$base" 'BEGIN {
        printf "%-36s %9.2f %9.2f %9.2f %9.0f %9s %9s %8.2f\n", name, wall, user, system_, peak / 1024,
          anon ? sprintf("%.0f", anon / 1024) : "-", found, (base > 0 ? wall / base : 0) }'
  done
  if [ -n "${INFLATE_LIMIT:-}" ]; then
    printf '\n'
    "$INFLATE_LIMIT" "$(git -C "$REPOSITORY" rev-parse --absolute-git-dir)" 2 "$rounds" | sed "s|$REPOSITORY|.|g"
  fi
  if [ -n "${TWINS:-}" ]; then
    printf '\nthe ways to read a history, 2 threads:\n'
    "$TWINS" "$REPOSITORY" 2
  fi
}

# quoted TEXT: one word for sh.
quoted() {
  printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")"
}

# all PEER...: the heading and every table.
all() {
  printf '%s, %s cores, %s\n' "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" "$(uname -sr)"
  printf '%s; %s; %s\n' "$("$program" --version)" "$(git --version)" "$(date -u '+%Y-%m-%d')"
  printf 'Medians of %s rounds, all in turn; ratio: wall time over that of git-veto with 2 threads.\n' "$rounds"
  printf 'peak: of the largest process; anon: the sum of all its processes without mapped files, sampled in a run of its own.\n'
  while read -r repository; do measure "$repository" "$@"; done <"$work/repositories"
}

: >"$work/repositories"
results=
while [ $# -gt 0 ]; do
  case $1 in
    *=*) if [ ! -d "$1" ]; then break; fi ;;
  esac
  if [ -n "$results" ]; then printf '%s\n' "$results" >>"$work/repositories"; fi
  results=$1
  shift
done
if [ ! -s "$work/repositories" ]; then usage; fi

if [ -n "${PROGRAM:-}" ]; then
  program=$PROGRAM
else
  program=$source/build/bench/hook/git-veto
  (cd "$source" && cmake --preset bench >/dev/null && cmake --build --preset bench)
fi
mkdir -p "$results"
all "$@" | tee "$results/history.txt"
