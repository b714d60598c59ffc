"""Warehouses of many articles, filled through the real loader, and what loading and asking them costs."""

from __future__ import annotations

import multiprocessing
import os
import re
import shutil
import statistics
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from etl import resolving, settings, steps
from etl.commands import hammer, varied
from etl.load import keeping, publishing, warehouse
from etl.model import Likeness
from etl.resolve import likeness
from etl.staging import schema_of, to_table

OF_A_LOAD = 15_000  # articles while a warehouse is filled
LARGEST = 1_000_000  # articles
NEW = 500  # articles of a load that is measured
AGAIN = 20  # of these, articles of the load before that come with another text, in daily loads
QUESTIONS = settings.PROJECT / "benchmarks" / "questions.toml"
MEMORY = "2GB"
SLOW = 20  # times the bare scan
BRIEFING_SECONDS, BRIEFING_BYTES = 60, 3_000_000  # of a briefing, and of each of its pages


def fill(made: varied.Varied, size: int) -> None:
    """A warehouse of the last so many of LARGEST articles below the home of the environment: whatever its size, its
    last weeks are the same, and what comes next is new to it."""
    conf, start = settings.load(), time.perf_counter()
    for number, first in enumerate(range(LARGEST - size, LARGEST, OF_A_LOAD), 1):
        numbers = range(first, min(first + OF_A_LOAD, LARGEST))
        _fill(conf, f"fill-{first}", made.staged(numbers))
        if number % 10 == 0:
            told = numbers.stop - LARGEST + size
            print(f"  {told} of {size} articles, {time.perf_counter() - start:.0f} s", flush=True)
    keeping.compact(conf)


def _fill(conf: settings.Settings, run_id: str, staged: dict[str, Any]) -> None:
    """What `steps.load` does, without its records."""
    request = hammer.request(run_id)
    with warehouse.open_work_file(conf, prepare=True) as work:
        warehouse.refresh_reference(work)
        outcome = warehouse.load_run(work, request, staged)
        found = [likeness.likeness(*pair) for pair in warehouse.candidates(work)]
        warehouse.write_likeness(work, to_table(Likeness, filter(None, found)))
        resolving.refresh(work)
        none = schema_of(steps.OutsideWindow).empty_table()
        funnel = hammer.funnel_of(staged)
        warehouse.record_run(work, request, outcome.counts, funnel, [], none)
        warehouse.end_run(work, run_id, "published")


def loading(made: varied.Varied, times: int = 5) -> dict[str, float]:
    """Median CPU and wall seconds of `load` and `check` of NEW new articles, after one load that warms up; they are the
    same articles whatever the size of the warehouse."""
    taken: dict[str, list[float]] = {"load_cpu": [], "load_wall": [], "check_cpu": []}
    for number in range(times + 1):
        run_id, first = f"new-{number}", LARGEST + number * NEW
        hammer.stage(run_id, made.staged(range(first, first + NEW)))
        cpu, wall = time.process_time(), time.perf_counter()
        steps.load(run_id, ["batch"])
        loaded, walled = time.process_time(), time.perf_counter()
        steps.check(run_id)
        if number:
            taken["load_cpu"].append(loaded - cpu)
            taken["load_wall"].append(walled - wall)
            taken["check_cpu"].append(time.process_time() - loaded)
        _end(run_id)
    return {name: statistics.median(values) for name, values in taken.items()}


def _end(run_id: str) -> None:
    """Takes the run for published without a copy."""
    with warehouse.open_work_file(settings.load()) as work:
        warehouse.end_run(work, run_id, "published")


def growth(made: varied.Varied, loads: int, each: int = 50) -> float:
    """Bytes of the work file after daily loads that also replace articles, with what keeps it small, over those of the
    same rows written anew."""
    conf = settings.load()
    for number in range(loads):
        run_id, first = f"day-{number}", number * each
        new = made.staged(range(first, first + each), each)
        if number:
            again = made.staged(range(first - each, first - each + AGAIN), each)
            new = {kind: varied.joined(new[kind], varied.changed(again[kind], number)) for kind in new}
        hammer.stage(run_id, new)
        steps.check(steps.load(run_id, ["batch"]))
        _end(run_id)
        keeping.compact(conf, always=False)
    size = conf.work_file.stat().st_size
    keeping.compact(conf)
    return size / conf.work_file.stat().st_size


def questions() -> dict[str, dict[str, Any]]:
    """View or macro of `report` → a typical question (`ask`) and the columns it needs (`scan`)."""
    return tomllib.loads(QUESTIONS.read_text("utf-8"))


