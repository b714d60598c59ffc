"""The work file is whole, small and can be gone back to, whatever happens to the disk or the process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from etl import deciding, settings, steps
from etl.errors import InputError, WarehouseError
from etl.load import keeping, publishing
from tests.making import Home

SAMPLES = settings.SEEDS / "articles"
COMMENTS = """
select 'view', schema_name, view_name, comment from duckdb_views() where not internal
union all
select 'column', schema_name, table_name || '.' || column_name, comment from duckdb_columns() where not internal
union all
select 'macro', schema_name, function_name, comment from duckdb_functions() where not internal
order by all
"""


@pytest.fixture
def loaded(sample_home: Home, home: Home) -> Home:
    """A home of one's own with the sample articles."""
    shutil.copy(sample_home.folder / "work.duckdb", home.folder)
    publishing.publish_file(settings.load(), "first")
    return home


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    if os.getuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", folder], check=False).returncode:
        pytest.skip("needs the right to mount")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def described(path: Path) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as file:
        return file.execute(COMMENTS).fetchall()


def test_compacting_keeps_all_there_is(loaded: Home) -> None:
    conf = settings.load()
    with duckdb.connect(str(conf.work_file)) as file:
        # the second table stands behind the gap the first one leaves, so that DuckDB cannot cut it off the file's end
        for name, rows in (("gone", 1_000_000), ("stays", 200_000)):
            file.execute(f"create table store.{name} as select md5(range::varchar) as m from range({rows})")
            file.execute("checkpoint")
        file.execute("drop table store.gone")
        file.execute("checkpoint")
    before = described(conf.work_file), loaded.rows("from report.mentions order by all")
    assert keeping.size(conf).free_share > keeping.BLOATED
    [was, now] = keeping.compact(conf, always=False) or (0, 0)
    assert 0 < now < was / 2
    assert keeping.compact(conf, always=False) is None, "there is nothing more to gain"
    publishing.publish_file(conf, "second")
    assert (described(conf.work_file), loaded.rows("from report.mentions order by all")) == before
    with duckdb.connect(str(conf.work_file), read_only=True) as file:
        [tags] = file.execute("select tags from duckdb_databases() where database_name = 'work'").fetchall()
    assert "v1.4.0" in str(tags)
    assert sorted(path.name for path in conf.home.glob("work*")) == ["work.compacted", "work.duckdb", "work.lock"]


def test_it_is_compacted_after_its_first_loads_and_whenever_it_has_grown(loaded: Home) -> None:
    conf = settings.load()
    assert keeping.size(conf).grown is None and keeping.compact(conf, always=False) is None
    with duckdb.connect(str(conf.work_file)) as file:
        file.execute(f"update store.run set load_number = {keeping.LOADS}")
    assert keeping.compact(conf, always=False) is not None
    assert keeping.size(conf).grown == 1 and keeping.compact(conf, always=False) is None
    with duckdb.connect(str(conf.work_file)) as file:
        rows = conf.work_file.stat().st_size // 60
        file.execute(f"create table store.more as select md5(range::varchar) as m from range({rows})")
    assert keeping.size(conf).grown > keeping.GROWN and keeping.size(conf).free_share < keeping.BLOATED
    assert keeping.compact(conf, always=False) is not None


def test_of_days_weeks_and_months_the_newest_backups_stay() -> None:
    first = datetime(2025, 1, 1, 5, tzinfo=UTC)
    found: dict[datetime, Path] = {}
    for day in range(400):
        at = first + timedelta(day)
        found[at] = Path(f"{day}")
        found = {at: path for at, path in found.items() if path in keeping.to_keep(found)}
    days = [at.date().isoformat() for at in sorted(found)]
    assert days[-1] == "2026-02-04"
    assert {"2026-02-01", "2026-01-31", "2026-01-30", "2026-01-29"} <= set(days), "of each of seven days"
    assert {"2026-01-25", "2026-01-18"} <= set(days), "of each of four weeks"
    assert {"2025-09-30", "2025-10-31", "2025-11-30", "2025-12-31"} <= set(days), "of each of six months"
    assert len(days) <= 17


def test_a_backup_is_made_once_a_day_and_can_be_gone_back_to(loaded: Home) -> None:
    conf, now = settings.load(), datetime(2026, 1, 31, 5, tzinfo=UTC)
    made = keeping.back_up(conf, now)
    assert made is not None and keeping.back_up(conf, now) is None
    with duckdb.connect(str(conf.work_file)) as file:
        file.execute("delete from store.mention")
    publishing.publish_file(conf, "broken")
    assert loaded.rows("select count(*) from report.mentions") == [(0,)]
    assert any(made.name in line for line in steps.restorable())
    told = steps.restore(made.stem)
    assert loaded.rows("select count(*) > 1000 from report.mentions") == [(True,)]
    assert "\n" not in told, "there is nothing it lacks"
    aside = Path(told.rsplit(" ", 1)[1])
    with duckdb.connect(str(aside), read_only=True) as file:
        assert file.execute("select count(*) from store.mention").fetchall() == [(0,)]
    with duckdb.connect(str(conf.work_file)) as file:
        file.execute("update store.run set result = 'it can be written to'")
    with pytest.raises(InputError, match="no backup or published file 'nothing'"):
        steps.restore("nothing")


