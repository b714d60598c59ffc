"""Web pages of no known source: the article is found, furniture goes, and what is no article is refused by its kind."""

from __future__ import annotations

from datetime import date

import pytest

from etl import clean
from etl.clean import body
from etl.clean.lines import Line
from etl.errors import DocumentError
from tests.making import clean_seeds, read

PROSE = [
    "Der Rat tagte am Mittwoch in Minsk und beriet über die gemeinsamen Manöver des kommenden Jahres, hieß es.",
    "An der Sitzung nahmen die Verteidigungsminister aller Mitgliedstaaten teil, auch der Gastgeber war dabei.",
    "Beschlossen wurde ein Plan, der bis zum Herbst umgesetzt werden soll; Einzelheiten nannte keiner der Minister.",
]
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PROSE)
NEWS = '<a href="/{n}">Eine ganz andere Meldung Nummer {n} von diesem Tag</a>'


def page(inner: str, head: str = "", title: str = "Rat tagt in Minsk") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{inner}</body></html>"


def paragraphs(html: str) -> list[str]:
    return read(html, "a.html").text.split("\n\n")


@pytest.mark.parametrize(
    "around",
    [
        "<nav><p>{text}</p></nav>{article}",
        '<div class="related-articles"><p>{text}</p></div>{article}',
        '{article}<div id="comments"><p>{text}</p></div>',
        '{article}<div class="NewsletterBox"><p>{text}</p></div>',
        '<div style="display: none"><p>{text}</p></div>{article}',
        '<div class="hidden"><p>{text}</p></div>{article}',
        "{article}<footer><p>{text}</p></footer>",
        "{article}<h3>Mehr zum Thema</h3><ul><li><a href='/1'>{text}</a></li><li><a href='/2'>{text}</a></li></ul>",
        "<figure><img src='x'><figcaption>{text}</figcaption></figure>{article}",
        "{article}<p>Foto: Erika Beispiel/dpa</p>",
    ],
    ids=["nav", "related", "comments", "newsletter", "style", "class hidden", "footer", "links", "caption", "credit"],
)
def test_furniture_is_not_the_article(around: str) -> None:
    furniture = "Etwas anderes, das hier nicht hingehört und doch wie ein Satz aussieht, lang genug dafür."
    assert paragraphs(page(around.format(text=furniture, article=f"<article>{TEXT}</article>"))) == PROSE


def test_a_name_that_says_something_of_the_page_is_no_furniture() -> None:
    assert paragraphs(page(f'<div class="content with-sidebar no-comments">{TEXT}</div>')) == PROSE


def test_the_lead_above_the_text_belongs_to_it() -> None:
    lead = "Die Minister haben sich auf einen Plan geeinigt, der die Manöver des nächsten Jahres regelt."
    head = f'<meta name="description" content="{lead}">'
    body = f'<header><div class="intro">{lead}</div></header><div class="text"><div>{TEXT}</div></div>'
    assert paragraphs(page(body, head)) == [lead, *PROSE]


def test_kinds_of_paragraphs() -> None:
    quoted, listed = f"<blockquote><p>{PROSE[0]} Das gilt.</p></blockquote>", f"<ul><li>{PROSE[1]} Eins.</li></ul>"
    body = f"<article>{TEXT}<h2>Was folgt</h2>{quoted}{listed}</article>"
    kinds = [p.kind for p in read(page(body), "a.html").paragraphs]
    assert kinds[:6] == ["paragraph"] * 3 + ["heading", "quotation", "list_item"]


def test_captions_are_no_paragraphs_even_where_two_lines_are_one() -> None:
    lines = [Line("Zweimal"), Line("Zweimal"), Line("Der Text."), Line("Was zu sehen ist", "caption")]
    assert body.caption(lines) == ("Zweimal", [Line("Der Text.")])
    assert body.caption(lines[1:]) == ("Was zu sehen ist", [Line("Zweimal"), Line("Der Text.")])


def test_a_text_that_stands_twice_is_read_once() -> None:
    assert paragraphs(page(f"<article>{TEXT}<div>{TEXT}</div></article>")) == PROSE


GONE = "<p>Die Seite, die Sie suchen, gibt es nicht mehr, oder es hat sie nie gegeben.</p>"
ABO = "<div>Jetzt weiterlesen mit dem Abo und vielen weiteren Vorteilen für Sie.</div>"
COSTS = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'
LINKS = "".join(f"<li>{NEWS.format(n=n)}</li>" for n in range(30))
TEASERS = "".join(f"<div>{NEWS.format(n=n)}<p>Ein kurzer Anriss dazu, Nummer {n}.</p></div>" for n in range(30))


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        (page(GONE, title="404"), "error page"),
        (page(GONE, title="Seite nicht gefunden"), "error page"),
        (page(f"<p>{PROSE[0]}</p>", COSTS), "paywall"),
        (page(f"<p>{PROSE[0]}</p>{ABO}"), "paywall"),
        ("<html><body><div id='root'></div><script>start()</script></body></html>", "script"),
        (page(f"<ul>{LINKS}</ul>"), "section page|no article"),
        (page(TEASERS), "section page"),
    ],
    ids=["404", "not found", "paid", "subscribe", "script", "links", "teasers"],
)
def test_what_is_no_article_is_refused_by_its_kind(html: str, kind: str) -> None:
    with pytest.raises(DocumentError, match=kind):
        read(html, "a.html")


