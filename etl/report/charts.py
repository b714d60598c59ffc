"""The briefing's charts: Vega-Lite specifications made into SVG without a browser, network or script.

A mark that stands for a number links to its sentences (`href`); its `description` is what a screen reader says and what
a mouse shows. Shape or label says whatever colour says.
"""

from __future__ import annotations

import math
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

import vl_convert
from lxml import etree

from etl.harmless import harmless
from etl.report.words import Words

WIDTH = 640
TIMES: dict[str, Literal["de-DE", "en-GB"]] = {"de": "de-DE", "en": "en-GB"}
INK, SOFT, LINE = "#1d1d1b", "#5c5a54", "#dedbd3"
PALE, TURN = "#e3ecf6", 0.82  # from this share of the way to blue on, white is easier to read than black
BLUE, ORANGE, GREEN, RED, GREY = "#1f5fa8", "#b4540a", "#2b7a4b", "#b3261e", "#6b6963"
STATUS_SHAPES = {
    "planned": ("diamond", ORANGE),
    "confirmed": ("triangle-up", BLUE),
    "held": ("circle", GREEN),
    "cancelled": ("cross", RED),
    "unknown": ("square", GREY),
    "open": ("diamond", BLUE),
    "met": ("circle", GREEN),
    "missed": ("cross", RED),
    "moved": ("triangle-right", ORANGE),
}
CONFIG = {
    "font": "sans-serif",
    "background": None,
    "padding": {"left": 40, "right": 24, "top": 5, "bottom": 5},  # fonts of a reader may be wider than the measured
    "view": {"stroke": None},
    "aria": True,
    "axis": {
        "aria": False,
        "labelColor": INK,
        "titleColor": SOFT,
        "labelFontSize": 12,
        "gridColor": LINE,
        "domainColor": SOFT,
        "tickColor": SOFT,
        "labelLimit": 330,
        "title": None,
    },
    "legend": {"aria": False, "labelColor": INK, "labelFontSize": 12, "orient": "top", "title": None, "symbolSize": 90},
    "text": {"color": INK, "fontSize": 12},
}
WITHOUT_KEY = "substring(datum.label, indexof(datum.label, '|') + 1)"  # of two that are written the same
Row = dict[str, Any]
Spec = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """What is drawn of a chart: the language it is in, its name as a whole, and the day the news reach to."""

    words: Words
    label: str
    newest: date


def timeline(rows: Sequence[Row], shown: Shown) -> str:
    """Points on an axis of time, a row of the chart per `lane`, with `on`, `status`, `label` and `href`."""
    lanes = list(dict.fromkeys(row["lane"] for row in rows))
    point = {
        "mark": {"type": "point", "filled": True, "size": 110, "opacity": 0.85, "stroke": "white", "strokeWidth": 0.7},
        "encoding": {
            **_linked(),
            "x": _time("on", shown),
            "y": {"field": "lane", "type": "nominal", "sort": lanes, "axis": _rows_axis()},
            **_by_status(rows, shown.words, "meeting_status"),
        },
    }
    return _svg({"data": _data(rows), "layer": [_newest(shown), point], "height": {"step": 30}}, shown)


def deadlines(rows: Sequence[Row], shown: Shown) -> str:
    """Commitments, one a row: `due_on`, `first_due` before, `status`, `name` (`key|name`), `label`, `href`."""
    names = [row["name"] for row in rows]
    y = {"field": "name", "type": "nominal", "sort": names, "axis": _rows_axis() | {"labelExpr": WITHOUT_KEY}}
    moved = {
        "transform": [{"filter": "datum.first_due != datum.due_on"}],
        "mark": {"type": "rule", "color": SOFT, "strokeDash": [3, 2], "aria": False},
        "encoding": {"x": _time("first_due", shown), "x2": {"field": "due_on"}, "y": y},
    }
    point = {
        "mark": {"type": "point", "filled": True, "size": 110},
        "encoding": {
            **_linked(),
            "x": _time("due_on", shown),
            "y": y,
            **_by_status(rows, shown.words, "commitment_status"),
        },
    }
    return _svg({"data": _data(rows), "layer": [_newest(shown), moved, point], "height": {"step": 22}}, shown)


