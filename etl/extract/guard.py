"""Where connections begin: a name is resolved once, every address it has is judged, and only those are connected to."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from etl.errors import DocumentError

Resolve = Callable[[str, int], list[str]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# RFC 6052, RFC 8215: the last 32 bits are an IPv4 address
NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host in the order to try them; what the system reads as a number in any spelling is one."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def is_public(text: str) -> bool:
    """Whether an address, and any IPv4 address that it carries inside, can be reached by everybody."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return all(_is_public(one) for one in (address, *_inside(address)))


def _is_public(address: Address) -> bool:
    # is_global alone calls multicast global, and knows no site-local addresses
    return address.is_global and not (
        address.is_multicast
        or (address.is_reserved and not any(address in network for network in NAT64))  # judged by what is inside
        or address.is_unspecified
        or address.is_loopback
        or address.is_link_local
        or getattr(address, "is_site_local", False)
    )


def _inside(address: Address) -> Iterable[Address]:
    """The IPv4 addresses of mapped, 6to4, Teredo and NAT64 addresses."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if any(address in network for network in NAT64):
        found.append(ipaddress.IPv4Address(address.packed[-4:]))
    return [one for one in found if one is not None]


class Guard(httpcore.NetworkBackend):
    """Connects to public addresses alone, unless `private` are allowed too, and ends every wait at the `deadline`."""

    def __init__(
        self,
        private: bool,
        resolve: Resolve = resolve,
        inner: httpcore.NetworkBackend | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.private, self.resolve, self.clock = private, resolve, clock
        self.inner = inner or httpcore.SyncBackend()
        self.deadline = float("inf")

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Tries the host's addresses in turn; `DocumentError`, and no packet, when one of them is not public."""
        failure: Exception | None = None
        addresses = self._judged(host, port)
        for number, address in enumerate(addresses):
            share = self.left(timeout) / (len(addresses) - number)  # one that is silent must leave time for the next
            try:
                stream = self.inner.connect_tcp(address, port, share, local_address, socket_options)
                return Timed(stream, self)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError(f"{host} has no address")

    def _judged(self, host: str, port: int) -> list[str]:
        try:
            addresses = self.resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host} cannot be resolved: {error}") from error
        for address in addresses:
            # one private address among public ones is how a name is turned against its reader
            if not self.private and not is_public(address):
                raise DocumentError(f"{host} leads to {address}, which is no public address: refused")
        return addresses

    def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.NetworkStream:
        raise DocumentError("an address of the web leads to no socket of this machine")

    def left(self, timeout: float | None) -> float:
        """The seconds one wait may take."""
        left = self.deadline - self.clock()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for the whole answer is over")
        return left if timeout is None else min(left, timeout)


class Timed(httpcore.NetworkStream):
    """A connection that keeps the guard's deadline, so that one byte a second does not hold a task forever."""

    def __init__(self, inner: httpcore.NetworkStream, guard: Guard) -> None:
        self.inner, self.guard = inner, guard

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.inner.read(max_bytes, self.guard.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.inner.write(buffer, self.guard.left(timeout))

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return Timed(self.inner.start_tls(ssl_context, server_hostname, self.guard.left(timeout)), self.guard)

    def get_extra_info(self, info: str) -> Any:
        return self.inner.get_extra_info(info)
