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


def _load_number() -> Column[Any]:
    return _count("load_number", "The load that wrote it; by it rows are found without reading all")


def _key(name: str, of: str) -> Column[Any]:
    return Column(name, BigInteger, comment=f"{of} as a whole number, which is looked up faster", info={"of": of})


def keys(table: str) -> str:
    """The whole numbers in a table of the store, as SQL that makes them of the ids they stand for."""
    made = [f"core.key({c.info['of']}) as {c.name}" for c in STORE.tables[f"store.{table}"].columns if "of" in c.info]
    return ", ".join(made)


def _proof() -> list[Column[Any]]:
    """The columns every fact read in a text ends with."""
    columns: list[Column[Any]] = [
        Column("surface", Text, comment="The characters it was read from, as they stand in the text"),
        Column("char_start", Integer, comment="First character of the surface in the article's text, from 0"),
        Column("char_end", Integer, comment="Character after the surface's last one"),
        Column("rule", Text, comment="Id of the rule that read it; reference.rule says what it means"),
        Column("ruleset", Text, comment="Version of seeds and code that read it"),
        Column("version", Integer, comment="Version of the article it was read in"),
        _load_number(),
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
    _text("result", "loaded, or published; a run that check stopped stays loaded"),
    _count("articles_found", "Documents found"),
    _count("articles_new", "Articles not known before"),
    _count("articles_changed", "Known articles whose page changed: a new version"),
    _count("articles_retagged", "Unchanged pages read otherwise by newer rules"),
    _count("articles_unchanged", "Known articles left alone"),
    _count("articles_duplicate", "Addresses whose text is that of another article of the same outlet"),
    _count("articles_set_aside", "Documents that became no article"),
    _count("load_number", "From 1 on in the order of loads; what the run wrote bears it"),
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
    _text("folded", "Title and text as core.folded writes them, for search"),
    _key("article_key", "article_id"),
    _key("text_key", "text_id"),
    _load_number(),
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
    _load_number(),
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
    _key("address_key", "address_id"),
    _key("article_key", "article_id"),
    _load_number(),
    comment="One address at which an article was found",
)

article_shingle = Table(
    "article_shingle",
    STORE,
    _text("article_id", "The article"),
    Column("shingle", BigInteger, comment="Hash of five words that follow each other; one run in eight is kept"),
    _day("known_on", "Day of publication, or the day it was first read: only texts of near days are compared"),
    Column(
        "arrived_at",
        MOMENT,
        comment="When this text was first read: of a run that many have those count that came first",
    ),
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
    _text("topic", "The topic, one of those listed in sql/90_checks/topics_are_listed.sql"),
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
    _day("begins_on", "First day it can have begun on, where the words tell it"),
    _day("ends_on", "Last day it can have ended on, where the words tell it"),
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
    Column("levels", LIST, comment="Who meets by office, where told: heads, governments, foreign, defence, …"),
    *_proof(),
    _key("telling_key", "telling_id"),
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
    _key("telling_key", "telling_id"),
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
    _day("begins_on", "First day it can have begun on, where the words tell it"),
    _day("ends_on", "Last day it can have ended on, where the words tell it"),
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
    _text("object", "Whom or what it is about: the country visited, the organization joined, the office"),
    *_proof(),
    _key("fact_key", "fact_id"),
    comment="One announced act with its actors and deadline",
)

# --- resolved over articles: made of the facts by etl/resolving*, never read in one text ----------------------------


def _meeting_id() -> Column[Any]:
    return _text("meeting_id", "The telling_id of the telling of it that was known first")


