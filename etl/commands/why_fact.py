"""One fact of the published file: its citation, its rule and the paragraph it was read in."""

from __future__ import annotations

import re

import duckdb

from etl import settings
from etl.harmless import harmless

FACT = """
select c.citation, c.fact, e.char_start, e.char_end, e.rule, coalesce(r.means, ''), a.text
from report.citations as c
inner join report.evidence as e on c.fact_id = e.fact_id and c.fact = e.fact and c.article_id = e.article_id
inner join report.articles as a on e.article_id = a.article_id
left join report.rules as r on e.rule = r.rule
where c.fact_id = $fact_id and e.fact_id = $fact_id
order by e.char_start, e.char_end
"""


def told(what: str) -> str | None:
    """What there is to say of a fact_id; None for anything else, also the id of an article."""
    link = settings.load().published_link
    if not re.fullmatch(r"[0-9a-f]{32}", what) or not link.exists():
        return None
    with duckdb.connect(str(link), read_only=True) as published:
        found = published.execute(FACT, {"fact_id": what}).fetchall()
    return "\n".join(map(_proof, found)) if found else None


def _proof(row: tuple[str, str, int, int, str, str, str]) -> str:
    citation, fact, start, end, rule, means, text = row
    before, behind = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    paragraph = f"{text[before:start]}[{text[start:end]}]{text[end : behind if behind >= 0 else None]}"
    lines = (citation, "", f"{fact}, read by {rule}: {means}", "", *paragraph.split("\n"))
    return "".join(harmless(line) + "\n" for line in lines)
