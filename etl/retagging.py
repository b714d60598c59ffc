"""Re-tag: reads every page of the warehouse again, by today's code and seeds, into a new work file beside the old one.

prepare → read_batch … → load … → settle → compare, then accept or discard; each may be called again and goes on where
it was killed, as long as code and seeds are those it began with. `build` does all up to compare, on all cores.

Which pages belong to the warehouse: those of its articles, those of further addresses of them, and those that a run set
aside when it cleaned, tagged or loaded them. A page that a run left out because of its day stays out, and so does one
that no load has seen yet: the next daily run brings it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import multiprocessing
import os
import shutil
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from filelock import FileLock, Timeout

from etl import deciding, resolving, seeds, settings, steps
from etl.errors import DocumentError, InputError, WarehouseError
from etl.extract import files
from etl.extract.raw import RawStore
from etl.load import differences, keeping, publishing, remembering, warehouse
from etl.load.remembering import Known, Refused
from etl.model import Article, Document, Fingerprint, Page, SetAside
from etl.report import checks
from etl.settings import PROJECT, SQL, Settings
from etl.staging import Staging, schema_of

log = logging.getLogger(__name__)

BATCH = 100  # pages that one process reads at a time
CHUNK = 20  # batches that one transaction loads
RESOLVED = 10_000  # articles that are resolved together: what they tell of hangs together, and is read once for all
SHARES = 64  # tasks of the DAG; more would only cost their starts
KEPT = 2  # work files kept for going back
SAY_SECONDS = 10
# in this order they are loaded: an article before what has its text, and what was none before last
HELD, FURTHER, REFUSED = "1-held", "2-further", "3-refused"

Tick = Callable[[int, int, float], None]  # pages read, of all, per second


@dataclass(frozen=True)
class Difference:
    """How the new file differs from the old one: kind, rule, change and number; examples; articles without page."""

    counted: list[differences.Counted]
    examples: list[tuple[Any, ...]]
    lost: list[str]  # addresses of articles that the raw store has no page of

    @property
    def changed(self) -> int:
        return differences.changed(self.counted)


# --- where things are -------------------------------------------------------------------------------------------------


def _building(conf: Settings) -> Settings:
    """The settings under which the new file is the work file."""
    return replace(conf, home=conf.home / "retag")


def _staging(conf: Settings) -> Staging:
    return Staging(conf.staging_url, steps.RETAG)


def _note(conf: Settings, name: str) -> dict[str, Any] | None:
    try:
        return _staging(conf).read_note(name)
    except InputError:
        return None


def _key() -> str:
    """What decides the result: the rule set, and all other code but the commands, and SQL."""
    digest = hashlib.sha256(seeds.ruleset().encode())
    for path in sorted([*(PROJECT / "etl").rglob("*.py"), *SQL.rglob("*.sql")]):
        if path.parent.name != "commands":
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@contextlib.contextmanager
def alone(conf: Settings) -> Iterator[None]:
    """One re-tag at a time."""
    folder = _building(conf).home
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(conf.home / "retag.lock", timeout=0, is_singleton=True):
            yield
    except Timeout:
        raise InputError("another re-tag is at work; look at it, or stop it first") from None
    except OSError as error:
        raise WarehouseError(f"{folder} cannot be written: {error.strerror or error}") from error


@contextlib.contextmanager
def _both(conf: Settings) -> Iterator[warehouse.WorkFile]:
    """The new file with the old one attached; no daily run writes meanwhile."""
    with (
        warehouse.lock(conf),
        warehouse.open_work_file(_building(conf)) as work,
        remembering.old_file(work, conf.work_file),
    ):
        yield work


# --- prepare ----------------------------------------------------------------------------------------------------------


def prepare(size: int = BATCH) -> list[str]:
    """Lists the pages to read in batches and begins the new file; goes on with what was begun for the same code."""
    conf = settings.load()
    if not conf.work_file.exists():
        raise InputError(f"there is no work file {conf.work_file} to re-tag; start with ./blocwatch run")
    plan, key = _note(conf, "plan"), _key()
    if plan and plan["key"] == key:
        log.info("re-tag: going on with %s", plan["run_id"])
        return list(plan["batches"])
    if plan:
        log.info("re-tag: code or seeds have changed since %s; beginning anew", plan["run_id"])
    clear(conf)
    started = datetime.now(UTC)
    request = steps.Request(f"retag__{started:%Y%m%dT%H%M%S}", "retag", "manual", read="raw", source="none")
    run = asdict(request) | {"started_at": started.isoformat(), "ruleset": seeds.ruleset()}
    _building(conf).home.mkdir(parents=True, exist_ok=True)
    with warehouse.open_work_file(_building(conf), prepare=True) as work:
        warehouse.refresh_reference(work)
        work.run("create schema retag")
        work.run("create table retag.loaded (batch varchar, counts varchar, aside varchar)")
        work.run("create table retag.unresolved (article_id varchar)")
    with _both(conf) as work:
        remembering.copy_remembered(work, request.run_id)
        remembering.copy_articles(work)
        batches, windows = _planned(conf, work, {}, size)
    _staging(conf).write_note("run", run)
    _staging(conf).write_note(
        "plan", {"key": key, "run_id": request.run_id, "batches": batches, "windows": windows, "size": size}
    )
    log.info("re-tag: %d pages in %d batches", sum(batches.values()), len(batches))
    return list(batches)


def _planned(
    conf: Settings, work: warehouse.WorkFile, planned: dict[str, int], size: int
) -> tuple[dict[str, int], dict[str, list[str | None]]]:
    """Stages the pages that no batch has yet: batch → number of pages; and the days some addresses must lie in."""
    have = {_same(page) for batch in planned for page in _staging(conf).read(Page, batch)}
    held, further = remembering.known_pages(work)
    refused = {row.address: row for row in remembering.refused(work)}
    kept = _kept(conf, {k.address for k in (*held, *further)}, set(refused))
    groups: dict[str, list[Page]] = {HELD: [], FURTHER: [], REFUSED: []}
    groups[HELD] = [_page(known, kept) for known in held]
    groups[FURTHER] = [_page(known, kept) for known in further]
    chosen = {(page.address, page.page_id) for pages in groups.values() for page in pages}
    newest = {(p.address, p.page_id): p for a in refused for p in kept.get(a, [])[-1:]}
    for place, page in newest.items():
        if place not in chosen:  # never the page of an article, but a newer or another one of its address
            groups[FURTHER if refused[page.address].stage == "loaded" else REFUSED].append(page)
    made: dict[str, int] = {}
    for group, pages in groups.items():
        fresh = [page for page in pages if _same(page) not in have]
        begin = sum(batch.startswith(group) for batch in planned)
        for number, at in enumerate(range(0, len(fresh), size), begin + 1):
            part = fresh[at : at + size]
            made[f"{group}-{number:06d}"] = len(part)
            _staging(conf).write(Page, f"{group}-{number:06d}", part)
    return made, {r.address: [r.since, r.until] for r in refused.values() if _has_window(r)}


def _same(page: Page) -> tuple[str, str, datetime]:
    return page.address, page.page_id, page.fetched_at


def _has_window(row: Refused) -> bool:
    return row.since is not None or row.until is not None


def _kept(conf: Settings, known: set[str], refused: set[str]) -> dict[str, list[Page]]:
    """The pages that the raw store keeps of these addresses, oldest first: address → pages."""
    found: dict[str, list[Page]] = {}
    for history in RawStore(conf.raw_url).histories(None):
        if history.address in known or history.address in refused:
            found.setdefault(history.address, []).extend(history.versions)
    for pages in found.values():
        pages.sort(key=lambda page: page.fetched_at)
    return found


def _page(known: Known, kept: dict[str, list[Page]]) -> Page:
    """The page as it was when it was read: the day it was fetched is part of how it is read."""
    same = [page for page in kept.get(known.address, ()) if page.page_id == known.page_id]
    if same:
        return replace(same[-1], fetched_at=known.read_at)
    try:
        media_type = files.media_type(Document(known.source, known.file_name, ""))
    except DocumentError:
        media_type = "text/html"
    url = known.url if known.address.startswith("http") else None
    return Page(known.page_id, known.source, known.address, known.file_name, media_type, 0, known.read_at, url=url)


# --- read -------------------------------------------------------------------------------------------------------------


def read_batch(batch: str) -> str:
    """Cleans and tags the pages of one batch as a daily run does; what was staged whole is not done again."""
    conf = settings.load()
    staging = _staging(conf)
    if not is_read(staging, batch):
        steps.clean(steps.RETAG, batch)
        if batch.startswith(REFUSED):
            _keep_windows(staging, batch)
        steps.tag(steps.RETAG, batch)
        staging.write_note(f"read-{batch}", {})
    return batch


def is_read(staging: Staging, batch: str) -> bool:
    """Whether everything of the batch is staged."""
    return bool((staging.folder / f"read-{batch}.json").exists())


def _keep_windows(staging: Staging, batch: str) -> None:
    """What was none before is an article only if the run that found it had asked for its day."""
    windows = staging.read_note("plan")["windows"]
    found = staging.read(Article, batch)
    staging.write(
        Article, batch, [a for a in found if steps.within(a, *map(_day, windows.get(a.address, (None, None))))]
    )


def _day(text: str | None) -> Any:
    return datetime.fromisoformat(text).date() if text else None


# --- load -------------------------------------------------------------------------------------------------------------


def chunks(batches: Sequence[str]) -> list[list[str]]:
    """Batches that are loaded together, in the order in which they must be."""
    groups = [sorted(b for b in batches if b.startswith(group)) for group in (HELD, FURTHER, REFUSED)]
    return [group[at : at + CHUNK] for group in groups for at in range(0, len(group), CHUNK)]


def load(chunk: Sequence[str]) -> None:
    """Brings batches that were read into the new file in one transaction, once."""
    conf = settings.load()
    staging = _staging(conf)
    with warehouse.open_work_file(_building(conf)) as work:
        loaded = {batch for (batch,) in work.rows("select batch from retag.loaded")}
        if fresh := [batch for batch in chunk if batch not in loaded]:
            staged = _staged(staging, fresh)
            steps.settle_twice(staging, fresh, staged)
            _write(work, staging, fresh, staged, displacing=not fresh[0].startswith(FURTHER))


def _staged(staging: Staging, batches: Sequence[str]) -> dict[str, pa.Table]:
    kinds = (Article, steps.Digest, Fingerprint, *steps.FACT_KINDS)
    return {kind.__name__: staging.table(kind, batches) for kind in kinds}


def _write(
    work: warehouse.WorkFile, staging: Staging, names: list[str], staged: dict[str, pa.Table], displacing: bool
) -> None:
    aside = [] if displacing else _drop_displacing(work, staged)
    outcome = steps.write(work, staging.read_note("run"), staged)
    work.run("insert into retag.unresolved select article_id from touched")
    [(waiting,)] = work.rows("select count(*) from retag.unresolved")
    # what an article told before is known to this connection alone
    if waiting >= RESOLVED or work.rows("select 1 from gone limit 1"):
        _resolve(work)
    aside += [asdict(row) for row in outcome.twice]
    first = (names[0], json.dumps(outcome.counts), json.dumps(aside))
    for row in (first, *((name, "{}", "[]") for name in names[1:])):
        work.run("insert into retag.loaded values (?, ?, ?)", *row)


def _resolve(work: warehouse.WorkFile) -> None:
    """Resolves what the articles written since the last time tell of."""
    work.run("create or replace temp table touched as select distinct article_id from retag.unresolved")
    resolving.refresh(work)
    work.run("delete from retag.unresolved")


def _drop_displacing(work: warehouse.WorkFile, staged: dict[str, pa.Table]) -> list[dict[str, Any]]:
    """Another address never takes an article's place: what reads as one with another text is taken out."""
    work.duckdb.register("incoming", staged["Article"].select(["article_id", "address", "source", "text"]))
    rows = work.rows(
        """select i.article_id, i.source, i.address, a.address from incoming as i
        inner join store.article as a on a.article_id = i.article_id and a.is_newest and a.facts_digest is not null
        where a.text <> i.text"""
    )
    work.duckdb.unregister("incoming")
    if rows:
        addresses = pa.array([row[2] for row in rows], pa.string())
        for kind in ("Article", "Fingerprint"):
            table = staged[kind]
            staged[kind] = table.filter(pc.invert(pc.is_in(table["address"], value_set=addresses)))
    why = "the same article as {}, which is the one loaded"
    return [asdict(SetAside(source, address, "loaded", why.format(kept))) for _, source, address, kept in rows]


