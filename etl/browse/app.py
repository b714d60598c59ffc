"""The pages as an application: its routes, what an address may say, and with which headers everything is answered."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import Depends, FastAPI, HTTPException, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as AnyHTTPException

from etl import settings
from etl.browse import briefings, events, lists, published, rendering, searching, subjects, texts, words
from etl.browse.marking import NAMED
from etl.browse.published import File, NothingPublished, TooMuch
from etl.browse.words import Words

log = logging.getLogger(__name__)

Id = Annotated[str, Query(alias="id", pattern="^[0-9a-f]{32}$")]
Name = Annotated[str, Query(min_length=1, max_length=200)]
Filter = Annotated[str | None, Query(min_length=1, max_length=200)]
PageNumber = Annotated[int, Query(alias="page", ge=1, le=lists.LAST_PAGE)]
Language = Annotated[Literal["de", "en"] | None, Query()]

# Airflow's cookie is sent only by a page of its own origin, so the frame keeps it; there is no script that could use it
SANDBOX = "sandbox allow-same-origin allow-forms"
CLOSED = f"default-src 'none'; base-uri 'none'; frame-ancestors 'self'; {SANDBOX}"
PAGE_POLICY = f"{CLOSED}; style-src 'self'; form-action 'self'"
BRIEFING_POLICY = f"{CLOSED}; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'"
HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
    "Vary": "Accept-Language, Cookie",
}
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def make(signed_in: Callable[..., Any]) -> FastAPI:
    """The application; `signed_in` is the dependency that refuses who has no session, before anything else is done."""
    app = FastAPI(
        title="Blocwatch",
        dependencies=[Depends(signed_in)],
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    for path, answer in ROUTES.items():
        app.add_api_route(f"/{path}", answer, methods=["GET", "HEAD"], response_class=Response)
    # the last route takes all that is left, so that also what is not there is refused without a session
    app.add_api_route("/{rest:path}", _nothing_here, methods=METHODS, response_class=Response)
    app.add_exception_handler(AnyHTTPException, _failed)
    app.add_exception_handler(RequestValidationError, _failed)
    app.add_exception_handler(NothingPublished, _failed)
    app.add_exception_handler(TooMuch, _failed)
    app.add_exception_handler(Exception, _failed)
    return app


@dataclass(frozen=True)
class Reader:
    """Who asks: in which language, and what the address says of language and look, which every link keeps."""

    words: Words
    kept: Mapping[str, str]

    def link(self, page: str, anchor: str = "", /, **given: Any) -> str:
        """Relative, so that it holds below any prefix; what is empty is left out."""
        told = {key: str(value) for key, value in given.items() if value not in (None, "", 1)}
        query = urlencode(told | dict(self.kept))
        return page + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")


CHOICES = {"lang": words.LANGUAGES, "look": ("light", "dark")}


def _reader(request: Request) -> Reader:
    told = request.query_params
    kept = {key: told[key] for key, choices in CHOICES.items() if told.get(key) in choices}
    return Reader(words.of(words.chosen(kept.get("lang"), request.headers.get("accept-language", ""))), kept)


def _others(request: Request, reader: Reader) -> dict[str, str]:
    """The same page in the other language, and in light and in dark."""
    here = request.url.path.rsplit("/", 1)[-1] or "facts"
    now = {"lang": reader.words.language, "look": reader.kept.get("look")}
    asked = request.query_params.multi_items()
    return {
        choice: f"{here}?" + urlencode([*((k, v) for k, v in asked if k != key), (key, choice)])
        for key, choices in CHOICES.items()
        for choice in choices
        if choice != now[key]
    }


def _page(request: Request, template: str, status: int = 200, **given: Any) -> Response:
    reader = _reader(request)
    body = rendering.rendered(
        template,
        words=reader.words,
        t=reader.words.page,
        v=reader.words.value,
        day=reader.words.day,
        days=reader.words.days,
        link=reader.link,
        others=_others(request, reader) if status == HTTPStatus.OK else {},
        kept=reader.kept,
        **({"names": None, "newest": None, "query": ""} | given),
    )
    return _answered(body.encode("utf-8", "replace"), status)


def _answered(body: bytes, status: int = 200, kind: str = "text/html; charset=utf-8", **headers: str) -> Response:
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(body, status, HEADERS | {"Content-Type": kind} | more)


def _shown(request: Request, template: str, ask: Callable[[File, Words], Mapping[str, Any] | None]) -> Response:
    """What the published file answers; 404 where it knows nothing of it."""
    with published.opened(settings.load()) as file:
        found = ask(file, _reader(request).words)
        if found is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        names, newest = subjects.names(file), file.row(NEWEST)
    return _page(request, template, names=names, newest=newest, named=NAMED, **found)


NEWEST = """
select r.run_id, cast(r.started_at as date) as started_on, r.ruleset from report.runs as r
order by r.started_at desc, r.run_id limit 1
"""


def start(request: Request, lang: Language = None) -> Response:
    def ask(file: File, words: Words) -> Mapping[str, Any]:
        told = ("meetings", "persons", "organizations", "commitments", "articles")
        return {"parts": [lists.beginning(file, name) for name in told]}

    return _shown(request, "start.html", ask)


def search(
    request: Request, q: Annotated[str, Query(max_length=200)] = "", page: PageNumber = 1, lang: Language = None
) -> Response:
    return _shown(request, "search.html", lambda file, _: searching.found(file, q, page))


def person(request: Request, name: Name, lang: Language = None) -> Response:
    return _shown(request, "person.html", lambda file, _: subjects.person(file, name))


def organization(request: Request, name: Name, on: date | None = None, lang: Language = None) -> Response:
    return _shown(request, "organization.html", lambda file, _: subjects.organization(file, name, on))


def country(request: Request, name: Annotated[str, Query(pattern="^[A-Z]{2}$")], lang: Language = None) -> Response:
    return _shown(request, "country.html", lambda file, _: subjects.country(file, name))


def meeting(request: Request, meeting_id: Id, lang: Language = None) -> Response:
    return _shown(request, "meeting.html", lambda file, _: events.meeting(file, meeting_id))


def commitment(request: Request, commitment_id: Id, lang: Language = None) -> Response:
    return _shown(request, "commitment.html", lambda file, _: events.commitment(file, commitment_id))


def article(request: Request, article_id: Id, lang: Language = None) -> Response:
    return _shown(request, "article.html", lambda file, words: texts.article(file, article_id, words))


def fact(request: Request, fact_id: Id, lang: Language = None) -> Response:
    return _shown(request, "fact.html", lambda file, words: texts.fact(file, fact_id, words))


def _list(listed: str) -> Callable[..., Response]:
    """The route of one list."""

    def answer(
        request: Request,
        name: Filter = None,
        other: Filter = None,
        topic: Filter = None,
        page: PageNumber = 1,
        lang: Language = None,
    ) -> Response:
        given = {key: value for key, value in {"name": name, "other": other, "topic": topic}.items() if value}
        needs = lists.LISTS[listed].needs
        if (needs and needs not in given) or ("other" in given and "name" not in given):
            raise HTTPException(HTTPStatus.BAD_REQUEST)
        return _shown(request, "list.html", lambda file, _: {"part": lists.part(file, listed, given, page)})

    return answer


def style(request: Request) -> Response:
    body = (rendering.TEMPLATES / "style.css").read_bytes()
    return _answered(body, kind="text/css; charset=utf-8", Cache_Control="private, max-age=300")


def briefing(
    request: Request, run: Annotated[str | None, Query(max_length=300)] = None, lang: Language = None
) -> Response:
    """The newest in the reader's language; with `run` the earlier one of that name, among those there are."""
    conf, reader = settings.load(), _reader(request)
    found = briefings.earlier(conf).get(run) if run else briefings.newest(conf, reader.words.language)
    if found is None and run:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    if found is None:
        return _page(request, "no_briefing.html")
    bar = rendering.rendered("briefing_bar.html", t=reader.words.page, link=reader.link, words=reader.words)
    return _answered(briefings.with_bar(found.read_bytes(), bar.encode()), Content_Security_Policy=BRIEFING_POLICY)


