"""What differs between two work files, by content: never by ids of facts or by rule sets.

Facts are the same when article, characters, rule and all values are; changed, when only values differ. Whole articles
are compared by a sum of hashes first, and only those that differ fact by fact: two files that say the same cost one
pass over each.
"""

from __future__ import annotations

import json
from itertools import takewhile
from typing import Any

import pyarrow as pa

from etl.load.remembering import columns
from etl.load.tables import FACTS, REMEMBERED, STORE
from etl.load.warehouse import WorkFile

MEMORY = "2GB"
EXAMPLES = 5
SHOWN = 160  # characters of a value
VIEWS = {
    "mention": "mentions",
    "article_topic": "article_topics",
    "occupancy_reported": "occupancies_reported",
    "meeting_reported": "meeting_articles",
    "participant_reported": "meeting_participants",
    "quotation": "quotations",
    "relay": "relays",
    "membership_reported": "memberships_reported",
    "commitment_reported": "commitments_reported",
    "act_reported": "acts_reported",
    "paragraph": "paragraphs",
    "article_address": "article_addresses",
    "article_likeness": "near_duplicates",
}
KEYS = {
    **{table.name: ("article_id", "char_start", "char_end") for table in FACTS},
    "paragraph": ("article_id", "paragraph_number"),
    "article_address": ("address_id", "address"),
    "article_likeness": ("article_a", "article_b"),
}
# made of the others, or of when and by what was read
NO_CONTENT = {"fact_id", "ruleset", "version", "load_number"}
OF_READING = {"article_address": {"url", "file_name", "source", "page_id", "text_id", "first_seen_at", "last_seen_at"}}
NO_ARTICLE_CONTENT = {
    *{"article_id", "is_newest", "digest", "facts_digest", "text_id", "page_id", "address", "file_name"},
    *{"folded", "load_number", "article_key", "text_key"},
}
NOT_COMPARED = {
    *{*REMEMBERED, "article", "article_shingle", "fact_change", "fact_change_example"},
    *{"meeting_key", "commitment_key", "deed", "decision_outcome", "fact_decided"},
    *{"office_listed", "membership_listed"},
}

Counted = tuple[str, str, str, int]


def compare(work: WorkFile, examples: int = EXAMPLES) -> list[Counted]:
    """Writes how the open file differs from the attached `old` one; returns kind, rule, change and number of each."""
    work.run(f"set memory_limit = '{MEMORY}'")
    work.run("set preserve_insertion_order = false")
    work.run("delete from store.fact_change")
    work.run("delete from store.fact_change_example")
    _articles(work, examples)
    for table in STORE.sorted_tables:
        if table.name not in NOT_COMPARED:
            _rows(work, table.name, examples)
    return work.rows("select kind, rule, change, facts from store.fact_change order by all")


def changed(counted: list[Counted]) -> int:
    """How many differ."""
    return sum(facts for _, _, change, facts in counted if change != "same")


# --- rows of facts, and of what is made of them -----------------------------------------------------------------------