def settle() -> list[str]:
    """Ends the new file when all is loaded: articles without a page, addresses, the run's own rows.

    Returns the addresses of articles of which the raw store has no page.
    """
    conf = settings.load()
    staging = _staging(conf)
    plan, run = staging.read_note("plan"), staging.read_note("run")
    with _both(conf) as work:
        _resolve(work)
        gone = remembering.drop_lost(work)
        resolving.refresh(work)
        if deciding.everything(work):
            resolving.refresh(work)
        if gone:
            _settle_heirs(work, staging, plan, gone)
        remembering.keep_addresses(work)
        read = [batch for batch in plan["batches"] if not batch.startswith(REFUSED)]
        aside = [row for batch in read for stage in ("cleaned", "tagged") for row in _aside(staging, batch, stage)]
        _record(work, run, plan, aside)
        lost = {row.url_or_path for row in aside if _is_missing(row)} & set(remembering.lost(work))
    return sorted(lost)


def _settle_heirs(work: warehouse.WorkFile, staging: Staging, plan: dict[str, Any], lost: list[str]) -> None:
    """Who had the text of an article that is none any more may be an article now."""
    heirs = remembering.held_by(work, lost)
    work.run("delete from store.article_address where article_id in (select unnest(?))", lost)
    further = [batch for batch in plan["batches"] if batch.startswith(FURTHER)] if heirs else []
    for chunk in chunks(further):
        staged = _staged(staging, chunk)
        some = {
            kind: table.filter(pc.is_in(table["article_id"], value_set=pa.array(sorted(heirs), pa.string())))
            for kind, table in staged.items()
        }
        if some["Article"].num_rows:
            _write(work, staging, [f"{chunk[0]}-heirs"], some, displacing=True)
    _resolve(work)


