"""What can go wrong, told apart only where a caller must act differently."""


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

    Raised by `etl.extract` and `etl.clean`, caught by `etl.steps` alone.
    """


class WarehouseError(BlocwatchError):
    """The work file or the published file cannot be written or would be wrong; the run stops.

    Raised by `etl.load` and `etl.report`.
    """


class HostUnreachable(OSError):
    """A host as a whole does not answer; asking again in some minutes may help.

    Raised by `etl.extract`; the task is repeated, and at its last try the host's documents are set aside.
    """
