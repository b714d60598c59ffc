"""The walk: find → extract → clean → tag → load → check → publish → brief. The only module that knows all rooms.

Each step is called with names, leaves its records in the run's staging folder, and may be called again.
"""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, wraps
from pathlib import Path
from typing import Any, Literal, TypeVar, cast
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from etl import clean as cleaning
from etl import deciding, resolving, seeds, settings
from etl import tag as tagging
from etl.errors import BlocwatchError, DocumentError, HostUnreachable, InputError, SeedError, WarehouseError
from etl.extract import archives, files, web
from etl.extract.crawl import Crawl
from etl.extract.opening import RAW, Opener
from etl.extract.raw import RawStore
from etl.extract.robots import Told
from etl.extract.ways import Finder, Harvest
from etl.load import keeping, publishing, remembering, warehouse
from etl.model import (
    ActReported,
    Article,
    ArticleTopic,
    CommitmentReported,
    Document,
    Facts,
    Fingerprint,
    Language,
    Likeness,
    MeetingReported,
    MembershipReported,
    Mention,
    OccupancyReported,
    Page,
    ParticipantReported,
    Quotation,
    Relay,
    SetAside,
    Unchanged,
)
from etl.report import briefing, checks, summary
from etl.resolve import likeness
from etl.staging import Staging, runs, to_table
from etl.tag import proof

log = logging.getLogger(__name__)
# one line a document: for the task's log, too many for a terminal
aside_log = logging.getLogger("etl.set_aside")

FOUND = "found"  # name of what find leaves about the run as a whole
SYSTEMATIC = 3  # documents of a batch on all of which code breaks
STAGING_KEPT = 5  # runs whose staging stays, so that a task can be cleared and looked into
LEFT_BEHIND = "left-behind"
RETAG = "retag"  # staging of the re-tag that is under way; its owner removes it
NEVER = datetime.min.replace(tzinfo=UTC)
FACT_KINDS = (
    *(Mention, ArticleTopic, OccupancyReported, MembershipReported, Quotation, Relay),
    *(MeetingReported, ParticipantReported, CommitmentReported, ActReported),
)


@dataclass(frozen=True)
class Request:
    """What a run is asked to do. `folder` goes with read=folder, whose files are of `source` unless that is all.

    read=source are the inboxes and ways of the sources, read=inbox the inboxes alone, read=raw every page kept of them.
    """

    run_id: str
    dag_id: str
    trigger: str
    read: Literal["sample", "folder", "source", "inbox", "raw"] = "sample"
    folder: str | None = None
    source: str = "all"
    since: str | None = None
    until: str | None = None
    batch_size: int = 200
    host_minutes: int = 60  # a host of the web that takes longer is left for the next run
    dry_run: bool = False


@dataclass(frozen=True)
class Digest:
    """Tells whether an article and its facts are as they were: hashes over everything read."""

    article_id: str
    digest: str
    facts_digest: str


@dataclass(frozen=True)
class OutsideWindow:
    """An article left out because it was published outside the days asked for."""

    source: str
    url_or_path: str
    published_from: date | None
    published_until: date | None


Step = TypeVar("Step", bound=Callable[..., Any])


def _told(step: Step) -> Step:
    """Says a step's error in words before Airflow buries it in its own: the log's last line is the one people read."""

    @wraps(step)
    def telling(*args: Any, **kwargs: Any) -> Any:
        try:
            return step(*args, **kwargs)
        except Exception as error:
            what = "" if isinstance(error, BlocwatchError) else f"{type(error).__name__}: "
            log.error("%s: %s%s", step.__name__, what, error)
            raise

    return cast(Step, telling)


# --- the steps --------------------------------------------------------------------------------------------------------


