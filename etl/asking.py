"""What persons are asked in the UI: whether a re-tag goes live, and what waits in `report.review`; and their answers.

Everything an article says is escaped before it becomes part of a question, which Airflow shows as Markdown.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import duckdb

from etl import deciding, retagging, settings
from etl.deciding import Asked
from etl.errors import BlocwatchError, InputError
from etl.harmless import harmless
from etl.retagging import Difference
from etl.tag.sentences import sentences
from etl.tag.shadow import SIGNS

log = logging.getLogger(__name__)

ROWS_SHOWN = 80
WIDTH = 100
PROOFS = 4  # sentences that are shown of each side
SENTENCE = 400  # characters of one
SUBJECT = 200  # characters of a question in one line
LATER = "Ask again later"

Row = dict[str, Any]

MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|~=$^])")
ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# a reader of Markdown makes links of what looks like an address, escaped or not
ADDRESS = re.compile(r"(?i)(?<=://)|(?<=www)(?=\.)|(?<=@)")


def escaped(text: object) -> str:
    """The text as Markdown that shows it as it is, in one line: no markup, no link, no letters turned around."""
    line = harmless(" ".join(str(text).split()))
    return MARKUP.sub(r"\\\1", ADDRESS.sub("\u200b", line.translate(ENTITIES)))


# --- a re-tag ---------------------------------------------------------------------------------------------------------


def compared(examples: int = 5) -> str:
    """Compares the re-tag that was read, and returns what is put before a person, as Markdown."""
    found = retagging.finish(examples)
    log.info("re-tag: what is read differently by today's rules:\n%s", difference(found))
    heads = "| kind | rule | added | removed | changed | same |\n| --- | --- | ---: | ---: | ---: | ---: |"
    table = [f"| {' | '.join(map(escaped, row))} |" for row in _changes(found)]
    more = [f"\n… and {len(table) - ROWS_SHOWN} more in the log"] if len(table) > ROWS_SHOWN else []
    return "\n".join(
        [f"**{found.changed} differences.**\n", heads, *table[:ROWS_SHOWN], *more, "", *_listed(_examples(found))]
    )


def _listed(lines: Iterable[str]) -> list[str]:
    """Lines with their indents as a list of lists: of a block of code Airflow makes one line."""
    marks = {0: "\n{}\n", 2: "- {}", 6: "  - {}"}
    return [marks[len(line) - len(line.lstrip())].format(escaped(line)) for line in lines if line]


def next_step() -> str:
    """The task that goes on: approve where a person must decide; accept where only tables' forms differ; discard where
    nothing does."""
    found = retagging.difference()
    if found is None:
        raise InputError("there is no finished re-tag")
    if found.changed or found.lost:
        return "approve"
    return "discard" if retagging.is_needless() else "accept"


def accept(answers: Mapping[str, Any] | None, since: datetime | None = None) -> None:
    """Makes the re-tag live and publishes it; articles whose page is gone are lost only where the answer says so.

    `since`: when the run that asks began; what went live after it was its own.
    """
    told = answers or {}
    lose = bool(told.get("params_input", {}).get("lose"))
    kept = retagging.accept(force=lose, since=since)
    by = (told.get("responded_by_user") or {}).get("name")
    log.info("re-tag: accepted%s; live and published. %s is kept for going back", f" by {by}" if by else "", kept.name)


def discard() -> None:
    """Throws the re-tag away; readers keep what they have."""
    log.info("re-tag: %s", "thrown away" if retagging.discard() else "there was nothing to throw away")


def go_back() -> None:
    """Makes the work file before the last re-tag live again and publishes it."""
    kept, said = retagging.back()
    log.info("re-tag: the file before is live and published again; the one that was is kept as %s", kept.name)
    for line in said:
        log.warning("re-tag: %s", line)


def difference(found: Difference) -> str:
    """The table of changes, the same facts in one line, and examples."""
    same = sum(facts for _, _, change, facts in found.counted if change == "same")
    if not found.changed:
        return f"No differences: {same} rows are as they were."
    rows = _changes(found)
    lines = _table([("kind", "rule", "added", "removed", "changed", "same"), *rows[:ROWS_SHOWN]])
    if len(rows) > ROWS_SHOWN:
        lines.append(f"… and {len(rows) - ROWS_SHOWN} more in report.fact_changes")
    return "\n".join([*lines, "", f"{found.changed} differences; {same} rows are as they were.", *_examples(found)])


def _changes(found: Difference) -> list[tuple[str, ...]]:
    """Kind, rule, and how many were added, removed, changed and left, where anything was."""
    numbers: dict[tuple[str, str], dict[str, int]] = {}
    for kind, rule, change, facts in found.counted:
        numbers.setdefault((kind, rule), {})[change] = facts
    changes = ("added", "removed", "changed", "same")
    return [(k, r, *(str(n.get(c, 0)) for c in changes)) for (k, r), n in numbers.items() if set(n) - {"same"}]


def _examples(found: Difference) -> list[str]:
    lines = ["Examples:"]
    for kind, rule, change, article_id, surface, old, new in found.examples[:ROWS_SHOWN]:
        lines.append(f"  {change} {kind} {rule} {article_id or ''} {_short(surface)}".rstrip())
        lines += [f"      {sign} {_short(value)}" for sign, value in (("-", old), ("+", new)) if value]
    if found.lost:
        lines += ["", f"{len(found.lost)} articles are LOST, because the raw store has no page of them:"]
        lines += [f"  {address}" for address in found.lost[:20]]
        lines.append("They are in report.quarantine of the new file; accepting must say that they may be lost.")
    return lines


def _table(rows: list[tuple[str, ...]], numbers: range = range(2, 6)) -> list[str]:
    """Columns side by side, those of numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if place in numbers else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _short(text: str | None) -> str:
    words = " ".join((text or "").split())
    return words if len(words) <= WIDTH else words[: WIDTH - 1] + "…"


