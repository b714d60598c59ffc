"""The real interface for a browser: `./blocwatch ui` over a copy of the project, so that a rule can change."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from etl.commands.ui import USER
from etl.settings import PROJECT

COPIED = ("dags", "etl", "plugins", "pyproject.toml", "seeds", "sql")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# as root, without a screen, and asking nothing of anybody but the page
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
STOPS_WITHIN = 90


def browser_path() -> str | None:
    """The machine's Chromium; Playwright's own would be a download of its own."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@dataclass(frozen=True)
class Serving:
    """A running interface: its project, its home, its address and who may sign in."""

    project: Path
    home: Path
    address: str
    process: subprocess.Popen[str]
    user: str = USER

    @property
    def password(self) -> str:
        return str(json.loads((self.home / "airflow" / "passwords.json").read_text("utf-8"))[self.user])

    def cpu_seconds(self) -> float:
        """Processor time of everything that was started for this home, as far as it still runs or was waited for."""
        ticks = 0
        for place in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if f"BLOCWATCH_HOME={self.home}".encode() in (place / "environ").read_bytes().split(b"\0"):
                    ticks += sum(map(int, (place / "stat").read_text().rpartition(")")[2].split()[11:15]))
        return ticks / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[Serving]:
    """Starts it, and stops it with everything it started."""
    project, home = folder / "project", folder / "home"
    for name in COPIED:
        copy = shutil.copytree if (PROJECT / name).is_dir() else shutil.copy
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        copy(PROJECT / name, project / name)
    port = _free_port()
    # as the script's last line does
    process = subprocess.Popen(
        [sys.executable, "-m", "etl", "ui", "--port", str(port)],
        cwd=project, env=_environment(project, home), text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        _wait_until_up(process)
        yield Serving(project, home, f"http://127.0.0.1:{port}", process)
    finally:
        _stop(process)


def _environment(project: Path, home: Path) -> dict[str, str]:
    # another test's Airflow may have left its settings in this process
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("AIRFLOW", "BLOCWATCH"))}
    return clean | {"BLOCWATCH_HOME": str(home), "PYTHONPATH": str(project), "no_proxy": "*"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_up(process: subprocess.Popen[str]) -> None:
    assert process.stdout
    said = []
    for line in process.stdout:  # it gives up by itself where it takes too long
        said.append(line)
        if "Ctrl-C" in line:
            return
    raise AssertionError("".join(said))


def _stop(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGTERM)  # it stops what it started, which has a session of its own
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(STOPS_WITHIN)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
