#!/usr/bin/env python3
"""Runs one target of short_fuzz on its seeds.

usage: tests/fuzz/run_short.py SHORT_FUZZ TARGET INPUTS
"""

import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def main():
    program, target, inputs = sys.argv[1:4]
    with tempfile.TemporaryDirectory(prefix="entente-seeds-") as folder:
        length = subprocess.run([sys.executable, HERE / "make_seeds.py", target, folder],
                                check=True, capture_output=True, text=True).stdout.strip()
        name = "query" if target.startswith("query_") else target
        dictionary = HERE / f"{name}.dict"
        arguments = [program, target, folder, inputs, length]
        sys.exit(subprocess.run(arguments + ([dictionary] if dictionary.exists() else [])).returncode)


if __name__ == "__main__":
    main()
