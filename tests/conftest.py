"""Homes for tests: a folder of its own, with the sample articles read into it or empty."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl import settings
from etl.load import warehouse
from tests.making import Home


@pytest.fixture
def bare_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home where nothing has been done yet; its folder is not there."""
    monkeypatch.setenv("BLOCWATCH_HOME", str(tmp_path / "home"))
    return Home(tmp_path / "home")


@pytest.fixture(scope="session")
def empty_work_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A work file with its tables, views and reference tables, made once: it takes as long as a small walk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BLOCWATCH_HOME", str(tmp_path_factory.mktemp("empty")))
        with warehouse.open_work_file(settings.load(), prepare=True) as work:
            warehouse.refresh_reference(work)
        return settings.load().work_file


@pytest.fixture
def home(bare_home: Home, empty_work_file: Path) -> Home:
    """A home without articles."""
    bare_home.folder.mkdir()
    shutil.copyfile(empty_work_file, bare_home.folder / empty_work_file.name)
    return bare_home


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home into which the sample articles were read once; tests only look at it."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("sample")
        patch.setenv("BLOCWATCH_HOME", str(folder))
        home = Home(folder)
        home.walk("first")
        yield home


@pytest.fixture(scope="session")
def sample(sample_home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published file of the sample articles, read-only."""
    with sample_home.open() as published:
        yield published


def pytest_sessionstart(session: pytest.Session) -> None:
    """A seed that cannot be read is said once, not by every test that needs it. No test asks the real web."""
    os.environ.pop("BLOCWATCH_CONTACT", None)
    from etl import seeds, steps
    from etl.errors import SeedError

    try:
        seeds.sources(), seeds.rules(), steps.tag_seeds()
    except SeedError as error:
        pytest.exit(f"seeds: {error}", 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's test takes minutes and mostly waits: it begins first, and other workers do the rest meanwhile."""
    items.sort(key=lambda item: item.path.parent.name != "ui")
