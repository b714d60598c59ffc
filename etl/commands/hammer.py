"""Runs killed at random moments, and readers who never pause: what must hold then is looked up after each.

Runs are children made by fork of a process that has everything imported and no database open, so that none waits for
imports and a run takes a second or two. They go the whole walk over a few articles made by rule.
"""

from __future__ import annotations

import hashlib
import logging
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import sqlalchemy as sa

from etl import clean, seeds, settings, steps, tag
from etl.commands import varied
from etl.load import keeping, publishing
from etl.model import Page, SetAside, Unchanged
from etl.report import checks
from etl.staging import Staging

ARTICLES = 3  # of a run
PHASES = ("find", "extract", "clean", "tag", "load", "check", "publish", "compact", "back up")
LEFT = ("*.part", "*.wal", "*.compact", "*.restore", "*.new")  # names of what a killed run may leave
LEFT_IN_ALL = 3  # of those there may be at most so many after any number of runs: the next run takes the last one's
FOUND, OTHER_TEXT = "{0}. Treffen in {1}", "Später hieß es, es werde noch {0} Treffen geben."
PLACES = ("Minsk", "Moskau", "Astana", "Bischkek", "Duschanbe", "Eriwan")
PERSONS = ("Imangali Tasmagambetow", "Alexander Lukaschenko", "Kassym-Schomart Tokajew", "Sergej Lawrow")
TEXT = """{title}

{place}, {day}. Januar 2023. {person} ist am {day}. Januar 2023 in {place} mit den Außenministern der OVKS \
zusammengekommen. Das teilte das Sekretariat der OVKS mit. Es war das Treffen Nummer {number}.

{person} sagte: "Wir haben {number} Fragen besprochen und {day} Papiere unterzeichnet."
"""

# a run that a publish has seen, with what it says it brought and what is there of it
HALF = """
with brought as (
    select load_number, count(*) as articles from store.article group by load_number
),

told as (
    select load_number, count(distinct article_id) as articles from store.mention group by load_number
)

select r.run_id
from store.run as r
full join brought as b using (load_number)
full join told as t using (load_number)
where
    -- facts or articles without their run, a run without its articles
    r.run_id is null
    or r.articles_new + r.articles_changed + r.articles_retagged is distinct from coalesce(b.articles, 0)
    or coalesce(b.articles, 0) < coalesce(t.articles, 0)
union all
select article_id from core.article
where
    article_id not in (select article_id from store.mention)
    or article_id not in (select article_id from store.paragraph)
"""


def stage(run_id: str, staged: dict[str, pa.Table], url: str | None = None) -> None:
    """Leaves what `steps.load` needs."""
    staging = Staging(url or settings.load().staging_url, run_id)
    staging.remove()
    varied.stage(staging, "batch", staged)
    staging.write(SetAside, steps.FOUND, [])
    staging.write(Unchanged, steps.FOUND, [])
    staging.write_note("run", request(run_id))


def request(run_id: str) -> dict[str, Any]:
    """What a run of made articles was asked."""
    asked = steps.Request(run_id, "bench", "manual", read="folder", folder="none")
    return asdict(asked) | {"ruleset": "bench", "started_at": datetime.now(UTC).isoformat()}


def funnel_of(staged: dict[str, pa.Table]) -> Counter[tuple[str, str]]:
    """What the funnel of a run says in which nothing is set aside."""
    counts = Counter(staged["Article"]["source"].to_pylist())
    stages = ("found", "fetched", "cleaned", "tagged", "loaded")
    return Counter({(source, stage): count for source, count in counts.items() for stage in stages})


