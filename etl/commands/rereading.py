"""Pages made of the samples by rule, loaded, re-tagged with a SIGKILL in between, and re-tagged again, with figures."""

from __future__ import annotations

import multiprocessing
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from etl import retagging, settings, steps
from etl.commands.mutations import OWN_ADDRESS, WORD
from etl.commands.spoilt import peak_memory

OF_A_RUN = 5000  # pages loaded at once
BATCH = 100
KILLED_AT = 0.3  # of the pages are read when the first pass is killed
DAY = re.compile(
    r"\b([12]?\d)(\. (?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember))"
)
TITLE = re.compile(r"(<title>|<h1[^>]*>)")
OTHER_WORDS = 0.4  # of the longer ones, so that two pages of one sample are not alike
PERSONS = ("Tasmagambetow", "Masadykow", "Wolfowitsch", "Lukaschenko", "Tokajew", "Dschaparow")


@dataclass(frozen=True)
class Pass:
    """What one pass took."""

    pages: int
    seconds: float
    cpu: float
    code: int

    def __str__(self) -> str:
        return (
            f"{self.pages} articles in {self.seconds:.0f} s: {self.pages / self.seconds:.1f} a second, "
            f"CPU/wall {self.cpu / self.seconds:.2f}, exit {self.code}"
        )


def made(text: str, number: int, is_html: bool) -> str:
    """The page as another one: address, title, days, some names and words are others."""
    chance = random.Random(number)
    words = WORD.findall(text)
    text = OWN_ADDRESS.sub(lambda m: f'{m[1]}="{m[2]}?n={number}"', text)
    text = WORD.sub(lambda m: chance.choice(words) if chance.random() < OTHER_WORDS else m[0], text)
    text = DAY.sub(lambda m: f"{(int(m[1]) + number) % 28 + 1}{m[2]}", text)
    one, other = chance.sample(PERSONS, 2)
    text = text.replace(one, other)
    return TITLE.sub(lambda m: f"{m[1]}{number}: ", text) if is_html else text


def load(count: int, workers: int) -> int:
    """Makes the pages and loads them as daily runs would; returns how many became articles."""
    samples = [(path.name, path.read_text("utf-8")) for path in sorted((settings.SEEDS / "articles").iterdir())]
    conf = settings.load()
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        for first in range(0, count, OF_A_RUN):
            folder = conf.home / f"pages-{first}"
            folder.mkdir(parents=True)
            for number in range(first, min(count, first + OF_A_RUN)):
                name, text = samples[number % len(samples)]
                (folder / f"{number:07d}_{name}").write_text(made(text, number, name.endswith(".html")), "utf-8")
            run_id = f"made_{first}"
            batches = steps.find(
                steps.Request(run_id, "articles", "manual", read="folder", folder=str(folder), batch_size=BATCH)
            )
            last = steps.load(run_id, list(pool.map(_read, [run_id] * len(batches), batches)))
            shutil.rmtree(folder)
            print(f"loaded {min(count, first + OF_A_RUN)} of {count} pages", flush=True)
    steps.publish(last)
    return int(retagging.articles())


def _read(run_id: str, batch: str) -> str:
    return steps.tag(run_id, steps.clean(run_id, steps.extract(run_id, batch)))


def measure(count: int, workers: int) -> int:
    """All of it, in a home of its own; 0 when no pass found a difference."""
    with tempfile.TemporaryDirectory() as name:
        before = os.environ.get("BLOCWATCH_HOME")
        os.environ["BLOCWATCH_HOME"] = name
        try:
            articles = load(count, workers)
            print(f"{articles} articles of {count} pages; {workers} processes on {os.cpu_count()} cores", flush=True)
            size = _size(articles)
            left = _killed(articles, workers, size)
            found = [_pass(left, workers, size), _pass(articles, workers, size, "--prove")]
        finally:
            os.environ.pop("BLOCWATCH_HOME") if before is None else os.environ.update(BLOCWATCH_HOME=before)
    print(f"\nkilled and resumed: {found[0]}\nsecond pass:        {found[1]}")
    print(f"peak memory of a process: {max(peak_memory(), _children_memory()):.2f} GB")
    return max(one.code for one in found)


def _command(workers: int, size: int, *words: str) -> list[str]:
    return [sys.executable, "-m", "etl", "retag", "--workers", str(workers), "--batch-size", str(size), *words]


def _killed(articles: int, workers: int, size: int) -> int:
    """Kills a first pass on its way; returns how many pages it had left."""
    child = subprocess.Popen(_command(workers, size))
    while child.poll() is None and retagging.status().get("read", 0) < KILLED_AT * articles:
        time.sleep(1)  # to look costs time of the cores that are measured
    child.kill()
    child.wait()
    known = retagging.status()
    print(f"killed when {known.get('read', 0)} of {known.get('all', 0)} pages were read", flush=True)
    return int(known.get("all", 0)) - int(known.get("read", 0))


def _size(articles: int) -> int:
    return max(1, min(BATCH, articles // 20))


def _pass(pages: int, workers: int, size: int, *words: str) -> Pass:
    before, start = _cpu(), time.perf_counter()
    code = subprocess.run(_command(workers, size, *words), check=False).returncode
    return Pass(pages, time.perf_counter() - start, _cpu() - before, code)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _children_memory() -> float:
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak / 1e9 if sys.platform == "darwin" else peak * 1024 / 1e9
