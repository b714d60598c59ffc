"""Every check finds nothing in good data, and finds what it is for."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from etl.errors import WarehouseError
from etl.load.tables import FACTS
from etl.report import checks
from tests.making import Home

ARTICLE_SHOWN = r"(.|\n)*article_id=[0-9a-f]{32}"
ONE = "(select min(article_id) from store.article)"

# check → what makes data wrong in the way it must find
WRONG = {
    "acts_have_actors": "update store.act_reported set actors = []",
    "addresses_have_an_article": f"delete from store.article_address where address_id = {ONE}",
    "articles_have_a_source": "update store.article set source = 'x'",
    "commitment_links_have_a_fact": "update store.commitment_link set char_start = char_start + 1",
    "commitments_are_resolved": "delete from store.commitment_link",
    "commitments_have_actors": "update store.commitment_reported set actors = []",
    "countries_are_iso": "update store.mention set value = 'XX' where kind = 'country'",
    "decisions_are_kept": "insert into store.decision_outcome (decision_id, state) values ('d', 'applied')",
    "facts_have_an_article": "update store.mention set version = 7",
    "funnel_adds_up": "delete from store.funnel where stage = 'loaded'",
    "funnel_stages_are_unique": "insert into store.funnel select * from store.funnel",
    "intervals_in_order": "update reference.occupancy set valid_until = valid_from - 1",
    "likeness_is_of_two_articles": "insert into store.article_likeness values ('b', 'a', 0.5, 0.5)",
    "meeting_links_hold": "delete from store.meeting where part_of is null",
    "meeting_participants_are_told": "update store.meeting_participant set article_id = 'x'",
    "meeting_parts_have_a_meeting": "insert into store.participant_reported "
    "(article_id, telling_id, participant, kind, role, load_number) values ('a', 'm', 'p', 'person', 'participant', 1)",
    "meetings_are_told": "insert into store.meeting_reported select * from store.meeting_reported limit 1",
    "meetings_have_a_telling": "delete from store.meeting_link where relation = 'tells'",
    "mentions_have_known_kind": "update store.mention set kind = 'thing'",
    "no_far_dates": "update reference.occupancy set valid_until = '9999-12-31'",
    "one_newest_version": f"update store.article set is_newest = false where article_id = {ONE}",
    "paragraphs_have_an_article": f"update store.paragraph set article_id = 'x' where article_id = {ONE}",
    "paragraphs_within_text": "update store.paragraph set char_end = char_end + 1",
    "published_before_fetched": "update store.article set published_at = fetched_at + interval 3 days",
    "reference_keys_are_unique": "insert into reference.rule select * from reference.rule",
    "rules_are_known": "update store.article_topic set rule = 'x'",
    "runs_are_unique": "insert into store.run select * from store.run",
    "spans_cut_their_surface": "update store.mention set char_start = char_start + 1, char_end = char_end + 1",
    "stretches_are_proven": "update store.office_stretch set seen_from_article_id = 'x' where seen_from is not null",
    "stretches_in_order": "update store.membership_stretch set seen_until = seen_from - 1",
    "texts_are_one_article": "update store.article set text_id = 'x'",
    "topics_are_listed": "update store.article_topic set topic = 'x'",
    "unique_article_versions": "insert into store.article select * from store.article",
    "unique_fact_ids": "insert into store.mention select * from store.mention",
    "values_are_listed": "update store.occupancy_reported set status = 'candidate'",
}


class Plain:
    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def run(self, query: str) -> duckdb.DuckDBPyConnection:
        return self.connection.execute(query)


@pytest.fixture(scope="module")
def work(sample_home: Home, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    copy = tmp_path_factory.mktemp("checks") / "work.duckdb"
    shutil.copy(sample_home.folder / "work.duckdb", copy)
    return duckdb.connect(str(copy))


def test_good_data_passes(work: duckdb.DuckDBPyConnection) -> None:
    assert checks.prove(Plain(work)) == len(checks.files()) > 10


def test_a_daily_run_proves_what_no_publish_has_seen(work: duckdb.DuckDBPyConnection) -> None:
    work.execute("begin")
    try:
        work.execute("update store.run set result = 'loaded'")
        for path in checks.files():
            query = checks.scoped(path.read_text("utf-8"), checks.unseen(Plain(work)))
            assert query is None or work.execute(query).fetchall() == []
        work.execute(WRONG["spans_cut_their_surface"])
        with pytest.raises(WarehouseError, match=f"spans_cut_their_surface.*{ARTICLE_SHOWN}"):
            checks.prove_loaded(Plain(work))
        work.execute("update store.run set result = 'published'")
        assert checks.prove_loaded(Plain(work)) < len(checks.files())
        with pytest.raises(WarehouseError, match="spans_cut_their_surface"):
            checks.prove(Plain(work))
    finally:
        work.execute("rollback")


STALE = {
    "commitment_links_have_a_fact": "update store.commitment_reported set char_start = char_start + 1",
    "meeting_links_hold": "update store.meeting_reported set telling_id = 'x'",
    "meeting_participants_are_told": "update store.participant_reported set fact_id = 'x'",
}


@pytest.mark.parametrize("name", STALE)
def test_what_an_older_load_made_of_an_article_read_again_is_proven(work: duckdb.DuckDBPyConnection, name: str) -> None:
    query = (checks.SQL / "90_checks" / f"{name}.sql").read_text("utf-8")
    work.execute("begin")
    try:
        for table in ("article", *(table.name for table in FACTS)):
            work.execute(f"update store.{table} set load_number = 99")
        assert work.execute(checks.scoped(query, checks.unseen(Plain(work))) or "").fetchall() == []
        work.execute(STALE[name])
        assert work.execute(checks.scoped(query, checks.unseen(Plain(work))) or "").fetchall() != []
    finally:
        work.execute("rollback")


@pytest.mark.parametrize("path", checks.files(), ids=lambda p: p.stem)
def test_a_check_finds_what_it_is_for(work: duckdb.DuckDBPyConnection, path: Path) -> None:
    work.execute("begin")
    try:
        assert path.stem in WRONG, f"say in WRONG above what makes data wrong in the way {path.stem} must find"
        work.execute(WRONG[path.stem])
        assert work.execute(path.read_text("utf-8")).fetchall() != []
        work.execute("update store.run set result = 'loaded' where result = 'published'")
        daily = checks.scoped(path.read_text("utf-8"), checks.unseen(Plain(work)))
        assert daily is None or work.execute(daily).fetchall() != []
    finally:
        work.execute("rollback")
