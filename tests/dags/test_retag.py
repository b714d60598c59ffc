"""The DAG `retag`: arrows, a form that refuses, real runs with a person who approves, rejects, or is not asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from etl import asking, retagging, steps, tag
from etl.model import Article, Facts
from etl.retagging import Difference
from tests.dags.conftest import answering, edges, states
from tests.dags.test_articles import files
from tests.making import Home


@pytest.fixture
def read(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Two articles were read. Reading costs a page more than it does here; the rules are not compiled anew."""
    monkeypatch.setattr(steps, "brief", list)
    home.read("one", files(tmp_path / "in", 1, 2))
    return home


@pytest.fixture
def learn(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Changes what a rule calls a place, and so what decides the result of a re-tag."""
    usual = tag.facts

    def make(name: str) -> None:
        def facts(article: Article, seeds: tag.Seeds) -> Facts:
            found = usual(article, seeds)
            mentions = tuple(replace(m, name=name) if m.kind == "place" else m for m in found.mentions)
            return replace(found, mentions=mentions)

        monkeypatch.setattr(tag, "facts", facts)
        monkeypatch.setattr(retagging, "_key", lambda: name)

    return make


def places(home: Home) -> set[str]:
    return {name for (name,) in home.rows("select distinct name from report.mentions where kind = 'place'")}


def run(airflow: Any, conf: dict[str, Any] | None = None) -> dict[str, str]:
    return states(airflow.dags["retag"].test(run_conf=conf or {}, logical_date=None))


def test_the_arrows(bag: Any) -> None:
    assert edges(bag.dags["retag"]) == {
        *{("choose", "prepare"), ("choose", "go_back"), ("prepare", "read"), ("read", "load"), ("load", "compare")},
        *{
            ("compare", "weigh"),
            ("compare", "approve"),
            ("weigh", "approve"),
            ("weigh", "accept"),
            ("weigh", "discard"),
        },
        *{("approve", "accept"), ("approve", "discard"), ("accept", "brief"), ("go_back", "brief")},
    }


def test_a_question_has_its_time(bag: Any) -> None:
    dag = bag.dags["retag"]
    assert dag.get_task("approve").response_timeout.days == 7
    assert dag.get_task("approve").defaults is None  # silence is no consent, and no refusal


@pytest.mark.parametrize(
    "wrong", [{"what": "accept"}, {"examples": -1}, {"batch_size": 0}], ids=lambda w: next(iter(w))
)
def test_the_form_refuses(bag: Any, wrong: dict[str, object]) -> None:
    from airflow.sdk.exceptions import ParamValidationError

    [(name, value)] = wrong.items()
    with pytest.raises(ParamValidationError):
        bag.dags["retag"].params.get_param(name).resolve(value)


def test_where_nothing_differs_nobody_is_asked(airflow: Any, read: Home) -> None:
    published = read.folder.joinpath("blocwatch.duckdb").resolve()
    became = run(airflow)
    assert became["discard"] == "success" and became["approve"] == became["accept"] == "skipped"
    assert read.folder.joinpath("blocwatch.duckdb").resolve() == published


def test_a_person_rejects_then_approves_and_it_can_be_gone_back(
    airflow: Any, read: Home, learn: Callable[[str], None]
) -> None:
    learn("Pinsk")
    with answering(lambda subject: ("Throw away", {"lose": False})) as asked:
        became = run(airflow)
    [(_, body)] = asked
    assert "differences" in body and "| mentions | place" in body.replace("\\", "") and "Pinsk" in body
    assert became["discard"] == "success" and became["accept"] == became["brief"] == "skipped"
    assert places(read) == {"Minsk"} and retagging.difference() is None

    with answering(lambda subject: ("Go live", {"lose": False})):
        became = run(airflow, {"batch_size": 1})
    assert became["accept"] == became["brief"] == became["read1"] == "success" and became["discard"] == "skipped"
    assert places(read) == {"Pinsk"}
    assert read.rows("select count(*) > 0 from report.fact_changes where change = 'changed'") == [(True,)]

    became = run(airflow, {"what": "back"})
    assert became["go_back"] == became["brief"] == "success" and became["prepare"] == became["load"] == "skipped"
    assert places(read) == {"Minsk"}


def test_what_was_read_and_not_answered_is_asked_again_at_once(
    read: Home, learn: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    learn("Pinsk")

    def whole() -> str:
        for share in retagging.begin():
            retagging.read_share(share)
        retagging.load_all()
        return asking.compared()

    first = whole()
    monkeypatch.setattr(steps, "tag", None)  # nothing is read a second time
    assert whole() == first and asking.next_step() == "approve"


def test_articles_text_cannot_become_markup() -> None:
    surface = "```\n<script>alert(1)</script> [a](http://evil.example) \u202egnitseb"
    rows = [("mentions", "person.`x`|y", "added", "a", surface, None, surface)]
    found = Difference([("mentions", "person.`x`|y", "added", 1)], rows, ["```"])
    lines = shown(found).splitlines()
    assert r"| mentions | person\.\`x\`\|y |" in lines[4]
    examples = "\n".join(lines[5:])
    assert "<" not in examples and "\u202e" not in examples and not re.search(r"(?<!\\)[`\[\]()!]", examples)
    items = [line for line in lines if line.lstrip().startswith("- ")]
    assert [item.index("-") for item in items] == [0, 2, 0], "a fact, its value, an article that would be lost"
    assert items[-1] == r"- \`\`\`"


def shown(found: Difference) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(retagging, "finish", lambda examples: found)
        return asking.compared()


@pytest.mark.parametrize(
    ("counted", "lost", "needless", "task"),
    [
        ([("mentions", "a", "changed", 1)], [], False, "approve"),
        ([("mentions", "a", "same", 1)], ["a.txt"], False, "approve"),
        ([("mentions", "a", "same", 1)], [], False, "accept"),
        ([("mentions", "a", "same", 1)], [], True, "discard"),
    ],
    ids=["differs", "loses", "other-tables", "same"],
)
def test_who_decides(
    monkeypatch: pytest.MonkeyPatch, counted: list[Any], lost: list[str], needless: bool, task: str
) -> None:
    monkeypatch.setattr(retagging, "difference", lambda: Difference(counted, [], lost))
    monkeypatch.setattr(retagging, "is_needless", lambda: needless)
    assert asking.next_step() == task


@pytest.mark.parametrize(
    ("answers", "lose"),
    [(None, False), ({"params_input": {}}, False), ({"params_input": {"lose": True}}, True)],
    ids=["unasked", "no-word", "told"],
)
def test_articles_are_lost_only_when_a_person_says_so(
    monkeypatch: pytest.MonkeyPatch, answers: Any, lose: bool
) -> None:
    told = []
    monkeypatch.setattr(retagging, "accept", lambda force, since: told.append(force) or Path("kept"))
    asking.accept(answers)
    assert told == [lose]
