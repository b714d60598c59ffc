"""The published file: a copy of the work file under the run's name, and a link that always points at the newest.

Readers keep what they have open; whoever opens the link next sees the new file. A `.wal` that a reader leaves lies
beside the run's file and never meets another one (decision 2).
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from etl.errors import WarehouseError
from etl.load.files import copied, fsync_folder
from etl.load.warehouse import end_run, lock, open_work_file
from etl.settings import Settings


def publish(conf: Settings, run_id: str) -> Path:
    """Ends the run in the work file and publishes a copy; `WarehouseError` leaves the old published file as it was."""
    with lock(conf):
        with open_work_file(conf) as work:
            end_run(work, run_id, "published")
        return publish_file(conf, run_id)


def publish_file(conf: Settings, name: str) -> Path:
    """Publishes a copy of the work file as it is, named by the moment and what it is of."""
    with lock(conf):
        with open_work_file(conf) as work:
            work.checkpoint()
        log = conf.work_file.with_name(conf.work_file.name + ".wal")
        if log.exists() and log.stat().st_size:
            raise WarehouseError(f"{log} is not empty after a checkpoint; is the work file open elsewhere?")
        name = datetime.now(UTC).strftime("%Y%m%dT%H%M%S") + "_" + re.sub(r"[^\w.+-]", "_", name)
        target = conf.published_folder / f"{name}.duckdb"
        try:
            copied(conf.work_file, target)
            _swing(conf.published_link, target)
        except OSError as error:
            raise WarehouseError(f"could not publish to {target}: {error.strerror or error}") from error
        _forget_old(conf, target)
    return target


def left_out(conf: Settings, since: date | None, until: date | None) -> list[tuple[str, str]]:
    """Source and address of what runs left out because of its day, may be of these days, and is no article yet."""
    if not conf.published_link.exists():
        return []
    with duckdb.connect(str(conf.published_link), read_only=True) as published:
        return published.execute(
            """select distinct o.source, o.url_or_path from store.outside_window as o
            where o.url_or_path like 'http%'
            and coalesce(o.published_until >= $since, true) and coalesce(o.published_from <= $until, true)
            and o.url_or_path not in (
                select address from store.article union all select address from store.article_address
            ) order by all""",
            {"since": since, "until": until},
        ).fetchall()


def _swing(link: Path, target: Path) -> None:
    fresh = link.with_name(f"{link.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target.relative_to(link.parent))
    fresh.replace(link)
    fsync_folder(link.parent)


def _forget_old(conf: Settings, newest: Path) -> None:
    """Keeps the newest few; who has a removed one open keeps reading it."""
    published = sorted(conf.published_folder.glob("*.duckdb"), key=lambda path: path.name)
    for path in published[: -conf.published_kept]:
        if path != newest:
            path.unlink()
            path.with_name(path.name + ".wal").unlink(missing_ok=True)
