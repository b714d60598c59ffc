"""The DAG as Airflow sees it: no import error, cheap to parse, arrows, retries, pools, a form that refuses."""

from __future__ import annotations

import ast
import subprocess
import sys
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest

from etl import seeds
from etl.settings import PROJECT

DAG_FILES = sorted((PROJECT / "dags").glob("*.py"))


@pytest.fixture(scope="module")
def bag() -> Any:
    from airflow.dag_processing.dagbag import DagBag

    return DagBag(str(PROJECT / "dags"))


@pytest.fixture(scope="module")
def articles(bag: Any) -> Any:
    return bag.dags["articles"]


def test_nothing_fails_to_import(bag: Any) -> None:
    assert bag.import_errors == {}
    assert set(bag.dags) == {path.stem for path in DAG_FILES}


def test_the_arrows(articles: Any) -> None:
    edges = {(task.task_id, below) for task in articles.tasks for below in task.downstream_task_ids}
    walk = ["find", "extract", "clean", "tag", "load", "check", "publish"]
    assert edges == set(pairwise(walk))
    assert {task.task_id for task in articles.tasks if task.is_mapped} == {"extract", "clean", "tag"}


def test_every_task_outlasts_its_worker_and_waits_longer_each_time(articles: Any) -> None:
    assert {task.task_id for task in articles.tasks if task.retries < 2 or not task.retry_exponential_backoff} == set()


def test_only_tasks_that_never_touch_the_home_may_run_on_any_machine(articles: Any) -> None:
    assert {task.task_id for task in articles.tasks if task.queue != "default"} == {"clean", "tag"}


@pytest.mark.parametrize(("error", "again"), [(OSError("disk"), True), (TimeoutError(), True), (ValueError(), False)])
def test_what_cannot_help_is_not_asked_again(articles: Any, error: Exception, again: bool) -> None:
    policy = articles.get_task("find").retry_policy
    assert (policy.evaluate(error, 1, 3).action.value == "retry") is again


@pytest.mark.parametrize(("number", "is_last"), [(1, False), (3, False), (4, True)])
def test_extract_knows_its_last_try(articles: Any, monkeypatch: pytest.MonkeyPatch, number: int, is_last: bool) -> None:
    from etl import steps

    told = []
    monkeypatch.setattr(steps, "extract", lambda run_id, batch, last_try: told.append(last_try))
    task = articles.get_task("extract")
    task.python_callable("0001-of-0001", run_id="one", ti=SimpleNamespace(try_number=number, max_tries=task.retries))
    assert told == [is_last]


def test_one_task_at_a_time_touches_the_work_file(articles: Any) -> None:
    from etl.commands import airflow_home

    assert {t.task_id for t in articles.tasks if t.pool == airflow_home.POOL} == {"load", "check", "publish"}
    assert articles.max_active_runs == 1


def test_it_runs_daily_and_makes_up_for_nothing(articles: Any) -> None:
    assert articles.timetable.expression == "15 5 * * *"
    assert articles.catchup is False and articles.start_date is None


def test_its_page_says_what_to_do_when_each_task_is_red(articles: Any) -> None:
    assert [t.task_id for t in articles.tasks if t.task_id not in articles.doc_md] == []
    assert "red" in articles.doc_md


def test_the_form_offers_the_sources_of_the_seeds_and_explains_every_field(articles: Any) -> None:
    schemas = {name: articles.params.get_param(name).schema for name in articles.params}
    assert set(schemas["source"]["enum"]) == {"all", *seeds.sources()}
    assert set(schemas["read"]["values_display"]) == set(schemas["read"]["enum"])
    assert [name for name, schema in schemas.items() if "title" not in schema] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"read": "web"},
        {"source": "nonsense"},
        {"since": "1.1.2024"},
        {"batch_size": 0},
        {"dry_run": "maybe"},
        {"folder": ""},
    ],
    ids=lambda w: next(iter(w)),
)
def test_the_form_refuses(articles: Any, wrong: dict[str, object]) -> None:
    from airflow.sdk.exceptions import ParamValidationError

    [(name, value)] = wrong.items()
    with pytest.raises(ParamValidationError):
        articles.params.get_param(name).resolve(value)


def test_it_survives_serialization(articles: Any) -> None:
    from airflow.serialization.serialized_objects import DagSerialization

    again = DagSerialization.deserialize_dag(DagSerialization.serialize_dag(articles))
    assert set(again.task_ids) == {task.task_id for task in articles.tasks}


@pytest.mark.parametrize("path", DAG_FILES, ids=lambda p: p.stem)
def test_parsing_costs_little_beside_airflow_itself(path: Any) -> None:
    code = f"""
import time, airflow.sdk
start = time.process_time()
exec(compile(open({str(path)!r}).read(), {str(path)!r}, "exec"), {{"__name__": "dag", "__file__": {str(path)!r}}})
import sys
print(time.process_time() - start)
assert not [name for name in ("duckdb", "pyarrow", "bs4", "sqlalchemy_duckdb", "etl.steps") if name in sys.modules]
"""
    out = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    assert float(out.splitlines()[-1]) < 1.0


@pytest.mark.parametrize("path", DAG_FILES, ids=lambda p: p.stem)
def test_a_task_is_one_call(path: Any) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    tasks = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and any("task" in ast.unparse(decorator) for decorator in node.decorator_list)
    ]
    assert len(tasks) >= 7
    for task in tasks:
        assert ast.get_docstring(task), f"{task.name}: its page in the UI would be empty"
        calls = [
            node for node in ast.walk(task) if isinstance(node, ast.Call) and ast.unparse(node).startswith("steps.")
        ]
        assert len([call for call in calls if ast.unparse(call.func) != "steps.Request"]) == 1, task.name
