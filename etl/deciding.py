"""Decisions of persons about facts: made, laid over what the rules read, found again after every re-tag.

A decision says that a fact is correct, wrong or to be edited, or that two names of persons, two tellings of meetings or
two commitments are the same or not. `apply` lays those in force over the facts a load wrote; `decide` makes new ones.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pyarrow as pa

from etl import resolving, seeds, settings
from etl.errors import InputError
from etl.load import decisions, publishing, remembering, warehouse
from etl.load.decisions import PAIRED, Laid, Renaming, Row
from etl.load.warehouse import WorkFile
from etl.model import content_id
from etl.report import checks
from etl.resolve import anchors, editing
from etl.resolve.anchors import Anchor, Found
from etl.tag.sentences import sentences
from etl.tag.shadow import SIGNS

log = logging.getLogger(__name__)

OF_FACTS = ("correct", "wrong", "edited")
OF_PAIRS = ("same", "not_same")
VERDICTS = (*OF_FACTS, *OF_PAIRS, "withdrawn")
PERSON = "person"
WAITING = "waiting"  # for an article that is not there
MOST_WORDS = 2000  # characters of a note


@dataclass(frozen=True)
class Asked:
    """One decision as a person asks for it.

    `about` is one fact_id; for same and not_same two names of persons, two tellings or two commitments; for withdrawn
    and confirmed a decision_id. Names may be limited to one article.
    """

    verdict: str
    about: tuple[str, ...]
    by: str
    note: str | None = None
    edits: Mapping[str, str] = field(default_factory=dict)
    article: str | None = None


# --- laying what was decided over what was read -----------------------------------------------------------------------


def apply(work: WorkFile, again: bool = False) -> int:
    """Lays the decisions in force over the facts of the articles in `touched`; returns how many hold there.

    The facts must just have been written; `again` first brings back what was read. Articles that a decision ties to a
    touched one are touched too, so that what is resolved over both is resolved anew.
    """
    if not work.rows("select 1 from store.decision limit 1"):
        return 0
    decisions.restore(work) if again else decisions.forget(work)
    in_force = decisions.decisions(work, "s.is_in_force")
    homes = decisions.home_of(work, {id_ for d in in_force for id_ in _articles(d)})
    if tied := _tied(work, in_force, homes):
        _touch(work, tied)
        decisions.restore(work)  # of these alone; the others' are gone
    here = _touched(work, homes.values())
    # names hold everywhere, and who has waited may go on waiting
    mine = [
        d for d in in_force if not _articles(d) or d["state"] == WAITING or here & {homes[id_] for id_ in _articles(d)}
    ]
    outcomes, laid = _settled(work, mine, homes)
    decisions.lay(work, laid)
    decisions.record(work, outcomes)
    holding = {o["decision_id"] for o in outcomes if o["state"] == "applied"}
    decisions.rename(work, _renamings([d for d in mine if d["decision_id"] in holding], homes))
    log.info("decide: %d decisions hold of what was written, %d wait", len(holding), len(outcomes) - len(holding))
    return len(holding)


def everything(work: WorkFile) -> int:
    """Lays all decisions over all facts, as if every article had just been touched."""
    work.run("create or replace temp table touched as select distinct article_id from store.article")
    return apply(work, again=True)


def _articles(decision: Row) -> list[str]:
    return [id_ for id_ in (decision["article_id"], decision["other_article_id"]) if id_]


def _touched(work: WorkFile, article_ids: Iterable[str]) -> set[str]:
    ids = set(article_ids)
    return {id_ for (id_,) in work.rows("select article_id from touched") if id_ in ids}


def _touch(work: WorkFile, article_ids: Iterable[str]) -> None:
    work.duckdb.register("told_touched", pa.table({"article_id": pa.array(sorted(set(article_ids)), pa.string())}))
    work.run("insert into touched select article_id from told_touched where article_id not in (from touched)")
    work.duckdb.unregister("told_touched")


def _tied(work: WorkFile, in_force: Sequence[Row], homes: Mapping[str, str]) -> set[str]:
    """Articles not touched that share a decision with one that is, that now hold the text of one, or that a decision
    has waited for."""
    here = _touched(work, {*homes, *homes.values()})
    shared = [({*_articles(d), *(homes[id_] for id_ in _articles(d))}, d) for d in in_force]
    tied = {homes[id_] for ids, d in shared if ids & here or d["state"] == WAITING for id_ in _articles(d)}
    return set(decisions.texts(work, tied - here))


def _settled(work: WorkFile, mine: Sequence[Row], homes: Mapping[str, str]) -> tuple[list[Row], list[Laid]]:
    """What becomes of each decision, and of the facts they are about; the later of two about one fact holds."""
    look = _Look(work, mine, homes)
    outcomes, laid, taken = [], [], set[str]()
    for decision in reversed(mine):
        outcome = look.outcome(decision)
        fact_id = outcome["fact_id"]
        if outcome["state"] == "applied" and decision["verdict"] in OF_FACTS and fact_id:
            if fact_id in taken:
                outcome |= {"state": "review", "reason": "a later decision is about what is read there now"}
            elif outcome["reason"] is None:
                laid.append(look.laid(decision, fact_id))
            taken.add(fact_id)
        outcomes.append(outcome)
    return outcomes, laid


class _Look:
    """The texts and facts, as read, of the articles that decisions are about."""

    def __init__(self, work: WorkFile, mine: Sequence[Row], homes: Mapping[str, str]) -> None:
        self.homes = homes
        wanted: dict[str, set[str]] = {}
        for decision in mine:
            for anchor, article_id in _anchors(decision):
                wanted.setdefault(anchor.fact, set()).add(homes[article_id])
        self.texts = decisions.texts(work, set().union(*wanted.values()))
        self.rows = {fact: decisions.as_read(work, fact, ids) for fact, ids in wanted.items()}

    def outcome(self, decision: Row) -> Row:
        found = [self._found(decision, anchor, article_id) for anchor, article_id in _anchors(decision)]
        ids = [f.fact_id if f else None for f in found] + [None, None]
        state, reason = "applied", next((f.reason for f in found if f and f.reason), None)
        if None in found:
            state, reason = WAITING, "its article is not in this file"
        elif not all(f.holds for f in found if f):
            # a reading that was wrong and is read no more needs nobody
            state = "applied" if decision["verdict"] == "wrong" and reason == anchors.UNREAD else "review"
        elif decision["verdict"] == "edited" and reason is None and (wrong := self._refused(decision, ids[0])):
            state, reason = "review", wrong
        told = {"decision_id": decision["decision_id"], "state": state, "reason": reason}
        return told | {"fact_id": ids[0], "other_fact_id": ids[1]}

    def laid(self, decision: Row, fact_id: str | None) -> Laid:
        row = self._row(decision, fact_id)
        now = {"correct": row, "wrong": None, "edited": row | _new_values(decision)}[decision["verdict"]]
        return Laid(decision["about"], decision["verdict"], decision["decision_id"], row, now)

    def _found(self, decision: Row, anchor: Anchor, article_id: str) -> Found | None:
        """None where the article is not there."""
        home = self.homes[article_id]
        if home not in self.texts:
            return None
        new = _new_values(decision)
        columns = {*anchors.key(anchor.fact, anchor.values), *new}
        if decision["verdict"] == "correct":  # of all it says, not only of what it is
            columns |= set(anchors.values(anchor.values))  # decisions made before kept more
        rows = self.rows[anchor.fact][home]
        return anchors.found(anchor, self.texts[home], rows, sorted(columns), new or None)

    def _refused(self, decision: Row, fact_id: str | None) -> str | None:
        known = editing.refused(
            decision["about"], _new_values(decision), self._row(decision, fact_id), _listed(_names(decision))
        )
        return f"what was written anew is not allowed any more: {known}" if known else None

    def _row(self, decision: Row, fact_id: str | None) -> Row:
        rows = self.rows[decision["about"]][self.homes[decision["article_id"]]]
        return next(row for row in rows if row["fact_id"] == fact_id)


def _names(decision: Row) -> list[str]:
    """Names a person wrote; those of persons were looked up when they were written."""
    return [
        name
        for value in _new_values(decision).values()
        for name in ([value] if isinstance(value, str) else value or [])
    ]


def _new_values(decision: Row) -> Row:
    return json.loads(decision["new_values"]) if decision["new_values"] else {}


def _anchors(decision: Row) -> list[tuple[Anchor, str]]:
    """What the decision hangs on, with the article of each; nothing for names that hold everywhere."""
    both = (decision["anchor"], decision["article_id"]), (decision["other_anchor"], decision["other_article_id"])
    return [(Anchor(**json.loads(told)), id_) for told, id_ in both if told and id_]


def _renamings(holding: Sequence[Row], homes: Mapping[str, str]) -> list[Renaming]:
    """Names with the name that counts in the end: one that is another's, which is a third's, is the third's."""
    same = [d for d in holding if d["about"] == PERSON and d["verdict"] == "same"]
    everywhere = {d["name"]: (d["other_name"], d["decision_id"]) for d in same if not d["article_id"]}

    def followed(name: str, ids: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        seen = {name}
        while name in everywhere and everywhere[name][0] not in seen:
            name, id_ = everywhere[name]
            seen.add(name)
            ids = (*ids, id_)
        return name, ids

    made = []
    for d in same:
        name, ids = followed(d["other_name"], (d["decision_id"],))
        if name != d["name"]:
            made.append(Renaming(d["name"], name, homes[d["article_id"]] if d["article_id"] else None, ids))
    return made


# --- making decisions -------------------------------------------------------------------------------------------------


def decide(asked: Sequence[Asked]) -> list[Row]:
    """Writes what persons decided, lays it over the facts and publishes; returns the decisions and what became of them.

    All of them or none: `InputError` says which cannot be, and then nothing is written.
    """
    if not settings.load().work_file.exists():
        raise InputError("nothing has been read yet; start with ./blocwatch run")
    return _written(lambda work: [_added(work, one) for one in asked])


def take_in(path: Path) -> list[Row]:
    """Adds the decisions of a file that `export` wrote, on this machine or another; those known are left alone."""
    rows = [_checked_row(line, number) for number, line in enumerate(_lines(path), 1)]

    def add(work: WorkFile) -> list[Row]:
        warehouse.refresh_reference(work)
        known = {id_ for (id_,) in work.rows("select decision_id from store.decision")}
        decisions.add(work, rows)
        _consistent(work)
        return [row for row in rows if row["decision_id"] not in known]

    return _written(add)


def take_over(path: Path) -> list[Row]:
    """Adds the decisions of another work file that this one lacks."""

    def add(work: WorkFile) -> list[Row]:
        with remembering.old_file(work, path):
            rows = decisions.lacking(work)
        decisions.add(work, rows)
        _consistent(work)
        return rows

    return _written(add)


def export(path: Path) -> int:
    """Writes every decision ever made as one line of JSON; returns how many."""
    conf = settings.load()
    if not conf.work_file.exists():
        raise InputError("nothing has been read yet, so nothing was decided")
    with warehouse.open_work_file(conf, prepare=True) as work:
        rows = decisions.decisions(work)
    names = decisions.columns("decision")
    lines = [{name: row[name] for name in names} | {"decided_at": row["decided_at"].isoformat()} for row in rows]
    try:
        path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}") from error
    return len(lines)


