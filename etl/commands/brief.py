"""./blocwatch brief: makes the briefing of the published file, one page a language, and says where it lies."""

from __future__ import annotations

import argparse
import webbrowser
from pathlib import Path

from etl.errors import InputError
from etl.report.words import LOCALES

HELP = "make the briefing: what is new, as a page for a browser or the printer"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--language", choices=sorted(LOCALES), help="say only where the page of this language lies")
    parser.add_argument("--open", action="store_true", help="open it in a browser")


def main(args: argparse.Namespace) -> int:
    """Prints where the pages lie; both are made, for they are one briefing."""
    from etl import steps

    pages = [Path(page) for page in steps.brief()]
    if not pages:
        raise InputError("nothing is published yet; start with ./blocwatch run")
    if args.language:
        pages = [page for page in pages if page.suffixes[-2:-1] == [f".{args.language}"]]
    print("\n".join(map(str, pages)))
    if args.open:
        webbrowser.open(pages[0].as_uri())
    return 0
