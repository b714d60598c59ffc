"""What an outlet may do to its reader, and what the reader does then."""

from __future__ import annotations

import gzip
import itertools
import ssl
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from etl.errors import DocumentError, HostUnreachable
from etl.extract import guard, web
from tests.extract.site import HOST, MOST, NOON, PUBLIC, QUICK, ROOT, Outside, Reply, Site

# --- where connections may lead ---------------------------------------------------------------------------------------

NOT_PUBLIC = [
    "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "224.0.0.1", "224.0.1.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1",
    "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "2002:7f00:1::", "no address",
]  # fmt: skip


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_what_not_everybody_can_reach_is_not_public(address: str) -> None:
    assert not guard.is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2a00:1450:4001:80b::200e", "64:ff9b::808:808"])
def test_what_everybody_can_reach_is_public(address: str) -> None:
    assert guard.is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_a_name_that_leads_inside_is_refused_before_a_packet_is_sent(outside: Outside, address: str) -> None:
    outside.names["boese.example"] = [address]
    with pytest.raises(DocumentError, match=r"boese\.example leads to .*, which is no public address"):
        outside.get("http://boese.example/")
    assert outside.network.called == []


@pytest.mark.parametrize("addresses", [[PUBLIC, "10.0.0.1"], ["::1", PUBLIC], [PUBLIC, "::ffff:192.168.0.1"]])
def test_one_private_address_among_public_ones_is_refused(outside: Outside, addresses: list[str]) -> None:
    outside.names["halb.example"] = addresses
    with pytest.raises(DocumentError, match="no public address"):
        outside.get("http://halb.example/")
    assert outside.network.called == []


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1"])
def test_a_redirect_inside_behind_a_public_name_is_refused_before_a_packet_is_sent(
    outside: Outside, site: Site, address: str
) -> None:
    outside.names["harmlos.example"] = [address]
    site["/a"] = Reply(status=302, headers={"Location": "http://harmlos.example/geheim"})
    with pytest.raises(DocumentError, match=r"harmlos\.example leads to"):
        outside.get("/a")
    assert outside.network.called == [PUBLIC] and site.paths() == ["/a"]


@pytest.mark.parametrize(
    "number", ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0"]
)
def test_numbers_instead_of_a_name_are_refused_in_every_spelling(outside: Outside, site: Site, number: str) -> None:
    outside.resolve = guard.resolve  # type: ignore[method-assign]  # numbers need no name server
    outside.client = outside.new_client()
    site["/a"] = Reply(status=302, headers={"Location": f"http://{number}/"})
    with pytest.raises(DocumentError, match=r"no public address|Invalid IPv4 address"):
        outside.get(f"http://{number}/")
    assert outside.network.called == []


def test_a_name_is_resolved_once_and_what_was_judged_is_connected_to(outside: Outside, site: Site) -> None:
    site["/a"] = "da"
    answers = iter([[PUBLIC], ["127.0.0.1"]])  # the second would be the trap
    outside.resolve = lambda host, port: next(answers)  # type: ignore[method-assign]
    outside.client = outside.new_client()
    assert outside.get("/a").body == b"da"
    assert outside.network.called == [PUBLIC]


def test_a_source_may_allow_the_loopback_and_nobody_else_gets_its_connection(outside: Outside, site: Site) -> None:
    site["/a"] = "da"
    outside.names["hier.example"] = ["127.0.0.1"]
    url = f"http://hier.example:{site.port}/a"
    assert outside.get(url, replace(QUICK, allow_private=True)).body == b"da"
    with pytest.raises(DocumentError, match="port"):
        outside.get(url)
    assert outside.get("http://hier.example/a", replace(QUICK, allow_private=True)).body == b"da"
    with pytest.raises(DocumentError, match="no public address"):
        outside.get("http://hier.example/a")


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("ftp://nachrichten.example/a", "neither http nor https but ftp"),
        ("file:///etc/passwd", "neither http nor https but file"),
        ("javascript:alert(1)", "neither http nor https"),
        ("http://nachrichten.example:22/", "port 22"),
        ("http://wir:geheim@nachrichten.example/", "name or password"),
        ("http:///ohne", "neither http nor https"),
        ("nur/ein/pfad", "neither http nor https but no scheme"),
        (f"{ROOT}/{'a' * 3000}", "characters"),
        ("http://[::1/", "no address of the web"),
    ],
)
def test_only_addresses_of_the_open_web_are_asked(outside: Outside, site: Site, address: str, reason: str) -> None:
    site["/a"] = Reply(status=301, headers={"Location": address})
    with pytest.raises(DocumentError, match=reason):
        outside.client.get(address, QUICK, MOST, lambda _: 0)
    assert outside.network.called == []