def _aside(staging: Staging, batch: str, stage: str) -> list[SetAside]:
    return staging.read(SetAside, f"{batch}-{stage}")


def _is_missing(row: SetAside) -> bool:
    return row.reason.startswith("the raw store")


def _record(work: warehouse.WorkFile, run: dict[str, Any], plan: dict[str, Any], aside: list[SetAside]) -> None:
    """The re-tag as a run, with what it set aside."""
    counts: Counter[str] = Counter(dict.fromkeys(warehouse.STATES, 0))
    rows = work.rows("select counts, aside from retag.loaded")
    for counted, also in rows:
        counts.update(json.loads(counted))
        aside = [*aside, *(SetAside(**row) for row in json.loads(also))]
    told = [replace(row, stage="fetched") if _is_missing(row) else row for row in aside]
    warehouse.record_run(work, run, counts, Counter(), told, schema_of(steps.OutsideWindow).empty_table())
    found = sum(plan["batches"].values())
    work.run("update store.run set articles_found = ? where run_id = ?", found, run["run_id"])


# --- compare ----------------------------------------------------------------------------------------------------------


def compare(lost: Sequence[str], examples: int = differences.EXAMPLES) -> Difference:
    """Writes into the new file how it differs from the old one, and returns it."""
    conf = settings.load()
    with _both(conf) as work:
        counted = differences.compare(work, examples)
        shown = differences.examples_of(work)
        same_shape = remembering.same_shape(work)
        runs = _runs_of_old(work)
    note = {"counted": counted, "examples": shown, "lost": list(lost), "same_shape": same_shape, "runs": runs}
    _staging(conf).write_note("difference", note)
    return Difference(counted, shown, list(lost))


