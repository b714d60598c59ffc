"""Airflow, private to this project: its home, its settings, its metadata file, its pool."""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import sys
from pathlib import Path

from etl.settings import PROJECT, Settings

POOL = "warehouse"
PATIENT = {"timeout": 60}  # seconds
ONCE = os.O_WRONLY | os.O_CREAT | os.O_EXCL


def environment(conf: Settings, dags: Path = PROJECT / "dags") -> dict[str, str]:
    """The settings under which Airflow knows only this project's DAGs and writes only below its home.

    What makes it private is set whatever the caller's environment says of another Airflow; the rest gives way to it.
    """
    home = conf.airflow_home
    private = {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(dags),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(PROJECT / "plugins"),
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(home / "passwords.json"),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home / 'airflow.db'}",
        # a backfill is created in one go while runs write: it waits instead of "database is locked"
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONNECT_ARGS": f"{__name__}.PATIENT",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONNECT_ARGS_ASYNC": f"{__name__}.PATIENT",
        "AIRFLOW__API_AUTH__JWT_SECRET": _secret(home / "jwt.secret"),
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(home / "logs"),
        "BLOCWATCH_HOME": str(conf.home),
        # standalone starts its parts by the name `airflow`
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]),
        "PYTHONPATH": os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH")])),
    }
    usual = {
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__CORE__PARALLELISM": "4",
        # whoever starts this wants the daily run; nothing missed is made up for (no start date, no catch-up)
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "30",
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__WORKERS__EXECUTION_API_TIMEOUT": "60",
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
        "no_proxy": "*",  # everything it asks is on this machine
    }
    return {name: os.environ.get(name, value) for name, value in usual.items()} | private


def _secret(path: Path) -> str:
    """A secret of this home alone, made once; Airflow wants 64 characters or more."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError), os.fdopen(os.open(path, ONCE, 0o600), "w") as out:
            out.write(secrets.token_hex(48))
    return path.read_text("utf-8")


def prepare() -> None:
    """Brings the metadata file up to date and makes the pool; the environment must be set before Airflow's import."""
    from airflow.models.pool import Pool
    from airflow.utils.db import upgradedb
    from airflow.utils.session import create_session

    logging.getLogger("alembic").setLevel(logging.WARNING)
    upgradedb()
    with create_session() as session:
        Pool.create_or_update_pool(
            POOL,
            slots=1,
            description="One writer at a time into the work file",
            include_deferred=False,
            session=session,
        )
