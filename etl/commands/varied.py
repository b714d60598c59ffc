"""Many articles made of the samples by rule, as staged tables: for warehouses of a size nobody has yet.

Article number n is a copy of a sample: with other ids, on a day of its own, its names exchanged for others of their
list, some facts left out, and some words added that keep texts apart. The same n gives the same article everywhere.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from etl import seeds, settings, steps
from etl.model import Article, Document, Fingerprint, Page, SetAside, Unchanged, content_id
from etl.staging import Staging, schema_of

FIRST_DAY = date(2011, 2, 4)  # of article 0
# articles: a million of them are fifteen years of daily loads, ten thousand eight weeks
PER_DAY = 1_000_000 / (15 * 365)
PERSONS = 600  # known ones, and made up ones up to this number
# of 100 facts of a kind so many stay, which makes 20 mentions and one or two occupancies an article
SHARES = {"Mention": 50, "OccupancyReported": 30, "MembershipReported": 20, "Quotation": 36,
          "MeetingReported": 70, "ParticipantReported": 70}  # fmt: skip
# columns whose names are exchanged; the letters of the text stay, so that proofs stay where they are
NAMED = {"name", "value", "person", "speaker", "body", "organization", "member", "participant", "on_behalf_of",
         "place", "country", "dateline_place"}  # fmt: skip
LISTS = {"actors"}  # the same, columns that are lists
COUNTED = {"address", "file_name", "instrument"}  # columns n is written into
HASHED = {"text_id", "page_id", "telling_id", "digest", "facts_digest"}
KINDS = (Article, steps.Digest, Fingerprint, *steps.FACT_KINDS)

COPIES = """
create or replace temp table copies as
with numbered as (
    select unnest(range(cast($first as bigint), cast($stop as bigint))) as n
),

tails as (
    select n.n, string_agg(v.word, ' ' order by k.k) as tail
    from numbered as n
    cross join range(25) as k (k)
    inner join words as v on v.place = cast(hash(n.n, k.k) % $words as bigint)
    group by n.n
)

select
    n.n,
    b.article_id as of,
    md5(concat(b.article_id, n.n)) as article_id,
    cast($first_day as date) + cast(floor(n.n / $per_day) as integer) as day,
    day - coalesce(b.published_on, b.published_until, date '2023-01-01') as shift,
    -- of each list of names, how far to go in it: mostly not far, so that some names are everywhere
    list_transform(range(4), lambda k: pow((hash(n.n, k) % 1000000) / 1000000, 3)) as shares,
    t.tail
