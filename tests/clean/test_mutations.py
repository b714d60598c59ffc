"""Spoilt pages: whatever comes, an article or a reason comes of it, and soon."""

import json
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from etl import settings, tag
from etl.commands.mutations import KINDS, Mutated, mutated
from etl.errors import DocumentError
from etl.model import Article
from etl.staging import to_table
from etl.steps import digest_of
from tests.making import Home, article, read, tag_seeds

SAMPLES = settings.SEEDS / "articles"
SMALL, EACH = 300, 5
TEXT = "<p>" + "Der Gipfel der OVKS in Minsk endet mit einer Erklärung zur Lage an der Grenze. " * 5


def drawn(count: int, giant: int = SMALL, first: int = 0) -> list[Mutated]:
    return list(mutated(SAMPLES, count, 1, giant, first))


def outcome(page: Mutated) -> Article | None:
    """The article, tagged and fit to be handed on; None where the page was set aside."""
    try:
        found = read(page.content, page.name)
    except DocumentError as error:
        assert str(error)
        return None
    digest_of(found, tag.facts(found, tag_seeds()))
    to_table(Article, [found])
    return found


def test_every_kind_of_spoilt_page_is_an_article_or_set_aside() -> None:
    pages = drawn(EACH * len(KINDS))
    kinds = Counter(page.kind.split("+")[0] for page in pages)
    assert kinds == dict.fromkeys(KINDS, EACH)
    found = [outcome(page) for page in pages]
    assert sum(map(bool, found)) > len(pages) / 2  # most are still read


def test_the_same_seed_spoils_alike() -> None:
    assert drawn(3, first=40) == drawn(43)[40:]
    assert drawn(3) != list(mutated(SAMPLES, 3, 2, SMALL))


@pytest.mark.parametrize("kind", ["deep", "attribute", "attributes"])
def test_a_hundred_thousand_levels_and_attributes_of_megabytes(kind: str) -> None:
    start = time.process_time()
    [page] = drawn(1, 100_000, first=list(KINDS).index(kind))
    assert page.kind.startswith(kind) and len(page.content) > 300_000
    outcome(page)
    assert time.process_time() - start < 20


def test_every_spoilt_file_has_an_outcome(home: Home, tmp_path: Path) -> None:
    pages = drawn(2 * len(KINDS))
    folder = tmp_path / "spoilt"
    folder.mkdir()
    for page in pages:
        (folder / page.name).write_bytes(page.content)
    home.read("first", folder)
    aside = dict(home.rows("select url_or_path, reason from report.quarantine"))
    held = {address for (address,) in home.rows("select address from report.article_addresses")}
    assert held | aside.keys() == {page.name for page in pages}
    assert not [reason for reason in aside.values() if reason.startswith("unexpected")]


def linked(**said: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **said})}</script><h1>A</h1>{TEXT}'


def test_half_characters_do_not_reach_an_article() -> None:
    found = read(linked(headline="Gipfel \ud83d in Minsk \U0001f600", articleSection="\udc00\0 Politik"), "a.html")
    assert (found.title, found.section) == ("Gipfel � in Minsk 😀", "� Politik")


def test_escaped_backslashes_before_what_looks_like_half_a_character_stay() -> None:
    assert read(linked(headline=r"Pfad C:\ud83d und mehr"), "a.html").title == r"Pfad C:\ud83d und mehr"


@pytest.mark.parametrize("told", ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "2099-01-01T00:00:00Z"])
def test_a_modification_no_clock_can_have_seen_is_none(told: str) -> None:
    assert read(linked(dateModified=told), "a.html").modified_at is None


def test_a_modification_before_fetching_is_kept() -> None:
    found = read(linked(dateModified="2024-05-06T07:08:09Z"), "a.html")
    assert found.modified_at == datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)


def test_a_tag_with_more_attributes_than_can_be_read_is_refused_and_long_values_are_not() -> None:
    with pytest.raises(DocumentError, match="more than 10000 attributes"):
        read(f"<div {' '.join(f'a{n}' for n in range(20_000))}>{TEXT}", "a.html")
    assert "Gipfel" in read(f'<div class="{"a b " * 20_000}">{TEXT}', "a.html").text


def test_a_text_longer_than_any_article_is_set_aside() -> None:
    with pytest.raises(DocumentError, match="no article has more than 500000"):
        read("Der Gipfel endet. " * 30_000)


@pytest.mark.parametrize("sign", ["Ä", ".", "0", '"Das '])
def test_tagging_grows_with_a_text_and_not_with_its_square(sign: str) -> None:
    start = time.process_time()
    tag.facts(article(f"Die OVKS berät in Minsk. {sign * (50_000 // len(sign))} Sie endet."), tag_seeds())
    assert time.process_time() - start < 8
