"""The published file for one page: opened read-only, asked within bounds, closed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import duckdb

from etl.errors import BlocwatchError
from etl.settings import Settings

SECONDS = 30.0  # one page may take, with all its queries
AT_ONCE = 4  # pages; Airflow's own requests share process and threads with them
LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "memory_limit": "1GB",
    "max_temp_directory_size": "0B",  # nothing is written, not even beside the file
    "enable_external_access": "false",
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "lock_configuration": "true",
}
_places = threading.BoundedSemaphore(AT_ONCE)


class NothingPublished(BlocwatchError):
    """There is no published file yet, or it is of a version that these pages do not know."""


class TooMuch(BlocwatchError):
    """The question takes too long, or too many are asked at once."""


@dataclass(frozen=True)
class File:
    """What a page may do: ask. Everything that varies is a bound parameter."""

    connection: duckdb.DuckDBPyConnection = field(compare=False)
    content: tuple[str, int, int]  # the same as long as the file holds the same: nobody writes into a published one

    def rows(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        cursor = self.connection.execute(query, parameters or None)
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def row(self, query: str, **parameters: Any) -> dict[str, Any] | None:
        """The first row, if there is one."""
        return next(iter(self.rows(query, **parameters)), None)


@contextmanager
def opened(conf: Settings, seconds: float = SECONDS) -> Iterator[File]:
    """The newest published file; what takes longer is interrupted and becomes `TooMuch`."""
    if not conf.published_link.exists():
        raise NothingPublished(f"nothing is published yet ({conf.published_link})")
    if not _places.acquire(timeout=seconds):
        raise TooMuch("too many pages are asked for at once")
    try:
        # the file behind the link: what is published meanwhile is the next page's
        path = conf.published_link.resolve()
        told = path.stat()
        connection = duckdb.connect(str(path), read_only=True, config=LOCKED)
        watch = threading.Timer(seconds, connection.interrupt)
        watch.start()
        try:
            yield File(connection, (str(path), told.st_ino, told.st_mtime_ns))
        except (duckdb.InterruptException, duckdb.OutOfMemoryException) as error:
            raise TooMuch("the question takes too long or too much memory") from error
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise NothingPublished("the published file is of another version") from error
        finally:
            watch.cancel()
            connection.close()
    finally:
        _places.release()
