"""Decisions of persons in the work file: kept as they were made, and laid over the facts that the rules read.

store.decision only grows. store.decision_outcome and store.fact_decided can be made anew from it at any time.
Rows travel as JSON, because what is kept of a fact must outlive the fact's table.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa

from etl.load.tables import STORE
from etl.load.warehouse import WorkFile
from etl.model import content_id

Row = dict[str, Any]

TABLES = {
    "mentions": "mention",
    "article_topics": "article_topic",
    "occupancies_reported": "occupancy_reported",
    "meeting_articles": "meeting_reported",
    "meeting_participants": "participant_reported",
    "quotations": "quotation",
    "relays": "relay",
    "memberships_reported": "membership_reported",
    "commitments_reported": "commitment_reported",
    "acts_reported": "act_reported",
}  # view in report that shows a fact → its table in store
PAIRED = {"meeting": "meeting_articles", "commitment": "commitments_reported"}
# where persons stand: view → column, and a condition
PERSONS = {
    "mentions": ("name", "f.kind = 'person'"),
    "occupancies_reported": ("person", "true"),
    "meeting_participants": ("participant", "f.kind = 'person'"),
    "quotations": ("speaker", "true"),
    "relays": ("name", "f.kind = 'person'"),
    "commitments_reported": ("actors", "true"),
    "acts_reported": ("actors", "true"),
}
OF_LISTS = {"commitments_reported", "acts_reported"}  # of these views the column holds a list of names
MANY = 500  # ids in one query


# --- decisions --------------------------------------------------------------------------------------------------------


def columns(table: str) -> list[str]:
    return [column.name for column in STORE.tables[f"store.{table}"].columns]


def identified(row: Row) -> Row:
    """The decision with its id, the hash of all it says."""
    told = [
        row[name].astimezone(UTC).isoformat() if name == "decided_at" else row[name] for name in columns("decision")[1:]
    ]
    return {**row, "decision_id": content_id(*told)}


def add(work: WorkFile, rows: Sequence[Row]) -> None:
    """Adds decisions; one that is there already is not added again."""
    known = {id_ for (id_,) in work.rows("select decision_id from store.decision")}
    fresh = {row["decision_id"]: row for row in rows if row["decision_id"] not in known}
    _insert(work, "decision", list(fresh.values()))


def lacking(work: WorkFile) -> list[Row]:
    """The decisions of the attached file `old` that this one has not."""
    names = columns("decision")
    query = f"""select {", ".join(name if name != "decided_at" else "epoch_us(decided_at)" for name in names)}
        from old.store.decision where decision_id not in (select decision_id from store.decision)"""
    found = [dict(zip(names, row, strict=True)) for row in work.rows(query)]
    return [{**row, "decided_at": _moment(row["decided_at"])} for row in found]


def after(work: WorkFile, subject: str, moment: datetime) -> datetime:
    """The moment, or one later than all decisions of that subject: clocks of two machines may differ."""
    rows = work.rows("select epoch_us(max(decided_at)) from store.decision where subject = ?", subject)
    last = rows[0][0]
    return max(moment, _moment(last) + timedelta(microseconds=1)) if last else moment


def _moment(microseconds: int) -> datetime:
    return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=microseconds)


def decisions(work: WorkFile, condition: str = "true", *parameters: object) -> list[Row]:
    """Decisions in the order in which they were made, each with `is_in_force` and what became of it."""
    names = columns("decision")
    query = f"""select {", ".join(f"d.{name}" if name != "decided_at" else "epoch_us(d.decided_at)" for name in names)},
            s.is_in_force, s.replaced_by, s.state, s.reason, s.fact_id, s.other_fact_id
        from store.decision as d
        inner join core.decision as s on d.decision_id = s.decision_id
        where {condition}
        order by d.decided_at, d.decision_id"""
    more = ("is_in_force", "replaced_by", "state", "reason", "fact_id", "other_fact_id")
    found = [dict(zip((*names, *more), row, strict=True)) for row in work.rows(query, *parameters)]
    return [{**row, "decided_at": _moment(row["decided_at"])} for row in found]


# --- facts as the rules read them -------------------------------------------------------------------------------------


def home_of(work: WorkFile, article_ids: Collection[str]) -> dict[str, str]:
    """Article → the article that holds its text now; itself unless it became another's copy."""
    rows = _by_parts(
        work,
        "select address_id, min(article_id) from store.article_address where address_id in ({ids}) group by address_id",
        article_ids,
    )
    return {id_: id_ for id_ in article_ids} | dict(rows)


