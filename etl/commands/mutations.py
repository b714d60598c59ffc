"""Spoils sample pages, by a seed: what archives and the web deliver when something went wrong, or means harm.

The same seed and number give the same page on every machine. Each kind is a function of one `Draw`.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GIANT = 100_000  # levels, items, class names; attributes and texts are fifty times as long
CHAINED = 0.2  # of the pages are spoilt in one more way
OWN_ADDRESS = re.compile(r'(rel="canonical" href|property="og:url" content)="([^"]*)"')
WORD = re.compile(r"(?<= )[a-zäöüßа-я]{5,}(?= )")
TAG = re.compile(r"<[^<>]+>")
CHARSET = re.compile(r"<meta charset=[^>]*>", re.I)
LINKED_DATA = re.compile(r'(<script type="application/ld\+json">)(.*?)(</script>)', re.S)
MONTHS = ("Januar", "Mai", "Undezember", "мая", "October")


@dataclass(frozen=True)
class Mutated:
    """A spoilt page; the name says its number, how it was spoilt, and of what."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True)
class Draw:
    """What one mutation works with: a page, another one, chance, and how large giant things are."""

    page: str
    other: str
    chance: random.Random
    size: int

    @property
    def content(self) -> bytes:
        return self.page.encode("utf-8", "surrogatepass")

    def inside(self, markup: str) -> str:
        """The page with the markup put behind the start of its body, of its head or of a paragraph."""
        starts = [m.end() for m in re.finditer(r"<(?:body|head|p|article)\b[^>]*>", self.page)] or [0]
        at = self.chance.choice(starts)
        return self.page[:at] + markup + self.page[at:]

    def several(self, pattern: re.Pattern[str], change: Callable[[str], str], share: float) -> str:
        """The page with a share of what the pattern finds changed."""
        return pattern.sub(lambda m: change(m[0]) if self.chance.random() < share else m[0], self.page)

    def linked(self, data: str) -> str:
        """The page with other linked data."""
        script = f'<script type="application/ld+json">{data}</script>'
        return LINKED_DATA.sub(lambda _: script, self.page, count=1) if LINKED_DATA.search(self.page) else (
            script + self.page
        )  # fmt: skip


def mutated(folder: Path, count: int, seed: int, giant: int = GIANT, first: int = 0) -> Iterator[Mutated]:
    """Pages from number `first` on, all kinds in turn; the first of each kind is as large as giant says."""
    samples = [(path.suffix, path.read_text("utf-8")) for path in sorted(folder.iterdir())]
    for number in range(first, first + count):
        chance = random.Random(f"{seed}:{number}")
        kind = list(KINDS)[number % len(KINDS)]
        suffix, text = chance.choice([s for s in samples if kind in OF_ANY_TEXT or s[0] == ".html"])
        size = giant if number < len(KINDS) else int(10 ** chance.uniform(1, len(str(giant)) - 1))
        page, other = (_as_new(t, number, chance) for t in (text, chance.choice(samples)[1]))
        made = KINDS[kind](Draw(page, other, chance, size))
        if isinstance(made, str) and chance.random() < CHAINED:
            again = chance.choice(list(KINDS))
            made, kind = KINDS[again](Draw(made, other, chance, min(size, 1000))), f"{kind}+{again}"
        content = made.encode("utf-8", "surrogatepass") if isinstance(made, str) else made
        yield Mutated(f"{number:05d}_{kind}{suffix}", kind, content)


def _as_new(page: str, number: int, chance: random.Random) -> str:
    """An address of its own, and in half of the pages other words: else all of one sample would be one article."""
    page = OWN_ADDRESS.sub(lambda m: f'{m[1]}="{m[2]}?n={number}"', page)
    words = WORD.findall(page)
    share = chance.choice((0, 0.4))
    return WORD.sub(lambda m: chance.choice(words) if chance.random() < share else m[0], page)


# --- bytes ------------------------------------------------------------------------------------------------------------


