"""Announced acts: who, what and until when; and all that sounds like one and is none."""

from __future__ import annotations

import time
from datetime import date

import pytest

from etl import tag
from etl.model import CommitmentReported
from tests.making import article, tag_seeds

DAY = date(2023, 2, 10)  # a Friday
END = date(2023, 12, 31)


def announced(text: str, day: date | None = DAY) -> list[CommitmentReported]:
    found = tag.facts(article(text, published_on=day), tag_seeds()).commitments
    assert all(text[row.char_start : row.char_end] == row.surface for row in found)
    return list(found)


@pytest.mark.parametrize(
    ("text", "actors", "action", "due"),
    [
        # active, with the subject before or behind the verb
        ("OVKS, GUS und SOZ wollen ihn bis Jahresende signieren.", "OVKS|GUS|SOZ", "sign", (None, END)),
        ("Im Juni will Armenien das Protokoll ratifizieren.", "AM", "ratify", (date(2023, 6, 1), date(2023, 6, 30))),
        ("Nach Angaben des Amtes wird die SOZ am 4. Juli den Iran als Mitglied aufnehmen.", "SOZ", "admit",
         (date(2023, 7, 4), date(2023, 7, 4))),
        ("Die SOZ-Staaten wollen 2024 eine Konvention unterzeichnen, sagte er.", "SOZ", "sign",
         (date(2024, 1, 1), date(2024, 12, 31))),
        ("Belarus, das seit 2010 Dialogpartner ist, will das Memorandum bis Juni unterzeichnen.", "BY", "sign",
         (None, date(2023, 6, 30))),
        ("Wie Peskow mitteilte, wird Russland das Abkommen bis Mai ratifizieren.", "RU", "ratify",
         (None, date(2023, 5, 31))),
        ("Er sagte, dass Russland das Abkommen bis Mai ratifizieren werde.", "RU", "ratify", (None, date(2023, 5, 31))),
        ("Das kirgisische Parlament wird das Grenzabkommen ratifizieren.", "KG", "ratify", (None, None)),
        # passive, with an agent, with the parties of a treaty
        ("Der Plan soll von der OVKS und der SOZ bis Ende März gebilligt werden.", "OVKS|SOZ", "adopt",
         (None, date(2023, 3, 31))),
        ("Der Vertrag zwischen der EAWU und dem Iran soll spätestens im Mai unterzeichnet werden.", "EAWU|IR", "sign",
         (None, date(2023, 5, 31))),
        ("Das Protokoll soll vor dem 1. Juni von Kirgisistan ratifiziert werden.", "KG", "ratify",
         (None, date(2023, 5, 31))),
        ("Im Mai soll ein Abkommen zwischen der OVKS und der UN unterzeichnet werden.", "OVKS|UN", "sign",
         (date(2023, 5, 1), date(2023, 5, 31))),
        ("Belarus soll auf dem Gipfel im Juli in die SOZ aufgenommen werden.", "BY|SOZ", "admit",
         (date(2023, 7, 1), date(2023, 7, 31))),
        # who is meant by other words
        ("Der tadschikische Präsident Emomali Rachmon versprach, dass sein Land den Pakt im Mai ratifizieren werde.",
         "TJ", "ratify", (date(2023, 5, 1), date(2023, 5, 31))),
        ("Armenien und Aserbaidschan berieten. Beide Seiten einigten sich, den Pakt bis zum 1. Juli zu unterzeichnen.",
         "AM|AZ", "sign", (None, date(2023, 7, 1))),
        ("Stanislaw Sas kam an. Er wird am 20. Februar dem Rat den Bericht vorlegen.", "Stanislaw Sas", "submit",
         (date(2023, 2, 20), date(2023, 2, 20))),
        # with "zu", as a noun
        ("Kasachstan und Usbekistan haben sich geeinigt, das Abkommen bis zum 1. Juli zu ratifizieren.", "KZ|UZ",
         "ratify", (None, date(2023, 7, 1))),
        ("Russland verpflichtete sich, seine Truppen bis Mitte Mai abzuziehen.", "RU", "withdraw",
         (None, date(2023, 5, 15))),
        ("Der Iran sagte zu, das Protokoll zum Abkommen vom 3. Mai 2022 bis Mitte 2024 zu ratifizieren.", "IR",
         "ratify", (None, date(2024, 6, 30))),
        ("Die GUS plant für 2024 die Annahme einer Strategie.", "GUS", "adopt", (date(2024, 1, 1), date(2024, 12, 31))),
        # meetings and visits
        ("Die Sitzung der Außenminister der GUS ist für den 12. April in Samarkand angesetzt.", "GUS", "hold",
         (date(2023, 4, 12), date(2023, 4, 12))),
        ("Im Oktober werden in Kirgisistan OVKS-Übungen stattfinden.", "OVKS", "hold",
         (date(2023, 10, 1), date(2023, 10, 31))),
        ("MINSK, 9. Februar (BelTA) – Stanislaw Sas kommt am 12. und 13. Februar nach Belarus.", "Stanislaw Sas",
         "visit", (date(2023, 2, 12), date(2023, 2, 13))),
        ("Lukaschenko ging. Präsident Alexander Lukaschenko trifft am 25. Mai zu einem Besuch in Moskau ein.",
         "Alexander Lukaschenko", "visit", (date(2023, 5, 25), date(2023, 5, 25))),
        ("Am 24. März reist der armenische Ministerpräsident Nikol Paschinjan nach Moskau.", "Nikol Paschinjan",
         "visit", (date(2023, 3, 24), date(2023, 3, 24))),
        # a day and a month long past are those of the next year
        ("Putin ging. Wladimir Putin wird Kasachstan am 27. und 28. November besuchen.", "Wladimir Putin", "visit",
         (date(2023, 11, 27), date(2023, 11, 28))),
        # only when it begins
        ("Ab dem 1. März wird Kasachstan neue Zölle einführen.", "KZ", "introduce", (date(2023, 3, 1), None)),
    ],
)  # fmt: skip
def test_an_act_is_read_with_actors_and_deadline(
    text: str, actors: str, action: str, due: tuple[date | None, date | None]
) -> None:
    [row] = announced(text)
    assert ("|".join(row.actors), row.action) == (actors, action)
    assert (row.due_from, row.due_until) == due