def texts(work: WorkFile, article_ids: Collection[str]) -> dict[str, str]:
    """The newest text of each article that is there."""
    return dict(_by_parts(work, "select article_id, text from core.article where article_id in ({ids})", article_ids))


def as_read(work: WorkFile, fact: str, article_ids: Collection[str]) -> dict[str, list[Row]]:
    """Article → its facts of this kind as the rules read them, without what decisions made of them."""
    query = f"select to_json(f) from store.{TABLES[fact]} as f where article_id in ({{ids}})"
    kept = "select as_read, fact from store.fact_decided where article_id in ({ids})"
    covered = [json.loads(row) for row, kind in _by_parts(work, kept, article_ids) if kind == fact]
    known = {row["fact_id"] for row in covered}
    there = [json.loads(row) for (row,) in _by_parts(work, query, article_ids)]
    told: dict[str, list[Row]] = {id_: [] for id_ in article_ids}
    for row in [*covered, *(row for row in there if row["fact_id"] not in known)]:
        told[row["article_id"]].append(row)
    return told


def fact(work: WorkFile, fact_id: str) -> tuple[str, Row] | None:
    """A fact by its id as it was read, with the view that shows it."""
    found = work.rows("select fact, as_read from store.fact_decided where fact_id = ?", fact_id)
    if found:
        return found[0][0], json.loads(found[0][1])
    for name, table in TABLES.items():
        if rows := work.rows(f"select to_json(f) from store.{table} as f where fact_id = ?", fact_id):
            return name, json.loads(rows[0][0])
    return None


def telling(work: WorkFile, id_: str) -> str | None:
    """The fact of a telling of a meeting."""
    rows = work.rows("select min(fact_id) from store.meeting_reported where telling_id = ?", id_)
    return str(rows[0][0]) if rows[0][0] else None


def naming(work: WorkFile, names: Collection[str]) -> set[str]:
    """The articles with a fact that names one of these persons."""
    found: set[str] = set()
    for name, (column, condition) in PERSONS.items():
        has = f"list_has_any(f.{column}, ?)" if name in OF_LISTS else f"f.{column} in (select unnest(?))"
        query = f"select distinct f.article_id from store.{TABLES[name]} as f where {has} and {condition}"
        found |= {id_ for (id_,) in work.rows(query, sorted(names))}
    return found


def named(work: WorkFile, names: Collection[str]) -> set[str]:
    """Which of these names articles give to persons."""
    query = "select distinct name from store.mention where kind = 'person' and name in ({ids})"
    return {name for (name,) in _by_parts(work, query, set(names))}


def _by_parts(work: WorkFile, query: str, ids: Collection[str]) -> list[tuple[Any, ...]]:
    """Rows of a query for many ids; lists of constants reach the scan, a join would read whole rows first."""
    found, all_ids = [], sorted(ids)
    for at in range(0, len(all_ids), MANY):
        part = all_ids[at : at + MANY]
        found += work.rows(query.format(ids=", ".join("?" * len(part))), *part)
    return found


# --- laying decisions over facts --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Laid:
    """What a decision makes of one fact: `now` is the row that counts, None for a wrong one."""

    fact: str
    state: str
    decision_id: str
    as_read: Row
    now: Row | None


def restore(work: WorkFile) -> None:
    """Brings the facts of the touched articles back to what was read."""
    rows = work.rows(
        """select fact, as_read from store.fact_decided
        where article_id in (select article_id from touched)"""
    )
    for name in {name for name, _ in rows}:
        _replace(work, name, [json.loads(row) for kind, row in rows if kind == name])
    forget(work)


def forget(work: WorkFile) -> None:
    """Forgets what decisions made of the facts of the touched articles; for facts that were just written anew."""
    work.run("delete from store.fact_decided where article_id in (select article_id from touched)")


