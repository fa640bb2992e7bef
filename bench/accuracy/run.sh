#!/bin/sh
# Counts what scanners find in public repositories: sh bench/accuracy/run.sh RESULTS REPOSITORY...
#
# Each REPOSITORY (a clone or a bare mirror) is copied, with the history of HEAD alone, so that all tools read the
# same; that history and HEAD's files are scanned. Writes RESULTS/NAME.txt: versions, times, findings per rule and
# per million lines, and the places of git-veto's block tier. RESULTS/NAME.findings.tsv has the place of every finding
# of every tool. No secret is in either. PROGRAM names another git-veto; gitleaks, kingfisher, betterleaks and
# detect-secrets run where they are in PATH, without network, at most PEER_SECONDS (900) each. TOOLS names a choice.
set -eu
results=$1
shift
source=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
program=${PROGRAM:-$source/build/release/hook/git-veto}
tools=${TOOLS:-git-veto gitleaks kingfisher betterleaks detect-secrets}
limit=${PEER_SECONDS:-900}
mkdir -p "$results"

unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_CONFIG_GLOBAL GIT_CONFIG_NOSYSTEM
# The tools' own reports hold secrets: nobody else reads them, and they go when the script ends.
umask 077
work=$(mktemp -d "${TMPDIR:-/tmp}/veto-accuracy.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# timed TOOL PART COMMAND...: runs it and notes seconds and status.
timed() {
  tool=$1 part=$2
  shift 2
  printf '%s, %s ...\n' "$tool" "$part" >&2
  begin=$(date +%s.%N) status=0
  timeout "$limit" "$@" >"$work/$tool.$part.out" 2>"$work/$tool.$part.err" || status=$?
  printf '%s\t%s\t%s\t%s\t%s\n' "$tool" "$part" "$begin" "$(date +%s.%N)" "$status" >>"$work/times"
}

version() {
  case $1 in
  git-veto) "$program" --version ;;
  gitleaks) go version -m "$(command -v gitleaks)" 2>/dev/null | awk '$1 == "mod" {print $3}' ;;
  kingfisher | detect-secrets) "$1" --version ;;
  betterleaks) betterleaks version ;;
  esac | tail -n 1
}

# history TOOL, tree TOOL: one scan each; detect-secrets reads no history.
history() {
  case $1 in
  git-veto) timed "$1" history "$program" history --no-config --format jsonl "$work/clone" ;;
  gitleaks) timed "$1" history gitleaks git --no-banner --exit-code 0 -f json -r "$work/$1.history.json" "$work/clone" ;;
  kingfisher) timed "$1" history kingfisher scan --git-history full -n --no-update-check --format jsonl \
    -o "$work/$1.history.json" "$work/clone" ;;
  betterleaks) timed "$1" history betterleaks git -s --no-banner --exit-code 0 -o "$work/$1.history.json" "$work/clone" ;;
  esac
}
tree() {
  case $1 in
  git-veto) timed "$1" tree "$program" files --no-config --format jsonl . ;;
  gitleaks) timed "$1" tree gitleaks dir --no-banner --exit-code 0 -f json -r "$work/$1.tree.json" . ;;
  kingfisher) timed "$1" tree kingfisher scan -n --no-update-check --format jsonl -o "$work/$1.tree.json" . ;;
  betterleaks) timed "$1" tree betterleaks filesystem -s --no-banner --exit-code 0 -o "$work/$1.tree.json" . ;;
  detect-secrets) timed "$1" tree detect-secrets scan --no-verify --all-files . ;;
  esac
}

# copy REPOSITORY: HEAD's history, repacked. For files that a mirror lacks git reads empty ones.
copy() {
  git init -q --bare "$work/clone"
  git -C "$1" rev-list --objects --missing=print HEAD >"$work/objects"
  grep -v '^?' "$work/objects" | git -C "$1" pack-objects -q "$work/clone/objects/pack/pack" >/dev/null
  git -C "$work/clone" update-ref refs/heads/main "$(git -C "$1" rev-parse HEAD)"
  git -C "$work/clone" symbolic-ref HEAD refs/heads/main
  empty=$(git -C "$work/clone" hash-object -w --stdin </dev/null)
  sed -n 's/^?//p' "$work/objects" | while read -r missing; do
    git -C "$work/clone" update-ref "refs/replace/$missing" "$empty"
  done
}

for repository; do
  name=${repository%/}
  name=${name%/.git}
  name=${name%/repo}
  name=$(basename "$name" .git)
  printf '%s\n' "$name" >&2
  rm -rf "$work/clone" "$work/tree" "$work"/*.json "$work"/*.out "$work/times" "$work/about"
  copy "$repository"
  mkdir "$work/tree"
  (cd "$work/clone" && GIT_INDEX_FILE=$work/index git read-tree HEAD &&
    GIT_INDEX_FILE=$work/index git --work-tree="$work/tree" checkout-index -a --prefix="$work/tree/")
  {
    printf 'name\t%s\n' "$name"
    git -C "$work/clone" log -1 --format='head%x09%h of %cs'
    printf 'missing\t%s\n' "$(grep -c '^?' "$work/objects" || true)"
    printf 'commits\t%s\n' "$(git -C "$work/clone" rev-list --count HEAD)"
    printf 'added\t%s\n' "$(git -C "$work/clone" log --format= --numstat --no-renames | awk '{n += $1} END {print n}')"
    printf 'files\t%s\n' "$(find "$work/tree" -type f | wc -l)"
    printf 'lines\t%s\n' "$(find "$work/tree" -type f -exec cat {} + | wc -l)"
  } >"$work/about"
  for tool in $tools; do
    if [ "$tool" != git-veto ] && ! command -v "$tool" >/dev/null; then continue; fi
    printf 'version %s\t%s\n' "$tool" "$(version "$tool")" >>"$work/about"
    history "$tool"
    (cd "$work/tree" && tree "$tool")
  done
  python3 "$source/bench/accuracy/table.py" "$work" "$results/$name.findings.tsv" >"$results/$name.txt"
done
