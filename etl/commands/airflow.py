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
    """Never returns: this process becomes Airflow's."""
    os.environ.update(airflow_home.environment(settings.load()))
    os.execv(sys.executable, [sys.executable, "-m", "airflow", *args.words])
