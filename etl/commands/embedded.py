"""One DAG run inside one process, on Airflow's own machinery without its servers. Started by `run` as a child.

Standard output and error belong to Airflow (the caller sends them to a log file); what a person should see goes to
the file descriptor named in BLOCWATCH_SAY.
"""

from __future__ import annotations

import json
import logging
import os
import sys


def main() -> int:
    """Runs the DAG named in argv[1] with the JSON conf of argv[2]; 0 when the run succeeded."""
    dag_id, conf = sys.argv[1], json.loads(sys.argv[2])
    out = os.fdopen(int(os.environ["BLOCWATCH_SAY"]), "w", buffering=1, encoding="utf-8")
    from etl.commands import airflow_home

    airflow_home.prepare()
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(os.environ["AIRFLOW__CORE__DAGS_FOLDER"])
    for path, error in bag.import_errors.items():
        print(f"{path} cannot be imported: {error}", file=out)
    if dag_id not in bag.dags:
        return 3
    _tell_steps(out)
    result = bag.dags[dag_id].test(run_conf=conf)
    failed = [f"{t.task_id}" for t in result.get_task_instances() if t.state == "failed"]
    if failed:
        print(f"red: {', '.join(sorted(set(failed)))}", file=out)
    return 0 if result.state == "success" else 1


class Plain(logging.Handler):
    """Prints what the steps say, and of errors their message alone."""

    def __init__(self, out: object) -> None:
        super().__init__(logging.INFO)
        self.out = out

    def emit(self, record: logging.LogRecord) -> None:
        if record.name == "etl.set_aside":
            return
        text = record.getMessage()
        mark = "! " if record.levelno >= logging.WARNING else "  "
        print("\n".join(mark + line for line in text.splitlines()), file=self.out)  # type: ignore[call-overload]


def _tell_steps(out: object) -> None:
    logger = logging.getLogger("etl")
    logger.setLevel(logging.INFO)
    logger.addHandler(Plain(out))


if __name__ == "__main__":
    sys.exit(main())
