"""Alerts: only with a connection, never a secret, never the reason that something else fails."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from email import message_from_string
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from etl import alerts
from tests.dags.conftest import states
from tests.dags.test_articles import files
from tests.making import Home

TASK = SimpleNamespace(task_id="load", dag_id="articles", run_id="one", try_number=1, log_url="http://airflow/log")


class Webhook(BaseHTTPRequestHandler):
    got: list[dict[str, Any]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.got.append({**body, "path": self.path, "authorization": self.headers.get("Authorization")})
        self.send_response(500 if self.path == "/broken" else 200)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def webhook(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    """A webhook the connection leads to; yields what it is told."""
    handler = type("Handler", (Webhook,), {"got": []})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    connect(monkeypatch, host="127.0.0.1", schema="http", port=server.server_port, extra={"path": "/hook"})
    yield handler.got
    server.shutdown()
    server.server_close()


def connect(monkeypatch: pytest.MonkeyPatch, conn_type: str = "http", **told: Any) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_BLOCWATCH_ALERTS", json.dumps({"conn_type": conn_type, **told}))


class Dag:
    """As much of a DAG as an alert asks for."""

    def __init__(self, page: str) -> None:
        self.doc_md = page

    def get_template_env(self, **told: Any) -> Any:
        import jinja2

        return jinja2.Environment()


def failed(error: Exception, lines: list[str]) -> dict[str, Any]:
    alerts.listen({})
    for line in lines:
        logging.getLogger("etl.steps").error(line)
    page = "| load | the disk is full | make room, clear `load` |"
    return {"ti": TASK, "exception": error, "dag": Dag(page)}


def test_a_failure_says_task_log_last_lines_and_what_to_do(webhook: list[dict[str, Any]]) -> None:
    alerts.Alert(alerts.failure)(failed(OSError("no space"), ["load: 3 new", "load: no space left"]))
    [told] = webhook
    assert told["subject"] == "Blocwatch: articles.load failed" and told["path"] == "/hook"
    for part in (
        "run one",
        "http://airflow/log",
        "load: no space left",
        "OSError: no space",
        "make room, clear `load`",
    ):
        assert part in told["body"] and part in told["text"]


def test_a_failing_task_of_a_real_run_alerts_and_the_run_is_red(
    airflow: Any, home: Home, webhook: list[dict[str, Any]]
) -> None:
    run = airflow.dags["articles"].test(run_conf={"read": "folder", "folder": "/is/not/there"}, logical_date=None)
    assert states(run)["find"] == "failed"
    [told] = webhook
    assert "Task find of articles failed" in told["body"] and "/is/not/there" in told["body"]
    assert "correct the form and trigger again" in told["body"]


def test_a_finished_run_tells_what_was_set_aside(home: Home, tmp_path: Path, webhook: list[dict[str, Any]]) -> None:
    folder = files(tmp_path / "in", 1)
    (folder / "leer.html").write_text("", "utf-8")
    home.read("one", folder)
    publish = {"ti": SimpleNamespace(**{**vars(TASK), "task_id": "publish"})}
    alerts.Alert(alerts.set_aside)(dict(publish))
    assert webhook[0]["subject"] == "Blocwatch: 1 documents set aside" and "1 × empty file" in webhook[0]["body"]
    (folder / "leer.html").unlink()
    home.read("one", folder)
    alerts.Alert(alerts.set_aside)(dict(publish))
    assert len(webhook) == 1


def test_without_a_connection_nothing_is_even_made(airflow: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AIRFLOW_CONN_BLOCWATCH_ALERTS", raising=False)
    made: list[Any] = []
    alerts.Alert(lambda context: made.append(context))({"ti": TASK})
    assert made == []


@pytest.mark.parametrize(
    "text",
    [
        "s3://AKIA123:geheim99@bucket/x",
        "password=geheim99 more",
        '{"token": "geheim99"}',
        "the key geheim99 of the environment",
    ],
    ids=["address", "named", "json", "environment"],
)
def test_no_secret_is_told(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("SOME_ACCESS_KEY", "geheim99")
    monkeypatch.setenv("HARMLESS_NAME", "bucket")
    told = alerts.without_secrets(text)
    assert "geheim99" not in told and "***" in told
    assert ("bucket" in told) == ("bucket" in text)


@pytest.mark.parametrize(
    "told",
    [
        {"host": "127.0.0.1", "schema": "http", "port": 9, "password": "geheim99"},
        {
            "conn_type": "smtp",
            "host": "127.0.0.1",
            "port": 9,
            "extra": {"disable_ssl": True, "retry_limit": 1, "to": "a@b.example"},
        },
        {"conn_type": "smtp", "host": "127.0.0.1"},
        {"conn_type": "ftp", "host": "127.0.0.1"},
    ],
    ids=["webhook-down", "mail-down", "mail-to-nobody", "other-type"],
)
def test_what_cannot_be_sent_is_said_and_fails_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, told: dict[str, Any]
) -> None:
    connect(monkeypatch, **told)
    alerts.Alert(lambda context: ("Betreff", "Text"))({"ti": TASK})
    assert [r.levelname for r in caplog.records if r.name == "etl.alerts"] == ["WARNING"]
    assert "geheim99" not in caplog.text


def test_mail_goes_to_whom_the_connection_names(monkeypatch: pytest.MonkeyPatch) -> None:
    import smtplib

    sent: list[tuple[str, list[str], str]] = []

    class Post(smtplib.SMTP):
        def __init__(self, **told: Any) -> None:
            """Connects to nobody."""

        def sendmail(self, *, from_addr: str, to_addrs: list[str], msg: str, **more: Any) -> None:
            sent.append((from_addr, to_addrs, msg))

        def close(self) -> None:
            """Nothing is open."""

    monkeypatch.setattr(smtplib, "SMTP", Post)
    connect(
        monkeypatch, "smtp", host="mail.example", port=25,
        extra={"disable_ssl": True, "disable_tls": True, "to": "wir@blocwatch.example", "from_email": "es@b.example"},
    )  # fmt: skip
    alerts.Alert(lambda context: ("Betreff", "<b>Text</b>"))({"ti": TASK})
    [(sender, to, text)] = sent
    assert sender == "es@b.example" and to == ["wir@blocwatch.example"]
    [part] = message_from_string(text).get_payload()
    assert "&lt;b&gt;Text&lt;/b&gt;" in part.get_payload(decode=True).decode()


def test_only_what_waits_is_asked_for() -> None:
    asked = SimpleNamespace(**vars(TASK))
    for returned, is_told in ((None, True), ([{}], True), ([], False)):
        asked.xcom_pull = lambda task_ids, returned=returned: returned
        assert bool(alerts.question({"ti": asked})) is is_told