def _rows(work: WorkFile, table: str, examples: int) -> None:
    left_out = NO_CONTENT | OF_READING.get(table, set())
    keys = {c.name for c in STORE.tables[f"store.{table}"].columns if "of" in c.info}  # made of ids that are there
    there = [name for name in columns(work, table) if name not in left_out | keys]
    mine = [c.name for c in STORE.tables[f"store.{table}"].columns if c.name not in left_out | keys]
    names = there or mine
    key = [name for name in KEYS.get(table, ()) if name in names]
    values = [name for name in names if name not in (*key, "rule")] or key
    if table == "meeting_reported":
        values.remove("telling_id")  # made of the key
    bag = "article_id" if "article_id" in key else f"hash({', '.join(names)}) % 65536"
    parts = [*key, f"{'rule' if 'rule' in names else chr(39) + '*' + chr(39)} as rule"]
    told = f"select {', '.join(parts)}, hash({', '.join(values)}) as h, {bag} as bag from"
    old = f"{told} old.store.{table}" if there else f"{told} store.{table} where false"
    new = f"{told} store.{table}"
    work.run(
        f"""create or replace temp table odd as
        select bag from (
            select bag, 1 as side, hash({", ".join(key or ["h"])}, rule, h) as r from ({old})
            union all
            select bag, -1 as side, hash({", ".join(key or ["h"])}, rule, h) as r from ({new})
        ) group by bag having sum(side * cast(r as hugeint)) <> 0 or sum(side) <> 0"""
    )
    kind = VIEWS.get(table, table)
    if not work.rows("select 1 from odd limit 1"):
        work.run(
            f"""insert into store.fact_change by name
            select '{kind}' as kind, rule, 'same' as change, count(*) as facts from ({new}) group by rule"""
        )
        return
    work.run(
        f"""create or replace temp table leftover as
        select {", ".join(key or ["h"])}, rule, {"h," if key else ""}
            greatest(sum(o) - sum(n), 0) as gone, greatest(sum(n) - sum(o), 0) as come
        from (
            select * exclude (bag), 1 as o, 0 as n from ({old}) where bag in (select bag from odd)
            union all
            select * exclude (bag), 0 as o, 1 as n from ({new}) where bag in (select bag from odd)
        ) group by all having sum(o) <> sum(n)"""
    )
    place = ", ".join(key or ["h"])
    work.run(
        f"""create or replace temp table place as
        with summed as (select {place}, rule, sum(gone) as gone, sum(come) as come from leftover group by all),
        split as (select *, least(gone, come) as paired from summed)
        select * exclude (gone, come, paired), 'changed' as change, paired as facts from split where paired > 0
        union all
        select * exclude (gone, come, paired), 'removed', gone - paired from split where gone > paired
        union all
        select * exclude (gone, come, paired), 'added', come - paired from split where come > paired"""
    )
    work.run(
        f"""insert into store.fact_change by name
        with changes as (select rule, change, cast(sum(facts) as bigint) as facts from place group by all),
        before as (select rule, count(*) as facts from ({old}) group by rule)
        select '{kind}' as kind, rule, change, facts from changes
        union all
        select '{kind}' as kind, b.rule, 'same' as change, same
        from (
            select b.rule, b.facts - coalesce(
                (select sum(c.facts) from changes as c where c.rule = b.rule and c.change <> 'added'), 0
            ) as same
            from before as b
        ) as b
        where same > 0"""
    )
    _examples(work, table, (key, values), old=bool(there), examples=examples)


def _examples(work: WorkFile, table: str, names: tuple[list[str], list[str]], *, old: bool, examples: int) -> None:
    (key, values), kind = names, VIEWS.get(table, table)
    place = key or ["h"]
    work.run(
        f"""create or replace temp table chosen as
        select * exclude (facts) from place
        qualify row_number() over (partition by rule, change order by {", ".join(place)}) <= {examples}"""
    )
    fields, shown = ", ".join(values), ", ".join(f"'{name}': f.{name}" for name in values)
    extra = [name for name in ("surface",) if name in values]
    rule = "rule" if any(c.name == "rule" for c in STORE.tables[f"store.{table}"].columns) else "'*'"
    sides = []
    for side, where in (("gone", f"old.store.{table}"), ("come", f"store.{table}")):
        if side == "gone" and not old:
            where = f"(from store.{table} limit 0)"
        hashed = f"select *, hash({fields}) as h from {where}"
        match = " and ".join(f"f.{name} is not distinct from c.{name}" for name in place)
        sides.append(
            f"""select {", ".join(f"c.{name}" for name in place)}, c.rule, c.change, '{side}' as side,
                to_json({{{shown}}}) as shown,
                {"f.surface" if extra else "cast(null as varchar)"} as surface
            from chosen as c
            inner join ({hashed}) as f on {match} and {f"f.{rule}" if rule == "rule" else rule} = c.rule
            inner join leftover as l on {" and ".join(f"l.{n} is not distinct from c.{n}" for n in place)}
                and l.rule = c.rule and l.h = f.h and l.{side} > 0"""
        )
    named = [name if name in key else f"null as {name}" for name in ("article_id", "char_start")]
    found = work.rows(
        f"""with shown as ({" union all ".join(sides)})
        select rule, change, {", ".join(named)}, any_value(surface),
            min(shown) filter (where side = 'gone'), min(shown) filter (where side = 'come')
        from shown group by rule, change, {", ".join(place)} order by all"""
    )
    _write(work, kind, [(*row[:5], *_apart(row[1], row[5], row[6])) for row in found])


# --- articles ---------------------------------------------------------------------------------------------------------


