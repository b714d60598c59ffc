"""One run's visits: robots.txt heeded, nothing asked for twice, everything that came kept in the raw store."""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter, defaultdict
from email.message import Message
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import unquote, urlsplit

from etl.errors import DocumentError, HostUnreachable
from etl.extract import web
from etl.extract.raw import History, RawStore
from etl.extract.robots import Robots, Told
from etl.model import Document, Manners, Page

MOST_OF_A_WAY = 50_000_000  # bytes: what the sitemap protocol allows one file
MOST_OF_A_FEED = 5_000_000  # bytes of a feed or listing, whose readers are slow
MEDIA_TYPES: dict[str, Literal["text/plain", "text/html"]] = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
}
ENOUGH = 3  # pages in a row for which a host takes all our time or breaks off
NOT_KEPT = {"set-cookie", "set-cookie2"}  # made for us alone, and worth nothing later


class Crawl:
    """Visits for one step of one run. `told` are the robots.txt that another step of the run has fetched.

    A host that has taken `longest` seconds is asked nothing more: a slow one must not hold up the others.
    """

    def __init__(
        self,
        client: web.Client,
        store: RawStore,
        most: int,
        told: dict[str, Told] | None = None,
        longest: float = math.inf,
    ) -> None:
        self.client, self.store, self.most, self.longest = client, store, most, longest
        self.spent: defaultdict[str, float] = defaultdict(float)  # by host, seconds it has taken
        self.robots = Robots(client.agent, self._robots_txt, told if told is not None else {})
        self.down: dict[str, str] = {}  # hosts that could not be reached, with why
        self.trouble: Counter[str] = Counter()  # by host, failures in a row

    def page(self, document: Document, manners: Manners) -> Page | None:
        """The page behind a document, or None when it is as it was at the last load.

        `DocumentError` when there is none, `HostUnreachable` when its host does not answer at all.
        """
        known = self.store.history(document.source, document.address)
        answer = self._asked(document.address, manners, self.most, known)
        now = self.client.today()
        if answer.status == HTTPStatus.NOT_MODIFIED and known:
            self.store.asked(known, now)
            return None if known.is_settled else known.newest
        if answer.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE) and known:
            self.store.gone(known, now)
            raise DocumentError(f"gone: answered {web.said(answer.status)}; the article read earlier stays")
        page = self._page(answer, document)
        made = self.store.put(page, answer.body)
        return None if made.is_settled else page

    def kept(self, source: str | None, url: str, manners: Manners, most: int = MOST_OF_A_WAY) -> tuple[Page, bytes]:
        """A feed, sitemap or listing, from the raw store where the outlet says that it is as it was."""
        known = self.store.history(source, url, "ways")
        answer = self._asked(url, manners, most, known)
        return self._kept(source, url, answer, known)

    def _kept(self, source: str | None, url: str, answer: web.Answer, known: History | None) -> tuple[Page, bytes]:
        if answer.status == HTTPStatus.NOT_MODIFIED and known:
            self.store.asked(known, self.client.today(), "ways")
            return known.newest, self.store.get(known.newest.page_id)
        page = self._page(answer, Document(source, url, url, told_type="text/plain"))
        self.store.put(page, answer.body, "ways")
        return page, answer.body

    def _robots_txt(self, url: str, manners: Manners) -> tuple[int, str]:
        known = self.store.history(None, url, "ways")
        answer = self.client.get(url, manners, self.most, lambda _: manners.delay_seconds, _conditions(known))
        if answer.status not in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
            return answer.status, ""
        if answer.status == HTTPStatus.OK and not answer.body:
            return HTTPStatus.OK, ""
        return HTTPStatus.OK, self._kept(None, url, answer, known)[1].decode("utf-8", "replace")

    def _asked(self, url: str, manners: Manners, most: int, known: History | None) -> web.Answer:
        at = url

        def allowed(hop: str) -> float:
            nonlocal at
            at = hop
            if reason := self.down.get(web.host_of(hop)):
                raise HostUnreachable(reason)
            if self.spent[web.host_of(hop)] >= self.longest:
                raise DocumentError(
                    f"left for the next run: {web.host_of(hop)} has taken more than "
                    f"{self.longest / 60:g} minutes of this one"
                )
            if self.trouble[web.host_of(hop)] >= ENOUGH:
                raise DocumentError(
                    "not asked: its host failed or asked for quiet before, and is left alone in this run"
                )
            return self.robots.delay(hop, manners)

        begun = self.client.clock()
        try:
            answer = self.client.get(url, manners, most, allowed, _conditions(known))
            self.trouble[web.host_of(at)] = 0
            return answer
        except web.Trouble as error:
            self.trouble[web.host_of(at)] += ENOUGH if error.is_wish else 1
            raise
        except HostUnreachable as error:
            self.down[web.host_of(at)] = str(error)
            if web.host_of(at) != web.host_of(url):
                raise DocumentError(f"redirects to {at}: {error}") from error
            raise
        finally:
            self.spent[web.host_of(at)] += self.client.clock() - begun

    def _page(self, answer: web.Answer, document: Document) -> Page:
        """The answer as a page; `DocumentError` for one that brings none."""
        if answer.status != HTTPStatus.OK:
            raise DocumentError(f"answered {web.said(answer.status)}")
        if not answer.body.strip():
            raise DocumentError("the answer is empty")
        told = Message()
        typed = document.told_type or answer.header("content-type")
        told["content-type"] = typed if "/" in typed else sniffed(answer.body)
        if told.get_content_type() not in MEDIA_TYPES:
            raise DocumentError(f"answered with {told.get_content_type()}, which is neither HTML nor text")
        headers = [pair for pair in answer.headers if pair[0] not in NOT_KEPT]
        return Page(
            page_id=hashlib.sha256(answer.body).hexdigest(),
            source=document.source,
            address=document.address,
            file_name=file_name(document.address),
            media_type=MEDIA_TYPES[told.get_content_type()],
            byte_count=len(answer.body),
            fetched_at=self.client.today(),
            url=document.address,
            final_url=answer.url,
            status=answer.status,
            headers=json.dumps(headers, ensure_ascii=False),
            charset=told.get_content_charset(),
            told_title=document.told_title,
            told_published=document.told_published,
        )


def _conditions(known: History | None) -> dict[str, str]:
    """Headers that ask for a page only if it is no longer the one we know."""
    if known is None:
        return {}
    wanted = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in wanted.items() if value}


def sniffed(content: bytes) -> str:
    """The media type of an answer that names none."""
    return "text/html" if content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else "text/plain"


def file_name(url: str) -> str:
    """The last part of an address's path, or its host where it has none."""
    parts = urlsplit(url)
    name = unquote(PurePosixPath(parts.path).name) or parts.netloc
    return "".join(char for char in name if char.isprintable())