def asked(run: Any, form: Mapping[str, Any], zone: str) -> Request:
    """What a run of the DAG `articles` is asked to do: its form, and of a backfill the days of its data interval.

    A backfill whose form names days itself reads those. The interval's days are those of its ends, in `zone`.
    """
    trigger = str(getattr(run.run_type, "value", run.run_type))
    days = {"since": form.get("since"), "until": form.get("until")}
    if trigger == "backfill" and not any(days.values()):
        ends = (run.data_interval_start, run.data_interval_end)
        days = dict(zip(days, (at.astimezone(ZoneInfo(zone)).date().isoformat() for at in ends), strict=True))
    return Request(run_id=run.run_id, dag_id=run.dag_id, trigger=trigger, **{**form, **days})


@_told
def find(request: Request) -> list[str]:
    """Lists the documents to read and parts them into batches; returns the batches' names, at least one."""
    _checked(request)
    staging = _staging(request.run_id)
    staging.remove()
    started = datetime.now(UTC).isoformat()
    staging.write_note("run", asdict(request) | {"started_at": started, "ruleset": seeds.ruleset()})
    found = _harvest(request, staging)
    staging.write(Unchanged, FOUND, found.unchanged)
    staging.write(SetAside, FOUND, found.aside)
    parts = _parts(found.documents, request.batch_size)
    names = []
    for number, part in enumerate(parts, 1):
        names.append(f"{number:04d}-of-{len(parts):04d}")
        staging.write(Document, names[-1], part)
    for row in found.aside:
        aside_log.warning("set aside when found: %s: %s", row.url_or_path, row.reason)
    log.info(
        "find: %d documents in %d %s (%s)%s%s",
        len(found.documents),
        len(parts),
        "batch" if len(parts) == 1 else "batches",
        _asked(request),
        f", {len(found.unchanged)} known and unchanged" if found.unchanged else "",
        f", {len(found.aside)} set aside" if found.aside else "",
    )
    if not found.documents and request.read in ("folder", "source", "inbox"):
        log.info("find: nothing to read; put files into %s", ", ".join(str(f) for f, _ in _folders(request)))
    return names


@_told
def extract(run_id: str, batch: str, last_try: bool = True) -> str:
    """Opens each document of the batch and keeps its bytes in the raw store.

    `HostUnreachable`, so that the task is repeated, while it is not the last try; then the documents are set aside.
    """
    staging, conf = _staging(run_id), settings.load()
    store = RawStore(conf.raw_url)
    told = {url: Told(**note) for url, note in staging.read_note("robots").items()}
    longest = staging.read_note("run")["host_minutes"]
    opener = Opener(store, _crawl(conf, store, told, longest), conf.max_page_bytes, datetime.now(UTC))
    unchanged: list[Unchanged] = []

    def page(document: Document) -> Page | None:
        try:
            page = opener.page(document)
        except HostUnreachable as error:
            if not last_try:
                raise
            raise DocumentError(str(error)) from error
        if page is None:
            unchanged.append(Unchanged(document.source, document.address))
        return page

    _each(staging, batch, "fetched", staging.read(Document, batch), page)
    staging.write(Unchanged, batch, unchanged)
    return batch


@_told
def clean(run_id: str, batch: str) -> str:
    """Reads each page of the batch as an article; those published outside the days asked for are left out."""
    staging = _staging(run_id)
    store, known = RawStore(settings.load().raw_url), cleaning.own_seeds()
    request = staging.read_note("run")
    since, until = _day(request["since"]), _day(request["until"])
    pages = staging.read(Page, batch)
    _each(staging, batch, "cleaned", pages, lambda page: _dated(cleaning.article(page, store.get(page.page_id), known)))
    articles = staging.read(Article, batch)
    inside = [a for a in articles if within(a, since, until)]
    outside = [OutsideWindow(a.source, a.address, *_days(a)) for a in articles if not within(a, since, until)]
    staging.write(Article, batch, inside)
    staging.write(OutsideWindow, batch, outside)
    if outside:
        log.info(
            "clean %s: %d articles published before %s or after %s", batch, len(outside), since or "…", until or "…"
        )
    return batch


