"""./blocwatch restore: goes back to a backup or to a file published before; without a name it lists them."""

from __future__ import annotations

import argparse

HELP = "list what can be gone back to, or go back to it"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", help="name of the file, as listed")


def main(args: argparse.Namespace) -> int:
    """Prints the list, or what was done."""
    from etl import steps

    if args.name:
        print(steps.restore(args.name))
    else:
        print("\n".join(steps.restorable()) or "there is nothing to go back to yet")
    return 0
