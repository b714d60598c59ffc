"""Keeping the work file small and safe: compacting, backups, going back to one.

Whatever is written is written beside, made safe on the disk, and renamed onto its place: a kill at any moment leaves
the old file or the new one, never a part.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from etl.errors import InputError, WarehouseError
from etl.load.files import copied, fsync_folder
from etl.load.publishing import publish_file
from etl.load.warehouse import STORAGE_VERSION, lock, open_work_file
from etl.settings import BACKUPS_KEPT, Settings

BLOATED = 0.25  # of the file's blocks are free
GROWN = 1.2  # times as large as it was compacted; half-filled blocks are not told as free
LOADS = 10  # of a file that was never compacted, whose growth nobody knows
STAMP = "%Y%m%dT%H%M%S"


@dataclass(frozen=True)
class Size:
    """What the work file takes on the disk."""

    total_bytes: int
    free_share: float  # of its blocks
    loads: int
    grown: float | None  # times its size when it was last compacted; None where it never was


def size(conf: Settings) -> Size:
    """Measures the work file."""
    with open_work_file(conf, read_only=True) as work:
        [(total, free)] = work.rows("select total_blocks, free_blocks from pragma_database_size()")
        [(last,)] = work.rows("select coalesce(max(load_number), 0) from store.run")
    now, then = conf.work_file.stat().st_size, _compacted_bytes(conf)
    return Size(now, free / max(total, 1), last, now / then if then else None)


def _is_bloated(now: Size) -> bool:
    """Or has grown by as much: rows that came since are part of it, so a file is never more than GROWN times its rows,
    and what only grows is compacted ever more rarely."""
    return now.free_share >= BLOATED or (now.loads >= LOADS if now.grown is None else now.grown >= GROWN)


def compact(conf: Settings, always: bool = True) -> tuple[int, int] | None:
    """Writes the work file anew without gaps; bytes before and after, None where it is not needed and not `always`.

    `WarehouseError` where the new file cannot be written; the old one then stays.
    """
    with lock(conf):
        before = size(conf)
        if not always and not _is_bloated(before):
            return None
        with open_work_file(conf) as work:
            work.checkpoint()
        fresh = conf.work_file.with_name(f"{conf.work_file.name}.compact")
        try:
            _copy_database(conf.work_file, fresh)
            fresh.replace(conf.work_file)
            fsync_folder(conf.home)
        except (OSError, duckdb.Error) as error:
            raise WarehouseError(f"the work file could not be compacted: {str(error).splitlines()[0]}") from error
        finally:
            _forget(fresh)
        after = conf.work_file.stat().st_size
        _note(conf).write_text(f"{after}\n", "utf-8")
    return before.total_bytes, after


def _copy_database(old: Path, fresh: Path) -> None:
    _forget(fresh)
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute(f"attach {_quoted(old)} as old (read_only)")
        connection.execute(f"attach {_quoted(fresh)} as fresh (storage_version '{STORAGE_VERSION}')")
        connection.execute("copy from database old to fresh")
        connection.execute("checkpoint fresh")
        connection.execute("detach fresh")
    if fresh.with_name(fresh.name + ".wal").exists():
        raise OSError(f"{fresh} has a log left over")
    with fresh.open("rb") as written:
        os.fsync(written.fileno())


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _forget(path: Path) -> None:
    for name in (path, path.with_name(path.name + ".wal")):
        name.unlink(missing_ok=True)


def _note(conf: Settings) -> Path:
    return conf.home / "work.compacted"


def _compacted_bytes(conf: Settings) -> int:
    """How large the file was when it was last compacted; 0 where it never was."""
    text = _note(conf).read_text("utf-8").strip() if _note(conf).exists() else ""
    return int(text) if text.isdecimal() else 0


def forget_compaction(conf: Settings) -> None:
    """For who puts another file in the work file's place, which may never have been compacted."""
    _note(conf).unlink(missing_ok=True)


def back_up(conf: Settings, now: datetime) -> Path | None:
    """Copies the published file, once a day, and thins out old copies; None where today has one or nothing is there."""
    with lock(conf):
        newest = conf.published_link
        kept = backups(conf)
        if not newest.exists() or any(stamp(path).date() == now.date() for path in kept):
            return None
        target = conf.backup_folder / f"{now.astimezone(UTC).strftime(STAMP)}.duckdb"
        try:
            copied(newest.resolve(), target)
        except OSError as error:
            raise WarehouseError(f"could not write the backup {target}: {error.strerror or error}") from error
        wanted = to_keep({stamp(path): path for path in [*kept, target]})
        for path in {*kept, target} - wanted:
            path.unlink()
    return target


def backups(conf: Settings) -> list[Path]:
    """All backups, oldest first."""
    return sorted(conf.backup_folder.glob("*T*.duckdb"))


def stamp(path: Path) -> datetime:
    """When a backup was made, as its name says."""
    return datetime.strptime(path.stem, STAMP).replace(tzinfo=UTC)


def to_keep(found: dict[datetime, Path]) -> set[Path]:
    """Of each of the newest days, weeks and months the newest one, as many as BACKUPS_KEPT says."""
    periods: dict[str, Callable[[datetime], object]] = {
        "day": lambda at: at.date(),
        "week": lambda at: at.isocalendar()[:2],
        "month": lambda at: (at.year, at.month),
    }
    kept: set[Path] = set()
    for name, period in periods.items():
        newest_of = {period(at): at for at in sorted(found)}  # later ones of a period take the place of earlier ones
        kept |= {found[at] for at in sorted(newest_of.values())[-BACKUPS_KEPT[name] :]}
    return kept


def restore(conf: Settings, name: str, now: datetime) -> tuple[Path, Path]:
    """Makes a backup or a published file the work file and publishes it; which it was, and where the old one lies."""
    source = next((path for path in choices(conf) if name in (path.name, path.stem)), None)
    if source is None:
        raise InputError(f"there is no backup or published file {name!r}; ./blocwatch restore lists them")
    with lock(conf):
        aside = conf.work_file.with_name(f"work.before-{now.astimezone(UTC).strftime(STAMP)}.duckdb")
        fresh = conf.work_file.with_name(f"{conf.work_file.name}.restore")
        try:
            copied(source, fresh, mode=0o644)
            _set_aside(conf.work_file, aside)
            fresh.replace(conf.work_file)
            fsync_folder(conf.home)
        except OSError as error:
            raise WarehouseError(f"could not restore {source}: {error.strerror or error}") from error
        finally:
            fresh.unlink(missing_ok=True)
        forget_compaction(conf)
        publish_file(conf, f"restored_{source.stem}")
    return source, aside


def choices(conf: Settings) -> Iterable[Path]:
    """What can be gone back to, oldest first."""
    return sorted([*backups(conf), *conf.published_folder.glob("*.duckdb")], key=lambda path: path.stat().st_mtime)


def _set_aside(work_file: Path, aside: Path) -> None:
    """Gives the work file another name besides its own; its log, which must not meet the new file, moves there."""
    if work_file.exists():
        os.link(work_file, aside)
    log = work_file.with_name(work_file.name + ".wal")
    if log.exists():
        log.replace(aside.with_name(aside.name + ".wal"))