@_told
def tag(run_id: str, batch: str) -> str:
    """Reads the facts of each article of the batch, and what its text is found again by."""
    staging, known = _staging(run_id), tag_seeds()
    rows: dict[type[Any], list[Any]] = {kind: [] for kind in FACT_KINDS}

    def digest(article: Article) -> Digest:
        facts = _facts(article, known)
        for kind, found in zip(FACT_KINDS, _by_kind(facts), strict=True):
            rows[kind].extend(found)
        return digest_of(article, facts)

    articles = staging.read(Article, batch)
    _each(staging, batch, "tagged", articles, digest)
    staging.write(Fingerprint, batch, map(likeness.fingerprint, articles))
    for kind, found in rows.items():
        staging.write(kind, batch, found)
    log.info("tag %s: %d facts", batch, sum(map(len, rows.values())))
    return batch


@_told
def load(run_id: str, batches: Sequence[str]) -> str:
    """Brings the whole run into the work file in one transaction and returns the run's id."""
    staging, conf = _staging(run_id), settings.load()
    request = staging.read_note("run")
    batches = [*batches, *_left_behind(staging, run_id, batches)]
    staged = {kind.__name__: staging.table(kind, batches) for kind in (Article, Digest, Fingerprint, *FACT_KINDS)}
    settle_twice(staging, batches, staged)
    tagged = set(staged["Article"]["address"].to_pylist())
    with warehouse.open_work_file(conf) as work:  # prepared when those left behind were looked for
        warehouse.refresh_reference(work)
        outcome = bring_in(work, request, staged)
        aside = [*_set_aside(staging, batches), *outcome.twice]
        unchanged = [u for name in (FOUND, *batches) for u in staging.read(Unchanged, name)]
        outcome.counts["unchanged"] += len(unchanged)
        funnel = _funnel(staging, batches, tagged, aside, unchanged, outcome.duplicates)
        outside = staging.table(OutsideWindow, batches)
        warehouse.record_run(work, request, outcome.counts, funnel, aside, outside)
        if request["dry_run"]:
            work.rollback()
    if not request["dry_run"]:
        _settle_pages(staging, batches)
    staging.write_note("outcome", {"counts": outcome.counts, "set_aside": [asdict(s) for s in aside]})
    log.info("load: %s", ", ".join(f"{count} {name}" for name, count in outcome.counts.items()))
    if request["dry_run"]:
        log.info("load: dry run, nothing was loaded")
    return run_id


def bring_in(work: warehouse.WorkFile, request: dict[str, Any], staged: dict[str, pa.Table]) -> warehouse.Outcome:
    """Writes staged articles with their facts, links those that are alike, and resolves what they tell of."""
    outcome = write(work, request, staged)
    resolving.refresh(work)
    return outcome


def write(work: warehouse.WorkFile, request: dict[str, Any], staged: dict[str, pa.Table]) -> warehouse.Outcome:
    """`bring_in` but for resolving: `touched` has the articles whose facts are to be resolved."""
    outcome = warehouse.load_run(work, request, staged)
    found = [likeness.likeness(*pair) for pair in warehouse.candidates(work)]
    likeness.runs.cache_clear()
    warehouse.write_likeness(work, to_table(Likeness, filter(None, found)))
    deciding.apply(work)
    return outcome


@_told
def check(run_id: str) -> str:
    """Proves what was loaded with the queries of sql/90_checks; `WarehouseError` names those that find something."""
    if _is_dry(run_id):
        log.info("check: dry run, nothing to check")
        return run_id
    with warehouse.open_work_file(settings.load(), read_only=True) as work:
        log.info("check: %d checks found nothing wrong", checks.prove_loaded(work))
    return run_id


@_told
def publish(run_id: str) -> str:
    """Makes the work file the published file; returns the summary that a person reads at the end."""
    conf = settings.load()
    if not _is_dry(run_id):
        with warehouse.lock(conf):
            _prove_later(conf, run_id)
            publishing.publish(conf, run_id)
        _keep(conf)
        forget_staging(conf)
    text = summary.text(conf, run_id, _staging(run_id).read_note("outcome"), dry_run=_is_dry(run_id))
    log.info("publish: %s\n%s", "dry run, nothing to publish" if _is_dry(run_id) else "done", text)
    return text


