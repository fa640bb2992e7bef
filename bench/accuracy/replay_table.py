"""What replay.sh collected, as text: a line a finding, then sums.

Input: for each commit a line "COMMIT STATUS", then the JSON lines of `git-veto staged`.
"""
import collections
import json
import sys


def main(path, seconds):
    commits = blocked = incomplete = 0
    rules = collections.Counter()
    commit = ""
    for line in open(path, encoding="utf-8", errors="replace"):
        if not line.startswith("{"):
            commit, status = line.split()
            commits += 1
            blocked += status == "1"
            incomplete += status not in ("0", "1")
            continue
        finding = json.loads(line)
        if "rule" not in finding or finding["tier"] == "info":
            continue
        rules[finding["tier"], finding["rule"]] += 1
        print("{tier} {rule} {0} {path!r}:{line} {redacted}".format(commit[:12], **finding))
    sums = collections.Counter()
    print(f"\n{commits} commits in {seconds} s: {blocked} blocked, {incomplete} incomplete")
    for (tier, rule), number in sorted(rules.items()):
        sums[tier] += number
        print(f"  {number:6} {tier} {rule}")
    print("  {0} block, {1} warn findings".format(sums["block"], sums["warn"]))


main(sys.argv[1], int(sys.argv[2]))
