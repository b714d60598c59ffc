"""Narrows a page without known selectors to its article: weighs every node by the prose in it, drops what is furniture
by name, goes down to the smallest node that holds nearly all the rest.

The figures were tuned on the development half of public test pages; `./blocwatch bench pages` measures them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from etl.clean.html import NOT_TEXT, Node, text_of
from etl.model import Furniture

FORMATS = (
    "abbr", "acronym", "b", "bdi", "big", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "picture", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "tt", "u", "var",
)  # fmt: skip
INLINE = frozenset({*FORMATS, "a", "br", "cite", "img", "label", "source", "time", "wbr"})
EMPTY = ("img", "source", "wbr")
OUTSIDE = ("nav", "footer", "button", "menu")  # small ones go before anything is weighed
SMALL = 0.1  # of the page's characters
NEVER = frozenset(["nav", "aside", "footer", "button", "label", "dialog", "fieldset", "menu"])  # furniture by their tag
NEVER_ROLES = frozenset(["navigation", "complementary", "dialog", "banner", "contentinfo", "search", "menu", "alert"])
KEPT_TAGS = frozenset(["p", "article", "main", "h1", "a", "span"])  # a name does not make these furniture
BOXES = ("div", "section", "article", "main", "header", "center", "form", "ul", "ol", "table", "tbody", "tr")
WHOLE = frozenset(["p", "ul", "ol", "table", "blockquote"])  # never gone down into

PROSE_FROM = 40  # characters without links; a shorter block is a label, a button, a name
LOOSE_FROM = 80  # the same for text that stands between blocks
LIST_WORTH = 0.4  # navigation is made of lists, prose of paragraphs
HOLDS_QUARTER, HOLDS_HALF = 0.25, 0.5  # of the page's prose: what holds more is no furniture of that kind
FEW_LINKS, MOSTLY_LINKS = 0.2, 0.9  # shares of link characters
SHORT_PICTURE = 500  # characters; what is called a picture and is longer is a text
NEARLY_ALL = 0.97  # share of prose that must stay when going down
ONE_ARTICLE, BIG_ARTICLE, ONE_MAIN = 0.45, 0.15, 0.5  # shares of prose for <article> and <main> to count
NESTED = 0.3  # an <article> in the article that holds less of its text is a teaser or a box
LEAD_FROM, LEAD_TO = 50, 700  # characters
SAME_BEGINNING = 77  # characters; descriptions are cut somewhere
CHARACTERS = etree.XPath("string-length(.)")
CAMEL = re.compile("([a-z])([A-Z])")
SENTENCE_END = re.compile(r"[.!?…。！？।][\"'“”»«’)\]]*$")

FURNITURE, DIALOG, LINKED, PICTURE, ARTICLE, LEAD = (1 << bit for bit in range(6))


class Weight(NamedTuple):
    """Characters below a node: all, those in links, those that are prose."""

    text: int
    links: int
    prose: float


class Content:
    """The body of a page. Narrowing changes the tree: read what the page says of itself before."""

    def __init__(self, body: Node, furniture: Furniture) -> None:
        etree.strip_elements(body, *NOT_TEXT, *EMPTY, with_tail=False)
        _take_out_outside(body)
        etree.strip_tags(body, *FORMATS)  # thousands of them, and none parts a text
        self.body = body
        self.furniture = furniture
        self.weights = weigh(body)
        self._prune()

    def main(self) -> Node:
        """The node that holds the article, without the announcements of others in it; the body when nothing stands
        out."""
        node = self._down(self._root())
        whole = self._weight(node).text
        for inner in list(node.iter("article")):
            held = self._weight(inner)
            links = held.links > FEW_LINKS * held.text
            if inner is not node and held.text < NESTED * whole and (links or inner.find(".//time") is not None):
                drop(inner)
        self._shorten_lists(node)
        return node

    def _shorten_lists(self, main: Node) -> None:
        """Of a list of links one item is enough to know it by; reading the others costs time."""
        for links in list(main.iter("ul", "ol")):
            weight = self._weight(links)
            if len(links) > 3 and weight.links >= MOSTLY_LINKS * weight.text and links is not main:
                for item in list(links)[1:]:
                    drop(item)

    def lead(self, main: Node, descriptions: list[str]) -> str | None:
        """The lead above the article's node: what begins like the page's description, else what is called one."""
        above = set(main.iterancestors())
        called, below_title = None, False
        for node in self.body.iter():
            if node is main:
                break
            below_title = below_title or node.tag == "h1"
            if node in above or node.tag in INLINE or node.tag in ("h1", "li") or not self._is_leaf(node):
                continue
            text = text_of(node)
            if not LEAD_FROM <= len(text) <= LEAD_TO or self._weight(node).links > FEW_LINKS * 1.5 * len(text):
                continue
            if is_description(text, descriptions):
                return text
            if below_title and (self._is_called_lead(node) or _is_sentence(node, text)):
                called = text
        return called

    def _root(self) -> Node:
        """Where to go down from: the article that says it is one, else <main>, else the body."""
        total = self._weight(self.body).prose
        articles = [a for a in self.body.iter("article") if self._weight(a).prose >= BIG_ARTICLE * total > 0]
        inner = {id(a) for outer in articles for a in outer.iterdescendants("article")}
        outer = [a for a in articles if id(a) not in inner]
        if len(outer) == 1 and self._weight(outer[0]).prose >= ONE_ARTICLE * total:
            return outer[0]
        if len(outer) > 1 and (titled := next((a for a in outer if a.find(".//h1") is not None), None)) is not None:
            return titled
        if len(outer) > 1:
            largest = max(outer, key=lambda a: self._weight(a).prose)
            if self._weight(largest).prose >= 0.6 * total:
                return largest
        mains = (n for n in self.body.iter() if n.tag == "main" or n.get("role") == "main")
        return next((n for n in mains if self._weight(n).prose >= ONE_MAIN * total > 0), self.body)

    def _down(self, node: Node) -> Node:
        while blocks := [child for child in node if child.tag not in INLINE]:
            heaviest = max(blocks, key=lambda child: self._weight(child).prose)
            held, all_of_it = self._weight(heaviest).prose, self._weight(node).prose
            if heaviest.tag in WHOLE or held < NEARLY_ALL * all_of_it or not held:
                break
            node = heaviest
        return node

    def _prune(self) -> None:
        total = self.weights[self.body].prose or 1
        stack = [self.body]
        while stack:
            for node in list(stack.pop()):
                if not self.weights[node].text and node.tag != "br":
                    drop(node)
                elif (most := self._most(node)) is not None and self.weights[node].prose <= most * total:
                    self._take_out(node)
                else:
                    stack.append(node)

    def _most(self, node: Node) -> float | None:
        """The share of the page's prose up to which this node is furniture; None when nothing says it is."""
        tag = node.tag
        if not (attributes := node.items()):
            return HOLDS_QUARTER if tag in NEVER else None
        named = dict(attributes)
        kinds = kinds_of(named.get("class", ""), named.get("id", ""), self.furniture)
        most = HOLDS_HALF if kinds & DIALOG else HOLDS_QUARTER
        if tag in NEVER or "hidden" in named or _is_hidden(named.get("style")):
            return most
        if tag not in KEPT_TAGS:
            hidden = kinds & (FURNITURE | DIALOG) and not kinds & ARTICLE
            if hidden or named.get("role") in NEVER_ROLES or _is_hidden_by_class(named.get("class")):
                return most
        weight = self.weights[node]
        if kinds & LINKED and tag not in ("article", "main") and weight.links > FEW_LINKS * weight.text:
            return most
        if kinds & PICTURE and tag not in ("p", "article", "main", "body") and weight.text <= SHORT_PICTURE:
            return most
        return None

    def _take_out(self, node: Node) -> None:
        weight = self.weights[node]
        for above in node.iterancestors():
            if (held := self.weights.get(above)) is None:
                break
            self.weights[above] = Weight(
                held.text - weight.text, held.links - weight.links, max(0, held.prose - weight.prose)
            )
        drop(node)

    def _weight(self, node: Node) -> Weight:
        return self.weights.get(node) or Weight(0, 0, 0)

    def _is_leaf(self, node: Node) -> bool:
        return all(child.tag in INLINE for child in node)

    def _is_called_lead(self, node: Node) -> bool:
        parent = node.getparent()
        named = [n for n in (node, parent) if n is not None]
        return any(kinds_of(n.get("class", ""), n.get("id", ""), self.furniture) & LEAD for n in named)


