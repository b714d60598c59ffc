"""The files under seeds/ fit together."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from etl import seeds
from etl.errors import SeedError
from etl.settings import SEEDS

TABLES = sorted(path.stem for path in (SEEDS / "tables").glob("*.csv"))


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_no_row_twice_and_says_where_from(table: str) -> None:
    rows = [tuple(row.items()) for row in seeds.rows(table)]
    assert rows and [row for row, count in Counter(rows).items() if count > 1] == []
    assert all(None not in dict(row) and None not in dict(row).values() for row in rows), "a row has too many cells"


FORMS = [table for table in TABLES if table.endswith("_forms")]
OTHER_FORMS = [table for table in TABLES if table.startswith("forms_")]
KINDS = {
    "organization_forms": "name abbreviation variant misspelling wrong_name organ_word",
    "person_forms": "canonical variant transliteration misspelling surname",
    "country_forms": "name abbreviation adjective demonym",
    "place_forms": "name variant former_name",
}
LANGUAGES = {"de", "en", "ru", "be"}
# what would be found everywhere if a table named something so
WORDS = {
    "der",
    "die",
    "das",
    "den",
    "dem",
    "des",
    "ein",
    "eine",
    "und",
    "oder",
    "in",
    "im",
    "am",
    "an",
    "auf",
    "aus",
    "bei",
    "mit",
    "nach",
    "von",
    "vor",
    "zu",
    "er",
    "sie",
    "es",
    "ist",
    "war",
}


@pytest.mark.parametrize("table", FORMS)
def test_a_form_can_be_looked_up(table: str) -> None:
    for number, row in enumerate(seeds.rows(table), 2):
        where = f"{table}.csv, line {number}: {row}"
        assert len(row["form"]) > 1 and row["form"] == row["form"].strip() and row["form"] not in WORDS, where
        assert row["language"] in LANGUAGES, where
        if table in KINDS:
            assert row["kind"] in KINDS[table].split(), where
            assert row["confidence"] and row["source"], where


@pytest.mark.parametrize("table", OTHER_FORMS)
def test_a_form_of_another_language_names_what_is_listed(table: str) -> None:
    assert table.removeprefix("forms_") in seeds.languages()
    listed = {
        "organization": {row["organization"] for row in seeds.rows("organizations")},
        "person": {row["person"] for row in seeds.rows("persons")},
        "country": {row["country"] for row in seeds.rows("countries")},
        "place": {row["place"] for row in seeds.rows("places")},
        "position": {row["position"] for row in seeds.rows("positions")},
    }
    for number, row in enumerate(seeds.rows(table), 2):
        where = f"{table}.csv, line {number}: {row}"
        assert row["name"] in listed[row["what"]] and row["confidence"] and row["source"], where
        assert len(row["form"]) > 1 and row["form"] == row["form"].strip(), where
        assert row["kind"] in KINDS.get(f"{row['what']}_forms", "name").split(), where


def test_a_listed_medium_is_an_agency_or_an_outlet_and_one_of_them() -> None:
    kinds: dict[str, set[str]] = {}
    for row in seeds.rows("agencies"):
        kinds.setdefault(row["agency"], set()).add(row["kind"])
    assert {name: kind for name, kind in kinds.items() if kind not in ({"agency"}, {"outlet"})} == {}


def test_an_organ_is_part_of_a_listed_organization() -> None:
    kinds = {row["organization"]: row["kind"] for row in seeds.rows("organizations")}
    for row in seeds.rows("organizations"):
        assert (row["part_of"] in kinds) if row["kind"] == "organ" else row["part_of"] in ("", *kinds), row
        assert kinds.get(row["part_of"]) != "organ", row


def test_every_person_has_one_canonical_form_and_it_is_the_name() -> None:
    names = {row["person_id"]: row["person"] for row in seeds.rows("persons")}
    canonical = [(row["person_id"], row["form"]) for row in seeds.rows("person_forms") if row["kind"] == "canonical"]
    assert sorted(canonical) == sorted(names.items())


def test_forms_name_things_that_are_listed() -> None:
    listed = {
        "organization_forms": {row["organization"] for row in seeds.rows("organizations")},
        "person_forms": {row["person_id"] for row in seeds.rows("persons")},
        "country_forms": {row["country"] for row in seeds.rows("countries")},
        "place_forms": {row["place"] for row in seeds.rows("places")},
        "position_forms": {row["position"] for row in seeds.rows("positions")},
    }
    for table, known in listed.items():
        first = next(iter(next(seeds.rows(table))))
        assert {row[first] for row in seeds.rows(table)} <= known, table


def test_one_form_means_one_thing_within_its_kind() -> None:
    """Surnames and words for organs are the exception: many share them, and taggers tell them apart."""
    meant: dict[tuple[str, str], set[str]] = {}
    for form in seeds.forms():
        if form.form_kind not in ("surname", "organ_word"):
            meant.setdefault((form.kind, form.form), set()).add(form.name)
    assert {key: names for key, names in meant.items() if len(names) > 1} == {}


def test_offices_and_memberships_name_things_that_are_listed() -> None:
    countries = {row["country"] for row in seeds.rows("countries")}
    organizations = {row["organization"] for row in seeds.rows("organizations")}
    persons = {row["person_id"] for row in seeds.rows("persons")}
    positions = {row["position"] for row in seeds.rows("positions")}
    for row in seeds.rows("occupancies"):
        assert row["person_id"] in persons and row["position"] in positions and row["body"] in countries | organizations
    for row in seeds.rows("memberships"):
        assert row["organization"] in organizations and row["member"] in countries | organizations


@pytest.mark.parametrize(
    ("text", "end", "day"),
    [
        ("2015", False, "2015-01-01"),
        ("2015", True, "2015-12-31"),
        ("2024-02", True, "2024-02-29"),
        ("2020-01-09", True, "2020-01-09"),
    ],
)
def test_a_partial_day_reaches_over_all_it_can_mean(text: str, end: bool, day: str) -> None:
    assert str(seeds.day(text, end)) == day
    assert seeds.day("", end) is None


def test_every_source_is_named_as_its_file_and_generic_is_there() -> None:
    assert "generic" in seeds.sources()
    assert set(seeds.sources()) == {path.stem for path in (SEEDS / "sources").glob("*.toml")}


def test_a_broken_seed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "x.toml").write_text('source = "x"\nname = "X"\n')
    monkeypatch.setattr(seeds, "SEEDS", tmp_path)
    seeds.sources.cache_clear()
    with pytest.raises(SeedError, match=r"x\.toml"):
        seeds.sources()
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "xx.toml").write_text("months = {}\nweekdays = {}\nagency_phrases = []\ndatelines = []\n")
    seeds.languages.cache_clear()
    with pytest.raises(SeedError, match=r"xx\.toml: lacks words"):
        seeds.languages()
    monkeypatch.undo()
    seeds.sources.cache_clear()
    seeds.languages.cache_clear()


def test_the_ruleset_changes_with_a_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = seeds.ruleset()
    assert before == seeds.ruleset() and len(before) == 12
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "x.toml").write_text("x = 1")
    (tmp_path / "furniture.toml").write_text("")
    monkeypatch.setattr(seeds, "SEEDS", tmp_path)
    monkeypatch.setattr(seeds, "PROJECT", tmp_path)
    seeds.ruleset.cache_clear()
    changed = seeds.ruleset()
    (tmp_path / "rules" / "x.toml").write_text("x = 2")
    seeds.ruleset.cache_clear()
    assert before != changed != seeds.ruleset()
    seeds.ruleset.cache_clear()
