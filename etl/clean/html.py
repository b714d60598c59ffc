"""An HTML page as a tree, and what it says of itself: metadata, linked data, headings, captions."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

from cssselect import SelectorError
from lxml import etree
from lxml.cssselect import CSSSelector

from etl.clean.lines import normal
from etl.errors import DocumentError

Node: TypeAlias = Any  # an lxml element; lxml tells no types
TYPES_OF_ARTICLES = re.compile("Article|Posting|Report")
MOST_TAGS = 150_000  # the largest news pages have some ten thousand; beyond, reading takes half a minute
MOST_ATTRIBUTES = 10_000  # of one tag; lxml compares each with each, and a hundred thousand take a minute
VALUE = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')")
LINKED_DATA = "application/ld+json"
# an escape that is half a character, which no file can hold; what else begins with a backslash is kept
HALF = re.compile(r"(\\\\|\\u[dD][89abAB]\w\w\\u[dD][c-fC-F]\w\w)|\\u[dD][89a-fA-F]\w\w")
BYLINES = etree.XPath(
    "//*[contains(concat(' ', @rel, ' '), ' author ') or @itemprop='author' or contains(@class, 'author')"
    " or contains(@class, 'byline') or contains(@class, 'autor')] | //a[contains(@href, '/author') or"
    " contains(@href, '/autor') or contains(@href, '/auteur')]"
)
LONGEST_BYLINE = 120
# in the order of trust
PUBLISHED_META = (
    "article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.created", "dcterms.date", "publish-date", "publication_date", "pubdate", "publishdate", "date-pub",
    "sailthru.date", "parsely-pub-date", "article.published", "cxenseparse:recs:publishtime",
)  # fmt: skip
# never text, whatever they hold
NOT_TEXT = (
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas", "video", "audio",
    "map", "select", "option", "input", "textarea", "link", "meta",
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """What an HTML page says of itself."""

    meta: dict[str, str] = field(default_factory=dict)  # name or property → content, the first one counts
    many: dict[str, tuple[str, ...]] = field(default_factory=dict)  # the same, all of them
    linked_data: dict[str, Any] = field(default_factory=dict)  # the JSON-LD object of the article
    types: tuple[str, ...] = ()  # of all JSON-LD objects, in the order of the page
    published: str | None = None  # the first day of publication that any object of linked data names
    persons: dict[str, str] = field(default_factory=dict)  # @id of a person in linked data → name
    bylines: tuple[str, ...] = ()  # short texts that the page marks as its author, where no metadata names one
    canonical: str | None = None
    headings: tuple[str, ...] = ()  # every <h1>
    window_title: str | None = None  # <title>
    moments: tuple[str, ...] = ()  # <time datetime=…>, in the order of the page
    language: str | None = None  # lang attribute of <html>

    @property
    def tells_day(self) -> bool:
        """Whether linked data or meta tags name a day of publication."""
        return "datePublished" in self.linked_data or any(name in self.meta for name in PUBLISHED_META)


def parsed(text: str) -> Node:
    """The root element; `DocumentError` when there is none, or nothing in it."""
    if text.count("<") > MOST_TAGS:
        raise DocumentError(f"more than {MOST_TAGS} tags; no page with an article has so many")
    if _has_many_attributes(text):
        raise DocumentError(f"a tag with more than {MOST_ATTRIBUTES} attributes; no page with an article has one")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError(f"cannot be read as HTML: {error}") from error
    if root is None:
        raise DocumentError("holds no HTML element")
    return root


def _has_many_attributes(text: str) -> bool:
    stretches = range(0, len(text) - MOST_ATTRIBUTES, MOST_ATTRIBUTES)
    if text.count("=") <= MOST_ATTRIBUTES and all(text.find("<", at, at + MOST_ATTRIBUTES) >= 0 for at in stretches):
        return False  # nearly every page; looking closely takes longer
    tags = (tag.partition(">")[0] for tag in VALUE.sub("", text).split("<") if tag[:1].isalpha())
    return any(len(tag.split()) > MOST_ATTRIBUTES for tag in tags)


def said(root: Node) -> Said:
    """Reads what the page says of itself; call it before the tree is narrowed."""
    meta: dict[str, list[str]] = {}
    for node in root.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop")
        if name and (content := one_line(node.get("content"))):
            meta.setdefault(name.lower(), []).append(content)
    scripts = [n.text or "" for n in root.iter("script") if (n.get("type") or "").strip().lower() == LINKED_DATA]
    objects = list(_linked_data(scripts))
    article = _article_of(objects)
    return Said(
        meta={name: found[0] for name, found in meta.items()},
        many={name: tuple(found) for name, found in meta.items()},
        linked_data=article,
        published=_published(objects),
        persons={str(o["@id"]): o["name"] for o in objects if _is_person(o)},
        bylines=() if article.get("author") or _names_author(meta) else _bylines(root),
        types=tuple(str(kind) for item in objects for kind in _list(item.get("@type"))),
        canonical=next((n.get("href") for n in root.iter("link") if (n.get("rel") or "").lower() == "canonical"), None)
        or next(iter(meta.get("og:url", [])), None),
        headings=tuple(text for n in root.iter("h1") if (text := text_of(n))),
        window_title=next((one_line(n.text) for n in root.iter("title")), None),
        moments=tuple(m for n in root.iter("time") if (m := n.get("datetime"))),
        language=root.get("lang"),
    )


def text_of(node: Node) -> str:
    """All text below a node on one line."""
    return one_line("".join(node.itertext()))


def one_line(text: str | None) -> str:
    """NFC, single blanks."""
    return normal(" ".join(text.split())) if text else ""


def select(root: Node, selectors: Iterable[str]) -> list[Node]:
    """What the first selector finds that finds anything, in the order of the page."""
    return list(next((found for selector in selectors if (found := compiled(selector)(root))), []))


@lru_cache(maxsize=1024)
def compiled(selector: str) -> CSSSelector:
    """A CSS selector ready for use; ValueError when it is none."""
    try:
        return CSSSelector(selector, translator="html")
    except (SelectorError, etree.XPathError) as error:
        raise ValueError(f"selector {selector!r}: {error}") from error


def picked(root: Node, selectors: Iterable[str]) -> tuple[str, ...]:
    """What a field's selectors show: of each node the content, the moment or the text."""
    found = (node.get("content") or node.get("datetime") or text_of(node) for node in select(root, selectors))
    return tuple(text for value in found if (text := one_line(value)))


