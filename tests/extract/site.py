"""A small outlet on the loopback, time that passes only when somebody sleeps, and a network that notes who is called.

`nachrichten.example` has a public-looking address, which the network leads to the site; every other connection fails.
"""

from __future__ import annotations

import hashlib
import ssl
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpcore

from etl.extract import web
from etl.model import Manners

HOST = "nachrichten.example"
ROOT = f"http://{HOST}"
PUBLIC = "93.184.215.14"
NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)
QUICK = Manners(delay_seconds=0, timeout_seconds=5)
MOST = 200_000


@dataclass
class Reply:
    """What the site answers. `marked`: with ETag and Last-Modified, and 304 for who knows them."""

    body: bytes = b""
    status: int = 200
    type: str | None = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    marked: bool = True
    pieces: Any = None  # called for an iterator of the body's pieces, sent as they come
    told_length: int | None = None

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


class Site:
    """Answers by path; a list is answered one after the other, its last item for ever."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply | list[Reply]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.bodies: Counter[str] = Counter()  # answers that had a body, by path
        self.port = 0

    def __setitem__(self, path: str, reply: Reply | list[Reply] | bytes | str) -> None:
        body = reply.encode() if isinstance(reply, str) else reply
        self.replies[path] = Reply(body) if isinstance(body, bytes) else body

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def answer(self, path: str) -> Reply:
        reply = self.replies.get(path, Reply(b"not here", 404))
        if isinstance(reply, list):
            return reply.pop(0) if len(reply) > 1 else reply[0]
        return reply

    @contextmanager
    def open(self, certified: ssl.SSLContext | None = None) -> Iterator[Site]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                try:
                    self.send(site.answer(self.path))
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def send(self, reply: Reply) -> None:
                known = reply.marked and reply.status == 200 and self.headers.get("If-None-Match") == reply.etag
                self.send_response(304 if known else reply.status)
                if reply.type and not known:
                    self.send_header("Content-Type", reply.type)
                if reply.marked and reply.status == 200:
                    self.send_header("ETag", reply.etag)
                    self.send_header("Last-Modified", "Sat, 31 Jan 2026 10:00:00 GMT")
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                if known:
                    self.end_headers()
                    return
                site.bodies[self.path] += 1
                length = reply.told_length if reply.told_length is not None else len(reply.body)
                if reply.pieces is None or reply.told_length is not None:
                    self.send_header("Content-Length", str(length))
                else:
                    self.send_header("Connection", "close")
                    self.close_connection = True
                self.end_headers()
                for piece in [reply.body] if reply.pieces is None else reply.pieces():
                    self.wfile.write(piece)
                    self.wfile.flush()
                if reply.told_length is not None:
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        server.block_on_close = False
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # readers that hang up are what we test
        if certified:
            server.socket = certified.wrap_socket(server.socket, server_side=True)
        self.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()


class Network(httpcore.NetworkBackend):
    """Leads the public address to the site; `called` are all addresses somebody wanted to send a packet to."""

    def __init__(self, site: Site) -> None:
        self.site, self.called = site, list[str]()
        self.real = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: Any = None, local_address: Any = None, socket_options: Any = None
    ) -> httpcore.NetworkStream:
        self.called.append(host)
        if host not in (PUBLIC, "127.0.0.1"):
            raise httpcore.ConnectError(f"no way to {host}")
        return self.real.connect_tcp("127.0.0.1", self.site.port, timeout)


class Time:
    """Passes only in sleep."""

    def __init__(self) -> None:
        self.passed, self.slept = 0.0, list[float]()

    def clock(self) -> float:
        return self.passed

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.passed += seconds

    def today(self) -> datetime:
        return NOON + timedelta(seconds=self.passed)


class Outside:
    """The site, the network that leads to it, the time, and a client that knows nothing else."""

    def __init__(self, site: Site) -> None:
        self.site, self.network, self.time = site, Network(site), Time()
        self.names: dict[str, list[str]] = {HOST: [PUBLIC]}
        self.client = self.new_client()

    def new_client(self, clock: Any = None) -> web.Client:
        return web.Client(
            "Blocwatch/0 (+mailto:we@blocwatch.example)",
            resolve=self.resolve,
            network=self.network,
            clock=clock or self.time.clock,
            sleep=self.time.sleep,
            today=self.time.today,
        )

    def resolve(self, host: str, port: int) -> list[str]:
        if host not in self.names:
            raise OSError(f"{host} has no address here")
        return self.names[host]

    def get(self, path: str, manners: Manners = QUICK, most: int = MOST, **known: str) -> web.Answer:
        url = path if "://" in path else ROOT + path
        return self.client.get(url, manners, most, lambda _: manners.delay_seconds, known)
