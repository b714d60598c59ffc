"""The nouns that travel between the rooms: frozen records without behaviour.

A record that ends in a table has the table's column names. Character positions count Unicode code points from 0,
half-open, into the text of the article.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal


def content_id(*parts: object) -> str:
    """32 hex digits made of what makes a thing itself; the same parts give the same id on every machine."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:32]


# --- the way in -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Document:
    """Something found that may hold an article, before it is opened."""

    source: str | None  # the source it was found for; None: to be recognised from its content
    address: str  # its path below the folder that was read, with "/"; of the web, its URL
    location: str  # where its bytes are now, as a URL
    # what the finder was told of it: by a feed, a sitemap or an archive
    told_title: str | None = None
    told_published: datetime | None = None
    told_modified: datetime | None = None
    told_type: str | None = None  # media type


@dataclass(frozen=True, slots=True)
class Page:
    """One document's bytes, kept in the raw store under `page_id` (SHA-256 of the bytes)."""

    page_id: str
    source: str | None
    address: str
    file_name: str
    media_type: Literal["text/plain", "text/html"]
    byte_count: int
    fetched_at: datetime
    # of the web and of web archives only
    url: str | None = None  # the address asked for
    final_url: str | None = None  # the address that answered, after redirects
    status: int | None = None
    headers: str | None = None  # JSON: a list of pairs, as answered
    charset: str | None = None  # as the answer's Content-Type says
    told_title: str | None = None
    told_published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A known document that need not be read again: nothing told of a change, or the outlet said that it has none."""

    source: str | None
    address: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """A document that did not become an article, with the reason in words."""

    source: str | None
    url_or_path: str
    stage: str
    reason: str


# --- sources and languages: what seeds/ says ----------------------------------------------------------------------


@dataclass(frozen=True)
class Layout:
    """How the pages of a source looked to a reader during some years, as patterns over whole lines."""

    layout: str
    recognise: tuple[re.Pattern[str], ...]  # each must match some line
    head: tuple[re.Pattern[str], ...]  # furniture above the title
    published: tuple[re.Pattern[str], ...]  # the line with day and time; groups day, month, year, time, section
    title: Literal["first_line", "after_published"]
    section: Literal["before_published", "in_published", "none"]
    foot: tuple[re.Pattern[str], ...]  # the body ends above the first of these
    drop: tuple[re.Pattern[str], ...]  # furniture anywhere
    credit: tuple[re.Pattern[str], ...]  # group credit
    related: tuple[re.Pattern[str], ...]  # searched in a line; group title: a related article's title
    until: date | None = None  # last day on which pages were fetched that looked so; None: they still do
    selectors: dict[str, tuple[str, ...]] = field(default_factory=dict)  # part of an HTML page → CSS, best first


@dataclass(frozen=True)
class Way:
    """One way in: where a source names its pages. `keep` and `leave` are searched in the addresses found."""

    way: Literal["feed", "sitemap", "listing", "addresses", "folder", "archive"]
    url: str | None  # a listing's may hold {page}
    path: str | None  # instead of url; below BLOCWATCH_HOME unless it is absolute
    keep: tuple[re.Pattern[str], ...]  # none: every address on the source's hosts
    leave: tuple[re.Pattern[str], ...]
    links: str  # listing: CSS selector of the links to articles
    next: str | None  # listing: CSS selector of the link to the next page
    pages: tuple[int, int] | None  # listing: first and last number for {page}
    since_days: int | None  # sitemap: what was told to be older is left
    most: int  # addresses asked for in one run


@dataclass(frozen=True)
class Manners:
    """How a source's hosts are asked. The defaults are those of a source that says nothing."""

    delay_seconds: float = 2.0  # between two requests to one host; robots.txt may ask for more
    timeout_seconds: float = 30.0  # for one answer as a whole
    most_redirects: int = 5
    recheck_days: int = 7  # how long a known page is asked for again when nothing tells whether it changed
    allow_private: bool = False  # private and loopback networks and any port: for the tests' server


@dataclass(frozen=True)
class Source:
    """One outlet, as its file in seeds/sources says."""

    source: str
    name: str
    language: str
    time_zone: str | None
    agency: str | None
    hosts: tuple[str, ...]
    inbox: str | None  # folder below BLOCWATCH_HOME/inbox that daily runs read
    expect: tuple[int, int]  # articles a month
    layouts: tuple[Layout, ...]
    paths: tuple[re.Pattern[str], ...] = ()  # where outlets share a host: one must match the path of an address
    ways: tuple[Way, ...] = ()
    manners: Manners = Manners()


@dataclass(frozen=True, eq=False)
class Furniture:
    """What pages call the parts that are not their article, as seeds/furniture.toml says."""

    names: dict[str, re.Pattern[str]]  # kind of part → searched in class and id names
    labels: re.Pattern[str]  # matched at the beginning of a line
    credits: re.Pattern[str]  # searched in a line
    no_article: dict[str, re.Pattern[str]]  # error, paywall, script: what such pages say


