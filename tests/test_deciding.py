"""What persons decide, through the whole walk: laid over the facts, found again, back for review, withdrawn."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from etl import deciding, retagging, settings, steps, tag
from etl.deciding import Asked
from etl.errors import InputError, WarehouseError
from etl.load import decisions, warehouse
from etl.load.tables import FACTS, STORE
from etl.model import Article, Facts
from etl.report import checks
from tests.making import Home

PAGE = """<html lang="de"><head><link rel="canonical" href="https://de.rt.com/{name}"><title>{name}</title>
<meta name="publish-date" content="2024-05-06T10:00:00+02:00"></head>
<body><article><div class="ArticleView-text">{paragraphs}</div></article></body></html>"""
VISIT = [
    "Der OVKS-Generalsekretär Imangali Tasmagambetow ist am Montag in Minsk eingetroffen.",
    "Der kasachische Botschafter Askar Bejsenbajew traf dort den belarussischen Präsidenten Alexander Lukaschenko.",
    "Armenien sei weiterhin Mitglied der OVKS, sagte Askar Bejsenbajew am Montag.",
]
SUMMIT = [
    "Am 4. Juli 2024 hat in Astana der Gipfel der SOZ stattgefunden, an dem Wladimir Putin und Xi Jinping teilnahmen.",
    "Die SOZ will bis Ende 2025 einen Fahrplan unterzeichnen, kündigte Kasachstans Präsident Kassym-Jomart Tokajew an.",
    "Tokajew empfing den Botschafter Askar Bejsenbajew.",
]
OTHER = [
    "Der Gipfel der SOZ fand am 4. Juli in Astana statt, Gastgeber war Kassym-Jomart Tokajew.",
    "Die SOZ will bis Ende 2025 einen Fahrplan unterzeichnen, hieß es in der Mitteilung des Außenministeriums.",
]
SHOWN = ("mentions", "occupancies_reported", "quotations", "memberships_reported", "meeting_articles", "evidence")
SHOWN += ("meeting_participants", "commitments_reported", "unresolved_names", "review")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def put(inbox: Path, name: str, paragraphs: list[str]) -> None:
    text = "".join(f"<p>{p}</p>" for p in paragraphs)
    (inbox / f"{name}.html").write_text(PAGE.format(name=name, paragraphs=text), "utf-8")


def all_three(inbox: Path) -> None:
    for name, paragraphs in (("visit", VISIT), ("summit", SUMMIT), ("other", OTHER)):
        put(inbox, name, paragraphs)


def decide(verdict: str, *about: str, **more: Any) -> str:
    """Decides one thing and returns the decision's id."""
    [row] = deciding.decide([Asked(verdict, about, "Anna", **more)])
    return str(row["decision_id"])


def shown(home: Home, *views: str) -> dict[str, list[tuple[Any, ...]]]:
    return {view: home.rows(f"select * from report.{view} order by all") for view in views or SHOWN}


def ambassador(home: Home) -> str:
    [(fact_id,)] = home.rows(
        "select fact_id from report.occupancies_reported where position = 'Botschafter' and body = 'KZ'"
    )
    return str(fact_id)


def states(home: Home) -> list[tuple[Any, ...]]:
    return home.rows("select verdict, state from report.decisions order by decided_at")


def offices(home: Home) -> set[tuple[Any, ...]]:
    return set(home.rows("select person, position, body, status from report.occupancies_reported"))


AMBASSADOR = ("Askar Bejsenbajew", "Botschafter", "KZ", "held")


def test_a_wrong_fact_leaves_every_view_and_comes_back_as_it_was_read(home: Home, inbox: Path) -> None:
    put(inbox, "visit", VISIT)
    home.read("one", inbox)
    before, fact_id = shown(home), ambassador(home)
    wrong = decide("wrong", fact_id, note="nur Gast")
    assert AMBASSADOR not in offices(home)
    assert home.rows(f"select * from report.evidence where fact_id = '{fact_id}'") == []
    [(dag_id, trigger, result)] = home.rows("select dag_id, trigger, result from report.runs where run_id <> 'one'")
    assert (dag_id, trigger, result) == ("decide", "manual", "published")
    assert "no row of articles or facts was touched" in home.read("two", inbox)
    assert AMBASSADOR not in offices(home), "a run that reads the same changes nothing"
    decide("withdrawn", wrong)
    assert shown(home) == before
    assert states(home) == [("wrong", "withdrawn"), ("withdrawn", "withdrawn")]