def kills(runs: int, seed: int) -> list[str]:
    """Starts runs and kills each at a random moment of a phase; prints what it saw and returns what was wrong.

    Phases are drawn by how long they take, and short ones as often as if they took their share.
    """
    conf, draw = settings.load(), random.Random(seed)
    conf.home.mkdir(parents=True, exist_ok=True)
    _warm()
    lengths: dict[str, float] = {}
    promised, fell, wrong = set[tuple[str, str]](), Counter[str](), list[str]()
    with _readers(1, conf) as heard:
        for number in range(-2, runs):  # the first makes the file, the second is measured
            run_id, killed = f"run-{number}", number >= 0
            folder = _folder(conf, number)
            phase, length = _moment(draw, lengths) if killed else ("", None)
            said, lengths_now = _in_child(partial(_run, run_id, folder, number), phase, length)
            lengths = lengths_now if not killed else lengths
            promised |= said
            fell[_fell_in(said)] += killed
            wrong += [f"{run_id}, killed in {phase!r}: {what}" for what in _looked_up(conf, promised)]
    wrong += heard
    wrong += _at_the_end(conf, runs, promised)
    print(f"an undisturbed run takes {sum(lengths.values()):.1f} s; of {runs} runs so many were killed in")
    print("\n".join(f"  {phase:<8} {fell[phase]:>4}   (takes {lengths[phase]:.2f} s)" for phase in PHASES))
    print(f"  after it {fell['after it']:>4}")
    kept = Counter(what for _, what in promised if what in ("loaded", "published"))
    print(f"{kept['loaded']} said to be loaded, {kept['published']} published; {len(wrong)} things wrong")
    return wrong


def _warm() -> None:
    """Does what the first article of a process costs, once for all children; no database is opened and no file read."""
    text = TEXT.format(title="Ein Treffen", place=PLACES[0], person=PERSONS[0], day=1, number=1).encode()
    page = Page(hashlib.sha256(text).hexdigest(), None, "1.txt", "1.txt", "text/plain", len(text), datetime.now(UTC))
    tag.facts(tag.bounded(clean.article(page, text, clean.own_seeds()), steps.tag_seeds()), steps.tag_seeds())
    seeds.ruleset()
    sa.create_engine("duckdb://")


def _moment(draw: random.Random, lengths: dict[str, float]) -> tuple[str, float]:
    """A phase, and how long after its beginning: a bit beyond its end, too."""
    share = sum(lengths.values()) / len(lengths)
    [phase] = draw.choices(list(lengths), [length + share for length in lengths.values()])
    return phase, draw.uniform(0, lengths[phase] * 1.2)


def _folder(conf: settings.Settings, number: int) -> Path:
    """The articles of one run: new ones, and the last one of the run before with another text."""
    folder = conf.home / "in" / str(number)
    folder.mkdir(parents=True)
    first = number * ARTICLES
    for article in range(first - 1, first + ARTICLES):
        place, person = PLACES[article % len(PLACES)], PERSONS[article % len(PERSONS)]
        title, day = FOUND.format(article + 100, place), article % 28 + 1
        text = TEXT.format(title=title, place=place, person=person, day=day, number=article + 100)
        more = f"\n{OTHER_TEXT.format(article + 200)}\n" if article < first else ""
        (folder / f"{article + 100}.txt").write_text(text + more, "utf-8")
    return folder


def _run(run_id: str, folder: Path, number: int, say: Callable[[str], None]) -> None:
    """The walk as the DAG goes it, with a compaction and a backup each time, as if every run were of another day."""
    conf = settings.load()

    def phase(name: str) -> None:
        say(f"phase {name}")

    phase("find")
    [batch] = steps.find(steps.Request(run_id, "bench", "manual", read="folder", folder=str(folder)))
    for name, step in (("extract", steps.extract), ("clean", steps.clean), ("tag", steps.tag)):
        phase(name)
        step(run_id, batch)
    phase("load")
    steps.load(run_id, [batch])
    say(f"{run_id} loaded")
    phase("check")
    steps.check(run_id)
    phase("publish")
    publishing.publish(conf, run_id)
    say(f"{run_id} published")
    phase("compact")
    keeping.compact(conf)
    phase("back up")
    keeping.back_up(conf, datetime.now(UTC) + timedelta(number))
    steps.forget_staging(conf)
    phase("after it")


def _fell_in(said: set[tuple[str, str]]) -> str:
    begun = {what for kind, what in said if kind == "phase"}
    return next((phase for phase in ("after it", *reversed(PHASES)) if phase in begun), PHASES[0])


