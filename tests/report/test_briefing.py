"""The briefing: its numbers, the sentences they lead to, its words, and what a title must not do to it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import lxml.html
import pytest

from etl import settings, steps
from etl.errors import WarehouseError
from etl.harmless import harmless
from etl.report import briefing, briefing_page, charts, findings
from etl.report.proofs import LONGEST, Proof, cut
from etl.report.words import LOCALES, words
from tests.making import Home

LANGUAGES = sorted(LOCALES)
NAMESPACE = "http://www.w3.org/2000/svg"
CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="module")
def found(sample_home: Home) -> findings.Findings:
    return briefing.read(sample_home.folder / "blocwatch.duckdb", [])


@pytest.fixture(scope="module")
def pages(found: findings.Findings) -> dict[str, str]:
    return {language: briefing_page.page(found, language) for language in LANGUAGES}


@pytest.fixture(scope="module", params=LANGUAGES)
def tree(request: pytest.FixtureRequest, pages: dict[str, str]) -> Any:
    return lxml.html.document_fromstring(pages[request.param])


def number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


# --- numbers ----------------------------------------------------------------------------------------------------------


def figures(tree: Any, section: str) -> list[int]:
    return [number(f.text_content()) for f in tree.xpath(f"//section[@id='{section}']//ul[@class='figures']//a")]


def column(tree: Any, section: str, place: int) -> list[int]:
    return [number(c.text_content()) for c in tree.xpath(f"//section[@id='{section}']//tbody/tr/*[{place}]")]


def test_numbers_are_what_sql_says(tree: Any, sample: duckdb.DuckDBPyConnection) -> None:
    def asked(query: str) -> list[Any]:
        return [value for (value,) in sample.execute(query).fetchall()]

    statuses = "select count(*) from report.{} group by status order by list_position({}, status)"
    meetings = statuses.format("meetings", list(briefing_page.MEETING_STATUSES))
    commitments = statuses.format("commitments", list(briefing_page.COMMITMENT_STATUSES))
    assert figures(tree, "meetings") == asked(meetings)
    assert figures(tree, "commitments") == asked(commitments)
    assert column(tree, "network", 3) == asked("select meetings from report.who_met_whom order by 1 desc limit 40")
    offices = "select articles from report.office_holders where articles > 0 order by 1 desc limit 30"
    assert sorted(column(tree, "offices", 8), reverse=True) == asked(offices)
    sources = "select count(*) from report.articles group by source order by 1 desc"
    assert sorted(column(tree, "sources", 3), reverse=True) == asked(sources)


def test_each_topic_and_month_has_its_number_of_articles(
    found: findings.Findings, sample: duckdb.DuckDBPyConnection
) -> None:
    view = {
        (t, m): n for m, t, n in sample.execute("select month, topic, articles from report.topics_by_month").fetchall()
    }
    shown = {(row["topic"], row["month"]): row["articles"] for row in found.rows["topics"]}
    assert len(shown) > 10 and shown.items() <= view.items()


def test_the_first_briefing_calls_new_what_the_last_month_told_first(tree: Any, sample_home: Home) -> None:
    recent = "(select max(published_on) - 30 from report.articles)"
    [(articles,)] = sample_home.rows(f"select count(*) from report.articles where published_on > {recent}")
    [(quotations,)] = sample_home.rows(
        f"select count(*) from report.quotations join report.articles using (article_id) where published_on > {recent}"
    )
    shown = [number(card.text_content().split()[0]) for card in tree.xpath("//div[@class='card']/h3")]
    assert articles and (shown[0], shown[5]) == (articles, quotations)


# --- sentences --------------------------------------------------------------------------------------------------------


def test_each_link_leads_to_a_place_of_the_page_and_each_number_to_a_sentence(tree: Any) -> None:
    ids = [element.get("id") for element in tree.xpath("//*[@id]")]
    assert len(ids) == len(set(ids))
    inside = [link.get("href")[1:] for link in tree.xpath("//a[starts-with(@href, '#')]")]
    assert set(inside) <= set(ids)
    numbers = {link.get("href")[1:] for link in tree.xpath("//a[@class='n']")}
    drawn = {link.get("href")[1:] for link in tree.xpath("//svg//a[@href]")}
    assert len(numbers) > 80 and drawn <= numbers
    without = [n for n in numbers if not tree.xpath(f"//div[@id='{n}']//blockquote[normalize-space()]")]
    assert without == []


def test_each_sentence_is_in_its_article_and_its_mark_is_the_proof(
    found: findings.Findings, sample: duckdb.DuckDBPyConnection
) -> None:
    texts = dict(sample.execute("select article_id, text from report.articles").fetchall())
    surfaces = {s for (s,) in sample.execute("select distinct surface from report.evidence").fetchall()}
    proofs = [proof for some in found.proofs.values() for proof in some]
    assert len(proofs) > 200
    for proof in proofs:
        assert proof.text and proof.text in texts[proof.article_id]
        marked = [piece.text for piece in proof.pieces if piece.is_marked]
        assert all(any(mark in surface or surface in mark for surface in surfaces) for mark in marked)
    assert sum(any(piece.is_marked for piece in proof.pieces) for proof in proofs) > len(proofs) * 0.8


def test_the_questions_for_more_answer_at_least_as_many_rows_as_are_left_out(tree: Any, sample_home: Home) -> None:
    parts = tree.xpath("//div[@class='proofs'][.//code]")
    assert len(parts) > 10
    for part in parts:
        more = number(re.search(r"\d[\d.,]*", part.xpath("./p[last()]")[0].text_content())[0])
        rows = sample_home.rows(part.xpath(".//code")[0].text_content())
        assert len(rows) >= more, part.get("id")


@pytest.mark.parametrize(
    ("text", "mark", "shown"),
    [
        ("Er kam. Am 13. Februar traf er Sas. Dann ging er.", "traf er Sas", "Am 13. Februar traf er Sas. "),
        ("Erst dies. Dann das.", None, "Erst dies. "),
        ("Kurz", "Kurz", "Kurz"),
    ],
)
def test_a_proof_is_shown_in_its_sentence(text: str, mark: str | None, shown: str) -> None:
    marks = [(text.index(mark), text.index(mark) + len(mark))] if mark else []
    pieces = cut(text, marks)
    assert "".join(p.text for p in pieces) == shown.rstrip()
    assert [p.text for p in pieces if p.is_marked] == ([mark] if mark else [])


def test_a_sentence_without_end_is_cut_at_blanks_and_keeps_its_mark_whole() -> None:
    text = "wort " * 400 + "der Beleg" + " wort" * 400
    pieces = cut(text, [(2000, 2009)])
    assert [p.text for p in pieces if p.is_marked] == ["der Beleg"]
    shown = "".join(p.text for p in pieces)
    assert shown in text and len(shown) <= LONGEST + 9 and shown.startswith("wort") and shown.endswith("wort")


# --- the page as HTML -------------------------------------------------------------------------------------------------


def test_the_page_is_whole_and_names_its_parts(tree: Any) -> None:
    assert tree.get("lang") in LANGUAGES and tree.xpath("//main") and tree.xpath("//nav[@aria-label]")
    assert tree.xpath("//a[@class='skip']/@href") == ["#content"] and tree.xpath("//*[@id='content']")
    levels = [int(h.tag[1]) for h in tree.xpath("//h1|//h2|//h3")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert [t for t in tree.xpath("//table") if not t.xpath("./caption[normalize-space()]")] == []
    assert [t for t in tree.xpath("//th") if t.get("scope") not in ("row", "col")] == []
    for drawing in tree.xpath("//figure"):
        assert drawing.xpath(".//figcaption[normalize-space()]") and drawing.xpath(".//svg[@aria-label]")
        assert drawing.xpath("ancestor::section//details[@class='table']//table")
    assert len(tree.xpath("//figure")) == 7


def test_nothing_is_run_and_nothing_is_asked_of_the_network(tree: Any, pages: dict[str, str]) -> None:
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    assert tree.xpath("//script|//iframe|//link|//img|//object|//form|//base") == []
    assert [a for e in tree.iter() for a in e.attrib if a.startswith("on") or a in ("src", "srcset", "style")] == []
    links = {link.split(":")[0] for link in tree.xpath("//@href") if not link.startswith("#")}
    assert links <= {"http", "https"}
    for page in pages.values():
        assert "@import" not in page and "url(" not in page.replace("url(#", "")


def test_the_page_parses_without_an_error(pages: dict[str, str]) -> None:
    """Strictly, as XML, once what HTML leaves open is closed: nothing is nested or escaped wrongly."""
    for page in pages.values():
        text = re.sub(r"<!doctype html>", "", page.lstrip())
        text = re.sub(r"<(meta)([^>]*)>", r"<\1\2/>", text)
        assert lxml.html.etree.fromstring(text.encode()).tag == "html"


def test_a_page_of_the_samples_is_small(pages: dict[str, str]) -> None:
    assert all(len(page.encode()) < 800_000 for page in pages.values())


def test_the_same_data_gives_the_same_bytes(found: findings.Findings, pages: dict[str, str], sample_home: Home) -> None:
    again = briefing.read(sample_home.folder / "blocwatch.duckdb", [])
    assert {language: briefing_page.page(again, language) for language in LANGUAGES} == pages


# --- words ------------------------------------------------------------------------------------------------------------


def test_both_languages_have_the_same_words_and_places_to_fill() -> None:
    def shape(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: shape(part) for name, part in value.items()}
        return sorted(re.findall(r"\{\w+\}", value))

    def plain(words: dict[str, Any]) -> dict[str, Any]:
        return {
            table: {
                name: shape(value) if not isinstance(value, dict) else sorted(value) for name, value in part.items()
            }
            for table, part in words.items()
        }

    assert plain(words("de").words) == plain(words("en").words)
    empty = [n for w in map(words, LANGUAGES) for table in w.words.values() for n, value in table.items() if not value]
    assert empty == []


def test_every_value_of_the_data_has_a_word(sample: duckdb.DuckDBPyConnection) -> None:
    values = {
        "meeting_status": "select distinct status from report.meetings",
        "meeting_kind": "select distinct kind from report.meetings",
        "commitment_status": "select distinct status from report.commitments",
        "action": "select distinct action from report.commitments",
        "status": "select status from report.memberships union select status from report.office_holders",
        "topic": "select distinct topic from report.article_topics",
        "conflict": "select distinct kind from report.conflicts",
    }
    for table, query in values.items():
        there = {value for (value,) in sample.execute(query).fetchall()}
        assert there and there - words("de").words[table].keys() == set(), table
    rules = "".join(path.read_text("utf-8") for path in (settings.SEEDS / "rules").rglob("*.toml"))
    assert set(re.findall(r'^action = "(\w+)"', rules, re.M)) <= words("de").words["action"].keys()


@pytest.mark.parametrize(
    ("first", "last", "german", "english"),
    [
        (date(2026, 11, 22), None, "22. November 2026", "22 November 2026"),
        (date(2026, 11, 22), date(2026, 11, 22), "22. November 2026", "22 November 2026"),
        (date(2023, 2, 12), date(2023, 2, 13), "12.–13. Februar 2023", "12–13 February 2023"),
        (date(2024, 2, 1), date(2024, 2, 29), "Februar 2024", "February 2024"),
        (date(2025, 1, 1), date(2025, 12, 31), "2025", "2025"),
        (None, None, "ohne Tag", "no day"),
    ],
)
def test_days_are_written_as_each_language_does(
    first: date | None, last: date | None, german: str, english: str
) -> None:
    assert (words("de").days(first, last), words("en").days(first, last)) == (german, english)


def test_plurals_and_numbers_are_those_of_the_language() -> None:
    assert words("de").plural("news", "articles", 1) == "neuer Artikel"
    assert words("de").plural("counts", "articles", 12345) == "12.345 Artikel"
    assert words("en").plural("counts", "articles", 1) == "1 article"
    assert words("en").plural("counts", "articles", 12345) == "12,345 articles"
    assert (words("de").country("KG"), words("en").country("KG"), words("en").country("OVKS")) == (
        "Kirgisistan",
        "Kyrgyzstan",
        "OVKS",
    )


# --- what articles may contain ----------------------------------------------------------------------------------------

HOSTILE = "<script>document.title='hit'</script>\" onload='x' \u202egnp.exe\u202c & <b>fett</b> \u0007"


@pytest.fixture(scope="module")
def hostile(sample_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The samples' file with titles, names, texts and addresses that attack whoever shows them."""
    file = tmp_path_factory.mktemp("hostile") / "hostile.duckdb"
    shutil.copy((sample_home.folder / "blocwatch.duckdb").resolve(), file)
    with duckdb.connect(str(file)) as work:
        work.execute(
            "update store.article set title = ?, url = 'javascript:alert(1)', source = '<i>quelle</i>'", [HOSTILE]
        )
        work.execute("update store.meeting set title = ?, body = ?", [HOSTILE, "</svg><script>1</script>"])
        work.execute("update store.participant_reported set participant = concat(participant, ?)", [HOSTILE])
        work.execute("update store.meeting_participant set participant = concat(participant, ?)", [HOSTILE])
        work.execute("update store.commitment set instrument = ?, action = '{x}%s'", [HOSTILE])
        work.execute("update store.quotation set text = ?, speaker = ?", [HOSTILE, HOSTILE])
        work.execute("update store.run set run_id = ?", ["../" + HOSTILE])
    yield file


