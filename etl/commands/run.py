"""./blocwatch run: the DAG `articles` through Airflow, on the sample articles or a folder of one's own."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from etl import seeds, settings
from etl.commands import airflow_home
from etl.errors import InputError
from etl.settings import PROJECT

HELP = "read the sample articles (or a folder) through Airflow and publish the file"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="folder", metavar="FOLDER", help="read the .txt and .html files below FOLDER")
    parser.add_argument(
        "--source",
        metavar="NAME",
        help="read this source: its inbox and its ways in the web; with --from, whose files they are",
    )
    parser.add_argument("--inbox", action="store_true", help="read what lies in the sources' inboxes, without the web")
    parser.add_argument(
        "--again", action="store_true", help="read all pages kept in the raw store again, without the web"
    )
    parser.add_argument("--since", metavar="DAY", help="leave out articles published before DAY (2026-01-31)")
    parser.add_argument("--until", metavar="DAY", help="leave out articles published after DAY")
    parser.add_argument("--batch-size", type=int, default=200, metavar="N", help="documents a task (default: 200)")
    parser.add_argument(
        "--host-minutes",
        type=int,
        default=60,
        metavar="N",
        help="leave what a web host has not answered by then for the next run (default: 60)",
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="load and publish nothing; pages fetched stay in the raw store for the next run",
    )
    parser.add_argument("--verbose", action="store_true", help="show Airflow's own log too")


def main(args: argparse.Namespace) -> int:
    """0 when the run ended green and the file is published."""
    conf = settings.load()
    request = asked(args)
    log = conf.home / "logs" / f"run_{datetime.now(UTC):%Y%m%dT%H%M%S}_{os.getpid()}.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        ended = embedded("articles", request, log, args.verbose)
    except OSError as error:
        raise InputError(f"{error.filename or conf.home} cannot be written: {error.strerror}") from error
    if ended:
        print(f"blocwatch: the run failed; Airflow's whole log is {log}", file=sys.stderr)
    return 1 if ended else 0


def asked(args: argparse.Namespace) -> dict[str, object]:
    """The DAG's form as filled by the command line; `InputError` before Airflow is started for what cannot work."""
    for text in filter(None, (args.since, args.until)):
        try:
            date.fromisoformat(text)
        except ValueError:
            raise InputError(f"{text!r} is no day; write it as 2026-01-31") from None
    if args.since and args.until and args.since > args.until:
        raise InputError(f"--since ({args.since}) is after --until ({args.until})")
    if not 1 <= args.batch_size <= 5000:
        raise InputError(f"--batch-size must lie between 1 and 5000, not {args.batch_size}")
    if not 1 <= args.host_minutes <= 1440:
        raise InputError(f"--host-minutes must lie between 1 and 1440, not {args.host_minutes}")
    folder = None
    if (args.folder is not None) + args.inbox + args.again > 1:
        raise InputError("--from, --inbox and --again exclude each other")
    if args.folder is not None:
        folder = Path(args.folder).expanduser().resolve()
        if not folder.is_dir():
            raise InputError(f"the folder {folder} does not exist" if not folder.exists() else f"{folder} is no folder")
    if args.source and args.source not in seeds.sources():
        raise InputError(f"there is no source {args.source!r}; known: {', '.join(seeds.sources())}")
    return {
        "read": _read(args),
        "folder": str(folder) if folder else None,
        "source": args.source or "all",
        "since": args.since,
        "until": args.until,
        "batch_size": args.batch_size,
        "host_minutes": args.host_minutes,
        "dry_run": args.dry_run,
    }


def _read(args: argparse.Namespace) -> str:
    told = {"folder": args.folder is not None, "inbox": args.inbox, "raw": args.again, "source": args.source}
    return next((read for read, is_meant in told.items() if is_meant), "sample")


def embedded(
    dag_id: str, conf: dict[str, object], log: Path, verbose: bool = False, dags: Path = PROJECT / "dags"
) -> int:
    """Runs a DAG in a child process: Airflow's words go to the log file, what a person should see to our output."""
    print("blocwatch: starting Airflow (some 15 seconds)", flush=True)
    said_in, said_out = os.pipe()
    env = os.environ | airflow_home.environment(settings.load(), dags) | {"BLOCWATCH_SAY": str(said_out)}
    command = [sys.executable, "-m", "etl.commands.embedded", dag_id, json.dumps(conf)]
    with log.open("wb") as words:
        output = None if verbose else words
        child = subprocess.Popen(command, env=env, stdout=output, stderr=output, pass_fds=(said_out,))
        os.close(said_out)
        try:
            with os.fdopen(said_in, encoding="utf-8", errors="replace") as said:
                for line in said:
                    print(line, end="", flush=True)
            return child.wait()
        except KeyboardInterrupt:
            child.terminate()
            child.wait()
            raise
