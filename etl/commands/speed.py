"""The measure of `./blocwatch bench facts`: speed beside trafilatura, by a text's length, and on the worst texts."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from etl import clean, steps, tag
from etl.commands import pages
from etl.commands.why import page_of
from etl.errors import DocumentError, InputError
from etl.extract import files
from etl.model import Article
from etl.settings import SEEDS

LENGTHS = (10_000, 30_000, 100_000, 300_000, 1_000_000)
WORST_LENGTHS = (10_000, 100_000)
LINEAR = 2.0  # a text ten times as long may take so many times as much as ten short ones: noise is no square
# what a text is made of, repeated without end
WORST = {
    "no end of sentence": "der Präsident von Belarus und der Minister der OVKS in Minsk am Montag mit dem ",
    "names": "Stanislaw Sas Belarus OVKS Minsk Wladimir Putin ",
    "one name": "OVKS",
    "surnames": "Sas Putin Zhang ",
    "quotation marks": "„",
    "marks of all kinds": "„“»«\"' ",
    "brackets": "(",
    "that, that": "dass, dass, ",
    "said, said": "sagte er, sagte sie, ",
    "commas": ", ",
    "full stops": ". ",
    "line ends": "\n",
    "letters": "a",
    "capitals": "Ab ",
    "digits": "12. ",
    "dates": "am 12. und 13. Mai 2022, am Montag, ",
    "relay": "wie die Agentur TASS unter Berufung auf den Pressedienst des Außenministeriums der ",
    "members": "Mitglieder der OVKS sind Armenien, Belarus, Kasachstan und ",
    "hyphens": "OVKS-",
    "blanks": "a  ",
}
MARKS = "\u202e\u0301\u00ad"


def beside_trafilatura(found: list[dict[str, Any]], runs: int) -> str:
    """CPU time of each page cleaned and tagged, and extracted; readers take turns page by page.

    Trafilatura remembers what it has read; before each run that is forgotten, so that pages are new to both.
    """
    theirs = pages.trafilatura()
    from trafilatura.meta import reset_caches

    ours: dict[str, Callable[[str, str | None], object]] = {"Blocwatch, clean and tag": read, "trafilatura": theirs}
    for reader in ours.values():
        for page in found[:3]:
            reader(page["html"], page.get("url"))  # loads seeds and models
    totals: list[dict[str, float]] = []
    for _ in range(runs):
        reset_caches()
        seconds = dict.fromkeys(ours, 0.0)
        for page in found:
            for name, reader in ours.items():
                seconds[name] += _cpu(lambda reader=reader, page=page: reader(page["html"], page.get("url")))  # type: ignore[misc]
        totals.append(seconds)
    lines = [
        f"{name:>26}: {statistics.median(run[name] for run in totals) / len(found) * 1e3:7.2f} ms a page"
        for name in ours
    ]
    first, second = ours
    ratio = statistics.median(run[first] / run[second] for run in totals)
    return "\n".join([*lines, f"ratio, Blocwatch / trafilatura, median of {runs}: {ratio:.2f}"])


def read(html: str, url: str | None) -> object:
    """A page's article with its facts; None for one without text."""
    try:
        return tag.facts(clean.read(html, url, any_kind=True), steps.tag_seeds())
    except DocumentError:
        return None


def by_length(runs: int) -> str:
    """Seconds per MB of text at each length; and how the longest compares with the shortest."""
    model, paragraphs = _model()
    rows = []
    for length in LENGTHS:
        article = replace(model, text=varied(paragraphs, length))
        rows.append((length, min(_tagging(article) for _ in range(runs if length < LENGTHS[-1] else 1))))
    lines = [f"  {n:>9} characters: {took * 1e3:9.1f} ms, {took / n * 1e6:6.2f} s per MB" for n, took in rows]
    (short, quick), (long, slow) = rows[0], rows[-1]
    lines.append(f"  time per character, longest / shortest: {slow / long / (quick / short):.2f}")
    return "\n".join(lines)


def of_worst() -> tuple[str, list[str]]:
    """The table of the worst texts, and those of them whose time grows faster than their length."""
    model, _ = _model()
    lines, bad = [], []
    for name, piece in (WORST | {"invisible marks": MARKS}).items():
        article = [replace(model, text=(piece * (n // len(piece) + 1))[:n]) for n in WORST_LENGTHS]
        short, long = (min(_tagging(a) for _ in range(2)) for a in article)
        growth = long / max(short, 1e-3) / (WORST_LENGTHS[1] / WORST_LENGTHS[0])
        lines.append(f"  {name:>20}: {long / WORST_LENGTHS[1] * 1e6:8.2f} s per MB, growth {growth:5.2f}")
        if growth > LINEAR:
            bad.append(name)
    return "\n".join(lines), bad


def varied(paragraphs: list[str], length: int) -> str:
    """A text of that length from these paragraphs, in an order that does not repeat."""
    draw = random.Random(length)
    parts: list[str] = []
    while sum(map(len, parts)) + 2 * len(parts) < length:
        parts += draw.sample(paragraphs, len(paragraphs))
    return "\n\n".join(parts)[:length]


def given(path: Path | None) -> list[dict[str, Any]]:
    """Pages of a file of JSON lines, of the packs and HTML files of a folder, or the samples."""
    if path is None:
        return list(pages.samples())
    found = list(_in_folder(path)) if path.is_dir() else pages.load(path)
    if not found:
        raise InputError(f"{path} holds no pages")
    return found


def _in_folder(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.iterdir()):
        if path.name.endswith((".jsonl", ".jsonl.gz")):
            yield from pages.load(path)
        elif path.suffix in (".html", ".htm"):
            yield {"id": path.name, "html": path.read_text("utf-8", "replace"), "url": None}


def _model() -> tuple[Article, list[str]]:
    """A sample article to put texts into, and all paragraphs of the German ones."""
    known = clean.own_seeds()
    found = []
    for document in files.documents(SEEDS / "articles", None):
        content = files.content(document, 10_000_000)
        found.append(clean.article(page_of(document, content), content, known))
    german = [article for article in found if article.language == "de"]
    model = replace(german[0], published_on=date(2023, 2, 10))
    return model, [part for article in german for part in article.text.split("\n\n")]


def _tagging(article: Article) -> float:
    return _cpu(lambda: tag.facts(article, steps.tag_seeds()))


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def of_language(found: Iterable[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    return [page for page in found if page.get("language") == language]
