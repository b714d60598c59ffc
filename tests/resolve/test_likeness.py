"""Texts that are one text, nearly or in part, and such as only tell the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations

import pytest

from etl.load.warehouse import CANDIDATES, WORTH_COMPARING
from etl.model import Likeness
from etl.resolve.likeness import ALIKE, SAMPLED, fingerprint, likeness, runs, words
from etl.settings import SEEDS
from tests.making import article, read

TOLD = (
    "Der Generalsekretär der OVKS, Imangali Tasmagambetow, ist am Montag zu einem zweitägigen Besuch in Minsk "
    "eingetroffen. Auf dem Programm stehen Gespräche mit Präsident Alexander Lukaschenko und mit der Führung des "
    "Sicherheitsrates.\n\nIm Mittelpunkt sollen die Übungen stehen, die im Sommer auf belarussischem Gebiet geplant "
    "sind. Auch der Haushalt des Sekretariats wird zur Sprache kommen, teilte der Pressedienst der Organisation mit."
    "\n\nTasmagambetow hatte sein Amt im Januar 2023 angetreten. Es ist seine vierte Reise nach Belarus."
)
TOLD_OTHERWISE = (
    "Zwei Tage lang hält sich OVKS-Chef Tasmagambetow in der belarussischen Hauptstadt auf. Am Montag landete seine "
    "Maschine in Minsk, noch am selben Abend empfing ihn Lukaschenko.\n\nWie aus dem Sekretariat zu erfahren war, ging "
    "es vor allem um Manöver im Sommer sowie um die Frage, wer wie viel in die gemeinsame Kasse einzahlt. Mit dem "
    "Sicherheitsrat sind weitere Termine vereinbart.\n\nFür den Kasachen, seit Januar 2023 im Amt, ist es bereits der "
    "vierte Aufenthalt im Land."
)
ADDED = "Am Dienstag will der Generalsekretär nach Moskau weiterreisen, wo der Ständige Rat der Organisation tagt."


def found(a: str, b: str) -> Likeness | None:
    return likeness("a", a, "b", b)


def sampled_together(a: str, b: str) -> bool:
    """Whether the search over all history would bring the two texts together."""
    one, other = fingerprint(article(a)), fingerprint(article(b))
    shared = len({*one.shingles} & {*other.shingles})
    return shared * SAMPLED >= WORTH_COMPARING * min(len(words(a)), len(words(b)))


def test_the_same_words_are_the_same_text_however_they_are_set() -> None:
    other = TOLD.replace("\n\n", "\n").replace("ü", "u\u0308").replace(",", " ,").upper()
    assert found(TOLD, other) == Likeness("a", "b", 1.0, 1.0)
    assert fingerprint(article(TOLD)).text_id == fingerprint(article(other)).text_id


def test_one_word_more_is_another_text() -> None:
    assert fingerprint(article(TOLD)).text_id != fingerprint(article(TOLD + " Ende")).text_id


def test_a_paragraph_added_is_nearly_the_same() -> None:
    row = found(f"{TOLD}\n\n{ADDED}", TOLD)
    assert row and 0.75 < row.similarity < 1 and row.containment == 1


def test_a_text_cut_to_half_lies_in_the_longer_one() -> None:
    row = found(TOLD, TOLD[: len(TOLD) // 2])
    assert row and 0.4 < row.similarity < 0.6 and row.containment > 0.95


def test_the_same_event_in_other_words_is_another_text() -> None:
    assert found(TOLD, TOLD_OTHERWISE) is None
    assert not runs(TOLD) & runs(TOLD_OTHERWISE)


def test_the_order_of_the_two_makes_no_difference() -> None:
    cut = TOLD[:300]
    assert likeness("b", cut, "a", TOLD) == likeness("a", TOLD, "b", cut)


@pytest.mark.parametrize("text", ["", "Kurz.", "Wechselkurse am Montag: " + "1,23 " * 12])
def test_a_short_text_cannot_be_told_from_others(text: str) -> None:
    mark = fingerprint(article(text))
    assert (mark.text_id, mark.shingles) == (None, ())


def test_loading_knows_how_many_words_a_sampled_run_stands_for() -> None:
    assert f"p.shared * {SAMPLED} >= {WORTH_COMPARING} *" in CANDIDATES


def varied(text: str, chance: random.Random) -> Iterator[str]:
    """What outlets do to an agency's text: a word in twenty exchanged, sentences cut, moved, added."""
    parts = text.split("\n\n")
    yield "\n\n".join(p if chance.random() > 0.3 else p + " " + ADDED for p in parts)
    yield "\n\n".join(parts[: max(1, len(parts) // 2)])
    yield "\n\n".join(parts[len(parts) // 2 :])
    yield "\n\n".join(chance.sample(parts, len(parts)))
    tokens = text.split(" ")
    yield " ".join("Wort" if chance.random() < 0.05 else token for token in tokens)
    yield " ".join(token for token in tokens if chance.random() > 0.03)


def test_variations_of_the_samples_are_found_and_the_samples_are_kept_apart() -> None:
    """Recall over variations, and precision against every other sample; the sampled search must bring them along."""
    chance = random.Random(1)  # the same variations in every run of the test
    samples = [read(p.read_bytes(), p.name).text for p in sorted((SEEDS / "articles").iterdir())]
    pairs = [(t, v) for t in samples for _ in range(5) for v in varied(t, chance) if len(words(v)) >= 40]
    alike = sum(found(*pair) is not None for pair in pairs)
    together = sum(sampled_together(*pair) for pair in pairs)
    wrong = [pair for pair in combinations(samples, 2) if found(*pair)]
    assert len(pairs) > 300
    assert alike / len(pairs) >= 0.99
    assert together / len(pairs) >= 0.97
    assert wrong == []
    assert (
        max(len(runs(a) & runs(b)) / min(len(runs(a)), len(runs(b))) for a, b in combinations(samples, 2)) < ALIKE / 4
    )
