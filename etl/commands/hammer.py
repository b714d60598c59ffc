"""Runs killed at random moments, and readers who never pause: what must hold then is looked up after each.

Runs are children made by fork, so that none waits for imports. They load a few articles made by rule, check, publish
and compact, as a run does.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from etl import settings, steps
from etl.commands import varied
from etl.load import keeping
from etl.model import SetAside, Unchanged
from etl.staging import Staging

ARTICLES = 5  # of a run

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
    r.run_id is null
    or r.articles_new + r.articles_changed + r.articles_retagged is distinct from coalesce(b.articles, 0)
    or coalesce(b.articles, 0) < coalesce(t.articles, 0)
"""


def stage(run_id: str, staged: dict[str, pa.Table]) -> None:
    """Leaves what `steps.load` needs."""
    staging = Staging(settings.load().staging_url, run_id)
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


def kills(runs: int, seed: int, longest: float | None = None) -> list[str]:
    """Starts runs and kills each at a random moment; prints what it saw and returns what was wrong."""
    made, conf, draw = varied.Varied(), settings.load(), random.Random(seed)
    wrong: list[str] = []
    reported: Counter[str] = Counter()
    promised: set[tuple[str, str]] = set()
    whole = _in_child(lambda say: _run("whole-0", made_of(made, 0, runs), say), None)
    if ("whole-0", "published") not in whole[0]:
        return ["a run that nobody kills does not end"]
    promised |= whole[0]
    longest = longest or whole[1] * 1.1
    for number in range(1, runs + 1):
        staged = made_of(made, number, runs)
        moment = draw.uniform(0, longest)
        said, _ = _in_child(lambda say, n=number, s=staged: _run(f"killed-{n}", s, say), moment)  # type: ignore[misc]
        promised |= said
        reported[max((what for _, what in said), default="nothing")] += 1
        wrong += [f"run {number}, killed after {moment:.2f} s: {what}" for what in _lost(conf, promised)]
        if number % 10 == 0:
            print(f"  {number} of {runs} runs killed, {len(wrong)} things wrong", flush=True)
    told = ", ".join(f"{count} after '{what}'" for what, count in sorted(reported.items()))
    print(f"{runs} runs killed within {longest:.1f} s: {told}; {len(wrong)} things wrong")
    return wrong


def made_of(made: varied.Varied, number: int, runs: int) -> dict[str, pa.Table]:
    """The articles of one run: some new, and one of the run before."""
    first = number * ARTICLES
    return made.staged(range(max(first - 1, 0), first + ARTICLES), (runs + 2) * ARTICLES)


def _run(run_id: str, staged: dict[str, pa.Table], say: Callable[[str], None]) -> None:
    stage(run_id, staged)
    steps.load(run_id, ["batch"])
    say(f"{run_id} loaded")
    steps.check(run_id)
    steps.publish(run_id)
    say(f"{run_id} published")
    keeping.compact(settings.load())
    say(f"{run_id} whole")


def _in_child(
    work: Callable[[Callable[[str], None]], None], moment: float | None
) -> tuple[set[tuple[str, str]], float]:
    """Runs it in a child that is killed at the moment, if it still lives; what it said, and how long it lived."""
    reading, writing = os.pipe()
    start = time.perf_counter()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            work(partial(_say, writing))
        except BaseException as error:
            _say(writing, f"error {type(error).__name__}: {str(error)[:200]}")
        finally:
            os._exit(0)
    os.close(writing)
    if moment is not None:
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading) as lines:
        said = [line.strip().partition(" ") for line in lines]
    return {(run_id, what) for run_id, _, what in said}, time.perf_counter() - start


def _say(writing: int, text: str) -> None:
    os.write(writing, f"{text}\n".encode())


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


def readers(count: int, publishes: int) -> list[str]:
    """Readers ask without pause while runs are published; prints what they saw and returns what was wrong."""
    conf = settings.load()
    conf.home.mkdir(parents=True, exist_ok=True)
    stop = conf.home / "stop"
    stop.unlink(missing_ok=True)
    # before this process has threads, of which a child would have none
    children = [_reader(conf.published_link, stop) for _ in range(count)]
    try:
        _publish_all(publishes)
    finally:
        stop.touch()
    return _heard(children, publishes)


def _publish_all(publishes: int) -> None:
    made = varied.Varied()
    for number in range(publishes):
        run_id = f"run-{number}"
        stage(run_id, made.staged(range(number * ARTICLES, (number + 1) * ARTICLES), 10_000))
        steps.publish(steps.check(steps.load(run_id, ["batch"])))


def _heard(children: list[tuple[int, int]], publishes: int) -> list[str]:
    wrong, questions, states = [], 0, set()
    for child, reading in children:
        os.waitpid(child, 0)
        with os.fdopen(reading) as lines:
            for line in lines:
                kind, _, text = line.strip().partition(" ")
                if kind == "wrong":
                    wrong.append(text)
                elif kind == "asked":
                    questions += int(text)
                else:
                    states.add(text)
    seen = f"{questions} connections, {len(states)} states seen, {len(wrong)} wrong"
    print(f"{len(children)} readers, {publishes} publishes: {seen}")
    return wrong


def _reader(link: Path, stop: Path) -> tuple[int, int]:
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    try:
        os.close(reading)
        for line in _seen(link, stop):
            _say(writing, line)
    finally:
        os._exit(0)


def _seen(link: Path, stop: Path) -> list[str]:
    asked, wrong, states, parent = 0, [], set(), os.getppid()
    while not link.exists() and not stop.exists() and os.getppid() == parent:
        time.sleep(0.05)
    while not stop.exists() and os.getppid() == parent:  # an end of the parent ends its readers
        try:
            # the link itself, as people open it
            with duckdb.connect(str(link), read_only=True, config={"threads": 1}) as file:
                answers: list[Any] = [file.execute(query).fetchone() for query in (FIRST, THEN)]
                answers.append(file.execute(FIRST).fetchone())
            states.add(str(answers[0][0]))
            if len(set(answers)) != 1:
                wrong.append(f"wrong two states: {answers}")
        except Exception as error:
            wrong.append(f"wrong refused: {type(error).__name__} {str(error).splitlines()[0]}")
        asked += 1
    return [f"asked {asked}", *wrong[:20], *(f"state {state}" for state in states)]
