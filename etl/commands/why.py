"""./blocwatch why: an article with every fact, its proof marked in the text and its rule.

An address that no run has read is asked of its outlet, with all manners and without leaving a trace in the raw store.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import tempfile
import textwrap
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from etl import clean, seeds, settings, steps, tag
from etl.browse.marking import Row
from etl.browse.telling import told
from etl.clean import layout
from etl.commands import why_fact, why_page
from etl.errors import DocumentError, HostUnreachable, InputError
from etl.extract import files
from etl.extract.crawl import Crawl
from etl.extract.opening import NO_CONTACT, manners_of
from etl.extract.raw import RawStore
from etl.harmless import harmless
from etl.model import Article, Document, Facts, Mention, Page

HELP = "show an article with every fact, its proof and its rule"

COLORS = {
    "organization": "34", "person": "32", "country": "36", "place": "35", "date": "33", "topic": "4", "occupancy": "1",
}  # fmt: skip
FIELDS = (
    "source", "layout", "url", "title", "published_at", "published_from", "published_until", "published_rule",
    "section", "dateline_place", "dateline_date", "agency", "image_credit", "image_caption", "language", "encoding",
)  # fmt: skip


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        metavar="FILE-OR-URL",
        help="a file here, the address or file name of an article read before, an address to ask now, or a fact_id",
    )
    parser.add_argument("--html", action="store_true", help="one HTML page that needs no network and no script")
    parser.add_argument("--out", metavar="FILE", type=Path, help="write there instead of printing")
    parser.add_argument("--plain", action="store_true", help="no colours (also when the output is no terminal)")


def main(args: argparse.Namespace) -> int:
    """0 when the article could be shown; reading it again under today's rules, not from the warehouse."""
    if (cited := why_fact.told(args.what)) is not None:
        _write(cited, args.out, args.what)
        return 0
    article = _article(args.what)
    facts = tag.facts(article, steps.tag_seeds())
    means = {rule.rule: rule.means for rule in seeds.rules()}
    if args.html:
        rows = [Row(*told(fact), fact, means.get(fact.rule, "")) for fact in _in_order(facts)]
        shown = why_page.page(article, _head(article), rows, seeds.ruleset())
    else:
        shown = _printed(article, facts, means, _is_colored(args))
    _write(shown, args.out, args.what)
    return 0


def _is_colored(args: argparse.Namespace) -> bool:
    return not (args.plain or args.out) and sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _write(shown: str, out: Path | None, what: str) -> None:
    """UTF-8 wherever it goes, because a page says that it is."""
    data = shown.encode("utf-8", "replace")
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    if out.exists() and Path(what).exists() and out.samefile(what):
        raise InputError(f"{out} is the article itself; name another file to write to")
    try:
        out.write_bytes(data)
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror or error}") from error


def _printed(article: Article, facts: Facts, means: dict[str, str], colored: bool) -> str:
    shown = _in_order(facts)
    used = sorted({fact.rule for fact in shown})
    lines = [harmless(f"{name:>16}  {value}") for name, value in _head(article)]
    lines += ["", *_text(article, facts.mentions, colored), "", *(harmless(_line(fact)) for fact in shown)]
    lines += ["", f"Rule set {seeds.ruleset()}. The rules:", *(f"  {rule}: {means.get(rule, '')}" for rule in used)]
    return "".join(line + "\n" for line in lines)


def _in_order(facts: Facts) -> list[Any]:
    """All facts: what is told, what is named, what sums that up."""
    kinds = sorted((field.name for field in fields(Facts)), key=("mentions", "topics").__contains__)
    return [fact for kind in kinds for fact in getattr(facts, kind)]


def _article(what: str) -> Article:
    page, content = _page(what)
    try:
        return tag.bounded(clean.article(page, content, clean.own_seeds()), steps.tag_seeds())
    except DocumentError as error:
        raise InputError(f"{what} is no article: {error}") from error


