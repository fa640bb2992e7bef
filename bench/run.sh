#!/bin/sh
# Runs all benchmarks and writes their output: sh bench/run.sh REPOSITORY TREE RESULTS [NAME=COMMAND...]
#
# REPOSITORY is a large git repository, TREE a directory of source text, RESULTS the directory for the output;
# each NAME=COMMAND is another tool's hook, timed beside ours at 500 files. Needs the packages of
# install/packages.txt, libbenchmark-dev, hyperfine and time, and a machine that does nothing else.
set -eu
repository=$1 tree=$2 results=$3
shift 3
source=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
build=$source/build/bench
(cd "$source" && cmake --preset bench >/dev/null && cmake --build --preset bench)
mkdir -p "$results"
program=$build/hook/git-veto commit=$build/bench/bench-commit empty=$build/bench/empty-hook

# record NAME COMMAND...: the command's output, with the machine and the day above it.
record() {
  file=$results/$1.txt
  shift
  {
    printf '%s, %s cores, %s; %s, %s; ' "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" \
      "$(uname -sr)" "$(git --version)" "$("$program" --version)"
    date -u '+%Y-%m-%d'
    "$@"
  } | tee "$file"
}

sizes() {
  for files in 500 5000 70000; do "$commit" "$program" "$empty" "$files" 1 101; done
}

# The program reads a stream of 3 GB with a secret at its end; peak resident memory in KB.
large_stream() {
  for bytes in 3000000 300000000 3000000000; do
    printf '%s bytes: ' "$bytes"
    { yes 'static int value(const char *name) { return find(name, 42); }' | head -c "$bytes"; printf '\n'; printf 'token = ghp_%s\n' Q1pveFcunXvVqDLeIBEfQvrlBWPMNn0Jp9FU; } |
      /usr/bin/time -f 'peak %M KB, %e s' "$program" stdin 2>&1 >/dev/null | grep -v '^git-veto: blocked' |
      grep -v 'Command exited' | tr '\n' ' '
    printf '\n'
  done
}

record commit-sizes sizes
record commit-many "$commit" "$program" "$empty" 500 300 41
[ $# = 0 ] || record commit-peers "$commit" "$program" "$empty" 500 1 21 "$@"
record engine env VETO_BENCH_CORPUS="$tree" "$build/bench/bench-engine" --benchmark_min_time=2 \
  --benchmark_color=false
record rules-cost "$program" rules cost "$tree"
record scan sh "$source/bench/scan.sh" "$program" "$repository" "$tree"
record large-stream large_stream
