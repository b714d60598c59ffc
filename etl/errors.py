"""What can go wrong, told apart only where a caller must act differently."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator

NO_PLACE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM}


class BlocwatchError(Exception):
    """Base of all errors with a message meant for the person who runs Blocwatch."""


class InputError(BlocwatchError):
    """What was asked for cannot be done (a folder that is not there, a date that is none); asking again is no use.

    Raised by `etl.extract`, `etl.resolve.editing`, `etl.deciding`, `etl.steps` and the commands.
    """


class SeedError(BlocwatchError):
    """A file under seeds/ is not what the code needs; raised by `etl.seeds` before anything is read."""


class DocumentError(BlocwatchError):
    """One document cannot be an article; the run sets it aside with this message and goes on.

    Raised by `etl.extract`, `etl.clean` and `etl.tag.proof`, caught by `etl.steps` alone.
    """


class WarehouseError(BlocwatchError):
    """A file that must be kept cannot be written or would be wrong; the run stops and what was there stays.

    Raised by `etl.load` and `etl.report`; by `etl.staging` and the raw store where the disk is full or read-only.
    """


class HostUnreachable(OSError):
    """A host as a whole does not answer; asking again in some minutes may help.

    Raised by `etl.extract`; the task is repeated, and at its last try the host's documents are set aside.
    """


@contextlib.contextmanager
def writing(place: object) -> Iterator[None]:
    """Says in words that a disk is full or a folder read-only; other errors of the disk stay what they are."""
    try:
        yield
    except OSError as error:
        if error.errno not in NO_PLACE:
            raise
        raise WarehouseError(
            f"{place} cannot be written: {error.strerror}; make room or give the right to write, then clear the task"
        ) from error
