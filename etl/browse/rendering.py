"""Pages out of templates: everything that is put into one is text, whatever it holds."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from etl.harmless import harmless

TEMPLATES = Path(__file__).parent / "templates"


def rendered(template: str, **given: Any) -> str:
    return environment().get_template(template).render(given)


@cache
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,  # titles and texts may hold anything
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # the last word on every value that is shown, also on those nobody thought of
        finalize=lambda value: harmless(value) if type(value) is str else value,
    )
    made.filters["shown"] = lambda value: harmless(str(value))
    return made