def _page(what: str) -> tuple[Page, bytes]:
    """The file of that name; else the page some run has read; else, for an address, what its outlet answers now."""
    path = Path(what).expanduser()
    if path.exists():
        document = Document(None, files.printable(path.name), path.resolve().as_uri())
        content = files.content(document, settings.load().max_page_bytes)
        return page_of(document, content), content
    found = _known(what)
    if found is None and what.startswith(("http://", "https://")):
        return _asked(what)
    if found is None:
        raise InputError(f"there is no file {what}, and no article of that address, name or id was read before")
    return found


def _asked(url: str) -> tuple[Page, bytes]:
    """The page as its outlet answers now, robots.txt and the source's manners heeded."""
    conf = settings.load()
    if not conf.contact:
        raise InputError(f"no article of that address was read before, and {NO_CONTACT}")
    known = layout.by_address(url, seeds.sources())
    source = known.source if known else None
    with tempfile.TemporaryDirectory() as folder:  # pages in the raw store would be loaded by the next run
        store = RawStore(folder)
        crawl = Crawl(steps.web_client(conf.user_agent), store, conf.max_page_bytes)
        try:
            page = crawl.page(Document(source, url, url), manners_of(source))
        except (DocumentError, HostUnreachable) as error:
            raise InputError(f"{url}: {error}") from error
        assert page is not None  # only what a load has seen is ever unchanged
        return page, store.get(page.page_id)


def page_of(document: Document, content: bytes) -> Page:
    return Page(
        page_id=hashlib.sha256(content).hexdigest(),
        source=None,
        address=document.address,
        file_name=document.address,
        media_type=files.media_type(document),
        byte_count=len(content),
        fetched_at=datetime.now(UTC),
    )


def _known(what: str) -> tuple[Page, bytes] | None:
    """The page of an article in the published file, from the raw store."""
    conf = settings.load()
    if not conf.published_link.exists():
        return None
    with duckdb.connect(str(conf.published_link), read_only=True) as published:
        found = published.execute(
            """select page_id, source, address, file_name, fetched_at::varchar
            from report.articles where ? in (url, address, file_name, article_id) order by fetched_at desc""",
            [what],
        ).fetchall()
    if not found:
        return None
    page_id, source, address, file_name, fetched_at = found[0]
    store = RawStore(conf.raw_url)
    content = store.get(page_id)
    for known in filter(None, (store.history(source, address), store.history(None, address))):
        for version in known.versions:
            if version.page_id == page_id:
                return version, content
    media_type = files.media_type(Document(None, file_name, ""))
    moment = datetime.fromisoformat(fetched_at)
    return Page(page_id, source, address, file_name, media_type, len(content), moment), content


def _head(article: Article) -> list[tuple[str, str]]:
    told = [(name, getattr(article, name)) for name in FIELDS]
    told += [(name, ", ".join(getattr(article, name))) for name in ("authors", "related_titles")]
    return [(name, str(value)) for name, value in told if value not in (None, "")]


def _text(article: Article, mentions: tuple[Mention, ...], colored: bool) -> list[str]:
    """The text with every proof in its kind's colour, or in brackets; of two that overlap the first is marked."""
    out, at = [], 0
    for mention in mentions:
        if mention.char_start < at:
            continue
        out.append(harmless(article.text[at : mention.char_start]))
        out.append(_marked(harmless(mention.surface), mention.kind, colored))
        at = mention.char_end
    out.append(harmless(article.text[at:]))
    width = min(os.get_terminal_size().columns if sys.stdout.isatty() else 120, 120)
    return ["\n".join(textwrap.wrap(p, width)) if not colored else p for p in "".join(out).split("\n")]


def _marked(surface: str, kind: str, colored: bool) -> str:
    return f"\x1b[{COLORS[kind]}m{surface}\x1b[0m" if colored else f"[{surface}]"


def _line(fact: Any) -> str:
    kind, what = told(fact)
    surface = fact.surface.replace("\n", " ")
    return f"{fact.char_start:>6}–{fact.char_end:<6}{kind:<13} {what}  «{surface}»  {fact.rule}"
