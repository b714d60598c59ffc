"""The whole walk over a loopback outlet: what arrives, what a second run asks for, what a person can see of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from etl import clean, seeds, steps
from etl.commands import why
from etl.errors import HostUnreachable, InputError
from etl.model import Source
from tests.extract.site import PUBLIC, ROOT, Outside, Reply, Site
from tests.extract.test_ways import source
from tests.making import Home

BODY = "Der Generalsekretär der OVKS Stanislaw Sas sprach am 31. Januar 2026 in {} über die Lage in der Region."
FEED = {"way": "feed", "url": f"{ROOT}/feed"}
SITEMAP = {"way": "sitemap", "url": f"{ROOT}/sitemap.xml"}
LISTING = {"way": "listing", "url": f"{ROOT}/liste", "links": "li a"}


def article(name: str, place: str) -> str:
    return (
        f'<html><head><title>Sas in {place}</title><link rel="canonical" href="{ROOT}/{name}">'
        f'<meta property="article:published_time" content="2026-01-31T10:00:00+01:00"></head>'
        f"<body><article><h1>Sas in {place}</h1><p>{BODY.format(place)}</p></article></body></html>"
    )


@pytest.fixture
def outlet(site: Site) -> Site:
    """Two articles in a feed, one more in a sitemap, one more in a listing."""
    for name, place in {"eins": "Minsk", "zwei": "Astana", "drei": "Moskau", "vier": "Bischkek"}.items():
        site[f"/{name}"] = article(name, place)
    items = "".join(f"<item><title>{n}</title><link>/{n}</link></item>" for n in ("eins", "zwei"))
    site["/feed"] = Reply(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), type="application/rss+xml")
    site["/sitemap.xml"] = f"<urlset><url><loc>{ROOT}/drei</loc></url><url><loc>{ROOT}/eins</loc></url></urlset>"
    site["/liste"] = '<ul><li><a href="/vier">Vier</a></li><li><a href="/zwei">Zwei</a></li></ul>'
    site["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /intern/\n", type="text/plain")
    return site


@pytest.fixture
def named(home: Home, outside: Outside, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes a source with these ways known, next to those that ship, and leads the walk to the loopback."""
    monkeypatch.setenv("BLOCWATCH_CONTACT", "mailto:we@blocwatch.example")
    monkeypatch.setattr(steps, "web_client", lambda agent: outside.client)
    shipped = seeds.sources()

    def make(*ways: dict[str, Any], **manners: Any) -> None:
        made: dict[str, Source] = {**shipped, "nachrichten": source(*ways, **manners)}
        monkeypatch.setattr(seeds, "sources", lambda: made)
        clean.own_seeds.cache_clear()

    monkeypatch.setattr(seeds, "sources", lambda: shipped)
    yield make  # type: ignore[misc]
    clean.own_seeds.cache_clear()


def funnel(home: Home, run_id: str) -> dict[str, int]:
    return dict(home.rows(f"select stage, sum(articles)::int from report.funnel where run_id = '{run_id}' group by 1"))


def test_articles_arrive_by_all_ways_and_a_second_run_fetches_no_body(
    home: Home, outside: Outside, outlet: Site, named: Callable[..., None]
) -> None:
    named(FEED, SITEMAP, LISTING)
    said = home.walk("one", read="source", source="nachrichten")
    assert "4 new" in said
    assert home.rows("select url, source, address from report.articles order by url") == [
        (f"{ROOT}/{n}", "nachrichten", f"{ROOT}/{n}") for n in ("drei", "eins", "vier", "zwei")
    ]
    assert funnel(home, "one") == {"found": 4, "fetched": 4, "cleaned": 4, "tagged": 4, "loaded": 4}
    assert set(outlet.bodies) == {"/robots.txt", "/feed", "/sitemap.xml", "/liste", "/eins", "/zwei", "/drei", "/vier"}
    bodies, asked = outlet.bodies.total(), len(outlet.asked)
    rows = home.rows("select * exclude (fetched_at) from report.articles order by all")

    said = home.walk("two", read="source", source="nachrichten")
    assert outlet.bodies.total() == bodies and len(outlet.asked) == asked + 8
    assert "0 new, 0 changed, 0 retagged, 4 unchanged, 0 set aside" in said
    assert funnel(home, "two") == {"found": 4, "unchanged": 4}
    assert home.rows("select * exclude (fetched_at) from report.articles order by all") == rows

    outside.time.passed += 30 * 86400
    home.walk("three", read="source", source="nachrichten")
    assert outlet.bodies.total() == bodies and not {"/eins", "/vier"} & set(outlet.paths()[asked + 8 :])