def stretches(rows: Sequence[Row], shown: Shown) -> str:
    """Bars from `begins` to `ends`, a row of the chart per `name`; `is_seen` ones are framed, with `label`, `href`."""
    names = list(dict.fromkeys(row["name"] for row in rows))
    first = min(max(min(row["begins"] for row in rows), shown.newest - timedelta(days=15 * 365)), shown.newest)
    last = max(shown.newest, *(row["ends"] for row in rows)) + timedelta(days=60)
    clipped = [row for row in rows if row["ends"] >= first]
    x = _time("begins", shown)
    x["scale"] = {"type": "utc", "domain": [first.isoformat(), last.isoformat()]}
    bar = {
        "mark": {"type": "bar", "clip": True, "height": 11, "cornerRadius": 2},
        "encoding": {
            **_linked(),
            "x": x,
            "x2": {"field": "ends"},
            "y": {"field": "name", "type": "nominal", "sort": names, "axis": _rows_axis()},
            "fill": {"condition": {"test": "datum.is_seen", "value": "#f6e6d8"}, "value": BLUE},
            "stroke": {"condition": {"test": "datum.is_seen", "value": ORANGE}, "value": BLUE},
            "strokeWidth": {"value": 1.2},
            "strokeDash": {"condition": {"test": "datum.is_seen", "value": [3, 2]}, "value": [1, 0]},
        },
    }
    return _svg({"data": _data(clipped), "layer": [_newest(shown), bar], "height": {"step": 20}}, shown)


def grid(rows: Sequence[Row], shown: Shown) -> str:
    """A field per `topic` and `month`, with its number in it: `articles`, `label`, `href`."""
    topics = list(dict.fromkeys(row["topic"] for row in rows))
    months = sorted({row["month"] for row in rows})
    most = max(row["articles"] for row in rows)
    axis = {
        "labelAngle": 0,
        "orient": "top",
        "domain": False,
        "ticks": False,
        "labelExpr": WITHOUT_KEY,
    }
    place = {
        "x": {"field": "month", "type": "ordinal", "sort": months, "axis": axis},
        "y": {"field": "topic", "type": "nominal", "sort": topics, "axis": _rows_axis() | {"grid": False}},
    }
    field: Spec = {
        "mark": {"type": "rect", "stroke": "white", "cornerRadius": 2},
        "encoding": {
            **place,
            **_linked(),
            "color": {
                "field": "articles",
                "type": "quantitative",
                "scale": {"range": [PALE, BLUE], "domain": [0, most], "interpolate": "rgb"},
                "legend": None,
            },
        },
    }
    number = {
        "mark": {"type": "text", "aria": False},
        "encoding": {
            **place,
            "href": {"field": "href"},
            "text": {"field": "written"},
            "color": {"condition": {"test": f"datum.articles > {most * TURN}", "value": "white"}, "value": "black"},
        },
    }
    return _svg({"data": _data(rows), "layer": [field, number], "height": {"step": 26}}, shown)


def bars(rows: Sequence[Row], shown: Shown) -> str:
    """A bar per `name` as long as `n`, which is written at its end; `label`, `href`."""
    names = [row["name"] for row in rows]
    place = {
        "x": {"field": "n", "type": "quantitative", "axis": None},
        "y": {"field": "name", "type": "nominal", "sort": names, "axis": _rows_axis() | {"grid": False}},
    }
    bar = {"mark": {"type": "bar", "color": BLUE, "height": 13}, "encoding": {**place, **_linked()}}
    number = {
        "mark": {"type": "text", "align": "left", "dx": 5, "aria": False},
        "encoding": {**place, "text": {"field": "written"}, "href": {"field": "href"}},
    }
    return _svg({"data": _data(rows), "layer": [bar, number], "height": {"step": 24}}, shown)


