"""Visits: robots.txt, what is asked for again and what not, what is no page."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from etl.errors import DocumentError, HostUnreachable
from etl.extract.crawl import Crawl, file_name
from etl.extract.raw import RawStore
from etl.model import Document, Manners, Page
from tests.extract.site import HOST, MOST, NOON, PUBLIC, QUICK, ROOT, Outside, Reply, Site

PAGE = "<p>Ein Absatz über die OVKS.</p>"


@pytest.fixture
def store(tmp_path: Path) -> RawStore:
    return RawStore(str(tmp_path / "raw"))


@pytest.fixture
def crawl(outside: Outside, store: RawStore) -> Crawl:
    return Crawl(outside.client, store, MOST)


def visit(crawl: Crawl, path: str, manners: Manners = QUICK) -> Page | None:
    url = path if "://" in path else ROOT + path
    return crawl.page(Document("rt_de", url, url, told_title="Titel", told_published=NOON), manners)


# --- pages ------------------------------------------------------------------------------------------------------------


def test_a_page_is_kept_with_all_that_was_told_of_it(crawl: Crawl, site: Site, store: RawStore) -> None:
    site["/alt"] = Reply(status=301, headers={"Location": "/neu"})
    site["/neu"] = Reply(
        "Größe".encode("cp1252"), type="text/html; charset=windows-1252", headers={"Set-Cookie": "a=b"}
    )
    page = visit(crawl, "/alt")
    assert page and store.get(page.page_id) == "Größe".encode("cp1252")
    assert (page.url, page.final_url, page.status) == (f"{ROOT}/alt", f"{ROOT}/neu", 200)
    assert (page.media_type, page.charset, page.file_name) == ("text/html", "windows-1252", "alt")
    assert (page.told_title, page.told_published, page.fetched_at) == ("Titel", NOON, NOON)
    headers = dict(json.loads(page.headers or ""))
    assert headers["content-type"] == "text/html; charset=windows-1252" and "set-cookie" not in headers


def test_a_page_that_a_load_has_seen_is_asked_for_with_its_marks_and_not_sent_again(
    crawl: Crawl, site: Site, store: RawStore
) -> None:
    site["/a"] = PAGE
    first = visit(crawl, "/a")
    assert first and visit(crawl, "/a") == first, "no load has seen it, so it comes from the raw store"
    store.settle(first)
    assert visit(crawl, "/a") is None
    assert site.bodies["/a"] == 1
    asked = [headers for path, headers in site.asked if path == "/a"]
    assert "if-none-match" not in asked[0]
    assert asked[2]["if-none-match"] and asked[2]["if-modified-since"] == "Sat, 31 Jan 2026 10:00:00 GMT"


def test_marks_in_any_letters_are_given_back(crawl: Crawl, site: Site, store: RawStore) -> None:
    site["/a"] = Reply(PAGE.encode(), marked=False, headers={"ETag": '"größe"'})
    first = visit(crawl, "/a")
    assert first and visit(crawl, "/a")
    assert site.asked[-1][1]["if-none-match"] == '"größe"'


def test_without_marks_the_same_bytes_are_no_news_either(crawl: Crawl, site: Site, store: RawStore) -> None:
    site["/a"] = Reply(PAGE.encode(), marked=False)
    first = visit(crawl, "/a")
    assert first
    store.settle(first)
    assert visit(crawl, "/a") is None and site.bodies["/a"] == 2
    site["/a"] = Reply(b"<p>anders</p>", marked=False)
    changed = visit(crawl, "/a")
    known = store.history("rt_de", f"{ROOT}/a")
    assert changed and known and [v.page_id for v in known.versions] == [first.page_id, changed.page_id]


@pytest.mark.parametrize("status", [404, 410])
def test_a_known_page_that_is_gone_is_said_and_stays(crawl: Crawl, site: Site, store: RawStore, status: int) -> None:
    site["/a"] = PAGE
    first = visit(crawl, "/a")
    site["/a"] = Reply(b"weg", status=status)
    with pytest.raises(DocumentError, match=f"gone: answered {status} .*the article read earlier stays"):
        visit(crawl, "/a")
    known = store.history("rt_de", f"{ROOT}/a")
    assert known and first and known.gone_at and store.get(first.page_id) == PAGE.encode()


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(b"nein", 404), "answered 404 Not Found"),
        (Reply(b"nein", 403), "answered 403 Forbidden"),
        (Reply(b"nein", 500), "answered 500 Internal Server Error"),
        (Reply(b"", 204), "answered 204 No Content"),
        (Reply(b"x", 299), "answered 299"),
        (Reply(b"x", 302), "answered 302 Found"),
        (Reply(b"\x89PNG", type="image/png"), "answered with image/png, which is neither HTML nor text"),
        (Reply(b"%PDF", type="application/pdf"), "application/pdf"),
        (Reply(b"  \n"), "the answer is empty"),
    ],
)
def test_what_is_no_page_is_said(crawl: Crawl, site: Site, store: RawStore, reply: Reply, reason: str) -> None:
    site["/a"] = reply
    with pytest.raises(DocumentError, match=reason):
        visit(crawl, "/a")
    assert list(store.histories(None)) == []


@pytest.mark.parametrize(("body", "media_type"), [(b"\n<p>da</p>", "text/html"), (b"Da. <b>", "text/plain")])
def test_an_answer_without_a_type_is_looked_at(crawl: Crawl, site: Site, body: bytes, media_type: str) -> None:
    site["/a"] = Reply(body, type=None)
    page = visit(crawl, "/a")
    assert page and page.media_type == media_type


@pytest.mark.parametrize(
    ("url", "name"),
    [(f"{ROOT}/a/b%20c.html?x=1", "b c.html"), (f"{ROOT}/a/", "a"), (ROOT, HOST), (f"{ROOT}/", HOST)],
)
def test_a_page_has_a_file_name(url: str, name: str) -> None:
    assert file_name(url) == name


# --- robots.txt -------------------------------------------------------------------------------------------------------

RULES = """
User-agent: *
Disallow: /

