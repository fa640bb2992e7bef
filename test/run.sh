#!/bin/sh
# Runs all tests: sh test/run.sh
#
# Installs what is missing (Debian 12; as root or with sudo), builds with warnings as errors, runs unit, rule,
# end-to-end, style and fuzz-replay tests, then the unit and end-to-end tests again under AddressSanitizer and
# UndefinedBehaviorSanitizer. Ends with the line "N passed, N failed"; exit status 0 only if none failed.
set -u

source=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=install/packages.sh
. "$source/install/packages.sh"
install_packages run build test || exit 1
cd "$source" || exit 1

passed=0
failed=0

# count PRESET [CTEST-ARGUMENT...]: builds and tests a preset, and adds up its test cases.
count() {
  preset=$1
  shift
  if ! { cmake --preset "$preset" && cmake --build --preset "$preset"; }; then
    printf 'the %s build failed\n' "$preset"
    failed=$((failed + 1))
    return
  fi
  results=$source/build/$preset/results
  rm -rf "$results"
  mkdir -p "$results"
  VETO_TEST_RESULTS=$results ctest --preset "$preset" -j "$(nproc)" "$@"
  # Each test program leaves "PASSED FAILED" behind; one that crashed leaves nothing and counts as a failure.
  for name in $(ctest --preset "$preset" "$@" --show-only | sed -n 's/^ *Test *#[0-9]*: //p'); do
    if [ -s "$results/$name" ]; then
      read -r ok bad <"$results/$name"
    else
      ok=0 bad=1
      printf 'no result of %s (%s)\n' "$name" "$preset"
    fi
    passed=$((passed + ok))
    failed=$((failed + bad))
  done
}

count dev
count asan -L 'unit|e2e|fuzz'

printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