def _published(objects: list[dict[str, Any]]) -> str | None:
    return next((o["datePublished"] for o in objects if isinstance(o.get("datePublished"), str)), None)


def _names_author(meta: dict[str, list[str]]) -> bool:
    return any(not text.startswith("http") for text in meta.get("author", ()))


def _is_person(item: dict[str, Any]) -> bool:
    named = str(item.get("@id", ""))  # "…/schema/person/…", "…#author": what an article can refer to
    return (
        "Person" in str(item.get("@type"))
        and ("person" in named or "author" in named or named[:1] == "#")
        and (isinstance(item.get("name"), str))
    )


def _bylines(root: Node) -> tuple[str, ...]:
    texts = [text_of(node) for node in BYLINES(root)]
    return tuple(dict.fromkeys(text for text in texts if 2 < len(text) <= LONGEST_BYLINE))


def _linked_data(scripts: list[str]) -> Iterator[dict[str, Any]]:
    """Every JSON-LD object; pages wrap them in lists and graphs, put line ends into strings, or break them."""
    for script in scripts:
        if "\\u" in script:
            script = HALF.sub(lambda m: m[1] or "\ufffd", script)
        try:
            queue: deque[Any] = deque([json.loads(script, strict=False)])
        except (ValueError, RecursionError):
            continue
        while queue:
            item = queue.popleft()
            if isinstance(item, list):
                queue += item
            elif isinstance(item, dict):
                yield item
                queue += [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item]


def _article_of(objects: list[dict[str, Any]]) -> dict[str, Any]:
    """The first object of an article, rather one that tells its day; what it leaves out as others of its headline have
    it. Objects with another headline are other articles."""
    articles = [o for o in objects if TYPES_OF_ARTICLES.search(str(o.get("@type", "")))]
    articles.sort(key=lambda item: not item.get("datePublished"))
    whole: dict[str, Any] = {}
    for item in articles:
        if not whole or item.get("headline", whole.get("headline")) == whole.get("headline"):
            whole = item | whole
    return whole


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