def _looked_up(conf: settings.Settings, promised: set[tuple[str, str]]) -> list[str]:
    """What does not hold; asked by a child, so that this process never has a database open when it makes others."""

    def look(say: Callable[[str], None]) -> None:
        for what in _lost(conf, promised):
            say(f"wrong {what}")

    said, _ = _in_child(look)
    promised -= {row for row in promised if row[0] == "error"}  # said once
    return sorted(what for _, what in said)


def _at_the_end(conf: settings.Settings, number: int, promised: set[tuple[str, str]]) -> list[str]:
    """What is wrong after one more run that nobody kills: it publishes all that was loaded, and clears up."""

    def work(say: Callable[[str], None]) -> None:
        _run("run-last", _folder(conf, number), number, say)
        with duckdb.connect(str(conf.work_file), read_only=True) as file:
            checks.prove(_Asked(file))

    said, _ = _in_child(work)
    promised |= said | {(run_id, "published") for run_id, what in promised if what == "loaded"}
    # in the folders of files; a page's part in the raw store is of a run, and a folder of pages may be large
    folders = (conf.home, conf.published_folder, conf.backup_folder)
    left = sorted(path.name for folder in folders for name in LEFT for path in folder.glob(name))
    piled = [f"{len(left)} files are left over: {', '.join(left[:5])}"] if len(left) > LEFT_IN_ALL else []
    return [*_looked_up(conf, promised), *piled]


class _Asked:
    """A plain connection, as the checks want it."""

    def __init__(self, file: duckdb.DuckDBPyConnection) -> None:
        self.run = file.execute


def _in_child(
    work: Callable[[Callable[[str], None]], object], phase: str = "", moment: float | None = None
) -> tuple[set[tuple[str, str]], dict[str, float]]:
    """Runs it in a child that is killed so long after the phase began; what it said, and how long each phase took."""
    reading, child = _forked(work)
    said: set[tuple[str, str]] = set()
    began: list[tuple[str, float]] = []
    with os.fdopen(reading) as lines:
        for line in iter(lines.readline, ""):
            kind, _, what = line.strip().partition(" ")
            said.add((kind, what))
            if kind == "phase":
                began.append((what, time.perf_counter()))
            if moment is not None and (kind, what) == ("phase", phase):
                time.sleep(moment)
                os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    ends = [at for _, at in began[1:]]
    return said, {name: end - at for (name, at), end in zip(began, ends, strict=False)}