def _runs_of_old(work: warehouse.WorkFile) -> list[str]:
    return [run_id for (run_id,) in work.rows("select run_id from old.store.run order by run_id")]


def difference() -> Difference | None:
    """What the re-tag that awaits acceptance found; None when there is none."""
    conf = settings.load()
    note = _note(conf, "difference")
    if note is None:
        return None
    return Difference([tuple(row) for row in note["counted"]], [tuple(row) for row in note["examples"]], note["lost"])


# --- all of it, on all cores ------------------------------------------------------------------------------------------


def build(
    workers: int | None = None, size: int = BATCH, examples: int = differences.EXAMPLES, tick: Tick | None = None
) -> Difference:
    """Reads everything again and compares; killed, the next call goes on. `workers` 0 reads in this process."""
    conf = settings.load()
    with alone(conf):
        _end_broken_swap(conf)
        batches = prepare(size)
        if (known := difference()) is not None:
            log.info("re-tag: already done for this code; it awaits --accept or --discard")
            return known
        _renew(conf)
        read_and_load(batches, workers, tick)
        return compare(settle(), examples)


def read_and_load(batches: Sequence[str], workers: int | None = None, tick: Tick | None = None) -> None:
    """Reads what is not read yet, and loads each chunk as soon as its batches are there."""
    conf = settings.load()
    counts = _staging(conf).read_note("plan")["batches"]
    progress = Progress(batches, counts, {b for b in batches if is_read(_staging(conf), b)}, tick)
    if workers == 0:
        for chunk in chunks(batches):
            for batch in chunk:
                progress.done(read_batch(batch))
            load(chunk)
        return
    count = workers or os.cpu_count() or 1
    pool = ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), initializer=_worker)
    try:
        reading: dict[str, Future[str]] = {}
        for batch in [batch for chunk in chunks(batches) for batch in chunk if batch not in progress.read]:
            reading[batch] = pool.submit(read_batch, batch)
            reading[batch].add_done_callback(lambda done: progress.done(done.result()) if _is_well(done) else None)
        for chunk in chunks(batches):
            waiting = [reading[batch] for batch in chunk if batch in reading]
            while wait(waiting, timeout=1, return_when="FIRST_EXCEPTION").not_done and not _broken(waiting):
                progress.say()
            for future in waiting:
                future.result()
            load(chunk)
            progress.say()
    except BrokenProcessPool as error:
        raise WarehouseError("a process that reads was killed (memory?); the same command goes on") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _is_well(done: Future[str]) -> bool:
    return not done.cancelled() and done.exception() is None