@dataclass(frozen=True, eq=False)  # so that what is compiled of it can be kept by it
class Language:
    """Words of one language that cleaners and rules need, as its file in seeds/languages says."""

    language: str
    months: dict[str, int]
    weekdays: dict[str, int]  # Monday is 0
    words: dict[str, str]  # name → alternatives for patterns, already a regular expression
    agency_phrases: tuple[re.Pattern[str], ...]  # group agency
    datelines: tuple[re.Pattern[str], ...]  # groups place, agency and, where told, day, month, year


# --- the article ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of an article's text."""

    kind: Literal["paragraph", "heading", "list_item", "quotation", "caption", "footnote"]
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One page read as an article. `text` is the body with its dateline; paragraphs are parted by an empty line."""

    article_id: str
    page_id: str
    source: str
    layout: str
    address: str
    file_name: str
    url: str | None
    title: str | None
    published_at: datetime | None
    published_on: date | None  # the day of that moment in the source's time zone
    published_from: date | None
    published_until: date | None
    published_rule: str | None  # how the moment was found, or why the bounds hold
    modified_at: datetime | None
    section: str | None
    authors: tuple[str, ...]  # persons as the page names them, in its order
    dateline_place: str | None
    dateline_date: date | None
    agency: str | None
    image_credit: str | None
    image_caption: str | None
    language: str
    text: str
    word_count: int
    encoding: str
    fetched_at: datetime
    paragraphs: tuple[Paragraph, ...] = field(default=())
    related_titles: tuple[str, ...] = field(default=())
    related_urls: tuple[str, ...] = field(default=())  # addresses of related articles, as the page links them


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells whether a text was seen before, elsewhere or nearly so; made of the words alone."""

    article_id: str
    address: str
    text_id: str | None  # hash of all words; None for a text too short to be told from others
    shingles: tuple[int, ...]  # hashes of some of its runs of five words


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two articles that are one text, nearly or in part; `article_a` has the lower id."""

    article_a: str
    article_b: str
    similarity: float  # runs of words both have, of those either has, 0 to 1
    containment: float  # of those the shorter one has


# --- facts ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in a text where something is named."""

    article_id: str
    kind: Literal["organization", "person", "country", "place", "date", "topic"]
    name: str | None  # canonical name; a date's is its value
    value: str | None  # ISO code of a country, ISO 8601 value of a date; None where nothing resolves it
    date_from: date | None
    date_until: date | None
    surface: str
    char_start: int
    char_end: int
    rule: str
    organ: str | None = None  # of an organization: the organ of it that is named there


@dataclass(frozen=True, slots=True)
class ArticleTopic:
    """One topic of one article; the span is the first place that shows it."""

    article_id: str
    topic: str
    weight: float  # share of the article's topic words, 0 to 1
    surface: str
    char_start: int
    char_end: int
    rule: str


@dataclass(frozen=True, slots=True)
class OccupancyReported:
    """One person named as holding a position."""

    article_id: str
    person: str
    position: str
    body: str | None  # organization or ISO country code; None where neither text nor reference names one
    status: Literal["held", "acting", "former", "designated"]
    as_of: date | None
    basis: Literal["text", "reference"]  # reference: body, or person where only the office is named, was filled in
    surface: str
    char_start: int
    char_end: int
    rule: str
    begins_on: date | None = None  # the first day it can have begun on, where the words tell it
    ends_on: date | None = None  # the last day it can have ended on


@dataclass(frozen=True, slots=True)
class MembershipReported:
    """What one article says one member is to one organization."""

    article_id: str
    organization: str
    member: str  # ISO country code or organization
    status: Literal[
        "member",
        "observer",
        "partner",
        "joining",
        "joining_as_observer",
        "joining_as_partner",
        "participation_frozen",
        "leaving",
        "former",
    ]
    as_of: date | None
    surface: str
    char_start: int
    char_end: int
    rule: str
    begins_on: date | None = None  # the first day it can have begun on, where the words tell it
    ends_on: date | None = None  # the last day it can have ended on


@dataclass(frozen=True, slots=True)
class Quotation:
    """One thing said. `text` is what was said without its marks; the proof is the same characters, of an interrupted
    quotation with the words between its parts."""

    article_id: str
    kind: Literal["direct", "indirect"]
    speaker: str | None
    speaker_position: str | None
    text: str
    cue: str | None
    said_on: date | None
    relayed_via: str | None
    surface: str
    char_start: int
    char_end: int
    rule: str


