"""What people do in the interface, in a real browser on the real thing, in one test: starting Airflow costs more than
all the rest, and each step needs what the one before has made."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import expect

from etl.settings import SEEDS
from tests.ui.serving import Serving, browser_path, serving
from tests.ui.visiting import Visitor, visiting

pytestmark = pytest.mark.skipif(browser_path() is None, reason="there is no Chromium on this machine")

SAMPLES = ("12_sekretaere_der_sicherheitsraete_minsk.txt", "13_masadykow_neuer_generalsekretaer.txt")
NEARLY, LISTED = "Kairat Abdrachmanowy", "Kairat Abdrachmanow"
OWN = f"""<html><meta property="article:published_time" content="2026-05-01T10:00:00+02:00"><h1>Gespräch in Minsk</h1>
<article><p>Der Botschafter {NEARLY} traf am 1. Mai in Minsk den Präsidenten Alexander Lukaschenko.</p>
<p>Die beiden sprachen über die Lage in der Region und über die Zusammenarbeit in der OVKS.</p></article></html>"""
RULE, WORDS = "topic.de.regional_security", "Lage in der Region|"


def test_a_day_at_the_interface(tmp_path: Path) -> None:
    pictures = Path(os.environ.get("BLOCWATCH_SCREENSHOTS") or tmp_path / "screenshots")
    with serving(tmp_path) as served, visiting(served, pictures) as visitor:
        signing_in(visitor)
        a_bad_form_is_refused(visitor)
        articles_from_a_folder(visitor, articles(tmp_path / "in"))
        from_a_number_to_its_sentence(visitor)
        from_a_name_to_its_sentence(visitor)
        an_answer_becomes_a_decision(visitor)
        change_a_rule(served)
        a_retag_that_is_rejected_changes_nothing(visitor)
        a_retag_that_is_approved_goes_live(visitor)
        (pictures / "cpu_seconds.txt").write_text(f"{served.cpu_seconds():.0f}\n")


def articles(folder: Path) -> Path:
    folder.mkdir()
    for name in SAMPLES:
        shutil.copy(SEEDS / "articles" / name, folder)
    (folder / "botschafter.html").write_text(OWN, "utf-8")
    return folder


def rows(served: Serving, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(served.home / "blocwatch.duckdb"), read_only=True) as published:
        return published.execute(query).fetchall()


def signing_in(visitor: Visitor) -> None:
    """Without a session no page shows anything."""
    for page in ("facts", "briefing"):
        refused = visitor.page.goto(f"{visitor.serving.address}/blocwatch/{page}")
        assert refused and refused.status == 401
    visitor.go("dags/articles")
    expect(visitor.page.locator("input[name=password]")).to_be_visible()
    visitor.sign_in()
    visitor.picture("signed_in")


def a_bad_form_is_refused(visitor: Visitor) -> None:
    """Fields take nothing else, and what is written as JSON is refused with a word on why; nothing runs."""
    form = visitor.form("articles")
    since = form.locator("[name=element_since]")
    since.press_sequentially("gestern")
    assert since.input_value() == ""
    form.get_by_role("button", name="Rarely needed").click()
    size = form.locator("[name=element_batch_size]")
    size.fill("0")
    size.blur()
    expect(size).to_have_value("1")
    visitor.picture("form")

    form.get_by_role("button", name="Advanced Options").click()
    for wrong, why in (('"batch_size": 0', "less than the minimum"), ('"since": "gestern"', "is not a 'date'")):
        form.locator(".monaco-editor").first.click()
        visitor.page.keyboard.press("Control+A")
        visitor.page.keyboard.insert_text("{" + wrong + "}")
        visitor.page.keyboard.press("Control+Shift+End")  # what the editor closes by itself
        visitor.page.keyboard.press("Delete")
        visitor.page.get_by_test_id("trigger-dag-submit").click()
        expect(form.get_by_text("400 Bad Request")).to_be_visible()
        expect(form.get_by_text(why)).to_be_visible()
    visitor.picture("form_refused")
    assert visitor.runs("articles") == []


def articles_from_a_folder(visitor: Visitor, folder: Path) -> None:
    form = visitor.form("articles")
    form.get_by_role("combobox").first.click()
    visitor.page.get_by_role("option", name=re.compile("^Folder")).click()
    form.locator("[name=element_folder]").fill(str(folder))
    visitor.picture("form_filled_in")
    visitor.trigger()
    visitor.ended("articles")
    expect(visitor.page.get_by_text("Success", exact=True).first).to_be_visible()
    visitor.picture("articles_green")
    assert rows(visitor.serving, "select count(*) from report.articles") == [(3,)]


def from_a_number_to_its_sentence(visitor: Visitor) -> None:
    briefing = visitor.framed("Briefing")
    expect(briefing.get_by_role("heading", name="Briefing", exact=True)).to_be_visible()
    visitor.picture("briefing")
    briefing.locator("a.n[href^='#news-']").last.click()
    proof = briefing.locator(":target mark").first
    expect(proof).to_be_in_viewport()
    assert NEARLY in proof.inner_text()
    visitor.picture("briefing_sentence")


def from_a_name_to_its_sentence(visitor: Visitor) -> None:
    facts = visitor.framed("Facts")
    facts.get_by_role("searchbox").fill("masadikow")
    facts.get_by_role("button", name="Search").click()
    facts.get_by_role("link", name="Taalatbek Masadykow").first.click()
    expect(facts.get_by_role("heading", name="Taalatbek Masadykow", level=1)).to_be_visible()
    visitor.picture("person")
    facts.locator("main a[href^='fact?']").first.click()
    expect(facts.locator("mark").first).to_contain_text("Generalsekretär der OVKS ist")
    visitor.picture("sentence")


def an_answer_becomes_a_decision(visitor: Visitor) -> None:
    """The run of `review` that publishing began asks about a name that is nearly a listed one."""
    visitor.question(NEARLY)
    visitor.picture("review")
    visitor.answer("One person")
    visitor.ended("review")
    query = "select verdict, surface, other_surface, decided_by, state from report.decisions"
    assert rows(visitor.serving, query) == [("same", NEARLY, LISTED, visitor.serving.user, "applied")]


def change_a_rule(served: Serving) -> None:
    """The rule no longer reads words that stand in one of the articles."""
    place = served.project / "seeds" / "rules" / "topics.toml"
    text = place.read_text("utf-8")
    assert WORDS in text
    place.write_text(text.replace(WORDS, ""), "utf-8")


TOPIC = f"select count(*) from report.evidence where rule = '{RULE}'"


def retag(visitor: Visitor, option: str) -> None:
    visitor.form("retag")
    visitor.trigger()
    visitor.question("Re-tag: shall what")
    expect(visitor.page.get_by_text(RULE).first).to_be_visible()
    visitor.picture("retag_" + option.split()[0].lower())
    visitor.answer(option)
    visitor.ended("retag")


def a_retag_that_is_rejected_changes_nothing(visitor: Visitor) -> None:
    link = visitor.serving.home / "blocwatch.duckdb"
    before, read = link.resolve(), rows(visitor.serving, TOPIC)
    retag(visitor, "Throw away")
    assert link.resolve() == before and rows(visitor.serving, TOPIC) == read != [(0,)]


def a_retag_that_is_approved_goes_live(visitor: Visitor) -> None:
    before = (visitor.serving.home / "blocwatch.duckdb").resolve()
    retag(visitor, "Go live")
    assert (visitor.serving.home / "blocwatch.duckdb").resolve() != before
    assert rows(visitor.serving, TOPIC) == [(0,)]
    assert rows(visitor.serving, "select sum(facts) > 0 from report.fact_changes where change = 'removed'") == [(True,)]
