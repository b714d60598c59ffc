"""The DAG `articles`: arrows, retries, a form that refuses, a real run, a backfill."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from etl import seeds
from tests.dags.conftest import edges, states
from tests.making import Home

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture(scope="module")
def articles(bag: Any) -> Any:
    return bag.dags["articles"]


def test_the_arrows(articles: Any) -> None:
    walk = ["find", "extract", "clean", "tag", "load", "check", "publish", "brief"]
    assert edges(articles) == {*pairwise(walk), ("find", "load")}
    mapped = {task.task_id for task in articles.tasks if task.task_group and task.task_group.group_id == "read"}
    assert mapped == {"extract", "clean", "tag"}


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


def test_it_runs_daily(articles: Any) -> None:
    assert articles.timetable.expression == "15 5 * * *"


def test_the_form_offers_the_sources_of_the_seeds_and_folds_the_rare_fields(articles: Any) -> None:
    schemas = {name: articles.params.get_param(name).schema for name in articles.params}
    assert set(schemas["source"]["enum"]) == {"all", *seeds.sources()}
    assert {name for name, schema in schemas.items() if schema.get("section")} == {
        "batch_size",
        "host_minutes",
        "dry_run",
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"read": "web"},
        {"source": "nonsense"},
        {"since": "1.1.2024"},
        {"until": "morgen"},
        {"batch_size": 0},
        {"host_minutes": 0},
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


def files(folder: Path, *days: int) -> Path:
    """Articles of these days of May 2026."""
    folder.mkdir(exist_ok=True)
    for day in days:
        text = f"MINSK, {day}. Mai 2026 (BelTA). Der Generalsekretär der OVKS Stanislaw Sas sprach in Minsk. "
        page = (
            f'<meta property="article:published_time" content="2026-05-{day:02}T10:00:00+02:00"><h1>Am {day}. Mai</h1>'
        )
        (folder / f"{day}.html").write_text(f"<html>{page}<article><p>{text * 3}</p></article></html>", "utf-8")
    return folder


def test_a_real_run_in_batches_without_a_logical_date(
    airflow: Any, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from etl import steps

    briefed: list[str] = []
    monkeypatch.setattr(steps, "brief", lambda: briefed)
    conf = {"read": "folder", "folder": str(files(tmp_path / "in", 1, 2, 3)), "batch_size": 2}
    run = airflow.dags["articles"].test(run_conf=conf, logical_date=None)
    assert run.state == "success" and set(states(run).values()) == {"success"}
    assert {t.rendered_map_index for t in run.get_task_instances(state=None) if t.task_id == "tag"} == {
        "0001-of-0002",
        "0002-of-0002",
    }
    assert home.rows("select count(*) from report.articles") == [(3,)]


def backfill(home: Home, folder: Path, day: int, run_id: str) -> str:
    """The walk of a run as a backfill makes it, by the DAG's own schedule."""
    from etl import steps

    at = datetime(2026, 5, day, 5, 15, tzinfo=BERLIN)
    run = SimpleNamespace(
        run_id=run_id, dag_id="articles", run_type="backfill", data_interval_start=at, data_interval_end=at
    )
    form = {"read": "folder", "folder": str(folder), "since": None, "until": None}
    request = steps.asked(run, form, "Europe/Berlin")
    batches = [steps.tag(run_id, steps.clean(run_id, steps.extract(run_id, b))) for b in steps.find(request)]
    return steps.publish(steps.check(steps.load(run_id, batches)))


def test_a_backfill_reads_the_articles_of_its_days_and_a_second_one_changes_no_row(home: Home, tmp_path: Path) -> None:
    folder = files(tmp_path / "in", 1, 2, 3, 4)
    for day in (2, 3):
        backfill(home, folder, day, f"one-{day}")
    assert home.rows("select day(published_on) from core.article order by 1") == [(2,), (3,)]
    tables = [t for (t,) in home.rows("select table_name from duckdb_tables() where schema_name = 'store'")]
    of_runs = {"run", "funnel", "outside_window"}
    seen = "columns(c -> c <> 'last_seen_at')"  # when it was last looked at, which is no fact
    before = {t: home.rows(f"select {seen} from store.{t} order by all") for t in tables if t not in of_runs}
    for day in (2, 3):
        assert "0 new, 0 changed" in backfill(home, folder, day, f"two-{day}")
    for table, rows in before.items():
        assert home.rows(f"select {seen} from store.{table} order by all") == rows, table


def test_a_run_that_publishes_proves_what_another_has_loaded_meanwhile(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Airflow counts a backfill's runs and the daily one apart: one may load between the other's check and publish."""
    from etl import steps
    from etl.errors import WarehouseError
    from etl.report import checks

    def loaded(run_id: str, day: int) -> str:
        folder = files(tmp_path / run_id, day)
        request = steps.Request(run_id, "articles", "manual", read="folder", folder=str(folder))
        return steps.load(
            run_id, [steps.tag(run_id, steps.clean(run_id, steps.extract(run_id, steps.find(request)[0])))]
        )

    def wrong(work: Any) -> int:
        raise WarehouseError("wrong")

    first = steps.check(loaded("daily", 1))
    monkeypatch.setattr(checks, "prove_loaded", wrong)
    steps.publish(first)  # nothing came after it
    second = loaded("again", 2)
    loaded("backfill", 3)
    with pytest.raises(WarehouseError):
        steps.publish(second)
    assert home.rows("select count(*) from report.articles") == [(1,)]


def test_the_schedule_makes_runs_of_the_days_a_backfill_is_asked_for(articles: Any) -> None:
    from airflow.serialization.serialized_objects import DagSerialization

    from etl import steps

    dag = DagSerialization.deserialize_dag(DagSerialization.serialize_dag(articles))
    infos = list(
        dag.iter_dagrun_infos_between(datetime(2026, 5, 1, tzinfo=BERLIN), datetime(2026, 5, 4, tzinfo=BERLIN))
    )
    days = []
    for info in infos:
        ends = {"data_interval_start": info.data_interval.start, "data_interval_end": info.data_interval.end}
        run = SimpleNamespace(run_id="r", dag_id="articles", run_type="backfill", **ends)
        request = steps.asked(run, {}, "Europe/Berlin")
        days.append((request.since, request.until))
    assert days == [(f"2026-05-0{day}", f"2026-05-0{day}") for day in (1, 2, 3)]


def test_days_of_the_form_hold_and_no_other_run_has_days_of_its_own() -> None:
    from etl import steps

    at = datetime(2026, 5, 2, 5, 15, tzinfo=BERLIN)
    ends = {"data_interval_start": at, "data_interval_end": at}
    told = SimpleNamespace(run_id="r", dag_id="articles", run_type="backfill", **ends)
    assert steps.asked(told, {"since": "2026-01-01", "until": None}, "Europe/Berlin").since == "2026-01-01"
    for kind in ("manual", "scheduled"):
        run = SimpleNamespace(run_id="r", dag_id="articles", run_type=kind, **ends)
        assert steps.asked(run, {}, "Europe/Berlin").since is None
    bare = SimpleNamespace(
        run_id="r", dag_id="articles", run_type="manual", data_interval_start=None, data_interval_end=None
    )
    assert steps.asked(bare, {}, "Europe/Berlin").until is None
