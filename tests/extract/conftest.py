"""The loopback outlet for the tests of the door."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.extract.site import Outside, Site


@pytest.fixture
def outside() -> Iterator[Outside]:
    with Site().open() as site:
        yield Outside(site)


@pytest.fixture
def site(outside: Outside) -> Site:
    return outside.site
