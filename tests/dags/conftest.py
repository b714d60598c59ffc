"""Airflow's environment must stand before Airflow is imported for the first time. DAGs run here without servers."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from etl.commands import airflow_home
from etl.settings import PROJECT, Settings

FOLDER = Path(tempfile.mkdtemp(prefix="blocwatch-airflow-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ.update(
    airflow_home.environment(
        Settings(
            home=FOLDER,
            raw_url=str(FOLDER / "raw"),
            staging_url=str(FOLDER / "staging"),
            max_page_bytes=10**7,
            published_kept=5,
        )
    )
)

Answer = Callable[[str], tuple[str, dict[str, Any]]]  # a question's subject → the option chosen, and what was entered


@pytest.fixture(scope="session")
def bag() -> Any:
    from airflow.dag_processing.dagbag import DagBag

    return DagBag(str(PROJECT / "dags"))


@pytest.fixture(scope="session")
def _metadata() -> None:
    airflow_home.prepare()


@pytest.fixture
def airflow(bag: Any, _metadata: None) -> Iterator[Any]:
    """The bag, with a metadata file to run its DAGs on."""
    shown = [holder.params for dag in bag.dags.values() for holder in (dag, *dag.tasks)]
    values = [(param, param.value) for params in shown for _, param in params.items()]
    yield bag
    for param, value in values:  # a form keeps what the last run was asked
        param.value = value


def states(run: Any) -> dict[str, str]:
    """Task, with its number where it is one of several, → state."""
    return {
        f"{t.task_id}{t.map_index}" if t.map_index > 0 else t.task_id: str(t.state) for t in run.get_task_instances()
    }


def edges(dag: Any) -> set[tuple[str, str]]:
    return {(task.task_id, below) for task in dag.tasks for below in task.downstream_task_ids}


@contextlib.contextmanager
def answering(answer: Answer, by: str = "Anna") -> Iterator[list[tuple[str, str]]]:
    """A person who answers questions as soon as they are asked; yields subject and body of each."""
    asked: list[tuple[str, str]] = []
    over = threading.Event()

    def person() -> None:
        while not over.wait(0.2):
            _answer_all(answer, by, asked)

    thread = threading.Thread(target=person, daemon=True)
    thread.start()
    try:
        yield asked
    finally:
        over.set()
        thread.join()


def _answer_all(answer: Answer, by: str, asked: list[tuple[str, str]]) -> None:
    """As the Core API does it."""
    from airflow.models.hitl import HITLDetail
    from airflow.models.taskinstance import TaskInstance
    from airflow.models.trigger import handle_event_submit
    from airflow.sdk.timezone import utcnow
    from airflow.triggers.base import TriggerEvent
    from airflow.utils.session import create_session
    from sqlalchemy import select
    from sqlalchemy.exc import OperationalError

    with contextlib.suppress(OperationalError), create_session(scoped=False) as session:
        waiting = select(HITLDetail).join(TaskInstance, TaskInstance.id == HITLDetail.ti_id)
        waiting = waiting.where(TaskInstance.state == "awaiting_input", HITLDetail.responded_at.is_(None))
        for detail in session.scalars(waiting).unique().all():
            option, entered = answer(detail.subject)
            asked.append((detail.subject, detail.body))
            assert option in detail.options
            detail.responded_by, detail.responded_at = {"id": by.lower(), "name": by}, utcnow()
            detail.chosen_options, detail.params_input = [option], entered
            task = session.get(TaskInstance, detail.ti_id)
            handle_event_submit(TriggerEvent(detail.as_resume_event_payload()), task_instance=task, session=session)
