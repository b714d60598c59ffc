"""A page as a reader sees it: lines from top to bottom with their kind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

SPACES = re.compile(r"[^\S\n]+")
BREAK = "\x1e"  # stands for <br> while a line is gathered; a page cannot hold it, line ends in it mean nothing
MANY_BLANKS = re.compile(" {2,}")
INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x2060, 0xFEFF])
INVISIBLE |= {code: None for code in range(32) if chr(code) not in "\n\t\r"}
LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x85")

BLOCKS = {
    "p": "paragraph", "pre": "paragraph", "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading",
    "h5": "heading", "h6": "heading", "li": "list_item", "dd": "list_item", "dt": "list_item",
    "blockquote": "quotation", "figcaption": "caption", "caption": "caption", "figure": "caption",
    "address": "loose", "article": "loose", "body": "loose", "center": "loose", "details": "loose", "div": "loose",
    "dl": "loose", "footer": "loose", "form": "loose", "header": "loose", "hr": "loose", "html": "loose",
    "main": "loose", "ol": "loose", "section": "loose", "summary": "loose", "table": "loose", "tbody": "loose",
    "td": "loose", "th": "loose", "thead": "loose", "time": "loose", "tr": "loose", "ul": "loose",
}  # fmt: skip
KEEPS_KIND = ("list_item", "quotation", "caption")  # what stands in one of these stays one


@dataclass(frozen=True, slots=True)
class Line:
    """One line without white space at its ends; an empty one parts paragraphs.

    `kind` is paragraph, heading, list_item, quotation, caption, footnote, or loose: text of an HTML page that stands in
    no paragraph. `links` counts its characters that are links.
    """

    text: str
    kind: str = "paragraph"
    links: int = 0


def normal(text: str) -> str:
    """NFC, one kind of line end, plain single blanks, nothing invisible."""
    if text.isprintable():  # most texts: no line end, nothing invisible, no blank but the plain one
        return MANY_BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()
    text = unicodedata.normalize("NFC", LINE_ENDS.sub("\n", text)).translate(INVISIBLE)
    return "\n".join(SPACES.sub(" ", line).strip() for line in text.split("\n"))


def of_text(text: str) -> list[Line]:
    """The lines of a text file."""
    return [Line(line) for line in normal(text).split("\n")]


def of_html(markup: str) -> list[Line]:
    """The lines of a piece of HTML, blocks parted by empty ones; inline text gathers in the nearest block around it."""
    soup = BeautifulSoup(markup, "lxml", multi_valued_attributes=None, store_line_numbers=False)
    found = list(_lines(soup))
    soup.decompose()  # a tree of circles, which only the garbage collector would find
    return found


@dataclass(frozen=True, slots=True)
class Edge:
    """A place where a block begins or ends: what was gathered before it is a line of this kind."""

    kind: str


def _lines(soup: BeautifulSoup) -> Iterator[Line]:
    gathered: list[str] = []
    links = 0
    stack: list[tuple[object, str, bool]] = [(soup, "loose", False)]
    while stack:
        node, kind, in_link = stack.pop()
        if isinstance(node, Edge):
            yield from _flushed(gathered, node.kind, links)
            gathered.clear()
            links = 0
        elif isinstance(node, NavigableString):
            gathered.append(node)
            links += len(node.strip()) if in_link else 0
        elif isinstance(node, Tag):
            if node.name == "br":
                gathered.append(BREAK)
                continue
            block = BLOCKS.get(node.name)
            inner = _kind(node, block, kind) if block else kind
            in_link = in_link or node.name == "a"
            if block:
                stack.append((Edge(inner), kind, in_link))
            stack.extend((child, inner, in_link) for child in reversed(node.contents))
            if block:
                stack.append((Edge(kind), kind, in_link))
    yield from _flushed(gathered, "loose", links)


def _kind(node: Tag, block: str, around: str) -> str:
    if around in KEEPS_KIND and block != "caption" and not (block == "heading" and around == "list_item"):
        return around
    # text beside paragraphs of the same parent is a paragraph somebody forgot to mark
    return "paragraph" if block == "loose" and any(getattr(n, "name", None) == "p" for n in node.contents) else block


def _flushed(gathered: list[str], kind: str, links: int) -> Iterator[Line]:
    if not gathered:
        return
    pieces = (normal(" ".join(piece.split())) for piece in "".join(gathered).split(BREAK))
    lines = [piece for piece in pieces if piece]
    for line in lines:
        yield Line(line, kind, links if len(lines) == 1 else 0)
    if lines:
        yield Line("")
