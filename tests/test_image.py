"""The image: what the Dockerfile copies is enough for Airflow to import every DAG, and no more than that."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from etl.settings import PROJECT

DOCKERFILE = (PROJECT / "Dockerfile").read_text("utf-8")
LOCK = "requirements.image.lock"
LOOK = """
import json, os, pkgutil, sys
from airflow.dag_processing.dagbag import DagBag
from airflow.plugins_manager import get_import_errors
import etl
from etl import settings, steps
bag = DagBag(os.environ["AIRFLOW__CORE__DAGS_FOLDER"])
steps.tag_seeds()
print(json.dumps({
    "errors": bag.import_errors, "dags": sorted(bag.dags), "plugins": get_import_errors(),
    "root": str(settings.PROJECT),
}))
"""


def copied() -> list[str]:
    """What of the project comes into the image, besides the lock."""
    lines = re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.M)
    return [name for line in lines for name in line.split()[:-1] if name != LOCK]


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder /opt/blocwatch as it is in the image."""
    folder = tmp_path_factory.mktemp("image") / "blocwatch"
    folder.mkdir()
    for name in copied():
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder)
    return folder


def test_airflow_imports_every_dag_and_plugin_from_what_is_copied(image: Path, tmp_path: Path) -> None:
    told = dict(re.findall(r"(AIRFLOW__CORE__\w+)=(\S+)", DOCKERFILE))
    env = {name: value.replace("/opt/blocwatch", str(image)) for name, value in told.items()}
    env |= {"AIRFLOW_HOME": str(tmp_path), "PYTHONPATH": str(image), "PATH": os.environ["PATH"]}
    env |= {"AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{tmp_path / 'airflow.db'}"}
    done = subprocess.run([sys.executable, "-c", LOOK], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen == {
        "errors": {},
        "dags": sorted(path.stem for path in (PROJECT / "dags").glob("*.py")),
        "plugins": {},
        "root": str(image),
    }


def test_it_copies_what_runs_and_nothing_else() -> None:
    assert sorted(copied()) == ["LICENSE", "dags", "etl", "plugins", "pyproject.toml", "seeds", "sql"]
    ignored = (PROJECT / ".dockerignore").read_text("utf-8").splitlines()
    assert ignored[1] == "*" and {line[1:] for line in ignored if line.startswith("!")} == {LOCK, *copied()}


def test_what_runs_in_it_is_no_root_and_every_package_has_its_hash() -> None:
    assert re.findall(r"^USER (.+)$", DOCKERFILE, re.M) == ["10001:10001"]
    assert all(word in DOCKERFILE for word in ("--require-hashes", "--no-deps", "--only-binary :all:"))
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.M)
    assert set(bases) == {"python:3.12-slim-bookworm"}