# --- what waits for a person ------------------------------------------------------------------------------------------

WAITING = """
with waiting as (
    select r.kind, r.key, r.question, r.suggestion, r.surface, r.known_on, [r.fact_id] as facts
    from report.review as r
    where r.kind in ('decision', 'spelling')
    union all
    -- nobody is merged on a surname alone
    select 'name', r.key, r.question, r.suggestion, r.surface, r.known_on, []
    from report.review as r
    where r.kind = 'name' and contains(r.key, ' ')
    union all
    select
        'conflict', concat_ws(' ', c.fact_a, c.fact_b),
        concat(c.subject, ', ', c.property, ': ', c.value_a, ' or ', c.value_b, '? ', c.note),
        null, c.quote_a, c.last_on, [c.fact_a, c.fact_b]
    from report.conflicts as c
    where c.kind in ('value', 'date') and c.fact_a is not null
    and not list_has_all(
        (select coalesce(list(f.fact_id), []) from store.fact_decided as f where f.state <> 'renamed'),
        list_filter([c.fact_a, c.fact_b], lambda f: f is not null)
    )
)
select kind, key, question, suggestion, surface, facts from waiting
where list_contains($kinds, kind)
qualify row_number() over (partition by kind, key order by known_on desc) = 1
order by row_number() over (partition by kind order by known_on desc nulls last, key), kind
limit $most
"""
PROOF = """
select a.text, e.char_start, e.char_end, a.source, c.published_on, a.title
from report.evidence as e
inner join report.articles as a on e.article_id = a.article_id
inner join core.article as c on e.article_id = c.article_id
"""
OF_FACT = f"{PROOF} where e.fact_id = $what limit 1"
OF_NAME = f"""{PROOF} where e.fact_id in (
    select first(m.fact_id order by m.char_start) from report.mentions as m
    where m.kind = 'person' and m.name = $what group by m.article_id
) order by c.known_on desc, a.article_id limit {PROOFS}"""


