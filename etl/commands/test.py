"""./blocwatch test: linters, type checker and all tests, as CI runs them."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from etl.settings import PROJECT

HELP = "linters, type checker and all tests"

TOOLS = (
    ("ruff", ["ruff", "check", "."]),
    ("ruff format", ["ruff", "format", "--check", "."]),
    ("mypy", ["mypy"]),
    ("sqlfluff", ["sqlfluff", "lint", "--disable-progress-bar", "--processes", "2", "sql"]),
)
# a worker that is done takes tests of one that is not: single files of tests take minutes; one more than cores, since
# the one with the browser mostly waits
ALL_CORES = ("-n", str((os.cpu_count() or 1) + 1), "--dist", "worksteal")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pytest", nargs=argparse.REMAINDER, help="given to pytest; then only it runs")


def main(args: argparse.Namespace) -> int:
    """0 when everything passed; all tools run even if one fails."""
    programs = Path(sys.executable).parent
    failed = []
    for name, command in () if args.pytest else TOOLS:
        started = time.monotonic()
        ended = subprocess.run([str(programs / command[0]), *command[1:]], cwd=PROJECT, check=False).returncode
        print(f"{name}: {'failed' if ended else 'ok'} ({time.monotonic() - started:.0f} s)", flush=True)
        failed += [name] if ended else []
    asked = args.pytest or ALL_CORES
    ended = subprocess.run([sys.executable, "-m", "pytest", *asked], cwd=PROJECT, check=False).returncode
    failed += ["pytest"] if ended else []
    if failed:
        print(f"blocwatch: failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0
