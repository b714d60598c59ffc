"""The bench of the deployment: docker-compose.yml on a real engine, its services killed, its results compared."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import os
import secrets
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from etl.commands import run
from etl.errors import InputError
from etl.settings import PROJECT

BATCH = 10  # documents a task: the samples become several tasks, and both workers get some
WORKERS = 2
STARTS_WITHIN = 900  # seconds
ENDS_WITHIN = 1200
DEAD_FOR = 10  # seconds until a killed service is started again
FOLDERS = ("home", "raw", "staging", "backups")
ENDED = ("success", "failed")
# what a run is called and when it was: never the same twice
OF_A_RUN = {
    *("run_id", "params", "trigger", "started_at", "ended_at", "fetched_at", "first_seen_at", "last_seen_at"),
    *("last_found_at", "lately_since", "citation"),
}


@dataclass(frozen=True)
class Kill:
    """A service that is killed with SIGKILL while a task is running."""

    service: str
    task: str


KILLS = (Kill("worker", "tag"), Kill("worker", "load"), Kill("scheduler", "clean"), Kill("postgres", "tag"))


def measure(folder: Path) -> list[str]:
    """Starts, runs, kills, compares and removes everything again; what was not as it must be."""
    alone = folder / "alone"
    os.environ["BLOCWATCH_HOME"] = str(alone)
    alone.mkdir()
    with contextlib.redirect_stdout(io.StringIO()):
        if run.embedded("articles", {"read": "sample", "batch_size": BATCH}, folder / "alone.log"):
            raise InputError(f"the run without containers failed: {folder / 'alone.log'}")
    wrong: list[str] = []
    with deployed(folder) as cluster:
        print(f"{'killed':<10} {'during':<8} {'ended':<8} {'seconds':>7} {'tries':>5}  what the published file tells")
        for kill in (None, *KILLS):
            cluster.empty()
            wrong += _one(cluster, kill, alone / "blocwatch.duckdb", folder)
    return wrong


def _one(cluster: Cluster, kill: Kill | None, expected: Path, folder: Path) -> list[str]:
    name = f"{kill.service}-{kill.task}" if kill else "undisturbed"
    started = time.monotonic()
    run_id = cluster.trigger(name)
    if kill:
        cluster.kill(kill, run_id)
    state = cluster.wait(run_id)
    took, tries = time.monotonic() - started, cluster.tries(run_id)
    if state != "success":
        cluster.wait(cluster.trigger(f"{name}-again"))
    found = differences(expected, cluster.published(folder / f"{name}.duckdb"))
    proved = cluster.proved()
    told = ", ".join(f"{view}: {rows}" for view, rows in found.items()) or "equal views"
    killed, during = (kill.service, kill.task) if kill else ("nothing", "")
    print(f"{killed:<10} {during:<8} {state:<8} {took:>7.0f} {tries:>5}  {told}; {proved}", flush=True)
    cluster.whole()
    return [f"{name}: {told}"] * bool(found) + [f"{name}: {proved}"] * ("nothing wrong" not in proved)


def differences(one: Path, other: Path) -> dict[str, int]:
    """View → rows of schema `report` that only one of the files has, without what differs from run to run."""
    with duckdb.connect() as both:
        both.execute("set timezone = 'UTC'")
        for name, path in {"one": one, "other": other}.items():
            both.execute(f"attach '{path}' as {name} (read_only)")
        views = {"one": _views(both, "one"), "other": _views(both, "other")}
        counts = dict.fromkeys(views["one"].keys() ^ views["other"].keys(), -1)
        for view in views["one"].keys() & views["other"].keys():
            columns = ", ".join(f'"{c}"' for c in views["one"][view] if c not in OF_A_RUN)
            left, right = (f"(select {columns} from {name}.report.{view})" for name in ("one", "other"))
            [(counts[view],)] = both.execute(
                f"select count(*) from (({left} except all {right}) union all ({right} except all {left}))"
            ).fetchall()
    return {view: count for view, count in sorted(counts.items()) if count}


def _views(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, list[str]]:
    views = connection.execute(
        "select view_name from duckdb_views() where schema_name = 'report' and database_name = ?", [name]
    ).fetchall()
    return {view: [c for c, *_ in connection.execute(f"describe {name}.report.{view}").fetchall()] for (view,) in views}


@contextlib.contextmanager
def deployed(folder: Path) -> Iterator[Cluster]:
    """The services of docker-compose.yml under a name and with secrets of their own; all is removed at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    cluster = Cluster(f"blocwatch-bench-{os.getpid()}", port, folder / "env", secrets.token_hex(12))
    cluster.write_settings()
    started = time.monotonic()
    try:
        cluster.compose("build", "--quiet")
        print(f"image built in {time.monotonic() - started:.0f} s", flush=True)
        cluster.whole()
        print(f"all services healthy {time.monotonic() - started:.0f} s after that began", flush=True)
        yield cluster
    finally:
        cluster.compose("down", "--volumes", "--timeout", "30")


