"""The ways in: what each finds, what it leaves, and that a broken one stops no other."""

from __future__ import annotations

import gzip
import random
import re
import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from etl import seeds
from etl.errors import DocumentError, SeedError
from etl.extract import addresses, feeds, listings, sitemaps
from etl.extract.crawl import Crawl
from etl.extract.raw import RawStore
from etl.extract.ways import Finder, Harvest
from etl.model import Document, Manners, Page, Source
from tests.extract.site import HOST, MOST, NOON, QUICK, ROOT, Outside, Reply, Site

SEED = f"""
source = "nachrichten"
name = "Nachrichten"
language = "de"
time_zone = "Europe/Berlin"
hosts = ["{HOST}"]
expect.articles_per_month = [0, 100]
layout = []
[manners]
delay_seconds = 0
"""

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Nachrichten</title>
<item><title>Gipfel  in
Astana</title><link>/eins</link><pubDate>Sat, 31 Jan 2026 11:00:00 +0300</pubDate></item>
<item><title>Zwei &amp; drei</title><link>http://nachrichten.example/zwei#oben</link></item>
<item><title>Ohne Adresse</title></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><entry><title>Eins</title>
<link rel="alternate" href="http://nachrichten.example/eins"/><link rel="enclosure" href="/bild.jpg"/>
<published>2026-01-31T08:00:00Z</published><updated>2026-01-31T12:30:00+03:00</updated></entry></feed>"""

INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>{root}/alt.xml</loc><lastmod>2019-12-31</lastmod></sitemap>
<sitemap><loc>{root}/neu.xml.gz</loc><lastmod>2026-01-31T20:00:00Z</lastmod></sitemap>
<sitemap><loc>{root}/news.xml</loc></sitemap></sitemapindex>""".replace("{root}", ROOT)

URLS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>{root}/eins</loc><lastmod>2026-01-30</lastmod><image:image><image:loc>{root}/x.jpg</image:loc></image:image></url>
<url><loc>{root}/zwei</loc><lastmod>2026-01-31T10:00:00+03:00</lastmod></url>
<url><loc>{root}/ewig</loc><lastmod>2018</lastmod></url></urlset>""".replace("{root}", ROOT)

NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{root}/drei</loc><n:news>
<n:publication><n:name>N</n:name><n:language>de</n:language></n:publication>
<n:publication_date>2026-01-31T09:00:00Z</n:publication_date><n:title>Titel drei</n:title></n:news></url>
<url><loc>{root}/uralt</loc><n:news><n:publication_date>2020-01-01</n:publication_date></n:news></url>
</urlset>""".replace("{root}", ROOT)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def source(*ways: dict[str, Any], **manners: Any) -> Source:
    data = tomllib.loads(SEED) | {"find": list(ways)}
    data["manners"] = data["manners"] | manners
    return seeds._source(data, "nachrichten.toml")


@pytest.fixture
def finder(outside: Outside, tmp_path: Path) -> Finder:
    store = RawStore(str(tmp_path / "raw"))
    return Finder(Crawl(outside.client, store, MOST), store, tmp_path, NOON)


def addressed(found: Harvest) -> list[str]:
    return [d.address.removeprefix(ROOT) for d in found.documents]


def reasons(found: Harvest) -> dict[str, str]:
    assert {row.stage for row in found.aside} <= {"found"}
    return {row.url_or_path.removeprefix(ROOT): row.reason for row in found.aside}


# --- what the files say -----------------------------------------------------------------------------------------------


def test_rss() -> None:
    one, two = feeds.documents(RSS.encode(), f"{ROOT}/feed", "x")
    assert (one.address, one.told_title) == (f"{ROOT}/eins", "Gipfel in Astana")
    assert (one.told_published, one.told_modified) == (moment("2026-01-31T08:00:00Z"), None)
    assert (two.address, two.told_title, two.told_published) == (f"{ROOT}/zwei", "Zwei & drei", None)


def test_atom() -> None:
    [one] = feeds.documents(ATOM.encode(), f"{ROOT}/feed", "x")
    assert one.address == f"{ROOT}/eins"
    assert (one.told_published, one.told_modified) == (moment("2026-01-31T08:00:00Z"), moment("2026-01-31T09:30:00Z"))