def questions(most: int = 10, kinds: Sequence[str] = ("decision", "conflict", "name", "spelling")) -> list[Row]:
    """What waits for a person, at most so many, of each kind in turn: `form`, as it is shown, and what each of its
    options decides (`verdicts`: verdict and whom or what it is about)."""
    link = settings.load().published_link
    if not link.exists():
        log.info("review: nothing is published yet")
        return []
    with duckdb.connect(str(link), read_only=True) as published:
        rows = published.execute(WAITING, {"kinds": list(kinds), "most": most}).fetchall()
        made = [_question(published, *row) for row in rows]
    log.info("review: %d questions%s", len(made), "".join(f"\n  {q['form']['subject']}" for q in made))
    return made


def _question(
    published: duckdb.DuckDBPyConnection,
    kind: str,
    key: str,
    question: str,
    suggestion: str | None,
    surface: str | None,
    facts: list[str | None],
) -> Row:
    verdicts, sides = _sides(published, kind, key, suggestion, facts)
    subject = harmless(" ".join(question.split()))
    long = [escaped(question)] if len(subject) > SUBJECT else []  # the interface shows the subject above the body
    body = [*long, *(f"**{escaped(head)}**\n\n{_quoted(proofs)}" for head, proofs in sides if proofs)]
    if kind == "decision" and suggestion:
        body.append(f"**The sentence it was decided of**\n\n> {escaped(suggestion)}")
    form = {
        "subject": subject[:SUBJECT],
        "body": "\n\n".join([*body, f"What is not answered in time is asked again. Key: {escaped(key)}"]),
        "options": [*verdicts, LATER],
    }
    return {"form": form, "verdicts": verdicts}


def _sides(
    published: duckdb.DuckDBPyConnection, kind: str, key: str, suggestion: str | None, facts: list[str | None]
) -> tuple[dict[str, list[Any]], list[tuple[str, list[str]]]]:
    """Option → what it decides; and the proofs of each side under a heading."""

    def proofs(query: str, what: str | None) -> list[str]:
        found = published.execute(query, {"what": what}).fetchall() if what else []
        return [_proof(*row) for row in found]

    if kind == "name":
        pair = [key, str(suggestion)]
        sides = [(name, proofs(OF_NAME, name)) for name in pair]
        return {"One person": ["same", pair], "Two persons": ["not_same", pair]}, sides
    if kind == "spelling":
        here = proofs(OF_FACT, key)
        elsewhere = [proof for proof in proofs(OF_NAME, suggestion) if proof not in here]
        read = [("It stands here", here), (f"{suggestion} elsewhere", elsewhere)]
        return {"Read correctly": ["correct", [key]], "Read wrongly": ["wrong", [key]]}, read
    if kind == "decision":
        holds = {"Holds of what is read now": ["confirmed", [key]]} if facts[0] else {}
        return {**holds, "Withdraw it": ["withdrawn", [key]]}, [("What is read now", proofs(OF_FACT, facts[0]))]
    first, second = facts[0], facts[1] if len(facts) > 1 else None
    verdicts: dict[str, list[Any]] = {"The first is wrong": ["wrong", [first]]}
    if second:
        verdicts["The second is wrong"] = ["wrong", [second]]
    verdicts["Both were said so"] = ["correct", [f for f in (first, second) if f]]
    return verdicts, [("The first", proofs(OF_FACT, first)), ("The second", proofs(OF_FACT, second))]


def _quoted(proofs: Iterable[str]) -> str:
    return "\n\n".join(f"> {proof}" for proof in proofs)