@dataclass(frozen=True, slots=True)
class MeetingReported:
    """One meeting as one article tells of it; the proof is the clause that tells most."""

    article_id: str
    telling_id: str
    kind: Literal["summit", "session", "consultations", "conference", "meeting", "bilateral", "visit", "call"]
    status_told: Literal["planned", "confirmed", "held", "cancelled", "unknown"]
    title: str | None  # as the text calls it
    ordinal: int | None
    body: str | None  # the organization whose meeting it is
    place: str | None
    country: str | None  # ISO code, of the place or told alone
    held_from: date | None
    held_until: date | None
    dated_by: Literal["text", "dateline"] | None  # dateline: told of as held in the lead, without a day of its own
    surface: str
    char_start: int
    char_end: int
    rule: str
    levels: tuple[str, ...] = ()  # who meets by office, where told: heads, governments, foreign, …


@dataclass(frozen=True, slots=True)
class ParticipantReported:
    """One participant of one meeting as one article tells of it."""

    article_id: str
    telling_id: str
    participant: str  # canonical name, or ISO code of a country
    kind: Literal["person", "organization", "country"]
    role: Literal["participant", "host", "visitor", "chair", "speaker", "delegation_head", "expected", "absent"]
    on_behalf_of: str | None  # organization or ISO code of a country
    surface: str
    char_start: int
    char_end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Relay:
    """One step of the way from the outlet to where its news is from; the proof is the words that name the step."""

    article_id: str
    chain: int  # chains of one article from 1 on, in the order of the text; 0 for the agency of its dateline
    step: int  # from 1 on, away from the outlet
    kind: Literal["agency", "outlet", "press_service", "institution", "person"]
    name: str
    surface: str
    char_start: int
    char_end: int
    rule: str


@dataclass(frozen=True, slots=True)
class CommitmentReported:
    """One announced act; the deadline is the days in which it is due, as far as the text tells them."""

    article_id: str
    actors: tuple[str, ...]  # persons, organizations, ISO country codes; at least one
    action: str  # the rule's: sign, ratify, visit, …
    instrument: str | None  # what is to be signed, adopted, …, in the text's words
    due_from: date | None
    due_until: date | None
    due_text: str | None
    surface: str
    char_start: int
    char_end: int
    rule: str
    object: str | None = None  # whom or what it is about: the country visited, the organization joined, the office


@dataclass(frozen=True, slots=True)
class ActReported:
    """One act told as done, of the kinds that are announced; without days it was done before the article."""

    article_id: str
    actors: tuple[str, ...]  # persons, organizations, ISO country codes; at least one
    action: str  # the rule's, as of commitments
    instrument: str | None  # what was signed, adopted, …, in the text's words
    object: str | None  # whom or what it was about: the country visited, the organization joined, the office
    done_from: date | None
    done_until: date | None
    surface: str
    char_start: int
    char_end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the taggers read in one article, each list in the order of the text."""

    mentions: tuple[Mention, ...]
    topics: tuple[ArticleTopic, ...]
    occupancies: tuple[OccupancyReported, ...]
    memberships: tuple[MembershipReported, ...]
    quotations: tuple[Quotation, ...]
    relays: tuple[Relay, ...]
    meetings: tuple[MeetingReported, ...] = ()
    participants: tuple[ParticipantReported, ...] = ()
    commitments: tuple[CommitmentReported, ...] = ()
    acts: tuple[ActReported, ...] = ()


# --- what facts of many articles say together -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting from all that articles tell of it."""

    meeting_id: str  # the telling_id of the telling known first: another only when an older article joins
    kind: str
    status: str  # as the last word has it
    title: str | None
    ordinal: int | None
    body: str | None
    place: str | None
    country: str | None
    held_from: date | None
    held_until: date | None
    dated_by: str | None
    first_told_on: date  # the first and the last day on which an article telling of it was known
    last_told_on: date
    article_count: int


@dataclass(frozen=True, slots=True)
class MeetingLink:
    """Which meeting a telling is of, and why: the telling it follows, and what the two share."""

    telling_id: str
    article_id: str
    meeting_id: str
    component: str  # what hangs together, before it is parted where it contradicts itself
    leader: str | None  # the telling this one follows
    reason: str


# --- rules and names: what the taggers work with ---------------------------------------------------------------------


@dataclass(frozen=True)
class Rule:
    """One rule of seeds/rules with the examples that prove it."""

    rule: str
    kind: str
    language: str
    means: str
    pattern: str | None
    options: dict[str, object]  # whatever else the rule's kind needs
    match: tuple[dict[str, object], ...]
    no_match: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write the name of one thing."""

    kind: str  # organization, person, country, place, position, agency
    name: str  # canonical name
    value: str | None  # ISO code of a country; of a position, the body its form names ("Kremlchef")
    form: str
    form_kind: str
    valid_from: date | None = None
    valid_until: date | None = None
    language: str = "de"
    organ: str | None = None  # of an organization, whose name then is the whole's


@dataclass(frozen=True, slots=True)
class OfficeHolder:
    """One stretch of one person in one office, from the reference tables; a day that is not known is None."""

    body: str
    position: str
    person: str
    status: str
    valid_from: date | None
    valid_until: date | None