@_told
def brief() -> list[str]:
    """Makes the briefing of the published file in every language; returns where the pages lie, if there is a file."""
    conf, start = settings.load(), time.perf_counter()
    if not conf.published_link.exists():  # a first run that was dry
        log.info("brief: nothing is published yet, so there is nothing to tell of")
        return []
    written = briefing.write(conf)
    told = ", ".join(f"{path} ({path.stat().st_size / 1e6:.1f} MB)" for path in written)
    log.info("brief: made in %.1f s; open it with a browser: %s", time.perf_counter() - start, told)
    return [str(path) for path in written]


def set_aside_by(run_id: str) -> list[dict[str, Any]]:
    """What a run that has loaded set aside, by stage and reason."""
    return list(_staging(run_id).read_note("outcome")["set_aside"])


def forget_staging(conf: settings.Settings) -> None:
    """Removes what old runs staged; a re-tag under way keeps its own."""
    for folder in [f for f in runs(conf.staging_url) if f.name != RETAG][:-STAGING_KEPT]:
        Staging(conf.staging_url, folder.name).remove()


@_told
def maintain() -> str:
    """What is done once a week: the whole file proved, compacted, backed up; returns what it did in words."""
    conf = settings.load()
    if not conf.work_file.exists():
        raise InputError(f"there is no work file in {conf.home} yet")
    with warehouse.lock(conf):
        with warehouse.open_work_file(conf, read_only=True) as work:
            proved = checks.prove(work)
        before, after = keeping.compact(conf) or (0, 0)
        made = keeping.back_up(conf, datetime.now(UTC))
    forget_staging(conf)
    kept = keeping.backups(conf)
    told = [
        f"{proved} checks on the whole work file found nothing wrong.",
        f"The work file was written anew: {before / 1e6:.1f} MB before, {after / 1e6:.1f} MB now.",
        f"Backup {made} made." if made else "No new backup: today has one, or nothing is published.",
        f"{len(kept)} backups kept in {conf.backup_folder}.",
    ]
    log.info("maintain: %s", " ".join(told))
    return "\n".join(told)


def restore(name: str) -> str:
    """Goes back to a backup or a published file; returns what it did in words, and what is to be done.

    What persons decided since then is taken over. What was read since then is not: the raw store has it, and takes it
    for known.
    """
    conf = settings.load()
    source, aside = keeping.restore(conf, name, datetime.now(UTC))
    said = [f"{source.name} is the work file now and is published. What was there before: {aside}"]
    return "\n".join([*said, *since(conf, aside)] if aside.exists() else said)


def since(conf: settings.Settings, aside: Path) -> list[str]:
    """For who went back to an older work file: takes over what was decided in the one set aside; what to say of it."""
    said = []
    try:
        runs, missing = remembering.lacking(conf, aside)
        if missing:
            said.append(f"{len(deciding.take_over(aside))} decisions made since then were taken over.")
    except BlocwatchError as error:
        said.append(f"What was read and decided since then could not all be looked up or taken over: {error}")
        runs = None
    if runs:
        said.append(f"{runs} runs since then are not in it.")
    if runs != 0:
        said.append("./blocwatch run --again brings in what was read since then; daily runs take it for known.")
    return said


def restorable() -> list[str]:
    """Each file `restore` takes, oldest first: name, size and where it lies."""
    return [f"{p.name}  {p.stat().st_size / 1e6:.1f} MB  {p.parent}" for p in keeping.choices(settings.load())]


# --- seeds for the pure rooms -----------------------------------------------------------------------------------------


