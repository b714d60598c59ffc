"""Where things lie and how much is allowed; the one module that reads the environment."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from etl.errors import InputError

PROJECT = Path(__file__).resolve().parent.parent
SEEDS = PROJECT / "seeds"
SQL = PROJECT / "sql"
# of the newest so many days, weeks and months with a backup, the newest of each stays
BACKUPS_KEPT = {"day": 7, "week": 4, "month": 6}
BRIEFINGS_KEPT = 30  # of earlier runs, for reading again


@dataclass(frozen=True)
class Settings:
    """All places below one folder, unless raw store or staging are moved to an object store."""

    home: Path
    raw_url: str
    staging_url: str
    max_page_bytes: int
    published_kept: int  # published files that stay for going back
    backup_folder: Path = Path("backups")  # best on another disk
    contact: str | None = None  # how outlets reach who reads them; nothing is asked of the web without it

    @property
    def work_file(self) -> Path:
        return self.home / "work.duckdb"

    @property
    def published_link(self) -> Path:
        return self.home / "blocwatch.duckdb"

    @property
    def published_folder(self) -> Path:
        return self.home / "published"

    @property
    def briefing_folder(self) -> Path:
        return self.home / "briefing"

    @property
    def airflow_home(self) -> Path:
        return self.home / "airflow"

    @property
    def inbox(self) -> Path:
        return self.home / "inbox"

    @property
    def user_agent(self) -> str:
        """Who we say we are to outlets; robots.txt knows us by its first word."""
        version = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
        return f"Blocwatch/{version} (+{self.contact})"


def load() -> Settings:
    """Settings of this moment; `InputError` when a number in the environment is none."""
    home = Path(os.environ.get("BLOCWATCH_HOME") or PROJECT / "data").expanduser().resolve()
    return Settings(
        home=home,
        raw_url=os.environ.get("BLOCWATCH_RAW_URL") or str(home / "raw"),
        staging_url=os.environ.get("BLOCWATCH_STAGING_URL") or str(home / "staging"),
        max_page_bytes=_whole_number("BLOCWATCH_MAX_PAGE_BYTES", 10_000_000),
        published_kept=_whole_number("BLOCWATCH_PUBLISHED_KEPT", 5),
        backup_folder=Path(os.environ.get("BLOCWATCH_BACKUPS") or home / "backups").expanduser().resolve(),
        contact=_contact(),
    )


def _contact() -> str | None:
    text = os.environ.get("BLOCWATCH_CONTACT", "").strip()
    if not text.isprintable() or not text.isascii():
        raise InputError("BLOCWATCH_CONTACT must be an address in plain letters: of a page or of a mailbox")
    return text or None


def _whole_number(name: str, otherwise: int) -> int:
    text = os.environ.get(name, "")
    if not text:
        return otherwise
    if not text.isdecimal() or int(text) < 1:
        raise InputError(f"{name} must be a whole number from 1 on, not {text!r}")
    return int(text)
