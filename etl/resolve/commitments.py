"""Announced acts over articles: which announcements are one commitment, whether its day was moved, what settled it.

Announcements are taken in the order in which they were told. One joins the commitment it shares a key with (the same
act of an actor, due in years that meet) where nobody and nothing contradicts: told again for days that meet, or moved
to later ones before anything told of it as done. A fact that tells it as done settles it, in time or late. Whether an
unsettled one is still open is not judged here: that depends on how far the warehouse knows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from etl.model import content_id

MOVED_WITHIN = timedelta(days=90)  # after its day; who tells a new one later announces something else
MOVED_BY = timedelta(days=550)  # at most, at once
MOVED_IN_ALL = timedelta(days=1100)  # at most; what is announced year after year is announced anew
SOON = timedelta(days=7)  # told within a week after its day without a day of its own: done in time
RECURRING = 60  # days; an act that may be settled no later than that happens again and again: a visit, a summit
EACH = frozenset({"ratify", "join", "leave"})  # acts that each does alone: done when all have done it
SHARED = 5  # letters in which two words are one in other forms: "Freihandel" and "Freihandelszone"
IN_TIME, LATE, UNDATED = "in time", "late", "undated"
ORDER = {IN_TIME: 0, LATE: 1, UNDATED: 2}
Rank = tuple[int, bool, date, date, str, int, str]  # of deeds: verdict, vague, day done, told on, and where it is told


@dataclass(frozen=True, slots=True)
class Announcement:
    """One announced act as one article tells it; `keys` are those it may share with others."""

    fact_id: str
    article_id: str
    told_on: date
    actors: tuple[str, ...]
    action: str
    instrument: str | None
    object: str | None
    due_from: date | None
    due_until: date | None
    char_start: int
    char_end: int
    keys: tuple[str, ...]

    @property
    def first(self) -> date:
        return self.due_from or self.told_on

    @property
    def last(self) -> date:
        return self.due_until or (self.due_from or self.told_on) + timedelta(days=365)

    @property
    def is_dated(self) -> bool:
        return bool(self.due_from or self.due_until)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something told as done that may settle commitments to `action`."""

    fact: str
    fact_id: str
    article_id: str
    told_on: date
    action: str
    actors: tuple[str, ...]
    instrument: str | None
    object: str | None
    done_from: date | None
    done_until: date | None
    is_bound: bool  # done by that day, nobody says on which
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True)
class Commitment:
    """What announcements of one act say together, and what settled it."""

    commitment_id: str
    actors: tuple[str, ...]
    action: str
    instrument: str | None
    object: str | None
    due_from: date | None
    due_until: date | None
    previous_due: tuple[str, ...]  # last days it was due before it was moved, ISO
    first_reported_on: date
    last_reported_on: date
    first_actors: tuple[str, ...]
    first_instrument: str | None
    first_object: str | None
    articles: int
    settled: str | None  # in time, late, undated: done, and nobody says whether in time
    settled_on: date | None
    done_by: date | None
    settled_by: str | None
    settled_fact: str | None
    settled_fact_id: str | None
    char_start: int | None
    char_end: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Link:
    """One fact's part in a commitment."""

    commitment_id: str
    fact: str
    fact_id: str
    article_id: str
    step: str  # announced, repeated, moved, done
    told_on: date
    due_from: date | None
    due_until: date | None
    reason: str
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an announcement was put before, which stays."""

    commitment_id: str
    step: str
    reason: str


@dataclass
class _Group:
    """A commitment while announcements join it."""

    members: list[tuple[Announcement, str, str]] = field(default_factory=list)
    facts: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    due: Announcement | None = None  # the one whose days count now
    former: list[Announcement] = field(default_factory=list)  # those whose days counted before
    moved: list[date] = field(default_factory=list)

    @property
    def head(self) -> Announcement:
        return self.members[0][0]

    @property
    def current(self) -> Announcement:
        return self.due or self.head

    def take(self, row: Announcement, step: str, reason: str) -> None:
        if step == "moved":
            self.moved.append(self.current.last)
        if step == "moved" or (step == "repeated" and _is_narrower(row, self.current)):
            self.former.append(self.current)
            self.due = row
        self.members.append((row, step, reason))
        self.facts.add(row.fact_id)
        self.articles.add(row.article_id)


def resolve(
    announced: Iterable[Announcement],
    deeds: Iterable[Deed],
    late_days: Mapping[str, int],
    same: Iterable[tuple[str, str]] = (),
    not_same: Iterable[tuple[str, str]] = (),
    known: Mapping[str, Placed] | None = None,
) -> tuple[list[Commitment], list[Link]]:
    """Commitments and what each fact is to them, the same whatever the order of what is given.

    `late_days`: how long after its last day an act of this kind can still be settled. `same` and `not_same` are pairs
    of fact ids on which a person has decided. `known`: announcements told before all that changed, by fact id.
    """
    told = _Told(deeds, late_days)
    groups: list[_Group] = []
    by_key: dict[str, list[_Group]] = defaultdict(list)
    by_id: defaultdict[str, _Group] = defaultdict(_Group)
    together, apart = _both_ways(same), _both_ways(not_same)
    for row in sorted(set(announced), key=lambda r: (r.told_on, r.article_id, r.char_start, r.fact_id)):
        keys = (*row.keys, *(f"same {fact_id}" for fact_id in sorted(together[row.fact_id] | {row.fact_id})))
        near = {id(group): group for key in keys for group in by_key[key]}
        if placed := (known or {}).get(row.fact_id):
            group, step, reason = by_id[placed.commitment_id], placed.step, placed.reason
        else:
            group, step, reason = _place(row, list(near.values()), told, together[row.fact_id], apart[row.fact_id])
        if step == "announced":
            groups.append(group)
        group.take(row, step, reason)
        for key in keys:
            if all(group is not other for other in by_key[key]):
                by_key[key].append(group)
    return _written(groups, told)


def _both_ways(pairs: Iterable[tuple[str, str]]) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        found[a].add(b)
        found[b].add(a)
    return found


# --- one commitment or two --------------------------------------------------------------------------------------------


def _place(
    row: Announcement, near: list[_Group], told: _Told, together: set[str], apart: set[str]
) -> tuple[_Group, str, str]:
    """The commitment an announcement belongs to, as what, and why."""
    found: list[tuple[int, date, str, _Group, str, str]] = []
    for group in near:
        if group.facts & apart:
            continue
        step = _step(row, group, told)
        if group.facts & together:
            step = (0, *(step[1:] if step else ("repeated", "a person has decided that it is the same")))
        if step:
            found.append((step[0], group.current.last, group.head.fact_id, group, step[1], step[2]))
    if not found:
        return _Group(), "announced", "no earlier article announces it"
    # the surest reading, then the commitment due latest
    best = min(found, key=lambda f: (f[0], -f[1].toordinal(), f[2]))
    return best[3], best[4], best[5]


def _step(row: Announcement, group: _Group, told: _Told) -> tuple[int, str, str] | None:
    """What an announcement is to a commitment, with how sure that is (1 is the surest); None where it is another."""
    now = group.current
    recurs = told.late_days.get(row.action, 0) <= RECURRING
    if not _is_compatible(row, group.head, strict=recurs and (now.first, now.last) != (row.first, row.last)):
        return None
    if not row.is_dated or not now.is_dated:
        is_near = row.is_dated == now.is_dated and row.told_on <= now.last
        return (3, "repeated", "the same act, without a day") if is_near else None
    if (row.due_from, row.due_until) == (now.due_from, now.due_until):
        return 1, "repeated", "the same act, due on the same days"
    if row.first <= now.last and now.first <= row.last:
        return 2, "repeated", "the same act, due on days that meet"
    # not those of all its members: of days that meet, one after the other, each would tie the next to the first
    if any(row.first <= other.last and other.first <= row.last for other in group.former):
        return 3, "repeated", "the same act, due on days told before it was moved"
    if not now.last < row.first or row.article_id in group.articles:
        return None
    if row.told_on > now.last + MOVED_WITHIN or row.last > min(now.last + MOVED_BY, group.head.last + MOVED_IN_ALL):
        return None
    if told.is_done(now, group.head, by=row.told_on):
        return None
    return 4, "moved", f"the same act, due later than {now.last}, and nothing told of it as done before"


def _is_compatible(a: Announcement | Deed, b: Announcement, strict: bool = False) -> bool:
    """Whether actors, object and instrument can be the same; strict: one of the two must say which it is."""
    mine, theirs = _set(a.actors), _set(b.actors)
    if not (mine <= theirs or theirs <= mine):
        return False
    if a.object and b.object and a.object != b.object:
        return False
    one, other = _head(a.instrument), _head(b.instrument)
    if one and other and (one != other or not _may_be_about_one(_about(a.instrument), _about(b.instrument))):
        return False
    return not strict or bool(a.object and b.object) or bool(one and other)


@lru_cache(50_000)
def _set(actors: tuple[str, ...]) -> frozenset[str]:
    return frozenset(actors)


@lru_cache(50_000)
def _head(instrument: str | None) -> str | None:
    """The word that says what kind of thing it is: "Fahrplan für die Zusammenarbeit" is a Fahrplan."""
    return instrument.split(" ")[0] if instrument else None


@lru_cache(50_000)
def _about(instrument: str | None) -> frozenset[str]:
    """How the words begin that say what it is about: "Abkommen über Freihandel" is about Freihandel."""
    words = (instrument or "").split(" ")[1:]
    return frozenset(word.casefold()[:SHARED] for word in words if len(word) >= SHARED and word[:1].isupper())


def _may_be_about_one(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether nothing tells them apart: one says nothing of it, or they share a word."""
    return not mine or not theirs or bool(mine & theirs)


