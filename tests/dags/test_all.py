"""What holds of every DAG: no import error, cheap to parse, a page for each task, pools, one run, alerts, assets."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from etl.commands import airflow_home
from etl.settings import PROJECT

DAG_FILES = sorted((PROJECT / "dags").glob("*.py"))
NAMES = [path.stem for path in DAG_FILES]
WRITING = {
    "articles": {"load", "check", "publish"},
    "retag": {"prepare", "compare", "accept", "discard", "go_back"},
    "review": {"decide"},
    "maintain": {"maintain"},
}
HEAVY = ("duckdb", "pyarrow", "bs4", "httpx", "airflow.models", "airflow.settings", "etl.steps", "etl.asking")
# stands in for a network, a database and Airflow's variables
CLOSED = """
import builtins, socket, sqlite3, sys, time
import airflow.sdk, airflow.providers.standard.operators.hitl
def closed(*args, **kwargs): raise AssertionError("read while the file was parsed")
socket.socket.connect = socket.getaddrinfo = sqlite3.connect = closed
airflow.sdk.Variable.get = airflow.sdk.Connection.get = closed
before = set(sys.modules)
start = time.process_time()
"""


def test_nothing_fails_to_import(bag: Any) -> None:
    assert bag.import_errors == {}
    assert set(bag.dags) == set(NAMES)


@pytest.mark.parametrize("path", DAG_FILES, ids=lambda p: p.stem)
def test_parsing_costs_little_and_reads_nothing(path: Path) -> None:
    code = f"""{CLOSED}
exec(compile(open({str(path)!r}).read(), {str(path)!r}, "exec"), {{"__name__": "dag", "__file__": {str(path)!r}}})
spent = time.process_time() - start
assert not [name for name in {HEAVY!r} if name in set(sys.modules) - before]
print(spent)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert float(done.stdout.splitlines()[-1]) < 1.0


@pytest.mark.parametrize("name", NAMES)
def test_every_task_outlasts_its_worker_and_waits_longer_each_time(bag: Any, name: str) -> None:
    tasks = bag.dags[name].tasks
    assert {task.task_id for task in tasks if task.retries < 2 or not task.retry_exponential_backoff} == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_what_to_do_when_each_task_is_red(bag: Any, name: str) -> None:
    from etl.alerts import what_to_do

    dag = bag.dags[name]
    unnamed = {"choose"}  # reads the form and nothing else
    told = {task.task_id: what_to_do(dag.doc_md, task.task_id) for task in dag.tasks if task.task_id not in unnamed}
    assert [task for task, rows in told.items() if rows == ["look at the last lines of its log"]] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_work_file_has_one_writer(bag: Any, name: str) -> None:
    dag = bag.dags[name]
    assert {task.task_id for task in dag.tasks if task.pool == airflow_home.POOL} == WRITING[name]
    assert dag.max_active_runs == 1


@pytest.mark.parametrize("name", NAMES)
def test_nothing_missed_is_made_up_for(bag: Any, name: str) -> None:
    assert bag.dags[name].catchup is False and bag.dags[name].start_date is None


@pytest.mark.parametrize("name", NAMES)
def test_every_task_that_fails_says_so_and_the_dag_itself_has_no_callback(bag: Any, name: str) -> None:
    from etl.alerts import Alert

    dag = bag.dags[name]
    assert [task.task_id for task in dag.tasks if not _alerted(task, Alert)] == []
    assert not dag.has_on_failure_callback and not dag.has_on_success_callback


def _alerted(task: Any, kind: type) -> bool:
    callbacks = task.partial_kwargs["on_failure_callback"] if task.is_mapped else task.on_failure_callback
    return any(isinstance(callback, kind) for callback in (callbacks if isinstance(callbacks, list) else [callbacks]))


def test_whoever_publishes_says_so_at_its_end_and_review_listens(bag: Any) -> None:
    telling = {(dag.dag_id, task.task_id) for dag in bag.dags.values() for task in dag.tasks if task.outlets}
    assert telling == {("articles", "brief"), ("retag", "brief"), ("review", "brief")}
    assert all(not bag.dags[dag].get_task(task).downstream_task_ids for dag, task in telling)
    assert [a.name for a in bag.dags["review"].timetable.asset_condition.objects] == ["published"]


@pytest.mark.parametrize("name", NAMES)
def test_every_field_of_a_form_explains_itself(bag: Any, name: str) -> None:
    params = bag.dags[name].params
    schemas = {field: params.get_param(field).schema for field in params}
    assert [field for field, schema in schemas.items() if "title" not in schema] == []
    shown = {field: schema for field, schema in schemas.items() if "values_display" in schema}
    assert all(set(s["values_display"]) == set(s.get("enum") or s["items"]["enum"]) for s in shown.values())


@pytest.mark.parametrize("name", NAMES)
def test_it_survives_serialization(bag: Any, name: str) -> None:
    from airflow.serialization.serialized_objects import DagSerialization

    again = DagSerialization.deserialize_dag(DagSerialization.serialize_dag(bag.dags[name]))
    assert set(again.task_ids) == {task.task_id for task in bag.dags[name].tasks}
    assert DagSerialization.serialize_dag(bag.dags[name]) == DagSerialization.serialize_dag(bag.dags[name])


@pytest.mark.parametrize("path", DAG_FILES, ids=lambda p: p.stem)
def test_a_task_is_one_call(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    tasks = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and any(ast.unparse(decorator).partition("(")[0] in TASKS for decorator in node.decorator_list)
    ]
    assert tasks
    for task in tasks:
        assert ast.get_docstring(task), f"{task.name}: its page in the UI would be empty"
        ours = ("steps.", "asking.", "retagging.")
        calls = [c for c in ast.walk(task) if isinstance(c, ast.Call) and ast.unparse(c.func).startswith(ours)]
        assert len([call for call in calls if ast.unparse(call.func) != "steps.asked"]) <= 1, task.name
        assert len(task.body) <= 3, task.name


TASKS = {"task", "task.branch", "task.short_circuit"}