def test_a_changed_page_is_a_new_version_and_a_gone_one_keeps_its_article(
    home: Home, outlet: Site, named: Callable[..., None]
) -> None:
    named(FEED, SITEMAP)
    home.walk("one", read="source", source="nachrichten")
    outlet["/eins"] = article("eins", "Jerewan")
    outlet["/zwei"] = Reply(b"weg", 410)
    said = home.walk("two", read="source", source="nachrichten")
    assert "0 new, 1 changed, 0 retagged, 1 unchanged, 1 set aside" in said
    assert home.rows("select url_or_path, stage, reason from report.quarantine where run_id = 'two'") == [
        (f"{ROOT}/zwei", "fetched", "gone: answered 410 Gone; the article read earlier stays")
    ]
    versions = dict(home.rows("select url, version from report.articles"))
    assert versions == {f"{ROOT}/eins": 2, f"{ROOT}/zwei": 1, f"{ROOT}/drei": 1}
    home.walk("three", read="source", source="nachrichten")
    assert funnel(home, "three") == {"found": 3, "unchanged": 3}


def test_what_goes_wrong_on_the_way_is_a_row_and_the_others_arrive(
    home: Home, outside: Outside, outlet: Site, named: Callable[..., None]
) -> None:
    outside.names |= {"innen.example": ["169.254.169.254"], "aus.example": ["93.184.215.99"]}
    outlet["/intern/a"] = article("intern/a", "Minsk")
    outlet["/weg"] = Reply(b"", 404)
    outlet["/bild"] = Reply(b"x", type="image/png")
    outlet["/kaputt"] = Reply(b"x", 500)
    outlet["/innen"] = Reply(status=302, headers={"Location": "http://innen.example/"})
    outlet["/kreis"] = Reply(status=302, headers={"Location": "/kreis"})
    names = ["intern/a", "weg", "bild", "kaputt", "innen", "kreis", "eins"]
    lines = [f"{ROOT}/{name}" for name in names] + ["http://aus.example/a", "http://aus.example/b"]
    outlet["/l.txt"] = "\n".join(lines)
    broken = {"way": "feed", "url": f"{ROOT}/kein-feed"}
    named(broken, {"way": "addresses", "url": f"{ROOT}/l.txt", "keep": ["."]}, FEED)
    said = home.walk("one", read="source", source="nachrichten")
    reasons = dict(home.rows("select url_or_path, stage || ': ' || reason from report.quarantine"))
    wanted = {
        f"{ROOT}/kein-feed": "found: answered 404 Not Found",
        f"{ROOT}/intern/a": "fetched: robots.txt forbids it",
        f"{ROOT}/weg": "fetched: answered 404 Not Found",
        f"{ROOT}/bild": "fetched: answered with image/png, which is neither HTML nor text",
        f"{ROOT}/kaputt": "fetched: answered 500 Internal Server Error",
        f"{ROOT}/innen": "fetched: innen.example leads to 169.254.169.254, which is no public address: refused",
        f"{ROOT}/kreis": f"fetched: redirects in a circle, back to {ROOT}/kreis",
        "http://aus.example/a": "fetched: aus.example cannot be reached",
        "http://aus.example/b": "fetched: aus.example cannot be reached",
    }
    assert reasons.keys() == wanted.keys()
    assert [url for url, reason in wanted.items() if not reasons[url].startswith(reason)] == []
    assert "Articles: 10 read: 2 new, 0 changed, 0 retagged, 0 unchanged, 8 set aside" in said
    assert f"set aside (found): {ROOT}/kein-feed: answered 404 Not Found" in said
    assert funnel(home, "one")["found"] == 10 and funnel(home, "one")["quarantined"] == 8
    assert set(outside.network.called) == {PUBLIC, "93.184.215.99"}


