"""./blocwatch decide as a person types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.__main__ import main
from tests.making import Home

TEXT = """Besuch in Minsk

Der russische Außenminister Sergei Lawrov ist in Minsk eingetroffen.

Der Botschafter Wang Li nannte das Gespräch wichtig. Lawrow und Wang Li trafen sich am Montag in Minsk.
"""


@pytest.fixture
def read(home: Home, tmp_path: Path) -> Home:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, "utf-8")
    home.read("one", tmp_path / "in")
    return home


def test_what_waits_is_decided_by_its_key_and_waits_no_more(
    read: Home, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    waiting = dict(read.rows("select kind, key from report.review"))
    assert set(waiting) == {"spelling", "name"} and waiting["name"] == "Wang Li"
    assert main(["decide", "review"]) == 0
    said = capsys.readouterr().out
    assert "Is Wang Li (mentions: 1) the listed Wang Yi?" in said and 'decide same "Wang Li" "Wang Yi"' in said
    assert f"decide {waiting['spelling']} correct" in said
    assert main(["decide", waiting["spelling"], "correct", "--by", "Anna"]) == 0
    assert "correct (mentions): applied" in capsys.readouterr().out
    assert main(["decide", "not_same", "Wang Li", "Wang Yi", "--by", "Anna", "--note", "Botschafter"]) == 0
    assert read.rows("select nearest_person from report.unresolved_names where name = 'Wang Li'") == [(None,)]
    capsys.readouterr()
    assert main(["decide", "review"]) == 0
    assert capsys.readouterr().out == "Nothing waits for a person.\n"
    assert main(["decide", "list"]) == 0
    said = capsys.readouterr().out
    assert "not_same (person), applied, Anna" in said and "Wang Li / Wang Yi" in said and "Botschafter" in said
    assert main(["decide", "export", str(tmp_path / "d.jsonl")]) == 0
    assert main(["decide", "import", str(tmp_path / "d.jsonl")]) == 0
    assert "0 decisions are new here" in capsys.readouterr().out


def test_an_edit_is_typed_as_column_and_value(read: Home, capsys: pytest.CaptureFixture[str]) -> None:
    [(fact_id, body)] = read.rows(
        "select fact_id, body from report.occupancies_reported where position = 'Außenminister'"
    )
    assert body == "RU"
    words = ["decide", fact_id, "edited", "--by", "Anna", "--set", "body=XX"]
    assert main(words) == 2
    assert "neither a listed organization nor an ISO code" in capsys.readouterr().err
    assert main([*words[:-1], "body=BY", "--set", "as_of="]) == 0
    query = "select body, as_of from report.occupancies_reported where position = 'Außenminister'"
    assert read.rows(query) == [("BY", None)]
    assert main(["decide", "same", "Li", "Wang Yi", "--by", "Anna"]) == 2
