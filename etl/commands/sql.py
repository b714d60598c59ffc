"""./blocwatch sql: DuckDB's own command line on the published file, read-only."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from etl import settings
from etl.errors import InputError

HELP = "open the published file read-only, or answer one query"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", nargs="?", help="one query, or a .sql file; without it an interactive session opens")
    forms(parser)


def forms(parser: argparse.ArgumentParser) -> None:
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--csv", action="store_const", const="-csv", dest="form", help="answer as CSV")
    how.add_argument("--json", action="store_const", const="-json", dest="form", help="answer as JSON")


def main(args: argparse.Namespace) -> int:
    """Hands over to DuckDB's CLI; its exit code is ours."""
    if args.query is None:
        return hand_over(None, args.form)
    file = Path(args.query)
    query = file.read_text("utf-8") if args.query.endswith(".sql") and file.is_file() else args.query
    if not query.strip():
        raise InputError("the query is empty")
    return hand_over(query, args.form)


def hand_over(query: str | None, form: str | None, variables: Mapping[str, str] | None = None) -> int:
    """Becomes DuckDB's command line on the published file: one query with these variables set, or a session."""
    link = settings.load().published_link
    if not link.exists():
        raise InputError(f"nothing is published yet ({link}); start with ./blocwatch run")
    beside = Path(sys.executable).with_name("duckdb")
    program = str(beside) if beside.exists() else shutil.which("duckdb")
    if program is None:
        raise InputError("DuckDB's command line is not installed; remove .venv and start again")
    command = [program, "-readonly", *([form] if form else []), str(link.resolve())]
    for name, value in (variables or {}).items():
        quoted = value.replace("'", "''")
        command += ["-cmd", f"set variable {name} = '{quoted}'"]
    if query is not None:
        # one answer is shown whole; the session without a query keeps DuckDB's own limit
        command += ["-cmd", ".maxrows 100000", "-c", query]
    os.execv(program, command)