def weigh(body: Node) -> dict[Node, Weight]:
    """The weight of every node. Prose is text in blocks of some length that is not mostly links."""
    weights: dict[Node, Weight] = {}
    new = Weight._make
    text, links, prose, has_blocks, loose = 0, 0, 0.0, False, 0
    around: list[tuple[int, int, float, bool, int]] = []  # the same of the nodes that are open
    for event, node in etree.iterwalk(body, events=("start", "end")):  # the loop that reading a page spends most in
        if event == "start":
            around.append((text, links, prose, has_blocks, loose))
            own = node.text
            text = loose = len(own) if own and not own.isspace() else 0
            links, prose, has_blocks = 0, 0.0, False
            continue
        inline = node.tag in INLINE
        if node.tag == "a":
            links = text
        elif not inline and not has_blocks:
            is_prose = text >= PROSE_FROM and links <= text / 2
            prose = (text - links) * (LIST_WORTH if node.tag == "li" else 1) if is_prose else 0
        elif not inline and loose >= LOOSE_FROM:
            prose += loose
        weights[node] = new((text, links, prose))  # a third faster than naming them
        above, tail = around.pop(), node.tail
        behind = len(tail) if tail and not tail.isspace() else 0
        loose = above[4] + behind + (text - links if inline else 0)
        has_blocks = above[3] or not inline
        text, links, prose = above[0] + text + behind, above[1] + links, above[2] + prose
    return weights


