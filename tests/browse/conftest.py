"""The pages over a copy of the sample warehouse, asked without a server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi import FastAPI, HTTPException, Request
from starlette.testclient import TestClient

from etl.browse import app
from tests.making import Home

SESSION = {"_token": "signed-in"}
EMPTY = {"meta", "link", "input", "br"}


def signed_in(request: Request) -> None:
    """Stands in for Airflow's dependency; tests/test_plugin.py asks with the real one."""
    if request.cookies.get("_token") != "signed-in":
        raise HTTPException(401)


@cache
def _app() -> FastAPI:
    return app.make(signed_in)


def client(signed: bool = True) -> TestClient:
    return TestClient(_app(), cookies=SESSION if signed else {}, raise_server_exceptions=False)


@pytest.fixture(scope="module")
def browsed(sample_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home with a copy of the published samples: a file is opened in one way only within a process."""
    home = Home(tmp_path_factory.mktemp("browsed"))
    shutil.copyfile(sample_home.folder / "blocwatch.duckdb", home.folder / "blocwatch.duckdb")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BLOCWATCH_HOME", str(home.folder))
        yield home


@pytest.fixture(scope="module")
def pages(browsed: Home) -> TestClient:
    return client()


class Seen(HTMLParser):
    """What a browser would find on a page; closing tags must close what was opened last."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.words: list[tuple[str, str]] = []  # the element and the text in it
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append((" ".join(self.open), data))

    def all(self, name: str) -> list[str]:
        return [attrs[name] for _, attrs in self.tags if name in attrs]

    def text(self, within: str = "") -> str:
        return "".join(data for where, data in self.words if within in where.split() or not within)


def published(home: Home) -> Path:
    return (home.folder / "blocwatch.duckdb").resolve()
