"""./blocwatch bench: measures; figures of one run are compared with each other, never with another machine's."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from etl import settings
from etl.commands import composed, hammer, pages, rereading, run, speed, spoilt, warehouses
from etl.commands.mutations import mutated as made_by_seed
from etl.errors import InputError

HELP = "measure something; without a name it lists what"

EMPTY_DAG = """from airflow.sdk import dag, task


@dag(dag_id="empty", schedule=None)
def empty():
    @task
    def nothing():
        return None

    nothing()


empty()
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name", nargs="?", choices=sorted(BENCHES), help="; ".join(f"{n}: {b.__doc__}" for n, b in BENCHES.items())
    )
    parser.add_argument(
        "--from",
        dest="file",
        metavar="FILE",
        type=Path,
        help="pages, facts: JSON lines (.gz) instead of the samples; facts: or a folder",
    )
    parser.add_argument("--runs", type=int, default=5, help="counted runs after one that warms up (default: 5)")
    parser.add_argument("--pages", type=int, default=10_000, help="mutations: how many (default: 10000)")
    parser.add_argument("--kills", type=int, default=200, help="kills: how many runs (default: 200)")
    parser.add_argument("--readers", type=int, default=20, help="readers: how many (default: 20)")
    parser.add_argument("--publishes", type=int, default=50, help="readers: during how many publishes (default: 50)")
    parser.add_argument(
        "--sizes", default="10000,100000,1000000", help="warehouse: articles (default: 10000,100000,1000000)"
    )
    parser.add_argument("--days", type=int, default=200, help="warehouse: daily loads for its growth (default: 200)")
    parser.add_argument("--folder", type=Path, help="warehouse: where there is room for 10 GB (default: /tmp)")
    parser.add_argument(
        "--articles", type=int, help="retag: how many pages (default: 100000); briefing: articles (default: 10000)"
    )
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="retag: processes (default: cores)")
    parser.add_argument("--seed", type=int, default=1, help="mutations, kills: what they are drawn by (default: 1)")


def main(args: argparse.Namespace) -> int:
    """Prints a table; 0 when it could be measured, and what was measured is as it must be."""
    if args.name is None:
        print("\n".join(f"{name:<10} {bench.__doc__}" for name, bench in BENCHES.items()))
        return 0
    if min(args.runs, args.pages, args.workers, 1 if args.articles is None else args.articles) < 1:
        raise InputError("--runs, --pages, --articles and --workers must be 1 or more")
    return BENCHES[args.name](args) or 0


def airflow(args: argparse.Namespace) -> None:
    """what Airflow adds: wall time of the main job beside an empty DAG run the same way"""
    runs: int = args.runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "dags").mkdir()
        (folder / "home").mkdir()
        (folder / "dags" / "empty.py").write_text(EMPTY_DAG, "utf-8")
        where = {"articles": settings.PROJECT / "dags", "empty": folder / "dags"}
        asked: dict[str, dict[str, object]] = {"articles": {"read": "sample"}, "empty": {}}
        times: dict[str, list[float]] = {"articles": [], "empty": []}
        with _environment({"BLOCWATCH_HOME": str(folder / "home")}):
            for number in range(runs + 1):
                for dag_id in times:
                    with contextlib.redirect_stdout(io.StringIO()):
                        start = time.perf_counter()
                        ended = run.embedded(dag_id, asked[dag_id], folder / "log", dags=where[dag_id])
                        took = time.perf_counter() - start
                    if ended:
                        raise InputError("a measured run failed; the figures would mean nothing")
                    print(
                        f"run {number} of {runs}, {dag_id}: {took:.1f} s{'' if number else ' (warms up)'}", flush=True
                    )
                    times[dag_id] += [took] if number else []
    medians = {dag_id: statistics.median(t) for dag_id, t in times.items()}
    print(f"\nmedian wall time: articles {medians['articles']:.1f} s, empty DAG {medians['empty']:.1f} s")
    print(f"ratio articles / empty: {medians['articles'] / medians['empty']:.2f}")