def _broken(waiting: list[Future[str]]) -> bool:
    return any(future.done() and future.exception() for future in waiting)


def _worker() -> None:
    """A process that reads: Ctrl-C is its parent's business, and it ends when its parent was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.getLogger("etl").setLevel(logging.CRITICAL)  # what was set aside is told by the quarantine
    threading.Thread(target=_end_with_parent, daemon=True).start()
    pa.set_cpu_count(1)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


class Progress:
    """How far the reading is; told in the log from time to time, and to `tick` more often."""

    def __init__(self, batches: Sequence[str], counts: dict[str, int], read: set[str], tick: Tick | None) -> None:
        self.counts, self.read, self.tick = counts, set(read), tick
        self.all = sum(counts[batch] for batch in batches)
        self.before = self.now = sum(counts[batch] for batch in read)
        self.began = self.said = time.monotonic()
        if self.before:
            log.info("re-tag: %d of %d pages were read before", self.before, self.all)

    def done(self, batch: str) -> None:
        if batch not in self.read:
            self.read.add(batch)
            self.now += self.counts[batch]
        if self.now == self.all:
            self.said = 0.0
        self.say()

    def say(self) -> None:
        speed = (self.now - self.before) / max(time.monotonic() - self.began, 0.001)
        if self.tick:
            self.tick(self.now, self.all, speed)
        if time.monotonic() - self.said >= SAY_SECONDS:
            self.said = time.monotonic()
            left = f", {(self.all - self.now) / speed:.0f} s left" if speed and self.now < self.all else ""
            log.info("re-tag: %d of %d pages read, %.0f a second%s", self.now, self.all, speed, left)


# --- the same in pieces, for the DAG `retag` --------------------------------------------------------------------------


def begin(size: int = BATCH) -> list[str]:
    """Lists the pages and begins the new file; returns the shares for tasks to read."""
    conf = settings.load()
    with alone(conf):
        _end_broken_swap(conf)
        batches = prepare(size)
        if _note(conf, "difference") is not None:
            log.info("re-tag: already read and compared for this code")
        else:
            _renew(conf)
    count = max(1, min(SHARES, len(batches)))
    return [f"{number:03d}-of-{count:03d}" for number in range(1, count + 1)]


def read_share(share: str) -> str:
    """Reads every n-th batch; what was read before is not read again."""
    number, count = map(int, share.split("-of-"))
    batches = list(_staging(settings.load()).read_note("plan")["batches"])[number - 1 :: count]
    for done, batch in enumerate(batches, 1):
        read_batch(batch)
        log.info("re-tag: share %s, batch %s: %d of %d", share, batch, done, len(batches))
    return share


def load_all() -> int:
    """Loads all that was read into the new file; returns the number of batches. Killed, the next call goes on."""
    conf = settings.load()
    with alone(conf):
        batches = list(_staging(conf).read_note("plan")["batches"])
        if _note(conf, "difference") is None:
            for chunk in chunks(batches):
                load(chunk)
    log.info("re-tag: %d batches are loaded", len(batches))
    return len(batches)


def finish(examples: int = differences.EXAMPLES) -> Difference:
    """Ends the new file and compares it, unless that was done."""
    with alone(settings.load()):
        return difference() or compare(settle(), examples)


# --- accept, back, discard --------------------------------------------------------------------------------------------


def accept(force: bool = False, workers: int | None = 0, since: datetime | None = None) -> Path:
    """Makes the new file the work file and publishes it; returns the file kept for going back.

    Runs since the comparison are brought in first. Articles whose page is missing are lost only with `force`. Where one
    went live after `since` already, nothing is to be done: who asks was killed behind it and tries again.
    """
    conf = settings.load()
    with alone(conf):
        if (kept := _end_broken_swap(conf)) is not None:
            return kept
        if _note(conf, "difference") is None:
            if since and _went_live(conf, since):
                log.info("re-tag: it was made live and published before")
                return remembering.kept_files(conf.work_file)[0]
            raise InputError("there is no finished re-tag to accept; start with ./blocwatch retag")
        with warehouse.lock(conf):  # from here to the swap no daily run loads
            found = _catch_up(conf, workers)
            if found.lost and not force:
                shown = ", ".join(found.lost[:5]) + (" …" if len(found.lost) > 5 else "")
                raise InputError(
                    f"{len(found.lost)} articles would be lost, because the raw store has no page of them ({shown}); "
                    "bring the pages back and re-tag, or accept with --force"
                )
            kept = _make_live(conf)
        _publish(conf)
        return kept


def _went_live(conf: Settings, since: datetime) -> bool:
    """Whether what is live now is of a re-tag that was published after that moment, and nobody went back since."""
    with warehouse.open_work_file(conf, read_only=True) as work:
        live = "select 1 from store.run where dag_id = 'retag' and result = 'published' and ended_at >= ?"
        return bool(work.rows(live, since))


def _catch_up(conf: Settings, workers: int | None) -> Difference:
    """Brings in what was loaded into the old file since the re-tag listed its pages, and compares again."""
    staging = _staging(conf)
    note, plan = staging.read_note("difference"), staging.read_note("plan")
    with _both(conf) as work:
        remembering.copy_remembered(work, plan["run_id"])
        since = set(_runs_of_old(work)) - set(note["runs"])
        if plan["key"] != _key():
            raise InputError("code or seeds have changed since the re-tag; start again with ./blocwatch retag")
        fresh, windows = _planned(conf, work, plan["batches"], plan["size"]) if since else ({}, {})
    if not fresh:
        if since:
            return compare(note["lost"])
        return Difference([tuple(row) for row in note["counted"]], [], note["lost"])
    log.info("re-tag: %d runs since; reading %d more pages", len(since), sum(fresh.values()))
    staging.write_note("plan", plan | {"batches": plan["batches"] | fresh, "windows": plan["windows"] | windows})
    (staging.folder / "difference.json").unlink(missing_ok=True)  # from here on, killed, it is not finished
    renewed = [*plan.get("renewed", []), list(fresh)]
    more = {"batches": plan["batches"] | fresh, "windows": plan["windows"] | windows, "renewed": renewed}
    staging.write_note("plan", plan | more)
    _renew(conf)
    read_and_load(list(fresh), workers)
    return compare(settle())


def _renew(conf: Settings) -> None:
    """Begins the articles anew that later runs have read, once."""
    staging = _staging(conf)
    for batches in staging.read_note("plan").get("renewed", []):
        mark = f"renewed-{batches[0]}"
        with _both(conf) as work:
            if not work.rows("select 1 from retag.loaded where batch = ?", mark):
                remembering.copy_articles(work, _touched_since(work, staging, batches))
                work.run("insert into retag.loaded values (?, '{}', '[]')", mark)


def _touched_since(work: warehouse.WorkFile, staging: Staging, batches: Sequence[str]) -> pa.Table:
    """The articles at whose addresses something was read."""
    pages = pa.table({"address": pa.array([p.address for b in batches for p in staging.read(Page, b)], pa.string())})
    work.duckdb.register("pages_since", pages)
    rows = work.rows(
        """select distinct article_id from old.store.article where address in (select address from pages_since)
        union
        select address_id from old.store.article_address where address in (select address from pages_since)"""
    )
    work.duckdb.unregister("pages_since")
    return pa.table({"article_id": pa.array([row[0] for row in rows], pa.string())})


def _make_live(conf: Settings) -> Path:
    """Proves the new file and swaps it in; returns the old one's new path."""
    building = _building(conf)
    with warehouse.open_work_file(building) as work:
        log.info("re-tag: %d checks found nothing wrong", checks.prove(work))
        work.run("drop schema if exists retag cascade")
        work.checkpoint()
    return _swapped(conf, building.work_file)


