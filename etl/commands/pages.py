"""The measure of `./blocwatch bench pages`: two readers on the same pages in turn, what they get right and how fast.

A page is {"id", "html", "url"} with "text" (all of it) or "with" and "without" (pieces that must and must not stand
in it), and, where known, "language", "gold_title", "gold_date" and "gold_author" (a list).
"""

from __future__ import annotations

import gzip
import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from etl import clean
from etl.errors import DocumentError, InputError
from etl.settings import PROJECT, SEEDS

WORD = re.compile(r"\w+")
Page = dict[str, Any]


@dataclass(frozen=True)
class Reading:
    """What a reader got out of a page; `day` as YYYY-MM-DD."""

    text: str = ""
    title: str = ""
    day: str | None = None
    authors: tuple[str, ...] = ()


@dataclass
class Score:
    """Sums over pages. Pieces and authors count true and false finds and misses."""

    words: list[float] = field(default_factory=list)
    german: list[float] = field(default_factory=list)
    pieces: Counter[str] = field(default_factory=Counter)
    titles: list[bool] = field(default_factory=list)
    days: list[bool] = field(default_factory=list)
    authors: Counter[str] = field(default_factory=Counter)
    seconds: float = 0
    pages: int = 0

    def add(self, page: Page, found: Reading) -> None:
        if "text" in page:
            self.words.append(words_f1(page["text"], found.text))
            self.german += self.words[-1:] if page.get("language") == "de" else []
        else:
            flat = _flat(found.text)
            hits = sum(_flat(piece) in flat for piece in page["with"])
            wrong = sum(_flat(piece) in flat for piece in page["without"])
            self.pieces.update(true=hits, false=wrong, missed=len(page["with"]) - hits)
        if page.get("gold_title"):
            self.titles.append(_folded(found.title) == _folded(page["gold_title"]))
        if page.get("gold_date"):
            self.days.append(found.day == page["gold_date"][:10])
        if page.get("gold_author"):
            gold, names = ({_folded(n) for n in names} for names in (page["gold_author"], found.authors))
            self.authors.update(true=len(gold & names), false=len(names - gold), missed=len(gold - names))

    def row(self) -> list[str]:
        parts = [_mean(self.words), _mean(self.german), _f1(self.pieces), _mean(self.titles), _mean(self.days)]
        shown = ["–" if part is None else f"{part:.3f}" for part in (*parts, _f1(self.authors))]
        return [*shown, f"{self.pages / self.seconds:.1f}"]


HEAD = ("reader", "words F1", "German", "pieces F1", "title", "day", "authors F1", "pages/CPU s")


def compare(pages: list[Page], peer: str | None) -> str:
    """The table; readers take turns page by page, so that a noisy machine is noisy for both."""
    readers: dict[str, Callable[[str, str | None], Reading]] = {"Blocwatch": ours}
    if peer:
        readers[peer] = trafilatura()
    for read in readers.values():
        read(pages[0]["html"], pages[0].get("url"))  # loads seeds and models
    scores = {name: Score() for name in readers}
    for page in pages:
        for name, read in readers.items():
            start = time.process_time()
            found = read(page["html"], page.get("url"))
            scores[name].seconds += time.process_time() - start
            scores[name].pages += 1
            scores[name].add(page, found)
    rows = [HEAD, *((name, *score.row()) for name, score in scores.items())]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEAD))]
    lines = ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    if peer:
        lines.append(f"speed, Blocwatch / {peer}: {scores[peer].seconds / scores['Blocwatch'].seconds:.2f}")
    return "\n".join(lines)


def ours(html: str, url: str | None) -> Reading:
    """The whole reading, also of pages that would be set aside as no article."""
    try:
        found = clean.read(html, url, any_kind=True)
    except DocumentError:
        return Reading()
    day = found.published_on or (found.published_from if found.published_from == found.published_until else None)
    return Reading(found.text, found.title or "", str(day) if day else None, found.authors)


def load(path: Path) -> list[Page]:
    """Pages from JSON lines, also gzipped; `InputError` when the file holds none."""
    if not path.is_file():
        raise InputError(f"there is no file {path}")
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        pages = [json.loads(line) for line in lines if line.strip()]
    if not pages:
        raise InputError(f"{path} holds no pages")
    return pages


def samples() -> Iterable[Page]:
    """The HTML samples of this project with what their gold says."""
    for path in sorted((PROJECT / "tests" / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        file, told = SEEDS / "articles" / gold["file_name"], gold["article"]
        if file.suffix == ".html":
            yield {
                "id": path.stem, "html": file.read_text("utf-8"), "url": told.get("url"), "language": told["language"],
                "with": [first for _, first in told.get("paragraphs", [])] or [told["body_begins"], told["body_ends"]],
                "without": told["furniture"], "gold_title": told["title"], "gold_date": told["published_at"],
                "gold_author": told.get("authors"),
            }  # fmt: skip


def words_f1(gold: str, found: str) -> float:
    """F1 of the two texts' words, as often as each stands there."""
    wanted, got = (Counter(WORD.findall(text.lower())) for text in (gold, found))
    total = wanted.total() + got.total()
    return 2 * (wanted & got).total() / total if total else 1.0


def trafilatura() -> Callable[[str, str | None], Reading]:
    """Trafilatura's extraction of a page; `InputError` where it is not installed."""
    try:
        from trafilatura import bare_extraction
    except ImportError:
        raise InputError("trafilatura is not installed; it comes with requirements.lock") from None

    def read(html: str, url: str | None) -> Reading:
        found = bare_extraction(html, url=url, include_comments=False, with_metadata=True)
        if found is None:
            return Reading()
        names = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
        return Reading(found.text or "", found.title or "", found.date, names)

    return read


def _flat(text: str) -> str:
    return " ".join(text.split())


def _folded(text: str) -> str:
    return " ".join(WORD.findall(unicodedata.normalize("NFC", text).casefold()))


def _mean(values: list[float] | list[bool]) -> float | None:
    return sum(values) / len(values) if values else None


def _f1(counts: Counter[str]) -> float | None:
    total = 2 * counts["true"] + counts["false"] + counts["missed"]
    return 2 * counts["true"] / total if total else None