@pytest.mark.parametrize(
    "title", ["500 Soldaten üben in Belarus", "Forbidden City hosts SCO guests", "Wartungsarbeiten an der Grenze"]
)
def test_news_that_begin_like_an_error_are_news(title: str) -> None:
    assert paragraphs(page(TEXT, title=title)) == PROSE


def test_linked_data_of_another_article_says_nothing_of_this_one() -> None:
    other = '{"@type":"Article","headline":"Anderes","author":"Anna Berg","dateModified":"2030-01-01T00:00:00Z"}'
    own = '{"@type":"Article","headline":"Rat tagt in Minsk","datePublished":"2024-05-01T10:00:00+02:00"}'
    found = read(page(TEXT, linked(f"[{own},{other}]")), "a.html")
    assert (found.authors, found.modified_at) == ((), None)


def test_text_of_reads_what_is_no_article_too() -> None:
    assert PROSE[0] in clean.text_of(page(f"<p>{PROSE[0]}</p><p>Jetzt weiterlesen mit dem Abo.</p>"))
    assert clean.text_of("") == "" and clean.text_of("<p>kurz</p>") == ""


def linked(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


@pytest.mark.parametrize(
    ("head", "body", "day", "rule"),
    [
        (linked('{"@type":"NewsArticle","datePublished":"2024-05-01T10:00:00+02:00"}'), "", "2024-05-01", "json-ld"),
        (linked('{"@type":"WebPage","datePublished":"Mai 2, 2024"}'), "", "2024-05-02", "json-ld"),
        ('<meta property="article:published_time" content="2024-05-01T22:30:00Z">', "", "2024-05-01", "meta"),
        ('<script>x = {"publishedAt": "2024-05-03 08:00"}</script>', "", "2024-05-03", "script"),
        ("", "<p>3. Mai 2024, 14:30 Uhr</p>", "2024-05-03", "line"),
        ("", "<span>May 4, 2024</span>", "2024-05-04", "line"),
        ("", '<time datetime="2024-05-05">gestern</time>', "2024-05-05", "time element"),
    ],
    ids=["json-ld", "any object", "meta", "script", "line", "english", "time"],
)
def test_the_day_is_found_in_order_of_trust(head: str, body: str, day: str, rule: str) -> None:
    found = read(page(f"{body}<article>{TEXT}</article>", head), "a.html")
    assert str(found.published_on or found.published_from) == day and rule in (found.published_rule or "")


@pytest.mark.parametrize(
    ("told", "earliest", "latest"),
    [("2024-02", date(2024, 2, 1), date(2024, 2, 29)), ("2024", date(2024, 1, 1), date(2024, 12, 31))],
)
def test_a_partial_date_stays_partial(told: str, earliest: date, latest: date) -> None:
    found = read(page(TEXT, f'<meta name="date" content="{told}">'), "a.html")
    assert (found.published_at, found.published_on) == (None, None)
    assert (found.published_from, found.published_until) == (earliest, latest)
    assert "without a day" in (found.published_rule or "")


def test_an_address_tells_the_outlets_day_where_the_stamp_is_utc() -> None:
    head = '<meta property="article:published_time" content="2024-05-01T22:30:00Z">'
    found = clean.read(page(TEXT, head), "https://nachrichten.example/2024/05/02/rat", clean_seeds())
    assert found.published_on == date(2024, 5, 2)
    assert found.published_at is not None and found.published_at.isoformat() == "2024-05-01T22:30:00+00:00"


@pytest.mark.parametrize(
    ("head", "body", "names"),
    [
        ('<meta name="author" content="Von Anna Berg und Jan van Dijk">', "", ("Anna Berg", "Jan van Dijk")),
        ('<meta name="author" content="https://example.org/anna">', '<a rel="author">Anna Berg</a>', ("Anna Berg",)),
        ("", '<p class="byline">Von Anna Berg</p>', ("Anna Berg",)),
        ("", '<p class="author-box">mehr von dieser Autorin</p>', ()),
        (
            linked('[{"@type":"Article","author":{"@id":"#p"}},{"@type":"Person","@id":"#p","name":"Anna Berg"}]'),
            "",
            ("Anna Berg",),
        ),
        (linked('{"@type":"Article","author":{"@type":"Organization","name":"Amt"}}'), "", ()),
    ],
    ids=["meta", "address", "byline", "no name", "reference", "organization"],
)
def test_authors_are_persons_the_page_names(head: str, body: str, names: tuple[str, ...]) -> None:
    assert read(page(f"{body}<article>{TEXT}</article>", head), "a.html").authors == names