def _swapped(conf: Settings, fresh: Path) -> Path:
    with warehouse.open_work_file(conf) as work:
        work.checkpoint()
    remembering.kept_files(conf.work_file)  # removes what a broken swap left
    kept = conf.work_file.with_name(f"work-before-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.duckdb")
    remembering.swap(conf.work_file, fresh, kept)
    keeping.forget_compaction(conf)
    for path in remembering.kept_files(conf.work_file)[KEPT:]:
        path.unlink()
    return kept


def _publish(conf: Settings) -> None:
    run_id = _staging(conf).read_note("run")["run_id"]
    publishing.publish(conf, run_id)
    clear(conf)


def _end_broken_swap(conf: Settings) -> Path | None:
    """Publishes what was swapped in by an accept that was killed then; the file kept by it, None if there is none."""
    run, done = _note(conf, "run"), _note(conf, "difference")
    if run is None or done is None or _building(conf).work_file.exists():
        return None
    with warehouse.open_work_file(conf, read_only=True) as work:
        if not work.rows("select 1 from store.run where run_id = ?", run["run_id"]):
            return None
    log.info("re-tag: it was made live before; publishing it")
    _publish(conf)
    return remembering.kept_files(conf.work_file)[0]


def back() -> tuple[Path, list[str]]:
    """Goes back to the newest kept work file and publishes it; where the file before is now, and what to say of it.

    What persons decided since is taken over.
    """
    conf = settings.load()
    with alone(conf), warehouse.lock(conf):
        files_kept = remembering.kept_files(conf.work_file)
        if not files_kept:
            raise InputError("there is no work file to go back to; one is kept when a re-tag is accepted")
        kept = _swapped(conf, files_kept[0])
        publishing.publish(conf, "retag_back")
    return kept, steps.since(conf, kept)


