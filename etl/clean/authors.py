"""Who wrote an article, as its page names them."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from etl.clean.html import one_line
from etl.clean.seen import Seen

AUTHOR_META = (
    "author", "article:author", "og:article:author", "article.author", "dc.creator", "dcterms.creator",
    "parsely-author", "sailthru.author", "cxenseparse:author", "byl",
)  # fmt: skip
LEADING = re.compile(
    r"^(?:(?:ein \w+ )?von|by|par|di|por|door|автор\w*|text|autor\w*|written by|story by|verfasst von)\b[: ]*", re.I
)
PARTING = re.compile(r"\s*(?:;|/|\||,|\bund\b|\band\b|&|\bet\b|\by\b|\bи\b)\s*")
WRITTEN_BY = re.compile("(?:written|verfasst|geschrieben|écrit|escrito|scritto|автор|по)", re.I)
# two to four words with capitals, or several such names
BYLINE = re.compile(
    r"(?:(?:[^\W\d_a-zß-öø-ÿ][\w.'’-]*|von|van|de|der|den|la|le|di|da|bin|al)(?: |$|, | und | and ){1,2}){2,8}"
)
ADDRESS = re.compile(r"https?:|www\.|@")
NO_NAME = re.compile(
    r"\d|\w\.\w{2,3}$|^(?:admin|redaktion|editor|staff|news desk|author|unknown)$|studio|korrespondent|correspondent",
    re.I,
)
LONGEST = 60  # characters of a name
MOST = 12


def authors(seen: Seen) -> tuple[str, ...]:
    """Selector, linked data, meta tags, what is marked as a byline: the first of them that names somebody.

    Each name once, in the page's order. An outlet's own name counts only where nobody else is named.
    """
    said = seen.said
    told = [list(seen.picked.get("author", ())), _in_linked_data(said.linked_data.get("author"), said.persons)]
    told += [list(said.many.get(name, ())) for name in AUTHOR_META]
    told += [[said.meta.get("twitter:data1", "")] if WRITTEN_BY.match(said.meta.get("twitter:label1", "")) else []]
    marked = [[text] for text in said.bylines if BYLINE.fullmatch(LEADING.sub("", text))]
    last = [list(said.persons.values())[:1]]
    outlet = {" ".join(name.casefold().split()) for name in (said.meta.get("og:site_name", ""), seen.source.name)}
    tries = [(texts, outlet) for texts in (*told, *marked, *last)] + [(texts, set()) for texts in told]
    return next((found for texts, no_names in tries if (found := names_in(texts, no_names))), ())


def names_in(texts: list[str], no_names: Collection[str] = ()) -> tuple[str, ...]:
    """The names in lines like "Von A B und C D": each part that can be a name of a person and is none of `no_names`."""
    parts = [p for text in texts if not ADDRESS.search(text) for p in PARTING.split(LEADING.sub("", one_line(text)))]
    names = (part.strip(" .:–-*") for part in parts)
    kept = (n for n in names if 1 < len(n) <= LONGEST and not NO_NAME.search(n) and n.casefold() not in no_names)
    return tuple(dict.fromkeys(kept))[:MOST]


def _in_linked_data(value: Any, persons: dict[str, str]) -> list[str]:
    """Names of persons, also by reference; an organization signs for nobody, and what tells no type is a person."""
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, dict) and str(item.get("@id")) in persons and "name" not in item:
            found.append(persons[str(item["@id"])])
        elif isinstance(item, dict) and "Organization" not in str(item.get("@type", "")):
            found += [
                n
                for n in (item["name"] if isinstance(item.get("name"), list) else [item.get("name")])
                if isinstance(n, str)
            ]
    return found