def test_what_attacks_is_shown_as_text(hostile: Path) -> None:
    attacked = briefing.read(hostile, [])
    for language in LANGUAGES:
        page = briefing_page.page(attacked, language)
        tree = lxml.html.document_fromstring(page)
        assert tree.xpath("//script|//b|//i") == []
        assert [a for e in tree.iter() for a in e.attrib if a.startswith("on")] == []
        assert not [link for link in tree.xpath("//@href") if link.startswith("javascript:")]
        assert "<script>document.title='hit'</script>" in tree.xpath("string(//main)")
        assert re.search(r"[\u202a-\u202e\x07]", page) is None and "\ufffdgnp.exe" in page
        lxml.html.etree.fromstring(re.sub(r"<(meta)([^>]*)>", r"<\1\2/>", page.replace("<!doctype html>", "").lstrip()))
    assert "/" not in briefing.name_of(attacked.known)


@pytest.mark.skipif(CHROMIUM is None, reason="needs chromium")
def test_a_browser_runs_nothing_and_a_link_opens_its_sentence(hostile: Path, tmp_path: Path) -> None:
    attacked = briefing.read(hostile, [])
    page = briefing_page.page(attacked, "de")
    (tmp_path / "page.html").write_text(page, "utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    flags += ["--disable-component-update", "--disable-sync", f"--user-data-dir={tmp_path / 'chromium'}"]
    some = re.findall(r'class="n" href="#(meetings-\w+)"', page)[0]
    address = (tmp_path / "page.html").as_uri() + "#" + some
    shown = subprocess.run(
        [str(CHROMIUM), *flags, "--dump-dom", address], capture_output=True, text=True, timeout=120, check=True
    ).stdout
    tree = lxml.html.document_fromstring(shown)
    assert "hit" not in tree.xpath("string(//title)")
    # the two lists around the target were opened by the browser, the others stay closed
    around = tree.xpath(f"//div[@id='{some}']/ancestor::details")
    assert len(around) == 2 and all("open" in details.attrib for details in around)
    assert len(tree.xpath("//details[@open]")) == 2


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://nachrichten.example/a", "https://nachrichten.example/a"),
        ("http://nachrichten.example/a", "http://nachrichten.example/a"),
        ("javascript:alert(1)", None),
        (" javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("ordner/a.txt", None),
        ("//nachrichten.example", None),
        ("https://[", None),
    ],
)
def test_only_addresses_of_the_web_are_links(url: str, link: str | None) -> None:
    assert Proof((), None, "", None, "de", url, "").link == link


