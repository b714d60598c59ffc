"""The plugin as Airflow sees it: no import error, cheap, its pages for who is signed in and for nobody else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from etl import settings
from etl.commands import airflow_home
from etl.settings import PROJECT

ASKED = """
import json, sys
from etl.commands import airflow_home
airflow_home.prepare()

import time
from airflow import plugins_manager
before, start = set(sys.modules), time.process_time()
plugins, errors = plugins_manager._get_plugins()
cpu, new = time.process_time() - start, sorted(set(sys.modules) - before)
apps, _ = plugins_manager.get_fastapi_plugins()
views, _ = plugins_manager._get_ui_plugins()

from airflow.api_fastapi.app import create_auth_manager
from airflow.api_fastapi.auth.managers.simple.user import SimpleAuthManagerUser
from fastapi import FastAPI
from starlette.testclient import TestClient

manager = create_auth_manager()
token = manager.generate_jwt(SimpleAuthManagerUser(username="admin", role="viewer", teams=None))
root = FastAPI()
root.mount(apps[0]["url_prefix"], apps[0]["app"])

def asked(path, **cookies):
    answer = TestClient(root, cookies=cookies, raise_server_exceptions=False).get(path)
    return [answer.status_code, answer.headers["content-security-policy"], "Tasmaghambetow" in answer.text]

found = [plugin for plugin in plugins if plugin.name == "blocwatch"]
print("ANSWER" + json.dumps({
    "errors": {str(path): str(error) for path, error in errors.items()},
    "found": len(found), "cpu": cpu, "new": new,
    "views": [view for view in views if view["href"].startswith("blocwatch/")],
    "info": [i for i in plugins_manager.get_plugin_info() if i["name"] == "blocwatch"][0]["fastapi_apps"],
    "stranger": [asked("/blocwatch/" + path) for path in ("facts", "persons", "style.css", "briefing", "nowhere", "")],
    "false": [asked("/blocwatch/facts", _token=bad) for bad in (token[:-2], "x", "a.b.c")],
    "signed": asked("/blocwatch/persons", _token=token),
    "style": asked("/blocwatch/style.css", _token=token)[0],
}))
"""


@pytest.fixture(scope="module")
def told(sample_home: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a process of Airflow's own, over a new home with the samples' file, says of the plugin."""
    home = tmp_path_factory.mktemp("plugin")
    (home / "blocwatch.duckdb").symlink_to((sample_home.folder / "blocwatch.duckdb").resolve())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BLOCWATCH_HOME", str(home))
        environment = os.environ | airflow_home.environment(settings.load())
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASKED],
        env=environment, capture_output=True, text=True, check=False, cwd=home,
    )  # fmt: skip
    answer = [line for line in done.stdout.splitlines() if line.startswith("ANSWER")]
    assert answer, done.stdout[-2000:] + done.stderr[-3000:]
    return json.loads(answer[0].removeprefix("ANSWER"))  # type: ignore[no-any-return]


def test_airflow_takes_it_in(told: dict[str, Any]) -> None:
    assert told["errors"] == {} and told["found"] == 1
    assert {view["name"]: view["href"] for view in told["views"]} == {
        "Briefing": "blocwatch/briefing",
        "Facts": "blocwatch/facts",
    }
    for view in told["views"]:
        assert view["destination"] == "nav" and view["nav_top_level"] is True and len(view["name"]) <= 9
    assert [app["url_prefix"] for app in told["info"]] == ["/blocwatch"]


def test_loading_it_costs_next_to_nothing(told: dict[str, Any]) -> None:
    """Scheduler, workers and triggerer load it too, and never show a page."""
    heavy = {"duckdb", "jinja2", "fastapi", "pyarrow", "etl.browse", "etl.settings"}
    assert heavy & set(told["new"]) == set()
    assert told["cpu"] < 2  # all plugins, also those that come with Airflow


def test_only_who_is_signed_in_to_airflow_sees_pages(told: dict[str, Any]) -> None:
    assert {tuple(answer[::2]) for answer in told["stranger"]} == {(401, False)}
    assert {answer[0] for answer in told["false"]} <= {401, 403} and not any(answer[2] for answer in told["false"])
    status, policy, shows = told["signed"]
    assert status == 200 and shows and "sandbox" in policy and told["style"] == 200


def test_it_lies_where_airflow_looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BLOCWATCH_HOME", str(tmp_path))
    folder = airflow_home.environment(settings.load())["AIRFLOW__CORE__PLUGINS_FOLDER"]
    assert Path(folder) == PROJECT / "plugins" and [path.name for path in Path(folder).glob("*.py")] == ["blocwatch.py"]
