"""Nobody without a session sees anything; nothing in an address or in an article becomes more than text."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import duckdb
import pytest
from starlette.testclient import TestClient

from etl import settings
from etl.browse import app
from etl.browse import published as publishing
from etl.browse.published import TooMuch
from tests.browse.conftest import Seen, client, published
from tests.making import Home

ID = "0" * 32
PATHS = sorted({route.path for route in app.make(lambda: None).routes})  # type: ignore[attr-defined]
EVIL = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(1)> {{ 7*7 }} \u202eOVKS\u202c &amp;"


@pytest.mark.parametrize("path", [*PATHS, "/nowhere", "/style.css/", "/../facts", "/docs", "/openapi.json"])
def test_no_route_answers_without_a_session(home: Home, path: str) -> None:
    """Not even whether an address is right, or whether anything is published."""
    queries = ("", f"?id={ID}&name=OVKS&q=sas", "?page=x&id=%00&on=1")
    asked, stranger = path.replace("{rest:path}", "some/where"), client(signed=False)
    answers = [stranger.get(asked + query) for query in queries]
    answers += [stranger.request(method, asked) for method in ("HEAD", "POST", "OPTIONS")]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.text for answer in answers if answer.request.method != "HEAD"}) == 1
    assert all(answer.headers["content-security-policy"] == app.PAGE_POLICY for answer in answers)


def test_there_is_a_route_for_all_that_is_left(browsed: Home) -> None:
    """Without it, what is not there would answer before anybody asks for a session."""
    assert PATHS.count("/{rest:path}") == 1
    assert app.make(lambda: None).routes[-1].path == "/{rest:path}"  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", ["facts", "style.css", "nowhere", "article?id=x", f"article?id={ID}", "briefing"])
def test_every_answer_has_the_headers_that_shut_scripts_out(pages: TestClient, path: str) -> None:
    told = pages.get(path).headers
    policy = told["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'self'" in policy
    assert "allow-scripts" not in policy and "script-src" not in policy
    sandbox = next(part for part in policy.split("; ") if part.startswith("sandbox"))
    assert sandbox.split()[1:] == ["allow-same-origin", "allow-forms"]
    assert told["x-content-type-options"] == "nosniff" and told["referrer-policy"] == "no-referrer"
    assert told["x-frame-options"] == "SAMEORIGIN" and told["cache-control"].startswith("private")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["facts", f"fact?id={ID}", "nowhere"])
def test_pages_take_nothing_in(pages: TestClient, method: str, path: str) -> None:
    assert pages.request(method, path).status_code == 405


BAD_IDS = ["", "x", ID + "0", ID.upper()[:-1] + "G", "../../etc/passwd", "' or 1=1 --", "\0" * 32, "0" * 50_000]


@pytest.mark.parametrize("bad", range(len(BAD_IDS)))
@pytest.mark.parametrize("page", ["meeting", "commitment", "article", "fact"])
def test_what_is_no_id_is_refused(pages: TestClient, page: str, bad: int) -> None:
    answer = pages.get(page, params={"id": BAD_IDS[bad]})
    assert answer.status_code == 400
    assert BAD_IDS[bad] not in answer.text or len(BAD_IDS[bad]) < 2


WORDS = [
    "'; drop schema report cascade; --",
    "../../etc/passwd",
    "read_csv('/etc/passwd')",
    "%' or '1'='1",
    "\\S+ [a-z (",
    "a\0b \ud7ff\ufffe",
    "<script>alert(1)</script>",
    "-- $q $name",
    "a " * 99,
]


@pytest.mark.parametrize("words", range(len(WORDS)))
def test_words_are_only_looked_for(pages: TestClient, browsed: Home, words: int) -> None:
    before = published(browsed).read_bytes()
    answer = pages.get("search", params={"q": WORDS[words]})
    assert answer.status_code == 200 and "script" not in {tag for tag, _ in Seen(answer.text).tags}
    assert "root:" not in answer.text
    assert pages.get("person", params={"name": WORDS[words]}).status_code == 404
    assert pages.get("country", params={"name": WORDS[words]}).status_code == 400
    assert pages.get("articles", params={"name": WORDS[words]}).status_code == 200
    assert published(browsed).read_bytes() == before


@pytest.mark.parametrize(
    "path",
    ["search?q=" + "x" * 201, "person?name=" + "x" * 201, "meetings?page=0", "meetings?page=1001", "meetings?page=-1",
     "meetings?page=1;drop", "organization?name=OVKS&on=2022-13-01", "country?name=by", "facts?lang=fr", "met",
     "timeline", "meetings?other=OVKS", "person", "briefing?run=" + "x" * 301],
)  # fmt: skip
def test_what_is_out_of_bounds_is_refused(pages: TestClient, path: str) -> None:
    assert pages.get(path).status_code == 400


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Over a warehouse with one article that would do harm wherever it is taken for more than text."""
    home, folder = Home(tmp_path_factory.mktemp("hostile")), tmp_path_factory.mktemp("pages")
    shown = EVIL.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    (folder / "evil.html").write_text(
        f"<html lang=de><head><title>{shown}</title></head><body><article><h1>{shown}</h1>"
        f"<p>Der Generalsekretär der OVKS, Stanislaw Sas, sagte am 12. Mai 2022: „Wir prüfen {shown} genau.“</p>"
        "<p>Die Staatschefs der OVKS treffen sich am 23. November 2022 in Jerewan.</p></article></body>",
        "utf-8",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BLOCWATCH_HOME", str(home.folder))
        home.read("evil", folder)
        (home.folder / "briefing").mkdir()
        yield client()  # type: ignore[misc]


def test_whatever_an_article_holds_stays_text(hostile: TestClient) -> None:
    listed = Seen(hostile.get("articles").text)
    found = next(href for href in listed.all("href") if href.startswith("article?id="))
    article = Seen(hostile.get(found).text)
    facts = [href for href in article.all("href") if href.startswith("fact?id=")]
    assert facts and "alert(1)" in listed.text("tbody") and "alert(1)" in article.text("article")
    for path in (found, *facts, "facts", "articles", "quotations", "search?q=alert", "timeline?name=Stanislaw+Sas"):
        answer = hostile.get(path)
        seen = Seen(answer.text)
        assert answer.status_code == 200
        assert not {"script", "img", "iframe", "base", "style"} & {tag for tag, _ in seen.tags}
        assert not [name for _, attrs in seen.tags for name in attrs if name.startswith("on") or name == "style"]
        assert "\u202e" not in answer.text and "49" not in seen.text("h1")
        assert {href.split(":")[0] for href in seen.all("href") if ":" in href.split("?")[0]} == set()


def test_the_file_is_locked_against_all_but_questions(browsed: Home) -> None:
    with publishing.opened(settings.load()) as file:
        for query in (
            "create table x (y integer)",
            "from read_csv('/etc/passwd')",
            "attach '/tmp/other.duckdb'",
            "copy (select 1) to '/tmp/out.csv'",
            "set enable_external_access = true",
            "install httpfs",
        ):
            with pytest.raises(duckdb.Error):
                file.rows(query)


def test_a_question_that_takes_too_long_is_stopped(browsed: Home) -> None:
    with pytest.raises(TooMuch), publishing.opened(settings.load(), seconds=0.3) as file:
        file.rows("select count(*) from range(100000000) as a, range(100000) as b where a.range % 7 = b.range % 3")
    with publishing.opened(settings.load(), seconds=5) as file:
        assert file.rows("select 1 as one") == [{"one": 1}]


def test_too_many_at_once_are_told_to_come_again(
    browsed: Home, pages: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def acquire(self, timeout: float) -> bool:
            return False

    monkeypatch.setattr(publishing, "_places", Full())
    assert pages.get("facts").status_code == 504


def test_nothing_stays_open(pages: TestClient, browsed: Home) -> None:
    for path in ("facts", f"article?id={ID}", "person?name=Stanislaw+Sas", "search?q=gipfel"):
        pages.get(path)
    names = [os.readlink(f"/proc/self/fd/{number}") for number in os.listdir("/proc/self/fd") if _is_open(number)]  # noqa: PTH115, PTH208
    assert [name for name in names if name.startswith(str(browsed.folder))] == []
    assert [path.name for path in browsed.folder.iterdir()] == ["blocwatch.duckdb"]


def _is_open(number: str) -> bool:
    return Path(f"/proc/self/fd/{number}").is_symlink()


def test_nothing_published_is_said_and_what_is_published_next_is_shown(
    home: Home, browsed: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BLOCWATCH_HOME", str(home.folder))
    asked, link = client(), home.folder / "blocwatch.duckdb"
    first = asked.get("facts")
    assert first.status_code == 503 and "./blocwatch run" in first.text
    (home.folder / "published").mkdir(parents=True)
    empty, whole = home.folder / "published" / "1.duckdb", home.folder / "published" / "2.duckdb"
    duckdb.connect(str(empty)).close()
    link.symlink_to(empty)
    assert asked.get("facts").status_code == 503  # of a version without these views
    shutil.copyfile(published(browsed), whole)
    for answer in (503, 200, 503, 200):
        assert asked.get("meetings").status_code == answer
        link.unlink()
        link.symlink_to(whole if answer == 503 else empty)