def test_a_feed_in_an_encoding_of_its_own() -> None:
    text = RSS.replace("utf-8", "windows-1251").replace("Zwei", "Саммит ОДКБ")
    assert [d.told_title for d in feeds.documents(text.encode("cp1251"), ROOT, "x")][1] == "Саммит ОДКБ & drei"
    # the header's word counts where the file says nothing of itself
    bare = text.partition("?>")[2].encode("cp1251")
    assert [d.told_title for d in feeds.documents(bare, ROOT, "x", "text/xml; charset=windows-1251")][1][:6] == "Саммит"


@pytest.mark.parametrize("content", [b"", b"<html><p>Fehler</p></html>", b"\x00\x01\x02", b"{}", b"/etc/passwd"])
def test_what_is_no_feed_is_said(content: bytes) -> None:
    with pytest.raises(DocumentError, match="no feed"):
        list(feeds.documents(content, ROOT, "x"))


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)


@pytest.mark.parametrize("declared", [LAUGHS, '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/hostname">]>'])
def test_entities_are_neither_grown_nor_looked_up(declared: str) -> None:
    hostname = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else "?"
    text = declared + URLS.replace("/eins", "/eins&j;")
    try:
        told = sitemaps.read(text.encode(), ROOT, "x", MOST)
        assert all(len(d.address) < 100 and hostname not in d.address for d in told.documents)
    except DocumentError as error:
        assert "no sitemap" in str(error)
    text = declared + RSS.partition("?>")[2].replace("Zwei", "&j;")
    for document in feeds.documents(text.encode(), ROOT, "x"):
        assert len(document.told_title or "") < 100 and hostname not in (document.told_title or "")


def test_mutated_feeds_and_sitemaps_are_read_or_refused() -> None:
    chance, refused = random.Random(7), 0
    for _ in range(100):
        for text in (RSS, ATOM, URLS, NEWS, INDEX):
            content = bytearray(text.encode())
            for _ in range(chance.randint(1, 6)):
                at, other = chance.randrange(len(content)), chance.randrange(len(content))
                content[at : at + chance.choice((0, 1, 40))] = chance.choice(
                    (bytes([chance.randrange(256)]), content[other : other + 50], b"")
                )
            try:
                list(feeds.documents(bytes(content), ROOT, "x"))
                sitemaps.read(bytes(content), ROOT, "x", MOST)
            except DocumentError:
                refused += 1
    assert refused


def test_a_listing_nested_to_keep_us_busy_is_refused() -> None:
    with pytest.raises(DocumentError, match="nested deeper"):
        list(listings.links(b"<div>" * 100_000 + b"<a href=/x>x</a>", ROOT, "div a"))