def test_a_host_that_is_down_repeats_its_task_until_the_last_try(
    home: Home, outside: Outside, outlet: Site, named: Callable[..., None]
) -> None:
    outside.names |= {"aus.example": ["93.184.215.99"]}
    outlet["/l.txt"] = f"{ROOT}/eins\nhttp://aus.example/a"
    named({"way": "addresses", "url": f"{ROOT}/l.txt", "keep": ["."]})
    request = steps.Request("one", "articles", "manual", read="source", source="nachrichten")
    batches = steps.find(request)
    assert len(batches) == 2
    steps.extract("one", batches[0], last_try=False)
    with pytest.raises(HostUnreachable):
        steps.extract("one", batches[1], last_try=False)
    steps.extract("one", batches[1], last_try=True)
    done = [steps.tag("one", steps.clean("one", batch)) for batch in batches]
    steps.publish(steps.check(steps.load("one", done)))
    assert home.rows("select url from report.articles") == [(f"{ROOT}/eins",)]
    [(reason,)] = home.rows("select reason from report.quarantine")
    assert "cannot be reached" in reason


def test_all_documents_of_a_host_are_one_batch_whatever_its_size(
    outside: Outside, outlet: Site, named: Callable[..., None]
) -> None:
    outside.names["anders.example"] = [PUBLIC]
    lines = [f"{ROOT}/{n}" for n in range(7)] + ["http://anders.example/a"]
    outlet["/l.txt"] = "\n".join(lines)
    named({"way": "addresses", "url": f"{ROOT}/l.txt", "keep": ["."]})
    request = steps.Request("one", "articles", "manual", read="source", source="nachrichten", batch_size=2)
    assert steps.find(request) == ["0001-of-0002", "0002-of-0002"]


@pytest.mark.parametrize("lost", ["extract", "clean", "tag", "dry run"])
def test_what_a_run_fetched_and_did_not_load_arrives_with_the_next_one(
    home: Home, outlet: Site, named: Callable[..., None], lost: str
) -> None:
    named(FEED)
    if lost == "dry run":
        home.walk("zero", read="source")
        home.walk("one", read="source", source="nachrichten", dry_run=True)
    else:
        [batch] = steps.find(steps.Request("one", "articles", "manual", read="source", source="nachrichten"))
        for step in (steps.extract, steps.clean, steps.tag):
            step("one", batch)  # type: ignore[operator]
            if step.__name__ == lost:
                break
    bodies = outlet.bodies.total()
    outlet["/feed"] = Reply(b'<rss version="2.0"><channel/></rss>')  # they have fallen out of the feed
    home.walk("two", read="source", source="nachrichten")
    assert outlet.bodies.total() == bodies + 1
    assert home.rows("select url from report.articles order by 1") == [(f"{ROOT}/eins",), (f"{ROOT}/zwei",)]
    home.walk("three", read="source", source="nachrichten")
    assert funnel(home, "three") == {}


