"""Stretches from listed rows and what articles tell day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from etl.resolve.stretches import Listed, Proof, Sighting, Stretch, stretches


def day(text: str) -> date:
    return date.fromisoformat(text)


def proof(known: str) -> Proof:
    return Proof(day(known), f"article of {known}", f"fact of {known}")


def seen(
    on: str, status: str = "held", begins: str | None = None, ends: str | None = None, known: str | None = None
) -> Sighting:
    told = proof(known or on)
    return Sighting(
        status=status,
        seen_on=day(on),
        articles=1,
        proof=told,
        begins_on=day(begins) if begins else None,
        begins_proof=told if begins else None,
        ends_on=day(ends) if ends else None,
        ends_proof=told if ends else None,
    )


def listed(first: str | None, last: str | None, status: str = "held", decided: str | None = None) -> Listed:
    first_on, last_on, decided_on = (day(text) if text else None for text in (first, last, decided))
    return Listed(0, status, first_on, last_on, decided_on)


def days(stretch: Stretch) -> tuple[str, str]:
    first, last = stretch.first_seen, stretch.last_seen
    return (str(first.seen_on) if first else "", str(last.seen_on) if last else "")


def test_an_article_proves_its_day_and_no_end() -> None:
    [one] = stretches([seen("2022-05-01"), seen("2020-03-01")], [])
    assert (one.valid_from, one.valid_until, one.from_basis, one.until_basis) == (None, None, None, None)
    assert days(one) == ("2020-03-01", "2022-05-01") and one.articles == 2 and one.basis == "text"
    assert one.known_from == day("2020-03-01") and one.end_known_on is None


def test_what_is_told_as_past_in_between_parts_two_stretches() -> None:
    one, two = stretches([seen("2020-01-01"), seen("2021-01-01", "former"), seen("2022-01-01")], [])
    assert (one.over_on, one.end_known_on, one.valid_until) == (day("2021-01-01"), day("2021-01-01"), None)
    assert one.until_proof == proof("2021-01-01")
    assert two.over_on is None and days(two) == ("2022-01-01", "2022-01-01")


def test_only_its_past_is_known_where_nothing_tells_more() -> None:
    [one] = stretches([seen("2021-01-01", "former")], [])
    assert one.status == "former" and one.over_on is None


def test_words_tell_beginning_and_end_each_with_its_proof() -> None:
    told = [seen("2020-06-01", begins="2020-01-01"), seen("2021-06-01", ends="2022-12-31")]
    [one] = stretches(told, [])
    assert (one.valid_from, one.from_basis, one.from_proof) == (day("2020-01-01"), "text", proof("2020-06-01"))
    assert (one.valid_until, one.until_basis, one.until_proof) == (day("2022-12-31"), "text", proof("2021-06-01"))
    assert one.end_known_on == day("2021-06-01")


def test_a_told_end_that_later_articles_outlive_is_none() -> None:
    [one] = stretches([seen("2021-06-01", ends="2021-12-31"), seen("2022-06-01")], [])
    assert one.valid_until is None


def test_a_listed_stretch_takes_the_sightings_of_its_days() -> None:
    rows = [listed("2010-01-01", "2012-12-31"), listed("2022-01-01", None)]
    one, two = stretches([seen("2011-01-01"), seen("2022-06-01"), seen("2024-06-01")], rows)
    assert (one.articles, two.articles) == (1, 2) and one.basis == two.basis == "reference"
    assert (one.known_from, one.end_known_on) == (day("2010-01-01"), day("2013-01-01"))


def test_a_sighting_outside_the_listed_days_stands_beside_them() -> None:
    one, two = stretches([seen("2013-02-01")], [listed("2010-01-01", "2012-12-31")])
    assert (one.basis, two.basis) == ("reference", "text") and days(two) == ("2013-02-01", "2013-02-01")


def test_who_acts_is_called_a_holder_too() -> None:
    [one] = stretches([seen("2019-01-01", "held")], [listed("2018-11-02", "2019-12-31", "acting")])
    assert (one.status, one.articles) == ("acting", 1)


@pytest.mark.parametrize(
    ("decided", "known"), [(None, "2019-11-29"), ("2019-11-28", "2019-11-28"), ("2019-11-30", "2019-11-29")]
)
def test_an_appointment_makes_the_beginning_known_before_it(decided: str | None, known: str) -> None:
    [one] = stretches([seen("2019-11-29", "designated")], [listed("2020-01-01", None, decided=decided)])
    assert one.known_from == day(known) and one.status == "held"
    assert (one.known_proof is None) is (known == "2019-11-28")


def test_an_appointment_alone_is_one_and_with_its_day_a_beginning() -> None:
    [announced] = stretches([seen("2019-11-28", "designated")], [])
    assert (announced.status, announced.valid_from) == ("designated", None)
    [begun] = stretches([seen("2019-11-28", "designated", begins="2020-01-01"), seen("2020-05-01")], [])
    assert (begun.status, begun.valid_from, days(begun)) == ("held", day("2020-01-01"), ("2020-05-01", "2020-05-01"))
    assert begun.known_from == day("2019-11-28")


def test_an_end_told_before_it_comes_is_known_since() -> None:
    [one] = stretches([seen("2025-11-27", ends="2025-12-31")], [listed("2023-01-01", "2025-12-31")])
    assert (one.end_known_on, one.until_basis) == (day("2025-11-27"), "reference")
    assert one.until_proof == proof("2025-11-27")


def test_what_the_reference_lists_as_lasting_is_not_ended_by_an_article() -> None:
    one, two = stretches([seen("2022-01-01", "former")], [listed("2020-01-01", None)])
    assert one.end_known_on is None and two.status == "former"


def test_statuses_of_a_member_run_side_by_side() -> None:
    rows = [listed("1992-05-15", None, "member"), listed("2024-02-22", None, "participation_frozen")]
    found = stretches([seen("2024-11-28", "member"), seen("2024-11-28", "participation_frozen")], rows)
    assert [(s.status, s.articles) for s in found] == [("member", 1), ("participation_frozen", 1)]


def test_the_order_in_which_they_come_makes_no_difference() -> None:
    told = [
        seen(str(day("2020-01-01") + timedelta(days=40 * n)), ("held", "former", "acting")[n % 3]) for n in range(9)
    ]
    rows = [listed("2020-02-01", "2020-05-31"), listed(None, None, "acting_disputed")]
    assert stretches(told, rows) == stretches(told[::-1], rows[::-1])


def test_of_all_sightings_none_is_lost_and_none_counted_twice() -> None:
    told = [seen(f"20{year}-01-01", status) for year in range(10, 25) for status in ("held", "acting")]
    found = stretches(told, [listed("2012-01-01", "2015-12-31"), listed("2014-01-01", "2018-12-31", "acting")])
    assert sum(s.articles for s in found) == len(told)
