"""./blocwatch measure: runs taggers on plain texts, without a warehouse, so that they can be scored elsewhere.

Reads JSON lines {"doc_id", "text", "dct" or "date": day of publication} and prints one JSON line a finding; offsets
count code points, ends are exclusive.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from etl import steps, tag
from etl.errors import InputError
from etl.model import Language
from etl.tag import dates, quotations
from etl.tag.finding import Patterns

HELP = "run a tagger on JSON lines of texts and print what it finds"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("dates", "quotations"))
    parser.add_argument("docs", metavar="DOCS.jsonl", type=Path)
    parser.add_argument("--language", default="de", help="language of the texts (default: de)")


def main(args: argparse.Namespace) -> int:
    """0 when all documents were read."""
    if not args.docs.is_file():
        raise InputError(f"there is no file {args.docs}")
    seeds = steps.tag_seeds()
    if args.language not in seeds.languages:
        raise InputError(f"there is no language {args.language!r}; known: {', '.join(seeds.languages)}")
    find = {"dates": found_dates, "quotations": found_quotations}[args.what]
    with args.docs.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            for found in find(_document(line, args.docs, number), seeds, seeds.languages[args.language]):
                sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    return 0


def _document(line: str, path: Path, number: int) -> dict[str, Any]:
    try:
        document = json.loads(line)
        document["day"] = date.fromisoformat(str(document.get("dct") or document["date"])[:10])
        document["doc_id"], document["text"]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{path}, line {number}: not a document with doc_id, text and dct or date ({error})"
        ) from error
    return dict(document)


def found_dates(document: dict[str, Any], seeds: tag.Seeds, language: Language) -> Iterator[dict[str, object]]:
    """Temporal expressions with the value as TIMEX3 writes it."""
    rules = seeds.patterns.get(("date", language.language), Patterns())
    for found in dates.expressions(document["text"], rules, language, document["day"]):
        yield {
            "doc_id": document["doc_id"],
            "start": found.start,
            "end": found.end,
            "value": found.value,
            "type": "DATE",
        }


def found_quotations(document: dict[str, Any], seeds: tag.Seeds, language: Language) -> Iterator[dict[str, object]]:
    """Things said with the words that name the speaker; sentences of reported speech in a row are one thing said."""
    rules = seeds.patterns.get(("quotation", language.language), Patterns())
    rows: list[quotations.Said] = []
    for row in quotations.said(document["text"], [], rules, language):
        last = rows[-1] if rows else None
        goes_on = last and last.rule == row.rule == quotations.SUBJUNCTIVE and row.start - last.end < len(". ") + 2
        if last and goes_on and "\n" not in document["text"][last.end : row.start]:
            rows[-1] = replace(last, end=row.end, who=last.who or row.who)
        else:
            rows.append(row)
    for row in rows:
        found = {"doc_id": document["doc_id"], "start": row.start, "end": row.end, "type": row.kind.capitalize()}
        yield found | ({"speaker_start": row.who[0], "speaker_end": row.who[1]} if row.who else {})
