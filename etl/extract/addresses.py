"""Lists of addresses: plain text, one a line; empty lines and those that begin with # say nothing."""

from __future__ import annotations

from collections.abc import Iterator


def lines(content: bytes) -> Iterator[str]:
    """The addresses in the order of the list."""
    for line in content.decode("utf-8-sig", "replace").splitlines():
        if (address := line.strip()) and not address.startswith("#"):
            yield address
