"""Single traits of pages, each in the smallest page that has it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from etl.errors import DocumentError
from tests.making import FETCHED_AT, read

BELTA = """Projekte
Staatsorgane
flag Samstag, 5 Oktober 2024
Alle Nachrichten
Alle Nachrichten
Politik
{when}

Ein Titel über Minsk

{body}

Abonnieren Sie uns auf
X
Letzte Nachrichten aus Belarus"""
BODY = "MINSK, 30. Dezember (BelTA) - Der erste Absatz ist lang genug, um ein Absatz zu sein.\n\nDer zweite folgt ihm."


def belta(body: str = BODY, when: str = "2 Januar 2024, 09:05") -> str:
    return BELTA.format(body=body, when=when)


def test_times_are_read_in_the_time_zone_of_the_source() -> None:
    found = read(belta())
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2024-01-02T09:05:00+03:00"
    assert found.published_on == date(2024, 1, 2)
    assert "Europe/Minsk" in (found.published_rule or "")


def test_the_day_of_fetching_is_not_the_day_of_publication() -> None:
    assert "2024-10-05" not in str(read(belta()))


def test_a_dateline_without_a_year_lies_nearest_to_publication() -> None:
    assert read(belta()).dateline_date == date(2023, 12, 30)


def test_a_dateline_of_a_year_without_a_web_says_no_day() -> None:
    body = "MINSK, 10. Februar 0001 (BelTA) - Der erste Absatz ist lang genug, um ein Absatz zu sein."
    assert read(belta(body)).dateline_date is None


def test_the_section_stands_above_the_time() -> None:
    assert read(belta()).section == "Politik"


def test_a_page_that_says_it_is_of_the_future_says_nothing() -> None:
    found = read(belta(when="2 Januar 2031, 09:05"))
    assert found.published_at is None and found.published_on is None
    assert found.published_rule == "not used: line on the page, time zone of the source (Europe/Minsk) says 2031-01-02"


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    wrapped = "Das ist ein Satz, den eine Maschine\numgebrochen hat, und zwar\nan zwei Stellen."
    assert read(belta(wrapped + "\n\nNoch ein Absatz steht hier.")).text.split("\n\n") == [
        "Das ist ein Satz, den eine Maschine umgebrochen hat, und zwar an zwei Stellen.",
        "Noch ein Absatz steht hier.",
    ]


def test_lines_that_end_sentences_are_paragraphs() -> None:
    assert len(read(belta("Ein ganzer Satz steht hier.\nNoch ein ganzer Satz steht hier.")).paragraphs) == 2


def test_a_body_that_stands_twice_is_read_once() -> None:
    body = "Ein langer Absatz, der versehentlich zweimal auf der Seite steht, weil jemand ihn doppelt einfügte."
    assert read(belta(f"{body}\n\n{body}")).text == body
    assert read(belta(f"{BODY}\n\n{body}\n\n{body}")).text == f"{BODY}\n\n{body}"


def test_leftovers_of_machines_are_gone() -> None:
    body = "Archivfoto\n\n" + BODY + "\n\n\u00a0\n\nÜbersetzt mit DeepL.com (kostenlose Version)"
    assert read(belta(body)).text == BODY


def test_invisible_characters_and_strange_blanks_are_gone() -> None:
    found = read(
        belta("Der Sicher\u00adheits\u200brat tagte\u00a0in  Minsk, hie\u00df es \u2014 a\u0308hnlich wie im Vorjahr.")
    )
    assert found.text == "Der Sicherheitsrat tagte in Minsk, hieß es — ähnlich wie im Vorjahr."


def test_a_caption_printed_twice_is_the_caption() -> None:
    page = """Mobile Version
Projekte

Titel der alten Seite
Politik 11.10.2019 | 14:09

Ein Bild aus dem Archiv
Ein Bild aus dem Archiv

ASCHGABAT, 11. Oktober (BelTA) - Der Text beginnt hier und ist lang genug.

