"""Stretches of an office or a status: what reference tables list and articles tell of one holder, day by day.

An article proves that something held on the day it speaks of, and neither beginning nor end unless its words tell one.
So a stretch that only articles know has the days it was seen from and until, and the day it was told as past.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

Basis = Literal["reference", "text"]
OFFICE = {"held": "in office", "acting": "in office", "acting_disputed": "in office"}  # statuses that are one holding
ENDED = ("in office", "member", "associate", "founding_state", "observer", "partner")  # what "former" ends, first first
NEAR = timedelta(days=31)  # an end told so near the reference's is the same one
AHEAD = timedelta(days=730)  # an office is filled so long before it begins, at most


@dataclass(frozen=True, slots=True)
class Proof:
    """One fact of one article, and the day from which it is known."""

    known_on: date
    article_id: str
    fact_id: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """What the articles of one day say of one holder; the proof is the first of them to be known."""

    status: str
    seen_on: date
    articles: int
    proof: Proof
    begins_on: date | None = None
    begins_proof: Proof | None = None
    ends_on: date | None = None
    ends_proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of the reference tables; `row` is how the caller finds it again."""

    row: int
    status: str
    valid_from: date | None
    valid_until: date | None
    decided_on: date | None = None


@dataclass(frozen=True)
class Stretch:
    """One stretch of one status, each end with its proof.

    From `known_from` on it is known, from `from_known_on` on its first day, from `end_known_on` on its last day, or
    that it is over. `past_on` is the first day of which it was told as past, also where another article tells the last.
    """

    status: str
    listed: Listed | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    from_basis: Basis | None = None
    until_basis: Basis | None = None
    from_proof: Proof | None = None
    until_proof: Proof | None = None
    first_seen: Sighting | None = None
    last_seen: Sighting | None = None
    articles: int = 0
    over_on: date | None = None
    past_on: date | None = None
    past_proof: Proof | None = None
    from_known_on: date | None = None
    known_from: date | None = None
    known_proof: Proof | None = None
    end_known_on: date | None = None

    @property
    def basis(self) -> Basis:
        return "reference" if self.listed else "text"


@dataclass
class _Open:
    """A stretch being put together."""

    status: str
    track: str
    listed: Listed | None = None
    seen: list[Sighting] = field(default_factory=list)
    announced: list[Sighting] = field(default_factory=list)  # "designated", before it began
    over: list[Sighting] = field(default_factory=list)  # "former", after it ended

    @property
    def begins(self) -> date | None:
        if self.listed:
            return self.listed.valid_from
        told = [s.begins_on for s in (*self.announced, *self.seen) if s.begins_on]
        return min([*told, *(s.seen_on for s in self.seen)], default=None)

    @property
    def last(self) -> date | None:
        return self.seen[-1].seen_on if self.seen else self.begins


def stretches(sightings: Iterable[Sighting], listed: Iterable[Listed]) -> list[Stretch]:
    """The stretches of one holder of one office, or of one member of one organization, in the order they begin."""
    rows = sorted(listed, key=lambda r: (r.valid_from or date.min, r.valid_until or date.max, r.status, r.row))
    found = [_Open(row.status, OFFICE.get(row.status, row.status), row) for row in rows]
    seen = sorted(sightings, key=lambda s: (s.seen_on, s.status))
    formerly = sorted({s.seen_on for s in seen if s.status == "former"})
    for sighting in seen:
        if sighting.status == "designated":
            _announce(found, sighting)
        elif sighting.status != "former":
            _see(found, sighting, formerly)
    begun = {track: _Begun(found, track) for track in ENDED}
    for sighting in seen:
        if sighting.status == "former":
            _end(found, begun, sighting)
    made = [_closed(one) for one in found]
    return sorted(made, key=lambda s: (s.valid_from or _seen_from(s) or date.min, s.status, s.known_from or date.min))


def _seen_from(stretch: Stretch) -> date | None:
    return stretch.first_seen.seen_on if stretch.first_seen else None


def _covers(one: _Open, day: date) -> bool:
    row = one.listed
    return bool(row) and (row.valid_from or day) <= day <= (row.valid_until or day)  # type: ignore[union-attr]


def _see(found: list[_Open], sighting: Sighting, formerly: Sequence[date]) -> None:
    """Gives a sighting to the listed stretch of its day, else to the one it goes on with, else to a new one."""
    track, day = OFFICE.get(sighting.status, sighting.status), sighting.seen_on
    covering = [one for one in found if one.track == track and _covers(one, day)]
    if covering:
        same = [one for one in covering if one.status == sighting.status]
        (same or covering)[-1].seen.append(sighting)
        return
    # of those begun by then only the last can go on: sightings come in the order of days
    earlier = (o for o in reversed(found) if not o.listed and o.status == sighting.status and (o.last or day) <= day)
    one = next(earlier, None)
    if one and _goes_on(one, day, track, found, formerly):
        one.seen.append(sighting)
        return
    found.append(_Open(sighting.status, track, seen=[sighting]))


def _goes_on(one: _Open, day: date, track: str, found: list[_Open], formerly: Sequence[date]) -> bool:
    """Whether nothing tells that it ended before this day: not told as past in between, no listed stretch between."""
    last = one.last
    if last is None:
        return False
    at = bisect_right(formerly, last)
    if at < len(formerly) and formerly[at] < day:
        return False
    begun = [other.listed.valid_from for other in found if other.listed and other.track == track]
    return not any(last < (first or date.min) <= day for first in begun)


