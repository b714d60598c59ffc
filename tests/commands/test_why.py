"""The page of `./blocwatch why --html`: whole, safe, and with a way from each mark to its fact and back."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from etl import tag
from etl.browse.marking import Row
from etl.commands import why, why_page
from etl.model import Article, Mention, Paragraph
from etl.settings import SEEDS
from tests.commands.test_commands import typed
from tests.making import article, read, tag_seeds

SAMPLE = SEEDS / "articles" / "03_wolfowitsch_trifft_tasmagambetow.txt"
EMPTY = {"meta"}


class Seen(HTMLParser):
    """What a browser would find: elements, anchors and links, and the text of the article."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.article = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "article" in self.open and "sup" not in self.open:
            self.article += data

    def all(self, name: str) -> list[str]:
        return [attrs[name] for _, attrs in self.tags if name in attrs]


def page_of(found: Article, *more: Mention) -> str:
    facts = [*why._in_order(tag.facts(found, tag_seeds())), *more]
    return why_page.page(found, why._head(found), [Row(*why.told(f), f, "means") for f in facts], "0123abcd")


def mention(text: str, start: int, end: int, kind: str = "person") -> Mention:
    return Mention("a", kind, text[start:end], None, None, None, text[start:end], start, end, "rule")  # type: ignore[arg-type]


def test_every_fact_has_a_row_a_place_in_the_text_and_links_both_ways() -> None:
    found = read(SAMPLE.read_bytes(), SAMPLE.name)
    count = len(why._in_order(tag.facts(found, tag_seeds())))
    seen = Seen(page_of(found))
    assert seen.open == []
    ids, links = seen.all("id"), [href for href in seen.all("href") if href.startswith("#")]
    assert len(ids) == len(set(ids)) and {link[1:] for link in links} <= set(ids)
    assert {f"f{n}" for n in range(1, count + 1)} | {f"m{n}" for n in range(1, count + 1)} <= set(ids)
    rows = {f"#m{n}" for n in range(1, count + 1)}
    assert rows <= set(links)
    sums = len(tag.facts(found, tag_seeds()).topics)  # rows that sum up mentions are the last
    assert {f"#f{n}" for n in range(1, count + 1 - sums)} <= set(links)


def test_a_page_needs_no_network_and_no_script() -> None:
    seen = Seen(page_of(read(SAMPLE.read_bytes(), SAMPLE.name)))
    assert not {"script", "link", "img", "iframe", "base"} & {tag for tag, _ in seen.tags}
    assert not [name for _, attrs in seen.tags for name in attrs if name.startswith("on") or name in ("src", "style")]


@pytest.mark.parametrize("spans", [[(0, 5), (3, 9)], [(0, 9), (0, 9), (2, 4)], [(2, 14)], [(0, 3), (3, 6)], [(11, 14)]])
def test_proofs_that_overlap_in_any_way_leave_the_text_as_it_is(spans: list[tuple[int, int]]) -> None:
    text = "abc def ghi\n\njkl"
    parts = (Paragraph("heading", 0, 11), Paragraph("paragraph", 13, 16))
    seen = Seen(page_of(article(text, paragraphs=parts), *(mention(text, *span) for span in spans)))
    assert "".join(seen.article.split()) == "".join(text.split())
    assert {f"f{n}" for n in range(1, len(spans) + 1)} <= set(seen.all("id"))


def test_whatever_a_page_holds_stays_text() -> None:
    evil = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(1)> {{ 7*7 }} \u202eOVKS\x1b[31m \ud800 &amp;"
    found = article(f"Stanislaw Sas {evil}", title=evil, section=evil, authors=(evil,), file_name=evil, language="de")
    shown = page_of(found)
    seen = Seen(shown)
    assert not {"script", "img"} & {tag for tag, _ in seen.tags}
    assert "{{ 7*7 }}" in seen.article and "49" not in seen.article and "&amp;" in seen.article
    assert not {"\u202e", "\x1b", "\ud800"} & set(shown)
    assert "<bdi>" in shown and 'dir="auto"' in shown


def test_a_terminal_is_given_nothing_to_obey() -> None:
    printed = why._printed(article("Stanislaw Sas \x1b[2J\x9b31m kam."), tag.facts(article(""), tag_seeds()), {}, False)
    assert "\x1b" not in printed and "\x9b" not in printed and "Sas" in printed


def test_the_page_goes_where_it_is_asked_to(tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    printed = typed("why", str(SAMPLE), "--html", home=tmp_path)
    assert printed.returncode == 0 and printed.stdout.startswith("<!doctype html>")
    assert typed("why", "--html", "--out", str(out), str(SAMPLE), home=tmp_path).stdout == ""
    assert out.read_text("utf-8") == printed.stdout
    copy = tmp_path / "text.txt"
    copy.write_bytes(SAMPLE.read_bytes())
    for refused in (copy, tmp_path / "no" / "folder.html"):
        shown = typed("why", str(copy), "--html", "--out", str(refused), home=tmp_path)
        assert shown.returncode == 2 and len(shown.stderr.splitlines()) == 1
    assert copy.read_bytes() == SAMPLE.read_bytes()