@pytest.mark.parametrize(
    "text",
    [
        "Das Abkommen zwischen Russland und Belarus wurde am 3. Februar unterzeichnet.",
        "Usbekistan soll das Abkommen 2012 unterzeichnet haben.",
        "Am 3. Januar wollte Armenien das Abkommen unterzeichnen.",
        "Russland hatte geplant, das Abkommen bis Ende Mai zu unterzeichnen.",
        "Belarus und Russland sollten das Abkommen schon im Januar unterzeichnen.",
        "Im Jahr 2019 will Russland das Abkommen unterzeichnen.",
        "Wir hoffen, dass Armenien das Abkommen bis Mai ratifizieren wird.",
        "Falls Armenien austritt, wird Russland im Mai seine Truppen abziehen.",
        "Ob Armenien das Abkommen bis Mai ratifizieren wird, ist unklar.",
        "Wird Armenien das Abkommen bis Mai ratifizieren?",
        "Armenien wird das Abkommen bis Mai nicht ratifizieren.",
        "Armenien könnte das Abkommen im Mai ratifizieren.",
        "Die OVKS muss das Protokoll bis Mai ratifizieren.",
        "Am 10. Juli findet in der marokkanischen Hauptstadt Rabat eine Konferenz statt.",
        "Das Protokoll soll im März dem Parlament der Kirgisischen Republik vorgelegt werden.",
        "Er dementierte, dass Russland das Abkommen bis Mai ratifizieren werde.",
        "Er glaubt nicht, dass Russland das Abkommen bis Mai ratifizieren wird.",
        "Peskow rechnet damit, dass Russland das Abkommen bis Mai ratifizieren wird.",
        "Der Ausschuss wird am 3. Mai unter der Leitung von Alexander Wolfowitsch tagen.",
        "Die Ratifizierung des Abkommens durch Armenien ist bis Mai notwendig.",
        "Lukaschenko rief die OVKS dazu auf, das Abkommen bis Mai zu ratifizieren.",
        "Putin flog nach Minsk, um das Abkommen am 3. März zu unterzeichnen.",
        "Nach der für Mai geplanten Unterzeichnung durch Russland steigen die Preise.",
        "Ziel ist es, die Zusammenarbeit zwischen der OVKS und der GUS bis 2025 auszubauen.",
        "Die OVKS will ihre Zusammenarbeit vertiefen und Gespräche aufnehmen.",
        "Armenien will der EU beitreten.",
        "Der OVKS-Gipfel findet heute in Minsk statt.",
        "Das Abkommen soll im Mai unterzeichnet werden.",
    ],
)
def test_what_announces_no_act_of_anybody_makes_none(text: str) -> None:
    assert announced(text) == []


