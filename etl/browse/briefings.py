"""The briefings that lie in their folder: the newest in each language, and the earlier ones by their names."""

from __future__ import annotations

import re
from pathlib import Path

from etl.browse.words import LANGUAGES
from etl.settings import Settings

MOST_BYTES = 20_000_000
LISTED = 200
NEWEST = {language: f"briefing.{language}.html" for language in LANGUAGES}


def newest(conf: Settings, language: str) -> Path | None:
    """The newest in this language, else in another; None where none was made yet."""
    there = _there(conf.briefing_folder)
    names = [NEWEST[language], *NEWEST.values()]
    return next((there[name] for name in names if name in there), None)


def earlier(conf: Settings) -> dict[str, Path]:
    """By name, the last one made first."""
    there = {name: path for name, path in _there(conf.briefing_folder).items() if name not in NEWEST.values()}
    made = sorted(there.items(), key=lambda item: (item[1].stat().st_mtime, item[0]), reverse=True)
    return dict(made[:LISTED])


def _there(folder: Path) -> dict[str, Path]:
    """Files of the folder and of the folders in it, by their path below it; a link leads nowhere."""
    found = [path for pattern in ("*.html", "*/*.html") for path in folder.glob(pattern)]
    plain = [path for path in found if path.is_file() and not path.is_symlink() and not path.parent.is_symlink()]
    return {path.relative_to(folder).as_posix(): path for path in plain if path.stat().st_size <= MOST_BYTES}


def with_bar(page: bytes, bar: bytes) -> bytes:
    """The page with a bar at the beginning of its body; a page without a body stays as it is."""
    found = re.search(rb"<body[^>]*>", page, re.I)
    return page[: found.end()] + bar + page[found.end() :] if found else page
