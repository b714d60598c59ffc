"""Whole files: a copy is there under its name, safe on the disk, or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def copied(source: Path, target: Path, mode: int = 0o444) -> None:
    """Copies beside and renames; a copy that could not be finished leaves nothing.

    One that was killed leaves its part until the next copy; who copies into a folder must be alone there.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    for left in target.parent.glob(f"*{target.suffix}.part"):
        left.unlink()
    part = target.with_name(f"{target.name}.part")
    try:
        shutil.copyfile(source, part)
        with part.open("rb") as copy:
            os.fsync(copy.fileno())
        part.chmod(mode)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    fsync_folder(target.parent)


def fsync_folder(folder: Path) -> None:
    """Makes a rename in the folder outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
