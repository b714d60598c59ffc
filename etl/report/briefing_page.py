"""The page of a briefing in one language: sections with chart, table and sentences, rendered by a template."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from etl.harmless import harmless
from etl.report import charts, findings
from etl.report.findings import Findings, Row
from etl.report.proofs import Proof
from etl.report.words import Words, words

HERE = Path(__file__).parent
NEWS = ("articles", "meetings", "commitments", "begun", "ended", "quotations", "conflicts")
MEETING_STATUSES = ("held", "confirmed", "planned", "cancelled", "unknown")
COMMITMENT_STATUSES = ("open", "moved", "met", "missed", "unknown")
LANES = 9  # rows of the timeline; the meetings of other bodies share the last
NAMES = 4  # participants a table names


@dataclass(frozen=True)
class Cell:
    """What stands in a table: words, or a number that leads to its sentences."""

    text: str
    anchor: str | None = None
    is_number: bool = False
    language: str | None = None  # where it is not the page's
    state: str | None = None


@dataclass(frozen=True)
class Sentences:
    """The sentences behind one number, how many more there are, and how to ask for all."""

    anchor: str
    label: str
    proofs: list[Proof]
    more: int
    query: str


@dataclass(frozen=True)
class Figure:
    """A number with what it counts, and lines about what is in it."""

    cell: Cell
    noun: str
    lines: list[tuple[str, str]] = field(default_factory=list)  # a day in words, and what


@dataclass(frozen=True)
class Conflict:
    """Two readings side by side."""

    about: str
    kind: str
    verdict: str
    readings: list[tuple[str, str, str, Proof | None]]  # letter, value, articles in words, its sentence
    preferred: str | None


@dataclass
class Section:
    """A part of the page; what it has not is empty."""

    key: str
    figures: list[Figure] = field(default_factory=list)
    chart: Markup | None = None
    alt: str = ""
    columns: list[tuple[str, bool]] = field(default_factory=list)  # a heading, and whether numbers stand below
    table: list[list[Cell]] = field(default_factory=list)
    sentences: list[Sentences] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    shown_of: tuple[int, Cell] | None = None


def page(found: Findings, language: str) -> str:
    """The whole page."""
    making = _Page(found, words(language))
    sections = [] if found.known.is_empty else [make() for make in making.sections()]
    return _template().render(page=making, w=making.words, found=found, sections=sections, known=found.known)


class _Page:
    """Puts findings into the words of one language, a method a section."""

    def __init__(self, found: Findings, w: Words) -> None:
        self.found, self.words = found, w

    def sections(self) -> list[Callable[[], Section]]:
        stretched = [lambda name=name: self.stretches(name) for name in ("offices", "memberships")]
        told = [self.news, self.meetings, self.network, *stretched, self.commitments]
        return [*told, self.topics, self.conflicts, self.sources]

    # --- the sections -------------------------------------------------------------------------------------------------

    def news(self) -> Section:
        w, section = self.words, Section("news")
        for what in NEWS:
            rows = [row for row in self.found.rows["news"] if row["what"] == what]
            total = rows[0]["total"] if rows else 0
            anchor = findings.anchor("news", what)
            noun = w.plural("news", what, total)
            lines = [(w.day(row["on_day"]), self._news_line(row)) for row in rows]
            section.figures.append(Figure(self._number(total, anchor), noun, lines))
            if rows:
                proofs = [proof for row in rows for proof in self.found.proofs.get(row["anchor"], [])]
                query = NEWS_QUERIES[what].format(new=findings.is_new(self.found))
                label = f"{w.number(total)} {noun}"
                section.sentences.append(Sentences(anchor, label, proofs, max(total - len(proofs), 0), query))
        return section

    def _news_line(self, row: Row) -> str:
        w, what = self.words, row["what"]
        if what == "articles":
            return row["name"] or w("page", "untitled")
        if what == "quotations":
            return _colon(
                row["name"] or w("page", "unknown_speaker"), w("page", "said", text=_short(row["about"], 110))
            )
        if what == "conflicts":
            return _colon(_comma(w.country(row["name"]), w.country(row["place"])), self._property(row["kind"]))
        if what == "meetings":
            return _comma(row["name"] or w("meeting_kind", row["kind"]), row["about"], w.country(row["place"]))
        if what == "commitments":
            return _colon(w.countries(row["name"].split(", ")), self._act(row["kind"], row["about"]))
        return _colon(w.country(row["name"]), _comma(w("status", row["kind"]), w.country(row["about"])))

    def meetings(self) -> Section:
        w, rows = self.words, self.found.rows["meetings"]
        section = Section("meetings")
        counts = {row["key"]: row for row in self.found.rows["meeting_counts"]}
        for status in MEETING_STATUSES:
            if row := counts.get(status):
                label = f"{w.number(row['total'])} {w('meeting_status', status)}"
                section.figures.append(Figure(self._number(row["total"], row["anchor"]), w("meeting_status", status)))
                query = MEETINGS_QUERY.format(status=_quoted(status))
                section.sentences.append(self._sentences(row, label, row["total"], query))
        bodies = [row["body"] for row in rows if row["body"]]
        lanes = sorted(set(bodies), key=lambda body: (-bodies.count(body), body))[:LANES]
        drawn = []
        for row in rows:
            name = row["title"] or w("meeting_kind", row["kind"])
            what = _comma(name, row["body"])
            label = _comma(what, w.country(row["place"]), w.days(row["held_from"], row["held_until"]))
            status = w("meeting_status", row["status"])
            lane = row["body"] if row["body"] in lanes else w("page", "other" if row["body"] else "none")
            drawn.append({"on": row["held_from"], "lane": lane, "status": row["status"], "status_told": status,
                          "label": f"{label} ({status})", "href": "#" + row["anchor"]})  # fmt: skip
            present = w.countries(row["participants"][:NAMES]) + (" …" if len(row["participants"]) > NAMES else "")
            day = Cell(w.days(row["held_from"], row["held_until"]))
            place, who = Cell(w.country(row["place"])), Cell(present)
            section.table.append(
                [day, Cell(what), place, who, Cell(status), self._number(row["articles"], row["anchor"])]
            )
            query = MEETING_QUERY.format(key=_quoted(row["key"]))
            section.sentences.append(self._sentences(row, label, row["articles"], query))
        section.columns = self._columns("day", "what", "where", "who", "status", "articles#")
        order = {lane: place for place, lane in enumerate([*lanes, w("page", "other"), w("page", "none")])}
        drawn.sort(key=lambda row: order[row["lane"]])
        if rows:
            first, last = w.day(rows[-1]["held_from"]), w.day(rows[0]["held_from"])
            self._draw(section, charts.timeline, drawn, n=w.number(len(rows)), first=first, last=last)
        total = sum(row["total"] for row in counts.values())
        if len(rows) < total and rows:
            section.shown_of = len(rows), Cell(w.number(total))
        return section

    def network(self) -> Section:
        w, rows = self.words, self.found.rows["pairs"]
        section = Section("network", columns=self._columns("person", "person", "meetings#", "first_on", "last_on"))
        drawn = []
        for row in rows:
            times = w.plural("counts", "times", row["meetings"])
            label = f"{row['person_a']} – {row['person_b']}: {times}"
            drawn.append({"a": row["person_a"], "b": row["person_b"], "n": row["meetings"], "label": label,
                          "href": "#" + row["anchor"]})  # fmt: skip
            days = Cell(w.day(row["first_on"])), Cell(w.day(row["last_on"]))
            count = self._number(row["meetings"], row["anchor"])
            section.table.append([Cell(row["person_a"]), Cell(row["person_b"]), count, *days])
            query = PAIR_QUERY.format(a=_quoted(row["person_a"]), b=_quoted(row["person_b"]))
            section.sentences.append(self._sentences(row, label, row["meetings"], query))
        if rows:
            persons = {row["a"] for row in drawn} | {row["b"] for row in drawn}
            top = drawn[0]["label"]
            self._draw(section, charts.network, drawn, persons=w.number(len(persons)), n=w.number(len(rows)), top=top)
            self._all(section, rows, "select * from report.who_met_whom order by meetings desc, last_on desc")
        return section

    def stretches(self, name: str) -> Section:
        w, rows = self.words, self.found.rows[name]
        what = ("person", "office") if name == "offices" else ("member", "status")
        section = Section(name, columns=self._columns(*what, "body", "from", "until", "seen", "basis", "articles#"))
        drawn = []
        for row in sorted(rows, key=lambda row: (row["body"] or "", row["post"] or "", -row["articles"], row["name"])):
            is_office = name == "offices"
            who, body, post = w.country(row["name"]), w.country(row["body"]), w("status", row["post"])
            if is_office and row["status"] != "held":
                post = f"{post} ({w('status', row['status'])})"
            label = _comma(who, post, body)
            first, last = row["valid_from"], row["valid_until"] or row["over_on"]
            seen = w.days(row["seen_from"], row["seen_until"]) if row["seen_from"] else ""
            told = _comma(
                *(w("page", word, day=w.day(day)) for word, day in (("since_day", first), ("until", last)) if day)
            )
            begins, ends = first or row["seen_from"], last or (self.found.newest if first else row["seen_until"])
            if begins and ends:
                drawn.append({"name": label, "begins": begins, "ends": max(begins, ends), "is_seen": not first,
                              "label": _colon(label, told or seen), "href": "#" + row["anchor"]})  # fmt: skip
            days = [Cell(w.day(first)), Cell(w.day(last)), Cell(seen), Cell(w("basis", row["basis"]))]
            count = self._number(row["articles"], row["anchor"])
            section.table.append([Cell(who), Cell(post), Cell(body), *days, count])
            view, columns = STRETCH_VIEWS[name]
            same = " and ".join(f"f.{c} is not distinct from {_quoted(row[k])}" for c, k in columns.items())
            query = STRETCH_QUERY.format(view=view, same=same)
            section.sentences.append(self._sentences(row, label, row["articles"], query))
        if drawn:
            self._draw(section, charts.stretches, drawn, n=w.number(len(drawn)))
        if rows:
            view = "office_holders" if name == "offices" else "memberships"
            self._all(section, rows, f"select * from report.{view} where articles > 0 order by articles desc")
        return section

    def commitments(self) -> Section:
        w, section = self.words, Section("commitments")
        by_status = {s: [r for r in self.found.rows["commitments"] if r["status"] == s] for s in COMMITMENT_STATUSES}
        drawn: list[Row] = []
        for status, rows in by_status.items():
            told = w("commitment_status", status)
            if rows:
                self._commitment_figure(section, status, rows)
            for row in rows:
                act = self._act(row["action"], row["instrument"] or row["object"])
                who = w.countries(row["actors"])
                label = _colon(who, act)
                before = [date.fromisoformat(day) for day in row["previous_due"]]
                count = self._number(row["articles"], row["anchor"])
                section.table.append(
                    [Cell(w.day(row["due_until"])), Cell(who), Cell(act), Cell(told),
                     Cell(w.day(before[0]) if before else ""), count]
                )  # fmt: skip
                query = COMMITMENT_QUERY.format(key=_quoted(row["key"]))
                section.sentences.append(self._sentences(row, f"{label} ({told})", row["steps"], query))
                if row["due_until"] and len([d for d in drawn if d["status"] == status]) < 8:
                    drawn.append({"name": f"{row['anchor']}|{_short(label, 44)}", "due_on": row["due_until"],
                                  "status": status,
                                  "first_due": before[0] if before else row["due_until"], "status_told": told,
                                  "label": f"{label}, {w('page', 'until', day=w.day(row['due_until']))}: {told}",
                                  "href": "#" + row["anchor"]})  # fmt: skip
        section.columns = self._columns("due", "who", "what", "status", "moved_from", "articles#")
        if drawn:
            drawn.sort(key=lambda row: (row["due_on"], row["name"]), reverse=True)
            self._draw(section, charts.deadlines, drawn, n=w.number(len(drawn)))
        return section

    def _commitment_figure(self, section: Section, status: str, rows: list[Row]) -> None:
        """How many have a status: the sentences of the first of them, and how to ask for all."""
        w, total = self.words, rows[0]["total"]
        anchor = findings.anchor("commitments", status)
        told = w("commitment_status", status)
        proofs = [proof for row in rows[:3] for proof in self.found.proofs.get(row["anchor"], [])[:1]]
        section.figures.append(Figure(self._number(total, anchor), told))
        query = COMMITMENTS_QUERY.format(status=_quoted(status))
        section.sentences.append(
            Sentences(anchor, f"{w.number(total)} {told}", proofs, max(total - len(proofs), 0), query)
        )

    def topics(self) -> Section:
        w, rows = self.words, self.found.rows["topics"]
        section, drawn = Section("topics"), []
        months = _months(self.found.newest)
        by_topic: dict[str, dict[date, Row]] = {}
        for row in rows:
            by_topic.setdefault(row["topic"], {})[row["month"]] = row
        for topic, by_month in by_topic.items():
            cells = [Cell(w("topic", topic))]
            for month in months:
                found = by_month.get(month)
                count = w.number(found["articles"]) if found else "0"
                label = f"{w('topic', topic)}, {w.month(month)}"
                cells.append(self._number(found["articles"], found["anchor"]) if found else Cell("0", is_number=True))
                drawn.append({"topic": w("topic", topic), "month": f"{month}|{w.month(month, 'MMM yy')}",
                              "written": count,
                              "articles": found["articles"] if found else 0,
                              "label": f"{label}: {w.plural('counts', 'articles', found['articles'] if found else 0)}",
                              "href": "#" + found["anchor"] if found else None})  # fmt: skip
                if found:
                    query = TOPIC_QUERY.format(topic=_quoted(topic), month=month)
                    section.sentences.append(self._sentences(found, label, found["articles"], query))
            section.table.append(cells)
        section.columns = [(w("columns", "topic"), False), *((w.month(month, "MMM yy"), True) for month in months)]
        if rows:
            top = f"{w('topic', rows[0]['topic'])}, {w.plural('counts', 'articles', rows[0]['of_topic'])}"
            self._draw(section, charts.grid, drawn, n=w.number(len(by_topic)), top=top)
        return section

    def conflicts(self) -> Section:
        w, section, rows = self.words, Section("conflicts"), self.found.rows["conflicts"]
        for row in rows:
            about = w.country(row["subject"])
            if not about:
                name = row["meeting_title"] or w("meeting_kind", row["meeting_kind"] or "meeting")
                about = _comma(name, row["meeting_body"], w.country(row["meeting_place"]))
            readings = []
            for letter in ("a", "b"):
                proofs = self.found.proofs.get(row["anchor"] + ("-b" if letter == "b" else ""), [])
                n = row[f"articles_{letter}"]
                said = w.plural("counts", "articles", n) if n else w("conflict", "reference")
                value = self._value(row[f"value_{letter}"])
                readings.append((letter, value, said, proofs[0] if proofs else None))
            verdict = w.reason(row["reason"]).text
            section.conflicts.append(
                Conflict(_colon(about, self._property(row["property"])), w("conflict", row["kind"]), verdict, readings,
                         row["preferred"])
            )  # fmt: skip
        if rows:
            self._all(section, rows, "select * from report.conflicts order by last_on desc")
        return section

    def sources(self) -> Section:
        w, section, rows = self.words, Section("sources"), self.found.rows["sources"]
        columns = ("source", "state", "articles#", "of_year#", "last_article", "set_aside#", "why")
        section.columns = self._columns(*columns)
        drawn = []
        for row in rows:
            state = Cell(w("state", row["state"]) if row["state"] else w("page", "unlisted"), state=row["state"])
            because = w.reason(row["reason"] if row["state"] else None)
            why = Cell(because.text, language=because.language)
            section.table.append(
                [Cell(row["name"]), state, self._number(row["articles"], row["anchor"]),
                 self._number(row["of_year"], row["anchor"]), Cell(w.day(row["last_on"])),
                 Cell(w.number(row["set_aside"] or 0), is_number=True), why]
            )  # fmt: skip
            if row["articles"]:
                query = SOURCE_QUERY.format(source=_quoted(row["key"]))
                section.sentences.append(self._sentences(row, row["name"], row["articles"], query))
            if row["of_year"]:
                told = w.plural("counts", "articles", row["of_year"])
                drawn.append({"name": row["name"], "n": row["of_year"], "written": w.number(row["of_year"]),
                              "label": _colon(row["name"], told), "href": "#" + row["anchor"]})  # fmt: skip
        drawn = sorted(drawn, key=lambda row: (-row["n"], row["name"]))[:20]
        if drawn:
            self._draw(section, charts.bars, drawn, top=drawn[0]["label"])
        return section

    # --- what sections share ------------------------------------------------------------------------------------------

    def _number(self, n: int, anchor: str) -> Cell:
        """A number that leads to its sentences; none has none."""
        return Cell(self.words.number(n), anchor if n else None, is_number=True)

    def _sentences(self, row: Row, label: str, total: int, query: str) -> Sentences:
        proofs = self.found.proofs.get(row["anchor"], [])
        return Sentences(row["anchor"], label, proofs, max(total - len({p.article_id for p in proofs}), 0), query)

    def _all(self, section: Section, rows: list[Row], query: str) -> None:
        """How many there are beside those shown: their number leads to some sentences and to the question for all."""
        total, anchor = rows[0]["total"], f"all-{section.key}"
        if total <= len(rows):
            return
        w = self.words
        cell = self._number(total, anchor)
        section.shown_of = len(rows), cell
        label = w("page", "shown_of", shown=w.number(len(rows)), total=w.number(total))
        proofs = [proof for row in rows[:2] for proof in self.found.proofs.get(row["anchor"], [])[:1]]
        section.sentences.insert(0, Sentences(anchor, label, proofs, total - len(proofs), query))

    def _draw(self, section: Section, chart: Callable[..., str], rows: list[Row], **told: str) -> None:
        section.alt = harmless(self.words("alt", section.key, **told))
        shown = charts.Shown(self.words, section.alt, self.found.newest)
        section.chart = Markup(chart(rows, shown))  # made of escaped data by a writer of XML

    def _columns(self, *names: str) -> list[tuple[str, bool]]:
        """Headings; a mark stands behind those of numbers."""
        return [(self.words("columns", name.rstrip("#")), name.endswith("#")) for name in names]

    def _act(self, action: str, about: str | None) -> str:
        """What is to be done with whom or what, in the order of the language."""
        w = self.words
        return w("page", "act", action=w("action", action), about=w.country(about)).strip()

    def _property(self, told: str) -> str:
        """ "partner, SOZ, first day" in words; names stay."""
        if told.startswith("status in "):
            return f"{self.words('property', 'status in')} {told.removeprefix('status in ')}"
        w = self.words
        parts = [w.words["property"].get(part) or w("status", part) for part in told.split(", ")]
        return _comma(*map(w.country, parts))

    def _value(self, value: str | None) -> str:
        """A reading: a day, days, a status or a name."""
        if not value:
            return "–"
        try:
            days = [date.fromisoformat(day) for day in value.split("/")]
        except ValueError:
            return self.words.country(self.words("status", value))
        return self.words.days(days[0], days[-1])


# --- questions a reader can ask for all of what a number counts -------------------------------------------------------

PROOF = "a.published_on, a.title, a.url, f.surface"
OF_ARTICLE = "join report.articles as a on f.article_id = a.article_id"
NEW = "join (select * from report.articles where {new}) as a on f.article_id = a.article_id"
BY_DAY = "order by a.published_on desc"
TOLD_FIRST = (
    "select m.* from report.meetings as m where m.meeting_id not in (select f.meeting_id from report.meeting_articles"
    " as f join report.articles as a on f.article_id = a.article_id where not coalesce(a.{new}, false))"
    " order by m.held_from desc"
)


def _stretches(known_by: str) -> str:
    """Offices and statuses by the article they are known by."""
    new = f"{known_by} in (select article_id from report.articles where {{new}})"
    days = "valid_from, valid_until, seen_from, seen_until"
    offices = f"select person, position, body, {days} from report.office_holders where {new}"
    return f"{offices} union all select member, status, organization, {days} from report.memberships where {new}"


NEWS_QUERIES = {
    "articles": "select published_on, title, url from report.articles where {new} order by published_on desc",
    "meetings": TOLD_FIRST,
    "commitments": f"select f.*, a.title, a.url from report.commitment_history as f {NEW} where f.step = 'announced'",
    "begun": _stretches("status <> 'former' and known_article_id"),
    "ended": _stretches("valid_until_article_id"),
    "quotations": f"select f.speaker, f.text, {PROOF} from report.quotations as f {NEW} {BY_DAY}",
    "conflicts": (
        "select f.* from report.conflicts as f where exists (select 1 from report.articles as a"
        " where a.article_id in (f.article_a, f.article_b) and a.{new})"
    ),
}
MEETINGS_QUERY = (
    f"select m.held_from, m.kind, m.body, m.place, {PROOF} from report.meetings as m"
    f" join report.meeting_articles as f on m.meeting_id = f.meeting_id {OF_ARTICLE}"
    " where m.status = {status} order by m.held_from desc"
)
MEETING_QUERY = (
    f"select f.status_told, {PROOF} from report.meeting_articles as f {OF_ARTICLE}"
    f" where f.meeting_id = {{key}} {BY_DAY}"
)
PAIR_QUERY = (
    "select distinct m.* from report.meetings as m"
    " join report.meeting_participants as f on m.meeting_id = f.meeting_id"
    " join report.meeting_participants as g on m.meeting_id = g.meeting_id"
    " where f.participant = {a} and g.participant = {b} and m.status = 'held' order by m.held_from desc"
)
# by person and body: a stretch has one name of the office, articles have its synonyms
STRETCH_QUERY = (
    f"select f.*, a.published_on, a.title, a.url from report.{{view}} as f {OF_ARTICLE} where {{same}} {BY_DAY}"
)
STRETCH_VIEWS = {
    "offices": ("occupancies_reported", {"person": "name", "body": "body"}),
    "memberships": ("memberships_reported", {"member": "name", "organization": "body"}),
}
COMMITMENT_QUERY = "select * from report.commitment_history where commitment_id = {key} order by step_on"
COMMITMENTS_QUERY = "select * from report.commitments where status = {status} order by due_until desc"
TOPIC_QUERY = (
    f"select {PROOF} from report.article_topics as f {OF_ARTICLE}"
    f" where f.topic = {{topic}} and date_trunc('month', a.published_on) = date '{{month}}' {BY_DAY}"
)
SOURCE_QUERY = "select published_on, title, url from report.articles where source = {source} order by published_on desc"


def _quoted(value: str | None) -> str:
    return "null" if value is None else "'" + value.replace("'", "''") + "'"


def _months(newest: date) -> list[date]:
    """The first days of the twelve months up to that of the newest day."""
    last = newest.year * 12 + newest.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(last - 11, last + 1)]


def _comma(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def _colon(*parts: str | None) -> str:
    return ": ".join(part for part in parts if part)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _shown(value: object) -> str:
    return harmless(str(value))


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,  # titles and texts may hold anything
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown"] = _shown
    return environment.get_template("briefing.html")