def _lines(path: Path) -> list[str]:
    try:
        return [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _checked_row(line: str, number: int) -> Row:
    """One line of a file of decisions; `InputError` where it is not what was written."""
    try:
        row = dict(json.loads(line))
        row["decided_at"] = datetime.fromisoformat(row["decided_at"])
        whole = set(row) == set(decisions.columns("decision")) and row["verdict"] in VERDICTS
        whole = whole and decisions.identified(row)["decision_id"] == row["decision_id"]
        _anchors(row)
    except (ValueError, TypeError, KeyError):
        whole = False
    if not whole:
        raise InputError(f"line {number} is no decision, or was changed after it was written")
    return row


def _written(make: Callable[[WorkFile], list[Row]]) -> list[Row]:
    """One run of its own: decisions, facts, what is resolved over them, checks; then the file is published."""
    conf, started = settings.load(), datetime.now(UTC)
    run_id = f"decide__{started:%Y-%m-%dT%H:%M:%S.%f}"
    with warehouse.lock(conf):
        with warehouse.open_work_file(conf, prepare=True) as work:
            made = make(work)
            if not made:
                return []
            _touch_all(work, made)
            apply(work, again=True)
            resolving.refresh(work)
            _record_run(work, run_id, started, made)
            checks.prove(work)
            ids = [row["decision_id"] for row in made]
            became = decisions.decisions(work, f"d.decision_id in ({', '.join('?' * len(ids))})", *ids)
        publishing.publish(conf, run_id)
    return became


def _touch_all(work: WorkFile, made: Sequence[Row]) -> None:
    """`touched`: the articles whose facts these decisions, or those they replace, are or were about."""
    subjects = {row["subject"] for row in made}
    all_of = [d for d in decisions.decisions(work) if d["subject"] in subjects]
    ids = [d["decision_id"] for d in all_of]
    of_decisions = {id_ for d in all_of for id_ in _articles(d)}
    names = {d["name"] for d in all_of if d["about"] == PERSON and not d["article_id"]}
    work.run("create or replace temp table touched (article_id varchar)")
    rows = work.rows("select article_id from store.fact_decided where list_has_any(decisions, ?)", ids)
    named = decisions.naming(work, names) if names else set()
    homes = decisions.home_of(work, of_decisions)
    _touch(work, {*(id_ for (id_,) in rows), *of_decisions, *homes.values(), *named})


def _record_run(work: WorkFile, run_id: str, started: datetime, made: Sequence[Row]) -> None:
    params = json.dumps({"decisions": [row["decision_id"] for row in made]})
    work.run(
        """insert into store.run by name select ? as run_id, 'decide' as dag_id, 'manual' as trigger, ? as params,
        ? as ruleset, cast(? as timestamptz) as started_at, 'loaded' as result, 0 as articles_found, 0 as articles_new,
        0 as articles_changed, 0 as articles_retagged, 0 as articles_unchanged, 0 as articles_duplicate,
        0 as articles_set_aside""",
        run_id, params, seeds.ruleset(), started,
    )  # fmt: skip


def _added(work: WorkFile, asked: Asked) -> Row:
    """The decision asked for, made of what is in the file now, and added."""
    _plain("say who decides: --by NAME", asked.by, 100)
    if asked.note is not None:
        _plain(f"a note is one line of at most {MOST_WORDS} characters", asked.note, MOST_WORDS)
    makers = {"withdrawn": _withdrawn, "confirmed": _confirmed} | dict.fromkeys(OF_FACTS, _of_fact)
    makers |= dict.fromkeys(OF_PAIRS, _of_pair)
    if asked.verdict not in makers:
        raise InputError(f"{asked.verdict!r} is no verdict; there are {', '.join(makers)}")
    if len(asked.about) != (2 if asked.verdict in OF_PAIRS else 1):
        raise InputError("same and not_same are said of two things, everything else of one")
    if asked.edits and asked.verdict != "edited":
        raise InputError("new values go with edited alone")
    if asked.article and asked.verdict not in OF_PAIRS:
        raise InputError("an article is told with two names only")
    told = dict.fromkeys(decisions.columns("decision")) | makers[asked.verdict](work, asked)
    moment = decisions.after(work, str(told["subject"]), datetime.now(UTC))
    row = decisions.identified(
        told | {"decided_at": moment, "decided_by": asked.by.strip(), "note": asked.note or None}
    )
    decisions.add(work, [row])
    _consistent(work)
    return row


def _plain(otherwise: str, text: str, most: int) -> None:
    if not text.strip() or not text.isprintable() or len(text) > most:
        raise InputError(otherwise)


def _of_fact(work: WorkFile, asked: Asked) -> Row:
    fact, row = _fact(work, asked.about[0])
    anchor = _anchor(work, fact, row)
    told: Row = {"verdict": asked.verdict, "about": fact, "article_id": row["article_id"], "anchor": anchor.as_json()}
    if asked.verdict == "edited":
        names = [name.strip() for text in asked.edits.values() for name in text.split(";")]
        listed = _listed(decisions.named(work, names))
        new = editing.new_values(fact, asked.edits, row, listed)
        told["new_values"] = json.dumps(new, ensure_ascii=False, sort_keys=True)
    subject = content_id(fact, row["article_id"], anchor.as_json())
    return told | {"subject": _known_subject(work, OF_FACTS, {row["fact_id"]}) or subject}


def _fact(work: WorkFile, id_: str) -> tuple[str, Row]:
    """A fact by its id, or a telling of a meeting by its own."""
    telling = decisions.telling(work, id_)
    found = decisions.fact(work, telling or id_)
    if found is None:
        raise InputError(f"there is no fact {id_!r}; report.evidence lists them with their fact_id")
    return found


def _anchor(work: WorkFile, fact: str, row: Row) -> Anchor:
    text = decisions.texts(work, {row["article_id"]})[row["article_id"]]
    return anchors.made(fact, row, text, sentences(text, SIGNS["quoted"]))


def _known_subject(work: WorkFile, verdicts: Collection[str], fact_ids: set[str]) -> str | None:
    """The subject of the decision in force that holds of these facts, or waits to be told whether it does."""
    found = [
        d["subject"]
        for d in decisions.decisions(work, "s.is_in_force")
        if d["verdict"] in verdicts and {d["fact_id"], d["other_fact_id"]} - {None} == fact_ids
    ]
    return found[-1] if found else None


def _of_pair(work: WorkFile, asked: Asked) -> Row:
    """Of names, unless both are ids."""
    one, other = (text.strip() for text in asked.about)
    if one == other:
        raise InputError("name two different things")
    ids = [len(text) == 32 and set(text) <= set("0123456789abcdef") for text in (one, other)]
    if any(ids) and not all(ids):
        raise InputError("name two persons, or give the ids of two facts")
    return _of_facts(work, asked, one, other) if all(ids) else _of_names(work, asked, one, other)


def _of_facts(work: WorkFile, asked: Asked, *ids: str) -> Row:
    (fact, row), (other_fact, other) = (_fact(work, id_) for id_ in ids)
    about = next((about for about, kind in PAIRED.items() if kind == fact == other_fact), None)
    if about is None:
        raise InputError("two tellings of meetings can be the same, or two commitments; these facts are neither")
    anchor, other_anchor = _anchor(work, fact, row), _anchor(work, fact, other)
    parts = sorted((r["article_id"], a.as_json()) for r, a in ((row, anchor), (other, other_anchor)))
    subject = content_id(about, *(text for part in parts for text in part))
    known = _known_subject(work, OF_PAIRS, {row["fact_id"], other["fact_id"]})
    return {
        "verdict": asked.verdict,
        "about": about,
        "subject": known or subject,
        "article_id": row["article_id"],
        "other_article_id": other["article_id"],
        "anchor": anchor.as_json(),
        "other_anchor": other_anchor.as_json(),
    }


def _of_names(work: WorkFile, asked: Asked, name: str, other_name: str) -> Row:
    for one in (name, other_name):
        if not (one in _lists().persons or decisions.named(work, [one]) or _was_named(work, one)):
            raise InputError(f"no table lists a person {one!r}, and no article names one")
    article_id, anchor = None, None
    if asked.article:
        article_id = _article(work, asked.article)
        anchor = _first_mention(work, article_id, name).as_json()
    if asked.verdict == "same":
        _may_be_one(name, other_name, article_id)
    return {
        "verdict": asked.verdict,
        "about": PERSON,
        "subject": content_id(PERSON, *sorted((name, other_name)), article_id),
        "article_id": article_id,
        "anchor": anchor,
        "name": name,
        "other_name": other_name,
    }


def _may_be_one(name: str, other_name: str, article_id: str | None) -> None:
    if name in _lists().persons:
        hint = "both are listed: if they are one person, make them one row in persons.csv"
        if other_name not in _lists().persons:
            hint = "put the listed name second, it is the one that counts"
        raise InputError(f"{name!r} is listed in seeds/tables/persons.csv; {hint}")
    if " " not in name and article_id is None:
        raise InputError(f"nobody is merged on a surname alone: say in which article {name!r} is meant, with --article")
    if " " not in other_name and other_name not in _lists().persons:
        raise InputError(f"{other_name!r} is no full name; the second name is the one that counts")


def _was_named(work: WorkFile, name: str) -> bool:
    """A name that a decision has replaced is named by no article any more."""
    return bool(work.rows("select 1 from store.decision where name = ? limit 1", name))


def _article(work: WorkFile, told: str) -> str:
    rows = work.rows(
        "select article_id from core.article where ? in (article_id, url, address, file_name) limit 2", told
    )
    if len(rows) != 1:
        raise InputError(f"{told!r} is {'more than one article' if rows else 'no article that was read'}")
    return str(rows[0][0])


def _first_mention(work: WorkFile, article_id: str, name: str) -> Anchor:
    rows = decisions.as_read(work, "mentions", {article_id})[article_id]
    found = [row for row in rows if row["kind"] == PERSON and row["name"] == name]
    if not found:
        raise InputError(f"that article names nobody {name!r}")
    return _anchor(work, "mentions", min(found, key=lambda row: (row["char_start"], row["fact_id"])))


def _withdrawn(work: WorkFile, asked: Asked) -> Row:
    return _copied(_in_force(work, asked.about[0])) | {"verdict": "withdrawn"}


def _confirmed(work: WorkFile, asked: Asked) -> Row:
    """The same again, of what is read now."""
    known = _in_force(work, asked.about[0])
    if known["state"] != "review":
        raise InputError(f"decision {known['decision_id']} does not wait for anybody: {known['state']}")
    ids = [known["fact_id"], known["other_fact_id"]][: len(_anchors(known))]
    if None in ids:
        raise InputError(f"there is nothing to confirm, {known['reason']}; withdraw it, or leave it as it is")
    told = _copied(known)
    for id_, anchor, article in zip(ids, ("anchor", "other_anchor"), ("article_id", "other_article_id"), strict=False):
        fact, row = _fact(work, str(id_))
        told |= {anchor: _anchor(work, fact, row).as_json(), article: row["article_id"]}
        if known["verdict"] == "edited" and (wrong := editing.disorder({**row, **_new_values(known)})):
            raise InputError(wrong)
    return told


def _copied(decision: Row) -> Row:
    return {name: decision[name] for name in decisions.columns("decision") if name != "decision_id"}


def _in_force(work: WorkFile, decision_id: str) -> Row:
    found = decisions.decisions(work, "d.decision_id = ?", decision_id)
    if not found:
        raise InputError(f"there is no decision {decision_id!r}; ./blocwatch decide list shows them")
    if not found[0]["is_in_force"]:
        raise InputError(f"decision {decision_id} is not in force any more: {found[0]['state']}")
    return found[0]


def _consistent(work: WorkFile) -> None:
    """`InputError` where what is in force says of two things at once that they are the same and that they are not."""
    in_force = [d for d in decisions.decisions(work, "s.is_in_force") if d["verdict"] in OF_PAIRS]
    counts: dict[tuple[str, str | None], Row] = {}
    group: dict[object, object] = {}

    def head(of: object) -> object:
        while of in group:
            of = group[of]
        return of

    for d in (d for d in in_force if d["verdict"] == "same"):
        earlier = counts.setdefault((d["name"] or d["decision_id"], d["article_id"]), d)
        one, other = _ends(d)
        if earlier is not d or (head(one) == head(other) and d["about"] == PERSON):
            told = (
                f"{earlier['name']} counts as {earlier['other_name']}" if earlier is not d else "they are one already"
            )
            raise InputError(
                f"{d['name']} cannot count as {d['other_name']}: {told} by earlier decisions; withdraw one"
            )
        if head(one) != head(other):
            group[head(one)] = head(other)
    for d in (d for d in in_force if d["verdict"] == "not_same"):
        one, other = _ends(d)
        if head(one) == head(other):
            told = (
                f"{d['name']} and {d['other_name']}" if d["name"] else f"the two facts of decision {d['decision_id']}"
            )
            raise InputError(f"{told} cannot be the same and not the same; withdraw a decision first")


def _ends(decision: Row) -> tuple[object, object]:
    """What a pair ties together: names (in one article, or everywhere), or facts by what they hang on."""
    if decision["about"] == PERSON:
        return (decision["name"], decision["article_id"]), (decision["other_name"], decision["article_id"])
    return (decision["article_id"], decision["anchor"]), (decision["other_article_id"], decision["other_anchor"])


# --- what may be written anew -----------------------------------------------------------------------------------------


@cache
def _lists() -> editing.Listed:
    rows = {name: list(seeds.rows(name)) for name in ("persons", "organizations", "countries", "places", "positions")}
    return editing.Listed(
        persons=frozenset(row["person"] for row in rows["persons"]),
        organizations=frozenset(row["organization"] for row in rows["organizations"] if row["kind"] != "organ"),
        countries={row["country"]: row["name"] for row in rows["countries"]},
        places=frozenset(row["place"] for row in rows["places"]),
        positions=frozenset(row["position"] for row in rows["positions"]),
        actions=frozenset(str(r.options["action"]) for r in seeds.rules() if r.options.get("action")),
    )


def _listed(more_persons: Iterable[str]) -> editing.Listed:
    listed = _lists()
    return editing.Listed(
        listed.persons.union(more_persons),
        listed.organizations,
        listed.countries,
        listed.places,
        listed.positions,
        listed.actions,
    )