@cache
def tag_seeds() -> tagging.Seeds:
    """What tagging needs of seeds/, read once a process."""
    made = tagging.Seeds(
        rules=seeds.rules(),
        forms=seeds.forms(),
        languages=_tagged_languages(),
        office_holders=seeds.office_holders(),
        given_names=seeds.given_names(),
        homes=seeds.homes(),
        agencies=seeds.agency_forms(),
        countries=seeds.countries(),
        blocs=seeds.blocs(),
    )
    if not made.patterns:  # made here, so that a rule that cannot be read stops the run and not each document
        raise SeedError("seeds/rules holds no rule with a pattern")
    return made


def _tagged_languages() -> dict[str, Language]:
    """Those with words for rules; in the others names are found, and no more."""
    return {code: language for code, language in seeds.languages().items() if language.words}


def digest_of(article: Article, facts: Facts) -> Digest:
    """Hashes over what was read, without when and from which file it was read."""
    same_text = replace(article, fetched_at=NEVER, page_id="", address="")
    return Digest(article.article_id, _hash(asdict(same_text)), _hash(asdict(facts)))


def _hash(record: dict[str, Any]) -> str:
    def plain(value: object) -> str:
        return value.astimezone(UTC).isoformat() if isinstance(value, datetime) and value.tzinfo else str(value)

    return hashlib.sha256(json.dumps(record, default=plain, sort_keys=True).encode()).hexdigest()[:32]


# --- helpers ----------------------------------------------------------------------------------------------------------


def _staging(run_id: str) -> Staging:
    return Staging(settings.load().staging_url, run_id)


def _facts(article: Article, known: tagging.Seeds) -> Facts:
    """The facts of the article, proven; `DocumentError` says which does not hold."""
    facts = tagging.facts(article, known)
    proof.prove(article, facts)
    return facts


def _by_kind(facts: Facts) -> tuple[tuple[Any, ...], ...]:
    """The lists of facts in the order of FACT_KINDS."""
    told = facts.mentions, facts.topics, facts.occupancies, facts.memberships, facts.quotations, facts.relays
    return *told, facts.meetings, facts.participants, facts.commitments, facts.acts


def _keep(conf: settings.Settings) -> None:
    """Compacts where that is due and makes the day's backup. Readers have their file: what fails here is only said."""
    try:
        keeping.compact(conf, always=False)
        keeping.back_up(conf, datetime.now(UTC))
    except WarehouseError as error:
        log.warning("publish: the file is published, but %s", error)


def _prove_later(conf: settings.Settings, run_id: str) -> None:
    """Proves what another run has loaded since this one did: a backfill and the daily run take turns, and nothing is
    published that no check has seen."""
    with warehouse.open_work_file(conf, read_only=True) as work:
        mine = "(select load_number from store.run where run_id = ?)"
        if work.rows(f"select 1 from store.run where load_number > {mine} limit 1", run_id):
            checks.prove_loaded(work)


def _is_dry(run_id: str) -> bool:
    return bool(_staging(run_id).read_note("run")["dry_run"])


def _each(staging: Staging, batch: str, stage: str, records: Iterable[Any], step: Callable[[Any], Any]) -> str:
    """Takes every record one step on. One that cannot go on is set aside with the reason, and the others go on."""
    results, aside, broken = [], [], 0
    kind = {"fetched": Page, "cleaned": Article, "tagged": Digest}[stage]
    records = list(records)
    for record in records:
        try:
            if (result := step(record)) is not None:
                results.append(result)
        except (HostUnreachable, WarehouseError):
            raise
        except DocumentError as error:
            aside.append(SetAside(getattr(record, "source", None), record.address, stage, str(error)))
        except Exception as error:  # one document must not stop the others; the row and the log say what broke
            aside_log.exception("%s %s: %s", stage, batch, record.address)
            broken += 1
            if broken == len(records) >= SYSTEMATIC:
                raise  # when it breaks on all of them, it is not the documents
            reason = f"unexpected {type(error).__name__}: {error}"
            aside.append(SetAside(getattr(record, "source", None), record.address, stage, reason))
    staging.write(kind, batch, results)
    staging.write(SetAside, f"{batch}-{stage}", aside)
    for row in aside:
        aside_log.warning("set aside when %s: %s: %s", stage, row.url_or_path, row.reason)
    log.info(
        "%s %s: %d of %d%s", stage, batch, len(results), len(records), f", {len(aside)} set aside" if aside else ""
    )
    return batch