def cut(draw: Draw) -> bytes:
    content = draw.content
    at = draw.chance.randrange(len(content))
    return content[at:] if draw.chance.random() < 0.3 else content[:at]


def spliced(draw: Draw) -> bytes:
    first, second = draw.content, draw.other.encode()
    return first[: draw.chance.randrange(len(first))] + second[draw.chance.randrange(len(second)) :]


def flipped(draw: Draw) -> bytes:
    content = bytearray(draw.content)
    for _ in range(draw.chance.choice((1, 5, 50, 2000))):
        content[draw.chance.randrange(len(content))] = draw.chance.randrange(256)
    return bytes(content)


def encoded(draw: Draw) -> bytes:
    names = [
        "utf-16", "utf-16-le", "utf-32", "cp1251", "koi8-r", "cp1252", "shift_jis", "utf-7", "cp866", "utf-8-sig",
    ]  # fmt: skip
    name = draw.chance.choice(names)
    told = draw.chance.choice((name, *names, "", "x" * draw.size, "utf8;;", "\U0001f600", "unicode_escape", "zlib"))
    page = CHARSET.sub(lambda _: f'<meta charset="{told}">' if told else "", draw.page)
    return page.encode(name, draw.chance.choice(("xmlcharrefreplace", "replace", "ignore")))


def controls(draw: Draw) -> str:
    signs = [
        "\0", "\x01", "\x1e", "\x7f", "\x85", "\u2028", "\u202e", "\ufeff", "\ufffe", "&#0;", "&#x1f;", "&#xd800;",
    ]  # fmt: skip
    signs += ("&#x110000;", "&#99999999999;", "\ud83d", "\U0010ffff", "e" + "\u0301" * 300)
    sign = draw.chance.choice(signs)
    return draw.several(re.compile(" "), lambda blank: blank + sign, draw.chance.choice((0.001, 0.1)))


# --- tags -------------------------------------------------------------------------------------------------------------


def tags_gone(draw: Draw) -> str:
    return draw.several(TAG, lambda tag: "", draw.chance.choice((0.05, 0.5, 1)))


def tags_doubled(draw: Draw) -> str:
    return draw.several(TAG, lambda tag: tag * draw.chance.choice((2, 3, 20)), 0.3)


def tags_open(draw: Draw) -> str:
    return draw.several(TAG, lambda tag: tag[: draw.chance.randrange(1, len(tag))], draw.chance.choice((0.02, 0.3)))


def tags_other(draw: Draw) -> str:
    names = [
        "p", "div", "table", "a", "svg", "math", "body", "html", "head", "frameset", "template", "select", "x:y",
    ]  # fmt: skip
    names += ("script", "plaintext", "noscript", "font", "title", "base", "form", "br", "0")
    return draw.several(re.compile(r"(?<=[</])\w+"), lambda name: draw.chance.choice(names), 0.1)


def deep(draw: Draw) -> str:
    names = [
        "div", "b", "span", "blockquote", "ul", "li", "table", "font", "a", "p", "section", "article", "em", "dl",
    ]  # fmt: skip
    name = draw.chance.choice(names)
    closed = f"</{name}>" * draw.size if draw.chance.random() < 0.5 else ""
    return draw.inside(f"<{name}>" * draw.size + "Tief unten steht ein Satz über die OVKS." + closed)