def test_all_that_was_kept_is_read_again_without_the_network(
    home: Home, outside: Outside, outlet: Site, named: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    named(FEED, SITEMAP)
    home.walk("one", read="source", source="nachrichten")
    home.walk("two", read="sample")
    before = home.rows("select article_id, fetched_at from report.articles order by 1")
    (home.folder / "work.duckdb").rename(home.folder / "alt.duckdb")
    monkeypatch.delenv("BLOCWATCH_CONTACT")
    asked, called = len(outlet.asked), len(outside.network.called)

    assert "3 new" in home.walk("three", read="raw", source="nachrichten")
    home.walk("four", read="raw")
    assert (len(outlet.asked), len(outside.network.called)) == (asked, called)
    assert home.rows("select article_id, fetched_at from report.articles order by 1") == before


def test_the_raw_store_may_be_an_object_store(
    home: Home, outlet: Site, named: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BLOCWATCH_RAW_URL", "memory://walk-raw")
    named(FEED)
    home.walk("one", read="source", source="nachrichten")
    bodies = outlet.bodies.total()
    home.walk("two", read="source", source="nachrichten")
    assert outlet.bodies.total() == bodies and funnel(home, "two") == {"found": 2, "unchanged": 2}
    assert "2 unchanged" in home.walk("three", read="raw", source="nachrichten")
    assert not (home.folder / "raw").exists()


def test_a_daily_run_without_a_contact_asks_nobody_and_says_so(
    home: Home, outlet: Site, named: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    named(FEED)
    monkeypatch.delenv("BLOCWATCH_CONTACT")
    said = home.walk("one", read="source")
    assert outlet.asked == [] and "BLOCWATCH_CONTACT is not set" in said
    assert "Articles: 0 read" in said
    monkeypatch.setenv("BLOCWATCH_CONTACT", "mailto:we@blocwatch.example")
    home.walk("two", read="inbox")
    assert outlet.asked == [], "inboxes are read without the web"


def test_a_page_that_names_no_address_has_the_one_it_answered_at(
    home: Home, outlet: Site, named: Callable[..., None]
) -> None:
    outlet["/eins"] = Reply(status=301, headers={"Location": "/neu/eins"})
    outlet["/neu/eins"] = f"<title>Sas in Minsk</title><article><p>{BODY.format('Minsk')}</p></article>"
    named(FEED)
    home.walk("one", read="source", source="nachrichten")
    [url] = home.rows(f"select url from report.articles where address = '{ROOT}/eins'")
    assert url == (f"{ROOT}/neu/eins",)
    page, content = why._page(f"{ROOT}/neu/eins")
    assert page.media_type == "text/html" and page.headers and b"Minsk" in content


def test_why_asks_for_an_address_nobody_has_read_and_leaves_no_trace(
    home: Home, outlet: Site, named: Callable[..., None]
) -> None:
    named(FEED)
    outlet["/intern/sechs"] = article("intern/sechs", "Minsk")
    page, content = why._page(f"{ROOT}/eins")
    assert (page.url, page.source) == (f"{ROOT}/eins", "nachrichten") and b"Minsk" in content
    assert outlet.paths() == ["/robots.txt", "/eins"] and not (home.folder / "raw").exists()
    for path, reason in {"/intern/sechs": "robots.txt forbids it", "/fehlt": "answered 404"}.items():
        with pytest.raises(InputError, match=reason):
            why._page(ROOT + path)
    assert "/intern/sechs" not in outlet.paths()


def test_why_asks_for_nothing_without_a_contact_or_in_a_private_network(
    home: Home, outside: Outside, outlet: Site, named: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    named(FEED)
    outside.names["innen.example"] = ["127.0.0.1"]
    with pytest.raises(InputError, match="no public address"):
        why._page("http://innen.example/eins")
    monkeypatch.delenv("BLOCWATCH_CONTACT")
    with pytest.raises(InputError, match="BLOCWATCH_CONTACT"):
        why._page(f"{ROOT}/eins")
    assert outlet.asked == []


def test_why_shows_what_a_run_has_read_without_asking_again(
    home: Home, outlet: Site, named: Callable[..., None]
) -> None:
    named(FEED)
    home.walk("one", read="source", source="nachrichten")
    outlet.asked.clear()
    assert why._page(f"{ROOT}/eins")[0].url == f"{ROOT}/eins" and outlet.asked == []


def test_robots_txt_is_asked_for_once_a_run(home: Home, outlet: Site, named: Callable[..., None]) -> None:
    named(FEED, LISTING)
    home.walk("one", read="source", source="nachrichten")
    assert outlet.paths().count("/robots.txt") == 1


def test_a_host_is_asked_slowly_over_all_steps(
    outside: Outside, outlet: Site, home: Home, named: Callable[..., None]
) -> None:
    named(FEED, delay_seconds=3)
    home.walk("one", read="source", source="nachrichten")
    assert len(outlet.asked) == 4 and outside.time.passed == 9


def test_a_page_in_another_encoding_is_read(home: Home, outlet: Site, named: Callable[..., None]) -> None:
    russian = (
        f'<link rel="canonical" href="{ROOT}/eins"><title>Т</title><article><p>{"Генеральный секретарь ОДКБ " * 9}'
    )
    outlet["/eins"] = Reply(russian.encode("cp1251"), type="text/html; charset=utf-8")
    outlet["/zwei"] = Reply(article("zwei", "Köln").encode("cp1252"), type="text/html; charset=windows-1252")
    named(FEED)
    home.walk("one", read="source", source="nachrichten")
    texts = dict(home.rows("select url, text from report.articles"))
    assert "секретарь" in texts[f"{ROOT}/eins"] and "Generalsekretär" in texts[f"{ROOT}/zwei"]


def test_an_agent_names_project_version_and_contact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BLOCWATCH_CONTACT", "https://blocwatch.example/wir")
    agent = steps.settings.load().user_agent
    assert re.fullmatch(r"Blocwatch/\d+\.\d+\.\d+ \(\+https://blocwatch\.example/wir\)", agent)


def test_a_backfill_day_by_day_brings_each_article_once_and_asks_for_no_page_twice(
    home: Home, outside: Outside, outlet: Site, named: Callable[..., None]
) -> None:
    """Pages left out for their day are kept, and their outlet says that they are unchanged."""
    for name, day in {"eins": "2026-01-31", "zwei": "2026-01-30", "drei": "2026-01-29"}.items():
        outlet[f"/{name}"] = article(name, "Minsk").replace("2026-01-31T", f"{day}T")
    named(FEED, SITEMAP)
    days = ["2026-01-31", "2026-01-30", "2026-01-29"]
    for day in days:
        said = home.walk(day, read="source", source="nachrichten", since=day, until=day)
        assert "1 new" in said
    assert home.rows("select published_on::text from core.article order by 1 desc") == [(day,) for day in days]
    assert {outlet.bodies[f"/{name}"] for name in ("eins", "zwei", "drei")} == {1}
    rows = home.rows("select * exclude (fetched_at) from report.articles order by all")
    for day in days:
        said = home.walk(f"again-{day}", read="source", source="nachrichten", since=day, until=day)
        assert "0 new, 0 changed" in said
    assert home.rows("select * exclude (fetched_at) from report.articles order by all") == rows


def test_an_address_whose_feed_tells_another_day_is_not_asked_for(
    home: Home, outlet: Site, named: Callable[..., None]
) -> None:
    told = {"eins": "Sat, 31 Jan 2026 10:00:00 GMT", "zwei": "Mon, 12 Jan 2026 10:00:00 GMT"}
    items = "".join(f"<item><link>/{name}</link><pubDate>{at}</pubDate></item>" for name, at in told.items())
    outlet["/feed"] = Reply(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), type="application/rss+xml")
    named(FEED)
    home.walk("one", read="source", source="nachrichten", since="2026-01-31", until="2026-01-31")
    assert "/eins" in outlet.paths() and "/zwei" not in outlet.paths()