def _announce(found: list[_Open], sighting: Sighting) -> None:
    """Gives an appointment to the listed stretch that begins next; else it is one of its own, begun on the told day."""
    day = sighting.begins_on or sighting.seen_on
    for one in found:
        if (
            one.listed
            and one.track == "in office"
            and (_covers(one, day) or day < (one.begins or date.min) <= day + AHEAD)
        ):
            one.announced.append(sighting)
            return
    status = "held" if sighting.begins_on else "designated"
    for one in found:
        if one.listed is None and one.status == status and one.announced and one.begins in (None, sighting.begins_on):
            one.announced.append(sighting)
            return
    found.append(_Open(status, OFFICE.get(status, status), announced=[sighting]))


class _Begun:
    """The stretches of one track by the days on which they began; of several that began on one day the first."""

    def __init__(self, found: Sequence[_Open], track: str) -> None:
        first: dict[date, _Open] = {}
        for one in found:
            if one.track == track:
                first.setdefault(one.begins or date.min, one)
        self._days = sorted(first)
        self._first = first
        self._listed = [one for one in found if one.track == track and one.listed]

    def last(self, day: date) -> _Open | None:
        """The last that had begun by that day."""
        at = bisect_right(self._days, day)
        return self._first[self._days[at - 1]] if at else None

    def goes_on(self, day: date) -> bool:
        """Whether the reference lists one that lasts beyond that day."""
        return any(_covers(one, day) and one.listed.valid_until != day for one in self._listed if one.listed)


def _end(found: list[_Open], begun: Mapping[str, _Begun], sighting: Sighting) -> None:
    """Gives what is told as past to the last stretch that had begun; where none had, or where the reference lists it as
    lasting, it is one of its own.
    """
    for track in ENDED:
        if begun[track].goes_on(sighting.seen_on):
            break
        if last := begun[track].last(sighting.seen_on):
            last.over.append(sighting)
            return
    past = next((one for one in found if one.status == "former"), None)
    if past is None:
        found.append(past := _Open("former", "former"))
    past.seen.append(sighting)


def _closed(one: _Open) -> Stretch:
    made = Stretch(
        status=one.status,
        listed=one.listed,
        first_seen=one.seen[0] if one.seen else None,
        last_seen=max(one.seen, key=lambda s: s.seen_on) if one.seen else None,
        articles=sum(s.articles for s in one.seen),
    )
    return _with_end(_with_beginning(made, one), one)


def _with_beginning(made: Stretch, one: _Open) -> Stretch:
    told = [s for s in (*one.announced, *one.seen) if s.begins_on and s.begins_proof and one.status != "former"]
    first = min(told, key=lambda s: (s.begins_proof.known_on, s.begins_proof.article_id), default=None)  # type: ignore[union-attr]
    if one.listed and one.listed.valid_from:
        confirming = first if first and first.begins_on == one.listed.valid_from else None
        made = replace(
            made,
            valid_from=one.listed.valid_from,
            from_basis="reference",
            from_proof=confirming.begins_proof if confirming else None,
        )
    elif first:
        made = replace(made, valid_from=first.begins_on, from_basis="text", from_proof=first.begins_proof)
    proofs = [s.proof for s in (*one.announced, *one.seen)]
    told_first = min(proofs, key=lambda p: (p.known_on, p.article_id), default=None)
    public = [d for d in (one.listed.decided_on, one.listed.valid_from) if d] if one.listed else []
    if told_first and not any(day <= told_first.known_on for day in public):
        made = replace(made, known_from=told_first.known_on, known_proof=told_first)
    else:
        made = replace(made, known_from=min(public, default=None))
    is_told = made.from_basis == "text" and made.from_proof
    return replace(made, from_known_on=made.from_proof.known_on if is_told else made.known_from)  # type: ignore[union-attr]


def _with_end(made: Stretch, one: _Open) -> Stretch:
    """The end the reference lists, known when it is past or told before; else the one that an article tells."""
    ends = [(s.ends_on, s.ends_proof) for s in (*one.announced, *one.seen, *one.over) if s.ends_on and s.ends_proof]
    past = [(s.seen_on, s.proof) for s in one.over]
    listed_end = one.listed.valid_until if one.listed else None
    if listed_end:
        told = [p for day, p in ends if abs(day - listed_end) <= NEAR] + [p for _, p in past]
        proof = min(told, key=lambda p: (p.known_on, p.article_id), default=None)
        public = listed_end + timedelta(days=1)
        early = proof if proof and proof.known_on < public else None
        return replace(
            made,
            valid_until=listed_end,
            until_basis="reference",
            until_proof=early or proof,
            end_known_on=early.known_on if early else public,
        )
    if one.status == "former":
        return made
    last = one.last or date.min
    fitting = min(
        ((day, p) for day, p in ends if day >= last), key=lambda e: (e[1].known_on, e[1].article_id, e[0]), default=None
    )
    over = min(past, key=lambda o: (o[0], o[1].known_on, o[1].article_id), default=None)
    if over:
        made = replace(made, past_on=over[0], past_proof=over[1])
    if fitting:
        day, proof = fitting
        return replace(made, valid_until=day, until_basis="text", until_proof=proof, end_known_on=proof.known_on)
    if over:
        return replace(made, over_on=over[0], until_proof=over[1], end_known_on=over[1].known_on)
    return made
