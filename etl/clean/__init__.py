"""Page → article. Pure: the same bytes and seeds give the same article."""

from __future__ import annotations

from dataclasses import dataclass

from etl.clean import body, fields, layout, lines
from etl.clean.decode import decode
from etl.errors import DocumentError
from etl.model import Article, Language, Layout, Page, Source, content_id

SHORTEST_TEXT = 40  # characters; less is no article but a stub or an error message


@dataclass(frozen=True)
class Seeds:
    """What cleaning needs to know: the outlets, the languages, and names to print one way."""

    sources: dict[str, Source]
    languages: dict[str, Language]
    agencies: dict[str, str]  # folded form → canonical name
    places: dict[str, str]  # folded form → canonical name


def article(page: Page, content: bytes, seeds: Seeds) -> Article:
    """The whole reading of one page; `DocumentError` says why a page is no article."""
    text, encoding = decode(content, html=page.media_type == "text/html")
    source, form, seen = _seen(page, text, seeds)
    language = seeds.languages.get(source.language)
    parts = layout.take_apart(seen.lines, form, fields.title(seen, page.media_type))
    caption, rest = body.caption(parts.body)
    paragraphs = body.paragraphs(rest)
    whole, spans = body.joined(paragraphs)
    if len(whole) < SHORTEST_TEXT:
        raise DocumentError(f"no article text left after cleaning ({len(whole)} characters, layout {form.layout})")
    told = fields.language_of(whole)
    language = seeds.languages.get(told)
    published = fields.published(seen, parts, source, language or seeds.languages.get(source.language))
    published = fields.plausible(published, page.fetched_at)
    dateline = fields.dateline([p.text for p in paragraphs], language)
    day = published.at.date() if published.at else published.earliest
    url = fields.canonical_url(seen) or page.final_url
    return Article(
        article_id=_article_id(page, url, parts.title),
        page_id=page.page_id,
        source=source.source,
        layout=form.layout,
        address=page.address,
        file_name=page.file_name,
        url=url,
        title=parts.title or None,
        published_at=published.at,
        published_on=published.at.date() if published.at else None,
        published_from=published.earliest,
        published_until=published.latest,
        published_rule=published.rule,
        section=fields.section(seen, parts),
        dateline_place=fields.dateline_place(dateline, seeds.places),
        dateline_date=fields.dateline_date(dateline, day),
        agency=fields.agency(dateline, whole, source, language, seeds.agencies),
        image_credit=fields.image_credit(seen, parts, form),
        image_caption=caption,
        language=told,
        text=whole,
        word_count=len(whole.split()),
        encoding=encoding,
        fetched_at=page.fetched_at,
        paragraphs=spans,
        related_titles=parts.related,
    )


def _seen(page: Page, text: str, seeds: Seeds) -> tuple[Source, Layout, lines.Seen]:
    """Source, layout and what the page shows: by the source it was found for, its address, its layout, or none."""
    generic = seeds.sources["generic"]
    known = seeds.sources[page.source] if page.source else None
    if page.media_type == "text/html":
        seen = lines.of_html(text, {})
        known = known or layout.by_host(fields.canonical_url(seen), seeds.sources)
        if known and known.selectors:
            seen = lines.of_html(text, known.selectors)
    else:
        seen = lines.of_text(text)
    found = layout.recognise(seen.lines, [known] if known else seeds.sources.values())
    if found:
        return *found, seen
    source = known or generic
    # a source's page in no layout of its own is read like any page, in the source's time zone
    return source, generic.layouts[0], seen


def _article_id(page: Page, url: str | None, title: str | None) -> str:
    """An address of the web names an article; a file is named by its name and its title (decision 12)."""
    if url:
        return content_id("url", url)
    return content_id("file", fields.folded(page.file_name), fields.folded(title))
