"""./blocwatch decide: a person says that a fact is correct, wrong or to be edited, or that two things are the same.

decide FACT_ID correct|wrong             what report.evidence lists; a wrong fact leaves all views
decide FACT_ID edited --set COLUMN=VALUE
decide same|not_same NAME NAME           two names of persons, the one that counts second
decide same|not_same ID ID               two tellings of meetings, or two commitments
decide confirm|withdraw DECISION_ID
decide review                            what waits for a person, with the key to decide it by
decide list                              all decisions
decide export|import FILE                as JSON lines
"""

from __future__ import annotations

import argparse
import textwrap
from pathlib import Path
from typing import Any

import duckdb

from etl import deciding, settings
from etl.errors import InputError
from etl.harmless import harmless

HELP = "say of facts that they are correct, wrong, edited, the same or not"

WIDTH = 110
REVIEW = """select key, kind, question, suggestion, command from report.review
order by kind, known_on desc nulls last, key limit ?"""
DECISIONS = """select decision_id, state, verdict, about, surface, other_surface, new_values, decided_by,
strftime(decided_at, '%Y-%m-%d %H:%M'), reason, note
from report.decisions order by decided_at desc, decision_id limit ?"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("words", nargs="+", metavar="WORD", help="what is decided, as above")
    parser.add_argument("--by", metavar="NAME", help="who decides")
    parser.add_argument("--note", metavar="TEXT", help="why")
    parser.add_argument(
        "--set", dest="edits", metavar="COLUMN=VALUE", action="append", default=[], help="what is right"
    )
    parser.add_argument("--article", metavar="NAME", help="two names: in this article only (id, address or file name)")
    parser.add_argument("--most", type=int, default=50, metavar="N", help="list and review: rows to show")


def main(args: argparse.Namespace) -> int:
    """0 when it was decided, published or shown."""
    words: list[str] = args.words
    if words in (["list"], ["review"]):
        _show(words[0], args.most)
    elif words[0] in ("export", "import") and len(words) == 2:
        _moved(words[0], Path(words[1]).expanduser())
    else:
        _told(deciding.decide([_asked(args)]))
    return 0


def _asked(args: argparse.Namespace) -> deciding.Asked:
    if not args.by:
        raise InputError("say who decides: --by NAME")
    first, *rest = args.words
    if first in ("withdraw", "confirm") and len(rest) == 1:
        verdict, about = {"withdraw": "withdrawn", "confirm": "confirmed"}[first], tuple(rest)
    elif first in deciding.OF_PAIRS and len(rest) == 2:
        verdict, about = first, tuple(rest)
    elif len(rest) == 1 and rest[0] in deciding.OF_FACTS:
        verdict, about = rest[0], (first,)
    else:
        raise InputError(
            f"{' '.join(args.words)!r} is nothing that can be decided; ./blocwatch decide --help shows how"
        )
    return deciding.Asked(verdict, about, args.by, args.note, _edits(args.edits), args.article)


def _edits(told: list[str]) -> dict[str, str]:
    edits = {}
    for text in told:
        column, sign, value = text.partition("=")
        if not sign or column in edits:
            raise InputError(f"--set {text!r}: write column=value, each column once")
        edits[column.strip()] = value
    return edits


def _moved(way: str, path: Path) -> None:
    if way == "export":
        print(f"{deciding.export(path)} decisions written to {path}")
    else:
        made = deciding.take_in(path)
        print(f"{len(made)} decisions are new here")
        _told(made)


def _told(made: list[dict[str, Any]]) -> None:
    for row in made:
        reason = f": {row['reason']}" if row["reason"] else ""
        print(harmless(f"{row['decision_id']}  {row['verdict']} ({row['about']}): {row['state']}{reason}"))
    if made:
        print(f"The file: {settings.load().published_link}")


def _show(what: str, most: int) -> None:
    link = settings.load().published_link
    if not link.exists():
        raise InputError(f"nothing is published yet ({link}); start with ./blocwatch run")
    with duckdb.connect(str(link), read_only=True) as published:
        try:
            rows = published.execute(REVIEW if what == "review" else DECISIONS, [max(most, 1)]).fetchall()
        except duckdb.CatalogException:
            raise InputError("the published file knows no decisions yet; they come with the next run") from None
    for row in rows:
        print("\n".join(_lines(what, [harmless(str(v)) if v is not None else "" for v in row])))
    if not rows:
        print({"review": "Nothing waits for a person.", "list": "Nothing was decided yet."}[what])


def _lines(what: str, row: list[str]) -> list[str]:
    if what == "review":
        key, kind, question, suggestion, command = row
        told = [question, *([f"suggestion: {suggestion}"] if suggestion else []), command]
        return [f"{key}  ({kind})", *(line for part in told for line in _wrapped(part))]
    decision_id, state, verdict, about, one, other, new, by, at, reason, note = row
    told = [" / ".join(filter(None, (one, other))), new, reason, note]
    return [f"{decision_id}  {verdict} ({about}), {state}, {by}, {at}", *(x for t in told if t for x in _wrapped(t))]


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)
