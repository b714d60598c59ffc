"""The contract: views, columns, comments; and what they answer on the sample articles."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from etl.settings import SQL
from etl.tag import spelling

# view → its columns, at least, as they are promised to readers
CONTRACT = {
    "articles": "article_id file_name url source title published_at published_from published_until section "
    "dateline_place dateline_date agency image_credit language text word_count fetched_at version",
    "mentions": "article_id kind name value surface char_start char_end rule",
    "article_topics": "article_id topic weight rule",
    "occupancies_reported": "article_id person position body status as_of basis char_start char_end rule",
    "meetings": "meeting_id kind status title ordinal body place country held_from held_until articles part_of "
    "first_told_on last_told_on",
    "meeting_participants": "meeting_id participant kind role on_behalf_of articles article_id fact_id",
    "meeting_articles": "meeting_id article_id status_told char_start char_end rule known_on relation reason",
    "quotations": "article_id kind speaker speaker_position text cue said_on relayed_via char_start char_end rule",
    "memberships_reported": "article_id organization member status as_of char_start char_end rule",
    "commitments_reported": "article_id actors action instrument due_from due_until due_text char_start char_end rule",
    "acts_reported": "article_id actors action instrument object done_from done_until char_start char_end rule",
    "commitment_history": "commitment_id step step_on article_id fact_id char_start char_end due_until reason",
    "evidence": "fact fact_id article_id char_start char_end surface rule ruleset",
    "citations": "fact fact_id article_id citation",
    "office_holders": "position body person valid_from valid_until decided_on basis articles",
    "memberships": "organization member status valid_from valid_until basis articles",
    "who_met_whom": "person_a person_b meetings first_on last_on",
    "commitments": "commitment_id actors action due_until status first_reported_on settled_by",
    "conflicts": "subject property value_a article_a value_b article_b note kind quote_a quote_b preferred "
    "preferred_value reason",
    "persons": "person country first_seen_on last_seen_on articles offices",
    "name_forms": "kind name form first_seen_on last_seen_on articles mentions is_listed",
    "organizations": "organization name kind part_of articles mentions",
    "unresolved_names": "name articles mentions first_on last_on seen_as surface nearest_person",
    "topics_by_month": "month topic articles",
    "article_addresses": "article_id address url source is_canonical first_seen_at last_seen_at",
    "near_duplicates": "article_a article_b similarity containment",
    "relays": "article_id chain step kind name surface char_start char_end rule",
    "article_origins": "article_id origin chain",
    "sources": "source name language state reason last_found_at articles_last_30_days expected_min expected_max",
    "coverage": "month source articles first_covered_on",
    "runs": "run_id dag_id trigger params ruleset started_at ended_at result",
    "funnel": "run_id source stage articles",
    "decisions": "decision_id state reason verdict about decided_at decided_by note article_id was_read new_values",
    "review": "key kind question suggestion command article_id",
    "quarantine": "run_id source url_or_path stage reason",
}
TYPES = {
    ("articles", "published_at"): "TIMESTAMP WITH TIME ZONE",
    ("articles", "dateline_date"): "DATE",
    ("commitments_reported", "actors"): "VARCHAR[]",
    ("meetings", "held_from"): "DATE",
    ("office_holders", "valid_from"): "DATE",
}


@pytest.mark.parametrize("view", CONTRACT)
def test_a_promised_view_has_its_columns_and_answers(sample: duckdb.DuckDBPyConnection, view: str) -> None:
    columns = [row[0] for row in sample.execute(f"describe report.{view}").fetchall()]
    assert [name for name in CONTRACT[view].split() if name not in columns] == []
    sample.execute(f"select * from report.{view}").fetchall()


@pytest.mark.parametrize(("column", "type_"), TYPES.items(), ids=lambda v: v if isinstance(v, str) else ".".join(v))
def test_a_column_has_the_promised_type(sample: duckdb.DuckDBPyConnection, column: tuple[str, str], type_: str) -> None:
    types = {row[0]: row[1] for row in sample.execute(f"describe report.{column[0]}").fetchall()}
    assert types[column[1]] == type_


def test_every_table_view_and_column_has_a_comment(sample: duckdb.DuckDBPyConnection) -> None:
    bare = sample.execute(
        """select schema_name || '.' || table_name || '.' || column_name from duckdb_columns()
        where not internal and comment is null
        union all select schema_name || '.' || table_name from duckdb_tables() where comment is null and not temporary
        union all select schema_name || '.' || view_name from duckdb_views() where not internal and comment is null
        union all select schema_name || '.' || function_name from duckdb_functions()
        where schema_name in ('core', 'report', 'store', 'reference') and comment is null"""
    ).fetchall()
    assert bare == []


@pytest.mark.parametrize("path", sorted(SQL.rglob("*.sql")), ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_a_sql_file_begins_with_what_it_is_for(path: Path) -> None:
    assert path.read_text("utf-8").startswith("-- ")


@pytest.mark.parametrize(
    ("day", "count"), [("2022-05-18", {"member": 8, "observer": 4, "partner": 6}), ("2024-07-10", {"member": 10})]
)
def test_members_of_the_soz_as_of_a_day(sample: duckdb.DuckDBPyConnection, day: str, count: dict[str, int]) -> None:
    found = dict(
        sample.execute("select status, count(*) from report.members_on('SOZ', ?) group by status", [day]).fetchall()
    )
    assert count.items() <= found.items()


@pytest.mark.parametrize(
    ("day", "person"),
    [
        ("2022-05-18", "Stanislaw Sas"),
        ("2023-01-01", "Imanghali Tasmaghambetow"),
        ("2026-02-01", "Taalatbek Masadykow"),
    ],
)
def test_the_general_secretary_of_a_day(sample: duckdb.DuckDBPyConnection, day: str, person: str) -> None:
    query = "select person from report.holder_on('Generalsekretär', 'OVKS', ?, known_on := date '2026-11-01')"
    assert sample.execute(query, [day]).fetchall() == [(person,)]


def test_an_office_answers_to_its_other_names(sample: duckdb.DuckDBPyConnection) -> None:
    for name in ("Ministerpräsident", "Premierminister"):
        found = sample.execute("select person from report.holder_on(?, 'AM', '2023-07-04')", [name]).fetchall()
        assert found == [("Nikol Paschinjan",)], name


def test_an_organ_counts_for_itself_and_for_its_organization(sample: duckdb.DuckDBPyConnection) -> None:
    counted = dict(sample.execute("select organization, mentions from report.organizations").fetchall())
    assert counted["OVKS"] > counted["OVKS-Sekretariat"] > 0
    parents = sample.execute("select distinct name from report.mentions where organ = 'OVKS-Sekretariat'").fetchall()
    assert parents == [("OVKS",)]


def test_a_name_no_table_knows_is_listed_with_its_office(sample: duckdb.DuckDBPyConnection) -> None:
    rows = dict(sample.execute("select name, seen_as from report.unresolved_names").fetchall())
    assert rows and not set(rows) & {n for (n,) in sample.execute("select person from reference.person").fetchall()}
    assert any(rows.values())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jermekbajew", "Yermekbayev"),
        ("Tasmaghambetow", "Tasmagambetov"),
        ("Wolfowitsch", "Volfovich"),
        ("Tschernyschow", "Chernyshov"),
        ("Sacharowa", "Zakharova"),
    ],
)
def test_transcriptions_fold_alike(sample: duckdb.DuckDBPyConnection, one: str, other: str) -> None:
    [(a, b)] = sample.execute("select core.folded_name(?), core.folded_name(?)", [one, other]).fetchall()
    assert a == b == spelling.folded(one)


def test_a_search_finds_umlauts_either_way(sample: duckdb.DuckDBPyConnection) -> None:
    for words in ("Präsident Minsk", "praesident minsk", "PRÄSIDENT"):
        assert sample.execute("select count(*) from report.search(?)", [words]).fetchone() != (0,), words
    assert sample.execute("select count(*) from report.search('gibtesnicht')").fetchone() == (0,)


def test_a_timeline_is_in_order(sample: duckdb.DuckDBPyConnection) -> None:
    days = [day for (day,) in sample.execute("select on_day from report.timeline('Stanislaw Sas')").fetchall() if day]
    assert len(days) > 5 and days == sorted(days)


def test_every_proof_is_cut_out_of_its_text(sample: duckdb.DuckDBPyConnection) -> None:
    [(wrong, all_)] = sample.execute(
        """select
            count(*) filter (substring(a.text, e.char_start + 1, e.char_end - e.char_start) is distinct from e.surface),
            count(*)
        from report.evidence as e left join report.articles as a using (article_id)"""
    ).fetchall()
    assert wrong == 0 and all_ > 500
