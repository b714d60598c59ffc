"""Pictures of the interface over the sample articles: `.venv/bin/python -m docs.screenshots FOLDER`, from the project.

Starts Airflow, reads the samples through its form, and takes each page in both languages, light and dark; some minutes.
Questions to a person, and what is refused, are among the pictures of `tests/ui`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import expect

from tests.ui.serving import serving
from tests.ui.visiting import Visitor, visiting

PAGES = {
    "facts": "facts",
    "person": "person?name=Taalatbek+Masadykow",
    "organization": "organization?name=OVKS",
    "meetings": "meetings",
    "conflicts": "conflicts",
    "briefing": "briefing",
}


def main(folder: Path) -> None:
    with (
        tempfile.TemporaryDirectory() as temporary,
        serving(Path(temporary)) as served,
        visiting(served, folder) as visitor,
    ):
        visitor.sign_in()
        visitor.picture("home")
        reading_samples(visitor)
        for name in ("Briefing", "Facts"):
            expect(visitor.framed(name).get_by_role("heading", level=1)).to_be_visible()
            visitor.picture(f"navigation_{name.lower()}")
        pages(visitor)


def reading_samples(visitor: Visitor) -> None:
    form = visitor.form("articles")
    form.get_by_role("combobox").first.click()
    visitor.page.get_by_role("option", name="Sample").click()
    visitor.picture("articles_form")
    visitor.trigger()
    visitor.ended("articles")
    visitor.picture("articles_run")
    visitor.go("dags")
    expect(visitor.page.get_by_role("link", name="Articles: read")).to_be_visible()
    visitor.picture("dags")


def pages(visitor: Visitor) -> None:
    for name, place in PAGES.items():
        for language in ("en", "de"):
            for look in ("light", "dark"):
                visitor.go(f"blocwatch/{place}{'&' if '?' in place else '?'}lang={language}&look={look}")
                expect(visitor.page.get_by_role("heading", level=1)).to_be_visible()
                visitor.picture(f"{name}_{language}_{look}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