def network(pairs: Sequence[Row], shown: Shown) -> str:
    """Persons on a circle, a line per pair, thick as `n` is much: `a`, `b`, `label`, `href`."""
    places = _circle(pairs)
    lines = [
        {
            **row,
            "x": places[row["a"]][0],
            "y": places[row["a"]][1],
            "x2": places[row["b"]][0],
            "y2": places[row["b"]][1],
        }
        for row in sorted(pairs, key=lambda row: row["n"])
    ]
    persons = [_person(name, *place) for name, place in places.items()]
    scale = {"domain": [-1.05, 1.05], "nice": False}
    x: Spec = {"field": "x", "type": "quantitative", "axis": None, "scale": scale}
    y: Spec = {"field": "y", "type": "quantitative", "axis": None, "scale": scale}
    line = {
        "data": _data(lines),
        "mark": {"type": "rule", "color": BLUE, "opacity": 0.55, "strokeCap": "round"},
        "encoding": {
            **_linked(),
            "x": x,
            "y": y,
            "x2": {"field": "x2"},
            "y2": {"field": "y2"},
            "size": {"field": "n", "type": "quantitative", "scale": {"range": [1.2, 6]}, "legend": None},
        },
    }
    dot = {
        "data": _data(persons),
        "mark": {"type": "circle", "color": INK, "size": 60, "opacity": 1, "aria": False},
        "encoding": {"x": x, "y": y},
    }
    sides = [
        {
            "data": _data([person for person in persons if person["is_right"] == is_right]),
            "mark": {"type": "text", "align": align, "baseline": "middle", "dx": dx},
            "encoding": {"x": x, "y": y, "text": {"field": "name"}, "angle": {"field": "angle", "type": "quantitative",
                                                                           "scale": None}},
        }
        for is_right, align, dx in ((True, "left", 9), (False, "right", -9))
    ]  # fmt: skip
    spec = {"layer": [line, dot, *sides], "width": 380, "height": 380, "padding": 45}
    return _svg(spec, shown)


def _person(name: str, x: float, y: float) -> Row:
    """A name on its ray of the circle, never upside down."""
    angle = -math.degrees(math.atan2(y, x))
    is_right = x >= -1e-9
    return {"name": name, "x": x, "y": y, "is_right": is_right, "angle": round(angle if is_right else angle + 180, 2)}


def _circle(pairs: Sequence[Row]) -> dict[str, tuple[float, float]]:
    """Person → place. Who met most begins; next comes who met those placed last most, so that lines are short."""
    met: dict[str, dict[str, int]] = defaultdict(dict)
    for row in pairs:
        met[row["a"]][row["b"]] = met[row["b"]][row["a"]] = row["n"]
    left = sorted(met, key=lambda person: (-sum(met[person].values()), person))
    order: list[str] = []
    while left:
        near = order[-3:]
        left.sort(key=lambda person: (-sum(met[person].get(other, 0) for other in near), person))
        order.append(left.pop(0))
    step = 2 * math.pi / max(len(order), 1)
    return {name: (round(math.sin(step * n), 4), round(math.cos(step * n), 4)) for n, name in enumerate(order)}


def _data(rows: Iterable[Row]) -> Spec:
    """Rows as Vega reads them: days as text, and no sign that could act, since SVG cannot isolate a name."""
    return {"values": [{name: _plain(value) for name, value in row.items()} for row in rows]}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else harmless(value) if isinstance(value, str) else value


def _linked() -> Spec:
    return {"href": {"field": "href"}, "description": {"field": "label"}, "tooltip": {"field": "label"}}


def _rows_axis() -> Spec:
    return {"ticks": False, "domain": False, "grid": True, "labelPadding": 8}


