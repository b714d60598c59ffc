"""The DAG `review`: questions with their proofs, answers as decisions, nothing asked twice, nothing made markup."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from etl import asking, steps
from etl.errors import InputError
from etl.harmless import HARMFUL
from tests.dags.conftest import answering, edges, states
from tests.making import Home

NAMES = ("Kairat Abdrachmanowy", "Erlan Abdyldajewy")  # each nearly a listed person's
LISTED = ("Kairat Abdrachmanow", "Erlan Abdyldajew")
SPELLED = "Imangali Tasmagambetoff"
PAGE = """<html><meta property="article:published_time" content="2026-05-0{day}T10:00:00+02:00"><h1>Am {day}. Mai</h1>
<article><p>Der Botschafter {name} traf am {day}. Mai in Minsk den Präsidenten Alexander Lukaschenko{more}.</p>
<p>Die beiden sprachen über die Lage in der Region und über die Zusammenarbeit in der OVKS.</p></article></html>"""


def named(folder: Path, more: str = "") -> Path:
    """Two articles, each with a name that is nearly a listed person's."""
    folder.mkdir()
    for day, name in enumerate(NAMES, 1):
        (folder / f"{day}.html").write_text(PAGE.format(day=day, name=name, more=more), "utf-8")
    return folder


@pytest.fixture
def read(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setattr(steps, "brief", list)
    home.read("one", named(tmp_path / "in"))
    return home


def answer(option: str, by: str | None = "Anna") -> dict[str, Any]:
    return {"chosen_options": [option], "responded_by_user": {"id": "1", "name": by} if by else None}


def test_the_arrows(bag: Any) -> None:
    review = bag.dags["review"]
    assert edges(review) == {("gather", "ask"), ("gather", "decide"), ("ask", "decide"), ("decide", "brief")}
    assert review.get_task("ask").is_mapped


@pytest.mark.parametrize("wrong", [{"most": 0}, {"most": 101}, {"kinds": ["all"]}, {"kinds": []}], ids=str)
def test_the_form_refuses(bag: Any, wrong: dict[str, object]) -> None:
    from airflow.sdk.exceptions import ParamValidationError

    [(name, value)] = wrong.items()
    with pytest.raises(ParamValidationError):
        bag.dags["review"].params.get_param(name).resolve(value)


def test_a_person_answers_and_what_is_left_is_asked_again(airflow: Any, read: Home) -> None:
    def person(subject: str) -> tuple[str, dict[str, Any]]:
        return ("One person" if NAMES[0] in subject else asking.LATER), {}

    with answering(person) as asked:
        run = airflow.dags["review"].test(run_conf={"kinds": ["name"]}, logical_date=None)
    assert run.state == "success" and set(states(run).values()) == {"success"}
    assert len(asked) == 2 == len({subject for subject, _ in asked})
    assert read.rows("select verdict, surface, other_surface, decided_by, state from report.decisions") == [
        ("same", NAMES[0], LISTED[0], "Anna", "applied")
    ]
    assert [q["verdicts"]["One person"][1][0] for q in asking.questions(kinds=["name"])] == [NAMES[1]]

    with answering(lambda subject: (asking.LATER, {})):
        run = airflow.dags["review"].test(run_conf={"kinds": ["name"], "most": 1}, logical_date=None)
    assert states(run) == {"gather": "success", "ask": "success", "decide": "success", "brief": "skipped"}


def test_a_question_shows_the_sentences_of_both_sides(read: Home) -> None:
    [first, second] = [q["form"] for q in asking.questions(kinds=["name"])]
    bodies = first["body"] + second["body"]
    for name in NAMES:
        assert f"**{name}**" in bodies
    assert "traf am" in bodies and "generic" in bodies
    assert first["options"] == ["One person", "Two persons", asking.LATER]


@pytest.fixture
def doubtful(read: Home, tmp_path: Path) -> Home:
    """Also a spelling that no table lists, and two articles that contradict each other."""
    folder = tmp_path / "more"
    folder.mkdir()
    told = [
        f". Der Botschafter {SPELLED} sprach",
        ". Die Mongolei ist Mitglied der SOZ",
        ". Die Mongolei ist Beobachter der SOZ",
    ]
    for day, more in enumerate(told, 3):
        (folder / f"{day}.html").write_text(PAGE.format(day=day, name="Igor Petrischenko", more=more), "utf-8")
    read.read("two", folder)
    return read


def test_as_many_are_asked_as_wanted_and_of_each_kind_in_turn(doubtful: Home) -> None:
    everything = asking.questions(100)
    assert len(asking.questions(3)) == 3 < len(everything)
    verdicts = [next(iter(q["verdicts"].values()))[0] for q in asking.questions(3)]
    assert sorted(verdicts) == ["correct", "same", "wrong"], "a spelling, a name, a conflict"
    keys = [str(q["verdicts"]) for q in everything]
    assert len(keys) == len(set(keys))
    assert all("\n> " in q["form"]["body"] and "**" in q["form"]["body"] for q in everything)


def test_every_kind_of_answer_is_a_decision_and_is_not_asked_again(doubtful: Home) -> None:
    asked = asking.questions(100)
    first = [next(iter(q["verdicts"])) for q in asked]
    assert asking.decide(asked, [answer(option) for option in first]) == len(asked)
    assert set(doubtful.rows("select decided_by, note, state from report.decisions")) == {
        ("Anna", "answered in Airflow", "applied")
    }
    assert asking.questions(100) == []


def test_both_sides_of_a_conflict_may_stand(doubtful: Home) -> None:
    asked = asking.questions(100, ["conflict"])
    assert asked and asking.decide(asked, [answer("Both were said so") for _ in asked])
    assert asking.questions(100, ["conflict"]) == []


def test_silence_and_put_off_decide_nothing(read: Home) -> None:
    asked = asking.questions(kinds=["name"])
    published = read.folder.joinpath("blocwatch.duckdb").resolve()
    assert asking.decide(asked, [answer(asking.LATER), answer(asking.LATER, by=None)]) == 0
    assert read.folder.joinpath("blocwatch.duckdb").resolve() == published


def test_an_answer_that_cannot_be_any_more_is_said_and_stops_no_other(
    read: Home, caplog: pytest.LogCaptureFixture
) -> None:
    [first, second] = asking.questions(kinds=["name"])
    gone_id = "f" * 32
    gone = {**first, "verdicts": {"Read wrongly": ["wrong", [gone_id]]}}
    assert asking.decide([gone, second], [answer("Read wrongly"), answer("One person")]) == 1
    [warning] = [r.getMessage() for r in caplog.records if r.levelname == "WARNING"]
    assert warning.startswith(f"review: wrong {gone_id} cannot be: there is no fact")


def test_as_many_answers_as_questions(read: Home) -> None:
    with pytest.raises(InputError, match="2 questions and 1 answers"):
        asking.decide(asking.questions(kinds=["name"]), [answer("One person")])


def test_the_options_of_the_timeout_is_one_of_the_questions(bag: Any) -> None:
    assert bag.dags["review"].get_task("ask").partial_kwargs["defaults"] == asking.LATER


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "[hier](javascript:alert(1))",
        "![x](http://evil.example/x.png)",
        "**fett** _kursiv_ `code` ~~weg~~ # Titel > Zitat | Zelle",
        "1. eins\n\n- zwei\n\n    vier",
        "\u202egnitseb\u2066\u200b",
        "{{ 1 + 1 }} {% raw %}",
        "&lt;img src=x onerror=alert(1)&gt;",
        "http://evil.example www.evil.example wer@evil.example",
    ],
    ids=range(9),
)
def test_what_an_article_says_is_shown_as_text(evil: str) -> None:
    told = asking.escaped(evil)
    assert "\n" not in told and not HARMFUL.search(told.replace("\u200b", "")) and "<" not in told
    for sign in "*_`[]()#~|!{}":
        assert told.count(sign) == told.count(f"\\{sign}")
    assert "://e" not in told and "www." not in told.replace("\\", "") and "@e" not in told


def test_a_template_in_an_article_is_not_run(
    airflow: Any, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from etl import settings

    monkeypatch.setattr(steps, "brief", list)
    home.read("one", named(tmp_path / "in", more=", {{ 6 * 7 }} und &lt;b&gt;fett"))
    assert settings.load().home == home.folder
    with answering(lambda subject: (asking.LATER, {})) as asked:
        airflow.dags["review"].test(run_conf={"kinds": ["name"], "most": 1}, logical_date=None)
    [(_, body)] = asked
    assert "42" not in body and r"\{\{ 6 \* 7 \}\}" in body and "<b>" not in body


def test_without_a_file_nothing_is_asked(home: Home) -> None:
    assert asking.questions() == [] and asking.health() == []
