"""./blocwatch why: an article with every fact, its proof marked in the text and its rule."""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import textwrap
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from etl import clean, seeds, settings, steps, tag
from etl.errors import DocumentError, InputError
from etl.extract import files
from etl.extract.raw import RawStore
from etl.model import (
    Article,
    ArticleTopic,
    CommitmentReported,
    Document,
    MeetingReported,
    MembershipReported,
    Mention,
    OccupancyReported,
    Page,
    ParticipantReported,
    Quotation,
    Relay,
)

Fact = (
    Mention
    | OccupancyReported
    | MembershipReported
    | Quotation
    | Relay
    | ArticleTopic
    | MeetingReported
    | ParticipantReported
    | CommitmentReported
)

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
        help="a file here, or the address or file name of an article read before",
    )
    parser.add_argument("--plain", action="store_true", help="no colours (also when the output is no terminal)")


def main(args: argparse.Namespace) -> int:
    """0 when the article could be shown; reading it again under today's rules, not from the warehouse."""
    article = _article(args.what)
    facts = tag.facts(article, steps.tag_seeds())
    colored = not args.plain and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    means = {rule.rule: rule.means for rule in seeds.rules()}
    print("\n".join([*_head(article), "", *_text(article, facts.mentions, colored), ""]))
    shown: list[Fact] = [*facts.mentions, *facts.occupancies, *facts.memberships]
    for meeting in facts.meetings:
        shown += [meeting, *(p for p in facts.participants if p.meeting_id == meeting.meeting_id)]
    shown += [*facts.quotations, *facts.relays, *facts.commitments, *facts.topics]
    print("\n".join(_line(fact) for fact in shown))
    used = sorted({fact.rule for fact in shown})
    print("\nThe rules:\n" + "\n".join(f"  {rule}: {means.get(rule, '')}" for rule in used))
    return 0


def _article(what: str) -> Article:
    path = Path(what).expanduser()
    if path.exists():
        document = Document(None, files.printable(path.name), path.resolve().as_uri())
        content = files.content(document, settings.load().max_page_bytes)
        page = page_of(document, content)
    else:
        page, content = _known(what)
    try:
        return clean.article(page, content, clean.own_seeds())
    except DocumentError as error:
        raise InputError(f"{what} is no article: {error}") from error


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


def _known(what: str) -> tuple[Page, bytes]:
    """The page of an article in the published file, from the raw store."""
    conf = settings.load()
    if not conf.published_link.exists():
        raise InputError(f"there is no file {what}, and nothing is published yet in which to look it up")
    with duckdb.connect(str(conf.published_link), read_only=True) as published:
        found = published.execute(
            """select page_id, source, address, file_name, fetched_at::varchar
            from report.articles where ? in (url, file_name, article_id) order by fetched_at desc""",
            [what],
        ).fetchall()
    if not found:
        raise InputError(f"there is no file {what}, and no article of that address, name or id was read before")
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


def _head(article: Article) -> list[str]:
    told = [(name, getattr(article, name)) for name in FIELDS]
    return [f"{name:>16}  {value}" for name, value in told if value is not None]


def _text(article: Article, mentions: tuple[Mention, ...], colored: bool) -> list[str]:
    """The text with every proof in its kind's colour, or in brackets; of two that overlap the first is marked."""
    out, at = [], 0
    for mention in mentions:
        if mention.char_start < at:
            continue
        out.append(article.text[at : mention.char_start])
        out.append(_marked(mention.surface, mention.kind, colored))
        at = mention.char_end
    out.append(article.text[at:])
    width = min(os.get_terminal_size().columns if sys.stdout.isatty() else 120, 120)
    return ["\n".join(textwrap.wrap(p, width)) if not colored else p for p in "".join(out).split("\n")]


def _marked(surface: str, kind: str, colored: bool) -> str:
    return f"\x1b[{COLORS[kind]}m{surface}\x1b[0m" if colored else f"[{surface}]"


def _line(fact: Fact) -> str:
    where = f"{fact.char_start:>6}–{fact.char_end:<6}"
    surface = fact.surface.replace("\n", " ")
    if isinstance(fact, OccupancyReported):
        what = f"occupancy     {fact.person} · {fact.position} · {fact.body or '?'} · {fact.status} ({fact.basis})"
    elif isinstance(fact, MembershipReported):
        what = f"membership    {fact.member} · {fact.status} · {fact.organization}"
    elif isinstance(fact, Quotation):
        what = f"quotation     {fact.speaker or '?'} · {fact.kind}"
    elif isinstance(fact, Relay):
        what = f"relay         {fact.chain}.{fact.step} {fact.name} · {fact.kind}"
    elif isinstance(fact, CommitmentReported):
        due = f" · {fact.due_from or '…'} to {fact.due_until or '…'}" if fact.due_text else ""
        what = f"commitment    {', '.join(fact.actors)} · {fact.action} · {fact.instrument or '?'}{due}"
    elif isinstance(fact, MeetingReported):
        days = " to ".join(dict.fromkeys(str(day) for day in (fact.held_from, fact.held_until) if day))
        told = (fact.kind, fact.status_told, fact.body, fact.place or fact.country, days)
        what = f"meeting       {' · '.join(filter(None, told))}"
    elif isinstance(fact, ParticipantReported):
        behalf = f" · for {fact.on_behalf_of}" if fact.on_behalf_of else ""
        what = f"participant   {fact.participant} · {fact.role}{behalf}"
    elif isinstance(fact, ArticleTopic):
        what = f"topic         {fact.topic} · weight {fact.weight}"
    else:
        what = f"{fact.kind:<13} {fact.name or '(no value)'}{f' · {fact.value}' if fact.kind == 'country' else ''}"
    return f"{where}{what}  «{surface}»  {fact.rule}"
