"""What is no article although it is a page: error pages, section pages, paywalls, pages that only a script fills."""

from __future__ import annotations

import re

from etl.clean.seen import Seen
from etl.errors import DocumentError
from etl.model import Furniture

SHORT_PAGE = 1500  # characters of text; error pages say less
STUB = 700  # characters of an article of which the rest is to be paid for
EMPTY_PAGE = 200  # characters of text on a page that a script was to fill
NOTHING = 40
SECTION_LINES = 12  # short texts that announce others, of which a section page has at least so many
LONG_LINE = 200  # characters; a section page has hardly one text of that length
SECTION_TYPES = re.compile("CollectionPage|SearchResultsPage|ItemList|ProfilePage")


def refuse_no_article(seen: Seen, text: str, title: str | None, furniture: Furniture) -> None:
    """Raises `DocumentError` that says which kind of page this is; lets articles and text files pass."""
    if not seen.is_html:
        return
    said = furniture.no_article
    if len(text) < SHORT_PAGE and any(said["error"].match(t) for t in (title, *seen.said.headings[:1]) if t):
        raise DocumentError(f"an error page: {title or seen.said.headings[0]}")
    if len(text) < STUB and (_is_paid(seen) or said["paywall"].search(text)):
        raise DocumentError(f"behind a paywall: only {len(text)} characters are shown")
    if len(text) < EMPTY_PAGE and "<script" in seen.page and (len(text) < NOTHING or said["script"].search(seen.page)):
        raise DocumentError("filled by a script: the page itself holds no text")
    if _is_section(seen, text):
        raise DocumentError("a section page: it announces articles and is none")


def _is_paid(seen: Seen) -> bool:
    """Whether the linked data says that reading costs; outlets write the word in all ways."""
    return str(seen.said.linked_data.get("isAccessibleForFree")).lower() == "false"


def _is_section(seen: Seen, text: str) -> bool:
    """No metadata of an article, many links of a headline's length, and hardly a paragraph."""
    if seen.said.linked_data or seen.said.meta.get("og:type") == "article" or seen.layout.selectors:
        return False
    paragraphs = sum(len(line.text) >= LONG_LINE for line in seen.lines)
    if any(SECTION_TYPES.search(kind) for kind in seen.said.types) and paragraphs < 3:
        return True
    return seen.headline_links >= SECTION_LINES and paragraphs < 2 and len(text) < SHORT_PAGE
