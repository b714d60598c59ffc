"""Articles with their proofs marked, and single facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from etl.browse.marking import Marked, Row, marked
from etl.browse.published import File
from etl.browse.telling import told
from etl.browse.words import Words
from etl.model import (
    ActReported,
    ArticleTopic,
    CommitmentReported,
    MeetingReported,
    MembershipReported,
    Mention,
    OccupancyReported,
    Paragraph,
    ParticipantReported,
    Quotation,
    Relay,
)

# view of report that shows the fact → table and record; what is told before what is named, what sums up last
KINDS: Mapping[str, tuple[str, type]] = {
    "meeting_articles": ("meeting_reported", MeetingReported),
    "meeting_participants": ("participant_reported", ParticipantReported),
    "occupancies_reported": ("occupancy_reported", OccupancyReported),
    "memberships_reported": ("membership_reported", MembershipReported),
    "commitments_reported": ("commitment_reported", CommitmentReported),
    "acts_reported": ("act_reported", ActReported),
    "quotations": ("quotation", Quotation),
    "relays": ("relay", Relay),
    "mentions": ("mention", Mention),
    "article_topics": ("article_topic", ArticleTopic),
}
PROOF = {"article_id", "surface", "char_start", "char_end", "rule", "telling_id"}
AROUND = 1  # paragraphs before and behind a proof that are shown with it

ARTICLE = """
select a.article_id, a.title, a.file_name, a.url, a.address, a.source, a.published_on, a.known_on, a.section,
    a.dateline_place, a.dateline_date, a.agency, a.authors, a.image_caption, a.image_credit, a.language, a.text,
    a.word_count, a.version, s.name as source_name
from report.articles as a
left join reference.source as s on a.source = s.source
where a.article_id = $id
"""
PARAGRAPHS = """
select p.kind, p.char_start, p.char_end from report.paragraphs as p where p.article_id = $id
order by p.paragraph_number
"""
ORIGINS = "select o.origin, o.chain, o.basis, o.copied_from from report.article_origins as o where o.article_id = $id"
DUPLICATES = """
select case when d.article_a = $id then d.article_b else d.article_a end as article_id,
    case when d.article_a = $id then d.title_b else d.title_a end as title,
    greatest(d.similarity, d.containment) as share
from report.near_duplicates as d
where $id in (d.article_a, d.article_b)
order by share desc, article_id
limit 20
"""
EVIDENCE = """
select e.fact, e.fact_id, e.article_id, e.char_start, e.char_end, e.surface, e.rule, e.ruleset, e.decided,
    r.means
from report.evidence as e
left join report.rules as r on e.rule = r.rule
where e.fact_id = $id
order by e.fact
limit 1
"""
# the kind and the article are known by now, and spare reading all the others
CITATION = """
select c.citation from report.citations as c where c.fact = $fact and c.fact_id = $id and c.article_id = $article_id
"""
DECIDED = """
select d.decision_id, d.state, d.reason, d.verdict, d.about, cast(d.decided_at as date) as decided_on, d.decided_by,
    d.note, d.was_read, d.new_values, d.surface, d.other_surface, d.fact_id, d.article_id
from report.decisions as d
where $id in (d.fact_id, d.other_fact_id)
order by d.decided_at desc
limit 100
"""
BELONGS = """
select 'meeting' as page, r.meeting_id as id from report.meeting_articles as r where r.fact_id = $id
union
select 'meeting' as page, p.meeting_id as id from report.meeting_participants as p where p.fact_id = $id
union
select 'commitment' as page, h.commitment_id as id from report.commitment_history as h where h.fact_id = $id
order by page, id
limit 20
"""


def article(file: File, article_id: str, words: Words) -> dict[str, Any] | None:
    found = file.row(ARTICLE, id=article_id)
    if found is None:
        return None
    return {
        "article": found,
        "shown": _marked(file, found, words),
        "origins": file.rows(ORIGINS, id=article_id),
        "alike": file.rows(DUPLICATES, id=article_id),
        "topics": file.rows(
            "select t.topic from report.article_topics as t where t.article_id = $id order by t.weight desc, t.topic",
            id=article_id,
        ),
    }


def _marked(file: File, found: Mapping[str, Any], words: Words) -> Marked:
    parts = [Paragraph(p["kind"], p["char_start"], p["char_end"]) for p in _paragraphs(file, found["article_id"])]
    means = {rule["rule"]: rule["means"] for rule in file.rows("select r.rule, r.means from report.rules as r")}
    rows = [row for fact in KINDS for row in _rows(file, fact, "article_id", found["article_id"], words, means)]
    return marked(found["text"], parts, rows)


def _paragraphs(file: File, article_id: str) -> list[dict[str, Any]]:
    return file.rows(PARAGRAPHS, id=article_id)


def _rows(file: File, fact: str, column: str, value: str, words: Words, means: Mapping[str, str]) -> list[Row]:
    """Facts of one kind, as records, in the order of the text."""
    table, record = KINDS[fact]
    names = [each.name for each in fields(record)]
    query = f"select t.fact_id, {', '.join(f't.{name}' for name in names if name != 'levels')} from store.{table} as t"
    found = file.rows(f"{query} where t.{column} = $value order by t.char_start, t.char_end, t.fact_id", value=value)
    made = []
    for row in found:
        fact_id = row.pop("fact_id")
        one = record(**row)
        kind, what = told(one, words.value)
        made.append(Row(kind, what, one, means.get(one.rule, ""), fact_id, words.value(kind)))
    return made


def fact(file: File, fact_id: str, words: Words) -> dict[str, Any] | None:
    """The fact with its values, its proof among the paragraphs around it, and where it stands in the whole article."""
    proof = file.row(EVIDENCE, id=fact_id)
    found = file.row(ARTICLE, id=proof["article_id"]) if proof else None
    if proof is None or found is None:
        return None
    row = _rows(file, proof["fact"], "fact_id", fact_id, words, {proof["rule"]: proof["means"] or ""})[0]
    parts = [Paragraph(p["kind"], p["char_start"], p["char_end"]) for p in _paragraphs(file, found["article_id"])]
    near = marked(found["text"], _around(parts, proof["char_start"], proof["char_end"]), [row])
    whole = _marked(file, found, words)
    return {
        "proof": proof | (file.row(CITATION, fact=proof["fact"], id=fact_id, article_id=proof["article_id"]) or {}),
        "row": row,
        "article": found,
        "near": near,
        "number": next(number for number, each in whole.listed.items() if each.fact_id == fact_id),
        "values": {each.name: getattr(row.fact, each.name) for each in fields(row.fact) if each.name not in PROOF},
        "belongs": file.rows(BELONGS, id=fact_id),
        "decisions": file.rows(DECIDED, id=fact_id),
    }


def _around(parts: list[Paragraph], start: int, end: int) -> list[Paragraph]:
    """The paragraphs of the proof and those beside it; all where the article has none."""
    inside = [place for place, part in enumerate(parts) if part.char_start < end and part.char_end > start]
    if not inside:
        return parts
    return parts[max(inside[0] - AROUND, 0) : inside[-1] + AROUND + 1]
