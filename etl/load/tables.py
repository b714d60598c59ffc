"""The warehouse's tables with their comments; the views of sql/ are what readers see of them.

No keys, no indexes, no foreign keys (decision 5): sql/90_checks proves what they would. A table or column without a
comment fails the tests.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ARRAY, TIMESTAMP, BigInteger, Boolean, Column, Date, Double, Integer, MetaData, Table, Text

STORE = MetaData(schema="store")
REFERENCE = MetaData(schema="reference")

MOMENT = TIMESTAMP(timezone=True)
LIST = ARRAY(Text)


def _text(name: str, comment: str) -> Column[Any]:
    return Column(name, Text, comment=comment)


def _day(name: str, comment: str) -> Column[Any]:
    return Column(name, Date, comment=comment)


def _count(name: str, comment: str) -> Column[Any]:
    return Column(name, Integer, comment=comment)


def _proof() -> list[Column[Any]]:
    """The columns every fact read in a text ends with."""
    columns: list[Column[Any]] = [
        Column("surface", Text, comment="The characters it was read from, as they stand in the text"),
        Column("char_start", Integer, comment="First character of the surface in the article's text, from 0"),
        Column("char_end", Integer, comment="Character after the surface's last one"),
        Column("rule", Text, comment="Id of the rule that read it; reference.rule says what it means"),
        Column("ruleset", Text, comment="Version of seeds and code that read it"),
        Column("version", Integer, comment="Version of the article it was read in"),
    ]
    return columns


def _article_id() -> Column[Any]:
    return _text("article_id", "The article it was read in")


def _fact_id() -> Column[Any]:
    return _text("fact_id", "Hash of article, span, rule and what was read; the same on every machine")


# --- runs -------------------------------------------------------------------------------------------------------------

run = Table(
    "run",
    STORE,
    _text("run_id", "Airflow's id of the run"),
    _text("dag_id", "The DAG that ran"),
    _text("trigger", "scheduled, manual, backfill, …"),
    _text("params", "What was asked for, as JSON"),
    _text("ruleset", "Version of seeds and code"),
    Column("started_at", MOMENT, comment="When the first task began"),
    Column("ended_at", MOMENT, comment="When the file was made ready to publish; empty while it runs or if it died"),
    _text("result", "loaded, published, or what stopped it"),
    _count("articles_found", "Documents found"),
    _count("articles_new", "Articles not known before"),
    _count("articles_changed", "Known articles whose page changed: a new version"),
    _count("articles_retagged", "Unchanged pages read otherwise by newer rules"),
    _count("articles_unchanged", "Known articles left alone"),
    _count("articles_duplicate", "Addresses whose text is that of another article of the same outlet"),
    _count("articles_set_aside", "Documents that became no article"),
    comment="One run of the pipeline",
)

funnel = Table(
    "funnel",
    STORE,
    _text("run_id", "The run"),
    _text("source", "The source; unknown until a page is cleaned, where files of no source were read"),
    _text("stage", "found, fetched, cleaned, tagged, loaded, duplicate, quarantined, outside_window, unchanged"),
    _count("articles", "Documents that reached this stage"),
    comment="One stage of one run for one source",
)

quarantine = Table(
    "quarantine",
    STORE,
    _text("run_id", "The run that set it aside"),
    _text("source", "The source, where known"),
    _text("url_or_path", "Its address or path"),
    _text("stage", "Where it was set aside: found, fetched, cleaned, tagged, loaded"),
    _text("reason", "Why, in words"),
    comment="One document set aside in one run",
)

outside_window = Table(
    "outside_window",
    STORE,
    _text("run_id", "The run that left it out"),
    _text("source", "The outlet, as in reference.source"),
    _text("url_or_path", "Its address or path"),
    _day("published_from", "Earliest day it was published"),
    _day("published_until", "Latest day it was published"),
    comment="One article a run left out because it was published outside the days asked for",
)

# --- articles ---------------------------------------------------------------------------------------------------------

article = Table(
    "article",
    STORE,
    _text("article_id", "Hash of the article's address, or of file name and title"),
    _count("version", "1 for the first text seen, then one more for each changed page"),
    Column("is_newest", Boolean, comment="Whether this is the version that views show"),
    _text("digest", "Hash of everything read from the page; tells a changed page from a known one"),
    _text("facts_digest", "Hash of all facts read in this version"),
    _text("text_id", "Hash of the words of the text; empty where they are too few to tell it from others"),
    _text("page_id", "SHA-256 of the page's bytes, its name in the raw store"),
    _text("source", "The outlet, as in reference.source"),
    _text("layout", "The layout of the source by which the page was read"),
    _text("address", "Path below the folder that was read, or the address on the web"),
    _text("file_name", "Name of the file"),
    _text("url", "The address the page gives itself; empty for plain text"),
    _text("title", "Headline; empty where the page shows none"),
    Column("published_at", MOMENT, comment="Moment of publication, read in the source's time zone"),
    _day("published_on", "Day of that moment in the source's time zone"),
    _day("published_from", "Earliest day of publication where no moment is known"),
    _day("published_until", "Latest day of publication where no moment is known"),
    _text("published_rule", "How the moment was found, or why the bounds hold"),
    Column("modified_at", MOMENT, comment="When the page says it was changed last; empty unless after publication"),
    _text("section", "Rubric"),
    Column("authors", LIST, comment="Persons the page names as its authors, in its order"),
    _text("dateline_place", "Place that opens the text, canonical name"),
    _day("dateline_date", "Day that opens the text; its year is the one nearest to publication"),
    _text("agency", "The agency the text comes from"),
    _text("image_credit", "Credit of the picture"),
    _text("image_caption", "Caption of the picture"),
    _text("language", "ISO 639-1 code; und where too little text tells"),
    _text("text", "The body with its dateline, paragraphs parted by an empty line"),
    _count("word_count", "Words in the text, parted by white space"),
    _text("encoding", "Character encoding of the page, and whether it was guessed"),
    Column("fetched_at", MOMENT, comment="When this version was first read"),
    Column("related_titles", LIST, comment="Titles of related articles that stood on the page"),
    Column("related_urls", LIST, comment="Addresses of related articles, as the page links them"),
    comment="One version of one article",
)

paragraph = Table(
    "paragraph",
    STORE,
    _article_id(),
    _count("paragraph_number", "From 1 on, in the order of the text"),
    _text("kind", "paragraph, heading, list_item, quotation, caption, footnote"),
    _count("char_start", "First character in the article's text, from 0"),
    _count("char_end", "Character after the last one"),
    _count("version", "Version of the article"),
    comment="One paragraph of the newest version of one article",
)

article_address = Table(
    "article_address",
    STORE,
    _text("address_id", "The article_id this address would have alone; the same on every machine"),
    _text("article_id", "The article whose text stands there"),
    _text("address", "Path below the folder that was read, or the address asked for"),
    _text("url", "The address the page gives itself; empty for plain text"),
    _text("file_name", "Name of the file"),
    _text("source", "The outlet, as in reference.source"),
    _text("page_id", "SHA-256 of the page's bytes when it was last read"),
    _text("text_id", "Hash of the words that stood there when it was last read"),
    Column("first_seen_at", MOMENT, comment="When it was first read"),
    Column("last_seen_at", MOMENT, comment="When it was last read"),
    comment="One address at which an article was found",
)

article_shingle = Table(
    "article_shingle",
    STORE,
    _text("article_id", "The article"),
    Column("shingle", BigInteger, comment="Hash of five words that follow each other; one run in eight is kept"),
    comment="One run of five words of the newest version of one article, by which like texts are found",
)

article_likeness = Table(
    "article_likeness",
    STORE,
    _text("article_a", "The article with the lower id"),
    _text("article_b", "The other article"),
    Column("similarity", Double, comment="Runs of five words both have, of those either has, 0 to 1"),
    Column("containment", Double, comment="Runs of five words both have, of those the shorter one has, 0 to 1"),
    comment="Two articles whose newest versions are one text, nearly or in part",
)

# --- facts ------------------------------------------------------------------------------------------------------------

mention = Table(
    "mention",
    STORE,
    _fact_id(),
    _article_id(),
    _text("kind", "organization, person, country, place, date, topic"),
    _text("name", "Canonical name; a date's is its value"),
    _text("value", "ISO code of a country, ISO 8601 value of a date; empty where nothing resolves it"),
    _day("date_from", "First day a date can mean"),
    _day("date_until", "Last day a date can mean"),
    _text("organ", "Of an organization: the organ of it that is named there, as in reference.organization"),
    *_proof(),
    comment="One place in a text where something is named",
)

article_topic = Table(
    "article_topic",
    STORE,
    _fact_id(),
    _article_id(),
    _text("topic", "The topic, from the list in docs/contract.md"),
    Column("weight", Double, comment="Share of the article's topic words that show this topic, 0 to 1"),
    *_proof(),
    comment="One topic of one article; the proof is the first place that shows it",
)

occupancy_reported = Table(
    "occupancy_reported",
    STORE,
    _fact_id(),
    _article_id(),
    _text("person", "Canonical name"),
    _text("position", "Canonical name of the office"),
    _text("body", "Organization, or ISO code of a country; empty where nothing names one"),
    _text("status", "held, acting, former, designated"),
    _day("as_of", "The day the article says it of"),
    _text("basis", "text, or reference where the body was filled in from the reference tables"),
    *_proof(),
    comment="One person named as holding a position, in one article",
)

meeting_reported = Table(
    "meeting_reported",
    STORE,
    _fact_id(),
    _article_id(),
    _text("telling_id", "Hash of article, span and rule: this telling of a meeting, which others may tell of too"),
    _text("kind", "summit, session, consultations, conference, meeting, bilateral, visit, call"),
    _text("status_told", "planned, confirmed, held, cancelled, unknown"),
    _text("title", "As the text calls it"),
    _count("ordinal", "19 for the 19th"),
    _text("body", "The organization whose meeting it is"),
    _text("place", "Canonical name"),
    _text("country", "ISO code"),
    _day("held_from", "First day"),
    _day("held_until", "Last day"),
    _text("dated_by", "text, or dateline where the lead tells of it as held and names no day"),
    *_proof(),
    comment="One meeting as one article tells of it",
)

participant_reported = Table(
    "participant_reported",
    STORE,
    _fact_id(),
    _article_id(),
    _text("telling_id", "The telling of a meeting, as in meeting_reported"),
    _text("participant", "Canonical name, or ISO code of a country"),
    _text("kind", "person, organization, country"),
    _text("role", "participant, host, visitor, chair, speaker, delegation_head, expected, absent"),
    _text("on_behalf_of", "Organization or ISO code of a country"),
    *_proof(),
    comment="One participant of one meeting as one article tells of it",
)

quotation = Table(
    "quotation",
    STORE,
    _fact_id(),
    _article_id(),
    _text("kind", "direct, indirect"),
    _text("speaker", "Canonical name; empty where the text names none"),
    _text("speaker_position", "The speaker's office as told there"),
    _text("text", "What was said, without its marks"),
    _text("cue", "The words that announce it"),
    _day("said_on", "Day"),
    _text("relayed_via", "Through whom the source has it"),
    *_proof(),
    comment="One thing said",
)

relay = Table(
    "relay",
    STORE,
    _fact_id(),
    _article_id(),
    _count("chain", "Chains of one article from 1 on, in the order of the text; 0 for the agency of its dateline"),
    _count("step", "From 1 on, away from the outlet"),
    _text("kind", "agency, outlet, press_service, institution, person"),
    _text("name", "Canonical name"),
    *_proof(),
    comment="One step of the way from the outlet to where its news is from",
)

membership_reported = Table(
    "membership_reported",
    STORE,
    _fact_id(),
    _article_id(),
    _text("organization", "The organization"),
    _text("member", "ISO code of a country, or an organization"),
    _text("status", "member, observer, partner, joining, …, former"),
    _day("as_of", "The day the article says it of"),
    *_proof(),
    comment="One article saying what one member is to one organization",
)

commitment_reported = Table(
    "commitment_reported",
    STORE,
    _fact_id(),
    _article_id(),
    Column("actors", LIST, comment="Who is to act: persons, organizations, ISO codes of countries"),
    _text("action", "What is to be done"),
    _text("instrument", "Roadmap, protocol, agreement, plan, …"),
    _day("due_from", "First day of the time it is due in"),
    _day("due_until", "Last day of the time it is due in"),
    _text("due_text", "The deadline in the text's words"),
    *_proof(),
    comment="One announced act with its actors and deadline",
)

# --- what a re-tag changed --------------------------------------------------------------------------------------------

CHANGED = "Name of the view of report that shows it, or of the table where no view is named after it"
ITS_RULE = "Id of the rule that reads it; of an article, the column that changed; * where no rule is known"

fact_change = Table(
    "fact_change",
    STORE,
    _text("kind", CHANGED),
    _text("rule", ITS_RULE),
    _text("change", "same, changed (the same characters, other values), added, removed"),
    Column("facts", BigInteger, comment="How many"),
    comment="How many facts of one kind and rule the last re-tag left, changed, added or removed",
)

fact_change_example = Table(
    "fact_change_example",
    STORE,
    _text("kind", CHANGED),
    _text("rule", ITS_RULE),
    _text("change", "changed, added, removed"),
    _text("article_id", "The article; empty for what is resolved over articles"),
    _count("char_start", "First character of the surface in the article's text, from 0"),
    _text("surface", "The characters it was read from"),
    _text("old_value", "What the file before the re-tag says, as JSON; of a change, the columns that differ"),
    _text("new_value", "What the file after it says"),
    comment="One example of a fact that the last re-tag changed, added or removed",
)

# what no page tells: copied as it is into the file a re-tag makes
REMEMBERED = ("run", "funnel", "quarantine", "outside_window", "decision")

# --- reference: what seeds/ says, for joins ---------------------------------------------------------------------------


def _origin() -> list[Column[Any]]:
    return [
        Column("confidence", Text, comment="How sure the row is, in words"),
        Column("origin", Text, comment="Where the row is from"),
    ]


source = Table(
    "source",
    REFERENCE,
    _text("source", "Id, the name of its file in seeds/sources"),
    _text("name", "Name of the outlet"),
    _text("language", "ISO 639-1 code"),
    _text("time_zone", "IANA name; empty where not known"),
    _text("agency", "The agency whose service it is; empty where it is none's"),
    _count("expected_min", "Articles a month, at least"),
    _count("expected_max", "Articles a month, at most"),
    comment="One outlet",
)

rule = Table(
    "rule",
    REFERENCE,
    _text("rule", "Id, as in the facts"),
    _text("kind", "What it reads"),
    _text("language", "ISO 639-1 code, * for all"),
    _text("means", "What it means, in one line"),
    comment="One rule of seeds/rules",
)

organization = Table(
    "organization",
    REFERENCE,
    _text("organization", "German short form, the canonical name"),
    _text("name", "Full German name"),
    _text("kind", "bloc, alliance, union, un, court, bank, organ, other"),
    _text("part_of", "The organization it belongs to; an organ is mentioned under that one's name"),
    _text("founded_on", "Partial ISO date"),
    _text("wikidata", "Wikidata id"),
    *_origin(),
    comment="One organization",
)

person = Table(
    "person",
    REFERENCE,
    _text("person_id", "Short id"),
    _text("person", "Canonical German name"),
    _text("country", "ISO code"),
    _text("wikidata", "Wikidata id"),
    *_origin(),
    comment="One listed person",
)

country = Table(
    "country",
    REFERENCE,
    _text("country", "ISO 3166-1 alpha-2 code"),
    _text("name", "Canonical German name"),
    *_origin(),
    comment="One country",
)

place = Table(
    "place",
    REFERENCE,
    _text("place", "Canonical German name"),
    _text("country", "ISO code of the country it lies in today"),
    _text("kind", "city, region"),
    *_origin(),
    comment="One place",
)

occupancy = Table(
    "occupancy",
    REFERENCE,
    _text("body", "Organization, or ISO code of a country"),
    _text("position", "Canonical name of the office"),
    _text("person", "Canonical name"),
    _text("status", "held, acting, …"),
    _text("decided_on", "Partial ISO date of the decision"),
    _day("valid_from", "First day; of a partial date the first day it can mean"),
    _day("valid_until", "Last day; of a partial date the last day it can mean; empty while it lasts or if not known"),
    _text("valid_from_text", "As the reference says it: year, month or day"),
    _text("valid_until_text", "As the reference says it: year, month or day"),
    *_origin(),
    comment="One stretch of one person in one office, from the reference tables",
)

membership = Table(
    "membership",
    REFERENCE,
    _text("organization", "The organization"),
    _text("member", "ISO code of a country, or an organization"),
    _text("status", "member, observer, partner, …"),
    _text("status_name", "The status in the organization's own word of that time"),
    _day("valid_from", "First day; of a partial date the first day it can mean"),
    _day("valid_until", "Last day; the day before where the next status begins on the day this one ends"),
    _text("valid_from_text", "As the reference says it: year, month or day"),
    _text("valid_until_text", "As the reference says it: year, month or day"),
    _text("note", "Remark"),
    *_origin(),
    comment="One stretch of one status, from the reference tables",
)

FACTS = (
    mention,
    article_topic,
    occupancy_reported,
    meeting_reported,
    participant_reported,
    quotation,
    relay,
    membership_reported,
    commitment_reported,
)