def _is_narrower(row: Announcement, now: Announcement) -> bool:
    return now.first <= row.first and row.last <= now.last and row.last - row.first < now.last - now.first


# --- what settles it --------------------------------------------------------------------------------------------------


class _Told:
    """What is told as done, looked up by act and actor."""

    def __init__(self, deeds: Iterable[Deed], late_days: Mapping[str, int]) -> None:
        self.late_days = late_days
        self._deeds: dict[tuple[str, str], list[Deed]] = defaultdict(list)
        for deed in sorted(set(deeds), key=_day):
            for actor in deed.actors:
                self._deeds[deed.action, actor].append(deed)
        self._days = {key: [_day(deed) for deed in found] for key, found in self._deeds.items()}
        self._spans = {
            key: max(day - (deed.done_from or day) for deed, day in zip(found, self._days[key], strict=True))
            for key, found in self._deeds.items()
        }
        self._settling: dict[tuple[str, str], Deed | None] = {}
        self._done: dict[tuple[str, str], date | None] = {}

    def settling(self, now: Announcement, head: Announcement) -> Deed | None:
        """The fact that settles an act due as `now` says and first announced by `head`: in time before late, one that
        tells its day before one that does not, then the earliest."""
        key = (now.fact_id, head.fact_id)
        if key not in self._settling:
            self._settling[key] = self._settled(now, head)
        return self._settling[key]

    def _settled(self, now: Announcement, head: Announcement) -> Deed | None:
        if head.action not in EACH:
            best = self._best(now, head, head.actors)
            return best[1] if best else None
        found = [self._best(now, head, [actor]) for actor in head.actors]
        return max((one for one in found if one), key=lambda one: one[0])[1] if all(found) and found else None

    def _best(self, now: Announcement, head: Announcement, actors: Iterable[str]) -> tuple[Rank, Deed] | None:
        """The first in rank of what these actors are told to have done."""
        best: Deed | None = None
        least: Rank | None = None
        for actor in actors:
            for deed in self._of_days(head.action, actor, now, head):
                # they come day by day: after the first that tells its day and is in time none is better
                if least and not least[0] and not least[1] and _day(deed) > least[2]:
                    break
                if verdict := self.verdict(deed, now, head):
                    rank = (ORDER[verdict], _is_vague(deed), _day(deed), deed.told_on, deed.article_id,
                            deed.char_start, deed.fact_id)  # fmt: skip
                    if least is None or rank < least:
                        best, least = deed, rank
        return (least, best) if least and best else None

    def is_done(self, now: Announcement, head: Announcement, by: date) -> bool:
        """Whether anything told by that day tells it as done."""
        key = (now.fact_id, head.fact_id)
        if key not in self._done:
            self._done[key] = self._first_told(now, head)
        first = self._done[key]
        return first is not None and first <= by

    def _first_told(self, now: Announcement, head: Announcement) -> date | None:
        if head.action not in EACH:
            return self._first_of(now, head, head.actors)
        found = [self._first_of(now, head, [actor]) for actor in head.actors]
        days = [day for day in found if day]
        return max(days) if days and len(days) == len(found) else None

    def _first_of(self, now: Announcement, head: Announcement, actors: Iterable[str]) -> date | None:
        first: date | None = None
        for actor in actors:
            for deed in self._of_days(head.action, actor, now, head):
                if first and _day(deed) >= first:  # nothing is told before it is done
                    break
                if (first is None or deed.told_on < first) and self.verdict(deed, now, head):
                    first = deed.told_on
        return first

    def _of_days(self, action: str, actor: str, now: Announcement, head: Announcement) -> list[Deed]:
        """The deeds of an actor on days on which they may count."""
        if (action, actor) not in self._deeds:
            return []
        deeds, days = self._deeds[action, actor], self._days[action, actor]
        late = timedelta(days=max(self.late_days.get(action, 0), SOON.days))
        first, last = min(now.first, head.told_on), now.last + late + self._spans[action, actor]
        return deeds[bisect_left(days, first) : bisect_right(days, last)]

    def verdict(self, deed: Deed, now: Announcement, head: Announcement) -> str | None:
        """Whether a deed did the act in time or late; None where it is another's, or of another time."""
        days = self.late_days.get(head.action, 0)
        recurs = days <= RECURRING
        if deed.told_on < head.told_on or not _is_compatible(deed, head):
            return None
        if deed.is_bound and (deed.object is None or head.object is None):
            return None  # a member of something, and nobody says of what it was to become one
        latest = now.last + timedelta(days=days)
        opens = now.first if recurs else head.told_on
        if _is_vague(deed):
            day = _day(deed)
            if day <= head.told_on or day < opens or (recurs and day > now.last + SOON):
                return None
            return IN_TIME if day <= now.last + SOON else UNDATED if day <= latest else None
        first = deed.done_from or _day(deed)
        if _day(deed) < opens or first > latest:
            return None
        if now.due_until and first <= now.last < _day(deed):
            return UNDATED  # told as done in days of which some are in time
        return IN_TIME if first <= now.last or not now.due_until else LATE


