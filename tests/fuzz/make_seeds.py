#!/usr/bin/env python3
"""Writes the seeds of a fuzz target into a folder: files of the tree, each one input.

usage: tests/fuzz/make_seeds.py TARGET FOLDER

Where the first byte of an input picks what the rest is, there is a copy for each choice. The last
line printed is the greatest useful length of an input in bytes.
"""

import gzip
import pathlib
import re
import sys

TREE = pathlib.Path(__file__).resolve().parents[2]

# Target: the files, the number of choices of the first byte (0: it is no choice), bytes at most.
TARGETS = {
    "gold": (["data/corpus/gold/*.json"], 0, 16384),
    "graph_csv": (["tests/fuzz/seeds/graph_csv*"], 0, 4096),
    "graph_file": (["tests/golden/graph_files/*.graph"], 6, 65536),
    "graph_jsonl": (["tests/golden/formats/hostile.jsonl", "tests/golden/graph_files/*.jsonl"], 0, 16384),
    "knowledge": (["data/rules/*.rules", "data/gazetteers/titles.tsv"], 5, 65536),
    "parameters": (["tests/fuzz/seeds/parameters_*"], 0, 4096),
    "pipeline": (["data/corpus/*.txt", "data/corpus/*.md"], 0, 16384),
    "query_parse": (["data/queries/*.cypher"], 0, 4096),
    "query_run": (["data/queries/*.cypher"], 0, 4096),
    "readers": (["data/corpus/*.html", "data/corpus/*.md", "tests/fuzz/seeds/readers_*"], 4, 65536),
    "stored": (["tests/fuzz/seeds/stored_*"], 4, 4096),
}


def queries():
    """The queries of the feature files and cases."""
    for path in sorted(TREE.glob("tests/conformance/features/*/*.feature")):
        for text in re.findall(r'^ *"""\n(.*?)^ *"""$', path.read_text(), re.M | re.S):
            yield text.encode()
    for path in sorted(TREE.glob("tests/query/cases/*.test")):
        for text in re.findall(r"^query: (.*)$", path.read_text(), re.M):
            yield text.encode()


def seeds(target):
    patterns, choices, _ = TARGETS[target]
    for pattern in patterns:
        for path in sorted(TREE.glob(pattern)):
            name = str(path.relative_to(TREE)).replace("/", "_")
            if choices == 0:
                yield name, path.read_bytes()
            for choice in range(choices):
                yield f"{choice}-{name}", bytes([choice]) + path.read_bytes()
    if target == "stored":
        text = b"Chile and Peru signed a treaty in Lima on 14 March 2019.\n" * 40
        yield "gzip", b"\x03" + gzip.compress(text, mtime=0)
    if target.startswith("query_"):
        for number, text in enumerate(queries()):
            yield f"q{number}", text


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in TARGETS:
        sys.exit(__doc__ + "\nTARGET is one of " + ", ".join(TARGETS))
    folder = pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in seeds(sys.argv[1]):
        (folder / name).write_bytes(data)
    print(TARGETS[sys.argv[1]][2])


if __name__ == "__main__":
    main()
