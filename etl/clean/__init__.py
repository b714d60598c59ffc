"""Page → article. Pure: the same bytes and seeds give the same article."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property

from etl.clean import body, fields, kinds, layout, seen
from etl.clean.authors import authors
from etl.clean.decode import decode
from etl.errors import DocumentError
from etl.model import Article, Furniture, Language, Page, Source, content_id

SHORTEST_TEXT = 40  # characters; less is no article but a stub or an error message
LONGEST_TEXT = 500_000  # characters; press conferences of four hours stay below, and reading more takes too long


@dataclass(frozen=True)
class Seeds:
    """What cleaning needs to know: the outlets, the languages, what pages call furniture, names to print one way."""

    sources: dict[str, Source]
    languages: dict[str, Language]
    furniture: Furniture
    agencies: dict[str, str]  # folded form → canonical name
    places: dict[str, str]  # folded form → canonical name

    @cached_property
    def months(self) -> dict[str, int]:
        """Names of months in all languages; a page may print its day in another language than its text."""
        return {name: number for language in self.languages.values() for name, number in language.months.items()}


@cache
def own_seeds() -> Seeds:
    """What this project's seeds/ say, read once a process."""
    from etl import seeds

    places = {form.form.casefold(): form.name for form in seeds.forms() if form.kind == "place"}
    return Seeds(seeds.sources(), seeds.languages(), seeds.furniture(), seeds.agencies(), places)


def article(page: Page, content: bytes, seeds: Seeds) -> Article:
    """The whole reading of one page; `DocumentError` says why a page is no article."""
    return _article(page, *decode(content, html=page.media_type == "text/html", told=page.charset), seeds)


def _article(page: Page, text: str, encoding: str, seeds: Seeds, any_kind: bool = False) -> Article:
    shown = _seen(page, text, seeds)
    parts = layout.take_apart(shown.lines, shown.layout, fields.title(shown))
    caption, rest = body.caption(parts.body)
    paragraphs = body.paragraphs(rest)
    whole, spans = body.joined(paragraphs)
    if not any_kind:
        kinds.refuse_no_article(shown, whole, parts.title, seeds.furniture)
    if len(whole) < SHORTEST_TEXT:
        raise DocumentError(
            f"no article text left after cleaning ({len(whole)} characters, layout {shown.layout.layout})"
        )
    if len(whole) > LONGEST_TEXT:
        raise DocumentError(f"{len(whole)} characters of text; no article has more than {LONGEST_TEXT}")
    told = fields.language_of(whole)
    language = seeds.languages.get(told)
    url = fields.canonical_url(shown, page.final_url or page.url)
    published = fields.published(shown, parts, url, seeds.months, page.told_published)
    published = fields.plausible(published, page.fetched_at)
    dateline = fields.dateline([p.text for p in paragraphs], language)
    published_on = fields.day_of(published, shown.source, url)
    day = published_on or published.earliest
    return Article(
        article_id=_article_id(page, url, parts.title),
        page_id=page.page_id,
        source=shown.source.source,
        layout=shown.layout.layout,
        address=page.address,
        file_name=page.file_name,
        url=url,
        title=parts.title or page.told_title or None,
        published_at=published.at,
        published_on=published_on,
        published_from=published.earliest,
        published_until=published.latest,
        published_rule=published.rule,
        modified_at=fields.modified(shown, seeds.months, published, page.fetched_at),
        section=fields.section(shown, parts),
        authors=authors(shown),
        dateline_place=fields.dateline_place(dateline, seeds.places),
        dateline_date=fields.dateline_date(dateline, day),
        agency=fields.agency(dateline, whole, shown.source, language, seeds.agencies),
        image_credit=fields.image_credit(shown, parts),
        image_caption=fields.image_caption(shown, caption),
        language=told,
        text=whole,
        word_count=len(whole.split()),
        encoding=encoding,
        fetched_at=page.fetched_at,
        paragraphs=spans,
        related_titles=tuple(dict.fromkeys((*parts.related, *(title for title, _ in shown.links if title)))),
        related_urls=tuple(dict.fromkeys(address for _, address in shown.links if address)),
    )


def read(html: str, url: str | None = None, seeds: Seeds | None = None, any_kind: bool = False) -> Article:
    """The reading of a page that somebody holds as text, found under an address; as `article`, fetched now.

    `any_kind` reads what can be read of pages that are no article. Without `seeds` those of this project are used.
    """
    seeds = seeds or own_seeds()
    data = html.encode("utf-8", "replace")
    name = (url or "page").rstrip("/").rsplit("/", 1)[-1] or "page"
    page = Page(
        hashlib.sha256(data).hexdigest(), None, url or name, name, "text/html", len(data), datetime.now(UTC), url=url
    )
    return _article(page, html, "told", seeds, any_kind)


def text_of(html: str, url: str | None = None) -> str:
    """The main text of a page, by its source or, where none is known, the generic way; empty when it has none."""
    try:
        return read(html, url, any_kind=True).text
    except DocumentError:
        return ""


def _seen(page: Page, text: str, seeds: Seeds) -> seen.Seen:
    """Source, layout and what the page shows: by the source it was found for, its address, its layout, or none."""
    known = seeds.sources[page.source] if page.source else None
    if page.media_type == "text/html":
        day = page.fetched_at.date()
        return seen.of_html(text, known, page.final_url or page.url, day, seeds.sources, seeds.furniture)
    return seen.of_text(text, known, seeds.sources)


def _article_id(page: Page, url: str | None, title: str | None) -> str:
    """An address of the web names an article; a file is named by its name and its title (decision 12)."""
    if url:
        return content_id("url", url)
    return content_id("file", fields.folded(page.file_name), fields.folded(title))
