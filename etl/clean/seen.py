"""What a page shows, whatever it is made of: its source and layout, its lines, what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from lxml import etree

from etl.clean import furniture, html, layout, lines
from etl.clean.content import Content, drop, flatten
from etl.clean.lines import Line
from etl.model import Furniture, Layout, Source

HEADLINE = (30, 160)  # characters
NEVER_IN_BODY = ("nav", "aside", "footer", "button", "form", "dialog")  # in a body that a selector found


@dataclass(frozen=True)
class Seen:
    """Everything a page shows. A text file shows lines alone; the rest is what an HTML page says of itself."""

    source: Source
    layout: Layout
    lines: list[Line]  # of the article, and of a text file all of them
    page: str = ""  # an HTML page as it came
    lines_shown: list[str] | None = None  # all its lines, where they were wanted anyway
    said: html.Said = field(default_factory=html.Said)
    picked: dict[str, tuple[str, ...]] = field(default_factory=dict)  # part → what the layout's selectors found
    captions: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()  # related articles by the layout's selector: title, address
    headline_links: int = 0  # links of a headline's length where the article should be

    @property
    def is_html(self) -> bool:
        return bool(self.page)

    @cached_property
    def shown(self) -> list[str]:
        """All lines of an HTML page, also around the article."""
        if self.lines_shown is not None:
            return self.lines_shown
        return shown_lines(_body(html.parsed(self.page)))  # read again: finding the article used the tree up


def of_text(text: str, known: Source | None, sources: dict[str, Source]) -> Seen:
    """A text file: its lines; its source and layout by the marks on it."""
    shown = lines.of_text(text)
    found = layout.recognise([line.text for line in shown], [known] if known else sources.values())
    source = known or (found[0] if found else sources["generic"])
    # a source's page in no layout of its own is read like any page, in the source's time zone
    return Seen(source, found[1] if found else sources["generic"].layouts[0], shown)


def of_html(
    text: str, known: Source | None, url: str | None, day: date, sources: dict[str, Source], names: Furniture
) -> Seen:
    """An HTML page; its source by `known`, its address or its marks, its layout by what was fetched on that day."""
    root = html.parsed(text)
    said = html.said(root)
    body = _body(root)
    source = known or layout.by_address(said.canonical or url, sources) or layout.by_address(url, sources)
    for candidate in layout.of_day(source, day) if source else ():
        if candidate.selectors and (nodes := html.select(body, candidate.selectors.get("body", ()))):
            return _selected(text, root, nodes, source, candidate, said)  # type: ignore[arg-type]
    marked = None
    if source or not (said.canonical or url):
        marked = layout.recognise(shown_lines(body), [source] if source else sources.values())
    source = source or (marked[0] if marked else sources["generic"])
    form = marked[1] if marked else sources["generic"].layouts[0]
    captions = _captions(body)
    shown = None if said.tells_day else shown_lines(body)
    found, links = _found(body, said, names)
    return Seen(source, form, found, text, shown, said, {}, captions, (), links)


def shown_lines(body: html.Node) -> list[str]:
    """All visible lines of a page from top to bottom; cheap, and without the kinds of lines."""
    found: list[str] = []
    gathered: list[str] = []
    for event, node in etree.iterwalk(body, events=("start", "end")):
        block = node.tag in lines.BLOCKS or node.tag == "br"
        if block and gathered:
            found.append(html.one_line("".join(gathered)))
            gathered.clear()
        text = node.text if event == "start" else node.tail
        if text and not (event == "start" and node.tag in html.NOT_TEXT):
            gathered.append(text)
    found.append(html.one_line("".join(gathered)))
    return [line for line in found if line]


def _selected(
    text: str, root: html.Node, nodes: list[html.Node], source: Source, form: Layout, said: html.Said
) -> Seen:
    """A page read by the selectors of its layout."""
    parts = [part for part in form.selectors if part not in ("body", "lead", "drop", "related")]
    picked = {part: found for part in parts if (found := html.picked(root, form.selectors[part]))}
    links = tuple((html.text_of(n), n.get("href") or "") for n in html.select(root, form.selectors.get("related", ())))
    captions = _captions(root)
    lead = html.select(root, form.selectors.get("lead", ()))[:1]
    for node in nodes:
        etree.strip_elements(node, *html.NOT_TEXT, *NEVER_IN_BODY, with_tail=False)
    for selector in form.selectors.get("drop", ()):
        for node in html.compiled(selector)(root):
            drop(node)
    # what was dropped may have been picked as well: list items in a dropped list
    nodes = [node for node in nodes if node is root or any(above is root for above in node.iterancestors())]
    inner = {id(below) for node in nodes for below in node.iterdescendants()}
    whole = [n for n in lead if id(n) not in inner and n not in nodes] + [n for n in nodes if id(n) not in inner]
    read = lines.of_html("".join(_markup(node) for node in whole))
    return Seen(source, form, read, text, None, said, picked, captions, links)


def _found(body: html.Node, said: html.Said, names: Furniture) -> tuple[list[Line], int]:
    """The article's lines of a page without known selectors, and how many headlines stood linked between them."""
    content = Content(body, names)
    main = content.main()
    told = ("description", "og:description", "twitter:description")
    descriptions = [text for name in told if len(text := said.meta.get(name, "")) > 50]
    lead = content.lead(main, descriptions) if main is not body else None
    if (title := main.find(".//h1")) is not None:
        drop(title)
    headlines = sum(
        HEADLINE[0] <= len(html.text_of(link)) <= HEADLINE[1] for link in main.iter("a") if link.getparent().tag != "p"
    )
    etree.strip_attributes(main, "*")
    etree.strip_tags(main, "span", "label", "cite", "time")
    flatten(main)
    body_text = said.linked_data.get("articleBody")
    read = furniture.article_lines(
        lines.of_html(_markup(main)), names, descriptions, body_text if isinstance(body_text, str) else None
    )
    if lead and not any(lead[:60] in line.text for line in read):
        read.insert(0, Line(lead))
    return [part for line in read for part in (line, Line(""))], headlines


def _body(root: html.Node) -> html.Node:
    found = root.find("body")
    return root if found is None else found


def _captions(node: html.Node) -> tuple[str, ...]:
    return tuple(text for caption in node.iter("figcaption") if (text := html.text_of(caption)))


def _markup(node: html.Node) -> str:
    return str(etree.tostring(node, encoding="unicode", method="html", with_tail=False))
