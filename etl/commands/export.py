"""./blocwatch export: the published file as Parquet, CSV and FollowTheMoney entities, with a description of it all."""

from __future__ import annotations

import argparse
from pathlib import Path

from etl import settings
from etl.errors import InputError
from etl.report import export

HELP = "write every view as Parquet and CSV, and FollowTheMoney entities"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="made new; everything is in it, or it is not there")
    parser.add_argument("--format", default=",".join(export.FORMATS), help="of these, parted by commas: %(default)s")
    parser.add_argument("--views", default="", help="names of views of report, parted by commas; otherwise all")
    parser.add_argument(
        "--exact", action="store_true", help="CSV as it is, not guarded against formulas in spreadsheets"
    )


def main(args: argparse.Namespace) -> int:
    """0 when the folder is complete."""
    formats, views = _names(args.format), _names(args.views)
    unknown = sorted(set(formats) - set(export.FORMATS))
    if unknown or not formats:
        raise InputError(f"there is no format {', '.join(unknown)!r}; there are {', '.join(export.FORMATS)}")
    link = settings.load().published_link
    if not link.exists():
        raise InputError(f"nothing is published yet ({link}); start with ./blocwatch run")
    folder = args.folder.expanduser()
    written = export.export(link, folder, formats, views, args.exact)
    print(f"{len(written)} views of report as {', '.join(formats)}: {folder} (datapackage.json says what is in it)")
    return 0


def _names(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]
