"""The commands of ./blocwatch."""

from __future__ import annotations

import argparse
import importlib
import sys

from etl.errors import BlocwatchError

COMMANDS = (
    *("run", "ui", "brief", "sql", "cookbook", "why", "decide", "export", "dictionary"),
    *("maintain", "restore", "retag", "airflow", "measure", "test", "bench"),
)


class OneLine(argparse.ArgumentParser):
    """Wrong use gives one clear line."""

    def error(self, message: str) -> None:  # type: ignore[override]
        print(f"blocwatch: {message}; {self.prog} --help says more", file=sys.stderr)
        sys.exit(2)


def main(argv: list[str] | None = None) -> int:
    """0 when all went well, 1 when the command failed, 2 for wrong use."""
    words = sys.argv[1:] if argv is None else argv
    parser = OneLine(prog="./blocwatch", description="Blocwatch")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=OneLine)
    for name in COMMANDS:
        # only the command asked for is imported: `sql` must not wait for a cleaner
        if words[:1] == [name]:
            module = importlib.import_module(f"etl.commands.{name}")
            module.arguments(commands.add_parser(name, help=module.HELP, description=module.__doc__))
        else:
            commands.add_parser(name)
    args, more = parser.parse_known_args(words)
    args.more = more
    if more and args.command != "test":  # which hands them on
        parser.error(f"unrecognized arguments: {' '.join(more)}")
    try:
        return int(importlib.import_module(f"etl.commands.{args.command}").main(args))
    except BlocwatchError as error:
        print(f"blocwatch: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("blocwatch: stopped", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