def _harvest(request: Request, staging: Staging) -> Harvest:
    """The documents of the folders and ways asked for. robots.txt fetched here is left for the tasks that extract."""
    conf = settings.load()
    store, asked = RawStore(conf.raw_url), _sources(request)
    if request.read == "raw":
        staging.write_note("robots", {})
        # a folder that has moved is two places with the same pages
        kept = {(h.source, h.address, h.newest.page_id): h for source in asked for h in store.histories(source)}
        return Harvest([Document(h.source, h.address, RAW + store.name(h.source, h.place)) for h in kept.values()])
    told: dict[str, Told] = {}
    ways = request.read == "source"
    crawl = _crawl(conf, store, told, request.host_minutes)
    now = crawl.client.today() if crawl else datetime.now(UTC)
    finder = Finder(crawl, store, conf.home, now, _may_be_within(request))
    found = finder.harvest([seeds.sources()[name] for name in asked if name]) if ways else Harvest()
    if ways:
        _add_left_out(request, store, found)
    staging.write_note("robots", {url: asdict(note) for url, note in told.items()})
    root = conf.inbox if request.read in ("source", "inbox") else None
    in_folders = [d for folder, source in _folders(request) for d in files.documents(folder, source, root)]
    for document in (member for d in in_folders for member in archives.expanded(d, store)):
        found.aside.append(document) if isinstance(document, SetAside) else found.documents.append(document)
    return found


def _sources(request: Request) -> list[str | None]:
    """The sources asked for; all that was kept, with the pages of no source, is None."""
    if request.source != "all":
        return [request.source]
    return [None] if request.read == "raw" else list(seeds.sources())


@cache
def web_client(agent: str) -> web.Client:
    """One client a process, so that steps and runs in it keep their distance from a host together."""
    return web.Client(agent)


def _crawl(conf: settings.Settings, store: RawStore, told: dict[str, Told], minutes: int) -> Crawl | None:
    """None without a contact."""
    if not conf.contact:
        return None
    return Crawl(web_client(conf.user_agent), store, conf.max_page_bytes, told, minutes * 60)


def _may_be_within(request: Request) -> Callable[[datetime], bool]:
    """Whether what a way says was published at a moment may be of the days asked for: where it was, it may have been
    the day before or after."""
    since, until = _day(request.since), _day(request.until)
    first = since - timedelta(days=1) if since else date.min
    last = until + timedelta(days=1) if until else date.max
    return lambda told: first <= told.date() <= last


def _add_left_out(request: Request, store: RawStore, found: Harvest) -> None:
    """Pages that were kept, and left out by a run that was asked for other days than these. Their outlets say that they
    are unchanged, so nothing else would bring them."""
    since, until = _day(request.since), _day(request.until)
    if not (since or until):
        return
    kept: dict[str, Document] = {}
    for source, address in publishing.left_out(settings.load(), since, until):
        known = store.history(source, address) if request.source in ("all", source) else None
        if known:
            kept[address] = Document(source, address, RAW + store.name(source, known.place))
    found.documents = [*(d for d in found.documents if d.address not in kept), *kept.values()]
    found.unchanged = [known for known in found.unchanged if known.address not in kept]


def _parts(documents: Sequence[Document], size: int) -> list[list[Document]]:
    """Batches of at most `size`, except that all documents of one host are one batch: tasks run side by side, and two
    of them would ask a host twice as often as it bears."""
    hosts: dict[str, list[Document]] = {}
    here: list[Document] = []
    for document in documents:
        of_web = document.location.startswith("http")
        (hosts.setdefault(web.host_of(document.location), []) if of_web else here).append(document)
    parts = [here[at : at + size] for at in range(0, len(here), size)]
    return [*parts, *hosts.values()] or [[]]