def certificate(folder: Path, host: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a server that is `host` shows, and a reader that trusts whoever signed it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "pem").write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "pem")
    reader = ssl.create_default_context(cadata=made.public_bytes(serialization.Encoding.PEM).decode())
    return server, reader


def test_a_certificate_is_asked_for_the_name_and_not_for_the_address(
    outside: Outside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, reader = certificate(tmp_path, HOST)
    monkeypatch.setattr(web.httpx, "create_ssl_context", lambda trust_env: reader)
    outside.names["anders.example"] = [PUBLIC]
    with Site().open(server) as site:
        site["/a"] = "da"
        outside.network.site = site
        outside.client = outside.new_client()
        assert outside.get(f"https://{HOST}/a").body == b"da"
        with pytest.raises(DocumentError, match=r"the host's certificate is not valid: .*anders"):
            outside.get("https://anders.example/a")
    assert site.paths() == ["/a"]


def test_the_environments_proxy_is_not_asked(outside: Outside, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site["/a"] = "da"
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    outside.client = outside.new_client()
    assert outside.get("/a").status == 200 and outside.network.called == [PUBLIC]


# --- redirects --------------------------------------------------------------------------------------------------------


def test_redirects_are_followed_and_the_last_address_is_told(outside: Outside, site: Site) -> None:
    site["/a"] = Reply(status=301, headers={"Location": "/b?x=1#oben"})
    site["/b?x=1"] = Reply(status=307, headers={"Location": f"{ROOT}/c"})
    site["/c"] = "da"
    answer = outside.get("/a")
    assert (answer.url, answer.body) == (f"{ROOT}/c", b"da")


def test_a_circle_of_redirects_ends(outside: Outside, site: Site) -> None:
    site["/a"] = Reply(status=302, headers={"Location": "/b"})
    site["/b"] = Reply(status=302, headers={"Location": "/a"})
    with pytest.raises(DocumentError, match="circle"):
        outside.get("/a")
    assert site.paths() == ["/a", "/b"]


def test_more_redirects_than_allowed_end(outside: Outside, site: Site) -> None:
    for number in range(10):
        site[f"/{number}"] = Reply(status=302, headers={"Location": f"/{number + 1}"})
    with pytest.raises(DocumentError, match="more than 3 redirects"):
        outside.get("/0", replace(QUICK, most_redirects=3))
    assert len(site.asked) == 4


# --- bodies -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(b"Guten Tag", mtime=0)),
        ("x-gzip", gzip.compress(b"Guten ", mtime=0) + gzip.compress(b"Tag", mtime=0)),
        ("gzip", gzip.compress(b"Guten Tag", mtime=0) + b"\0\0\0"),
        ("deflate", zlib.compress(b"Guten Tag")),
        ("deflate", zlib.compress(b"Guten Tag", wbits=-15)),
        ("identity", b"Guten Tag"),
    ],
)
def test_packed_bodies_are_unpacked(outside: Outside, site: Site, coding: str, packed: bytes) -> None:
    site["/a"] = Reply(packed, headers={"Content-Encoding": coding})
    assert outside.get("/a").body == b"Guten Tag"


@pytest.mark.parametrize(
    ("coding", "packed", "reason"),
    [
        ("gzip", gzip.compress(b"\0" * 50_000_000, mtime=0), "unpacked is larger than the 0.2 MB allowed"),
        ("deflate", zlib.compress(b"\0" * 50_000_000), "unpacked is larger"),
        ("gzip", gzip.compress(gzip.compress(b"x" * 99, mtime=0) * 3, mtime=0)[:-9], "cut off"),
        ("gzip", b"kein gzip", "broken"),
        ("br", b"...", "packed as 'br', which was not asked for"),
        ("gzip, gzip", b"...", "packed as 'gzip, gzip'"),
    ],
    ids=["bomb", "zlib bomb", "cut", "none", "brotli", "twice"],
)
def test_bombs_and_broken_bodies_are_refused(
    outside: Outside, site: Site, coding: str, packed: bytes, reason: str
) -> None:
    site["/a"] = Reply(packed, headers={"Content-Encoding": coding})
    with pytest.raises(DocumentError, match=reason):
        outside.get("/a")


def test_an_endless_body_is_left_at_the_limit(outside: Outside, site: Site) -> None:
    sent = itertools.count()
    site["/a"] = Reply(pieces=lambda: (b"x" * 65536 for _ in iter(lambda: next(sent), -1)))
    with pytest.raises(DocumentError, match=r"larger than the 0\.2 MB allowed"):
        outside.get("/a")
    assert next(sent) < 500


def test_a_length_that_lies_is_not_believed(outside: Outside, site: Site) -> None:
    site["/a"] = Reply(b"kurz", told_length=10**12, pieces=lambda: [b"kurz"])
    with pytest.raises(DocumentError, match="the connection broke"):
        outside.get("/a")