def test_sitemaps_newest_first_without_the_addresses_of_pictures() -> None:
    told = sitemaps.read(URLS.encode(), f"{ROOT}/sitemap.xml", "x", MOST)
    assert [d.address.removeprefix(ROOT) for d in told.documents] == ["/zwei", "/eins", "/ewig"]
    two, one, ever = told.documents
    assert two.told_modified == moment("2026-01-31T07:00:00Z")
    assert one.told_modified == moment("2026-01-30T23:59:59.999999Z"), "a bare day means its end"
    assert ever.told_modified is None
    news = sitemaps.read(gzip.compress(NEWS.encode()), ROOT, "x", MOST).documents[0]
    assert (news.told_title, news.told_published) == ("Titel drei", moment("2026-01-31T09:00:00Z"))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<html/>", "its outermost element is html"),
        (b"<urlset><url>", "no sitemap"),
        (b"", "no sitemap"),
        (gzip.compress(b" " * 10**7, mtime=0), "unpacked is larger"),
    ],
)
def test_what_is_no_sitemap_is_said(content: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        sitemaps.read(content, ROOT, "x", MOST)


def test_listings_pick_what_the_selector_says() -> None:
    html = """<base href="http://nachrichten.example/de/"><nav><a href="/menue">M</a></nav>
    <ul><li class="neu"><a href="eins">Eins</a></li><li class="neu"><a href="eins#k">Kommentare</a></li>
    <li class="neu"><h2><a href="//nachrichten.example/zwei">Zwei</a></h2></li>
    <li class="neu"><a href="javascript:x()">x</a> <a href="http://[kaputt">x</a></li></ul>"""
    assert list(listings.links(html.encode(), ROOT, "li.neu a")) == [f"{ROOT}/de/eins", f"{ROOT}/zwei"]
    assert list(listings.links(html.encode(), ROOT, "li.neu")) == [f"{ROOT}/de/eins", f"{ROOT}/zwei"]


def test_lists_of_addresses() -> None:
    content = "\ufeff# Gipfel\nhttp://a.example/1\r\n\n  http://a.example/2  \n".encode()
    assert list(addresses.lines(content)) == ["http://a.example/1", "http://a.example/2"]


# --- each way over the site -------------------------------------------------------------------------------------------


def test_a_feed_names_documents(finder: Finder, site: Site) -> None:
    site["/feed"] = Reply(RSS.encode(), type="application/rss+xml")
    found = finder.harvest([source({"way": "feed", "url": f"{ROOT}/feed"})])
    assert addressed(found) == ["/eins", "/zwei"] and found.aside == []
    assert found.documents[0] == Document(
        "nachrichten", f"{ROOT}/eins", f"{ROOT}/eins", "Gipfel in Astana", moment("2026-01-31T08:00:00Z")
    )


def test_an_index_is_followed_and_what_is_too_old_is_left(finder: Finder, site: Site) -> None:
    site["/index.xml"] = INDEX
    site["/neu.xml.gz"] = gzip.compress(URLS.encode())
    site["/news.xml"] = NEWS
    found = finder.harvest([source({"way": "sitemap", "url": f"{ROOT}/index.xml", "since_days": 30})])
    assert addressed(found) == ["/zwei", "/eins", "/ewig", "/drei"]
    assert "/alt.xml" not in site.paths() and found.aside == []


def test_one_broken_sitemap_of_an_index_stops_no_other(finder: Finder, site: Site) -> None:
    site["/index.xml"] = INDEX
    site["/neu.xml.gz"] = gzip.compress(URLS.encode())[:50]
    site["/news.xml"] = NEWS
    found = finder.harvest([source({"way": "sitemap", "url": f"{ROOT}/index.xml"})])
    assert addressed(found) == ["/drei", "/uralt"]
    assert reasons(found) == {"/neu.xml.gz": "the packed body is cut off", "/alt.xml": "answered 404 Not Found"}


def test_indexes_that_name_each_other_end(finder: Finder, site: Site) -> None:
    for number in range(9):
        text = INDEX.replace("/news.xml", f"/{number + 1}.xml").replace("/alt.xml", "/0.xml")
        site[f"/{number}.xml"] = text.replace("/neu.xml.gz", "/0.xml")
    found = finder.harvest([source({"way": "sitemap", "url": f"{ROOT}/0.xml"})])
    assert site.paths()[1:] == ["/0.xml", "/1.xml", "/2.xml", "/3.xml"]
    assert "3 deep" in reasons(found)["/3.xml"]


def listing(*names: str, next_page: str | None = None) -> str:
    links = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in names)
    return f'<ul>{links}</ul><a href="/impressum">I</a>' + (
        f'<a rel="next" href="{next_page}">»</a>' if next_page else ""
    )


def test_pages_of_a_listing_are_turned_by_number_until_nothing_is_new(finder: Finder, site: Site) -> None:
    site["/liste/1"], site["/liste/2"], site["/liste/3"] = listing("a", "b"), listing("b", "c"), listing("c")
    found = finder.harvest(
        [source({"way": "listing", "url": f"{ROOT}/liste/{{page}}", "links": "li a", "pages": [1, 9]})]
    )
    assert addressed(found) == ["/a", "/b", "/c"]
    assert site.paths()[1:] == ["/liste/1", "/liste/2", "/liste/3"]


def test_pages_of_a_listing_end_with_the_last_number(finder: Finder, site: Site) -> None:
    for number in range(1, 9):
        site[f"/liste/{number}"] = listing(f"a{number}")
    finder.harvest([source({"way": "listing", "url": f"{ROOT}/liste/{{page}}", "links": "li a", "pages": [2, 4]})])
    assert site.paths()[1:] == ["/liste/2", "/liste/3", "/liste/4"]