def _has_one_day(deed: Deed) -> bool:
    return not _is_vague(deed) and deed.done_from in (None, deed.done_until)


def _is_vague(deed: Deed) -> bool:
    return deed.is_bound or deed.done_until is None


def _day(deed: Deed) -> date:
    """The last day on which it can have been done."""
    return min(deed.done_until or deed.told_on, deed.told_on)


# --- what is written --------------------------------------------------------------------------------------------------


def _written(groups: list[_Group], told: _Told) -> tuple[list[Commitment], list[Link]]:
    commitments, links, used = [], [], set()
    for group in groups:
        commitment_id = _id(group)
        if commitment_id in used:  # two that a person, or too many like them, keep apart
            commitment_id = content_id(commitment_id, group.head.article_id, group.head.fact_id)
        used.add(commitment_id)
        deed = told.settling(group.current, group.head)
        commitments.append(_commitment(commitment_id, group, deed, told))
        links += [_link(commitment_id, "commitments_reported", row, step, why) for row, step, why in group.members]
        if deed:
            links.append(_link(commitment_id, deed.fact, deed, "done", commitments[-1].reason))
    return commitments, links


def _id(group: _Group) -> str:
    """Made of what its first announcement says, so that no later article changes it."""
    row = group.head
    told = (",".join(sorted(row.actors)), row.action, row.object, row.instrument, row.due_from, row.due_until)
    # without a day there may be many alike that are not joined
    return content_id("commitment", *told, *(() if row.is_dated else (row.article_id, row.char_start)))


