"""./blocwatch airflow …: Airflow's own command line on this project's home, beside `./blocwatch ui`."""

from __future__ import annotations

import argparse
import os
import sys

from etl import settings
from etl.commands import airflow_home

HELP = "Airflow's own command line on these DAGs, as `backfill create`"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs=argparse.REMAINDER, metavar="…", help="what Airflow is told")


def main(args: argparse.Namespace) -> int:
    """Never returns: this process becomes Airflow's. What Airflow keeps is made first where nothing was started yet."""
    conf = settings.load()
    os.environ.update(airflow_home.environment(conf))
    if not (conf.airflow_home / "airflow.db").exists():
        airflow_home.prepare()
    os.execv(sys.executable, [sys.executable, "-m", "airflow", *args.words])