def test_going_back_keeps_what_was_decided_and_says_what_is_missing(loaded: Home, tmp_path: Path) -> None:
    conf = settings.load()
    made = keeping.back_up(conf, datetime(2026, 1, 31, 5, tzinfo=UTC))
    assert made
    (tmp_path / "in").mkdir()
    text = "Ein neuer Artikel\n\nBelTA, 3. Mai 2024. " + "Stanislaw Sas war in Minsk bei der OVKS zu Gast. " * 4
    (tmp_path / "in" / "neu.txt").write_text(text, "utf-8")
    loaded.read("later", tmp_path / "in")
    [(fact,)] = loaded.rows(
        "select min(fact_id) from report.occupancies_reported where rule <> 'occupancy.reference.holder'"
    )
    deciding.decide([deciding.Asked("wrong", (fact,), "Anna")])
    articles = loaded.rows("select count(*) from report.articles")
    told = steps.restore(made.stem)
    assert "1 decisions made since then" in told and "1 runs since then" in told and "run --again" in told
    assert loaded.rows("select verdict, state from report.decisions") == [("wrong", "applied")]
    assert loaded.rows(f"select 1 from report.occupancies_reported where fact_id = '{fact}'") == []
    assert loaded.rows("select count(*) from report.articles") != articles
    conf.work_file.write_bytes(b"broken" * 1000)
    told = steps.restore(made.stem)
    assert "could not all be looked up" in told and "run --again" in told
    assert loaded.rows("select 1 from report.decisions") == []


def test_maintenance_says_what_it_did_and_stops_at_a_file_that_is_wrong(loaded: Home) -> None:
    told = steps.maintain()
    assert "checks on the whole work file found nothing wrong" in told and "1 backups kept" in told
    with duckdb.connect(str(settings.load().work_file)) as file:
        file.execute("update store.mention set char_start = char_start + 1")
    with pytest.raises(WarehouseError, match="spans_cut_their_surface"):
        steps.maintain()


def test_a_full_disk_leaves_the_published_file(loaded: Home, tiny: Path) -> None:
    conf = settings.load()
    for place in ("published_folder", "backup_folder"):
        shutil.rmtree(getattr(conf, place), ignore_errors=True)
        getattr(conf, place).symlink_to(tiny)
    (tiny / "filling").write_bytes(b"x" * 3_500_000)
    conf.published_link.unlink()
    with pytest.raises(WarehouseError, match=r"could not publish.*No space left"):
        publishing.publish_file(conf, "second")
    assert [path.name for path in tiny.iterdir()] == ["filling"], "nothing half written stays"
    (tiny / "filling").unlink()
    if conf.work_file.stat().st_size < 3_500_000:
        publishing.publish_file(conf, "third")


def test_a_work_file_on_a_full_disk_stays_as_it_was(loaded: Home, tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    conf = settings.load()
    monkeypatch.setenv("BLOCWATCH_STAGING_URL", conf.staging_url)
    monkeypatch.setenv("BLOCWATCH_RAW_URL", conf.raw_url)
    subprocess.run(["mount", "-o", f"remount,size={conf.work_file.stat().st_size // 1024 + 64}k", tiny], check=True)
    shutil.copy(conf.work_file, tiny)
    monkeypatch.setenv("BLOCWATCH_HOME", str(tiny))
    with pytest.raises(WarehouseError, match=r"work\.duckdb|be written|compacted"):
        keeping.compact(settings.load())
    with duckdb.connect(str(tiny / "work.duckdb"), read_only=True) as file:
        assert file.execute("select count(*) > 1000 from store.mention").fetchall() == [(True,)]
    assert not list(tiny.glob("*.compact*"))


@pytest.mark.parametrize("what", ["staging_url", "raw_url"])
def test_a_full_disk_stops_a_run_and_not_its_documents(
    home: Home, tiny: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tiny / "filling").write_bytes(b"x" * 4_100_000)
    monkeypatch.setenv(f"BLOCWATCH_{what.upper()}", str(tiny))
    with pytest.raises(WarehouseError, match="cannot be written: No space left on device"):
        home.walk("one")
    (tiny / "filling").unlink()
    subprocess.run(["mount", "-o", "remount,size=64m", tiny], check=True)
    assert f"{len(list(SAMPLES.iterdir()))} new" in home.walk("two")


def test_a_read_only_folder_is_said_in_words(loaded: Home, tiny: Path) -> None:
    conf = replace(settings.load(), home=tiny)
    subprocess.run(["mount", "-o", "remount,ro", tiny], check=True)
    with pytest.raises(WarehouseError, match="Read-only file system"):
        keeping.compact(conf)


@pytest.mark.parametrize("bench", ["kills --kills 8 --seed 3", "readers --readers 3 --publishes 3"])
def test_killed_runs_and_readers_find_nothing_wrong(bench: str) -> None:
    """In a process of its own: it forks, and a fork of one that has other threads (a worker of the tests, DuckDB's of
    an open file) may wait for ever for a lock that a thread held which is not there any more."""
    done = subprocess.run(
        [sys.executable, "-m", "etl", "bench", *bench.split()],
        cwd=settings.PROJECT, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 things wrong" in done.stdout
