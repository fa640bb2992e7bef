#!/bin/sh
# Opens an HTML report in headless Chromium: PROGRAM. It must draw its table, open a finding by its
# address, and say nothing on the console. Without a browser the check is skipped (status 77).
set -eu
program=$1
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
# What test/run.sh adds up: tests that passed and that failed.
result() {
  if [ -n "${VETO_TEST_RESULTS:-}" ]; then echo "$1" > "$VETO_TEST_RESULTS/browser_report"; fi
}
if [ -z "$browser" ] || ! command -v openssl > /dev/null; then
  result "0 0"
  echo "skipped: no Chromium, or no openssl, on this machine"
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

key=$(openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 2>/dev/null)
for name in "one" "two</script><script>document.title=1</script>"; do
  mkdir -p "$work/in/$name"
  printf '%s\n' "$key" > "$work/in/$name/key.pem"
done
"$program" files "$work/in" --format html > "$work/report.html" || [ $? -eq 1 ]
id=$(grep -o 'v1:[0-9a-f]\{16\}' "$work/report.html" | head -n 1)

# open ADDRESS-SUFFIX: the page as the browser has it after its script has run, in $work/page.
open() {
  "$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$work/profile" \
    --enable-logging=stderr --virtual-time-budget=3000 --dump-dom "file://$work/report.html$1" \
    > "$work/page" 2> "$work/log"
  if grep 'CONSOLE' "$work/log"; then
    echo "failed: the console is not empty"
    exit 1
  fi
}
expect() {
  if ! grep -q "$1" "$work/page"; then
    echo "failed: no $1 in the page"
    exit 1
  fi
}

open ""
expect 'aria-rowcount="2"'
expect 'id="row-0"'
expect '<title>1 secret blocks - '
open "#/finding/$id"
expect 'id="finding-title"'
expect "git veto explain private-key"
result "1 0"
echo "passed"