def test_an_edited_fact_keeps_its_proof_and_a_later_decision_replaces_an_earlier(home: Home, inbox: Path) -> None:
    put(inbox, "visit", VISIT)
    home.read("one", inbox)
    before, fact_id = shown(home), ambassador(home)
    proof = f"select surface, char_start, char_end, rule, decided from report.evidence where fact_id = '{fact_id}'"
    [(*read, nothing)] = home.rows(proof)
    decide("edited", fact_id, edits={"status": "former", "body": "Russland"})
    assert ("Askar Bejsenbajew", "Botschafter", "RU", "former") in offices(home)
    assert home.rows(proof) == [(*read, "edited")] and nothing is None
    decide("edited", fact_id, edits={"person": "Kassym-Jomart Tokajew"})
    assert ("Kassym-Jomart Tokajew", "Botschafter", "KZ", "held") in offices(home), "each edit is of what was read"
    last = decide("correct", fact_id)
    assert AMBASSADOR in offices(home) and home.rows(proof) == [(*read, "correct")]
    assert states(home) == [("edited", "superseded"), ("edited", "superseded"), ("correct", "applied")]
    with pytest.raises(InputError, match="not in force any more: superseded"):
        decide("withdrawn", home.rows("select decision_id from report.decisions order by decided_at")[0][0])
    decide("withdrawn", last)
    assert shown(home) == before


def test_where_the_sentence_changed_a_decision_waits_until_it_is_confirmed(home: Home, inbox: Path) -> None:
    put(inbox, "visit", VISIT)
    home.read("one", inbox)
    wrong = decide("wrong", ambassador(home))
    put(inbox, "visit", [VISIT[0].replace("Montag", "Dienstag"), VISIT[1].replace(" Botschafter", "\u00a0Botschafter")])
    assert "1 changed" in home.read("two", inbox)
    assert states(home) == [("wrong", "applied")], "another sentence changed, and this one is only spaced otherwise"
    assert AMBASSADOR not in offices(home)
    put(inbox, "visit", [VISIT[0], VISIT[1].replace("traf dort", "traf am Abend")])
    home.read("three", inbox)
    assert AMBASSADOR in offices(home), "not applied silently"
    [(key, question)] = home.rows("select key, question from report.review where kind = 'decision'")
    assert key == wrong and "the sentence around it has changed" in question
    decide("confirmed", key)
    assert AMBASSADOR not in offices(home)
    assert states(home) == [("wrong", "superseded"), ("wrong", "applied")]
    assert home.rows("select * from report.review where kind = 'decision'") == []
    put(inbox, "visit", [VISIT[0], "Mehr wurde nicht bekannt."])
    home.read("four", inbox)
    [(state, reason)] = home.rows("select state, reason from report.decisions where replaced_by is null")
    assert (state, reason) == ("review", "its words no longer stand in the text")
    [(last,)] = home.rows("select decision_id from report.decisions where replaced_by is null")
    with pytest.raises(InputError, match="nothing to confirm"):
        decide("confirmed", last)


