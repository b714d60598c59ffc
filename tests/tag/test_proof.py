"""Facts that do not hold are refused, each for its own reason; those of the samples hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from etl import tag
from etl.errors import DocumentError
from etl.model import Article, Facts
from etl.settings import SEEDS
from etl.tag import proof
from tests.making import article, read, tag_seeds

TEXT = (
    "Wladimir Putin empfing am 14. Juni 2023 in Moskau Stanislaw Sas. "
    "Die Präsidenten von Belarus und Kasachstan werden den Vertrag am 3. Juli 2023 unterzeichnen."
)


@pytest.fixture(scope="module")
def told() -> tuple[Article, Facts]:
    one = article(TEXT, published_on=date(2023, 6, 15))
    return one, tag.facts(one, tag_seeds())


def test_the_facts_of_the_samples_hold() -> None:
    for path in sorted((SEEDS / "articles").iterdir()):
        one = read(path.read_bytes(), path.name)
        proof.prove(one, tag.facts(one, tag_seeds()))


WRONG: dict[str, Callable[[Facts], Facts]] = {
    "characters -1 to": lambda f: replace(f, mentions=(replace(f.mentions[0], char_start=-1),)),
    "are «Wladimir»": lambda f: replace(f, mentions=(replace(f.mentions[0], char_start=0, char_end=8),)),
    "are «»": lambda f: replace(f, mentions=(replace(f.mentions[0], surface="", char_end=0),)),
    "kind is 'animal'": lambda f: replace(f, mentions=(replace(f.mentions[0], kind="animal"),)),  # type: ignore[arg-type]
    "status_told is None": lambda f: replace(f, meetings=(replace(f.meetings[0], status_told=None),)),  # type: ignore[arg-type]
    "held_from is 9999-12-31": lambda f: replace(f, meetings=(replace(f.meetings[0], held_from=date.max),)),
    "held_from 2023-06-14 is after held_until 2023-06-13": lambda f: replace(
        f, meetings=(replace(f.meetings[0], held_until=date(2023, 6, 13)),)
    ),
    "the same words tell of two meetings": lambda f: replace(
        f, meetings=(f.meetings[0], replace(f.meetings[0], status_told="planned"))
    ),
    "takes part in no meeting": lambda f: replace(f, meetings=()),
    "nobody is told": lambda f: replace(f, commitments=(replace(f.commitments[0], actors=()),)),
    "of the article other": lambda f: replace(f, mentions=(replace(f.mentions[0], article_id="other"),)),
}


@pytest.mark.parametrize("reason", WRONG)
def test_what_does_not_hold_is_refused_with_its_reason(told: tuple[Article, Facts], reason: str) -> None:
    one, facts = told
    proof.prove(one, facts)
    with pytest.raises(DocumentError, match=reason):
        proof.prove(one, WRONG[reason](facts))


def test_a_value_that_may_be_missing_may_be(told: tuple[Article, Facts]) -> None:
    one, facts = told
    proof.prove(one, replace(facts, meetings=(replace(facts.meetings[0], dated_by=None),)))