def test_pages_of_a_listing_are_turned_by_link_and_a_circle_ends(finder: Finder, site: Site) -> None:
    site["/liste"] = listing("a", next_page="/liste?p=2")
    site["/liste?p=2"] = listing("b", next_page="/liste")
    way = {"way": "listing", "url": f"{ROOT}/liste", "links": "li a", "next": "a[rel=next]"}
    assert addressed(finder.harvest([source(way)])) == ["/a", "/b"]
    assert site.paths()[1:] == ["/liste", "/liste?p=2"]


def test_a_listing_without_links_is_said(finder: Finder, site: Site) -> None:
    site["/liste"] = "<p>Wir haben umgebaut."
    found = finder.harvest([source({"way": "listing", "url": f"{ROOT}/liste", "links": "li a"})])
    assert found.documents == [] and "no link found by 'li a'" in reasons(found)["/liste"]


def test_a_listing_page_that_fails_is_said_and_the_pages_before_it_count(finder: Finder, site: Site) -> None:
    site["/liste"] = listing("a", next_page="/liste?p=2")
    site["/liste?p=2"] = Reply(b"x", 500)
    way = {"way": "listing", "url": f"{ROOT}/liste", "links": "li a", "next": "a[rel=next]"}
    found = finder.harvest([source(way)])
    assert addressed(found) == ["/a"]
    assert reasons(found) == {"/liste?p=2": "answered 500 Internal Server Error"}


def test_a_list_of_addresses_from_the_web_and_from_this_machine(finder: Finder, site: Site, tmp_path: Path) -> None:
    site["/liste.txt"] = Reply(f"{ROOT}/a\n{ROOT}/b".encode(), type="text/plain")
    (tmp_path / "liste.txt").write_text(f"# eigene\n{ROOT}/c#x\n/etc/passwd\nfile:///etc/passwd\n")
    found = finder.harvest(
        [source({"way": "addresses", "url": f"{ROOT}/liste.txt"}, {"way": "addresses", "path": "liste.txt"})]
    )
    assert addressed(found) == ["/a", "/b", "/c"]
    assert set(reasons(found).values()) == {"neither http nor https"} and len(found.aside) == 2


def test_a_feed_does_not_lead_to_the_files_of_this_machine(finder: Finder, site: Site, tmp_path: Path) -> None:
    (tmp_path / "geheim.txt").write_text("geheim")
    links = [(tmp_path / "geheim.txt").as_uri(), "raw:abc", "raw:abc#zip:0", "data:text/plain,x"]
    items = "".join(f"<item><link>{link}</link></item>" for link in links)
    site["/feed"] = f'<rss version="2.0"><channel>{items}</channel></rss>'
    found = finder.harvest([source({"way": "feed", "url": f"{ROOT}/feed", "keep": ["."]})])
    assert found.documents == [] and len(found.aside) == len(links)


def test_a_folder(finder: Finder, tmp_path: Path) -> None:
    (tmp_path / "meins" / "unten").mkdir(parents=True)
    (tmp_path / "meins" / "unten" / "a.txt").write_text("a")
    found = finder.harvest([source({"way": "folder", "path": "meins"}, {"way": "folder", "path": "nirgends"})])
    assert [(d.source, d.address) for d in found.documents] == [("nachrichten", "meins/unten/a.txt")]
    assert "does not exist" in reasons(found)["nirgends"]


def test_keep_leave_and_hosts_sort_addresses(finder: Finder, site: Site) -> None:
    urls = [f"{ROOT}/politik/1", f"{ROOT}/sport/1", f"http://www.{HOST}/politik/2", "http://fremd.example/politik/3"]
    site["/l.txt"] = "\n".join(urls)
    way = {"way": "addresses", "url": f"{ROOT}/l.txt"}

    def left(**more: list[str]) -> list[str]:
        return [d.address for d in finder.harvest([source(way | more)]).documents]

    assert left() == urls[:3]
    assert left(leave=["/sport/"]) == [urls[0], urls[2]]
    assert left(keep=["/politik/"]) == [urls[0], urls[2], urls[3]]
    assert left(keep=["/politik/"], leave=[r"fremd\.example"]) == [urls[0], urls[2]]


