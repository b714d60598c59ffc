"""The real articles and their facts, where they lie beside the project; skipped elsewhere."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from etl import tag
from etl.settings import PROJECT
from tests.making import SHARED, Home, read, tag_seeds

pytestmark = pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the real articles are not on this machine")

BARS = {
    "article fields": 1.0, "body kept": 1.0, "furniture removed": 1.0, "evidence spans": 1.0, "organizations": 0.9,
    "persons": 0.9, "countries": 0.9, "places": 0.9, "dates": 0.9, "occupancies": 0.9, "topics": 0.8,
}  # fmt: skip


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float]]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("shared")
        patch.setenv("BLOCWATCH_HOME", str(folder))
        Home(folder).read("one", SHARED / "seeds")
        out = folder / "scores.json"
        scorer, published = SHARED / "score_facts.py", folder / "blocwatch.duckdb"
        command = [sys.executable, str(scorer), str(published), str(SHARED / "gold"), "--json", str(out)]
        subprocess.run(command, check=True, capture_output=True)
        return dict(json.loads(out.read_text("utf-8")))


@pytest.mark.parametrize("kind", BARS)
def test_a_kind_of_fact_is_read_well_enough(scores: dict[str, dict[str, float]], kind: str) -> None:
    assert scores[kind]["f1"] >= BARS[kind]


def test_undated_articles_are_bounded() -> None:
    for name, first, last in (("000", "2022-05-18", "2022-12-31"), ("003", "2015-11-01", "2019-03-20")):
        [path] = (SHARED / "seeds").glob(f"{name}_*")
        found = tag.bounded(read(path.read_bytes(), path.name), tag_seeds())
        assert (str(found.published_from), str(found.published_until)) == (first, last)


# the bars of work that others have done, on the development halves: scored with the scorers that lie beside them
MEASURED = {
    "dates": (["--types", "DATE"], "score_dates.py", "dates", {"relaxed_value": 0.80, "strict": 0.82}),
    "quotations": (["--top"], "score_quotations.py", "quotations_train", {"relaxed": 0.60, "joint": 0.40}),
}


@pytest.mark.parametrize("what", MEASURED)
def test_a_tagger_does_not_fall_behind_what_it_reached(what: str, tmp_path: Path) -> None:
    words, scorer, folder, bars = MEASURED[what]
    place = SHARED / "measure" / folder
    out = tmp_path / "pred.jsonl"
    with out.open("w") as found:
        command = [sys.executable, "-m", "etl", "measure", what, str(place / "docs.jsonl")]
        subprocess.run(command, cwd=PROJECT, stdout=found, check=True)
    command = [
        sys.executable,
        str(SHARED / "measure" / scorer),
        "--gold",
        str(place / "gold.jsonl"),
        "--pred",
        str(out),
    ]
    command += [*words, "--json", *(["--docs", str(place / "docs.jsonl")] if what == "quotations" else [])]
    scores = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert {name: scores[name]["F1"] >= bar for name, bar in bars.items()} == dict.fromkeys(bars, True), scores
