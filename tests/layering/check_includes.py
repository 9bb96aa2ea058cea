#!/usr/bin/env python3
"""Fails on an #include against the layering of docs/architecture.md.

usage: check_includes.py ROOT

graph includes nothing of ours; ingest and query include graph and never each other; cli includes all three.
A shared include root lets an upward include compile, so this reads the lines themselves.
"""
import re
import sys
from pathlib import Path

MAY_INCLUDE = {
    "graph": {"graph"},
    "ingest": {"ingest", "graph"},
    "query": {"query", "graph"},
    "cli": {"cli", "ingest", "query", "graph"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')


def violations(root):
    for folder, allowed in MAY_INCLUDE.items():
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in (".h", ".cpp"):
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
                match = INCLUDE.match(line)
                if not match:
                    continue
                target = match[1]
                if target.startswith("."):
                    yield f"{path}:{number}: include from the root of the tree, not {target}"
                first = target.split("/")[0] if "/" in target else ""
                ours = first in MAY_INCLUDE or first == "tests"
                if ours and first not in allowed:
                    yield f"{path}:{number}: {folder}/ may not include {target}"


def main():
    found = list(violations(Path(sys.argv[1])))
    for line in found:
        print(line)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