def test_an_address_that_two_ways_name_is_one_document(finder: Finder, site: Site) -> None:
    site["/feed"], site["/l.txt"] = RSS, f"{ROOT}/eins\n{ROOT}/neu"
    found = finder.harvest(
        [source({"way": "feed", "url": f"{ROOT}/feed"}, {"way": "addresses", "url": f"{ROOT}/l.txt"})]
    )
    assert addressed(found) == ["/eins", "/zwei", "/neu"] and found.documents[0].told_title == "Gipfel in Astana"


def test_no_more_than_allowed_a_run_and_the_rest_is_said(finder: Finder, site: Site) -> None:
    site["/l.txt"] = "\n".join(f"{ROOT}/{number}" for number in range(9))
    found = finder.harvest([source({"way": "addresses", "url": f"{ROOT}/l.txt", "most": 4})])
    assert addressed(found) == ["/0", "/1", "/2", "/3"]
    assert "more than the 4 new addresses" in reasons(found)["/l.txt"]


def test_a_way_that_fails_stops_no_other(
    finder: Finder, outside: Outside, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside.names["aus.example"] = ["93.184.215.99"]
    outside.names["innen.example"] = ["10.0.0.1"]
    site["/robots.txt"] = "User-agent: *\nDisallow: /verboten"
    site["/html"], site["/gut"] = "<html><p>kein Feed", RSS
    names = ["/html", "/weg", "/verboten", "http://aus.example/f", "http://innen.example/f", "/gut"]
    ways = [{"way": "feed", "url": n if "://" in n else ROOT + n} for n in names]
    found = finder.harvest([source(*ways)])
    assert addressed(found) == ["/eins", "/zwei"]
    wanted = {
        "/html": "no feed",
        "/weg": "answered 404",
        "/verboten": "robots.txt forbids it",
        "http://aus.example/f": "aus.example cannot be reached",
        "http://innen.example/f": "leads to 10.0.0.1, which is no public address",
    }
    assert [n for n, reason in wanted.items() if reason not in reasons(found)[n]] == []

    def breaking(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(feeds, "documents", breaking)
    assert "unexpected ZeroDivisionError" in reasons(finder.harvest([source(ways[-1])]))["/gut"]


def test_without_a_contact_nobody_is_asked(finder: Finder, site: Site, tmp_path: Path) -> None:
    (tmp_path / "meins").mkdir()
    (tmp_path / "meins" / "a.txt").write_text("a")
    silent = replace(finder, crawl=None)
    found = silent.harvest([source({"way": "feed", "url": f"{ROOT}/feed"}, {"way": "folder", "path": "meins"})])
    assert "BLOCWATCH_CONTACT is not set" in reasons(found)["/feed"]
    assert addressed(found) == ["meins/a.txt"] and site.asked == []


# --- what need not be asked for ---------------------------------------------------------------------------------------


def kept(finder: Finder, path: str, at: datetime, settled: bool = True) -> Page:
    url = ROOT + path
    page = Page("ab" * 32, "nachrichten", url, path, "text/html", 1, at, url=url)
    finder.store.put(page, b"x")
    if settled:
        finder.store.settle(page)
    return page


@pytest.mark.parametrize(
    ("modified", "asked_for"),
    [("2026-01-31T09:59:00Z", False), ("2026-01-31T10:01:00Z", True), ("2026-01-31", True), ("2026-01-30", False)],
)
def test_a_known_page_is_asked_for_if_it_was_told_to_have_changed_since(
    finder: Finder, site: Site, modified: str, asked_for: bool
) -> None:
    kept(finder, "/eins", moment("2026-01-31T10:00:00Z"))
    site["/s.xml"] = f"<urlset><url><loc>{ROOT}/eins</loc><lastmod>{modified}</lastmod></url></urlset>"
    found = finder.harvest([source({"way": "sitemap", "url": f"{ROOT}/s.xml"})])
    assert bool(found.documents) is asked_for and bool(found.unchanged) is not asked_for


@pytest.mark.parametrize(("age", "asked_for"), [(1, True), (6, True), (8, False)])
def test_a_known_page_of_which_nothing_is_told_is_asked_for_some_days(
    finder: Finder, site: Site, age: int, asked_for: bool
) -> None:
    kept(finder, "/a", NOON - timedelta(days=age))
    site["/l.txt"] = f"{ROOT}/a"
    found = finder.harvest([source({"way": "addresses", "url": f"{ROOT}/l.txt"}, recheck_days=7)])
    assert bool(found.documents) is asked_for and bool(found.unchanged) is not asked_for


def test_a_page_that_is_gone_is_not_asked_for_again(finder: Finder, site: Site) -> None:
    kept(finder, "/a", NOON - timedelta(hours=1))
    known = finder.store.history("nachrichten", f"{ROOT}/a")
    assert known
    finder.store.gone(known, NOON)
    site["/l.txt"] = f"{ROOT}/a"
    found = finder.harvest([source({"way": "addresses", "url": f"{ROOT}/l.txt"})])
    assert found.documents == [] and [u.address for u in found.unchanged] == [f"{ROOT}/a"]


def test_what_a_run_fetched_and_did_not_load_is_read_from_the_raw_store(finder: Finder, site: Site) -> None:
    page = kept(finder, "/aus-dem-feed-gefallen", NOON, settled=False)
    found = finder.harvest([source()])
    assert [d.location for d in found.documents] == [f"raw:{finder.store.name('nachrichten', page.address)}"]


# --- seeds ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "reason"),
    [
        ({"way": "radio", "url": "https://x"}, "way is one of feed"),
        ({"way": "feed"}, "needs either url or path"),
        ({"way": "feed", "url": "https://x", "path": "y"}, "needs either url or path"),
        ({"way": "folder", "url": "https://x"}, "needs path"),
        ({"way": "feed", "url": "ftp://x"}, "must begin with http"),
        ({"way": "feed", "url": "https://x", "linsk": "a"}, "unknown linsk"),
        ({"way": "feed", "url": "https://x", "links": "a"}, "links is for listings"),
        ({"way": "listing", "url": "https://x", "links": "a["}, r"'a\[' is no selector"),
        ({"way": "feed", "url": "https://x/{page}", "pages": [1, 2]}, "pages is for listings"),
        ({"way": "feed", "url": "https://x", "since_days": 3}, "since_days is for sitemaps"),
        ({"way": "listing", "url": "https://x/{page}", "pages": [1]}, "two numbers"),
        ({"way": "listing", "url": "https://x", "pages": [1, 3]}, "pages go with"),
        ({"way": "listing", "url": "https://x/{page}"}, "pages go with"),
        ({"way": "listing", "url": "https://x/{page}", "pages": [3, 1]}, "from first to last"),
        ({"way": "listing", "url": "https://x/{page}", "pages": [1, 3], "next": "a"}, "not with next"),
        ({"way": "feed", "url": "https://x", "most": 0}, "1 or more"),
        ({"way": "feed", "url": "https://x", "keep": ["("]}, r"'\('"),
        ({"url": "https://x"}, "lacks way"),
    ],
)
def test_a_way_that_makes_no_sense_is_named(way: dict[str, Any], reason: str) -> None:
    with pytest.raises(SeedError, match=rf"nachrichten\.toml: .*{reason}"):
        source(way)


@pytest.mark.parametrize(
    "manners",
    [
        {"delay": 1}, {"delay_seconds": -1}, {"delay_seconds": 1000}, {"timeout_seconds": 0},
        {"delay_seconds": "2"}, {"allow_private": 1}, {"most_redirects": True}, {"recheck_days": 1.5},
    ],
)  # fmt: skip
def test_manners_that_make_no_sense_are_named(manners: dict[str, Any]) -> None:
    with pytest.raises(SeedError, match=r"nachrichten\.toml: manners"):
        source(**manners)


def test_a_seed_that_says_nothing_has_our_manners() -> None:
    silent = seeds._source({k: v for k, v in tomllib.loads(SEED).items() if k != "manners"}, "x.toml")
    assert silent.manners == Manners() and silent.ways == () and not silent.manners.allow_private
    assert source(timeout_seconds=9).manners == replace(QUICK, timeout_seconds=9)
    assert source({"way": "feed", "url": "https://x", "keep": ["a+"]}).ways[0].keep == (re.compile("a+"),)


def test_no_seed_that_ships_may_ask_private_networks() -> None:
    assert [s.source for s in seeds.sources().values() if s.manners.allow_private] == []
