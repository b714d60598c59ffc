"""robots.txt (RFC 9309): fetched once a run for each host, and heeded for everything asked of it.

It holds for feeds and sitemaps as well: who forbids them to robots has said so, and we are one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from protego import Protego

from etl.errors import DocumentError
from etl.extract import web
from etl.model import Manners

MOST = 512_000  # bytes; the RFC asks for 500 KiB at least
LONGEST_DELAY = 300.0  # seconds; at this pace a host is not read but waited for


@dataclass(frozen=True)
class Told:
    """What a host's robots.txt told: its text, or why nothing may be asked of the host."""

    text: str = ""
    refused: str | None = None


class Robots:
    """The robots.txt of the hosts of one run. `ask` fetches one: status and text. `told` may come from another task."""

    def __init__(self, agent: str, ask: Callable[[str, Manners], tuple[int, str]], told: dict[str, Told]) -> None:
        self.agent, self.ask, self.told = agent, ask, told
        self.rules: dict[str, Protego] = {}

    def delay(self, url: str, manners: Manners) -> float:
        """Seconds to keep between two requests to the host; `DocumentError` when it forbids this one."""
        origin = web.joined(url, "/robots.txt")
        if origin not in self.told:
            self.told[origin] = self._fetched(origin, manners)
        told = self.told[origin]
        if told.refused:
            raise DocumentError(told.refused)
        if origin not in self.rules:
            self.rules[origin] = Protego.parse(told.text)
        if not self.rules[origin].can_fetch(url, self.agent):
            raise DocumentError("robots.txt forbids it")
        wanted = float(self.rules[origin].crawl_delay(self.agent) or 0)
        if wanted > LONGEST_DELAY:
            raise DocumentError(f"robots.txt wants {wanted:g} seconds between requests; so slowly nothing is read")
        return max(wanted, manners.delay_seconds)

    def _fetched(self, origin: str, manners: Manners) -> Told:
        """What is missing (4xx) forbids nothing; a host that fails to say (5xx, 429, broken) is left alone this run."""
        try:
            status, text = self.ask(origin, manners)
        except DocumentError as error:
            return Told(refused=f"{error} (when robots.txt was asked for, so nothing is asked of this host)")
        if status == HTTPStatus.OK:
            return Told(text)
        if 400 <= status < 500:
            return Told()
        return Told(refused=f"robots.txt answered {web.said(status)}, so nothing is asked of this host in this run")