User-agent: Blocwatch
Disallow: /intern/
Allow: /intern/offen
Disallow: /*.pdf$
Crawl-delay: 9
"""


def test_robots_txt_is_heeded_and_asked_for_once(crawl: Crawl, site: Site) -> None:
    site["/robots.txt"] = Reply(RULES.encode(), type="text/plain")
    for path in ("/a", "/intern/offen", "/b.pdf?x"):
        site[path] = PAGE
        assert visit(crawl, path)
    for path in ("/intern/a", "/b.pdf"):
        with pytest.raises(DocumentError, match=r"robots\.txt forbids it"):
            visit(crawl, path)
    assert site.paths() == ["/robots.txt", "/a", "/intern/offen", "/b.pdf?x"]


def test_its_delay_is_kept_when_it_is_longer_than_ours(outside: Outside, crawl: Crawl, site: Site) -> None:
    site["/robots.txt"] = RULES
    site["/a"] = PAGE
    visit(crawl, "/a", replace(QUICK, delay_seconds=2))
    visit(crawl, "/a", replace(QUICK, delay_seconds=2))
    visit(crawl, "/a", replace(QUICK, delay_seconds=30))
    assert outside.time.slept == [9, 9, 30]


def test_who_wants_to_be_asked_once_an_hour_is_not_read(crawl: Crawl, site: Site) -> None:
    site["/robots.txt"] = "User-agent: *\nCrawl-delay: 3600"
    with pytest.raises(DocumentError, match="wants 3600 seconds between requests"):
        visit(crawl, "/a")
    assert site.paths() == ["/robots.txt"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_without_robots_txt_everything_is_allowed(crawl: Crawl, site: Site, status: int) -> None:
    site["/robots.txt"] = Reply(b"Disallow: /", status)
    site["/a"] = PAGE
    assert visit(crawl, "/a")


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"", 500),
        Reply(b"", 503),
        Reply(b"", 429),
        Reply(b"x", headers={"Content-Encoding": "gzip"}),
        Reply(b"x" * (MOST + 1)),
        Reply(status=302, headers={"Location": "/robots.txt"}),
    ],
    ids=["500", "503", "429", "broken", "too large", "circle"],
)
def test_a_host_that_fails_to_say_its_rules_is_left_alone_in_this_run(crawl: Crawl, site: Site, reply: Reply) -> None:
    site["/robots.txt"] = reply
    site["/a"] = PAGE
    asked = []
    for _ in range(2):
        with pytest.raises(DocumentError, match=r"nothing is asked of this host"):
            visit(crawl, "/a")
        asked.append(len(site.asked))
    assert asked[0] == asked[1] and "/a" not in site.paths()


def test_robots_txt_of_another_step_of_the_run_is_not_asked_for_again(
    outside: Outside, crawl: Crawl, site: Site, store: RawStore
) -> None:
    site["/robots.txt"] = RULES
    site["/a"] = PAGE
    visit(crawl, "/a")
    visit(Crawl(outside.client, store, MOST, crawl.robots.told), "/a")
    assert site.paths().count("/robots.txt") == 1
    visit(Crawl(outside.client, store, MOST), "/a")
    assert site.paths().count("/robots.txt") == 2 and site.bodies["/robots.txt"] == 1


def test_the_rules_of_the_host_a_redirect_leads_to_hold_there(outside: Outside, crawl: Crawl, site: Site) -> None:
    outside.names["verboten.example"] = [PUBLIC]
    site["/robots.txt"] = "User-agent: *\nDisallow: /b"
    site["/a"] = Reply(status=302, headers={"Location": "http://verboten.example/b"})
    with pytest.raises(DocumentError, match=r"robots\.txt forbids it"):
        visit(crawl, "/a")
    assert [headers["host"] for _, headers in site.asked] == [HOST, HOST, "verboten.example"]


def test_a_private_address_is_refused_for_its_robots_txt_already(outside: Outside, crawl: Crawl, site: Site) -> None:
    outside.names["innen.example"] = ["10.0.0.1"]
    site["/a"] = Reply(status=302, headers={"Location": "http://innen.example/b"})
    for url in ("/a", "http://innen.example/"):
        with pytest.raises(DocumentError, match=r"innen\.example leads to 10\.0\.0\.1, which is no public address"):
            visit(crawl, url)
    assert outside.network.called == [PUBLIC] * len(outside.network.called)


def test_a_host_that_is_down_is_tried_once_and_not_for_each_of_its_pages(outside: Outside, crawl: Crawl) -> None:
    outside.names["aus.example"] = ["93.184.215.99"]
    for number in range(5):
        with pytest.raises(HostUnreachable):
            visit(crawl, f"http://aus.example/{number}")
    assert len(outside.network.called) == 4


@pytest.mark.parametrize("busy", [Reply(status=429), Reply(status=503, headers={"Retry-After": "9999"})])
def test_a_host_that_asks_for_quiet_is_left_alone(crawl: Crawl, site: Site, busy: Reply) -> None:
    site["/robots.txt"], site["/a"], site["/b"] = "", busy, PAGE
    with pytest.raises(DocumentError, match="answered"):
        visit(crawl, "/a")
    with pytest.raises(DocumentError, match="asked for quiet before"):
        visit(crawl, "/b")
    assert "/b" not in site.paths()


def test_a_host_that_breaks_off_three_times_in_a_row_is_left_alone(crawl: Crawl, site: Site) -> None:
    site["/robots.txt"], site["/gut"] = "", PAGE
    for path in ("/a", "/b", "/c", "/d", "/e"):
        site[path] = Reply(told_length=99, pieces=lambda: [b"x"])
    for path in ("/a", "/b", "/gut", "/c", "/d", "/e", "/gut"):
        try:
            visit(crawl, path)
        except DocumentError as error:
            assert ("left alone" in str(error)) is (path == "/gut")
    assert site.paths().count("/gut") == 1


def test_a_redirect_to_a_host_that_is_down_is_that_pages_trouble_alone(
    outside: Outside, crawl: Crawl, site: Site
) -> None:
    outside.names["aus.example"] = ["93.184.215.99"]
    site["/a"] = Reply(status=302, headers={"Location": "http://aus.example/"})
    with pytest.raises(DocumentError, match=r"redirects to http://aus\.example/: aus\.example cannot be reached"):
        visit(crawl, "/a")


def test_feeds_and_listings_are_kept_too_and_not_sent_twice(crawl: Crawl, site: Site, store: RawStore) -> None:
    site["/feed"] = Reply(b"<rss/>", type="application/rss+xml")
    first, content = crawl.kept("rt_de", f"{ROOT}/feed", QUICK)
    again, same = crawl.kept("rt_de", f"{ROOT}/feed", QUICK)
    assert first == again and content == same == b"<rss/>" and site.bodies["/feed"] == 1
    assert list(store.histories(None)) == [], "a feed is no page to clean"


# --- a slow host ------------------------------------------------------------------------------------------------------


def test_a_host_that_has_had_its_time_is_left_for_the_next_run_and_the_others_are_not(
    outside: Outside, site: Site, store: RawStore
) -> None:
    outside.names["anders.example"] = [PUBLIC]
    slow = replace(QUICK, delay_seconds=40)
    crawl = Crawl(outside.client, store, MOST, longest=60)
    for path in ("/a", "/b", "/c"):
        site[path] = PAGE
    assert visit(crawl, "/a", slow) and visit(crawl, "/b", slow)
    asked = len(site.asked)
    with pytest.raises(DocumentError, match=f"left for the next run: {HOST} has taken more than 1 minutes"):
        visit(crawl, "/c", slow)
    assert len(site.asked) == asked
    assert visit(crawl, "http://anders.example/c", slow)
    assert visit(Crawl(outside.client, store, MOST, longest=60), "/c", slow), "the next run"
