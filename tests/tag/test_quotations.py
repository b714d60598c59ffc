"""What articles say that somebody said: marks, indirect speech, who said it, when, and through whom it is known."""

from __future__ import annotations

from datetime import date

import pytest

from etl import tag
from etl.model import Quotation
from etl.tag.marks import direct
from tests.making import article, tag_seeds

FRIDAY = date(2023, 2, 10)
KAMEN = "Stanislaw Sas kam nach Minsk. "


def said(text: str) -> tuple[Quotation, ...]:
    found = tag.facts(article(text, published_on=FRIDAY), tag_seeds()).quotations
    for row in found:
        assert text[row.char_start : row.char_end] == row.surface
    return found


@pytest.mark.parametrize(
    "text",
    [
        "„Wir bauen die Zusammenarbeit aus.“",
        "„Wir bauen die Zusammenarbeit aus.”",
        '„Wir bauen die Zusammenarbeit aus."',
        "“Wir bauen die Zusammenarbeit aus.”",
        "»Wir bauen die Zusammenarbeit aus.«",
        "«Wir bauen die Zusammenarbeit aus.»",
        '"Wir bauen die Zusammenarbeit aus."',
    ],
)
def test_all_marks_hold_what_was_said(text: str) -> None:
    [row] = said(f"Stanislaw Sas sagte: {text}")
    assert (row.kind, row.speaker, row.text) == ("direct", "Stanislaw Sas", "Wir bauen die Zusammenarbeit aus.")


def test_a_quotation_goes_on_over_paragraphs() -> None:
    text = "Stanislaw Sas erklärte: „Die Lage ist ernst.\n\nWir werden alle Fragen in Ruhe besprechen.“"
    [row] = said(text)
    assert row.text.startswith("Die Lage") and row.text.endswith("besprechen.")


def test_marks_that_never_close_hold_nothing() -> None:
    assert direct("Er sagte: „Das ist alles, was wir wissen" + " und noch mehr" * 400) == []


def test_an_interrupted_quotation_is_one_thing_said_in_parts() -> None:
    [row] = said("„Die Lage ist ernst“, sagte Stanislaw Sas am Montag, „aber wir haben noch Zeit.“")
    assert row.text == "Die Lage ist ernst aber wir haben noch Zeit."
    assert row.surface == "Die Lage ist ernst“, sagte Stanislaw Sas am Montag, „aber wir haben noch Zeit."
    assert (row.speaker, row.cue, row.said_on) == ("Stanislaw Sas", "sagte", date(2023, 2, 6))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Stanislaw Sas sagte, dass die Übung im Mai beginnt.", "die Übung im Mai beginnt"),
        ("Am Rande der Sitzung betonte Stanislaw Sas, dass die Übung nötig ist.", "die Übung nötig ist"),
        ("Wie geplant begann die Sitzung, und Stanislaw Sas sagte, dass alle da sind.", "alle da sind"),
        ("Stanislaw Sas sagte, die Übung sei nötig.", "die Übung sei nötig"),
        ("Stanislaw Sas, der am Montag ankam, sagte, die Übung sei nötig.", "die Übung sei nötig"),
        ("Die Übung sei nötig, sagte Stanislaw Sas.", "Die Übung sei nötig"),
        ("Die Übung ist nötig, teilte Stanislaw Sas mit.", "Die Übung ist nötig"),
        ("Die Übung sei, so Stanislaw Sas, längst nötig.", "Die Übung sei, so Stanislaw Sas, längst nötig"),
        ("Die Übung ist nötig, so Stanislaw Sas.", "Die Übung ist nötig"),
        ("Laut Stanislaw Sas beginnt die Übung im Mai.", "beginnt die Übung im Mai"),
        ("Stanislaw Sas zufolge beginnt die Übung im Mai.", "beginnt die Übung im Mai"),
        ("Nach Angaben von Stanislaw Sas beginnt die Übung im Mai.", "beginnt die Übung im Mai"),
        ("Nach den Worten von Stanislaw Sas beginnt die Übung im Mai.", "beginnt die Übung im Mai"),
        ("Wie Stanislaw Sas mitteilte, beginnt die Übung im Mai.", "beginnt die Übung im Mai"),
        ("Die Übung beginnt im Mai, wie Stanislaw Sas mitteilte.", "Die Übung beginnt im Mai"),
        ("Stanislaw Sas forderte die Staaten auf, enger zusammenzuarbeiten.", "enger zusammenzuarbeiten"),
        ("Stanislaw Sas zog Bilanz: Alle Vorhaben seien abgeschlossen.", "Alle Vorhaben seien abgeschlossen"),
    ],
)
def test_indirect_speech_has_its_words_and_its_speaker(text: str, told: str) -> None:
    [row] = said(text)
    assert (row.kind, row.speaker, row.text) == ("indirect", "Stanislaw Sas", told)


def test_the_subjunctive_goes_on_with_what_was_said() -> None:
    first, second = said("Stanislaw Sas sagte, die Übung sei nötig. Sie werde im Mai beginnen.")
    assert (second.text, second.speaker, second.cue) == ("Sie werde im Mai beginnen", first.speaker, None)


