"""Meetings as news tells of them: who, when, where, as what; what is one meeting, and what is none."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from etl import tag
from etl.settings import PROJECT, SEEDS
from tests.making import article, read, tag_seeds

DAY = date(2023, 6, 15)  # a Thursday


def told(text: str, **fields: object) -> list[dict[str, Any]]:
    """Each meeting with what was set, and its participants by role."""
    facts = tag.facts(article(text, **({"published_on": DAY} | fields)), tag_seeds())
    out = []
    for meeting in facts.meetings:
        found: dict[str, Any] = {"kind": meeting.kind, "status": meeting.status_told}
        for name in ("body", "place", "country", "ordinal"):
            if value := getattr(meeting, name):
                found[name] = value
        if meeting.held_from:
            found["days"] = (str(meeting.held_from)[5:], str(meeting.held_until)[5:])
        for person in facts.participants:
            if person.telling_id == meeting.telling_id:
                found.setdefault(person.role, []).append(person.participant)
        out.append(found)
    return out


LUKASCHENKO, SAS, PUTIN, LAWROW = "Alexander Lukaschenko", "Stanislaw Sas", "Wladimir Putin", "Sergej Lawrow"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Präsident Alexander Lukaschenko hat am 14. Juni in Minsk OVKS-Generalsekretär Stanislaw Sas empfangen.",
            {"kind": "bilateral", "status": "held", "place": "Minsk", "days": ("06-14", "06-14"), "visitor": [SAS]},
        ),
        (
            "Bei dem Treffen mit dem russischen Außenminister Sergej Lawrow sagte Stanislaw Sas in Moskau, es laufe.",
            {"kind": "bilateral", "place": "Moskau", "participant": [LAWROW], "speaker": [SAS], "status": "held"},
        ),
        (
            "Wladimir Putin und Alexander Lukaschenko haben am Mittwoch telefoniert.",
            {"kind": "call", "days": ("06-14", "06-14"), "participant": [LUKASCHENKO, PUTIN]},
        ),
        (
            "Am 23. Juni findet in Astana die 50. Tagung des Rates der Verteidigungsminister der GUS statt.",
            {"kind": "session", "status": "planned", "body": "GUS", "place": "Astana", "ordinal": 50},
        ),
        (
            "Stanislaw Sas wird am 20. Juni zu einem Arbeitsbesuch nach Duschanbe reisen.",
            {"kind": "visit", "status": "planned", "place": "Duschanbe", "visitor": [SAS], "days": ("06-20", "06-20")},
        ),
        (
            "Der OVKS-Gipfel wurde vom 20. Juni auf den 28. Juni verschoben.",
            {"kind": "summit", "status": "planned", "days": ("06-28", "06-28")},
        ),
        (
            "Der für den 20. Juni geplante OVKS-Gipfel wurde auf unbestimmte Zeit verschoben.",
            {"kind": "summit", "status": "cancelled", "days": ("06-20", "06-20")},
        ),
        (
            "Das für den 20. Juni geplante Treffen von Stanislaw Sas mit Sergej Lawrow wurde abgesagt.",
            {"kind": "bilateral", "status": "cancelled", "days": ("06-20", "06-20")},
        ),
        (
            "Der Gipfel der SOZ findet am 4. Juli in Neu-Delhi statt, bestätigte der Sprecher.",
            {"kind": "summit", "body": "SOZ", "days": ("07-04", "07-04")},
        ),
        (
            "Vom 12. bis 14. Juni gab es in Taschkent Konsultationen der OVKS und der SOZ.",
            {"kind": "consultations", "days": ("06-12", "06-14"), "participant": ["OVKS", "SOZ"], "place": "Taschkent"},
        ),
        (
            "Die Außenminister der OVKS kommen am 20. Juni in Minsk zusammen.",
            {"kind": "session", "body": "OVKS", "place": "Minsk", "status": "planned"},
        ),
        (
            "Am 18. Treffen der Sekretäre der Sicherheitsräte der SOZ in Neu-Delhi nahm Alexander Wolfowitsch teil.",
            {"kind": "meeting", "ordinal": 18, "body": "SOZ", "participant": ["Alexander Wolfowitsch"]},
        ),
        (
            "Am 20. Juni findet in Minsk der dritte Gipfel der SOZ statt.",
            {"kind": "summit", "ordinal": 3, "days": ("06-20", "06-20")},
        ),
        (
            "Auf dem Gipfel der SOZ in Astana habe Belarus als Gast gesprochen, sagte er.",
            {"kind": "summit", "place": "Astana", "country": "KZ"},
        ),
        (
            "Er werde den Gipfel der SOZ im nächsten Jahr vorbereiten, sagte Stanislaw Sas.",
            {"kind": "summit", "status": "planned", "body": "SOZ"},
        ),
        (
            "Der OVKS-Generalsekretär, Stanislaw Sas, wurde in Minsk von Präsident Alexander Lukaschenko empfangen.",
            {"kind": "bilateral", "place": "Minsk", "host": [LUKASCHENKO], "visitor": [SAS]},
        ),
        (
            "Der OVKS-Gipfel fand am 14. Juni in Minsk ohne Teilnahme Armeniens statt.",
            {"kind": "summit", "body": "OVKS", "absent": ["AM"], "days": ("06-14", "06-14")},
        ),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_what_a_sentence_tells(text: str, wanted: dict[str, Any]) -> None:
    [found] = told(text)
    assert wanted.items() <= found.items(), found


@pytest.mark.parametrize(
    "text",
    [
        "Für Stanislaw Sas war es am 14. Juni in Minsk der dritte Gipfel der OVKS.",
        "Auf dem am 1. September eröffneten Gipfel der SOZ sprach Stanislaw Sas.",
        "Am 14. Juni fand in Minsk der erste Gipfel der OVKS seit drei Jahren statt.",
    ],
)
def test_what_somebody_counts_is_no_ordinal(text: str) -> None:
    [found] = told(text)
    assert found["kind"] == "summit" and "ordinal" not in found


@pytest.mark.parametrize(
    "text",
    [
        "Die OVKS hält regelmäßige Treffen ab.",
        "Solche Sitzungen der SOZ sind üblich.",
        "Stanislaw Sas sagte das in einem Gespräch mit der Agentur TASS.",
        "Stanislaw Sas gab am 14. Juni eine Pressekonferenz.",
        "Sergej Lawrow und Stanislaw Sas haben am 14. Juni eine Entscheidung getroffen.",
        "Die Sanktionen treffen Russland und Belarus.",
        "„Wir treffen uns am 20. Juni in Minsk auf dem Gipfel der OVKS“, sagte Stanislaw Sas.",
        "Stanislaw Sas sprach über Sergej Lawrow und über Wladimir Putin.",
        "Der Besuch der Ausstellung in Minsk ist frei.",
        "Die Truppen kamen am 14. Juni nach Kasachstan.",
    ],
)
def test_what_is_no_meeting(text: str) -> None:
    assert told(text) == []


def test_several_sentences_about_one_meeting_make_one() -> None:
    text = (
        "Der Rat der Außenminister der OVKS hat am 14. Juni in Minsk getagt. Die Sitzung leitete Sergej Alejnik. "
        "An ihr nahmen Sergej Lawrow und Stanislaw Sas teil. Armenien war nicht vertreten. Bei dem Treffen ging es um "
        "vieles."
    )
    [found] = told(text)
    assert found == {
        "kind": "session", "status": "held", "body": "OVKS", "place": "Minsk", "country": "BY",
        "days": ("06-14", "06-14"), "chair": ["Sergej Alejnik"], "participant": [LAWROW, SAS], "absent": ["AM"],
    }  # fmt: skip


def test_two_verbs_of_a_rule_in_one_clause_tell_of_one_meeting() -> None:
    text = "Der Ständige Rat der OVKS kommt wieder und zur kommenden Frage kommt er nun zusammen."
    facts = tag.facts(article(text, published_on=DAY), tag_seeds())
    assert len(facts.meetings) == len({meeting.telling_id for meeting in facts.meetings}) == 1


def test_what_was_to_be_held_is_planned_though_its_day_is_over() -> None:
    [wanted] = told("Die Außenminister der OVKS wollten am 13. Juni zu einer Sitzung zusammentreten.")
    [held] = told("Die Außenminister der OVKS wollten bei der Sitzung am 13. Juni in Minsk alles klären.")
    assert (wanted["status"], held["status"]) == ("planned", "held")


def test_where_somebody_leaves_for_is_not_where_they_met() -> None:
    [met] = told("Alexander Lukaschenko reiste nach der Tagung der OVKS am 14. Juni in Richtung Myanmar.")
    assert "country" not in met and met["body"] == "OVKS"


def test_the_next_summit_is_another_one() -> None:
    found = told("Der SOZ-Gipfel fand am 14. Juni in Astana statt. Der nächste Gipfel wird 2024 in Peking stattfinden.")
    assert [(m["status"], m["place"], m["body"]) for m in found] == [
        ("held", "Astana", "SOZ"),
        ("planned", "Peking", "SOZ"),
    ]


def test_two_bilateral_meetings_of_one_day_are_two() -> None:
    found = told(
        "Stanislaw Sas traf am 14. Juni mit Sergej Lawrow zusammen. Am selben Tag empfing Wladimir Putin Stanislaw Sas."
    )
    assert [sorted({*m.get("participant", []), *m.get("host", []), *m.get("visitor", [])}) for m in found] == [
        [LAWROW, SAS],
        [SAS, PUTIN],
    ]
    assert {m["days"] for m in found} == {("06-14", "06-14")}


def test_a_meeting_the_lead_does_not_date_was_on_the_day_of_the_dateline() -> None:
    text = "MINSK, 14. Juni (BelTA) – Die Tagung des Rates der Verteidigungsminister der OVKS fand in Minsk statt."
    facts = tag.facts(article(text, published_on=DAY, dateline_date=date(2023, 6, 14)), tag_seeds())
    [meeting] = facts.meetings
    assert (meeting.held_from, meeting.dated_by) == (date(2023, 6, 14), "dateline")


def test_without_any_day_a_meeting_has_none() -> None:
    [found] = told("Stanislaw Sas traf mit Sergej Lawrow zusammen.", published_on=None)
    assert "days" not in found and found["status"] == "held"


def test_between_quotation_marks_only_what_is_over_and_dated_counts() -> None:
    text = "„Der Plan wurde bei den Konsultationen der OVKS und der SOZ am 17. Februar gebilligt“, sagte Sas."
    [found] = told(text)
    assert found["kind"] == "consultations" and found["days"] == ("02-17", "02-17")


def test_the_proof_of_a_participant_is_the_name() -> None:
    text = "Wladimir Putin empfing am 14. Juni in Moskau Stanislaw Sas."
    facts = tag.facts(article(text, published_on=DAY), tag_seeds())
    assert {p.surface for p in facts.participants} == {PUTIN, SAS}
    assert {(p.participant, p.on_behalf_of) for p in facts.participants} >= {(PUTIN, "RU")}


def test_a_related_headline_in_the_text_is_no_telling() -> None:
    title = "Wladimir Putin trifft Stanislaw Sas in Moskau"
    text = f"Es regnet. {title} Danach schien die Sonne."
    assert len(told(text)) == 1
    assert told(text, related_titles=(title,)) == []


def test_of_two_times_the_day_counts_and_not_the_year() -> None:
    [found] = told("Sergej Lawrow hat heute bei einem Besuch in Minsk den Abschluss zum Jahresende angekündigt.")
    assert (found["status"], found["days"]) == ("held", ("06-15", "06-15"))


def fits(gold: dict[str, Any], found: dict[str, Any]) -> bool:
    """What the gold leaves open may be anything."""
    days = found["days"] if gold["held_from"] else (None, None)
    return (
        days == (gold["held_from"], gold["held_until"])
        and gold["place"] in (None, found["place"])
        and gold["body"] in (None, found["body"])
        and set(gold["participants"]) <= found["people"]
    )


def test_the_samples_meetings_are_found() -> None:
    hits, missed, extra = 0, [], []
    for path in sorted((PROJECT / "tests" / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        if "meetings" not in gold:
            continue
        file = SEEDS / "articles" / gold["file_name"]
        facts = tag.facts(read(file.read_bytes(), file.name), tag_seeds())
        found = [
            {
                "days": (str(m.held_from), str(m.held_until)),
                "place": m.place,
                "body": m.body,
                "people": {p.participant for p in facts.participants if p.telling_id == m.telling_id},
            }
            for m in facts.meetings
        ]
        required, allowed = gold["meetings"]["required"], gold["meetings"]["allowed"]
        hits += sum(any(fits(g, f) for f in found) for g in required)
        missed += [(path.stem, g) for g in required if not any(fits(g, f) for f in found)]
        extra += [(path.stem, f) for f in found if not any(fits(g, f) for g in [*required, *allowed])]
    assert hits > 30
    assert 2 * hits / (2 * hits + len(missed) + len(extra)) >= 0.95, (missed, extra)