def _dated(article: Article) -> Article:
    """The article with bounds where it tells no day. Here and not when it is tagged, so that a window can use them."""
    return article if any(_days(article)) else tagging.bounded(article, tag_seeds())


def _settle_pages(staging: Staging, batches: Sequence[str]) -> None:
    """The outlets' pages are in the warehouse, or their rows are: they need not be read again before they change."""
    store = RawStore(settings.load().raw_url)
    for page in (p for batch in batches for p in staging.read(Page, batch) if p.url):
        store.settle(page)


def _checked(request: Request) -> None:
    """`InputError` for a request that contradicts itself, before anything is read."""
    since, until = _day(request.since), _day(request.until)
    if since and until and since > until:
        raise InputError(f"since ({since}) is after until ({until})")
    if request.read == "folder" and not request.folder:
        raise InputError("to read a folder, say which (field 'folder')")
    if request.source not in ("all", *seeds.sources()):
        raise InputError(f"there is no source {request.source!r}; known: {', '.join(seeds.sources())}")
    for name in ("batch_size", "host_minutes"):
        if getattr(request, name) < 1:
            raise InputError(f"{name.replace('_', ' ')} must be 1 or more, not {getattr(request, name)}")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InputError(f"{text!r} is no day; write it as 2026-01-31") from None


def _asked(request: Request) -> str:
    what = {
        "sample": "the sample articles",
        "folder": f"folder {request.folder}",
        "source": f"inbox and ways of {request.source}",
        "inbox": f"inbox of {request.source}",
        "raw": f"pages kept of {request.source}",
    }
    return what[request.read]


def _folders(request: Request) -> list[tuple[Path, str | None]]:
    """The folders to read, with the source their files are of; None where each file tells it itself."""
    if request.read == "raw":
        return []
    if request.read == "sample":
        return [(settings.SEEDS / "articles", None)]
    if request.read == "folder":
        return [(Path(str(request.folder)).expanduser().resolve(), None if request.source == "all" else request.source)]
    inbox = settings.load().inbox
    found: list[tuple[Path, str | None]] = []
    for source in seeds.sources().values():
        if source.inbox and request.source in ("all", source.source):
            (inbox / source.inbox).mkdir(parents=True, exist_ok=True)
            found.append((inbox / source.inbox, None if source.source == "generic" else source.source))
    return found


def _days(article: Article) -> tuple[date | None, date | None]:
    """The first and the last day it may have been published on."""
    return article.published_on or article.published_from, article.published_on or article.published_until


def within(article: Article, since: date | None, until: date | None) -> bool:
    """Whether it may have been published in these days; one whose day is not known may have been."""
    first, last = _days(article)
    return not (since and last and last < since) and not (until and first and first > until)


def _set_aside(staging: Staging, batches: Sequence[str]) -> list[SetAside]:
    stages = ("fetched", "cleaned", "tagged")
    rows = [row for batch in batches for stage in stages for row in staging.read(SetAside, f"{batch}-{stage}")]
    return [*staging.read(SetAside, FOUND), *rows]


def _left_behind(staging: Staging, run_id: str, batches: Sequence[str]) -> list[str]:
    """A batch of kept pages to read again, because the article that held their text has another one now; or none."""
    conf = settings.load()
    store = RawStore(conf.raw_url)
    with warehouse.open_work_file(conf, prepare=True) as work:
        rows = warehouse.left_behind(work, staging.table(Fingerprint, batches))
    if not rows:
        return []
    documents = {Document(source, address, page_id): (name, at) for source, address, name, page_id, at in rows}

    def page(document: Document) -> Page:
        name, at = documents[document]
        known = store.history(document.source, document.address)
        for version in known.versions if known else ():  # of the web: with all that the answer told
            if version.page_id == document.location:
                return version
        media_type, size = files.media_type(replace(document, address=name)), len(store.get(document.location))
        return Page(document.location, document.source, document.address, name, media_type, size, at)

    staging.write(Document, LEFT_BEHIND, documents)
    staging.write(Unchanged, LEFT_BEHIND, [])
    return [tag(run_id, clean(run_id, _each(staging, LEFT_BEHIND, "fetched", documents, page)))]