def _proof(text: str, start: int, end: int, source: str, day: object, title: str | None) -> str:
    """The sentence with its proof in bold, and where it stands."""
    spans = [s for s in sentences(text, SIGNS["quoted"]) if s[0] < end and start < s[1]]
    first = max(min([s[0] for s in spans], default=start), start - SENTENCE)
    last = min(max([s[1] for s in spans], default=end), end + SENTENCE)
    before, behind = escaped(text[first:start] + "|")[:-2], escaped("|" + text[end:last])[2:]  # with their blanks
    words = f"{before}**{escaped(text[start:end])}**{behind}"
    where = ", ".join(escaped(told) for told in (source, day, title) if told)
    return f"{words.strip()}\n>\n> — {where}"


def decide(asked: Sequence[Row], answers: Sequence[Mapping[str, Any]]) -> int:
    """Stores the answers of persons as decisions and publishes; how many were made. Answers come in the order asked.

    One that cannot be (two answers that contradict each other) is said, and stops no other.
    """
    if len(asked) != len(answers):
        raise InputError(f"{len(asked)} questions and {len(answers)} answers; clear `ask`")
    wanted = [one for question, answer in zip(asked, answers, strict=True) for one in _answered(question, answer)]
    log.info("review: %d of %d questions were answered", sum(map(_is_answered, answers)), len(asked))
    if not wanted:
        return 0
    try:
        made = deciding.decide(wanted)
    except InputError:  # all of them or none: so each by itself
        made = [row for one in wanted for row in _alone(one)]
    for row in made:
        log.info("review: %s (%s), %s: %s", row["verdict"], row["about"], row["decided_by"], row["state"])
    return len(made)


def _alone(one: Asked) -> list[Row]:
    try:
        return deciding.decide([one])
    except InputError as error:
        log.warning("review: %s %s cannot be: %s", one.verdict, " / ".join(one.about), error)
        return []


def _is_answered(answer: Mapping[str, Any]) -> bool:
    """By a person, and not by the time that ran out."""
    return bool(answer.get("responded_by_user")) and answer["chosen_options"] != [LATER]


def _answered(question: Row, answer: Mapping[str, Any]) -> list[Asked]:
    if not _is_answered(answer):
        return []
    verdict, about = question["verdicts"][answer["chosen_options"][0]]
    user = answer["responded_by_user"]
    by = " ".join(str(user.get("name") or user.get("id")).split())[:100]
    if verdict in deciding.OF_FACTS:
        return [Asked(verdict, (one,), by, "answered in Airflow") for one in about]
    return [Asked(verdict, tuple(about), by, "answered in Airflow")]


# --- the health of sources --------------------------------------------------------------------------------------------

HEALTH = """
select
    s.source, coalesce(s.state, '-') as state, coalesce(cast(s.articles_last_30_days as varchar), '-') as articles,
    coalesce(strftime(s.last_found_at, '%Y-%m-%d'), 'never') as last_found,
    coalesce(cast(date_diff('day', s.last_found_at, r.newest) as varchar), '-') as days_ago, s.reason
from report.sources as s cross join (select max(started_at) as newest from report.runs) as r
order by case s.state when 'red' then 0 when 'yellow' then 1 when 'green' then 2 else 3 end, s.source
"""


def health() -> list[str]:
    """Says how each source is; `BlocwatchError` where one is red, because then a person must look."""
    link = settings.load().published_link
    if not link.exists():
        log.info("health: nothing is published yet")
        return []
    with duckdb.connect(str(link), read_only=True) as published:
        rows = published.execute(HEALTH).fetchall()
    heads = ("source", "state", "articles", "last found", "days ago", "reason")
    log.info("health: %d sources\n%s", len(rows), "\n".join(_table([heads, *rows], range(2, 5))))
    red = [f"{source}: {reason}" for source, state, *_, reason in rows if state == "red"]
    for source, state, *_, reason in rows:
        if state == "yellow":
            log.warning("health: %s: %s", source, reason)
    if red:
        raise BlocwatchError(f"{len(red)} sources are red. " + "; ".join(red))
    return [row[0] for row in rows]