@dataclass
class Cluster:
    """The deployment as an operator and a user of its API see it."""

    project: str
    port: int
    settings: Path
    password: str
    token: str = ""

    def write_settings(self) -> None:
        """Every secret of .env.example, made for this one time."""
        made = {
            name: secrets.token_hex(32) for name in ("POSTGRES_PASSWORD", "REDIS_PASSWORD", "JWT_SECRET", "API_SECRET")
        }
        made["FERNET_KEY"] = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
        made |= {"ADMIN_PASSWORD": self.password, "LISTEN": f"127.0.0.1:{self.port}", "WORKERS": str(WORKERS)}
        self.settings.write_text("".join(f"BLOCWATCH_{name}={value}\n" for name, value in made.items()), "utf-8")

    def compose(self, *words: str) -> bytes:
        """What `docker compose` answers; `InputError` with its words when it fails."""
        command = ["docker", "compose", "--project-name", self.project, "--env-file", str(self.settings)]
        return _told([*command, "--file", str(PROJECT / "docker-compose.yml"), *words])

    def whole(self) -> None:
        """Waits until every service runs and is healthy, starting what is not there."""
        self.compose("up", "--detach", "--no-build", "--wait", "--wait-timeout", str(STARTS_WITHIN))

    def inside(self, *words: str) -> bytes:
        """What a command in a worker answers."""
        return self.compose("exec", "--no-TTY", "worker", *words)

    def empty(self) -> None:
        """Removes all data, so that the next run has everything to do."""
        self.inside("find", *(f"/var/lib/blocwatch/{name}" for name in FOLDERS), "-mindepth", "1", "-delete")

    def published(self, target: Path) -> Path:
        """A copy of the published file."""
        target.write_bytes(self.inside("cat", "/var/lib/blocwatch/home/blocwatch.duckdb"))
        return target

    def proved(self) -> str:
        """What all checks on the whole work file say."""
        try:
            return self.inside("python", "-m", "etl", "maintain").decode().splitlines()[0]
        except InputError as error:
            return str(error)

    def trigger(self, name: str) -> str:
        """Starts a run on the samples; its id."""
        conf = {"read": "sample", "batch_size": BATCH}
        asked = {"dag_run_id": name, "logical_date": None, "conf": conf}
        return str(_patient(lambda: self.ask("dags/articles/dagRuns", asked))["dag_run_id"])

    def tasks(self, run_id: str) -> list[dict[str, Any]]:
        """The task instances of a run."""
        return list(self.ask(f"dags/articles/dagRuns/{run_id}/taskInstances?limit=1000")["task_instances"])

    def tries(self, run_id: str) -> int:
        """How often the task that was tried most was tried."""
        return max(int(task["try_number"]) for task in self.tasks(run_id))

    def wait(self, run_id: str) -> str:
        """The state a run ends in; the database may be away in between."""
        until = time.monotonic() + ENDS_WITHIN
        while time.monotonic() < until:
            state = str(_patient(lambda: self.ask(f"dags/articles/dagRuns/{run_id}"))["state"])
            if state in ENDED:
                return state
            time.sleep(2)
        return f"not ended within {ENDS_WITHIN} s"

    def kill(self, kill: Kill, run_id: str) -> None:
        """Kills the service once such a task runs (of workers the one that runs it), and starts it again later."""
        container = self._during(kill, run_id)
        _told(["docker", "kill", "--signal", "KILL", container])
        time.sleep(DEAD_FOR)
        _told(["docker", "start", container])

    def _during(self, kill: Kill, run_id: str) -> str:
        until = time.monotonic() + ENDS_WITHIN
        while time.monotonic() < until:
            running = [t for t in self.tasks(run_id) if t["task_id"] == kill.task and t["state"] == "running"]
            for host in (task["hostname"] for task in running if task["hostname"]):
                # a container's host name is the beginning of its id
                return (
                    host if kill.service == "worker" else self.compose("ps", "--quiet", kill.service).decode().strip()
                )
            time.sleep(0.2)
        raise InputError(f"no task {kill.task} was seen running")

    def ask(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """Airflow's API as the user admin."""
        if not self.token:
            word = {"username": "admin", "password": self.password}
            self.token = self._ask("auth/token", word)["access_token"]
        return self._ask(f"api/v2/{path}", body)

    def _ask(self, path: str, body: dict[str, Any] | None) -> dict[str, Any]:
        headers = {"Content-Type": "application/json"} | (
            {"Authorization": f"Bearer {self.token}"} if self.token else {}
        )
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/{path}", data, headers)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=60) as answer:
            return dict(json.load(answer))


def _patient(ask: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Asks again while the server or its database is away."""
    until = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            return ask()
        except (urllib.error.URLError, OSError) as error:
            if time.monotonic() > until or getattr(error, "code", 500) < 500:
                raise InputError(f"the API server: {error}") from error
            time.sleep(2)


def _told(command: list[str]) -> bytes:
    try:
        return subprocess.run(command, capture_output=True, check=True).stdout
    except FileNotFoundError:
        raise InputError("there is no docker on this machine") from None
    except subprocess.CalledProcessError as error:
        words = (error.stdout + error.stderr).decode(errors="replace").strip()
        raise InputError(f"{' '.join(command[:2])} … {' '.join(command[-4:])} failed:\n{words[-3000:]}") from error
