"""Imports go one way: dags, commands → steps → rooms → model, errors. Rooms never import each other."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from etl.settings import PROJECT

NOUNS = {"model", "errors"}
GROUND = NOUNS | {"settings", "seeds", "harmless", "reasons"}
# module or room → what of etl it may import besides itself
MAY = {
    "model": set(),
    "errors": set(),
    "harmless": set(),
    "reasons": set(),
    "settings": NOUNS,
    "seeds": GROUND,
    "staging": NOUNS,
    # pure: the same input gives the same output
    "clean": NOUNS,
    "tag": NOUNS,
    "resolve": NOUNS,
    # doors
    "extract": GROUND,
    "load": GROUND,
    "report": GROUND,
    "browse": GROUND,
    "resolving": GROUND | {"staging", "resolve", "load"},
    "deciding": GROUND | {"tag", "resolve", "load", "report", "resolving"},
    "steps": GROUND | {"staging", "extract", "clean", "tag", "resolve", "load", "report", "resolving", "deciding"},
    "alerts": {"steps"},
    "tasks": {"alerts"},
    "asking": GROUND | {"staging", "tag", "report", "deciding", "steps", "retagging"},
    "retagging": GROUND | {"staging", "extract", "load", "report", "resolving", "deciding", "steps"},
    "commands": GROUND
    | {"staging", "extract", "clean", "tag", "resolve", "load", "report", "browse"}
    | {"resolving", "deciding", "steps", "retagging", "asking"},
    "__main__": {"errors", "commands"},
    "dags": {"steps", "retagging", "asking", "alerts", "tasks"},
    "plugins": {"browse"},
}
IMPURE = {
    "os",
    "socket",
    "time",
    "random",
    "urllib.request",
    "subprocess",
    "duckdb",
    "sqlalchemy",
    "airflow",
    "pathlib",
}
# `text_of` is called from outside with a page and nothing else; that one door fetches the seeds itself
DOORS = {"etl/clean/__init__.py": {"seeds"}}
FILES = sorted(
    [*(PROJECT / "etl").rglob("*.py"), *(PROJECT / "dags").glob("*.py"), *(PROJECT / "plugins").glob("*.py")]
)


def room(path: Path) -> str:
    parts = path.relative_to(PROJECT).parts
    return parts[0] if parts[0] in ("dags", "plugins") else parts[1].removesuffix(".py")


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{name.name}" for name in node.names} | {node.module}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(PROJECT).as_posix())
def test_a_room_imports_only_what_lies_below_it(path: Path) -> None:
    if room(path) == "__init__":
        return
    ours = {name.split(".")[1] for name in imported(path) if name.startswith("etl.")}
    doors = DOORS.get(path.relative_to(PROJECT).as_posix(), set())
    assert ours - MAY[room(path)] - {room(path)} - doors == set()


@pytest.mark.parametrize("path", [p for p in FILES if room(p) in {"clean", "tag", "resolve"}], ids=lambda p: p.stem)
def test_pure_rooms_know_no_outside_world(path: Path) -> None:
    assert {name for name in imported(path) if name in IMPURE or name.split(".")[0] in IMPURE} == set()


def test_airflow_is_known_to_what_hangs_on_it_alone() -> None:
    knows = {room(path) for path in FILES if any(name.split(".")[0] == "airflow" for name in imported(path))}
    assert knows == {"dags", "commands", "alerts", "tasks", "plugins"}
