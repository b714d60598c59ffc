"""The HTML page of `./blocwatch why`: every mark in the text leads to its fact and back, without script or network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from etl.browse import rendering
from etl.browse.marking import NAMED, Row, marked
from etl.model import Article


def page(article: Article, head: Sequence[tuple[str, str]], rows: Iterable[Row], ruleset: str) -> str:
    """The whole page; facts are grouped by kind and numbered from 1 in the order in which the page lists them."""
    shown = marked(article.text, article.paragraphs, rows)
    return rendering.rendered("why.html", article=article, head=head, ruleset=ruleset, shown=shown, named=NAMED)
