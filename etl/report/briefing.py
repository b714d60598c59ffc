"""The briefing: one page a language about what the published file tells and what of it is new, made after each run.

`briefing.de.html` and `briefing.en.html` are the newest; beside them lie those of earlier runs, and `briefing.json`,
which remembers how far each knew. The same file gives the same bytes, however often it is made.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

import duckdb

from etl.errors import writing
from etl.report import briefing_page, findings
from etl.report.findings import Known
from etl.report.words import LOCALES
from etl.settings import BRIEFINGS_KEPT, Settings

MEMORY = "briefing.json"


def write(conf: Settings) -> list[Path]:
    """Makes the pages of the published file; each appears whole or not at all. Returns where the newest lie."""
    folder = conf.briefing_folder
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        earlier = _remembered(folder / MEMORY)
        found = read(conf.published_link, earlier)
        written = []
        for language in LOCALES:
            page = briefing_page.page(found, language).encode()
            _replace(folder / f"briefing.{name_of(found.known)}.{language}.html", page)
            _replace(folder / f"briefing.{language}.html", page)
            written.append(folder / f"briefing.{language}.html")
        _remember(folder, [k for k in earlier if k.run_id != found.known.run_id] + [found.known])
    return written


def read(file: Path, earlier: list[Known]) -> findings.Findings:
    """What the file tells; new is what came after the last briefing of another run that began before this file's."""
    with duckdb.connect(str(file.resolve()), read_only=True) as published:
        published.execute("set TimeZone = 'UTC'")  # a machine's time zone must not change a page
        now = findings.known(published)
        others = [known for known in earlier if known.run_id != now.run_id and known.started_at < now.started_at]
        return findings.read(published, max(others, key=lambda known: known.started_at, default=None))


def name_of(known: Known) -> str:
    """A run as part of a file's name; names sort as the runs began."""
    return f"{known.started_at:%Y%m%dT%H%M%S}_" + re.sub(r"[^\w.+-]", "_", known.run_id)


def _remembered(memory: Path) -> list[Known]:
    """How far earlier briefings knew; what cannot be read is as none: the next briefing calls itself the first."""
    try:
        return [_known(row) for row in json.loads(memory.read_text("utf-8"))]
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return []


def _known(row: dict[str, str | None]) -> Known:
    started, read_until, news_until = row["started_at"], row["read_until"], row["news_until"]
    return Known(
        run_id=str(row["run_id"]),
        started_at=datetime.fromisoformat(str(started)),
        read_until=datetime.fromisoformat(read_until) if read_until else None,
        news_until=date.fromisoformat(news_until) if news_until else None,
        ruleset=str(row["ruleset"]),
    )


def _remember(folder: Path, known: list[Known]) -> None:
    """Writes how far the briefings kept knew, and removes the pages of those that are not kept."""
    kept = sorted(known, key=lambda k: k.started_at)[-BRIEFINGS_KEPT:]
    rows = [asdict(k) for k in kept]
    _replace(folder / MEMORY, (json.dumps(rows, default=lambda day: day.isoformat(), indent=1) + "\n").encode())
    names = {name_of(k) for k in kept}
    for path in folder.glob("briefing.*_*.*.html"):
        if path.name.removeprefix("briefing.").rsplit(".", 2)[0] not in names:
            path.unlink()


def _replace(path: Path, content: bytes) -> None:
    """Readers see the old file or the new one."""
    fresh = path.with_name(path.name + ".new")
    fresh.write_bytes(content)
    fresh.replace(path)
