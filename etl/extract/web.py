"""Asks the web: one address at a time, politely, and with limits on everything an answer can be too much of."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpcore
import httpx

from etl.errors import DocumentError, HostUnreachable
from etl.extract import bodies, guard
from etl.model import Manners

log = logging.getLogger(__name__)

TRIES = 4
LONGEST_WAIT = 120.0  # seconds; who asks us to stay away longer is left for the next run
AGAIN = {429, 502, 503, 504}
REDIRECTS = {301, 302, 303, 307, 308}
PORTS = {80, 443}
LONGEST_ADDRESS = 2000
BROKEN = (httpcore.NetworkError, httpcore.ProtocolError)
NO_HOST = (httpcore.ConnectError, httpcore.ConnectTimeout)

# raises DocumentError when an address may not be asked; else the seconds to keep between two requests to its host
Allowed = Callable[[str], float]


class Trouble(DocumentError):
    """A page could not be had because of its host rather than of itself; `is_wish`: the host wants to be left alone."""

    def __init__(self, message: str, is_wish: bool = False) -> None:
        super().__init__(message)
        self.is_wish = is_wish


@dataclass(frozen=True)
class Answer:
    """What an outlet answered. `url` is the address that did, after redirects; only an answer 200 has a body."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """The first header of that name; "" without one."""
        return next((value for key, value in self.headers if key == name), "")


class Client:
    """Keeps connections and the moment each host was last asked. Proxies and cookies there are none."""

    def __init__(
        self,
        agent: str,
        resolve: guard.Resolve = guard.resolve,
        network: httpcore.NetworkBackend | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        today: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.agent, self.clock, self.sleep, self.today = agent, clock, sleep, today
        self.asked: dict[str, float] = {}
        # two pools: a connection that was allowed to a private address must not be used again by who may not have it
        self.guards = {private: guard.Guard(private, resolve, network, clock) for private in (True, False)}
        context = httpx.create_ssl_context(trust_env=False)
        self.pools = {
            private: httpcore.ConnectionPool(ssl_context=context, network_backend=one, keepalive_expiry=15)
            for private, one in self.guards.items()
        }

    def get(
        self, url: str, manners: Manners, most: int, allowed: Allowed, known: dict[str, str] | None = None
    ) -> Answer:
        """The answer of an address, redirects followed; `known` are the headers of a conditional request.

        `DocumentError` when this address cannot be had, `HostUnreachable` when nothing of its host can.
        """
        seen = [url]
        while True:
            answer = self._patiently(checked(seen[-1], manners), manners, most, allowed(seen[-1]), known or {})
            to = answer.header("location")
            if answer.status not in REDIRECTS or not to:
                return answer
            seen.append(joined(seen[-1], to))
            if seen[-1] in seen[:-1]:
                raise DocumentError(f"redirects in a circle, back to {seen[-1]}")
            if len(seen) > manners.most_redirects + 1:
                raise DocumentError(f"more than {manners.most_redirects} redirects, the last to {seen[-1]}")

    def _patiently(self, url: httpx.URL, manners: Manners, most: int, delay: float, known: dict[str, str]) -> Answer:
        """Asks up to four times, waiting longer each time or as long as Retry-After says."""
        for number in range(1, TRIES + 1):
            self._keep_distance(url.host, delay)
            wait, is_wish = 2.0**number, False
            try:
                answer = self._once(url, manners, most, known)
                if answer.status not in AGAIN:
                    return answer
                reason, is_wish = f"answered {said(answer.status)}", True
                wait = max(wait, self._retry_after(answer))
            except NO_HOST as error:
                if "CERTIFICATE_VERIFY_FAILED" in str(error):  # a wrong certificate does not heal in seconds
                    raise Trouble(f"the host's certificate is not valid: {error}", is_wish=True) from error
                if number == TRIES:
                    raise HostUnreachable(f"{url.host} cannot be reached: {error}") from error
                reason = str(error)
            except httpcore.TimeoutException as error:
                raise Trouble(f"took longer than {manners.timeout_seconds:g} seconds") from error
            except BROKEN as error:
                reason = f"the connection broke: {error}"
            if number == TRIES or wait > LONGEST_WAIT:
                later = f" and asks to come back in {wait:.0f} seconds" if wait > LONGEST_WAIT else ""
                raise Trouble(reason + later, is_wish)
            log.info("%s: %s; asking again in %.0f seconds", url, reason, wait)
            self.sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _keep_distance(self, host: str, delay: float) -> None:
        last = self.asked.get(host)
        if last is not None and (wait := last + delay - self.clock()) > 0:
            self.sleep(wait)
        self.asked[host] = self.clock()

    def _once(self, url: httpx.URL, manners: Manners, most: int, known: dict[str, str]) -> Answer:
        self.guards[manners.allow_private].deadline = self.clock() + manners.timeout_seconds
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        headers: dict[bytes | str, bytes | str] = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": self.agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.1",
            "Accept-Encoding": bodies.ACCEPTED,
        }
        # what a server has made a mark of is given back to it byte for byte
        headers.update({name: value.encode("latin-1", "ignore") for name, value in known.items()})
        seconds = dict.fromkeys(("connect", "read", "write", "pool"), manners.timeout_seconds)
        with self.pools[manners.allow_private].stream(
            "GET", target, headers=headers, extensions={"timeout": seconds}
        ) as response:
            told = tuple((k.decode("latin-1").lower(), v.decode("latin-1")) for k, v in response.headers)
            answer = Answer(str(url), response.status, told, b"")
            if response.status == HTTPStatus.NOT_MODIFIED:
                response.read()  # there is nothing to read, and a connection read to its end can be used again
            if response.status != HTTPStatus.OK:
                return answer
            content = bodies.body(response.iter_stream(), answer.header("content-encoding"), most)
            return Answer(answer.url, answer.status, told, content)

    def _retry_after(self, answer: Answer) -> float:
        """Seconds, told as such or as a date; 0 when nothing readable is told."""
        told = answer.header("retry-after").strip()
        if told.isdecimal():
            return float(told)
        try:
            return max(0.0, (parsedate_to_datetime(told) - self.today()).total_seconds())
        except (ValueError, TypeError):
            return 0.0


def checked(url: str, manners: Manners) -> httpx.URL:
    """The address, ready to be asked; `DocumentError` for one that is none of the open web."""
    try:
        parts = httpx.URL(url)
        host, port = parts.raw_host.decode("ascii"), parts.port
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise DocumentError(f"no address of the web: {error}") from error
    if parts.scheme not in ("http", "https") or not host:
        raise DocumentError(f"neither http nor https but {parts.scheme or 'no scheme'}")
    if "%" in host:  # what no name is made of is escaped by the reader of addresses
        raise DocumentError(f"no address of the web: {host} is no host")
    if len(url) > LONGEST_ADDRESS:
        raise DocumentError(f"an address of {len(url)} characters; {LONGEST_ADDRESS} are allowed")
    if parts.userinfo:
        raise DocumentError("an address with a name or password in it")
    if port not in (None, *PORTS) and not manners.allow_private:
        raise DocumentError(f"port {port} is none of the web's; 80 and 443 are allowed")
    return parts.copy_with(fragment=None)


def joined(base: str, to: str) -> str:
    """The address that `to` means on the page `base`, without a fragment; `DocumentError` when it means none."""
    try:
        url = httpx.URL(base).join(to.strip()).copy_with(fragment=None)
        if "%" in url.host:
            raise ValueError(f"{url.host} is no host")
        return str(url)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise DocumentError(f"leads to {to[:200]!r}, which is no address: {error}") from error


def address(base: str, to: str) -> str:
    """What `joined` says; an address that is none stays as it is told, to be set aside under its own name."""
    try:
        return joined(base, to)
    except DocumentError:
        return to.strip()


def host_of(url: str) -> str:
    """The host of an address, "" when it has none."""
    try:
        return httpx.URL(url).host
    except (httpx.InvalidURL, UnicodeError, ValueError):
        return ""


def said(status: int) -> str:
    """A status as people read it."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
