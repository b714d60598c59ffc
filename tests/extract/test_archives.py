"""Archives: members are documents, nothing is unpacked beyond its limit, what is broken is said."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from etl.errors import DocumentError
from etl.extract import archives, files
from etl.extract.opening import Opener
from etl.extract.raw import RawStore
from etl.model import Document, Page, SetAside
from tests.extract.site import MOST, NOON

PAGE = b"<p>Ein Absatz.</p>"


@pytest.fixture
def store(tmp_path: Path) -> RawStore:
    return RawStore(str(tmp_path / "raw"))


def inside(folder: Path, store: RawStore) -> tuple[dict[str, Document], list[SetAside]]:
    members = [m for d in files.documents(folder, None) for m in archives.expanded(d, store)]
    documents = [m for m in members if isinstance(m, Document)]
    assert len({d.address for d in documents}) == len(documents)
    return {d.address: d for d in documents}, [m for m in members if isinstance(m, SetAside)]


def opened(document: Document, store: RawStore) -> Page:
    page = Opener(store, None, MOST, NOON).page(document)
    assert page
    return page


def reason(document: Document, store: RawStore) -> str:
    with pytest.raises(DocumentError) as caught:
        opened(document, store)
    return str(caught.value)


def zipped(path: Path, members: dict[str, bytes]) -> None:
    path.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def warc(path: Path, records: list[tuple[str, str, bytes]], compressed: bool = True, type: str = "text/html") -> None:
    """Records are (address, status line, body); the day of capture goes up from record to record."""
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=compressed)
        for day, (address, status, body) in enumerate(records, 1):
            http = StatusAndHeaders(
                status, [("Content-Type", f"{type}; charset=utf-8"), ("X-Y", "z")], protocol="HTTP/1.1"
            )
            record = writer.create_warc_record(
                address, "response", payload=io.BytesIO(body), http_headers=http,
                warc_headers_dict={"WARC-Date": f"2020-05-{day:02d}T10:00:00Z"},
            )  # fmt: skip
            writer.write_record(record)
            writer.write_record(
                writer.create_warc_record(address, "request", payload=io.BytesIO(b"GET / HTTP/1.1\r\n"))
            )


def test_members_of_a_zip(tmp_path: Path, store: RawStore) -> None:
    names = {"a.html": PAGE, "Größe/b.txt": b"Text.", "__MACOSX/a.html": b"x", ".versteckt.html": b"x", "c.jpg": b"x"}
    zipped(tmp_path / "in" / "x.ZIP", names | {"leer/": b"", "d.html": b" "})
    documents, _ = inside(tmp_path / "in", store)
    assert list(documents) == ["x.ZIP/a.html", "x.ZIP/Größe/b.txt", "x.ZIP/c.jpg", "x.ZIP/d.html"]
    page = opened(documents["x.ZIP/Größe/b.txt"], store)
    assert store.get(page.page_id) == b"Text." and (page.media_type, page.file_name) == ("text/plain", "b.txt")
    assert opened(documents["x.ZIP/a.html"], store).media_type == "text/html"
    assert "neither .txt nor .html but .jpg" in reason(documents["x.ZIP/c.jpg"], store)
    assert reason(documents["x.ZIP/d.html"], store) == "empty file"


def test_two_members_of_one_name_are_told_apart_by_their_place(tmp_path: Path, store: RawStore) -> None:
    (tmp_path / "in").mkdir()
    with zipfile.ZipFile(tmp_path / "in" / "x.zip", "w") as archive, pytest.warns(UserWarning):
        archive.writestr("a.txt", b"eins")
        archive.writestr("a.txt", b"zwei")
    members = [m for d in files.documents(tmp_path / "in", None) for m in archives.expanded(d, store)]
    assert [store.get(opened(m, store).page_id) for m in members if isinstance(m, Document)] == [b"eins", b"zwei"]


def test_gzip(tmp_path: Path, store: RawStore) -> None:
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(PAGE, mtime=0))
    documents, _ = inside(tmp_path, store)
    page = opened(documents["a.html.gz/a.html"], store)
    assert store.get(page.page_id) == PAGE and (page.media_type, page.file_name) == ("text/html", "a.html")


@pytest.mark.parametrize(("name", "compressed"), [("x.warc.gz", True), ("x.warc", False)])
def test_a_warc_gives_its_pages_with_address_day_and_answer(
    tmp_path: Path, store: RawStore, name: str, compressed: bool
) -> None:
    records = [("https://a.example/1?x=1", "200 OK", PAGE), ("https://a.example/weg", "404 Not Found", b"weg")]
    warc(tmp_path / "in" / name, records, compressed)
    documents, aside = inside(tmp_path / "in", store)
    assert list(documents) == ["https://a.example/1?x=1", "https://a.example/weg"] and aside == []
    page = opened(documents["https://a.example/1?x=1"], store)
    assert store.get(page.page_id) == PAGE and page.fetched_at.isoformat() == "2020-05-01T10:00:00+00:00"
    assert (page.url, page.status, page.charset, page.file_name) == ("https://a.example/1?x=1", 200, "utf-8", "1")
    assert '["x-y", "z"]' in (page.headers or "")
    assert reason(documents["https://a.example/weg"], store) == "had answered 404 Not Found when it was captured"


def test_of_several_captures_the_last_is_read_and_the_others_are_said(tmp_path: Path, store: RawStore) -> None:
    warc(tmp_path / "in" / "x.warc.gz", [("https://a.example/1", "200 OK", b"<p>%d" % n) for n in range(3)])
    documents, aside = inside(tmp_path / "in", store)
    assert store.get(opened(documents["https://a.example/1"], store).page_id) == b"<p>2"
    assert [(row.stage, row.reason) for row in aside] == [("found", "captured again later in x.warc.gz")] * 2


def test_an_old_capture_does_not_replace_what_was_read_since(tmp_path: Path, store: RawStore) -> None:
    url = "https://a.example/1"
    warc(tmp_path / "neu" / "x.warc.gz", [("https://a.example/0", "200 OK", PAGE), (url, "200 OK", b"<p>neu")])
    warc(tmp_path / "alt" / "x.warc.gz", [(url, "200 OK", b"<p>alt")])
    newest = opened(inside(tmp_path / "neu", store)[0][url], store)
    assert reason(inside(tmp_path / "alt", store)[0][url], store) == "older than what was read there on 2020-05-02"
    assert opened(inside(tmp_path / "neu", store)[0][url], store) == newest


def test_what_a_warc_holds_besides_pages_is_no_document(tmp_path: Path, store: RawStore) -> None:
    warc(tmp_path / "in" / "x.warc.gz", [("https://a.example/b.png", "200 OK", b"x")], type="image/png")
    documents, _ = inside(tmp_path / "in", store)
    assert list(documents) == ["x.warc.gz"] and reason(documents["x.warc.gz"], store) == "holds no page"


def test_bombs_do_not_go_off(tmp_path: Path, store: RawStore) -> None:
    folder, bomb = tmp_path / "in", b"\0" * 50_000_000
    zipped(folder / "a.zip", {"bombe.html": bomb, "gut.html": PAGE})
    (folder / "b.html.gz").write_bytes(gzip.compress(bomb))
    warc(folder / "c.warc.gz", [("https://a.example/bombe", "200 OK", bomb), ("https://a.example/gut", "200 OK", PAGE)])
    documents, _ = inside(folder, store)
    for name in ("a.zip/bombe.html", "b.html.gz/b.html", "https://a.example/bombe"):
        assert (
            reason(documents[name], store) == "larger than the 0.2 MB allowed when unpacked (BLOCWATCH_MAX_PAGE_BYTES)"
        )
    assert opened(documents["a.zip/gut.html"], store) and opened(documents["https://a.example/gut"], store)


def test_a_warc_that_says_it_is_endless_is_not_read_to_its_end(tmp_path: Path, store: RawStore) -> None:
    (tmp_path / "x.warc").write_bytes(
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Length: 99000000000\r\n\r\n"
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>"
    )
    documents, _ = inside(tmp_path, store)
    assert "says it holds more than 20 GB" in reason(documents["x.warc"], store)


def test_archives_in_archives_are_not_opened(tmp_path: Path, store: RawStore) -> None:
    zipped(tmp_path / "innen" / "innen.zip", {"a.html": PAGE})
    inner = (tmp_path / "innen" / "innen.zip").read_bytes()
    zipped(tmp_path / "in" / "aussen.zip", {"innen.zip": inner, "b.html.gz": gzip.compress(PAGE, mtime=0)})
    (tmp_path / "in" / "x.zip.gz").write_bytes(gzip.compress(inner, mtime=0))
    documents, _ = inside(tmp_path / "in", store)
    assert len(documents) == 3
    for document in documents.values():
        assert reason(document, store) == "an archive inside an archive is not opened"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("leer.zip", b""),
        ("falsch.zip", b"kein Archiv"),
        ("falsch.gz", b"kein Archiv"),
        ("falsch.warc.gz", b"kein Archiv"),
        ("falsch.warc", b"kein Archiv"),
        ("html.warc.gz", gzip.compress(b"<html>kein Archiv", mtime=0)),
    ],
)
def test_a_broken_archive_is_one_document_that_is_set_aside(
    tmp_path: Path, store: RawStore, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    documents, _ = inside(tmp_path, store)
    assert len(documents) == 1
    for document in documents.values():
        assert reason(document, store)


def test_what_a_cut_archive_still_holds_is_read(tmp_path: Path, store: RawStore) -> None:
    path = tmp_path / "in" / "x.warc.gz"
    warc(path, [(f"https://a.example/{n}", "200 OK", PAGE * 50) for n in range(3)])
    path.write_bytes(path.read_bytes()[:-700])
    documents, _ = inside(tmp_path / "in", store)
    assert opened(documents["https://a.example/0"], store)
    assert len(documents) >= 2


def test_a_zip_with_a_password_or_a_lie_is_said(tmp_path: Path, store: RawStore) -> None:
    zipped(tmp_path / "x.zip", {"a.html": PAGE * 9})
    data = bytearray((tmp_path / "x.zip").read_bytes())
    central = data.index(b"PK\x01\x02")
    locked = data.copy()
    locked[6] |= 1
    locked[central + 8] |= 1
    (tmp_path / "x.zip").write_bytes(locked)
    documents, _ = inside(tmp_path, store)
    assert "encrypted" in reason(documents["x.zip/a.html"], store)
    data[40] ^= 255
    (tmp_path / "x.zip").write_bytes(data)
    assert "cannot be taken out of its archive" in reason(documents["x.zip/a.html"], store)


def test_more_members_than_anybody_reads(tmp_path: Path, store: RawStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 3)
    zipped(tmp_path / "in" / "x.zip", {f"{n}.html": PAGE for n in range(5)})
    documents, _ = inside(tmp_path / "in", store)
    assert len(documents) == 4 and reason(documents["x.zip"], store) == "more than 3 members"