meeting = Table(
    "meeting",
    STORE,
    _meeting_id(),
    _text("kind", "summit, session, consultations, conference, meeting, bilateral, visit, call"),
    _text("status", "planned, confirmed, held, cancelled, unknown: as the last word has it"),
    _text("title", "What it is called"),
    _count("ordinal", "19 for the 19th"),
    _text("body", "The organization whose meeting it is"),
    _text("place", "Canonical name of the place"),
    _text("country", "ISO code of the country"),
    _day("held_from", "First day"),
    _day("held_until", "Last day"),
    _text("dated_by", "text, or dateline where its day is that of the dateline"),
    _day("first_told_on", "Day from which the first article that tells of it is known"),
    _day("last_told_on", "Day from which the last one is known"),
    _count("article_count", "Articles that tell of it or show that it was held"),
    _text("part_of", "The visit during which and where it was held, as meeting_id"),
    _key("meeting_key", "meeting_id"),
    _key("visit_key", "part_of"),
    _load_number(),
    comment="One meeting from all that articles tell of it",
)

meeting_link = Table(
    "meeting_link",
    STORE,
    _text("telling_id", "The telling, as in meeting_reported"),
    _article_id(),
    _meeting_id(),
    _text("relation", "tells: of this meeting; shows: of another one, which shows that this visit was held"),
    _text("component", "What hangs together, before it is parted where it contradicts itself"),
    _text("leader", "The telling this one follows; empty for the first"),
    _text("reason", "Why it stands here: what it shares with the one it follows, or why it follows none"),
    _key("telling_key", "telling_id"),
    _key("article_key", "article_id"),
    _key("meeting_key", "meeting_id"),
    _key("component_key", "component"),
    _load_number(),
    comment="One telling of one meeting, with the meeting it is of",
)

meeting_key = Table(
    "meeting_key",
    STORE,
    _text("telling_id", "The telling, as in meeting_reported"),
    Column("key", BigInteger, comment="Hash of what tellings of one meeting may share: body, persons, country, …"),
    _day("begins", "First day of it"),
    _day("ends", "Last day of it"),
    _key("telling_key", "telling_id"),
    _load_number(),
    comment="One thing by which other tellings of the same meeting are found, when their days overlap too",
)

meeting_participant = Table(
    "meeting_participant",
    STORE,
    _meeting_id(),
    _text("participant", "Canonical name, or ISO code of a country"),
    _text("kind", "person, organization, country"),
    _text("role", "participant, host, visitor, chair, speaker, delegation_head, expected, absent"),
    _text("on_behalf_of", "Organization or ISO code of a country"),
    _count("article_count", "Articles that tell of this participant"),
    _text("fact_id", "The proof: the fact the role is from"),
    _article_id(),
    _key("meeting_key", "meeting_id"),
    _key("article_key", "article_id"),
    _load_number(),
    comment="One participant of one meeting from all that articles tell of it",
)

# --- decisions: what persons said of facts; the one part of the file that no page can bring back --------------------

decision = Table(
    "decision",
    STORE,
    _text("decision_id", "Hash of the whole decision; the same on every machine"),
    _text("subject", "Hash of what the first decision about it was about; a later one of the same subject replaces it"),
    Column("decided_at", MOMENT, comment="When it was decided"),
    _text("decided_by", "Who decided"),
    _text("verdict", "correct, wrong, edited, same, not_same, withdrawn"),
    _text("about", "The view in report that shows the fact; for same and not_same person, meeting, commitment"),
    _text("article_id", "The article of the fact; of persons the one article the decision is limited to, if any"),
    _text("other_article_id", "The article of the second fact"),
    _text("anchor", "JSON: by what the fact is found again: surface, sentence, place in it, values as read"),
    _text("other_anchor", "JSON: the same of the second fact"),
    _text("name", "Of persons: the name that is, or is not, the other one"),
    _text("other_name", "Of persons: the name that counts"),
    _text("new_values", "JSON: the columns a person wrote anew, with what counts now"),
    _text("note", "Why"),
    comment="One decision of a person about facts; rows are added and never changed",
)

