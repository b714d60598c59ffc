"""Finding the rows of few ids in large tables, without indexes.

Every row bears the load that wrote it, and ids are there as whole numbers too. A search reads the narrow column of
whole numbers, which tells the loads; the wide columns are then read of those loads alone, for DuckDB leaves out what
lies outside of constants. So a load costs nearly the same however much was loaded before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.load.tables import STORE, keys

if TYPE_CHECKING:
    from etl.load.warehouse import WorkFile


def next_load(work: WorkFile) -> int:
    """The number of the load at work: runs that loaded before have the ones below."""
    return int(work.rows("select coalesce(max(load_number), 0) + 1 from store.run")[0][0])


MANY_LOADS = 100  # in one list; more of them are a range


def loads_of(work: WorkFile, numbers: str) -> str:
    """A condition that keeps a scan to the loads a query names; empty where it names none."""
    found = sorted(number for (number,) in work.rows(f"select distinct load_number from ({numbers})"))
    if len(found) > MANY_LOADS:
        return f"load_number between {found[0]} and {found[-1]}"
    return f"load_number in ({', '.join(map(str, found))})" if found else ""


def among(work: WorkFile, table: str, column: str, ids: str, alias: str = "") -> str:
    """A condition for the rows of a table of the store whose id is one of those a query names.

    Where they are is found in the narrow column of whole numbers that stands for the id, so that of the wide ones only
    the loads are read that wrote such rows. `alias` is the table's name where a query reads of others too. Where the
    table has only the whole number, another id may have the same one.
    """
    columns = STORE.tables[f"store.{table}"].columns
    key = next(c.name for c in columns if c.info.get("of") == column)
    wanted = f"{key} in (select core.key(id) from ({ids}) as asked (id))"
    loads = loads_of(work, f"select load_number from store.{table} where {wanted}")
    at = f"{alias}." if alias else ""
    exact = f"{at}{column} in ({ids})" if column in columns else "true"
    return f"({at}{loads} and {at}{wanted} and {exact})" if loads else "false"


def part(work: WorkFile, table: str, column: str, ids: str) -> str:
    """The rows of a table that `among` keeps, to be read from like a table."""
    return f"(select * from store.{table} where {among(work, table, column, ids)})"


def facts_of(work: WorkFile, table: str, articles: str) -> str:
    """The facts, or rows of core.article, of the articles a query names, to be read from like a table."""
    loads = loads_of(
        work,
        f"""select load_number from store.article
        where article_key in (select core.key(id) from ({articles}) as asked (id))""",
    )
    return f"(select * from {table} where {loads or 'false'} and article_id in ({articles}))"


def insert(work: WorkFile, table: str, rows: str) -> None:
    """Writes the rows of a query into a table of the store, with what they are found by; other columns are left out."""
    columns = ", ".join(column.name for column in STORE.tables[f"store.{table}"].columns)
    made = f"select {', '.join(filter(None, ('*', keys(table))))}, cast(? as integer) as load_number from ({rows})"
    work.run(f"insert into store.{table} by name select {columns} from ({made})", next_load(work))
