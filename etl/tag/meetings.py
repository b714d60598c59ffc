"""Meetings an article tells of: who met whom, when, where and as what.

A sentence is read clause by clause. A rule of kind `meeting` meets the words that name a meeting, a noun ("das 19.
Treffen der Sekretäre") or a verb ("traf mit … zusammen"), and what the clause says beside them is one telling.
Tellings of one article that can be the same meeting are one meeting; a bare "das Treffen" says nothing by itself and
only belongs to one told of before. What is said between quotation marks makes no meeting, unless it names one that is
over with its day.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from etl.model import Article, Language, MeetingReported, Mention, ParticipantReported, Rule, content_id
from etl.tag.attendance import add_roles, take_part
from etl.tag.clauses import Clause, clauses
from etl.tag.finding import Patterns
from etl.tag.names import Span
from etl.tag.quotations import QUOTED
from etl.tag.sentences import sentences
from etl.tag.shadow import shadow
from etl.tag.telling import MANY, PLURAL, Frame, Known, Place, Reader, Telling, bloc_before, frame, levels, read

LONGEST_SENTENCE = 2000  # characters of the shadow; longer is no sentence but a text without full stops
LISTED = 12  # paragraphs of a list that a colon announces
LEAD = re.compile(r"[^\n]{80,}+(?=\n|$)")  # the first paragraph that is longer than a line
STATUSES = ("cancelled", "held", "confirmed", "planned", "unknown")  # of two told of one meeting the first counts
AHEAD = {"planned", "confirmed", "cancelled"}


def meetings(
    article: Article,
    spans: list[Span],
    quoted: list[tuple[int, int]],
    rules: Iterable[tuple[Rule, re.Pattern[str]]],
    language: Language,
    known: Known,
    dates: Iterable[Mention],
    day: date | None,
) -> tuple[list[MeetingReported], list[ParticipantReported]]:
    """The meetings in the order of their first telling, and their participants.

    `quoted` are the characters between quotation marks; `day` is the day of the article, for those it does not date.
    """
    patterns = rules if isinstance(rules, Patterns) else Patterns(rules)
    if not patterns:
        return [], []
    text, names = _without_headlines(article, spans, language)
    signs = [Span(s, e, "quoted", "", None, "quoted", "") for s, e in quoted]
    found = shadow(text, sorted([*_outside(names, quoted), *signs], key=lambda s: s.start))
    when = sorted(dates, key=lambda m: m.char_start)
    reader = Reader(article, found, patterns, language, known, when, day)
    told = _told(reader)
    if quoted:
        told += _told_in_quotations(replace(reader, found=shadow(text, names)), quoted)
    return _rows(article, _together(told))


# --- what is read -----------------------------------------------------------------------------------------------------


def _without_headlines(article: Article, spans: list[Span], language: Language) -> tuple[str, list[Span]]:
    """The text with the dateline and the headlines of related articles, which stand in some texts, blanked."""
    blank = [m.span() for title in article.related_titles if title for m in re.finditer(re.escape(title), article.text)]
    blank += [match.span() for pattern in language.datelines if (match := pattern.match(article.text))][:1]
    text = article.text
    for start, end in blank:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text, [s for s in spans if not any(start <= s.start < end for start, end in blank)]


def _outside(spans: list[Span], quoted: list[tuple[int, int]]) -> list[Span]:
    starts = [start for start, _ in quoted]
    before = ((span, bisect_left(starts, span.end) - 1) for span in spans)
    return [span for span, at in before if at < 0 or quoted[at][1] <= span.start]


def _told(reader: Reader) -> list[Telling]:
    out: list[Telling] = []
    parts = [part for part in sentences(reader.found.text, QUOTED) if part[1] - part[0] <= LONGEST_SENTENCE]
    lead = LEAD.search(reader.article.text)
    held = reader.rules.held(reader.found.text, parts)
    for number, (start, end) in enumerate(parts):
        fitting = reader.rules.fitting(held[number])
        sentence = reader.found.text[start:end]
        if not any(pattern.search(sentence) for _, pattern in fitting):
            continue
        reading = replace(reader, rules=Patterns(fitting))
        cut = clauses(sentence, reader.language)
        here = [telling for clause in cut for telling in _in_clause(reading, clause, start, cut, out)]
        for telling in here:
            telling.is_in_lead = lead is not None and telling.start < lead.end()
        listed = _listed_end(reader.found.text, parts, number)
        for clause in cut:
            add_roles(reading, clause, start, listed, [*out, *here])
        out += here
    return out


def _listed_end(text: str, parts: list[tuple[int, int]], number: int) -> int:
    """The end of the sentence, or of the list in the paragraphs below that its colon announces."""
    end = parts[number][1]
    if text[end - 1] == ":":
        for start, stop in parts[number + 1 : number + 1 + LISTED]:
            end = stop
            if not text[start:stop].endswith((",", " und")):
                break
    return end


def _in_clause(reader: Reader, clause: Clause, base: int, cut: list[Clause], before: list[Telling]) -> list[Telling]:
    """The tellings of one clause; of two rules for the same words the first counts. `before` were told before it."""
    taken: list[tuple[int, int]] = []
    out: list[Telling] = []
    for rule, pattern in reader.rules:
        for match in pattern.finditer(clause.text) if rule.options["reads"] != "role" else ():
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            made = frame(reader, rule, match, clause, base, cut)
            telling = _telling(made, before) if made else None
            if telling:
                taken.append(match.span())
                out.append(telling)
    return _of_one_clause(sorted(out, key=lambda telling: telling.start))


def _telling(made: Frame, before: list[Telling]) -> Telling | None:
    options = made.rule.options
    if options.get("needs_level") and not levels(made) and not _somebody_meets(made):
        return None
    telling = read(made, before)
    take_part(made, telling, before)
    if telling.kind in MANY and not telling.body and not telling.participants and _may_be_the_blocs(made, telling):
        telling.body = bloc_before(made, telling, before)
    telling.kind = _kind(made, telling)
    return telling if _is_told(made, telling) else None


def _somebody_meets(made: Frame) -> bool:
    words = made.reader.original(made.at, made.at + len(made.text))
    return bool(made.reader.word("meeting_who").search(words))


def _may_be_the_blocs(made: Frame, telling: Telling) -> bool:
    """ "der Gipfel", "Treffen der Außenminister", "deren Treffen", but not "Sitzung des Landtages"."""
    is_whole = made.start + len(made.word) == made.end
    theirs = bool(re.search(r"(?<!\w)(?:deren|dessen|ihre[ms]?|ihr) (?:\w+ )?$", made.left))
    return bool(telling.levels) or theirs or (telling.kind in ("summit", "session") and is_whole)


def _kind(made: Frame, telling: Telling) -> str:
    if telling.kind == "meeting" and not telling.body and not telling.levels:
        of_two = (
            re.match(r" (?:mit|zwischen)(?!\w)", made.text[made.start + len(made.word) :]) and not telling.is_anchored
        )
        if len(telling.persons) == 2 or (of_two and made.is_noun and telling.persons):
            return "bilateral"
    if not made.is_noun and telling.kind == "session" and telling.levels == {"level_heads"}:
        return "summit"
    return telling.kind


def _is_told(made: Frame, telling: Telling) -> bool:
    """Whether the words name one meeting and not a kind of meeting, of somebody this warehouse knows."""
    options = made.rule.options
    if (options.get("needs_place") and not telling.where) or (options.get("needs_date") and not telling.days):
        return False
    if made.is_noun and PLURAL.search(made.word) and telling.kind != "consultations" and not _is_one_time(telling):
        return False
    if telling.kind == "visit":
        return bool(telling.where and telling.persons) or (telling.is_definite and not telling.where)
    if telling.kind in ("bilateral", "call"):
        return len(telling.persons) >= 2 or telling.is_definite
    if options.get("needs_sides") and len(telling.participants) < 2:
        return False
    is_one = bool(telling.days or telling.where or telling.ordinal or telling.is_anchored)
    # "der Gipfel liegt in …" may be a mountain's
    who = telling.levels if telling.kind != "summit" or telling.days else frozenset()
    known = telling.body or who or telling.participants
    if not made.is_noun:
        return bool(known and (is_one or telling.body))
    several = telling.body or who or len(telling.participants) >= 2
    if telling.is_definite and (telling.kind != "summit" or who or not telling.where):
        return True
    return bool((several and not telling.is_bare) or (known and is_one))


def _is_one_time(telling: Telling) -> bool:
    return bool(telling.days and (telling.days[1] - telling.days[0]).days < 32)


def _told_in_quotations(reader: Reader, quoted: list[tuple[int, int]]) -> list[Telling]:
    """Nouns of meetings between quotation marks that are over and have their own day."""
    nouns = [pair for pair in reader.rules if pair[0].options["reads"] == "noun" and pair[0].options["meeting"] in MANY]
    inner = replace(reader, rules=Patterns(nouns))
    out = []
    for start, end in quoted:
        left, right = (reader.found.position(at) for at in (start + 1, end - 1))
        for begin, stop in sentences(reader.found.text[left:right], QUOTED):
            if stop - begin > LONGEST_SENTENCE:
                continue
            clause = Clause(0, reader.found.text[left + begin : left + stop])
            out += [t for t in _in_clause(inner, clause, left + begin, [clause], []) if _is_over(t, reader.day)]
    for telling in out:
        telling.participants = {n: p for n, p in telling.participants.items() if p.kind == "organization"}
    return out


def _is_over(telling: Telling, day: date | None) -> bool:
    return bool(telling.days and telling.days[0] == telling.days[1] and day and telling.days[1] <= day)


# --- one meeting from several tellings --------------------------------------------------------------------------------


def _of_one_clause(told: list[Telling]) -> list[Telling]:
    """ "empfing ihn zu einem Gespräch": verb and noun of one clause tell of one meeting."""
    out: list[Telling] = []
    for telling in told:
        same = (
            i for i, o in enumerate(out) if _can_be_one(o, telling) and o.participants.keys() & telling.participants
        )
        index = next(same, None)
        if index is None:
            out.append(telling)
        else:
            out[index] = _joined(out[index], telling)
    return out


def _together(told: list[Telling]) -> list[Telling]:
    """Each telling with the last one before it that can be the same; bare ones that find none are left out.

    Two verbs of a rule in one clause ("kommt … und kommt … zusammen") take the same words as their proof, which proves
    one meeting: the first counts.
    """
    out: list[Telling] = []
    firsts = {(t.rule, t.start, t.end): t for t in reversed(told)}
    for telling in reversed(firsts.values()):
        fitting = [m for m in reversed(out) if _can_be_one(m, telling)]
        same = next((m for m in fitting if _shares(m, telling)), None)
        if same is None and fitting and (telling.is_bare or telling.is_definite):
            same = fitting[0]
        if same:
            out[out.index(same)] = _joined(same, telling)
        elif _stands_alone(telling):
            out.append(telling)
    return out


def _stands_alone(telling: Telling) -> bool:
    if telling.kind == "visit":
        return bool(telling.where and telling.persons)
    if telling.kind in ("bilateral", "call"):
        return len(telling.persons) >= 2
    if telling.body or telling.levels or len(telling.participants) >= 2:
        return not telling.is_bare
    return bool(telling.participants and (telling.days or telling.where or telling.ordinal))


def _can_be_one(a: Telling, b: Telling) -> bool:
    """Whether nothing the two tell of speaks against their being one meeting."""
    sides = {"many" if kind in MANY else kind for kind in (a.kind, b.kind)}
    if len(sides) > 1 and not {"meeting", "bilateral"} >= {a.kind, b.kind}:
        return False
    if (a.has_unknown_day and b.days) or (b.has_unknown_day and a.days):
        return False
    if a.days and b.days and (a.days[1] < b.days[0] or b.days[1] < a.days[0]):
        return False
    if (a.body and b.body and a.body != b.body) or (a.ordinal and b.ordinal and a.ordinal != b.ordinal):
        return False
    if (a.where and b.where and not _same_place(a.where, b.where)) or (
        a.levels and b.levels and not a.levels & b.levels
    ):
        return False
    if "bilateral" in (a.kind, b.kind) and not _same_two(a, b):
        return False
    if (a.is_next or b.is_next) and {a.status, b.status} & {"held", "unknown"}:
        return False
    is_dated = a.days and b.days
    return bool(is_dated) or "unknown" in (a.status, b.status) or (a.status in AHEAD) == (b.status in AHEAD)


def _same_two(a: Telling, b: Telling) -> bool:
    if a.body or b.body or a.levels or b.levels:
        return False
    return not (a.persons and b.persons) or a.persons <= b.persons or b.persons <= a.persons


def _same_place(a: Place, b: Place) -> bool:
    if a.place and b.place:
        return a.place == b.place
    return a.country is None or b.country is None or a.country == b.country


def _shares(a: Telling, b: Telling) -> bool:
    """Whether a day, a place, a body or those who met are the same in both."""
    if (a.days and b.days) or (a.where and b.where):
        return True
    return bool(a.persons & b.persons) or bool(a.body and a.body == b.body and (b.is_definite or a.levels & b.levels))


def _joined(a: Telling, b: Telling) -> Telling:
    """The first telling with what the other tells more; the narrower days and the more telling status count."""
    days = min((d for d in (a.days, b.days) if d), key=lambda d: d[1] - d[0], default=None)
    participants = dict(b.participants)
    for name, known in a.participants.items():
        if name not in participants or participants[name].role in ("participant", "expected"):
            participants[name] = known
    kind = b.kind if a.kind == "meeting" and b.kind in MANY and b.kind != "conference" else a.kind
    return replace(
        a,
        kind=kind,
        days=days,
        where=a.where if (a.where and a.where.place) or not b.where else b.where,
        status=min(a.status, b.status, key=STATUSES.index),
        participants=participants,
        body=a.body or b.body,
        ordinal=a.ordinal or b.ordinal,
        levels=a.levels | b.levels,
        title=a.title or b.title,
    )


def _rows(article: Article, told: list[Telling]) -> tuple[list[MeetingReported], list[ParticipantReported]]:
    made, people = [], []
    for telling in sorted(told, key=lambda t: (t.start, t.end)):
        row = _row(article, telling)
        made.append(row)
        people += [replace(p, telling_id=row.telling_id) for _, p in sorted(telling.participants.items())]
    return made, people


def _row(article: Article, telling: Telling) -> MeetingReported:
    """A meeting that the lead tells of as held and does not date was on the day of the dateline."""
    days, dated_by = telling.days, "text" if telling.days else None
    day = article.dateline_date
    if not days and day and telling.is_in_lead and telling.status == "held" and telling.kind != "visit":
        days, dated_by = (day, day), "dateline"
    where = telling.where or Place(None, None)
    return MeetingReported(
        article_id=article.article_id,
        telling_id=content_id("meeting", article.article_id, telling.start, telling.end, telling.rule),
        kind=telling.kind,  # type: ignore[arg-type]
        status_told=telling.status,  # type: ignore[arg-type]
        title=telling.title,
        ordinal=telling.ordinal,
        body=telling.body,
        place=where.place,
        country=where.country,
        held_from=days[0] if days else None,
        held_until=days[1] if days else None,
        dated_by=dated_by,  # type: ignore[arg-type]
        surface=article.text[telling.start : telling.end],
        char_start=telling.start,
        char_end=telling.end,
        rule=telling.rule,
        levels=tuple(sorted(level.removeprefix("level_") for level in telling.levels)),
    )