Druckversion
Nachrichten der Rubrik
Etwas anderes"""
    found = read(page)
    assert (found.layout, found.title, found.section) == ("belta_de.2017", "Titel der alten Seite", "Politik")
    assert found.image_caption == "Ein Bild aus dem Archiv"
    assert found.text == "ASCHGABAT, 11. Oktober (BelTA) - Der Text beginnt hier und ist lang genug."


def test_a_related_title_goes_wherever_it_is_repeated_but_not_as_part_of_a_sentence() -> None:
    told = "Erster Satz.{} Zweiter Satz. Er sagte, dass Putin reist ab kein Satz sei. Dritter Satz."
    found = read("Titel\n\n" + told.format(" Putin reist ab") + " Mehr zum Thema - Putin reist ab")
    assert found.related_titles == ("Putin reist ab",)
    assert found.text == told.format("")


@pytest.mark.parametrize(
    ("text", "reason"),
    [("Nur ein Titel", "no article text left"), ("\u200b\u200b \n\n x", "no article text left")],
)
def test_a_page_without_text_is_set_aside(text: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read(text)


def test_a_time_without_a_zone_bounds_the_day() -> None:
    found = read("Titel\n\n12.03.2023, 14:05 Uhr\n\nEin Text, der keiner bekannten Quelle gehört und kurz ist.")
    assert found.published_at is None
    assert (found.published_from, found.published_until) == (date(2023, 3, 12), date(2023, 3, 12))
    assert "without a time zone" in (found.published_rule or "")


HTML = """<html><head><title>x</title><link rel="canonical" href="https://nachrichten.example/a/1">
<meta property="og:title" content="Der Titel &amp; mehr"><meta property="article:published_time" content="{when}">
<script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle", "articleSection": "Welt"}}]}}</script></head>
<body><nav>Start Politik</nav><article><h1>Der Titel &amp; mehr</h1><p>Erster Absatz mit <b>fetten</b> Worten.<p>Zweiter
Absatz,<br>der umbricht.<ul><li>Ein Punkt</li></ul><blockquote><p>Ein Zitat steht hier.</p></blockquote></article>
<footer>Impressum</footer></body></html>"""


def test_an_html_page_tells_about_itself() -> None:
    found = read(HTML.format(when="2024-05-01T10:00:00Z"), "a.html")
    assert (found.title, found.section, found.url) == ("Der Titel & mehr", "Welt", "https://nachrichten.example/a/1")
    assert found.published_at == datetime(2024, 5, 1, 10, tzinfo=UTC)
    assert found.text.startswith("Erster Absatz mit fetten Worten.\n\nZweiter Absatz")
    assert [p.kind for p in found.paragraphs][-2:] == ["list_item", "quotation"]
    assert "Impressum" not in found.text and "Start" not in found.text


def test_a_day_alone_is_no_moment() -> None:
    found = read(HTML.format(when="2024-05-01"), "a.html")
    assert found.published_at is None and found.published_from == date(2024, 5, 1)


@pytest.mark.parametrize(
    "page",
    [
        "<p>Ein Absatz ohne Ende, der lang genug ist, um gelesen zu werden <b><i>und mehr</b>",
        "<div>" * 1000 + "Ein sehr tief liegender Text, der lang genug ist, um gelesen zu werden." + "</div>" * 1000,
        '<script type="application/ld+json">{kaputt</script><p>Ein Text, der lang genug ist, um gelesen zu werden.',
    ],
    ids=["unclosed", "deep", "broken json-ld"],
)
def test_broken_html_is_read_as_far_as_it_goes(page: str) -> None:
    assert "lang genug" in read(page, "a.html").text


def test_a_page_of_nothing_but_tags_is_set_aside() -> None:
    with pytest.raises(DocumentError, match="more than 150000 tags"):
        read("<p>x" * 160_000, "a.html")


def test_the_same_file_is_the_same_article_everywhere_and_a_new_text_is_not_a_new_article() -> None:
    first, again = read(belta(), "a.txt"), read(belta(), "a.txt")
    assert first.article_id == again.article_id
    assert read(belta(BODY + " Ein Nachtrag."), "a.txt").article_id == first.article_id
    assert read(belta(), "b.txt").article_id != first.article_id


def test_fetching_leaves_no_trace_in_what_was_read() -> None:
    assert read(belta()).fetched_at == FETCHED_AT


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Stand: 11.01.2022 14:12 Uhr", date(2022, 1, 11)),
        ("Aktualisiert am 04.07.2024, 16:08", date(2024, 7, 4)),
        ("23 November 2023, 18:20", date(2023, 11, 23)),
        ("Die Frist endet am 23. November 2023, wie es hieß.", None),
    ],
)
def test_a_text_of_no_known_layout_prints_its_day_in_a_line(line: str, day: date | None) -> None:
    said = (
        "Die Staatschefs der OVKS sind in Minsk zu einer Tagung zusammengekommen, die lange dauerte und viel brachte."
    )
    found = read(f"OVKS-Gipfel in Minsk ohne Armenien\n\n{line}\n\n{said}\n\n{said} Es war die letzte des Jahres.")
    assert (found.published_from, found.published_until) == (day, day)