def discard() -> bool:
    """Throws away what was built or begun; whether there was something."""
    conf = settings.load()
    with alone(conf):
        _end_broken_swap(conf)
        there = _note(conf, "plan") is not None
        clear(conf)
    return there


def clear(conf: Settings) -> None:
    """Removes the new file and what was staged for it."""
    shutil.rmtree(_building(conf).home, ignore_errors=True)
    _staging(conf).remove()


def is_needless() -> bool:
    """Whether accepting would change neither a fact nor a table's form."""
    note = _note(settings.load(), "difference")
    return note is not None and note["same_shape"] and not differences.changed([tuple(row) for row in note["counted"]])


def articles() -> int:
    """How many articles the live work file holds."""
    with warehouse.open_work_file(settings.load(), read_only=True) as work:
        [(count,)] = work.rows("select count(*) from core.article")
    return int(count)


def status() -> dict[str, Any]:
    """What there is: the run, pages read of all, whether it awaits acceptance, files kept for going back."""
    conf = settings.load()
    plan = _note(conf, "plan")
    found: dict[str, Any] = {"kept": [path.name for path in remembering.kept_files(conf.work_file)]}
    if plan:
        staging = _staging(conf)
        read = sum(count for batch, count in plan["batches"].items() if is_read(staging, batch))
        found |= {"run_id": plan["run_id"], "read": read, "all": sum(plan["batches"].values())}
        found |= {"same_code": plan["key"] == _key(), "awaits": _note(conf, "difference") is not None}
    return found