def lay(work: WorkFile, laid: Sequence[Laid]) -> None:
    """Makes the facts what was decided, and keeps what was read."""
    for name in sorted({one.fact for one in laid}):
        ones = [one for one in laid if one.fact == name and one.state != "correct"]
        _replace(work, name, [one.now for one in ones if one.now], gone=[one.as_read for one in ones])
    rows = [
        {
            "fact": one.fact,
            "fact_id": one.as_read["fact_id"],
            "article_id": one.as_read["article_id"],
            "state": one.state,
            "decisions": [one.decision_id],
            "as_read": json.dumps(one.as_read, ensure_ascii=False),
        }
        for one in laid
    ]
    _insert(work, "fact_decided", rows)


def _replace(work: WorkFile, name: str, rows: Sequence[Row], gone: Sequence[Row] | None = None) -> None:
    """Puts these rows into the place of those of the same ids."""
    table, away = TABLES[name], rows if gone is None else gone
    work.duckdb.register(
        "going", pa.table({key: pa.array([r[key] for r in away], pa.string()) for key in ("article_id", "fact_id")})
    )
    work.run(
        f"""delete from store.{table}
        where article_id in (select article_id from going) and fact_id in (select fact_id from going)"""
    )
    work.duckdb.unregister("going")
    texts_ = pa.array([json.dumps(row, ensure_ascii=False) for row in rows], pa.string())
    work.duckdb.register("incoming", pa.table({"told": texts_}))
    work.run(
        f"insert into store.{table} by name select unnest(json_transform(told, ?)) from incoming", _structure(table)
    )
    work.duckdb.unregister("incoming")


def _structure(table: str) -> str:
    """The columns of a table as json_transform needs them."""
    kinds: dict[str, object] = {
        "Text": "VARCHAR",
        "Date": "DATE",
        "Double": "DOUBLE",
        "Boolean": "BOOLEAN",
        "ARRAY": ["VARCHAR"],
    }
    kinds |= {"Integer": "INTEGER", "BigInteger": "BIGINT"}
    there = STORE.tables[f"store.{table}"].columns
    return json.dumps({column.name: kinds[type(column.type).__name__] for column in there})


@dataclass(frozen=True)
class Renaming:
    """One name that counts as another one, everywhere or in one article, with the decisions that say so."""

    name: str
    other_name: str
    article_id: str | None
    decisions: tuple[str, ...]


def rename(work: WorkFile, renamings: Sequence[Renaming]) -> None:
    """Gives persons in the touched articles the names that count."""
    if not renamings:
        return
    rows = [
        {"name": r.name, "other_name": r.other_name, "article_id": r.article_id, "decisions": list(r.decisions)}
        for r in renamings
    ]
    names = [(name, pa.string()) for name in ("name", "other_name", "article_id")]
    work.duckdb.register(
        "told_renaming", pa.Table.from_pylist(rows, pa.schema([*names, ("decisions", pa.list_(pa.string()))]))
    )
    work.run("create or replace temp table renaming as from told_renaming")
    work.duckdb.unregister("told_renaming")
    for name, (column, condition) in PERSONS.items():
        _rename(work, name, column, condition)


# places are found in narrow columns first: a join over whole rows would read all of a big table
RENAMED = """
create or replace temp table renamed as
with places as (
    select f.rowid as place, f.fact_id, f.article_id, f.{column} as name, 1 as number
    from store.{table} as f
    where
        f.{column} in (select name from renaming)
        and f.article_id in (select article_id from touched)
        and {condition}
)

select p.place, p.fact_id, p.number, coalesce(r.other_name, p.name) as name, coalesce(r.decisions, []) as decisions
from places as p
left join renaming as r on p.name = r.name and coalesce(r.article_id = p.article_id, true)
-- what is said of one article goes before what is said of all
qualify row_number() over (partition by p.place, p.number order by r.article_id nulls last, r.other_name) = 1
"""
RENAMED_LISTS = """
create or replace temp table renamed as
with places as (
    select
        f.rowid as place, f.fact_id, f.article_id, unnest(f.{column}) as name,
        generate_subscripts(f.{column}, 1) as number
    from store.{table} as f
    where list_has_any(f.{column}, (select list(name) from renaming)) and {condition}
        and f.article_id in (select article_id from touched)
)

select p.place, p.fact_id, p.number, coalesce(r.other_name, p.name) as name, coalesce(r.decisions, []) as decisions
from places as p
left join renaming as r on p.name = r.name and coalesce(r.article_id = p.article_id, true)
qualify row_number() over (partition by p.place, p.number order by r.article_id nulls last, r.other_name) = 1
"""


