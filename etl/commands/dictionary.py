"""./blocwatch dictionary: docs/dictionary.md anew from the comments of tables, views and macros."""

from __future__ import annotations

import argparse
import dataclasses
import tempfile
from pathlib import Path

from etl import settings
from etl.errors import InputError
from etl.load.warehouse import open_work_file
from etl.report import dictionary
from etl.settings import PROJECT

HELP = "write docs/dictionary.md from the comments of tables, views and macros"
PLACE = PROJECT / "docs" / "dictionary.md"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", metavar="FILE", type=Path, default=PLACE, help="write there instead")


def main(args: argparse.Namespace) -> int:
    """0 when it was written; nothing of your data is read: an empty warehouse has the same catalog."""
    try:
        args.out.write_text(of_an_empty_warehouse(), "utf-8")
    except OSError as error:
        raise InputError(f"{args.out} cannot be written: {error.strerror or error}") from error
    print(f"{args.out} is written.")
    return 0


def of_an_empty_warehouse() -> str:
    with tempfile.TemporaryDirectory() as folder:
        conf = dataclasses.replace(settings.load(), home=Path(folder))
        with open_work_file(conf, prepare=True) as work:
            return dictionary.text(work.duckdb)
