"""./blocwatch ui: Airflow standalone on this project's DAGs, with its own home; prints address and login."""

from __future__ import annotations

import argparse
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from etl import settings
from etl.commands import airflow_home
from etl.errors import InputError

HELP = "Airflow's web interface on these DAGs; prints address and login"
USER = "admin"
STARTS_WITHIN = 300  # seconds; 42 CPU seconds were measured, and machines are busy
STOPS_WITHIN = 30


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8080, help="where to listen on 127.0.0.1 (default: 8080)")


def main(args: argparse.Namespace) -> int:
    """Stays until it is interrupted; 1 when Airflow ended by itself."""
    conf = settings.load()
    _free(args.port)
    os.environ.update(airflow_home.environment(conf) | _address(args.port))
    password = _password(conf.airflow_home / "passwords.json")
    print("blocwatch: preparing Airflow's metadata", flush=True)
    log = conf.home / "logs" / "ui.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as words:
        prepared = subprocess.run(
            [sys.executable, "-c", "from etl.commands import airflow_home; airflow_home.prepare()"],
            stdout=words, stderr=words, check=False,
        )  # fmt: skip
        if prepared.returncode:
            raise InputError(f"Airflow's metadata could not be prepared; {log} says why")
        print(f"blocwatch: starting Airflow (a minute or so; its log: {log})", flush=True)
        # a session of its own: Airflow's parent leaves its four children behind when it alone is signalled
        server = subprocess.Popen(
            [sys.executable, "-m", "airflow", "standalone"], stdout=words, stderr=words, start_new_session=True
        )
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        _wait_until_up(server, args.port, log)
        print(f"\n  address   http://127.0.0.1:{args.port}\n  user      {USER}\n  password  {password}\n")
        print("Trigger the DAG 'articles' there; stop with Ctrl-C.", flush=True)
        server.wait()
        print(f"blocwatch: Airflow ended by itself; its log: {log}", file=sys.stderr)
        return 1
    finally:
        _stop(server)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise InputError(f"port {port} cannot be used ({error}); choose another with --port") from None


def _address(port: int) -> dict[str, str]:
    return {
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API__BASE_URL": f"http://127.0.0.1:{port}",
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{port}/execution/",
    }


def _password(path: Path) -> str:
    """The admin's password, made once and kept in Airflow's home, readable by its owner alone."""
    if path.exists():
        known = json.loads(path.read_text("utf-8"))
        if USER in known:
            return str(known[USER])
    path.parent.mkdir(parents=True, exist_ok=True)
    password = secrets.token_urlsafe(12)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        json.dump({USER: password}, out)
    return password


def _wait_until_up(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    # the second address makes the server build what tasks ask for first, before a task has to wait for it
    for path in ("/api/v2/monitor/health", "/execution/health"):
        while not _answers(f"http://127.0.0.1:{port}{path}"):
            if server.poll() is not None:
                raise InputError(f"Airflow ended before it was up; {log} says why")
            if time.monotonic() > until:
                raise InputError(f"Airflow was not up within {STARTS_WITHIN} seconds; {log} says why")
            time.sleep(1)


def _answers(url: str) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        return bool(opener.open(url, timeout=30).status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _stop(server: subprocess.Popen[bytes]) -> None:
    for how in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(server.pid, how)
        except ProcessLookupError:
            return
        until = time.monotonic() + STOPS_WITHIN
        while time.monotonic() < until:
            server.poll()
            try:
                os.killpg(server.pid, 0)
            except ProcessLookupError:
                return
            time.sleep(0.2)