def _time(field: str, shown: Shown) -> Spec:
    """Days are parted in UTC: a machine's time zone moves nothing."""
    return {
        "field": field,
        "type": "temporal",
        "timeUnit": {"unit": "utcyearmonthdate"},
        "scale": {"type": "utc", "padding": 10},
        "axis": {"grid": False, "tickCount": 8, "labelOverlap": True, "format": "%b %Y"},
    }  # fmt: skip


def _newest(shown: Shown) -> Spec:
    """The day the news reach to."""
    return {
        "data": _data([{"on": shown.newest}]),
        "mark": {"type": "rule", "color": RED, "strokeDash": [2, 3], "aria": False},
        "encoding": {"x": _time("on", shown)},
    }


def _by_status(rows: Sequence[Row], words: Words, table: str) -> Spec:
    """Shape and colour of each status that is there, in the order of the words."""
    there = [status for status in words.words[table] if any(row["status"] == status for row in rows)]
    told = [words(table, status) for status in there]
    shapes, colours = [STATUS_SHAPES[s][0] for s in there], [STATUS_SHAPES[s][1] for s in there]
    return {
        "shape": {"field": "status_told", "type": "nominal", "scale": {"domain": told, "range": shapes}},
        "color": {"field": "status_told", "type": "nominal", "scale": {"domain": told, "range": colours}},
    }


def _svg(spec: Spec, shown: Shown) -> str:
    """The drawing with a name; its links stay reachable. Nothing is fetched: data, fonts and Vega are all here."""
    made: str = vl_convert.vegalite_to_svg(
        {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "width": WIDTH, "config": CONFIG, **spec},
        vl_version="6.4",
        allowed_base_urls=[],
        time_format_locale=TIMES[shown.words.language],
    )
    return _lean(made, shown.label)


NUMBER = re.compile(r"-?\d+\.\d{2,}(?:e-?\d+)?")
KEPT = {"class", "transform", "d", "x", "y", "x2", "y2", "width", "height", "viewBox", "aria-label", "aria-hidden"}
KEPT |= {"fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-miterlimit", "opacity"}
KEPT |= {"text-anchor", "font-size", "font-weight", "clip-path", "id", "rx", "ry"}
SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"


def _lean(svg: str, label: str) -> str:
    """The drawing without what Vega adds for machines: half the size, and its links lead into the page alone."""
    root = etree.fromstring(svg.encode())
    # one clip a drawing; Vega numbers them through a process, so that the same data would not give the same bytes
    number = f"clip-{zlib.crc32(label.encode())}"
    for element in list(root.iter()):
        if element.tag == SVG + "path" and element.get("d") in ("", "M0,0h0v0h0Z"):
            element.getparent().remove(element)
            continue
        target = element.get(LINK)
        for name in set(element.attrib) - KEPT:
            del element.attrib[name]
        for name, value in element.attrib.items():
            if name in ("transform", "d", "x", "y", "x2", "y2", "width", "height"):
                element.set(name, NUMBER.sub(lambda found: f"{float(found[0]):.1f}", value))
        if "clip-path" in element.attrib:
            element.set("clip-path", f"url(#{number})")
        if element.tag == SVG + "clipPath":
            element.set("id", number)
        if target is not None:
            _link(element, target)
    for name, value in {"role": "group", "aria-label": label}.items():
        root.set(name, value)
    etree.cleanup_namespaces(root)
    return str(etree.tostring(root, encoding="unicode"))


def _link(element: Any, target: str) -> None:
    """What is drawn for a number leads to its sentences, and says what it is to a mouse and to a screen reader."""
    anchor = target.partition("#")[2]
    if not anchor:  # none has no sentence
        element.tag = SVG + "g"
        return
    element.set("href", "#" + anchor)
    told = next((part.attrib.pop("aria-label") for part in element.iter() if "aria-label" in part.attrib), None)
    if told is None:  # the written number in a field that is a link already
        element.set("aria-hidden", "true")
        element.set("tabindex", "-1")
        return
    element.set("aria-label", told)
    title = etree.Element(SVG + "title")
    title.text = told
    element.insert(0, title)
