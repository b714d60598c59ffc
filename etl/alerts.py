"""Says where a person is needed: a task that failed, documents that were set aside, a question that waits.

All it needs is the Airflow connection `blocwatch_alerts`, a mailbox (smtp) or a webhook (http). Without it nothing
happens. Nothing is read before there is something to say.
"""

from __future__ import annotations

import html
import logging
import os
import re
from collections import Counter, deque
from collections.abc import Callable, Mapping
from typing import Any

from airflow.sdk.bases.notifier import BaseNotifier

log = logging.getLogger(__name__)

CONNECTION = "blocwatch_alerts"
LINES = 12  # of the log
WIDTH = 300  # characters of each
REASONS = 5
SECONDS = 15
NAMES_OF_SECRETS = re.compile(r"KEY|SECRET|TOKEN|PASSW|CONN", re.I)
NAMED_SECRET = re.compile(r"(?i)((?:password|passwd|secret|token|api_?key|access_?key)\w*[\"']?\s*[=:]\s*)[^\s,;}]+")
IN_ADDRESS = re.compile(r"(?<=//)[^/\s@]+(?=@)")

Context = Mapping[str, Any]
Message = tuple[str, str]  # subject, body


class Heard(logging.Handler):
    """The last lines a task's steps have logged."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: deque[str] = deque(maxlen=LINES)

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.extend(line[:WIDTH] for line in record.getMessage().splitlines())


HEARD = Heard()


def listen(context: Context) -> None:
    """Called before a task begins, in its process."""
    HEARD.lines.clear()
    logging.getLogger("etl").addHandler(HEARD)  # once, however often it is asked


class Alert(BaseNotifier):  # type: ignore[misc]
    """A callback of tasks. `about` makes the message, or None where there is nothing to say."""

    def __init__(self, about: Callable[[Context], Message | None]) -> None:
        super().__init__()
        self.about = about

    def notify(self, context: Any) -> None:
        """Never fails: what cannot be sent is said in the log, without what the connection holds."""
        try:
            if (to := connection()) and (message := self.about(context)):
                _send(to, *(without_secrets(text) for text in message))
        except Exception as error:
            log.warning("the alert could not be sent: %s", type(error).__name__)


def connection() -> Any:
    """The connection alerts go to; None without one."""
    from airflow.sdk import Connection
    from airflow.sdk.exceptions import AirflowNotFoundException

    try:
        return Connection.get(CONNECTION)
    except AirflowNotFoundException:
        return None


def _send(to: Any, subject: str, body: str) -> None:
    if to.conn_type == "smtp":
        _mail(to, subject, body)
    elif to.conn_type in ("http", "https"):
        _post(to, subject, body)
    else:
        log.warning("connection %s is of type %s; alerts go to smtp or http", CONNECTION, to.conn_type)


def _mail(to: Any, subject: str, body: str) -> None:
    from airflow.providers.smtp.hooks.smtp import SmtpHook

    told = to.extra_dejson
    if not told.get("to"):
        log.warning('connection %s names nobody: put {"to": "…"} into its extra', CONNECTION)
        return
    sender = told.get("from_email") or to.login or told["to"]
    with SmtpHook(smtp_conn_id=CONNECTION) as hook:
        page = f"<pre>{html.escape(body)}</pre>"
        hook.send_email_smtp(to=told["to"], from_email=sender, subject=subject, html_content=page)


def _post(to: Any, subject: str, body: str) -> None:
    """`text` is what Slack, Mattermost and Rocket.Chat show; the others take what they like."""
    import httpx

    port = f":{to.port}" if to.port else ""
    host = to.host if "://" in (to.host or "") else f"{to.schema or 'https'}://{to.host}{port}"
    told = to.extra_dejson
    headers = {"Authorization": f"Bearer {to.password}"} if to.password else {}
    data = {"text": f"{subject}\n\n{body}", "subject": subject, "body": body}
    sent = httpx.post(f"{host}{told.get('path', '')}", json=data, headers=headers, timeout=SECONDS)
    if sent.is_error:
        log.warning("the webhook of %s answered %s", CONNECTION, sent.status_code)


def without_secrets(text: str) -> str:
    """The text without names and passwords in addresses, named secrets, and secrets of the environment."""
    for name, value in os.environ.items():
        if NAMES_OF_SECRETS.search(name) and len(value) >= 8:
            text = text.replace(value, "***")
    return NAMED_SECRET.sub(r"\1***", IN_ADDRESS.sub("***", text))


# --- what is said -----------------------------------------------------------------------------------------------------


def failure(context: Context) -> Message:
    """Task, run, log, last lines, and what the DAG's page says is to be done."""
    task = context["ti"]
    error = context.get("exception")
    last = [*HEARD.lines, *([f"{type(error).__name__}: {error}"[:WIDTH]] if error else [])]
    parts = [
        f"Task {task.task_id} of {task.dag_id} failed in run {task.run_id} (try {task.try_number}).",
        f"Log: {getattr(task, 'log_url', None) or 'in the UI'}",
        "\n".join(["Its last lines:", *(f"  {line}" for line in last)]),
        "\n".join(["What to do:", *(f"  {row}" for row in what_to_do(context["dag"].doc_md, task.task_id))]),
    ]
    return f"Blocwatch: {task.dag_id}.{task.task_id} failed", "\n\n".join(parts)


def what_to_do(page: str | None, task_id: str) -> list[str]:
    """The rows about this task in the table that a DAG's page ends with: what happened, what to do."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in (page or "").splitlines() if "|" in line]
    found = [row for row in rows if len(row) == 3 and task_id in re.split(r",\s*", row[0])]
    return [f"{what}: {do}" for _, what, do in found] or ["look at the last lines of its log"]


def set_aside(context: Context) -> Message | None:
    """How many documents a finished run has set aside, and why; None where it was none."""
    from etl import steps

    task = context["ti"]
    rows = steps.set_aside_by(task.run_id)
    if not rows:
        return None
    reasons = Counter(row["reason"][:WIDTH] for row in rows)
    told = [f"  {count} × {reason}" for reason, count in reasons.most_common(REASONS)]
    more = len(reasons) - REASONS
    told += [f"  and {more} other reasons"] if more > 0 else []
    parts = [
        f"Run {task.run_id} of {task.dag_id} is published. {len(rows)} documents were set aside:",
        "\n".join(told),
        f"Log: {getattr(task, 'log_url', None) or 'in the UI'}",
        "They stopped no other. report.quarantine lists them; mend the rule, seed or page, then read them again "
        "(form: read = raw).",
    ]
    return f"Blocwatch: {len(rows)} documents set aside", "\n\n".join(parts)


def question(context: Context) -> Message | None:
    """That the run asks a person something; None where a task that returns questions has none."""
    task = context["ti"]
    asked = task.xcom_pull(task_ids=task.task_id)
    if asked is not None and not asked:
        return None
    told = f"{task.dag_id} asks something (run {task.run_id}). Answer it in Airflow under Required Actions."
    return f"Blocwatch: {task.dag_id} waits for an answer", f"{told}\n\nLog: {getattr(task, 'log_url', None)}"


# for a DAG's default_args, whose callbacks are those of its tasks
ALERTED: dict[str, Any] = {"on_execute_callback": listen, "on_failure_callback": Alert(failure)}
