"""The raw store: bytes once, versions when a page changes, whole or not at all, on any file system."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import fsspec
import pytest
from upath import UPath

from etl.errors import DocumentError, WarehouseError
from etl.extract import raw
from etl.extract.raw import History, RawStore
from etl.model import Page
from tests.extract.site import NOON

ADDRESS = "https://nachrichten.example/1"
HOUR = timedelta(hours=1)


@pytest.fixture(params=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """On a folder, and on an object store."""
    if request.param == "folder":
        yield RawStore(str(tmp_path / "raw"))
    else:
        yield RawStore("memory://raw")
        fsspec.filesystem("memory").store.clear()


def page(content: bytes, at: Any = NOON, source: str | None = "belta_de", address: str = ADDRESS) -> Page:
    headers = json.dumps([["etag", f'"{len(content)}"'], ["last-modified", "gestern"]])
    return Page(
        hashlib.sha256(content).hexdigest(), source, address, "1", "text/html", len(content), at,
        url=address, final_url=address, status=200, headers=headers, told_published=NOON,
    )  # fmt: skip


def files(store: RawStore, pattern: str) -> list[UPath]:
    return sorted(store.root.glob(pattern), key=str)


def known(store: RawStore, address: str = ADDRESS) -> History:
    found = store.history("belta_de", address)
    assert found
    return found


def test_a_page_comes_back_as_it_was_with_all_that_was_told(store: RawStore) -> None:
    store.put(page(b"eins"), b"eins")
    assert store.get(page(b"eins").page_id) == b"eins"
    assert known(store).versions == (page(b"eins"),)
    assert (known(store).etag, known(store).last_modified, known(store).asked_at) == ('"4"', "gestern", NOON)
    [path] = files(store, "*/*.gz")
    assert gzip.decompress(path.read_bytes()) == b"eins"


def test_a_changed_page_is_a_version_an_unchanged_one_none(store: RawStore) -> None:
    for number, content in enumerate([b"eins", b"eins", b"zwei", b"zwei", b"eins"]):
        store.put(page(content, NOON + number * HOUR), content)
    assert [v.byte_count for v in known(store).versions] == [4, 4, 4]
    assert [v.fetched_at for v in known(store).versions] == [NOON, NOON + 2 * HOUR, NOON + 4 * HOUR]
    assert known(store).newest.page_id == page(b"eins").page_id
    assert len(files(store, "*/*.gz")) == 2
    [note] = files(store, "addresses/*/*/*.json")
    assert [v["number"] for v in json.loads(note.read_text())["versions"]] == [1, 2, 3]


def test_being_asked_for_nothing_new_moves_the_moment_alone(store: RawStore) -> None:
    store.put(page(b"eins"), b"eins")
    store.asked(known(store), NOON + HOUR)
    assert known(store).asked_at == NOON + HOUR and known(store).newest.fetched_at == NOON
    store.gone(known(store), NOON + 2 * HOUR)
    store.gone(known(store), NOON + 3 * HOUR)
    assert known(store).gone_at == NOON + 2 * HOUR and len(known(store).versions) == 1
    store.put(page(b"eins", NOON + 4 * HOUR), b"eins")
    assert known(store).gone_at is None and len(known(store).versions) == 2


def test_what_no_load_has_seen_is_pending(store: RawStore) -> None:
    store.put(page(b"eins"), b"eins")
    assert [h.address for h in store.pending("belta_de")] == [ADDRESS]
    assert list(store.pending("rt_de")) == []
    store.settle(page(b"eins"))
    assert list(store.pending("belta_de")) == [] and known(store).is_settled
    store.put(page(b"eins", NOON + HOUR), b"eins")
    assert list(store.pending("belta_de")) == [], "the same page need not be loaded again"
    store.put(page(b"zwei"), b"zwei")
    store.settle(page(b"eins"))
    assert [h.newest.page_id for h in store.pending("belta_de")] == [page(b"zwei").page_id]


def test_all_addresses_can_be_walked_by_source(store: RawStore) -> None:
    store.put(page(b"1"), b"1")
    store.put(page(b"2", address=ADDRESS + "2"), b"2")
    store.put(page(b"3", source="rt_de"), b"3")
    store.put(page(b"4", source=None), b"4")
    store.put(page(b"5"), b"5", "ways")
    assert sorted(h.newest.page_id for h in store.histories("belta_de")) == sorted(
        [page(b"1").page_id, page(b"2").page_id]
    )
    assert len(list(store.histories(None))) == 4
    assert list(store.histories("nie_gelesen")) == []


def test_what_is_not_there_or_damaged_is_said(store: RawStore) -> None:
    with pytest.raises(DocumentError, match="has no page"):
        store.get("ab" * 32)
    store.put(page(b"eins"), b"eins")
    [path] = files(store, "*/*.gz")
    for damage in (gzip.compress(b"anders"), path.read_bytes()[:-6], b"kein gzip"):
        path.write_bytes(damage)
        with pytest.raises(DocumentError, match="damaged"):
            store.get(page(b"eins").page_id)


@pytest.mark.parametrize("fatal", range(3))
def test_a_worker_that_dies_anywhere_leaves_a_store_that_can_go_on(
    store: RawStore, monkeypatch: pytest.MonkeyPatch, fatal: int
) -> None:
    """A put writes three files; it dies before each of them in turn."""
    store.put(page(b"eins"), b"eins")
    writes = 0
    write = raw._write

    def dying(path: UPath, data: bytes) -> None:
        nonlocal writes
        writes += 1
        if writes == fatal + 1:
            raise KeyboardInterrupt
        write(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(raw, "_write", dying)
        with pytest.raises(KeyboardInterrupt):
            store.put(page(b"zwei"), b"zwei")
    assert [store.get(v.page_id) for h in store.histories(None) for v in h.versions] == [b"eins"]
    store.put(page(b"zwei"), b"zwei")
    assert [store.get(v.page_id) for v in known(store).versions] == [b"eins", b"zwei"]
    assert len(list(store.pending("belta_de"))) == 1


def test_half_a_file_is_never_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = RawStore(str(tmp_path / "raw"))

    def half(path: Path, data: bytes) -> int:
        with path.open("wb") as out:
            out.write(data[: len(data) // 2])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", half)
        patch.setattr(UPath, "write_bytes", half, raising=False)
        with pytest.raises(WarehouseError, match="No space"):
            store.put(page(b"eins"), b"eins")
    with pytest.raises(DocumentError, match="has no page"):
        store.get(page(b"eins").page_id)
    assert list(store.histories(None)) == []
    store.put(page(b"eins"), b"eins")
    assert store.get(page(b"eins").page_id) == b"eins"


def test_a_file_read_again_writes_nothing(store: RawStore) -> None:
    file = replace(page(b"eins", source=None, address="a.txt"), url=None, headers=None)
    store.put(file, b"eins")
    [note] = files(store, "addresses/*/*/*.json")
    before = note.read_bytes()
    store.put(replace(file, fetched_at=NOON + HOUR), b"eins")
    assert note.read_bytes() == before and list(store.pending("belta_de")) == []


def test_files_of_one_name_in_two_folders_are_two_places(store: RawStore) -> None:
    file = replace(page(b"eins", source=None, address="1.txt"), url=None, headers=None)
    other = replace(file, page_id=page(b"zwei").page_id)
    store.put(file, b"eins", place="file:///a/1.txt")
    store.put(other, b"zwei", place="file:///b/1.txt")
    assert {h.newest.page_id for h in store.histories(None)} == {file.page_id, other.page_id}
    assert {h.address for h in store.histories(None)} == {"1.txt"}


def test_of_a_feed_the_newest_version_is_remembered(store: RawStore) -> None:
    for content in (b"eins", b"zwei"):
        store.put(page(content), content, "ways")
    known = store.history("belta_de", ADDRESS, "ways")
    assert known and [v.page_id for v in known.versions] == [page(b"zwei").page_id]
