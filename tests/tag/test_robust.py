"""The same input gives the same facts, however it comes; whatever a text holds, spans cut out what they claim."""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from etl import steps, tag
from etl.model import Facts
from etl.settings import SEEDS
from etl.tag.finding import matches
from etl.tag.plain import Plain, is_plain
from etl.tag.shadow import shadow
from tests.making import Home, article, read, tag_seeds

SAMPLES = sorted((SEEDS / "articles").iterdir())
GERMAN = [found.text for path in SAMPLES if (found := read(path.read_bytes(), path.name)).language == "de"]
# what is mixed into texts: words of other scripts, and characters that trip readers up
FOREIGN = [
    "ОДКБ", "Лукашенко в Минске", "上海合作组织", "منظمة شنغهاي", "🇧🇾🤝🇰🇿", "\U0001f468\u200d\U0001f467",
    "\u202bעברית\u202c", "\u200f", "\u200e", "\u202e", "\u2066", "\u00ad", "\u200b", "\ufeff", "\u0301", "\u0308",
    "e\u0301\u0323", "K\u0308", "ﬁ", "ß", "ẞ", "İ", "ı", "ſ", "µ", "Å", "가", "\u1100\u1161", "𝔖𝔞𝔰", "\u00a0",
    "\u2028", "\x85", "\x00", "\x1b", "\t", "\ue000", "\ue008", "\uf8ff", "\ufffd", "„", "“", "»", '"', "'", "(", ")",
    ", ", ". ", "\n", "\n\n", "-", "–", "dass ", "19. ", "2022", "Sas", "OVKS", "Präsident ", "am Montag ",
]  # fmt: skip
VIEWS = {
    "articles": "article_id, file_name, title, published_at, published_from, published_until, published_rule, text",
    "mentions": "*",
    "article_topics": "*",
    "occupancies_reported": "*",
    "memberships_reported": "*",
    "quotations": "*",
    "relays": "*",
    "evidence": "*",
}


def facts(text: str, **about: object) -> Facts:
    return tag.facts(article(text, **{"published_on": date(2024, 1, 1), "language": "de"} | about), tag_seeds())


def all_of(found: Facts) -> list[Any]:
    return [fact for field in fields(found) for fact in getattr(found, field.name)]


def wrong(text: str, found: Facts) -> list[Any]:
    """Facts whose span does not cut out what they claim."""
    return [f for f in all_of(found) if not f.surface or text[f.char_start : f.char_end] != f.surface]


def said_of(found: Facts) -> list[tuple[object, ...]]:
    """What facts tell, without where."""
    return [
        (type(f).__name__, *(getattr(f, n) for n in ("kind", "name", "value", "person", "position") if hasattr(f, n)))
        for f in all_of(found)
    ]


@pytest.mark.parametrize("seed", range(60))
def test_foreign_characters_anywhere_move_no_span(seed: int) -> None:
    draw = random.Random(seed)
    text = draw.choice(GERMAN)
    for _ in range(draw.choice((1, 5, 40))):
        at = draw.randrange(len(text) + 1)
        text = text[:at] + draw.choice(FOREIGN) * draw.choice((1, 1, 1, 7)) + text[at:]
    if draw.random() < 0.3:
        text = unicodedata.normalize(draw.choice(("NFD", "NFKD", "NFKC")), text)
    found = facts(text)
    assert wrong(text, found) == [] and found == facts(text)


@pytest.mark.parametrize("seed", range(20))
def test_texts_of_nothing_but_odd_characters_do_no_harm(seed: int) -> None:
    draw = random.Random(seed)
    text = "".join(draw.choices(FOREIGN, k=400))
    assert wrong(text, facts(text)) == []


@pytest.mark.parametrize("text", GERMAN, ids=range(len(GERMAN)))
def test_a_text_that_never_ends_a_sentence_is_read(text: str) -> None:
    endless = re.sub(r"[.!?:;,\n]+", " ", text) * 3
    found = facts(endless)
    assert wrong(endless, found) == [] and found.mentions