def test_a_decision_outlives_rules_and_notices_another_reading(
    home: Home, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox, "visit", VISIT)
    home.read("one", inbox)
    decide("edited", ambassador(home), edits={"body": "UZ"})
    read, change = tag.facts, {"rule": "occupancy.de.apposition_organization"}

    def other_rules(article: Article, known: tag.Seeds) -> Facts:
        facts = read(article, known)
        made = []
        for o in facts.occupancies:
            if o.position == "Botschafter":
                start = o.char_start - 4
                o = replace(o, char_start=start, surface=article.text[start : o.char_end], **change)
            made.append(o)
        return replace(facts, occupancies=tuple(o for o in made if o.status != "former" or "gone" not in o.rule))

    monkeypatch.setattr(tag, "facts", other_rules)
    assert "1 retagged" in home.read("two", inbox)
    assert ("Askar Bejsenbajew", "Botschafter", "UZ", "held") in offices(home), "rule, id and surface are others now"
    change["body"] = "UZ"
    home.read("three", inbox)
    [(state, reason)] = home.rows("select state, reason from report.decisions")
    assert (state, reason) == ("applied", "the rules read it so by now")
    change["body"] = "GE"
    home.read("four", inbox)
    [(state, reason)] = home.rows("select state, reason from report.decisions")
    assert (state, reason) == ("review", "it is read otherwise now: body GE instead of KZ")
    assert ("Askar Bejsenbajew", "Botschafter", "GE", "held") in offices(home)


def test_what_was_wrong_and_is_read_no_more_needs_nobody(
    home: Home, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox, "visit", VISIT)
    home.read("one", inbox)
    decide("wrong", ambassador(home))
    read = tag.facts
    monkeypatch.setattr(tag, "facts", lambda a, k: replace(read(a, k), occupancies=()))
    home.read("two", inbox)
    [(state, reason)] = home.rows("select state, reason from report.decisions")
    assert state == "applied" and "nothing like it is read there" in reason


def test_a_name_that_is_another_ones_is_that_one_everywhere_and_in_what_comes_later(home: Home, inbox: Path) -> None:
    put(inbox, "visit", VISIT)
    home.read("one", inbox)
    before = shown(home)
    name, known = "Askar Bejsenbajew", "Nurlan Jermekbajew"
    same = decide("same", name, known)
    put(inbox, "summit", SUMMIT)
    home.read("two", inbox)
    for view, column in (
        ("mentions", "name"),
        ("occupancies_reported", "person"),
        ("quotations", "speaker"),
        ("meeting_participants", "participant"),
    ):
        assert home.rows(f"select count(*) from report.{view} where {column} = '{name}'") == [(0,)], view
        assert home.rows(f"select count(*) > 0 from report.{view} where {column} = '{known}'") == [(True,)], view
    assert home.rows(f"select * from report.unresolved_names where name = '{name}'") == []
    (inbox / "summit.html").unlink()
    fact_id = home.rows(
        "select fact_id from report.occupancies_reported where body = 'KZ' and position = 'Botschafter'"
    )
    edited = decide("edited", fact_id[0][0], edits={"status": "former"})
    assert (known, "Botschafter", "KZ", "former") in offices(home), "an edited fact is renamed too"
    decide("withdrawn", same)
    assert (name, "Botschafter", "KZ", "former") in offices(home)
    decide("withdrawn", edited)
    of_visit = shown(home, "occupancies_reported")["occupancies_reported"]
    assert [row for row in before["occupancies_reported"] if row not in of_visit] == []


def test_a_surname_is_somebodys_in_one_article_only(home: Home, inbox: Path) -> None:
    put(inbox, "visit", VISIT)
    put(inbox, "summit", SUMMIT)
    home.read("one", inbox)
    name, known = "Askar Bejsenbajew", "Nurlan Jermekbajew"
    decide("same", name, known, article="visit.html")
    assert home.rows(f"select distinct person from report.occupancies_reported where person in ('{name}', '{known}')"
                     " order by all") == [(name,), (known,)]  # fmt: skip
    put(inbox, "visit", [VISIT[0], VISIT[1].replace("Der kasachische", "Der neue kasachische")])
    home.read("two", inbox)
    assert states(home) == [("same", "review")]
    assert home.rows(f"select count(*) from report.mentions where name = '{known}'") == [(0,)]


