"""./blocwatch test: linters, type checker and all tests, as CI runs them."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from etl.settings import PROJECT

HELP = "linters, type checker and all tests"

TOOLS = (
    ("ruff", ["ruff", "check", "."]),
    ("ruff format", ["ruff", "format", "--check", "."]),
    ("mypy", ["mypy"]),
    ("sqruff", ["sqruff", "lint", "sql"]),
)
# a worker that is done takes tests of one that is not: single files of tests take minutes; one more than cores, since
# the one with the browser mostly waits
ALL_TESTS = ("-n", str((os.cpu_count() or 1) + 1), "--dist", "worksteal", "--durations", "15", "--durations-min", "5")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.usage = "./blocwatch test [PYTEST ARGS]"
    parser.epilog = "PYTEST ARGS, such as a file or -k words, are given to pytest; then only it runs."


def _checked(name: str, command: list[str]) -> tuple[str, bool, str]:
    """Runs one of TOOLS; whether it found nothing, and what it printed."""
    started, program = time.monotonic(), str(Path(sys.executable).parent / command[0])
    done = subprocess.run(
        [program, *command[1:]], cwd=PROJECT, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    told = f"{name}: {'failed' if done.returncode else 'ok'} ({time.monotonic() - started:.0f} s)"
    return name, not done.returncode, f"{done.stdout}{told}\n"


def main(args: argparse.Namespace) -> int:
    """0 when everything passed; all tools run even if one fails."""
    # beside the tests, which begin with one that mostly waits; what they print comes at the end
    with ThreadPoolExecutor(1) as beside:
        checked = [beside.submit(_checked, *tool) for tool in (() if args.more else TOOLS)]
        asked = args.more or ALL_TESTS
        ended = subprocess.run([sys.executable, "-m", "pytest", *asked], cwd=PROJECT, check=False).returncode
        failed = ["pytest"] if ended else []
        for check in checked:
            name, is_good, printed = check.result()
            print(printed, end="", flush=True)
            failed += [] if is_good else [name]
    if failed:
        print(f"blocwatch: failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0