def test_signs_that_act_without_being_seen_are_seen() -> None:
    assert harmless("a\u202eb\u2066c\x00d\ne\tf\u200fg") == "a\ufffdb\ufffdc\ufffdd\ne\tf\ufffdg"


def test_a_chart_keeps_names_as_text_and_links_in_the_page() -> None:
    rows = [{"name": "<b>Äöß Тасмагамбетов", "n": 3, "written": "3", "label": '"x" <y>', "href": "#a-b"}]
    svg = charts.bars(rows, charts.Shown(words("de"), "Bild <&>", date(2026, 1, 1)))
    tree = lxml.etree.fromstring(svg)
    assert tree.get("aria-label") == "Bild <&>"
    texts = [t.text for t in tree.iter(f"{{{NAMESPACE}}}text")]
    assert "<b>Äöß Тасмагамбетов" in texts
    [link, written] = tree.iter(f"{{{NAMESPACE}}}a")
    assert (link.get("href"), link.get("aria-label"), written.get("href")) == ("#a-b", '"x" <y>', "#a-b")


def contrast(one: str, other: str) -> float:
    """As WCAG counts it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_words_can_be_read_in_light_and_in_dark(pages: dict[str, str]) -> None:
    found = re.findall(r":root \{([^}]*--paper[^}]*)\}", pages["de"])
    schemes = [dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", scheme)) for scheme in found]
    assert len([scheme for scheme in schemes if scheme]) == 2
    for scheme in filter(None, schemes):
        for name in ("ink", "soft", "link", "red", "yellow", "green"):
            assert min(contrast(scheme[name], scheme[ground]) for ground in ("paper", "card")) >= 4.5, name
        assert contrast(scheme["ink"], scheme["mark"]) >= 4.5


def test_numbers_in_the_grid_can_be_read_whatever_their_field() -> None:
    def field(share: float) -> str:
        parts = [(int(charts.PALE[at : at + 2], 16), int(charts.BLUE[at : at + 2], 16)) for at in (1, 3, 5)]
        return "#" + "".join(f"{round(pale + (blue - pale) * share):02x}" for pale, blue in parts)

    for share in range(101):
        ink = "#ffffff" if share / 100 > charts.TURN else "#000000"
        assert contrast(field(share / 100), ink) >= 4.5, share


# --- files and runs ---------------------------------------------------------------------------------------------------


def test_before_the_first_publish_there_is_no_briefing(home: Home) -> None:
    assert steps.brief() == [] and not settings.load().briefing_folder.exists()


def test_an_empty_warehouse_gives_a_page_that_says_so(home: Home, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    home.read("nothing", tmp_path / "in")
    told = {"de": "Noch ist nichts gelesen", "en": "Nothing has been read yet"}
    for path in map(Path, steps.brief()):
        page = lxml.html.document_fromstring(path.read_text("utf-8"))
        assert told[page.get("lang")] in page.xpath("string(//main)") and page.xpath("//svg|//table") == []


def test_the_next_briefing_tells_what_came_since_the_last_of_another_run(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charts, "_svg", lambda spec, shown: "")  # what is drawn is tested elsewhere
    samples = sorted((settings.SEEDS / "articles").iterdir())
    folder = tmp_path / "in"
    folder.mkdir()

    def news() -> list[int]:
        page = lxml.html.document_fromstring((home.folder / "briefing" / "briefing.de.html").read_text("utf-8"))
        return [number(card.text_content().split()[0]) for card in page.xpath("//div[@class='card']/h3")]

    for sample in samples[:3]:
        shutil.copy(sample, folder)
    home.read("first", folder)
    steps.brief()
    shutil.copy(samples[9], folder)
    home.read("second", folder)
    [path, _] = map(Path, steps.brief())
    new = home.rows("select article_id from report.articles order by fetched_at desc limit 1")[0][0]
    assert news()[0] == 1
    assert news()[5] == home.rows(f"select count(*) from report.quotations where article_id = '{new}'")[0][0]
    assert "Lauf first" in path.read_text("utf-8")
    # made again it is the same, and a run that brought nothing has nothing new
    before = path.read_bytes()
    steps.brief()
    assert path.read_bytes() == before
    home.read("third", folder)
    steps.brief()
    assert news() == [0] * 7
    kept = sorted(p.name for p in (home.folder / "briefing").glob("*_*.de.html"))
    assert [name.split("_")[1] for name in kept] == ["first.de.html", "second.de.html", "third.de.html"]


def test_only_some_earlier_briefings_are_kept(home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(briefing, "BRIEFINGS_KEPT", 1)
    (tmp_path / "in").mkdir()
    for run in ("one", "two"):
        home.read(run, tmp_path / "in")
        steps.brief()
    folder = home.folder / "briefing"
    assert len(list(folder.glob("*_*.html"))) == len(LANGUAGES)
    (folder / briefing.MEMORY).write_text("{ this is no memory")
    steps.brief()
    assert sorted(p.name for p in folder.glob("*.new")) == []


def test_a_folder_that_cannot_be_written_is_said(sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, **how: bool) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "mkdir", full)
    with pytest.raises(WarehouseError, match="cannot be written: No space left"):
        briefing.write(settings.load())
