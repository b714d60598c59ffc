"""What becomes of spoilt pages in the whole walk: outcomes, time and memory; for ./blocwatch bench mutations."""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import duckdb

from etl import clean, settings, steps, tag
from etl.errors import BlocwatchError

OF_A_RUN = 1000  # pages
SLOW, HANGS = 30, 600  # seconds for a page: too long, and long enough to end it all with a traceback
MOST_MEMORY = 2.5  # GB
PARTICULARS = re.compile(r"(?<=error page: ).*|(?<=same article as ).*|\d+")


@dataclass
class Tally:
    """Adds up run by run."""

    pages: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    without: list[str] = field(default_factory=list)  # pages without an outcome
    surprises: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)  # runs, with what stopped them
    seconds: dict[str, float] = field(default_factory=dict)  # a page's, by its address
    memory: float = 0.0

    @property
    def slowest(self) -> tuple[str, float]:
        return max(self.seconds.items(), key=lambda item: item[1], default=("", 0.0))

    @property
    def wrong(self) -> bool:
        """Whether something is not as it must be."""
        bounded = self.slowest[1] <= SLOW and self.memory <= MOST_MEMORY
        return bool(self.without or self.surprises or self.stopped) or not bounded

    @contextlib.contextmanager
    def measured(self) -> Iterator[None]:
        """Takes the time of every page while it lasts."""
        logging.getLogger("etl.set_aside").setLevel(logging.ERROR)  # those that should be set aside are thousands
        with (
            mock.patch.object(clean, "article", self._timed(clean.article)),
            mock.patch.object(tag, "facts", self._timed(tag.facts)),
        ):
            yield

    def walk(self, folder: Path) -> None:
        """A run over a folder of spoilt pages, as the DAG would make it."""
        names, run_id, start = {path.name for path in folder.iterdir()}, folder.name, time.perf_counter()
        self.pages += len(names)
        request = steps.Request(run_id, "articles", "manual", read="folder", folder=str(folder))
        try:
            batches = [steps.tag(run_id, steps.clean(run_id, steps.extract(run_id, b))) for b in steps.find(request)]
            steps.publish(steps.check(steps.load(run_id, batches)))
            self._count(names, run_id)
        except Exception as error:
            if not isinstance(error, BlocwatchError):
                logging.exception(run_id)
            self.stopped.append(f"{run_id}: {type(error).__name__}: {error}")
            self.without += sorted(names)
        self.memory = peak_memory()
        wrong = f"{len(self.without)} without an outcome, {len(self.surprises)} unexpected errors"
        took = time.perf_counter() - start
        print(f"{self.pages} pages, {wrong}; this run {took:.0f} s, {self.memory:.2f} GB", flush=True)

    def told(self) -> str:
        """The table."""
        lines = [f"{count:>7}  {outcome}" for outcome, count in self.outcomes.most_common()]
        lines += [f"no outcome: {name}" for name in self.without[:20]] + self.surprises[:20] + self.stopped
        name, took = self.slowest
        return "\n".join(
            [
                f"\n{self.pages} pages, {sum(self.outcomes.values())} outcomes:",
                *lines,
                f"without an outcome {len(self.without)}, unexpected errors {len(self.surprises)}",
                f"slowest page {took:.1f} s ({name}); at most {SLOW}",
                f"peak memory {self.memory:.2f} GB; at most {MOST_MEMORY}",
                f"runs stopped {len(self.stopped)}; in the others the funnel adds up and all checks found nothing",
            ]
        )

    def _count(self, names: set[str], run_id: str) -> None:
        with duckdb.connect(str(settings.load().published_link), read_only=True) as published:
            addresses = published.execute("select address, address_id <> article_id from report.article_addresses")
            held = {address: is_copy for address, is_copy in addresses.fetchall() if address in names}
            rows = published.execute(
                "select url_or_path, stage, reason from report.quarantine where run_id = ?", [run_id]
            )
            aside = rows.fetchall()
        self.outcomes["loaded"] += sum(not is_copy for is_copy in held.values())
        self.outcomes["duplicate"] += sum(held.values())
        self.outcomes.update(
            f"set aside when {stage}: {PARTICULARS.sub('…', reason)[:90]}" for _, stage, reason in aside
        )
        self.surprises += [f"{name}: {reason}" for name, _, reason in aside if reason.startswith("unexpected")]
        self.without += sorted(names - held.keys() - {name for name, _, _ in aside})

    def _timed(self, step: Callable[..., Any]) -> Callable[..., Any]:
        def timed(first: Any, *more: Any) -> Any:
            start = time.perf_counter()
            faulthandler.dump_traceback_later(HANGS, exit=True)
            try:
                return step(first, *more)
            finally:
                faulthandler.cancel_dump_traceback_later()
                self.seconds[first.address] = self.seconds.get(first.address, 0.0) + time.perf_counter() - start

        return timed


def peak_memory() -> float:
    """Of this process so far, in GB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e9 if sys.platform == "darwin" else peak * 1024 / 1e9