def test_a_body_that_drips_ends_with_the_time_for_the_whole_answer(outside: Outside, site: Site) -> None:
    def drip() -> Iterator[bytes]:
        while True:
            time.sleep(0.02)
            yield b"x"

    site["/a"] = Reply(pieces=drip)
    outside.client = outside.new_client(time.monotonic)
    begun = time.monotonic()
    with pytest.raises(DocumentError, match=r"longer than 0\.3 seconds"):
        outside.get("/a", replace(QUICK, timeout_seconds=0.3))
    assert time.monotonic() - begun < 2


# --- asking again -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "waited"),
    [
        ("30", 30),
        ("Sun, 01 Feb 2026 12:00:45 GMT", 45),
        ("1", 2),  # sooner than our own first wait
        ("bald", 2),
        ("Sun, 01 Feb 2026 11:00:00 GMT", 2),
        (None, 2),
    ],
)
def test_retry_after_is_heeded(outside: Outside, site: Site, told: str | None, waited: float) -> None:
    headers = {"Retry-After": told} if told else {}
    site["/a"] = [Reply(status=429, headers=headers), Reply(b"da")]
    assert outside.time.today() == NOON
    assert outside.get("/a").body == b"da"
    assert outside.time.slept == [waited]


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_who_stays_busy_is_left_after_four_tries_each_later_than_the_one_before(
    outside: Outside, site: Site, status: int
) -> None:
    site["/a"] = Reply(status=status)
    with pytest.raises(DocumentError, match=f"answered {status} "):
        outside.get("/a")
    assert len(site.asked) == 4 and outside.time.slept == [2, 4, 8]


def test_who_wants_to_be_left_for_long_is_left_for_the_next_run(outside: Outside, site: Site) -> None:
    site["/a"] = Reply(status=503, headers={"Retry-After": "86400"})
    with pytest.raises(DocumentError, match="asks to come back in 86400 seconds"):
        outside.get("/a")
    assert len(site.asked) == 1 and outside.time.slept == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 500])
def test_what_will_not_change_is_asked_once(outside: Outside, site: Site, status: int) -> None:
    site["/a"] = Reply(b"nein", status=status)
    assert outside.get("/a").status == status
    assert len(site.asked) == 1


def test_a_host_that_cannot_be_reached_is_told_apart(outside: Outside) -> None:
    outside.names["aus.example"] = ["93.184.215.99"]
    for host in ("aus.example", "unbekannt.example"):
        with pytest.raises(HostUnreachable, match=rf"{host} cannot be reached"):
            outside.get(f"http://{host}/")
    assert outside.network.called == ["93.184.215.99"] * 4


def test_the_next_of_several_addresses_is_tried(outside: Outside, site: Site) -> None:
    site["/a"] = "da"
    outside.names[HOST] = ["93.184.215.99", PUBLIC]
    assert outside.get("/a").body == b"da"
    assert outside.network.called == ["93.184.215.99", PUBLIC]


# --- manners ----------------------------------------------------------------------------------------------------------


def test_a_host_is_left_in_peace_between_two_requests(outside: Outside, site: Site) -> None:
    site["/a"] = "da"
    manners = replace(QUICK, delay_seconds=7)
    outside.get("/a", manners)
    outside.time.passed += 3
    outside.get("/a", manners)
    outside.names["anders.example"] = [PUBLIC]
    outside.get("http://anders.example/a", manners)
    assert outside.time.slept == [4]


def test_we_say_who_we_are_and_carry_no_cookie(outside: Outside, site: Site) -> None:
    site["/a"] = Reply(b"da", headers={"Set-Cookie": "spur=1"})
    outside.get("/a")
    outside.get("/a", etag="x")
    for _, headers in site.asked:
        assert headers["user-agent"] == "Blocwatch/0 (+mailto:we@blocwatch.example)"
        assert headers["host"] == HOST and "cookie" not in headers and "authorization" not in headers


def test_the_guard_itself_never_opens_a_socket_of_this_machine() -> None:
    with pytest.raises(DocumentError):
        guard.Guard(private=False).connect_unix_socket("/run/x")


def test_addresses_with_letters_of_other_alphabets_are_asked_as_the_web_writes_them(
    outside: Outside, site: Site
) -> None:
    site["/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D1%8C?q=%C3%A4"] = "да"
    outside.names["xn--80aesfpebagmfblc0a.xn--p1ai"] = [PUBLIC]
    assert outside.get("/новость?q=ä").status == 200
    assert web.host_of("https://Пример.example/") == "пример.example"
    with pytest.raises(HostUnreachable):
        outside.get("http://пример.example/")


def test_a_redirect_to_an_address_that_is_none_is_refused(outside: Outside, site: Site) -> None:
    site["/a"] = Reply(status=302, headers={"Location": "http://[kaputt/"})
    with pytest.raises(DocumentError, match="no address"):
        outside.get("/a")