@pytest.mark.parametrize("text", GERMAN, ids=range(len(GERMAN)))
def test_letters_in_two_pieces_and_hidden_marks_change_no_fact(text: str) -> None:
    expected = said_of(facts(text))
    in_pieces = unicodedata.normalize("NFD", text)
    hyphens = re.sub(r"(?<=\w)(?=\w)", "\u00ad", text)
    marked = re.sub(r"(?<=\w)(?=\W)", "\u200e", text)
    for other in (in_pieces, hyphens, marked):
        found = facts(other)
        assert said_of(found) == expected and wrong(other, found) == []


def test_a_name_with_hidden_characters_is_cut_out_with_them() -> None:
    text = "Die O\u00adVKS, der Generalsekreta\u0308r Stanislaw\u200b Sas und Weißrussland\u200e."
    assert [(m.name, m.surface) for m in facts(text).mentions if m.kind != "topic"] == [
        ("OVKS", "O\u00adVKS"),
        ("Stanislaw Sas", "Stanislaw\u200b Sas"),
        ("Belarus", "Weißrussland"),
    ]
    assert read(f"Titel\n\n{text} Mehr Worte, damit es ein Artikel ist.").text.startswith(
        "Die OVKS, der Generalsekretär"
    )


def test_plain_texts_are_taken_as_they_are() -> None:
    assert all(map(is_plain, GERMAN))
    for text in (*GERMAN[:3], "", "a\u0301\u00adb\u0301", "\u00ad", "\u0301"):
        plain = Plain(text)
        assert is_plain(plain.text) and len(plain.text) <= len(text)


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in tag_seeds().patterns}))
def test_looking_near_words_finds_what_looking_everywhere_finds(kind: str) -> None:
    """Rules are tried only where their words stand; that must change nothing, in odd texts either."""
    draw = random.Random(kind)
    rules = tag_seeds().patterns[kind, "de"]
    examples = [str(example["text"]) for rule, _ in rules for example in rule.match]
    texts = [
        draw.choice(GERMAN),
        "\n".join(examples),
        " ".join(examples),
        "\n\n".join(draw.sample(examples, len(examples))),
    ]
    texts += ["".join(draw.choice((draw.choice(examples), draw.choice(FOREIGN))) for _ in range(30)) for _ in range(4)]
    for text in texts:
        for seen in (text, shadow(text, tag_seeds().names.find(text, "de")).text):
            everywhere = [(rule.rule, m.span()) for rule, pattern in rules for m in pattern.finditer(seen)]
            assert [(rule.rule, m.span()) for rule, m in matches(rules, seen)] == everywhere


def walked(home: Home, run_id: str, folder: Path, batch_size: int, reverse: bool) -> dict[str, list[tuple[Any, ...]]]:
    """A whole run, its batches handed over in one order or the other, and what readers see of it."""
    request = steps.Request(
        run_id=run_id, dag_id="articles", trigger="manual", read="folder", folder=str(folder), batch_size=batch_size
    )
    batches = sorted(steps.find(request), reverse=reverse)
    for batch in batches:
        steps.tag(run_id, steps.clean(run_id, steps.extract(run_id, batch)))
    steps.publish(steps.check(steps.load(run_id, batches)))
    return {view: home.rows(f"select {columns} from report.{view} order by all") for view, columns in VIEWS.items()}


def test_facts_are_the_same_in_any_order_and_any_number_of_batches(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    for number, (size, reverse) in enumerate([(100, False), (1, True), (7, True)]):
        folder = tmp_path / f"in{number}"
        for at, path in enumerate(SAMPLES):
            # folders in another order make another order of articles; their names are the same
            place = folder / (f"{len(SAMPLES) - at:02d}" if reverse else f"{at:02d}")
            place.mkdir(parents=True)
            (place / path.name).write_bytes(path.read_bytes())
        monkeypatch.setenv("BLOCWATCH_HOME", str(tmp_path / f"home{number}"))
        told.append(walked(Home(tmp_path / f"home{number}"), "one", folder, size, reverse))
    assert all(told[0].values())
    assert told[1] == told[0] and told[2] == told[0]
