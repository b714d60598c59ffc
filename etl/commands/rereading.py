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
from datetime import date, timedelta

from etl import retagging, seeds, settings, steps
from etl.commands.mutations import OWN_ADDRESS, WORD
from etl.commands.spoilt import peak_memory

SAMPLES = settings.SEEDS / "articles"
OF_A_RUN = 5000  # pages loaded at once
BATCH = 100
KILLED_AT = 0.3  # of the pages are read when the first pass is killed
TITLE = re.compile(r"(<title>|<h1[^>]*>)")
OTHER_WORDS = 0.4  # of the longer ones, so that two pages of one sample are not alike
# up to twelve years further back, by whole weeks, so that "on Wednesday" stays true
WEEKS = 626
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


class Pages:
    """The samples, and what is made of them: page n is a copy of one on days of its own, with other names and words.

    Days go on with the pages, as those of daily runs do: `count` pages are spread over WEEKS.
    """

    def __init__(self, count: int) -> None:
        """Reads the samples."""
        self.count = count
        self.samples = [(path.name, path.read_text("utf-8")) for path in sorted(SAMPLES.iterdir())]
        self.words = {
            language: sorted({word for name, text in self.samples if _language(name) == language
                              for word in WORD.findall(text)})
            for language in seeds.languages()
        }  # fmt: skip
        self.months = {name: number for one in seeds.languages().values() for name, number in one.months.items()}
        # of each language its months by the name that stands first
        self.named = [
            {number: name for name, number in reversed(one.months.items())} for one in seeds.languages().values()
        ]
        names = "|".join(sorted(map(re.escape, self.months), key=len, reverse=True))
        self.days = re.compile(
            r"\b(?P<iso>\d{4}-\d\d-\d\d)(?!\d)|\b(?P<dotted>\d\d\.\d\d\.\d{4})\b"
            rf"|\b(?:(?P<first>\d\d?)(?P<to>\.? (?:und|and|и) ))?(?P<day>\d\d?)(?P<gap>\.? )(?P<month>{names})\b"
            r"(?P<comma>,? )?(?P<year>\d{4}\b)?"
            rf"|\b(?P<en_month>{names}) (?P<en_day>\d\d?)\b(?:, (?P<en_year>\d{{4}})\b)?",
            re.IGNORECASE,
        )

    def __getitem__(self, number: int) -> tuple[str, str]:
        """File name and text."""
        name, text = self.samples[number % len(self.samples)]
        chance, words = random.Random(number), self.words[_language(name)]
        text = OWN_ADDRESS.sub(lambda m: f'{m[1]}="{m[2]}?n={number}"', text)
        text = WORD.sub(lambda m: chance.choice(words) if chance.random() < OTHER_WORDS else m[0], text)
        back = timedelta(weeks=WEEKS - number * WEEKS // self.count + chance.randrange(3))
        year = max(map(int, re.findall(r"\b20[012]\d\b", text)), default=2023)  # of a day told without one
        text = self.days.sub(lambda m: self._other(m, year, back), text)
        one, other = chance.sample(PERSONS, 2)
        text = text.replace(one, other)
        if name.endswith(".html"):
            text = TITLE.sub(lambda m: f"{m[1]}{number}: ", text)
        return f"{number:07d}_{name}", text

    def _other(self, match: re.Match[str], year: int, back: timedelta) -> str:
        """The day told in the same form, so much earlier; what is no day stays."""
        part = match.groupdict()
        try:
            if part["iso"]:
                return f"{date.fromisoformat(part['iso']) - back}"
            if part["dotted"]:
                day, month, told = part["dotted"].split(".")
                return f"{date(int(told), int(month), int(day)) - back:%d.%m.%Y}"
            month, day = part["month"] or part["en_month"], part["day"] or part["en_day"]
            told = part["year"] or part["en_year"]
            when = date(int(told or year), self.months[month.casefold()], int(day)) - back
        except ValueError:
            return match[0]
        named = next(names for names in self.named if month.casefold() in names.values() or names is self.named[-1])
        name = named[when.month].capitalize() if month[0].isupper() else named[when.month]
        if part["en_month"]:
            return f"{name} {when.day}, {when.year}" if told else f"{name} {when.day}"
        first = f"{max(1, when.day - int(day) + int(part['first']))}{part['to']}" if part["first"] else ""
        return f"{first}{when.day}{part['gap']}{name}{part['comma'] or ''}{when.year if told else ''}"


def _language(name: str) -> str:
    return next((code for code in ("en", "ru") if f"_{code}_" in name), "de")


def load(count: int, workers: int) -> int:
    """Makes the pages and loads them as daily runs would; returns how many became articles."""
    pages = Pages(count)
    conf = settings.load()
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        for first in range(0, count, OF_A_RUN):
            folder = conf.home / f"pages-{first}"
            folder.mkdir(parents=True)
            for number in range(first, min(count, first + OF_A_RUN)):
                name, text = pages[number]
                (folder / name).write_text(text, "utf-8")
            run_id = f"made_{first}"
            batches = steps.find(
                steps.Request(run_id, "articles", "manual", read="folder", folder=str(folder), batch_size=BATCH)
            )
            last = steps.load(run_id, list(pool.map(_read, [run_id] * len(batches), batches)))
            shutil.rmtree(folder)
            print(f"loaded {min(count, first + OF_A_RUN)} of {count} pages", flush=True)
    steps.publish(steps.check(last))
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
