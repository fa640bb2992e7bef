"""What run.sh collected, as tables. Reads the tools' reports; prints rules, paths and lines, never a secret.

A finding is a pair of rule and secret, however many places it has: tools differ in how often they repeat one.
"""
import collections
import json
import os
import sys

Finding = collections.namedtuple("Finding", "tier rule path line commit identity")


def json_lines(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        for line in file:
            if line.startswith("{"):
                yield json.loads(line)


def git_veto(work, part):
    for found in json_lines(f"{work}/git-veto.{part}.out"):
        if "rule" in found:
            yield Finding(found["tier"], found["rule"], found["path"], found["line"], found.get("commit", ""),
                          found["id"])


def gitleaks(work, part):
    with open(f"{work}/gitleaks.{part}.json", encoding="utf-8") as file:
        for found in json.load(file):
            yield Finding("-", found["RuleID"], found["File"], found["StartLine"], found["Commit"], found["Secret"])


def kingfisher(work, part):
    for found in json_lines(f"{work}/kingfisher.{part}.json"):
        if "finding" in found:
            where = found["finding"]
            commit = where.get("git_metadata", {}).get("commit", {}).get("id", "")
            yield Finding("-", found["rule"]["id"], where["path"], where["line"], commit, where["snippet"])


def betterleaks(work, part):
    with open(f"{work}/betterleaks.{part}.json", encoding="utf-8") as file:
        for found in json.load(file)["findings"]:
            where = found["location"]
            commit = found.get("attributes", {}).get("git.sha", "")
            yield Finding("-", found["rule_id"], where.get("path", ""), where["start_line"], commit,
                          found["match"]["value"])


def detect_secrets(work, part):
    with open(f"{work}/detect-secrets.{part}.out", encoding="utf-8") as file:
        for path, list_of_path in json.load(file)["results"].items():
            for found in list_of_path:
                yield Finding("-", found["type"], path, found["line_number"], "", found["hashed_secret"])


READERS = {"git-veto": git_veto, "gitleaks": gitleaks, "kingfisher": kingfisher, "betterleaks": betterleaks,
           "detect-secrets": detect_secrets}
PARTS = ("history", "tree")


def read(tool, work, part):
    """The findings, one a secret and rule, or None where the tool left no report."""
    try:
        unique = {}
        for found in READERS[tool](work, part):
            unique.setdefault((found.rule, found.identity), found)
        return list(unique.values())
    except (OSError, ValueError):
        return None


def plain_path(path, work):
    """The path in the repository, whichever way the tool names it."""
    for prefix in (f"{work}/tree/", f"{work}/clone/", "./"):
        if path.startswith(prefix):
            path = path[len(prefix):]
    return path


def read_about(work):
    with open(f"{work}/about", encoding="utf-8") as file:
        return dict(line.rstrip("\n").split("\t", 1) for line in file)


def read_times(work):
    times = {}
    with open(f"{work}/times", encoding="utf-8") as file:
        for line in file:
            tool, part, begin, end, status = line.split()
            times[tool, part] = (float(end) - float(begin), status)
    return times


def print_tools(about, times, found):
    print(f"\n{'tool':40} {'history':>10} {'findings':>9}   {'tree':>10} {'findings':>9}")
    for tool in [key[8:] for key in about if key.startswith("version ")]:
        cells = []
        for part in PARTS:
            if (tool, part) not in times:
                cells.append(f"{'':10} {'':9}")
                continue
            seconds, status = times[tool, part]
            count = "none read" if found[tool, part] is None else len(found[tool, part])
            time = "over time" if status == "124" else f"{seconds:.1f} s"
            cells.append(f"{time:>10} {count:>9}")
        version = about["version " + tool]
        name = version if version.startswith(tool) else f"{tool} {version}"
        print(f"{name[:40]:40} {'   '.join(cells)}".rstrip())


def print_rules(about, found):
    lines = {"history": int(about["added"]), "tree": int(about["lines"])}
    print(f"\n{'rule':58} {'history':>8} {'a million':>10}   {'tree':>8} {'a million':>10}")
    counts = collections.defaultdict(lambda: dict.fromkeys(PARTS, 0))
    order = {"block": 0, "warn": 1, "info": 2, "-": 3}
    for (tool, part), findings in found.items():
        for one in findings or ():
            counts[tool != "git-veto", tool, order[one.tier], one.tier, one.rule][part] += 1
            if tool == "git-veto":
                counts[False, tool, order[one.tier], one.tier, ""][part] += 1
    for (_, tool, _, tier, rule), parts in sorted(counts.items()):
        cells = [f"{parts[part]:8} {1e6 * parts[part] / max(1, lines[part]):10.1f}" for part in PARTS]
        name = " ".join(filter(lambda word: word not in ("-", ""), (tool, tier, rule or "(all)")))
        print(f"{name:58} {'   '.join(cells)}")


def print_block(found, work):
    blocked = {}
    for part in PARTS:
        for one in found.get(("git-veto", part)) or ():
            if one.tier == "block":
                blocked.setdefault((one.rule, one.identity), (part, one))
    print("\nblock tier of git-veto, one line a secret:")
    for part, one in sorted(blocked.values(), key=lambda entry: (entry[1].rule, entry[1].path)):
        where = one.commit[:12] if one.commit else "HEAD"
        print(f"  {one.rule:36} {where:12} {ascii(plain_path(one.path, work))[1:-1]}:{one.line}")


def main(work, listing):
    about = read_about(work)
    times = read_times(work)
    found = {key: read(key[0], work, key[1]) for key in times}
    print("{name} at {head}: {0:,} commits adding {1:,} lines; {2:,} files of {3:,} lines".format(
        *(int(about[key]) for key in ("commits", "added", "files", "lines")), **about))
    if about["missing"] != "0":
        print("{missing} objects of this history are missing in the mirror".format(**about))
    print_tools(about, times, found)
    print_rules(about, found)
    print_block(found, work)
    with open(listing, "w", encoding="utf-8") as file:
        for (tool, part), findings in found.items():
            for one in sorted(findings or (), key=lambda one: (one.tier, one.rule, one.path, one.line)):
                path = ascii(plain_path(one.path, work))[1:-1]
                print(tool, part, one.tier, one.rule, one.commit[:12], path, one.line, sep="\t", file=file)


main(sys.argv[1].rstrip(os.sep), sys.argv[2])
