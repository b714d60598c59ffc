"""The locks: everything pyproject.toml asks for, pinned, with hashes, and no address of any index."""

from __future__ import annotations

import re
import tomllib

import pytest

from etl.settings import PROJECT

# what each is for: ./blocwatch on any machine, and the image of docker-compose.yml
EXTRAS = {"requirements.lock": "test", "requirements.image.lock": "cluster"}
LOCKS = {name: (PROJECT / name).read_text("utf-8") for name in EXTRAS}


def pinned(lock: str) -> dict[str, str]:
    """Package → its line without hashes: version and for which machines."""
    lines = re.findall(r"^([\w.-]+)(?:\[.*?\])?==([^\n\\]+)", lock, re.M)
    return {name.lower().replace("_", "-"): version.strip() for name, version in lines}


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned(name: str) -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"][EXTRAS[name]]]
    names = [re.match(r"[\w.-]+", requirement)[0].lower() for requirement in asked]  # type: ignore[index]
    assert [asked_for for asked_for in names if asked_for not in pinned(LOCKS[name])] == []


@pytest.mark.parametrize("lock", LOCKS.values(), ids=LOCKS)
def test_every_package_has_hashes(lock: str) -> None:
    blocks = re.split(r"^(?=[\w.-]+==)", lock, flags=re.M)[1:]
    assert len(blocks) > 100
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("lock", LOCKS.values(), ids=LOCKS)
def test_it_names_no_address(lock: str) -> None:
    assert re.findall(r"https?://\S+|file:\S+|--(?:extra-)?index.url|--find.links", lock) == []


@pytest.mark.parametrize("lock", LOCKS.values(), ids=LOCKS)
def test_nothing_in_it_must_be_compiled_against_icu(lock: str) -> None:
    assert "pyicu" not in pinned(lock)


def test_laptop_and_cluster_run_the_same_versions() -> None:
    here, there = ({name: version.split(" ;")[0] for name, version in pinned(lock).items()} for lock in LOCKS.values())
    assert {name: (here[name], there[name]) for name in here.keys() & there.keys() if here[name] != there[name]} == {}