def facts(args: argparse.Namespace) -> int:
    """cleaning and tagging: CPU time beside trafilatura's extraction, by a text's length, and on the worst texts"""
    found = speed.given(args.file)
    german = speed.of_language(found, "de")
    for name, part in {"all": found, "German": german}.items():
        if part and (name == "all" or len(part) < len(found)):
            print(f"{len(part)} pages, {name}{'' if args.file else ' (our samples; --from FILE for others)'}:")
            print(speed.beside_trafilatura(part, args.runs), flush=True)
    print("tagging texts of the samples' paragraphs, by length:")
    print(speed.by_length(args.runs), flush=True)
    print("tagging the worst texts of 100,000 characters, and time beside that of ten with a tenth of it:")
    table, bad = speed.of_worst()
    print(table)
    if bad:
        print(f"more than linear: {', '.join(bad)}")
    return 1 if bad else 0


def compare_pages(args: argparse.Namespace) -> None:
    """cleaning web pages: text, title, day and authors right, and speed, beside trafilatura on the same pages"""
    found = pages.load(args.file) if args.file else list(pages.samples())
    print(f"{len(found)} pages{'' if args.file else ' (our samples; --from FILE for others)'}")
    print(pages.compare(found, "trafilatura"))


def mutations(args: argparse.Namespace) -> int:
    """spoilt pages through the whole walk: each must have an outcome, none may be slow, large or a surprise"""
    tally = spoilt.Tally()
    with tempfile.TemporaryDirectory() as name, _environment({"BLOCWATCH_HOME": name}), tally.measured():
        for first in range(0, args.pages, spoilt.OF_A_RUN):
            folder = Path(name) / f"spoilt-{first}"
            folder.mkdir()
            count = min(spoilt.OF_A_RUN, args.pages - first)
            for page in made_by_seed(settings.SEEDS / "articles", count, args.seed, first=first):
                (folder / page.name).write_bytes(page.content)
            tally.walk(folder)
            shutil.rmtree(folder)
    print(tally.told())
    return 1 if tally.wrong else 0


def kills(args: argparse.Namespace) -> int:
    """runs killed with SIGKILL at random moments: none reported may be lost, none half there, the file always opens"""
    with tempfile.TemporaryDirectory() as name, _environment({"BLOCWATCH_HOME": name}):
        return _wrong(hammer.kills(args.kills, args.seed))


def readers(args: argparse.Namespace) -> int:
    """readers that query without pause while runs are published: none may be refused or see two states at once"""
    with tempfile.TemporaryDirectory() as name, _environment({"BLOCWATCH_HOME": name}):
        return _wrong(hammer.readers(args.readers, args.publishes))


def warehouse(args: argparse.Namespace) -> None:
    """warehouses of --sizes articles: loading 500 more, how a file grows, every view and macro beside a bare scan"""
    sizes = [int(size) for size in args.sizes.split(",")]
    with tempfile.TemporaryDirectory(dir=args.folder) as name, _environment({}):
        warehouses.measure(sizes, args.days, Path(name))


def briefing(args: argparse.Namespace) -> int:
    """the briefing of a warehouse of --articles (here 10000): seconds, CPU, memory and bytes, against their bars"""
    with tempfile.TemporaryDirectory(dir=args.folder) as name, _environment({}):
        return 1 if warehouses.brief(args.articles or 10_000, Path(name)) else 0


def compose(args: argparse.Namespace) -> int:
    """docker-compose.yml on a real engine: same views as `run`, also when worker, scheduler, Postgres are killed"""
    with tempfile.TemporaryDirectory() as name, _environment({}):
        return _wrong(composed.measure(Path(name)))


def _wrong(found: list[str]) -> int:
    print("\n".join(found[:50]))
    return 1 if found else 0


def retag(args: argparse.Namespace) -> int:
    """re-tagging articles made of the samples: killed, resumed and done again, with differences, speed and cores"""
    return rereading.measure(args.articles or 100_000, args.workers)


BENCHES: dict[str, Callable[[argparse.Namespace], int | None]] = {
    "airflow": airflow,
    "briefing": briefing,
    "compose": compose,
    "facts": facts,
    "kills": kills,
    "mutations": mutations,
    "readers": readers,
    "pages": compare_pages,
    "warehouse": warehouse,
    "retag": retag,
}


@contextlib.contextmanager
def _environment(changes: dict[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(changes)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