def test_told_twice_with_one_deadline_it_is_one_row_with_all_that_is_told() -> None:
    text = (
        "Der Fahrplan für die Zusammenarbeit zwischen OVKS, GUS und SOZ soll bis Ende dieses Jahres unterzeichnet "
        "werden.\n\n„Der Entwurf liegt bei allen. Wir planen die Unterzeichnung durch die Generalsekretäre der drei "
        "Organisationen bis zum Ende dieses Jahres“, sagte Stanislaw Sas."
    )
    [row] = announced(text)
    assert (row.actors, row.instrument) == (("OVKS", "GUS", "SOZ"), "Fahrplan für die Zusammenarbeit")
    assert row.due_text == "bis Ende dieses Jahres"


def test_two_deadlines_are_two_acts() -> None:
    text = "Armenien will das Abkommen bis Mai unterzeichnen. Armenien will das Protokoll bis Juni unterzeichnen."
    assert [(row.instrument, row.due_until) for row in announced(text)] == [
        ("Abkommen", date(2023, 5, 31)),
        ("Protokoll", date(2023, 6, 30)),
    ]


def test_who_says_we_in_a_quotation_is_the_speaker() -> None:
    [row] = announced("„Wir werden den Entwurf der Strategie bis zum 1. Mai vorlegen“, sagte Zhang Ming in Peking.")
    assert (row.actors, row.action, row.instrument) == (("Zhang Ming",), "submit", "Entwurf der Strategie")


def test_the_year_of_a_plan_is_no_deadline() -> None:
    [row] = announced("Russland und Belarus wollen die Strategie bis 2030 am 3. März verabschieden.")
    assert (row.due_from, row.due_until, row.due_text) == (date(2023, 3, 3), date(2023, 3, 3), "am 3. März")


def test_without_a_day_of_publication_a_deadline_keeps_its_words() -> None:
    [row] = announced("Russland will das Abkommen bis Ende dieses Jahres ratifizieren.", day=None)
    assert (row.due_from, row.due_until, row.due_text) == (None, None, "bis Ende dieses Jahres")


@pytest.mark.parametrize(
    "unit",
    [
        "MINSK, 3. Mai (BelTA) – Russland will. ",
        "das Abkommen, ",
        "OVKS, GUS und SOZ, ",
        "am 3. Mai und ",
        "Belarus will im Mai unterzeichnen. ",
    ],
)
def test_a_long_text_takes_time_in_proportion(unit: str) -> None:
    def seconds(text: str) -> float:
        begun = time.process_time()
        announced(text)
        return time.process_time() - begun

    short = min(seconds(unit * (10_000 // len(unit))) for _ in range(2))
    assert seconds(unit * (80_000 // len(unit))) < 8 * 3 * max(short, 0.05)