def test_tellings_of_meetings_are_one_or_not_by_decision(home: Home, inbox: Path) -> None:
    all_three(inbox)
    home.read("one", inbox)
    ids = [i for (i,) in home.rows("select fact_id from report.meeting_articles where kind = 'summit' order by 1")]
    tellings = dict(home.rows("select fact_id, telling_id from store.meeting_reported"))
    conf = settings.load()
    same = decide("same", *ids)

    def pairs() -> decisions.Pairs:
        with warehouse.open_work_file(conf, read_only=True) as work:
            return decisions.pairs(work, "meeting")

    assert {frozenset(pair) for pair in pairs().same} == {frozenset(tellings[i] for i in ids)} and not pairs().not_same
    decide("not_same", *(tellings[i] for i in reversed(ids)))
    assert states(home) == [("same", "superseded"), ("not_same", "applied")] and len(pairs().not_same) == 1
    put(inbox, "other", [OTHER[0].replace("fand am", "begann am"), OTHER[1]])
    home.read("two", inbox)
    assert pairs() == decisions.Pairs()
    assert states(home)[-1] == ("not_same", "review")
    with pytest.raises(InputError, match="not in force"):
        decide("withdrawn", same)


def test_a_meeting_that_is_wrong_leaves_with_its_participants_and_comes_back(home: Home, inbox: Path) -> None:
    put(inbox, "summit", SUMMIT)
    home.read("one", inbox)
    views = ("meetings", "meeting_participants", "meeting_articles")
    before = shown(home, *views)
    [(fact_id,)] = home.rows("select fact_id from report.meeting_articles where kind = 'summit'")
    decision = decide("wrong", fact_id)
    assert home.rows("select count(*) from report.meetings where kind = 'summit'") == [(0,)]
    assert home.rows("select participant from report.meeting_participants where participant = 'Xi Jinping'") == []
    decide("withdrawn", decision)
    assert shown(home, *views) == before