def earlier_briefings(request: Request, lang: Language = None) -> Response:
    return _page(request, "briefings.html", runs=list(briefings.earlier(settings.load())))


def _nothing_here(request: Request) -> Response:
    raise HTTPException(HTTPStatus.NOT_FOUND if request.method in ("GET", "HEAD") else HTTPStatus.METHOD_NOT_ALLOWED)


def _failed(request: Request, error: Exception) -> Response:
    """A page that says what is wrong, and nothing of what the address held."""
    status = _status(error)
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("the page %s could not be made", request.url.path, exc_info=error)
    known = status if status in TOLD else 400
    return _page(request, "failed.html", status, code=status, key=f"failed_{known}")


TOLD = (400, 401, 403, 404, 405, 500, 503, 504)


def _status(error: Exception) -> int:
    if isinstance(error, AnyHTTPException):
        return error.status_code
    kinds = {RequestValidationError: 400, NothingPublished: 503, TooMuch: 504}
    return next((status for kind, status in kinds.items() if isinstance(error, kind)), 500)


ROUTES: dict[str, Callable[..., Response]] = {
    "": start,
    "facts": start,
    "search": search,
    "person": person,
    "organization": organization,
    "country": country,
    "meeting": meeting,
    "commitment": commitment,
    "article": article,
    "fact": fact,
    **{name: _list(name) for name in lists.LISTS},
    "briefing": briefing,
    "briefings": earlier_briefings,
    "style.css": style,
}