def _take_out_outside(body: Node) -> None:
    most = SMALL * CHARACTERS(body)
    for node in list(body.iter(*OUTSIDE)):
        if CHARACTERS(node) <= most:
            drop(node)


def flatten(main: Node) -> None:
    """Takes away boxes that hold nothing but blocks: a page nests them ten deep, and reading each costs time."""
    for node in main.iter(*BOXES):
        if (
            node is not main
            and not _length(node.text)
            and all(c.tag not in INLINE and not _length(c.tail) for c in node)
        ):
            node.tag = "box"
    etree.strip_tags(main, "box")


def drop(node: Node) -> None:
    """Takes a node out of its tree and leaves the text behind it."""
    parent, tail = node.getparent(), node.tail
    if parent is None:
        return
    if tail and tail.strip():
        before = node.getprevious()
        if before is not None:
            before.tail = f"{before.tail or ''} {tail}"
        else:
            parent.text = f"{parent.text or ''} {tail}"
    parent.remove(node)


def kinds_of(classes: str, name: str, furniture: Furniture) -> int:
    """What class and id call a node, as a sum of FURNITURE, DIALOG, LINKED, PICTURE, ARTICLE and LEAD."""
    found = _kinds_of_word(name, furniture) if name else 0
    for word in classes.split():
        found |= _kinds_of_word(word, furniture)
    return found


@lru_cache(maxsize=200_000)  # pages share most of their class names
def _kinds_of_word(word: str, furniture: Furniture) -> int:
    parted = CAMEL.sub(r"\1-\2", word).lower()
    order = ("furniture", "dialog", "linked", "picture", "article", "lead")
    return sum(1 << bit for bit, kind in enumerate(order) if furniture.names[kind].search(parted))


def is_description(text: str, descriptions: list[str]) -> bool:
    """Whether a text begins like one of the page's descriptions of itself."""
    for description in descriptions:
        shared = min(len(text), len(description), SAME_BEGINNING + 3) - 3
        if len(text) >= LEAD_FROM and text[:shared] == description[:shared]:
            return True
    return False


def _is_sentence(node: Node, text: str) -> bool:
    return node.tag in ("h2", "p", "strong") and len(text) > LOOSE_FROM and bool(SENTENCE_END.search(text))


def _is_hidden(style: str | None) -> bool:
    return bool(style) and "display:none" in str(style).replace(" ", "")


def _is_hidden_by_class(classes: str | None) -> bool:
    names = (classes or "").split()
    return "hidden" in names and not any(":" in name for name in names)  # "hidden md:block" is shown on wide screens


def _length(text: str | None) -> int:
    return len(text.strip()) if text else 0