def settle_twice(staging: Staging, batches: Sequence[str], staged: dict[str, pa.Table]) -> None:
    """Leaves of each article the one document that is loaded, with its facts: the last by address that was tagged.

    Facts name their article and not their document, so those of all of them are dropped and the one is read again.
    """
    refused = {row.url_or_path for batch in batches for row in staging.read(SetAside, f"{batch}-tagged")}
    if refused:
        for name in ("Article", "Fingerprint"):
            is_refused = pc.is_in(staged[name]["address"], value_set=pa.array(refused, pa.string()))
            staged[name] = staged[name].filter(pc.invert(is_refused))
    addresses: dict[str, set[str]] = {}
    for row in staged["Article"].select(["article_id", "address"]).to_pylist():
        addresses.setdefault(row["article_id"], set()).add(row["address"])
    last = {article_id: max(found) for article_id, found in addresses.items() if len(found) > 1}
    if not last:
        return
    twice = pa.array(list(last), pa.string())
    articles = [a for batch in batches for a in staging.read(Article, batch) if last.get(a.article_id) == a.address]
    read_again = [(article, _facts(article, tag_seeds())) for article in articles]
    rows: dict[type[Any], list[Any]] = {Digest: [digest_of(article, facts) for article, facts in read_again]}
    for place, kind in enumerate(FACT_KINDS):
        rows[kind] = [row for _, facts in read_again for row in _by_kind(facts)[place]]
    for kind, fresh in rows.items():
        table = staged[kind.__name__]
        others = table.filter(pc.invert(pc.is_in(table["article_id"], value_set=twice)))
        staged[kind.__name__] = pa.concat_tables([others, to_table(kind, fresh)])


def _funnel(
    staging: Staging,
    batches: Sequence[str],
    tagged: set[str],
    aside: Sequence[SetAside],
    unchanged: Sequence[Unchanged],
    duplicates: set[str],
) -> Counter[tuple[str, str]]:
    """(source, stage) → documents. A file found for no source counts where its page was found to belong.

    What was set aside when found is a way or an archive's part, not a document, and counts nowhere.
    """
    documents = [d for batch in batches for d in staging.read(Document, batch)]
    articles = [a for batch in batches for a in staging.read(Article, batch)]
    outside = [o for batch in batches for o in staging.read(OutsideWindow, batch)]
    source_of = {d.address: d.source or "unknown" for d in documents}
    source_of |= {a.address: a.source for a in articles} | {o.url_or_path: o.source for o in outside}
    not_loaded = duplicates | {row.url_or_path for row in aside if row.stage == "loaded"}
    counts: Counter[tuple[str, str]] = Counter()
    fetched = {p.address for batch in batches for p in staging.read(Page, batch)}
    for document in documents:
        counts[source_of[document.address], "found"] += 1
        counts[source_of[document.address], "fetched"] += document.address in fetched
    for article in articles:
        counts[article.source, "cleaned"] += 1
        counts[article.source, "tagged"] += article.address in tagged
        counts[article.source, "loaded"] += article.address in tagged and article.address not in not_loaded
        counts[article.source, "duplicate"] += article.address in tagged and article.address in duplicates
    for left_out in outside:
        counts[left_out.source, "cleaned"] += 1
        counts[left_out.source, "outside_window"] += 1
    for known in unchanged:
        counts[known.source or "unknown", "found"] += known.address not in source_of
        counts[known.source or "unknown", "unchanged"] += 1
    for row in (row for row in aside if row.stage != FOUND):
        counts[source_of.get(row.url_or_path, "unknown"), "quarantined"] += 1
    return counts
