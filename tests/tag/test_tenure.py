"""The days a text tells as the beginning and the end of an office or a membership."""

from __future__ import annotations

from datetime import date

import pytest

from etl import tag
from tests.making import article, tag_seeds


def told(text: str) -> tuple[str | None, str | None]:
    """First and last day of the one office or membership the text tells of."""
    found = tag.facts(article(text, published_on=date(2024, 5, 6)), tag_seeds())
    [days] = {(row.begins_on, row.ends_on) for row in (*found.occupancies, *found.memberships)}
    return str(days[0]) if days[0] else None, str(days[1]) if days[1] else None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Nurlan Jermekbajew, der seit dem 3. Februar 2021 Generalsekretär der SOZ ist, sprach.", ("2021-02-03", None)),
        ("Nurlan Jermekbajew war von 2012 bis März 2015 Generalsekretär der SOZ.", ("2012-01-01", "2015-03-31")),
        ("Nurlan Jermekbajew war bis Juni 2020 Generalsekretär der SOZ.", (None, "2020-06-30")),
        ("Der SOZ-Generalsekretär Nurlan Jermekbajew kam am 3. Mai 2024 nach Minsk.", (None, None)),
        ("Kasachstan ist seit Juni 2001 Mitglied der SOZ.", ("2001-06-01", None)),
        ("Georgien ist seit August 2009 nicht mehr Mitglied der GUS.", (None, "2009-08-31")),
        ("Usbekistan trat im Dezember 2012 aus der OVKS aus.", (None, "2012-12-31")),
        ("Im Jahr 2017 wurde Indien Mitglied der SOZ.", ("2017-01-01", None)),
        ("Indien ist Mitglied der SOZ.", (None, None)),
        ("Indien will bis Ende 2027 Mitglied der SOZ werden.", (None, None)),
        ("Nurlan Jermekbajew ist seit dem 1. Januar 2025 Generalsekretär der SOZ.", ("2025-01-01", None)),
        ("Nurlan Jermekbajew bleibt bis Ende 2027 Generalsekretär der SOZ.", (None, "2027-12-31")),
        ("Nurlan Jermekbajew ist seit Anfang 2025 Generalsekretär der SOZ.", ("2025-01-01", None)),
        ("SOZ-Generalsekretär Zhang Ming, dessen Amtszeit im Dezember 2024 endet, sprach.", (None, "2024-12-31")),
        (
            "Die Amtszeit des SOZ-Generalsekretärs Zhang Ming läuft vom 1. Januar 2022 bis Ende 2024.",
            ("2022-01-01", "2024-12-31"),
        ),
    ],
)
def test_words_tell_when_it_began_and_ended(text: str, days: tuple[str | None, str | None]) -> None:
    assert told(text) == days
