"""What containers run besides Airflow: judging their health, and folders that can be written."""

from __future__ import annotations

import http.server
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.commands import container
from etl.errors import InputError
from etl.settings import PROJECT


class Airflow(http.server.BaseHTTPRequestHandler):
    """An API server that knows of one service that is well and one that is not; the scheduler's port says nothing."""

    def do_GET(self) -> None:
        known = {"metadatabase": {"status": "healthy"}, "triggerer": {"status": "healthy"}}
        known |= {"dag_processor": {"status": "unhealthy"}}
        self.send_response(503 if self.path == "/busy" else 200)
        self.end_headers()
        self.wfile.write(b"" if self.path == "/empty" else json.dumps(known).encode())

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Airflow)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    here = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setattr(container, "API", f"{here}/health#{{host}}")
    monkeypatch.setattr(container, "EXECUTION", f"{here}/execution")
    monkeypatch.setattr(container, "SCHEDULER", f"{here}/empty")
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("name", "ended"), [("api-server", 0), ("scheduler", 0), ("triggerer", 0), ("dag_processor", 1), ("nobody", 1)]
)
def test_a_service_is_as_healthy_as_it_is_told_to_be(port: int, name: str, ended: int) -> None:
    assert container.main(["healthy", name]) == ended


def test_who_refuses_or_is_not_there_is_not_healthy(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "SCHEDULER", f"http://127.0.0.1:{port}/busy")
    monkeypatch.setattr(container, "API", "http://127.0.0.1:1/{host}")
    assert [container.main(["healthy", name]) for name in ("scheduler", "triggerer", "api-server")] == [1, 1, 1]


def test_asking_costs_no_import_of_airflow() -> None:
    code = "import sys, etl.commands.container; print([m for m in ('airflow', 'duckdb', 'celery') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_folder_that_cannot_be_written_says_to_whom_it_must_belong(tmp_path: Path) -> None:
    container.writable(tmp_path / "new" / "folder")
    assert list((tmp_path / "new" / "folder").iterdir()) == []
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match=r"file/folder must belong to \d+:\d+"):
        container.writable(tmp_path / "file" / "folder")


def test_other_words_are_refused() -> None:
    with pytest.raises(InputError, match="say 'init'"):
        container.main(["start"])