def _forked(work: Callable[[Callable[[str], None]], object]) -> tuple[int, int]:
    """Starts it in a child; where what it says can be read, and its id."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return reading, child
    try:
        os.close(reading)
        logging.disable()
        work(partial(_say, writing))
    except BaseException as error:
        _say(writing, f"error {type(error).__name__}: {str(error)[:200]}")
    finally:
        os._exit(0)


def _say(writing: int, text: str) -> None:
    os.write(writing, " ".join(text.split()).encode() + b"\n")


def _lost(conf: settings.Settings, promised: set[tuple[str, str]]) -> list[str]:
    """What of that which was promised does not hold, in the work file and in the published one."""
    wrong = [f"failed: {what}" for run_id, what in promised if run_id == "error"]
    for path, said in ((conf.work_file, "loaded"), (conf.published_link, "published")):
        wanted = {run_id for run_id, what in promised if what == said}
        try:
            with duckdb.connect(str(path.resolve()), read_only=True) as file:
                there = {run_id for (run_id,) in file.execute("select run_id from store.run").fetchall()}
                wrong += [f"{path.name} has half a run: {run_id}" for (run_id,) in file.execute(HALF).fetchall()]
        except duckdb.Error as error:
            wrong.append(f"{path.name} does not open: {str(error).splitlines()[0]}")
            continue
        wrong += [f"{path.name} lacks {run_id}" for run_id in wanted - there]
    return wrong


# two questions of one connection, whose answers must be of one state
FIRST = "select max(load_number), count(*) from store.run"
THEN = "select max(load_number), count(distinct load_number) from store.article"
ASKED = (1, 50)  # times each, of one connection: some end at once, others see a publish or two pass by


def readers(count: int, publishes: int) -> list[str]:
    """Readers ask without pause while runs are published; prints what they saw and returns what was wrong."""
    conf = settings.load()
    conf.home.mkdir(parents=True, exist_ok=True)
    said, _ = _in_child(partial(_make, conf.home / "made", publishes))
    with _readers(count, conf) as wrong:
        for number in range(publishes):
            run_id = f"run-{number}"
            folder = Staging(conf.staging_url, run_id).folder
            folder.parent.mkdir(parents=True, exist_ok=True)
            Path(conf.home / "made" / run_id).rename(str(folder))
            steps.publish(steps.check(steps.load(run_id, ["batch"])))
    return [f"{kind}: {what}" for kind, what in said] + wrong


def _make(folder: Path, publishes: int, say: Callable[[str], None]) -> None:
    """Stages the articles of all runs beforehand."""
    staged = varied.Varied().staged(range(publishes * ARTICLES))
    ids = sorted(staged["Article"]["article_id"].to_pylist())
    for number in range(publishes):
        mine = pa.array(ids[number * ARTICLES : (number + 1) * ARTICLES], pa.string())
        some = {kind: table.filter(pc.is_in(table["article_id"], value_set=mine)) for kind, table in staged.items()}
        stage(f"run-{number}", some, str(folder))


@contextmanager
def _readers(count: int, conf: settings.Settings) -> Iterator[list[str]]:
    """Lets readers read meanwhile; behind the block the list holds what was wrong."""
    stop, wrong = conf.home / "stop", list[str]()
    stop.unlink(missing_ok=True)
    children = [_forked(partial(_read, conf.published_link, stop, number)) for number in range(count)]
    try:
        yield wrong
    finally:
        stop.touch()
        seen, states = Counter[str](), set[str]()
        for reading, child in children:
            with os.fdopen(reading) as lines:
                said = [line.strip().partition(" ") for line in lines]
            os.waitpid(child, 0)
            wrong += [f"a reader: {text}" for kind, _, text in said if kind in ("wrong", "error")]
            states |= {text for kind, _, text in said if kind == "state"}
            seen.update({kind: int(text) for kind, _, text in said if kind in ("queries", "connections")})
            seen["mute"] += "queries" not in {kind for kind, _, _ in said}
    wrong += [f"{seen['mute']} readers did not come to their end"] if seen["mute"] else []
    told = f"{seen['queries']} queries on {seen['connections']} connections, {len(states)} states seen"
    print(f"readers: {count}, {told}, {len(wrong)} things wrong")


def _read(link: Path, stop: Path, number: int, say: Callable[[str], None]) -> None:
    os.nice(19)  # they ask without pause, and what is measured is not how the machine shares out its cores
    draw, seen, states = random.Random(number), Counter[str](), set[str]()
    parent = os.getppid()
    while not stop.exists() and os.getppid() == parent:  # the end of the parent ends its readers
        if not link.is_symlink():  # nothing was ever published
            time.sleep(0.05)
            continue
        try:
            # the link itself, as people open it
            with duckdb.connect(str(link), read_only=True, config={"threads": 1}) as file:
                answers = [_answer(file) for _ in range(draw.choice(ASKED))]
            states.add(str(answers[0]))
            seen.update({"connections": 1, "queries": 2 * len(answers)})
            if len(set(answers)) != 1:
                say(f"wrong two states: {set(answers)}")
        except Exception as error:
            say(f"wrong refused: {type(error).__name__} {str(error).splitlines()[0]}")
    for line in (
        *(f"state {state}" for state in states),
        *(f"{what} {seen[what]}" for what in ("connections", "queries")),
    ):
        say(line)


def _answer(file: duckdb.DuckDBPyConnection) -> tuple[Any, ...]:
    first, then = (file.execute(query).fetchone() for query in (FIRST, THEN))
    return first, then