def deep_table(draw: Draw) -> str:
    return draw.inside("<table><tr><td>" * (draw.size // 3) + "Zelle")


def deep_list(draw: Draw) -> str:
    return draw.inside("<ul><li>Punkt <b>" * (draw.size // 3))


def attribute(draw: Draw) -> str:
    name = draw.chance.choice(
        ("class", "id", "style", "href", "title", "data-x", "role", "datetime", "itemprop", "rel")
    )
    value = draw.chance.choice(("x", "x ", "https://a.example/", "&amp;", "author ", "display:none;", "' ", "A-b"))
    tag = draw.chance.choice(("p", "div", "a", "time", "html", "meta", "link", "h1", "span"))
    return draw.inside(f'<{tag} {name}="{value * (50 * draw.size // len(value))}">Ein Satz')


def attributes(draw: Draw) -> str:
    return draw.inside(f"<div {' '.join(f'a{i}=b' for i in range(draw.size))}>Ein Satz")


def class_names(draw: Draw) -> str:
    starts = ("nav", "main-", "articleBody", "teaser", "a", "share")
    names = " ".join(f"{draw.chance.choice(starts)}{number}" for number in range(draw.size))
    return draw.inside(f'<div class="{names}">Ein Satz</div>')


def many(draw: Draw) -> str:
    one = [
        "<li>Punkt</li>", "<a href=/x>Ein Verweis auf einen anderen Artikel, lang wie eine Überschrift</a>", "<br>",
    ]  # fmt: skip
    one += ("<p>Kurz.</p>", "<h1>Titel</h1>", "<meta name=author content='A B'>", "<time datetime=x>", "<b>f</b> ")
    one += ("<link rel=canonical href=x>", "<article><p>Kurz</p></article>", "<figcaption>Bild</figcaption>", "<p>")
    return draw.inside(draw.chance.choice(one) * draw.size)


def table(draw: Draw) -> str:
    row = "<tr>" + "<td>Zahl 1,5 %</td>" * draw.chance.choice((1, 100)) + "</tr>"
    return draw.inside("<table>" + row * (20 * draw.size // len(row)) + "</table>")


def unclosed(draw: Draw) -> str:
    opened = [
        "<!--", "<![CDATA[", "<!DOCTYPE", "<script>", "<style>", "<textarea>", "<title>", "<a href='", "<?xml ",
    ]  # fmt: skip
    return draw.inside(draw.chance.choice((*opened, "<!-->", "<!-- -- > ", "<![CDATA[ ]]> <p>x", "<plaintext>", "<")))


def head(draw: Draw) -> str:
    lines = [
        "<!DOCTYPE html [" + "x" * draw.size + "]>", '<!DOCTYPE html SYSTEM "file:///etc/passwd">',
        '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
        '<meta http-equiv="Content-Security-Policy" content="' + "x;" * draw.size + '">',
        '<base href="http://[::1"><base href="//">', '<?xml version="9" encoding="x"?>',
        "<frameset><frame src=a></frameset>", '<html xmlns="x" xmlns:og="y" lang="zz"><html lang="x">',
    ]  # fmt: skip
    return draw.chance.choice(lines) + draw.page


# --- texts ------------------------------------------------------------------------------------------------------------


def one_line(draw: Draw) -> str:
    return " ".join(draw.page.split()) * max(1, 20 * draw.size // len(draw.page))


def one_word(draw: Draw) -> str:
    return draw.inside(
        f"<p>{draw.chance.choice(('x', 'Ä', 'я', '漢', '„', '0', '.', '(', '9.', 'A-', '&amp;', '́')) * draw.size}"
    )


def repeated(draw: Draw) -> str:
    """What taggers look for, again and again."""
    texts = [
        "OVKS ", "„Das ", "am 5. Mai ", "sagte er, ", "wie TASS unter Berufung auf ", "Präsident Sergej ", "Dr. ",
    ]  # fmt: skip
    texts += ("Mitglied der ", "(", '"', "ЦСТО ", "1.1.1 ", "- ", "Außenminister von ", "Kasachstans ", "von A und B ")
    return draw.inside(f"<p>{draw.chance.choice(texts) * draw.size}</p>")


def blanks(draw: Draw) -> str:
    return draw.inside(
        draw.chance.choice((" ", "\n", "\t ", "\r\n", "&nbsp;", "\u200b", "\xa0\n", " \n \n")) * draw.size
    )


def entities(draw: Draw) -> str:
    bomb = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "ha"}">' for i in range(20))
    signs = ["&e19; ", "&amp;amp;", "&lt;p&gt;", "&notanentity;", "&", "&#", "&#x;", "&bsemi" * 3]
    return f"<!DOCTYPE html [{bomb}]>" + draw.inside(draw.chance.choice(signs) * draw.size)


def script(draw: Draw) -> str:
    text = draw.chance.choice(
        ('var a="<p>x</p>";', '"datePublished":"', "</", "<!--<script>", "{[", "a=1\n", "\\u0000")
    )
    kind = draw.chance.choice(("application/json", "text/javascript", "application/ld+json"))
    return draw.inside(f'<script type="{kind}">{text * draw.size}</script>')


# --- what a page says of itself ---------------------------------------------------------------------------------------


def data_deep(draw: Draw) -> str:
    start, end = draw.chance.choice((("[", "]"), ('{"@graph":', "}"), ('{"mainEntity":[', "]}"), ('{"author":', "}")))
    inner = f"{start * draw.size}{json.dumps(_article())}{end * draw.size}"
    return draw.linked(inner if draw.chance.random() < 0.5 else f'{{"@type":"NewsArticle","author":{inner}}}')


def data_broken(draw: Draw) -> str:
    text = json.dumps(_article() | {"articleBody": "x" * draw.size})
    at = draw.chance.randrange(len(text))
    return draw.linked(text[:at] + draw.chance.choice(("", "\n", "}", '"', "\0", "NaN", "<!--", "\\")) + text[at + 2 :])


def data_types(draw: Draw) -> str:
    """Any value in any field."""
    values: list[Any] = [None, True, 0, -1, 1e308, 10**400, float("nan"), float("inf"), "", [], {}, [[]], [None], [1]]
    values += [{"@value": "x"}, {"name": None}, {"name": {"name": []}}, [{"name": [1, {}]}], {"@type": []}, "\ud83d"]
    values += ["\0", "x" * draw.size, ["x"] * draw.size, "\u202e", {"@type": {"a": 1}, "name": 5}, 1700000000, " "]
    data = {key: draw.chance.choice(values) if draw.chance.random() < 0.5 else told for key, told in _article().items()}
    wrapped: Any = draw.chance.choice((data, [data, None, 5], {"@graph": data}, {"@graph": [data]}, [[data]]))
    return draw.linked(json.dumps(wrapped)[: 4300 if draw.chance.random() < 0.05 else None])


def _article() -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": "https://a.example/1",
        "headline": "Gipfel der OVKS in Minsk beendet",
        "datePublished": "2024-05-06T07:08:09+03:00",
        "dateModified": "2024-05-07T07:08:09+03:00",
        "author": [{"@type": "Person", "name": "Anna Beispiel"}],
        "articleSection": "Politik",
        "articleBody": "Ein Satz. " * 40,
        "isAccessibleForFree": True,
        "mainEntity": {"@type": "Thing"},
        "mainEntityOfPage": {"@id": "https://a.example/1"},
        "image": "https://a.example/1.jpg",
        "publisher": {"@type": "Organization", "name": "Beispiel"},
    }


def dates(draw: Draw) -> str:
    """Days and moments that are none, wherever a page tells one."""
    months = draw.chance.choice(MONTHS)
    days = [
        "0000-00-00", "0001-01-01", "99999-01-01", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59",
    ]  # fmt: skip
    days += ("2024-13-45", "2024-02-30T25:61:61Z", "2024-05-06T07:08:09+99:99", "2024-05-06T24:00", "1999999999999")
    days += ("1000000000000000000000", "-1", "1e9", "1700000000", f"31. {months} 2024, 99:99", f"0. {months} 0000")
    days += [
        f"99 {months} 2099", "2099-01-01T00:00:00Z", "1899-12-31", "٢٠٢٤-٠٥-٠٦", "²024-05-06", "2024-05-06T07:08:09.",
    ]  # fmt: skip
    days += [
        "2024-W19-1", "20240506T070809Z", "05/06/24", "0" * draw.size, "2024-05-06 " * (draw.size // 10),
        "²³. Mai 2024",
    ]  # fmt: skip
    days += ("2024-05-06T07:08:09+0300+0300", "2024-05-06T07:08+24:00", "9999-12-31", f"{months} ٣, 2024", "³.³.2024")
    one = [draw.chance.choice(days) for _ in range(5)]
    page = draw.several(re.compile(r"\d{4}-\d\d-\d\d[T0-9:+Z.-]*"), lambda _: draw.chance.choice(days), 0.7)
    page = re.sub(r"\d{1,2}\.? [^\W\d]{3,9} \d{4}(?:, \d\d:\d\d)?", lambda m: draw.chance.choice((m[0], *days)), page)
    meta = "<meta property='article:published_time' content='{}'><meta property='og:updated_time' content='{}'>"
    shown = f"<time datetime='{one[2]}'>{one[3]}</time><p>MINSK, {one[4]} (BelTA) – Ein Satz."
    inside = Draw(page, "", draw.chance, draw.size).inside(shown)
    told = LINKED_DATA.sub("", inside) if draw.chance.random() < 0.5 else inside
    return draw.chance.choice(("", meta.format(*one))) + told


def addresses(draw: Draw) -> str:
    """Addresses that are none, wherever a page tells its own."""
    urls = [
        "javascript:alert(1)", "http://[::1", "http://[::1]/", "https://xn--/", "https://müller.example/ä", "http://",
    ]  # fmt: skip
    urls += (f"https://a.example/{'x' * 10 * draw.size}", "https://a.example:99999/", "https://u:p@h:x/", "//tass.ru/1")
    urls += ("https://tass.ru\\@a/", "file:///etc/passwd", "data:text/html,x", "https://%00/", "https://a\x01b/", " ")
    urls += [
        "http://1.2.3/2024/13/45/", "https://a.example/0000/00/00/", "https://[v1.x]/", "https://a／b/", "https://[]/",
    ]  # fmt: skip
    urls += ("https://ⅷ.example/", "https://a.example/\ud83d", "HTTPS://TASS.RU/1", "https://℀.example/x")
    page = OWN_ADDRESS.sub(lambda m: f'{m[1]}="{draw.chance.choice(urls)}"', draw.page)
    return re.sub(r'href="/[^"]*"', lambda m: f'href="{draw.chance.choice(urls)}"', page, count=5)


def languages(draw: Draw) -> str:
    told = draw.chance.choice(("", "xx-YY-zz", "de" * draw.size, "\U0001f600", "0", "de\0", "../../de", "DE_de.UTF-8"))
    return re.sub(r'lang="[^"]*"', lambda _: f'lang="{told}"', draw.page)


def names(draw: Draw) -> str:
    """Authors, titles and sections that are no such thing."""
    values = [
        "", ",", "von", "x" * draw.size, "A und " * draw.size, "|" * 50, "http://", "\ud83d", "<b>A</b>", "&amp;" * 9,
    ]  # fmt: skip
    values += ("*" * draw.size, ";/|&," * draw.size, "by by by", " | ", ": : :", "A B, " * draw.size, "(" * draw.size)
    page = re.sub(r'content="[^"]*"', lambda m: f'content="{draw.chance.choice((m[0][9:-1], *values))}"', draw.page)
    page = re.sub(r"<title>[^<]*|<h1>[^<]*", lambda m: m[0][: m[0].index(">") + 1] + draw.chance.choice(values), page)
    return LINKED_DATA.sub("", page)


KINDS: dict[str, Callable[[Draw], str | bytes]] = {
    mutation.__name__: mutation
    for mutation in (
        cut, spliced, flipped, encoded, controls, tags_gone, tags_doubled, tags_open, tags_other, deep, deep_table,
        deep_list, attribute, attributes, class_names, many, table, unclosed, head, one_line, one_word, repeated,
        blanks, entities, script, data_deep, data_broken, data_types, dates, addresses, languages, names,
    )
}  # fmt: skip
OF_ANY_TEXT = {
    "cut",
    "spliced",
    "flipped",
    "encoded",
    "controls",
    "dates",
    "one_line",
    "one_word",
    "repeated",
    "blanks",
}
