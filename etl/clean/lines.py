"""A page as a reader sees it: lines from top to bottom with their kind; and what an HTML page says of itself."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString

from etl.errors import DocumentError

SPACES = re.compile(r"[^\S\n]+")
INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x2060, 0xFEFF])
INVISIBLE |= {code: None for code in range(32) if chr(code) not in "\n\t\r"}
LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x85")

MOST_TAGS = 60_000  # the largest news pages have some ten thousand; beyond, reading takes minutes
NOT_CONTENT = ("script", "style", "noscript", "template", "nav", "aside", "header", "footer", "form", "iframe", "svg")
BLOCKS = {
    "p": "paragraph", "div": "paragraph", "section": "paragraph", "article": "paragraph", "td": "paragraph",
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
    "li": "list_item", "blockquote": "quotation", "pre": "paragraph", "figcaption": "caption", "time": "paragraph",
    "ul": "paragraph", "ol": "paragraph", "table": "paragraph", "tr": "paragraph", "figure": "paragraph",
    "main": "paragraph", "body": "paragraph", "dd": "paragraph", "dt": "paragraph", "html": "paragraph",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line without white space at its ends; an empty one parts paragraphs."""

    text: str
    kind: str = "paragraph"


@dataclass(frozen=True)
class Seen:
    """Everything a page shows. A text file shows lines alone; the rest is what an HTML page says of itself."""

    lines: list[Line]
    meta: dict[str, str] = field(default_factory=dict)  # name or property → content, the first one counts
    linked_data: dict[str, Any] = field(default_factory=dict)  # the JSON-LD object of the article
    canonical: str | None = None
    heading: str | None = None  # the first <h1>
    window_title: str | None = None  # <title>
    captions: tuple[str, ...] = ()  # <figcaption>, also outside the article's node
    moments: tuple[str, ...] = ()  # <time datetime=…>, in the order of the page
    picked: dict[str, str] = field(default_factory=dict)  # field → what the source's selectors found


def normal(text: str) -> str:
    """NFC, one kind of line end, plain single blanks, nothing invisible."""
    text = unicodedata.normalize("NFC", LINE_ENDS.sub("\n", text)).translate(INVISIBLE)
    return "\n".join(SPACES.sub(" ", line).strip() for line in text.split("\n"))


def of_text(text: str) -> Seen:
    """A text file: its lines."""
    return Seen([Line(line) for line in normal(text).split("\n")])


def of_html(text: str, selectors: dict[str, tuple[str, ...]]) -> Seen:
    """An HTML page, narrowed to its article by the source's selectors or, without any, by where the paragraphs are."""
    if text.count("<") > MOST_TAGS:
        raise DocumentError(f"more than {MOST_TAGS} tags; no page with an article has so many")
    soup = BeautifulSoup(text, "lxml")
    meta, canonical = _meta(soup), soup.select_one('link[rel="canonical"][href]')
    linked_data = _linked_data(soup)
    moments = tuple(str(t["datetime"]) for t in soup.select("time[datetime]"))
    picked = {name: found for name in selectors if (found := _pick(soup, selectors[name])) and name != "body"}
    captions = tuple(normal(c.get_text(" ")).replace("\n", " ").strip() for c in soup.find_all("figcaption"))
    heading = soup.h1.get_text(" ") if soup.h1 else None
    for node in soup.find_all(NOT_CONTENT):
        node.decompose()
    body = _select(soup, selectors.get("body", ())) or _main(soup)
    return Seen(
        lines=list(_lines(body)) if body else [],
        meta=meta,
        linked_data=linked_data,
        canonical=(str(canonical["href"]) if canonical else meta.get("og:url")),
        heading=normal(heading).replace("\n", " ").strip() if heading else None,
        window_title=normal(str(soup.title.string)).strip() if soup.title and soup.title.string else None,
        captions=captions,
        moments=moments,
        picked=picked,
    )


def _meta(soup: BeautifulSoup) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in soup.find_all("meta", content=True):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        if name:
            found.setdefault(str(name).lower(), normal(str(tag["content"])).strip())
    return found


def _linked_data(soup: BeautifulSoup) -> dict[str, Any]:
    """The first JSON-LD object whose type says article; pages wrap it in lists and graphs, or break it."""
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            queue = [json.loads(script.string or "")]
        except (ValueError, RecursionError):
            continue
        while queue:
            item = queue.pop(0)
            if isinstance(item, list):
                queue += item
            elif isinstance(item, dict):
                if re.search("Article|Posting|Report", str(item.get("@type", ""))):
                    return item
                queue += item.get("@graph", []) if isinstance(item.get("@graph"), list) else []
    return {}


def _select(soup: BeautifulSoup, selectors: tuple[str, ...]) -> Tag | None:
    return next((node for selector in selectors if (node := soup.select_one(selector))), None)


def _pick(soup: BeautifulSoup, selectors: tuple[str, ...]) -> str | None:
    node = _select(soup, selectors)
    if node is None:
        return None
    value = node.get("content") or node.get("datetime") or node.get_text(" ")
    return normal(str(value)).replace("\n", " ").strip() or None


def _main(soup: BeautifulSoup) -> Tag | None:
    """The node that directly holds the most paragraph text; <article> and the like win when they hold half of it."""
    weights: dict[int, tuple[int, Tag]] = {}
    for paragraph in soup.find_all("p"):
        parent = paragraph.parent
        if parent is not None:
            weight = weights.get(id(parent), (0, parent))[0] + len(paragraph.get_text())
            weights[id(parent)] = (weight, parent)
    best, densest = max(weights.values(), key=lambda pair: pair[0], default=(0, None))
    for selector in ('[itemprop="articleBody"]', "article", "main", '[role="main"]'):
        for node in soup.select(selector):
            if len(node.get_text()) >= best / 2 > 0:
                return node
    if densest is None or best < len(soup.get_text()) / 3:
        return soup.body or soup
    return densest


def _lines(root: Tag) -> Iterator[Line]:
    """Block elements become lines parted by empty ones; inline text gathers in the nearest block around it."""
    gathered: list[str] = []
    kind = "paragraph"
    stack: list[tuple[object, str]] = [(root, BLOCKS.get(root.name, "paragraph"))]
    while stack:
        node, around = stack.pop()
        if isinstance(node, Flush):
            yield from _flush(gathered, kind)
            kind = around
        elif isinstance(node, Comment):
            continue
        elif isinstance(node, NavigableString):
            gathered.append(re.sub(r"\s+", " ", str(node)))
        elif isinstance(node, Tag):
            if node.name == "br":
                gathered.append("\n")
                continue
            block = BLOCKS.get(node.name)
            inner = around if block in (None, "paragraph") and around != "caption" else (block or around)
            if block:
                stack.append((Flush(), around))
            stack.extend((child, inner) for child in reversed(node.contents))
            if block:
                stack.append((Flush(), inner))
    yield from _flush(gathered, kind)


class Flush:
    """A place where a block begins or ends."""


def _flush(gathered: list[str], kind: str) -> Iterator[Line]:
    text = normal("".join(gathered))
    gathered.clear()
    if text.strip():
        yield from (Line(line, kind) for line in text.split("\n") if line)
        yield Line("")
