"""What containers of docker-compose.yml run besides Airflow: `init` before all others, `healthy NAME` to be judged.

`healthy` is asked twice a minute in every container: it must not import Airflow, which costs seconds.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import urllib.request
from pathlib import Path

from etl import settings
from etl.errors import BlocwatchError, InputError

API = "http://{host}:8080/api/v2/monitor/health"
SCHEDULER = "http://localhost:8974/health"
EXECUTION = "http://localhost:8080/execution/health"
WITHIN = 15  # seconds
USER = "admin"


def main(words: list[str]) -> int:
    """0 when it is done, or healthy."""
    match words:
        case ["init"]:
            init()
            return 0
        case ["healthy", name]:
            return 0 if healthy(name) else 1
    raise InputError("say 'init' or 'healthy NAME'")


def init() -> None:
    """Folders, tables, pool and the first user; what is there already stays as it is."""
    conf = settings.load()
    places = [conf.raw_url, conf.staging_url]
    folders = [conf.home, conf.inbox, conf.backup_folder, *(Path(p) for p in places if "://" not in p)]
    for folder in [*folders, Path(os.environ["AIRFLOW__LOGGING__BASE_LOG_FOLDER"])]:
        writable(folder)
    from etl.commands import airflow_home

    airflow_home.prepare()
    _first_user(os.environ["BLOCWATCH_ADMIN_PASSWORD"])
    print("blocwatch: ready", flush=True)


def writable(folder: Path) -> None:
    """Makes the folder; `InputError` says to whom it must belong where it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        owner = f"{os.getuid()}:{os.getgid()}"
        raise InputError(
            f"{folder} must belong to {owner} ({error.strerror}): chown -R {owner} what is mounted there"
        ) from error


def _first_user(password: str) -> None:
    from airflow.providers.fab.auth_manager.cli_commands.utils import get_application_builder

    with get_application_builder() as builder:
        users = builder.sm
        if users.count_users():
            return
        if not users.add_user(USER, "Blocwatch", "Admin", f"{USER}@localhost", users.find_role("Admin"), password):
            raise InputError(f"the user {USER} could not be made; the lines above say why")
        print(f"blocwatch: user {USER} made", flush=True)


def healthy(name: str) -> bool:
    """Whether this container's Airflow service does its work, as it or the API server says."""
    try:
        match name:
            case "api-server":
                # the second makes the server build what tasks ask for before a task has to wait for it
                return _says(API.format(host="localhost"), "metadatabase") and bool(_body(EXECUTION))
            case "scheduler":
                _body(SCHEDULER)  # an answer other than 200 is raised; there is nothing in it
                return True
            case "worker":
                return _worker_answers()
        return _says(API.format(host="api-server"), name)
    except OSError as error:
        print(f"{name}: {error}", file=sys.stderr)
        return False


def _says(url: str, part: str) -> bool:
    status = json.loads(_body(url)).get(part, {}).get("status")
    print(f"{part}: {status}")
    return bool(status == "healthy")


def _body(url: str) -> bytes:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=WITHIN) as answer:
        return bytes(answer.read())


def _worker_answers() -> bool:
    """Celery's own ping to this container's worker, without Airflow's settings of it."""
    from celery import Celery

    with Celery(broker=os.environ["AIRFLOW__CELERY__BROKER_URL"]) as app:
        name = f"celery@{os.uname().nodename}"
        return bool(app.control.ping(destination=[name], timeout=WITHIN))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except BlocwatchError as error:
        sys.exit(f"blocwatch: {error}")
