#!/bin/sh
# Replays the last N commits of a repository as staged changes: sh bench/accuracy/replay.sh REPOSITORY N
#
# For each commit that is no merge, newest first: HEAD is its parent and the index is its tree, in a repository of its
# own that borrows the objects and has no files; there `git-veto staged` says what its hook would have said. Prints each
# finding of tier block or warn (redacted) with commit and path, then a summary. PROGRAM names another git-veto.
set -eu
repository=$1 count=$2
source=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
program=${PROGRAM:-$source/build/release/hook/git-veto}

unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_CONFIG_GLOBAL GIT_CONFIG_NOSYSTEM
objects=$(git -C "$repository" rev-parse --git-path objects)
objects=$(CDPATH='' cd -- "$repository" && CDPATH='' cd -- "$objects" && pwd)

work=$(mktemp -d "${TMPDIR:-/tmp}/veto-replay.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
git init -q "$work/repo"
printf '%s\n' "$objects" >"$work/repo/.git/objects/info/alternates"
git -C "$repository" rev-list --no-merges --parents -n "$count" HEAD >"$work/commits"

cd "$work/repo"
begin=$(date +%s)
while read -r commit parents; do
  if [ -n "$parents" ]; then
    printf '%s\n' "${parents%% *}" >.git/HEAD
  else
    printf 'ref: refs/heads/unborn\n' >.git/HEAD
  fi
  rm -f .git/index
  git read-tree "$commit"
  status=0
  "$program" staged --no-config --format jsonl >"$work/report" 2>"$work/messages" || status=$?
  printf '%s %s\n' "$commit" "$status" >>"$work/findings"
  cat "$work/report" >>"$work/findings"
  [ "$status" -le 1 ] || sed "s/^/$commit: /" "$work/messages" >&2
done <"$work/commits"
end=$(date +%s)
python3 "$source/bench/accuracy/replay_table.py" "$work/findings" $((end - begin))
