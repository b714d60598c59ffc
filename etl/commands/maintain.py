"""./blocwatch maintain: proves the whole work file, compacts it, keeps backups; once a week is enough."""

from __future__ import annotations

import argparse

HELP = "prove the whole work file, compact it, back it up"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Takes none."""


def main(args: argparse.Namespace) -> int:
    """Prints what was done."""
    from etl import steps

    print(steps.maintain())
    return 0