def _commitment(commitment_id: str, group: _Group, deed: Deed | None, told: _Told) -> Commitment:
    rows = [row for row, _, _ in group.members]
    verdict = told.verdict(deed, group.current, group.head) if deed else None
    return Commitment(
        commitment_id=commitment_id,
        actors=max((tuple(sorted(row.actors)) for row in rows), key=lambda actors: (len(actors), actors)),
        action=group.head.action,
        instrument=max((r.instrument for r in rows if r.instrument), key=lambda text: (len(text), text), default=None),
        object=next((r.object for r in rows if r.object), None),
        due_from=group.current.due_from,
        due_until=group.current.due_until,
        previous_due=tuple(day.isoformat() for day in group.moved),
        first_reported_on=group.head.told_on,
        last_reported_on=rows[-1].told_on,
        first_actors=group.head.actors,
        first_instrument=group.head.instrument,
        first_object=group.head.object,
        articles=len({row.article_id for row in rows}),
        settled=verdict,
        settled_on=_day(deed) if deed and _has_one_day(deed) else None,
        done_by=_day(deed) if deed else None,
        settled_by=deed.article_id if deed else None,
        settled_fact=deed.fact if deed else None,
        settled_fact_id=deed.fact_id if deed else None,
        char_start=deed.char_start if deed else None,
        char_end=deed.char_end if deed else None,
        reason=_reason(group, deed, verdict),
    )


def _reason(group: _Group, deed: Deed | None, verdict: str | None) -> str:
    due = group.current.due_until
    if deed is None:
        return f"nothing tells of it as done; due until {due}" if due else "announced without a last day"
    on_a_day = _has_one_day(deed)
    done = f"done on {_day(deed)}" if on_a_day else f"told as done by {_day(deed)}, on which day is not said"
    told = f"{done}, as an article of {deed.told_on} tells ({deed.fact})"
    if due is None:
        return told
    judged = {IN_TIME: f"in time: due until {due}", LATE: f"late: due until {due}"}
    return f"{told}; {judged.get(str(verdict), f'whether by {due} is not known')}"


def _link(commitment_id: str, fact: str, row: Announcement | Deed, step: str, reason: str) -> Link:
    due = (row.due_from, row.due_until) if isinstance(row, Announcement) else (None, None)
    return Link(
        commitment_id, fact, row.fact_id, row.article_id, step, row.told_on, *due, reason, row.char_start, row.char_end
    )