from numbered as n
inner join tails as t on t.n = n.n
inner join base_article as b on b.number = (n.n % $samples + $samples) % $samples
"""
EXCHANGED = """
left join names as from_{0} on from_{0}.name = b.{0}
left join names as to_{0}
    on to_{0}.list = from_{0}.list
    and to_{0}.place
    = (from_{0}.place + cast(floor(from_{0}.size * c.shares[from_{0}.share]) as bigint)) % from_{0}.size"""

# the same for a lambda, which cannot join
VARIABLES = {
    "known_names": """select map(list(name), list({'list': list, 'place': place, 'size': size, 'share': share}))
        from names where list <> 'country'""",
    "name_lists": """select map(list(list), list(names))
        from (select list, list(name order by place) as names from names group by list)""",
}
EXCHANGED_LIST = """
list_transform(b.{0}, lambda name: case when getvariable('known_names')[name] is null then name else
    getvariable('name_lists')[getvariable('known_names')[name].list][1 + (
        getvariable('known_names')[name].place + cast(floor(
            getvariable('known_names')[name].size * c.shares[getvariable('known_names')[name].share]) as bigint)
    ) % getvariable('known_names')[name].size] end)"""


class Varied:
    """The samples, read once, and what is made of them."""

    def __init__(self) -> None:
        """Reads the sample articles through the steps, below the home the environment names."""
        self.duckdb = duckdb.connect(config={"threads": 2})
        self.duckdb.execute("set timezone = 'UTC'")
        run_id = "samples"
        batches = [
            steps.tag(run_id, steps.clean(run_id, steps.extract(run_id, batch)))
            for batch in steps.find(steps.Request(run_id, "articles", "manual"))
        ]
        for kind in KINDS:
            table = Staging(settings.load().staging_url, run_id).table(kind, batches)
            self._keep(f"base_{kind.__name__}", table.append_column("number", pa.array(range(len(table)), pa.int64())))
        self._keep("names", pa.Table.from_pylist(_names()))
        for variable, query in VARIABLES.items():
            self.duckdb.execute(f"set variable {variable} = ({query})")
        self.duckdb.execute(
            """create table words as select word, row_number() over (order by word) - 1 as place from (
            select distinct unnest(regexp_extract_all(text, '\\w+')) as word from base_article)"""
        )

    def _keep(self, name: str, table: pa.Table) -> None:
        self.duckdb.register("incoming", table)
        self.duckdb.execute(f"create table {name} as from incoming")
        self.duckdb.unregister("incoming")

    def _count(self, table: str) -> int:
        [count] = self.duckdb.execute(f"select count(*) from {table}").fetchone() or (0,)
        return int(count)

    def staged(self, numbers: range, per_day: float = PER_DAY) -> dict[str, pa.Table]:
        """Articles of these numbers, so many a day from FIRST_DAY on, as `load_run` takes them."""
        self.duckdb.execute(
            COPIES,
            {
                "first": numbers.start,
                "stop": numbers.stop,
                "first_day": FIRST_DAY,
                "per_day": per_day,
                "words": self._count("words"),
                "samples": self._count("base_article"),
            },
        )
        return {kind.__name__: self._made(kind) for kind in KINDS}

    def _made(self, kind: type[Any]) -> pa.Table:
        schema = schema_of(kind)
        columns = ", ".join(f"{_column(kind, field)} as {field.name}" for field in schema)
        joins = "".join(EXCHANGED.format(field.name) for field in schema if field.name in NAMED)
        told = "b.telling_id" if "telling_id" in schema.names else "b.number"
        share = SHARES.get(kind.__name__, 100)
        query = f"""select {columns}
        from copies as c inner join base_{kind.__name__} as b on b.article_id = c.of {joins}
        where hash({told}, c.n) % 100 < {share}"""
        return self.duckdb.execute(query).to_arrow_table().cast(schema)


def stage(staging: Staging, batch: str, staged: dict[str, pa.Table]) -> None:
    """Leaves staged tables as the steps before `load` would have."""
    for kind in KINDS:
        staging.write_table(kind, batch, staged[kind.__name__])
    of = staged["Article"].select(["source", "address", "page_id", "fetched_at"]).to_pylist()
    staging.write(Document, batch, [Document(a["source"], a["address"], "file:///none") for a in of])
    pages = [Page(a["page_id"], a["source"], a["address"], "", "text/plain", 1, a["fetched_at"]) for a in of]
    staging.write(Page, batch, pages)
    staging.write(steps.OutsideWindow, batch, [])
    staging.write(Unchanged, batch, [])
    for step in ("fetched", "cleaned", "tagged"):
        staging.write(SetAside, f"{batch}-{step}", [])


def changed(table: pa.Table, times: int) -> pa.Table:
    """The same articles with other pages and texts."""
    for name in ("digest", "facts_digest", "text_id", "page_id"):
        if name in table.schema.names:
            place, column = table.schema.get_field_index(name), table[name].to_pylist()
            changed = [None if value is None else content_id(times, value) for value in column]
            table = table.set_column(place, table.schema.field(name), pa.array(changed, pa.string()))
    return table


def joined(one: pa.Table, other: pa.Table) -> pa.Table:
    """The rows of both."""
    return pa.concat_tables([one, other])


def _names() -> list[dict[str, Any]]:
    """Names that stand for each other: list, place in it, how long it is, and which share says how far to go."""
    persons = sorted(row["person"] for row in seeds.rows("persons"))
    persons += [f"Person {number}" for number in range(PERSONS - len(persons))]
    countries = sorted((row["country"], row["name"]) for row in seeds.rows("countries"))
    lists = {
        "person": (1, persons),
        "organization": (2, sorted(row["organization"] for row in seeds.rows("organizations"))),
        "code": (3, [code for code, _ in countries]),
        "country": (3, [name for _, name in countries]),  # goes as far as its code
        "place": (4, sorted(row["place"] for row in seeds.rows("places"))),
    }
    taken: set[str] = set()
    made = []
    for kind, (share, names) in lists.items():
        free = [name for name in dict.fromkeys(names) if name not in taken or kind == "country"]
        taken |= set(free)
        made += [
            {"list": kind, "place": place, "size": len(free), "share": share, "name": name}
            for place, name in enumerate(free)
        ]
    return made


def _column(kind: type[Any], field: pa.Field) -> str:
    """The SQL that makes a column of the copy (c) out of the sample's (b)."""
    name = field.name
    if name == "article_id":
        return "c.article_id"
    if name == "fetched_at":
        return "cast(c.day as timestamp) + interval 12 hours"
    if kind is Article and name == "text":
        return "concat(b.text, chr(10), chr(10), c.tail)"
    if kind is Article and name == "word_count":
        return "b.word_count + 25"
    if name in HASHED:
        return f"case when b.{name} is not null then md5(concat(b.{name}, c.n)) end"
    if name == "shingles":
        return "list_transform(b.shingles, lambda s: cast(hash(s, c.n) >> 1 as bigint))"
    if name in COUNTED:
        return f"b.{name} || ' ' || c.n"
    if name in LISTS:
        return EXCHANGED_LIST.format(name)
    if name in NAMED:
        return f"coalesce(to_{name}.name, b.{name})"
    if pa.types.is_date(field.type):
        return f"b.{name} + cast(c.shift as integer)"
    return f"b.{name} + to_days(cast(c.shift as integer))" if pa.types.is_timestamp(field.type) else f"b.{name}"
