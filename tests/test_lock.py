"""requirements.lock: everything pyproject.toml asks for, pinned, with hashes, and no address of any index."""

from __future__ import annotations

import re
import tomllib

from etl.settings import PROJECT

LOCK = (PROJECT / "requirements.lock").read_text("utf-8")


def test_every_requirement_is_pinned() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    pinned = {name.lower().replace("_", "-") for name in re.findall(r"^([\w.-]+)(?:\[.*\])?==", LOCK, re.M)}
    names = [re.match(r"[\w.-]+", requirement)[0].lower() for requirement in asked]  # type: ignore[index]
    assert [name for name in names if name not in pinned] == []


def test_every_package_has_hashes() -> None:
    blocks = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.M)[1:]
    assert len(blocks) > 100
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_it_names_no_address() -> None:
    assert re.findall(r"https?://\S+|file:\S+|--(?:extra-)?index.url|--find.links", LOCK) == []
