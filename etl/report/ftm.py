"""FollowTheMoney entities: one query of sql/30_ftm a schema, one line of JSON an entity.

A query's columns are the properties of its schema in snake case, each with one value or a list of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import duckdb

from etl.settings import SQL

ROWS_AT_ONCE = 5000

# macros of the connection alone: the published file is read-only, and nobody else needs them
MACROS = (
    """create or replace temp macro ftm_id(kind, key) as
    concat('blocwatch-', left(sha256(concat_ws(chr(31), kind, key)), 40))""",
    # the entity of an organization or of a country, which have their codes and names in one column
    """create or replace temp macro ftm_body(body) as
    case when body is not null then ftm_id(
        case when body in (select c.country from reference.country as c) then 'country' else 'organization' end, body
    ) end""",
    """create or replace temp macro ftm_publisher(named, url) as
    coalesce(
        (select s.name from reference.source as s where s.source = named and named <> 'generic'),
        nullif(core.outlet(named, url), ''), named
    )""",
    # a whole month or year between the two days is that month or year: the text said no more
    """create or replace temp macro ftm_partial(day, other) as
    case
        when date_trunc('year', least(day, other)) = least(day, other)
            and greatest(day, other) = date_trunc('year', day) + interval 1 year - interval 1 day
            then strftime(day, '%Y')
        when date_trunc('month', least(day, other)) = least(day, other) and greatest(day, other) = last_day(day)
            then strftime(day, '%Y-%m')
        else strftime(day, '%Y-%m-%d')
    end""",
)


def lines(file: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """All entities, schema by schema, each in the order of its query."""
    for macro in MACROS:
        file.execute(macro)
    for path in sorted((SQL / "30_ftm").glob("*.sql")):
        schema = _camel(path.stem, first=True)
        batches = file.execute(path.read_text("utf-8")).to_arrow_reader(ROWS_AT_ONCE)
        for batch in batches:
            for row in batch.to_pylist():
                yield json.dumps(_entity(schema, row), ensure_ascii=False) + "\n"


def _entity(schema: str, row: dict[str, Any]) -> dict[str, Any]:
    """Properties without a value are left out; a value told twice is told once."""
    properties = {_camel(name): _values(value) for name, value in row.items() if name != "id"}
    return {"id": row["id"], "schema": schema, "properties": {name: v for name, v in properties.items() if v}}


def _values(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return list(dict.fromkeys(str(v) for v in values if v not in (None, "")))


def _camel(name: str, first: bool = False) -> str:
    words = name.split("_")
    return "".join(word.capitalize() if place or first else word for place, word in enumerate(words))