def asked(file: Path) -> Iterator[str]:
    """One line a question: seconds, seconds of the bare scan, how many times as much, memory; and the slow ones."""
    slow = []
    yield f"{'view or macro':<24}{'seconds':>9}{'scan':>9}{'ratio':>8}{'MB':>7}"
    for name, question in sorted(questions().items()):
        answer, *scans = _in_process(file, [question["ask"], *map(bare, question["scan"])])
        if failed := next((a for a in (answer, *scans) if isinstance(a, str)), None):
            slow.append(f"{name}: {failed}")
            continue
        scan = sum(seconds for seconds, _ in scans)
        ratio = answer[0] / scan
        yield f"{name:<24}{answer[0]:>9.4f}{scan:>9.4f}{ratio:>8.1f}{answer[1]:>7.0f}"
        if ratio > SLOW:
            slow.append(f"{name}: {ratio:.0f} times the scan")
    yield "all within bounds" if not slow else "out of bounds:\n  " + "\n  ".join(slow)


def bare(scan: str) -> str:
    """`schema.table(a, b)` as a query that reads these columns and does next to nothing with them."""
    table, _, columns = scan.rstrip(")").partition("(")
    # hashed, because a maximum can be told without reading
    read = ", ".join(f"bit_xor(hash({column.strip()}))" for column in columns.split(","))
    return f"select {read} from {table}"


def _in_process(file: Path, queries: list[str]) -> list[Any]:
    """For each query median seconds of three answers after one that warms up, and the most memory in MB the process
    had until then; or what failed."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_answers, (str(file), queries))


def _answers(file: str, queries: list[str]) -> list[tuple[float, float] | str]:
    with duckdb.connect(file, read_only=True, config={"memory_limit": MEMORY, "threads": 2}) as connection:
        return [_answer(connection, query) for query in queries]


def _answer(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[float, float] | str:
    taken = []
    try:
        for _ in range(4):
            start = time.perf_counter()
            connection.execute(query).fetchall()
            taken.append(time.perf_counter() - start)
    except duckdb.Error as error:
        return str(error).splitlines()[0]
    return statistics.median(taken[1:]), _most_memory()


def _most_memory() -> float:
    """MB this process has held at most; ru_maxrss would be that of the process it was started by."""
    told = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text("ascii"))
    return int(told[1]) / 1024 if told else float("nan")


def measure(sizes: list[int], loads: int, home: Path) -> None:
    """Everything, one size after the other; each warehouse is removed when it was measured."""
    taken: dict[int, dict[str, float]] = {}
    os.environ["BLOCWATCH_HOME"] = str(home / "samples")
    made = varied.Varied()
    for size in sizes:
        os.environ["BLOCWATCH_HOME"] = str(home / str(size))
        print(f"warehouse of {size} articles", flush=True)
        start = time.perf_counter()
        fill(made, size)
        conf = settings.load()
        print(
            f"  filled in {time.perf_counter() - start:.0f} s, {conf.work_file.stat().st_size / 1e6:.0f} MB", flush=True
        )
        taken[size] = loading(made)
        print("  500 new: " + ", ".join(f"{n} {v:.2f} s" for n, v in taken[size].items()), flush=True)
        print("\n".join("  " + line for line in asked(conf.work_file)), flush=True)
        shutil.rmtree(conf.home)
    for name in ("load_cpu", "check_cpu"):
        ratio = taken[sizes[-1]][name] / taken[sizes[0]][name]
        print(f"{name}: {sizes[-1]} articles / {sizes[0]} articles = {ratio:.2f}")
    os.environ["BLOCWATCH_HOME"] = str(home / "days")
    print(f"after {loads} daily loads the file is {growth(made, loads):.2f} times its payload", flush=True)


def brief(size: int, home: Path) -> list[str]:
    """Fills a warehouse, publishes it and makes its briefing in a process of its own; returns what is out of bounds."""
    os.environ["BLOCWATCH_HOME"] = str(home / "samples")
    made = varied.Varied()
    os.environ["BLOCWATCH_HOME"] = str(home / "filled")
    print(f"warehouse of {size} articles", flush=True)
    fill(made, size)
    publishing.publish_file(settings.load(), "bench")
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        wall, cpu, memory, pages = pool.apply(_briefed)
    print(f"briefing in {wall:.1f} s, {cpu:.1f} s of CPU, at most {memory:.0f} MB of memory")
    print("\n".join(f"  {name}: {count / 1e6:.2f} MB" for name, count in pages.items()))
    bad = [
        f"{name} has {count} bytes, at most {BRIEFING_BYTES}" for name, count in pages.items() if count > BRIEFING_BYTES
    ]
    bad += [f"it took {wall:.0f} s, at most {BRIEFING_SECONDS}"] if wall > BRIEFING_SECONDS else []
    print("all within bounds" if not bad else "out of bounds:\n  " + "\n  ".join(bad))
    return bad


def _briefed() -> tuple[float, float, float, dict[str, int]]:
    wall, cpu = time.perf_counter(), time.process_time()
    pages = {Path(page).name: Path(page).stat().st_size for page in steps.brief()}
    return time.perf_counter() - wall, time.process_time() - cpu, _most_memory(), pages


__all__ = ["asked", "brief", "fill", "growth", "loading", "measure", "questions"]
