"""Reasons in German: all that the samples bring, all that the code may say, each with its days and kinds of facts."""

from __future__ import annotations

import re

import duckdb
import pytest

from etl.browse import words
from etl.reasons import Told
from etl.settings import PROJECT

GERMAN = words.of("de")
CODE = ("resolve/meetings.py", "resolve/commitments.py", "resolve/anchors.py", "deciding.py")
PARTS = {"ordinal and body", "body and days", "two persons and days", "person, country and days", "who meets"}


@pytest.mark.parametrize(
    ("reason", "german"),
    [
        ("no other to follow", "kein früherer Bericht davon"),
        ("same person, country and days, place", "übereinstimmend: Person, Land und Tage, Ort"),
        (
            "done on 2019-11-28, as an article of 2019-12-01 tells (acts_reported); late: due until 2019-05-22",
            "laut einem Artikel vom 1. Dezember 2019 am 28. November 2019 getan (Tat); zu spät: Frist bis 22. Mai 2019",
        ),
        (
            "nothing tells of it as done; due until 2026-02-28",
            "nichts berichtet, dass es getan ist; Frist bis 28. Februar 2026",
        ),
        (
            "3 of 5 documents set aside on 2026-03-01, most often: empty file; and more",
            "3 von 5 Dokumenten am 1. März 2026 beiseitegelegt, am häufigsten: empty file; and more",
        ),
        (
            'Decided "wrong" of "Sas": its words no longer stand in the text',
            "Entschieden war „falsch“ über „Sas“: seine Wörter stehen nicht mehr im Text",
        ),
    ],
)
def test_a_reason_in_german(reason: str, german: str) -> None:
    assert GERMAN.reason(reason) == Told(german)


def test_what_nobody_translated_stays_english_and_says_so() -> None:
    assert GERMAN.reason("something new; due until 2026-02-28") == Told("something new; due until 2026-02-28", "en")
    assert words.of("en").reason("no other to follow") == Told("no other to follow")
    assert GERMAN.reason(None) == Told("")


@pytest.mark.parametrize(
    ("view", "column"),
    [
        ("meeting_articles", "reason"),
        ("commitments", "reason"),
        ("commitment_history", "reason"),
        ("conflicts", "reason"),
        ("sources", "reason"),
        ("review", "question"),
    ],
)
def test_every_reason_of_the_samples_is_there(sample: duckdb.DuckDBPyConnection, view: str, column: str) -> None:
    found = sample.execute(f"select distinct {column} from report.{view} where {column} is not null").fetchall()
    assert found or view == "review"
    assert [reason for (reason,) in found if GERMAN.reason(reason).language] == []


def test_every_phrase_of_the_code_is_there() -> None:
    code = "".join((PROJECT / "etl" / name).read_text("utf-8") for name in CODE)
    phrases = set(re.findall(r'(?:"reason": |reason = |, |AGREED = |UNREAD = )"([a-z]+ [a-z ,]+)"', code))
    assert len(phrases) > 15
    assert {phrase for phrase in phrases if GERMAN.reason(phrase).language} - PARTS == set()