decision_outcome = Table(
    "decision_outcome",
    STORE,
    _text("decision_id", "The decision, as in store.decision"),
    _text("state", "applied, review, waiting"),
    _text("reason", "Why it is not applied, or what else is to be known; empty where it simply holds"),
    _text("fact_id", "The fact it was found to be about; in review the one it may be about now"),
    _text("other_fact_id", "The second fact"),
    comment="What became of one decision in force when its articles were loaded last; made anew from store.decision",
)

fact_decided = Table(
    "fact_decided",
    STORE,
    _text("fact", "The view in report that shows the fact"),
    _text("fact_id", "The fact; an edited one keeps the id of what was read"),
    _article_id(),
    _text("state", "correct, wrong (taken out of its table), edited, renamed"),
    Column("decisions", LIST, comment="The decisions that made it so"),
    _text("as_read", "JSON: the row as the rules read it"),
    comment="One fact that a decision touched; made anew from store.decision",
)

act_reported = Table(
    "act_reported",
    STORE,
    _fact_id(),
    _article_id(),
    Column("actors", LIST, comment="Who acted: persons, organizations, ISO codes of countries"),
    _text("action", "What was done, as of commitments"),
    _text("instrument", "Roadmap, protocol, agreement, plan, …"),
    _text("object", "Whom or what it was about: the country visited, the organization joined, the office"),
    _day("done_from", "First day on which it can have been done; empty where the text tells none"),
    _day("done_until", "Last day on which it can have been done"),
    *_proof(),
    comment="One act told as done, of the kinds that are announced, in one article",
)

# --- resolved over articles: commitments ------------------------------------------------------------------------------

commitment_key = Table(
    "commitment_key",
    STORE,
    _fact_id(),
    _day("told_on", "Day of its article; of an undated one the last day it can be"),
    _key("article_key", "article_id"),
    Column("key", BigInteger, comment="Hash of what it may share with others: act, actor and year, or all it tells"),
    Column("is_whole", Boolean, comment="Whether the key is all it tells; the others count only while they are rare"),
    _key("fact_key", "fact_id"),
    _load_number(),
    comment="One key by which announcements of one commitment are found",
)

deed = Table(
    "deed",
    STORE,
    _text("fact", "Name of the view in report that shows the fact"),
    _fact_id(),
    _article_id(),
    _key("article_key", "article_id"),
    _day("told_on", "Day of the article; of an undated one the last day it can be"),
    _text("done", "What was done, as in core.settling"),
    _text("actor", "One of who did it"),
    Column("actors", LIST, comment="All who did it"),
    _text("instrument", "Roadmap, protocol, agreement, plan, …"),
    _text("object", "Whom or what it was about"),
    _day("done_from", "First day on which it can have been done"),
    _day("done_until", "Last day on which it can have been done"),
    Column("is_bound", Boolean, comment="Whether it was done by that day, and nobody says on which"),
    _count("char_start", "First character of the proof in the article's text, from 0"),
    _count("char_end", "Character after the proof's last one"),
    _key("deed_key", "concat_ws(chr(31), done, actor)"),
    _load_number(),
    comment="One fact that may settle a commitment, for one of its actors; core.deed says which facts do",
)

commitment = Table(
    "commitment",
    STORE,
    _text("commitment_id", "Hash of what the first announcement says; the same on every machine"),
    Column("actors", LIST, comment="Who is to act: persons, organizations, ISO codes of countries"),
    _text("action", "What is to be done"),
    _text("instrument", "Roadmap, protocol, agreement, plan, …"),
    _text("object", "Whom or what it is about: the country visited, the organization joined, the office"),
    _day("due_from", "First day of the time it is due in"),
    _day("due_until", "Last day of the time it is due in; empty where nobody tells one"),
    Column("previous_due", LIST, comment="Last days it was due before it was moved, as ISO dates in their order"),
    _day("first_reported_on", "Day of the first article that announced it; of an undated one the last day it can be"),
    _day("last_reported_on", "Day of the last one"),
    Column("first_actors", LIST, comment="Who is to act, as the first article says"),
    _text("first_instrument", "Roadmap, protocol, agreement, plan, …, as the first article says"),
    _text("first_object", "Whom or what it is about, as the first article says"),
    _count("articles", "Number of articles that announce it"),
    _text("settled", "in time, late, or undated: done, and nobody says whether in time; empty where nothing tells it"),
    _day("settled_on", "Day on which it was done"),
    _day("done_by", "Last day on which it can have been done; the same where that is known to the day"),
    _text("settled_by", "The article that tells it as done"),
    _text("settled_fact", "The view in report that shows the fact that settled it"),
    _text("settled_fact_id", "The fact that settled it"),
    _count("char_start", "First character of that fact's proof in the article's text, from 0"),
    _count("char_end", "Character after the proof's last one"),
    _text("reason", "Why it is settled or not, in words"),
    _key("commitment_key", "commitment_id"),
    _load_number(),
    comment="One announced act over all articles",
)

