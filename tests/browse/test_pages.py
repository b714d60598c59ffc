"""Pages say what the warehouse says, in the reader's language, and every link leads somewhere."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest
from starlette.testclient import TestClient

from etl.browse import briefings, lists, words
from etl.browse.rendering import TEMPLATES
from etl.settings import SQL
from tests.browse.conftest import Seen, client
from tests.making import Home

OF_EACH = 3  # pages of one kind that the crawl opens


def test_every_link_leads_to_a_page(pages: TestClient) -> None:
    """From the start, a few of each kind of page, in both languages."""
    todo = ["facts", "facts?lang=en", *(f"{name}?name=Wladimir+Putin" for name in lists.LISTS)]
    seen, opened = set(), Counter[tuple[str, bool]]()
    while todo:
        path = todo.pop(0)
        kind = (urlsplit(path).path, "lang=en" in path)
        if path in seen or opened[kind] >= OF_EACH:
            continue
        seen.add(path)
        opened[kind] += 1
        answer = pages.get(path)
        assert answer.status_code == 200, path
        if kind[0] == "style.css":
            continue
        page = Seen(answer.text)
        ids = page.all("id")
        assert len(ids) == len(set(ids)), path
        for href in page.all("href"):
            target, _, anchor = href.partition("#")
            assert "//" not in target and not target.startswith("/"), (path, href)
            assert (not target and anchor in ids) or target, (path, href)
            todo += [target] if target and "look=" not in target else []
    assert {name for name, _ in opened} >= {*lists.LISTS, "person", "organization", "country", "meeting", "fact"}
    assert opened[("fact", True)] == opened[("article", False)] == OF_EACH


def test_a_fact_leads_to_its_place_in_the_article(pages: TestClient, sample: duckdb.DuckDBPyConnection) -> None:
    """For one fact of each kind: its proof is marked, and the anchor behind its article is there."""
    for fact_id, surface in sample.execute(
        "select min(fact_id), arg_min(surface, fact_id) from report.evidence group by fact"
    ).fetchall():
        seen = Seen(pages.get(f"fact?id={fact_id}").text)
        assert "".join(surface.split()) == "".join(seen.text("mark").split())
        article, _, anchor = next(href for href in seen.all("href") if "#m" in href and "article" in href).partition(
            "#"
        )
        assert anchor in Seen(pages.get(article).text).all("id")


def test_an_article_shows_its_text_and_every_fact(pages: TestClient, sample: duckdb.DuckDBPyConnection) -> None:
    article_id, text = sample.execute(
        "select article_id, text from report.articles order by word_count desc, article_id limit 1"
    ).fetchall()[0]
    seen = Seen(pages.get(f"article?id={article_id}").text)
    shown = "".join(data for where, data in seen.words if "article" in where.split() and "sup" not in where.split())
    assert "".join(shown.split()) == "".join(text.split())
    linked = {parse_qs(urlsplit(href).query)["id"][0] for href in seen.all("href") if href.startswith("fact?")}
    facts = sample.execute("select fact_id from report.evidence where article_id = ?", [article_id]).fetchall()
    assert linked == {fact_id for (fact_id,) in facts} and len(linked) > 30


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("persons", "select person from report.persons order by articles desc, person limit 50"),
        ("met?name=Wladimir+Putin", """
            select case when person_a = 'Wladimir Putin' then person_b else person_a end as p
            from report.who_met_whom where 'Wladimir Putin' in (person_a, person_b)
            order by meetings desc, p limit 50"""),
        ("organizations", "select c.name from (select organization as name, articles from report.organizations) as c "
            "where articles > 0 order by articles desc, name limit 50"),
        ("organization?name=SOZ&on=2022-05-18", """
            select c.name from report.members_on('SOZ', '2022-05-18') as m
            inner join reference.country as c on m.member = c.country order by m.status, m.member"""),
    ],
    ids=["persons", "met", "organizations", "members"],
)  # fmt: skip
def test_a_list_is_what_sql_says(pages: TestClient, sample: duckdb.DuckDBPyConnection, path: str, query: str) -> None:
    page = pages.get(path).text
    table = page[page.index("<table") :] if "members" not in path else page
    table = page[page.index('id="members"') :] if path.startswith("organization?") else table
    shown = re.findall(r'<th scope="row"><a [^>]+><bdi>([^<]+)</bdi></a></th>', table[: table.index("</table>")])
    assert shown == [name for (name,) in sample.execute(query).fetchall()] != []


def test_a_conflict_shows_both_sentences_and_which_one_is_preferred(
    pages: TestClient, sample: duckdb.DuckDBPyConnection
) -> None:
    seen = Seen(pages.get("conflicts?lang=en").text)
    shown, classes = seen.text("blockquote"), seen.all("class")
    quotes = sample.execute(
        "select unnest([quote_a, quote_b]), unnest([fact_a, fact_b]) from report.conflicts where quote_a is not null"
    ).fetchall()
    for quote, fact_id in quotes:
        assert quote is None or (quote in shown and f"fact?id={fact_id}&lang=en" in seen.all("href"))
    preferred = sample.execute("select count(preferred) from report.conflicts").fetchall()[0][0]
    assert quotes and classes.count("reading preferred") == preferred > 0


def test_numbers_of_meetings_lead_to_as_many(pages: TestClient, sample: duckdb.DuckDBPyConnection) -> None:
    for a, b, count in sample.execute(
        "select person_a, person_b, meetings from report.who_met_whom order by 3 desc, 1, 2 limit 3"
    ).fetchall():
        shown = Seen(pages.get("meetings", params={"name": a, "other": b}).text)
        assert len({href for href in shown.all("href") if href.startswith("meeting?") and "#" not in href}) == count


def test_pages_of_a_list_follow_each_other(
    pages: TestClient, sample: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, path = [], "articles"
    for _ in range(10):
        seen = Seen(pages.get(path).text)
        shown += [href for href in seen.all("href") if href.startswith("article?")]
        following = [attrs["href"] for _, attrs in seen.tags if attrs.get("rel") == "next"]
        if not following:
            break
        path = following[0]
    expected = sample.execute("select article_id from report.articles order by known_on desc, article_id").fetchall()
    assert shown == [f"article?id={article_id}" for (article_id,) in expected]


@pytest.mark.parametrize(
    ("asked", "name"),
    [("tasmagambetow", "Imanghali Tasmaghambetow"), ("Tasmagambetov", "Imanghali Tasmaghambetow"),
     ("LUKASCHENKO", "Alexander Lukaschenko"), ("sas stanislaw", "Stanislaw Sas"), ("Shanghaier", "SOZ"),
     ("BELARUS", "BY"), ("Tadschikistan", "TJ")],
)  # fmt: skip
def test_a_name_is_found_however_it_is_spelled(pages: TestClient, asked: str, name: str) -> None:
    hrefs = Seen(pages.get("search", params={"q": asked}).text).all("href")
    names = [parse_qs(urlsplit(href).query).get("name") for href in hrefs if not href.startswith("articles")]
    assert [name] in names


def test_articles_and_meetings_are_found_by_words(pages: TestClient) -> None:
    seen = Seen(pages.get("search", params={"q": "gipfel minsk"}).text)
    kinds = {urlsplit(href).path for href in seen.all("href") if "id=" in href}
    assert kinds == {"article", "meeting"}
    assert "Nichts gefunden" in pages.get("search?q=qqqxyz", headers={"Accept-Language": "de"}).text


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [("en", "de", "en"), (None, "en-GB,en;q=0.9,de;q=0.8", "en"), (None, "fr, de;q=0.5, en;q=0.7", "en"),
     (None, "fr", "de"), (None, "", "de"), (None, "en;q=0", "de"), (None, "EN", "en"), ("xx", ";;,,q=" * 99, "de")],
)  # fmt: skip
def test_the_address_chooses_the_language_else_the_browser(asked: str | None, accepted: str, language: str) -> None:
    assert words.chosen(asked, accepted) == language


def test_a_chosen_language_and_look_stay(pages: TestClient) -> None:
    page = pages.get("facts?lang=en&look=dark", headers={"Accept-Language": "de"}).text
    links = [href for href in Seen(page).all("href") if href not in ("style.css", "#content")]
    assert '<html lang="en" data-look="dark">' in page and "Newest meetings" in page
    assert [href for href in links if not href.partition("#")[0].endswith("lang=en&look=dark")] == [
        "facts?look=dark&lang=de",
        "facts?lang=en&look=light",
    ]
    assert "data-look" not in pages.get("facts?look=x").text


def test_each_word_is_in_both_languages_and_used() -> None:
    templates = "".join(path.read_text("utf-8") for path in TEMPLATES.glob("*.html"))
    german, english = words.of("de"), words.of("en")
    assert all(german.pages.values()) and all(english.values.values())
    code = "".join(path.read_text("utf-8") for path in TEMPLATES.parent.glob("*.py"))
    composed = {*lists.LISTS, "start", "briefing", "reading_a", "reading_b"}
    composed |= {key for key in german.pages if key.startswith("failed_") or key.endswith("_words")}
    asked = set(re.findall(r'\bt\("(\w+)"', templates + code)) | set(
        re.findall(r'"(\w+)" if [^}]+ else page', templates)
    )
    assert {key for key in german.pages if key not in asked | composed and f'"{key}"' not in templates} == set()
    assert {key for key in asked if not key.endswith("_")} - set(german.pages) == set()


def test_each_listed_value_has_its_word() -> None:
    values = words.of("de").values
    check = (SQL / "90_checks" / "values_are_listed.sql").read_text("utf-8")
    kinds = [told for column, told in re.findall(r"not in \(([^)]*)\)()|x", check) for told in (column, told) if told]
    listed = {value for told in kinds for value in re.findall(r"'(\w+)'", told)}
    listed |= set(
        re.findall(r"'(\w+)'", (SQL / "90_checks" / "topics_are_listed.sql").read_text("utf-8").split("not in")[1])
    )
    unneeded = {"found", "fetched", "cleaned", "tagged", "loaded", "duplicate", "quarantined", "outside_window"}
    unneeded |= {"unchanged", "paragraph", "heading", "list_item", "footnote"}
    assert {value for value in listed - unneeded if value not in values} == set()


def test_days_are_written_as_the_language_does() -> None:
    day, next_day = date(2022, 3, 1), date(2022, 3, 2)
    assert words.of("de").days(day, next_day) == "1. März 2022 – 2. März 2022"
    assert words.of("en").days(day, day) == "1 March 2022" and words.of("de").days(None, None) == ""


@pytest.fixture
def made(home: Home) -> Path:
    folder = home.folder / "briefing"
    (folder / "2026-01-30").mkdir(parents=True)
    (folder / "briefing.de.html").write_text("<html lang=de><body class=x><h1>Neues</h1></body></html>", "utf-8")
    (folder / "briefing.en.html").write_text("<html lang=en><body><h1>News</h1></body></html>", "utf-8")
    (folder / "briefing.run <1>.de.html").write_text("<html><body>Früher</body></html>", "utf-8")
    (folder / "2026-01-30" / "briefing.en.html").write_text("<html><body>Before</body></html>", "utf-8")
    (folder / "secret.txt").write_text("secret", "utf-8")
    (home.folder / "outside.html").write_text("<html><body>secret</body></html>", "utf-8")
    (folder / "link.html").symlink_to(home.folder / "outside.html")
    return folder


def test_without_a_briefing_the_page_says_how_to_make_one(home: Home) -> None:
    page = client().get("briefing?lang=en")
    assert page.status_code == 200 and "./blocwatch brief" in page.text and "articles" in page.text


def test_the_briefing_is_shown_in_the_readers_language(made: Path) -> None:
    german, english = client().get("briefing?lang=de"), client().get("briefing", headers={"Accept-Language": "en"})
    assert "<h1>Neues</h1>" in german.text and "<h1>News</h1>" in english.text
    assert "style-src 'unsafe-inline'" in german.headers["content-security-policy"]
    assert 'href="facts?lang=de"' in german.text and german.text.index("<body class=x>") < german.text.index("<nav")
    (made / "briefing.en.html").unlink()
    assert "<h1>Neues</h1>" in client().get("briefing?lang=en").text


def test_earlier_briefings_are_those_that_lie_there(made: Path) -> None:
    hrefs = [href for href in Seen(client().get("briefings").text).all("href") if "run=" in href]
    assert len(hrefs) == 2
    assert {client().get(href).text.rpartition("</nav>")[2] for href in hrefs} == {
        "Früher</body></html>",
        "Before</body></html>",
    }


@pytest.mark.parametrize(
    "run",
    ["secret.txt", "../outside.html", "link.html", "briefing.de.html", "/etc/passwd", "..", "2026-01-30", "*.html"],
)
def test_no_other_file_is_shown(made: Path, run: str) -> None:
    answer = client().get("briefing", params={"run": run})
    assert answer.status_code == 404 and "secret" not in answer.text


def test_a_page_without_a_body_stays_as_it_is() -> None:
    assert briefings.with_bar(b"<p>x", b"<nav></nav>") == b"<p>x"