def test_a_verb_behind_und_has_the_subject_before_it() -> None:
    rows = said("Stanislaw Sas dankte den Gastgebern und kündigte an, die Übung zu verlängern.")
    assert [(row.speaker, row.text) for row in rows] == [("Stanislaw Sas", "die Übung zu verlängern")]


def test_a_second_verb_of_saying_has_the_speaker_of_the_first() -> None:
    rows = said("Stanislaw Sas sagte, dass alle kommen, und erklärte, die Übung sei nötig.")
    assert [(row.speaker, row.text) for row in rows] == [
        ("Stanislaw Sas", "alle kommen"),
        ("Stanislaw Sas", "die Übung sei nötig"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Das Bündnis griff ein, als es Truppen in das Nachbarland schickte.",
        "Bei dem Unfall kamen zehn Menschen ums Leben.",
        "Der Rat tagte, und danach reiste Stanislaw Sas ab.",
        "Sie wollten eine Lösung finden und konnten sich nicht einigen.",
        "Stanislaw Sas kam, um eine Rede zu halten.",
        "Es regnete so stark, dass alle gingen.",
        "Der Film „Krieg und Frieden der Völker“ läuft.",
        "Die „Woche des verbotenen Buches“ hat begonnen.",
        "Um die Lage zu beruhigen, sagte das Parlament die Sitzung ab.",
        "Die Sprecherin, Anna Petrowa, sagte die Reise ab.",
        "Die Staatschefs haben beschlossen, die Übungen fortzusetzen.",
    ],
)
def test_what_only_looks_like_speech_is_none(text: str) -> None:
    assert said(KAMEN + text) == ()


def test_a_pronoun_behind_somebody_unknown_means_nobody_else() -> None:
    rows = said("Stanislaw Sas traf den Gastgeber. Der Gastgeber sagte, alles sei gut. Er sagte, man werde reden.")
    assert [row.speaker for row in rows] == [None, None]


def test_what_is_told_as_an_act_is_no_quotation_and_shows_who_speaks() -> None:
    [row] = said("Stanislaw Sas forderte mehr Übungen. Die Lage sei ernst.")
    assert (row.text, row.speaker) == ("Die Lage sei ernst", "Stanislaw Sas")


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("Die Lage sei ernst, sagte der OVKS-Generalsekretär Stanislaw Sas.", "Generalsekretär"),
        (
            "Der OVKS-Generalsekretär Stanislaw Sas kam. Die Lage sei ernst, sagte der Generalsekretär.",
            "Generalsekretär",
        ),
        ("Der OVKS-Generalsekretär Stanislaw Sas kam. Die Lage sei ernst, sagte er.", None),
        ("„Wir werden bleiben“, rief Stanislaw Sas den Abgeordneten zu.", None),
    ],
)
def test_the_speakers_position_is_the_one_named_there(text: str, position: str | None) -> None:
    [row] = said(text)
    assert (row.speaker, row.speaker_position) == ("Stanislaw Sas", position)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("„Die Lage ist sehr ernst“, sagte Stanislaw Sas am Montag.", date(2023, 2, 6)),
        ("Stanislaw Sas sagte am 6. Februar in Minsk, die Lage sei ernst.", date(2023, 2, 6)),
        ("Gestern erklärte Stanislaw Sas, dass die Lage ernst ist.", date(2023, 2, 9)),
        ("Am Mittwoch, dem 8. Februar, sagte Stanislaw Sas, die Lage sei ernst.", date(2023, 2, 8)),
        ("Die Übung beginnt im Mai. Das sagte Stanislaw Sas am 8. Februar.", date(2023, 2, 8)),
        ("Die Lage sei ernst, sagte Stanislaw Sas gegenüber BelTA am Mittwoch.", date(2023, 2, 8)),
        ("Stanislaw Sas sagte, die Übung beginne am 19. Mai und werde lang.", None),
        ("Stanislaw Sas sagte vor dem Gipfel am 19. Mai, die Lage sei ernst.", None),
        ("Stanislaw Sas sagte, die Lage sei ernst.", None),
        ("Stanislaw Sas sagte im Februar, die Lage sei ernst.", None),
    ],
)
def test_the_day_of_the_saying_is_the_one_the_frame_names(text: str, day: date | None) -> None:
    [row] = said(text)
    assert row.said_on == day


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("Die Lage sei ernst, sagte Stanislaw Sas der Nachrichtenagentur TASS.", "Nachrichtenagentur TASS"),
        ("„Die Lage ist sehr ernst“, sagte Stanislaw Sas gegenüber BelTA.", "BelTA"),
        (
            "Stanislaw Sas erklärte in einem Interview mit der Zeitung „Iswestija“, die Lage sei ernst.",
            "Zeitung „Iswestija“",
        ),
        ("Die Lage ist ernst. Das sagte Stanislaw Sas. Das teilte der Pressedienst mit.", "der Pressedienst"),
        ("Stanislaw Sas sagte, die Lage sei ernst.", None),
    ],
)
def test_through_whom_it_is_known_is_kept(text: str, via: str | None) -> None:
    [row] = said(text)
    assert (row.speaker, row.relayed_via) == ("Stanislaw Sas", via)
