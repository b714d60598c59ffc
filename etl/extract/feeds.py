"""RSS and Atom: what a feed says of its articles."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from time import struct_time

import feedparser

from etl.errors import DocumentError
from etl.extract import web
from etl.model import Document


def documents(content: bytes, base: str, source: str | None, content_type: str = "") -> Iterator[Document]:
    """The articles of a feed in its order; `DocumentError` when it is none.

    Dates are the entry's own published and updated; one without a time zone is taken for UTC, as feedparser does.
    """
    headers = {"content-location": base, "content-type": content_type}
    try:
        # as a stream: bytes would be tried as the name of a file first
        feed = feedparser.parse(io.BytesIO(content), response_headers=headers, sanitize_html=False)
    except Exception as error:  # mutated feeds bring errors of many kinds out of the parser
        raise DocumentError(f"no feed: {type(error).__name__}: {error}") from error
    if not feed.get("version"):
        raise DocumentError(f"no feed: {feed.get('bozo_exception') or 'neither RSS nor Atom'}")
    for entry in feed.entries:
        # an entry without any link has no list of them to look in
        if link := "link" in entry and entry.get("link"):
            address = web.address(base, link)
            yield Document(
                source,
                address,
                address,
                told_title=" ".join(entry.get("title", "").split()) or None,
                told_published=_moment(entry.get("published_parsed")),
                told_modified=_moment(entry.get("updated_parsed")) if "updated" in entry else None,
            )


def _moment(told: struct_time | None) -> datetime | None:
    try:
        return datetime(*told[:6], tzinfo=UTC) if told else None
    except ValueError:
        return None
