#!/bin/sh
# The most private memory that scans of histories take, and their time, with one thread and two: sh bench/memory.sh
# BUILD [REPOSITORY...]. BUILD holds hook/git-veto and bench/; beside the named repositories, some that are made to be hard.
#
#   chain   4,000 deltas one upon another, of a text of 30 MB (CHAIN sets another number)
#   wide    200 deltas of a text of 31 MB, each with another one
#   single  one file of 300 MB, packed, and the same as a loose object
#   tiny    a million objects of a few bytes
set -eu
build=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

measure() {
  for threads in 1 2; do
    printf '%-10s %d threads  ' "$1" $threads
    "$build/bench/peak-memory" "$build/hook/git-veto" history --no-config --no-store --threads $threads --format json "$2"
  done
}

make_pack() {
  git init -q --bare "$work/$1"
  "$build/bench/heavy-pack" "$1" "$2" "$3" "$work/$1/objects/pack/pack-1"
}

for repository in "$@"; do
  measure "$(basename "$(dirname "$repository")" | sed 's/.*+//')" "$repository"
done
make_pack chain "${CHAIN:-4000}" 30
make_pack wide 200 31
make_pack tiny 1000000 0
git init -q --bare "$work/single"
git init -q --bare "$work/loose"
seq 1 40000000 | head -c 314572800 >"$work/large"
git -C "$work/loose" hash-object -w --stdin <"$work/large" >"$work/id"
git -C "$work/loose" pack-objects -q "$work/single/objects/pack/pack" <"$work/id" >/dev/null
for name in chain wide tiny single loose; do measure $name "$work/$name"; done