commitment_link = Table(
    "commitment_link",
    STORE,
    _text("commitment_id", "The commitment, as in store.commitment"),
    _text("fact", "Name of the view in report that shows the fact"),
    _fact_id(),
    _article_id(),
    _text("step", "announced, repeated, moved, done"),
    _day("told_on", "Day of the article; of an undated one the last day it can be"),
    _day("due_from", "First day of the time it is due in, as told there"),
    _day("due_until", "Last day of the time it is due in, as told there"),
    _text("reason", "Why the fact belongs to the commitment, in words"),
    _count("char_start", "First character of the proof in the article's text, from 0"),
    _count("char_end", "Character after the proof's last one"),
    _key("commitment_key", "commitment_id"),
    _key("fact_key", "fact_id"),
    _key("article_key", "article_id"),
    _load_number(),
    comment="One fact's part in one commitment",
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
    _text("cited_as", "The name under which others cite it, as in seeds/tables/agencies.csv; else its own"),
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

name_form = Table(
    "name_form",
    REFERENCE,
    _text("kind", "person, organization, place"),
    _text("name", "Canonical name"),
    _text("form", "How it is written"),
    comment="One listed way to write one name, in any language",
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

# --- resolved over articles: made of the facts above and of the reference tables, kept up by etl/resolving.py ---------


def _sighting() -> list[Column[Any]]:
    """What the articles of one day say of one holder or member."""
    return [
        _text("status", "As in the facts"),
        _day("seen_on", "The day they say it of"),
        _count("articles", "Articles that say it"),
        Column("outlets", LIST, comment="Who printed them"),
        _day("known_on", "Day from which the first of them is known"),
        _text("article_id", "The first of them to be known"),
        _text("fact_id", "The fact it says it with"),
        *_told("begins", "First day it can have begun on"),
        *_told("ends", "Last day it can have ended on"),
    ]


def _told(end: str, comment: str) -> list[Column[Any]]:
    return [
        _day(f"{end}_on", f"{comment}, as the first article that tells it has it"),
        _day(f"{end}_known_on", "Day from which that article is known"),
        _text(f"{end}_article_id", "That article"),
        _text(f"{end}_fact_id", "The fact it tells it with"),
    ]


def _stretch() -> list[Column[Any]]:
    return [
        _text("status", "As in the reference tables or the facts; former where only the past of it is known"),
        _day("valid_from", "First day; of a month or year the first it can mean; empty where nothing tells it"),
        _day("valid_until", "Last day; of a month or year the last it can mean; empty while it lasts or if not known"),
        _text("basis", "reference where the reference tables list it, text where only articles tell of it"),
        _text("valid_from_basis", "Who tells the first day: reference, text"),
        _text("valid_from_article_id", "An article that tells the first day"),
        _text("valid_from_fact_id", "The fact it tells it with"),
        _text("valid_until_basis", "Who tells the last day: reference, text"),
        _text("valid_until_article_id", "The first article that tells the last day, or that it is over"),
        _text("valid_until_fact_id", "The fact it tells it with"),
        _day("over_on", "First day of which it was told as past, where nothing tells the last day"),
        _day("past_on", "First day of which it was told as past, also where another article tells the last day"),
        _text("past_article_id", "The article that tells it as past"),
        _day("past_known_on", "Day from which that article is known"),
        _day("valid_from_known_on", "Day from which its first day is known; empty where nothing tells one"),
        _day("known_from", "Day from which it is known; empty where the reference does not date it"),
        _text("known_article_id", "The article it is known from; empty where the reference dates it no later"),
        _text("known_fact_id", "The fact it tells it with"),
        _day("end_known_on", "Day from which its end, or that it is over, is known"),
        _day("seen_from", "First day an article says it of"),
        _text("seen_from_article_id", "The article that says it of the first day"),
        _day("seen_from_known_on", "Day from which that article is known"),
        _text("seen_from_fact_id", "The fact it says it with"),
        _day("seen_until", "Last day an article says it of"),
        _text("seen_until_article_id", "The article that says it of the last day"),
        _text("seen_until_fact_id", "The fact it says it with"),
        _count("articles", "Articles that say it"),
        _text("valid_from_text", "First day as the reference says it: year, month or day"),
        _text("valid_until_text", "Last day as the reference says it: year, month or day"),
    ]


def _listed() -> list[Column[Any]]:
    """What the reference tells of one stretch."""
    return [
        _text("status", "held, acting, member, observer, …"),
        _text("valid_from_text", "First day as the reference says it: year, month or day"),
        _text("valid_until_text", "Last day as the reference says it: year, month or day"),
    ]


def _decided_on() -> Column[Any]:
    return _text("decided_on", "Day of the decision as the reference says it")


def _status_words() -> list[Column[Any]]:
    return [
        _text("status_name", "The status in the organization's own word of that time"),
        _text("note", "Remark"),
    ]


OFFICE_KEY = ("person", "position", "body")
MEMBERSHIP_KEY = ("organization", "member")
_HOLDER, _MEMBER = (f"concat_ws(chr(31), {', '.join(key)})" for key in (OFFICE_KEY, MEMBERSHIP_KEY))


def _office() -> list[Column[Any]]:
    return [
        _text("person", "Canonical name"),
        _text("position", "The one name of the office, as core.office gives it"),
        _text("body", "Organization, or ISO code of a country"),
    ]


def _belonging() -> list[Column[Any]]:
    return [
        _text("organization", "The organization"),
        _text("member", "ISO code of a country, or an organization"),
    ]


office_seen = Table(
    "office_seen",
    STORE,
    *_office(),
    *_sighting(),
    _key("holder_key", _HOLDER),
    _key("article_key", "article_id"),
    _load_number(),
    comment="What the articles of one day say of one person in one office",
)

membership_seen = Table(
    "membership_seen",
    STORE,
    *_belonging(),
    *_sighting(),
    _key("holder_key", _MEMBER),
    _key("article_key", "article_id"),
    _load_number(),
    comment="What the articles of one day say of one member of one organization",
)

office_stretch = Table(
    "office_stretch",
    STORE,
    *_office(),
    *_stretch(),
    _decided_on(),
    *_origin(),
    _key("holder_key", _HOLDER),
    _load_number(),
    comment="One stretch of one person in one office, of reference tables and articles",
)

membership_stretch = Table(
    "membership_stretch",
    STORE,
    *_belonging(),
    *_stretch(),
    *_status_words(),
    *_origin(),
    _key("holder_key", _MEMBER),
    _load_number(),
    comment="One stretch of one status of one member, of reference tables and articles",
)

LISTED = "One row of the reference table as it was when stretches were made last: who is listed otherwise is made anew"
office_listed = Table("office_listed", STORE, *_office(), *_listed(), _decided_on(), *_origin(), comment=LISTED)
membership_listed = Table(
    "membership_listed", STORE, *_belonging(), *_listed(), *_status_words(), *_origin(), comment=LISTED
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
    act_reported,
)