def _rename(work: WorkFile, name: str, column: str, condition: str) -> None:
    table, is_list = TABLES[name], name in OF_LISTS
    work.run((RENAMED_LISTS if is_list else RENAMED).format(table=table, column=column, condition=condition))
    work.run("delete from renamed where place not in (select place from renamed where len(decisions) > 0)")
    if work.rows("select count(*) from renamed") == [(0,)]:
        return
    work.run(
        """create or replace temp table renamed_fact as
        select place, any_value(fact_id) as fact_id, flatten(list(decisions order by number)) as decisions
        from renamed group by place"""
    )
    work.run(
        """update store.fact_decided set decisions = list_concat(fact_decided.decisions, r.decisions)
        from renamed_fact as r where fact_decided.fact_id = r.fact_id and fact_decided.fact = ?""",
        name,
    )
    work.run(
        f"""insert into store.fact_decided by name
        select
            cast(? as varchar) as fact, f.fact_id, f.article_id, 'renamed' as state, r.decisions, to_json(f) as as_read
        from store.{table} as f
        inner join renamed_fact as r on f.rowid = r.place
        where f.rowid in (select place from renamed_fact)
            and f.fact_id not in (select fact_id from store.fact_decided where fact = ?)""",
        name, name,
    )  # fmt: skip
    # two names of one person in one list are one
    fresh = (
        "(select list(name order by number) from (select name, min(number) as number from renamed as r "
        "where r.place = f.rowid group by name))"
        if is_list
        else "(select r.name from renamed as r where r.place = f.rowid)"
    )
    work.run(f"update store.{table} as f set {column} = {fresh} where f.rowid in (select place from renamed_fact)")


# --- what became of them ----------------------------------------------------------------------------------------------


def record(work: WorkFile, outcomes: Sequence[Row]) -> None:
    """Writes what became of these decisions; of those that are no longer in force nothing is told."""
    work.duckdb.register(
        "told_ids", pa.table({"decision_id": pa.array([o["decision_id"] for o in outcomes], pa.string())})
    )
    work.run(
        """delete from store.decision_outcome where
        decision_id in (select decision_id from told_ids)
        or decision_id not in (select decision_id from core.decision where is_in_force)"""
    )
    work.duckdb.unregister("told_ids")
    _insert(work, "decision_outcome", outcomes)


@dataclass(frozen=True)
class Pairs:
    """What persons said of two tellings of meetings (telling_id) or of two commitments (fact_id)."""

    same: tuple[tuple[str, str], ...] = ()
    not_same: tuple[tuple[str, str], ...] = ()


def pairs(work: WorkFile, about: str) -> Pairs:
    """The pairs in force about `meeting` or `commitment`, for the functions that resolve them.

    An article of a pair that is touched has touched the other one too.
    """
    rows = work.rows(
        """select d.verdict, o.fact_id, o.other_fact_id from store.decision_outcome as o
        inner join store.decision as d on o.decision_id = d.decision_id
        where d.about = ? and o.state = 'applied' order by all""",
        about,
    )
    if about == "meeting" and rows:
        ids = {fact_id for row in rows for fact_id in row[1:]}
        query = "select fact_id, telling_id from store.meeting_reported where fact_id in ({ids})"
        tellings = dict(_by_parts(work, query, ids))
        # a telling that was decided to be wrong is none any more
        rows = [(v, tellings[a], tellings[b]) for v, a, b in rows if a in tellings and b in tellings]
    of = {verdict: tuple((a, b) for v, a, b in rows if v == verdict) for verdict in ("same", "not_same")}
    return Pairs(of["same"], of["not_same"])


def _insert(work: WorkFile, table: str, rows: Iterable[Row]) -> None:
    kinds = {"Text": pa.string(), "TIMESTAMP": pa.timestamp("us", "UTC"), "ARRAY": pa.list_(pa.string())}
    there = STORE.tables[f"store.{table}"].columns
    schema = pa.schema([(column.name, kinds[type(column.type).__name__]) for column in there])
    plain = [{name: row.get(name) for name in schema.names} for row in rows]
    work.duckdb.register("incoming", pa.Table.from_pylist(plain, schema=schema))
    work.run(f"insert into store.{table} by name from incoming")
    work.duckdb.unregister("incoming")