def _articles(work: WorkFile, examples: int) -> None:
    """Articles added and removed, and of the others each column that differs."""
    names = [name for name in columns(work, "article") if name not in NO_ARTICLE_CONTENT]
    hashed = ", ".join(f"hash({name}) as {name}" for name in names)
    work.run(
        f"""create or replace temp table beside as
        select coalesce(n.article_id, o.article_id) as article_id, o.article_id is null as is_new,
            n.article_id is null as is_gone, {", ".join(f"o.{n} <> n.{n} as {n}" for n in names)}
        from (select article_id, {hashed} from old.store.article where is_newest) as o
        full join (select article_id, {hashed} from store.article where is_newest) as n
            on n.article_id = o.article_id"""
    )
    any_differs = " or ".join(names)
    counts = work.rows(
        f"""select count(*) filter (where is_new), count(*) filter (where is_gone),
            count(*) filter (where not is_new and not is_gone and not ({any_differs})),
            {", ".join(f"count(*) filter (where {name})" for name in names)} from beside"""
    )[0]
    told = [("article", change, count) for change, count in zip(("added", "removed", "same"), counts, strict=False)]
    told += [(name, "changed", count) for name, count in zip(names, counts[3:], strict=True)]
    for rule, change, count in told:
        if count:
            work.run("insert into store.fact_change values ('articles', ?, ?, ?)", rule, change, count)
            _article_examples(work, rule, change, examples)


def _article_examples(work: WorkFile, rule: str, change: str, examples: int) -> None:
    where = {"added": "is_new", "removed": "is_gone", "changed": rule}.get(change)
    if where is None:
        return
    shown = f"to_json({{{{'{rule}': {{0}}.{rule}}}}})" if change == "changed" else (
        "to_json({{'title': {0}.title, 'address': {0}.address}})"
    )  # fmt: skip
    found = work.rows(
        f"""with chosen as (select article_id from beside where {where} order by article_id limit {examples})
        select '{rule}', '{change}', c.article_id, null, null,
            case when o.article_id is not null then {shown.format("o")} end,
            case when n.article_id is not null then {shown.format("n")} end
        from chosen as c
        left join old.store.article as o on o.article_id = c.article_id and o.is_newest
        left join store.article as n on n.article_id = c.article_id and n.is_newest
        order by c.article_id"""
    )
    _write(work, "articles", [(*row[:5], *_apart(change, row[5], row[6])) for row in found])


# --- examples in words ------------------------------------------------------------------------------------------------


def _apart(change: str, old: str | None, new: str | None) -> tuple[str | None, str | None]:
    """Of a change, only the columns that differ, and of long texts the place where they do."""
    was, now = (json.loads(text) if text else None for text in (old, new))
    if change == "changed" and was and now:
        differing = [name for name in was if was[name] != now.get(name)]
        cut = {name: _cut(was[name], now.get(name)) for name in differing}
        was, now = ({name: pair[side] for name, pair in cut.items()} for side in (0, 1))
    return _json(was), _json(now)


def _cut(was: Any, now: Any) -> tuple[Any, Any]:
    if not (isinstance(was, str) and isinstance(now, str)):
        return was, now
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(was, now, strict=False)))
    start = max(0, alike - 30) if max(len(was), len(now)) > SHOWN else 0
    return was[start : start + SHOWN], now[start : start + SHOWN]


def _json(values: dict[str, Any] | None) -> str | None:
    if values is None:
        return None
    short = {n: v[:SHOWN] if isinstance(v, str) else v for n, v in values.items() if v is not None and n != "surface"}
    return json.dumps(short or values, ensure_ascii=False)


EXAMPLE = pa.schema(
    [
        *((name, pa.string()) for name in ("kind", "rule", "change", "article_id")),
        ("char_start", pa.int32()),
        *((name, pa.string()) for name in ("surface", "old_value", "new_value")),
    ]
)


def _write(work: WorkFile, kind: str, rows: list[tuple[Any, ...]]) -> None:
    named = [dict(zip(EXAMPLE.names, (kind, *row), strict=True)) for row in rows]
    work.duckdb.register("incoming", pa.Table.from_pylist(named, schema=EXAMPLE))
    work.run("insert into store.fact_change_example by name from incoming")
    work.duckdb.unregister("incoming")


def examples_of(work: WorkFile) -> list[tuple[Any, ...]]:
    """Kind, rule, change, article, surface, old value, new value."""
    return work.rows(
        """select kind, rule, change, article_id, surface, old_value, new_value
        from store.fact_change_example order by all"""
    )