def test_both_articles_of_a_pair_are_resolved_again_when_one_is_loaded(
    home: Home, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_three(inbox)
    home.read("one", inbox)
    decide("not_same", *(i for (i,) in home.rows("select fact_id from report.meeting_articles where kind = 'summit'")))
    seen: list[set[str]] = []
    monkeypatch.setattr(
        steps.resolving, "refresh", lambda work: seen.append({i for (i,) in work.rows("from touched")}) or {}
    )
    put(inbox, "other", [*OTHER, "Mehr wurde nicht bekannt."])
    home.read("two", inbox)
    named = {i for (i,) in home.rows("select article_id from report.articles where file_name <> 'visit.html'")}
    assert seen == [named]


def test_decisions_of_another_machine_give_the_same_whenever_they_come(
    home: Home, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_three(inbox)
    home.read("one", inbox)
    decide("edited", ambassador(home), edits={"status": "former"})
    decide("same", "Askar Bejsenbajew", "Nurlan Jermekbajew")
    decide("not_same", *(i for (i,) in home.rows("select fact_id from report.meeting_articles where kind = 'summit'")))
    [(date_,)] = home.rows("select fact_id from report.mentions where kind = 'date' and value = '2024-07-04' limit 1")
    decide("withdrawn", decide("wrong", date_))
    assert deciding.export(tmp_path / "decisions.jsonl") == 5
    wanted, made = shown(home), home.rows("select * from report.decisions order by decision_id")
    with warehouse.open_work_file(settings.load()) as work:
        deciding.everything(work)
        assert checks.prove(work) > 10
        assert work.rows("select * from report.evidence order by all") == wanted["evidence"]

    for number, comes_first in enumerate((True, False)):
        fresh = Home(tmp_path / f"fresh{number}")
        monkeypatch.setenv("BLOCWATCH_HOME", str(fresh.folder))
        if comes_first:
            deciding.take_in(tmp_path / "decisions.jsonl")
            assert {state for _, state in states(fresh)} == {"waiting", "withdrawn", "applied"}
        for name in ("other", "visit", "summit"):  # one by one, in another order
            (tmp_path / f"{number}{name}").mkdir()
            (tmp_path / f"{number}{name}" / f"{name}.html").write_bytes((inbox / f"{name}.html").read_bytes())
            fresh.read(name, tmp_path / f"{number}{name}")
        deciding.take_in(tmp_path / "decisions.jsonl")
        assert shown(fresh) == wanted
        assert fresh.rows("select * from report.decisions order by decision_id") == made
        assert deciding.take_in(tmp_path / "decisions.jsonl") == [], "known ones are left alone"


def test_a_decision_follows_a_text_to_the_article_that_holds_it(
    home: Home, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = [*VISIT, *OTHER]
    put(inbox, "z", long)
    home.read("one", inbox)
    decide("wrong", ambassador(home))
    deciding.export(tmp_path / "decisions.jsonl")
    monkeypatch.setenv("BLOCWATCH_HOME", str(tmp_path / "fresh"))
    fresh = Home(tmp_path / "fresh")
    put(inbox, "a", long)
    assert "1 duplicate" in fresh.read("one", inbox)
    deciding.take_in(tmp_path / "decisions.jsonl")
    assert fresh.rows("select file_name from report.articles") == [("a.html",)]
    assert AMBASSADOR not in offices(fresh) and states(fresh) == [("wrong", "applied")]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (("wrong", "f" * 32), "there is no fact"),
        (("edited", "FACT"), "say what is right"),
        (("edited", "FACT", {"body": "XX"}), "neither a listed organization nor an ISO code"),
        (("edited", "FACT", {"status": "gone"}), "allowed: held, acting, former, designated"),
        (("edited", "FACT", {"person": "Max Mustermann"}), "no table lists a person 'Max Mustermann'"),
        (("edited", "FACT", {"surface": "x"}), "'surface' cannot be edited here"),
        (("edited", "FACT", {"as_of": "gestern"}), "'gestern' is no day"),
        (("edited", "FACT", {"body": "KZ"}), "that is what was read"),
        (("same", "Bejsenbajew", "Nurlan Jermekbajew"), "no table lists a person 'Bejsenbajew'"),
        (("same", "Nurlan Jermekbajew", "Askar Bejsenbajew"), "put the listed name second"),
        (("same", "Nurlan Jermekbajew", "Wladimir Putin"), "make them one row in persons.csv"),
        (("same", "FACT", "OTHER"), "these facts are neither"),
        (("same", "FACT", "Wladimir Putin"), "name two persons, or give the ids"),
        (("withdrawn", "f" * 32), "there is no decision"),
        (("perhaps", "FACT"), "'perhaps' is no verdict"),
    ],
    ids=lambda v: v[:30] if isinstance(v, str) else "-".join(map(str, v[0:1] + v[2:])),
)
def test_what_cannot_be_decided_is_said_and_nothing_is_written(
    visited: Home, asked: tuple[Any, ...], message: str
) -> None:
    facts = {"FACT": ambassador(visited), "OTHER": visited.rows("select min(fact_id) from report.mentions")[0][0]}
    before = shown(visited, "decisions", "runs", "evidence")
    verdict, *about = asked
    edits = about.pop() if isinstance(about[-1], dict) else {}
    with pytest.raises(InputError, match=message.replace("(", r"\(")):
        decide(verdict, *(facts.get(one, one) for one in about), edits=edits)
    assert shown(visited, "decisions", "runs", "evidence") == before


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A home that has read one article; tests leave it as it is."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("visited")
        patch.setenv("BLOCWATCH_HOME", str(folder / "home"))
        (folder / "in").mkdir()
        put(folder / "in", "visit", VISIT)
        home = Home(folder / "home")
        home.read("one", folder / "in")
        yield home


def test_what_contradicts_itself_is_refused(home: Home, inbox: Path) -> None:
    put(inbox, "visit", [*VISIT, "Auch der kasachische Botschafter Askar Bejsenbajow und der kasachische Botschafter "
                         "Marat Sulejmenow waren da."])  # fmt: skip
    home.read("one", inbox)
    a, b, c = "Askar Bejsenbajow", "Askar Bejsenbajew", "Nurlan Jermekbajew"
    decide("same", a, b)
    decide("same", b, c)
    assert c in {person for person, *_ in offices(home)} and not {a, b} & {person for person, *_ in offices(home)}
    for verdict, pair, message in (
        ("same", (a, c), "by earlier decisions"),
        ("not_same", (a, c), "cannot be the same and not the same"),
        ("same", (b, a), "by earlier decisions"),  # it would replace the first, and leave b two names that count
    ):
        with pytest.raises(InputError, match=message):
            decide(verdict, *pair)
    assert states(home) == [("same", "applied"), ("same", "applied")]


def test_a_check_that_fails_takes_everything_back(home: Home, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(inbox, "visit", VISIT)
    home.read("one", inbox)
    before, fact_id = shown(home), ambassador(home)

    def failing(work: object) -> int:
        raise WarehouseError("the work file is not published")

    monkeypatch.setattr(checks, "prove", failing)
    with pytest.raises(WarehouseError):
        decide("wrong", fact_id)
    with warehouse.open_work_file(settings.load()) as work:
        assert work.rows("select count(*) from store.decision") == [(0,)]
    assert shown(home) == before


def test_values_no_longer_allowed_come_back_for_review_and_stop_no_load(
    home: Home, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox, "visit", VISIT)
    home.read("one", inbox)
    decide("edited", ambassador(home), edits={"body": "UZ"})
    listed = deciding._lists()
    without = replace(listed, countries={code: name for code, name in listed.countries.items() if code != "UZ"})
    monkeypatch.setattr(deciding, "_lists", lambda: without)
    put(inbox, "visit", [*VISIT, "Mehr wurde nicht bekannt."])
    home.read("two", inbox)
    assert states(home) == [("edited", "review")] and AMBASSADOR in offices(home)


def test_a_file_of_decisions_that_was_changed_is_refused(home: Home, inbox: Path, tmp_path: Path) -> None:
    put(inbox, "visit", VISIT)
    home.read("one", inbox)
    decide("wrong", ambassador(home))
    path = tmp_path / "decisions.jsonl"
    deciding.export(path)
    row = json.loads(path.read_text("utf-8")) | {"decided_by": "Berta"}
    for text in (json.dumps(row), "[]", "{}", "nichts"):
        path.write_text(text + "\n", "utf-8")
        with pytest.raises(InputError, match="line 1 is no decision"):
            deciding.take_in(path)


def test_every_kind_of_fact_can_be_decided() -> None:
    assert set(decisions.TABLES.values()) == {table.name for table in FACTS}
    for name, table in decisions.TABLES.items():
        there = {column.name for column in STORE.tables[f"store.{table}"].columns}
        keys, edits = deciding.anchors.KEYS[name], deciding.editing.EDITABLE.get(name, {})
        assert set(keys) <= there - deciding.anchors.NO_VALUES, name
        assert set(edits) <= there - deciding.anchors.NO_VALUES, name


def test_a_re_tag_that_changes_nothing_keeps_what_was_decided(home: Home, inbox: Path) -> None:
    all_three(inbox)
    home.read("one", inbox)
    [(quotation,)] = home.rows("select fact_id from report.quotations where speaker = 'Askar Bejsenbajew' limit 1")
    tellings = [i for (i,) in home.rows("select fact_id from report.meeting_articles where kind = 'summit' order by 1")]
    decide("wrong", quotation)
    decide("edited", ambassador(home), edits={"status": "former"})
    decide("same", "Askar Bejsenbajew", "Nurlan Jermekbajew")
    decide("not_same", *tellings)
    views = (*(view for view in SHOWN if view != "review"), "meetings", "office_holders", "memberships", "commitments")
    before, decided = shown(home, *views), states(home)
    found = retagging.build(workers=0, size=2)
    assert [row for row in found.counted if row[2] != "same"] == []
    retagging.accept()
    assert shown(home, *views) == before
    assert states(home) == decided and {state for _, state in decided} == {"applied"}
    [(before_it,)] = home.rows("select max(load_number) from store.run")
    put(inbox, "later", [VISIT[0].replace("Montag", "Dienstag"), VISIT[1]])
    home.read("two", inbox)
    [(last, loaded)] = home.rows("select max(load_number), (select max(load_number) from store.article) from store.run")
    assert last == loaded > before_it, "what the next run loads is what its checks look at"
    assert home.rows("select count(*) from report.mentions where name = 'Askar Bejsenbajew'") == [(0,)]
