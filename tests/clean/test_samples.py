"""Every sample article reads as its gold says: fields, body kept, furniture gone."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from etl.settings import PROJECT, SEEDS
from tests.making import read

SAMPLES = sorted((PROJECT / "tests" / "gold").glob("*.json"))


def folded(text: str) -> str:
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", text.casefold())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_a_sample_reads_as_its_gold(path: Path) -> None:
    gold: dict[str, Any] = json.loads(path.read_text("utf-8"))
    file = SEEDS / "articles" / gold["file_name"]
    found = read(file.read_bytes(), file.name)
    wanted = gold["article"]
    at = wanted["published_at"]
    assert found.published_at == (datetime.fromisoformat(at) if at else None)
    for field in ("title", "section", "dateline_place", "agency", "language", "image_credit"):
        assert (getattr(found, field) or "").casefold() == (wanted[field] or "").casefold(), field
    if wanted.get("dateline_date"):
        assert str(found.dateline_date) == wanted["dateline_date"]
    if "modified_at" in wanted:
        told = wanted["modified_at"]
        assert found.modified_at == (datetime.fromisoformat(told) if told else None)
    if "authors" in wanted:
        assert list(found.authors) == wanted["authors"]
    for field in ("url", "image_caption"):
        if field in wanted:
            assert getattr(found, field) == wanted[field], field
    if "related_titles" in wanted:
        assert list(found.related_titles) == wanted["related_titles"]
    if "paragraphs" in wanted:
        begins = [(p.kind, found.text[p.char_start : p.char_end]) for p in found.paragraphs]
        assert [kind for kind, _ in begins] == [kind for kind, _ in wanted["paragraphs"]]
        assert all(text.startswith(first) for (_, text), (_, first) in zip(begins, wanted["paragraphs"], strict=True))
    body = folded(found.text)
    assert folded(wanted["body_begins"]) in body and folded(wanted["body_ends"]) in body
    assert [line for line in wanted["furniture"] if folded(line) in body] == []


def test_every_sample_has_gold_and_every_gold_a_sample() -> None:
    golds = {json.loads(path.read_text("utf-8"))["file_name"] for path in SAMPLES}
    assert golds == {path.name for path in (SEEDS / "articles").iterdir()}
    assert len(golds) >= 8


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_paragraphs_cut_the_text_without_gaps(path: Path) -> None:
    file = SEEDS / "articles" / json.loads(path.read_text("utf-8"))["file_name"]
    found = read(file.read_bytes(), file.name)
    cut = [found.text[p.char_start : p.char_end] for p in found.paragraphs]
    assert "\n\n".join(cut) == found.text and all(cut)
