"""The shipped proxy in front of the application, both real (check W05): who is slow holds nobody up, who hides a second
request in the first gets one answer, and what a client says of itself is not believed."""

import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pid_tracker.web import sizes
from tests.proxied import ROOT, Site, proxied

SLOW_CLIENTS = 300
#: What the forged second request asks for; its answer is known by its first line.
HIDDEN = "GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with proxied(tmp_path_factory.mktemp("proxied")) as site:
        yield site


def answers(connection: socket.socket, sent: bytes) -> bytes:
    """Everything that comes back until the other side is done, or says nothing more for some seconds."""
    with connection:
        connection.sendall(sent)
        got = b""
        try:
            while some := connection.recv(65536):
                got += some
                connection.settimeout(2)
        except (TimeoutError, ConnectionError):
            pass
    return got


def statuses(got: bytes) -> list[int]:
    """The answers in what came back."""
    return [int(status) for status in re.findall(rb"HTTP/1\.[01] (\d{3}) ", got)]


def a_request(path: str, *lines: str, method: str = "GET") -> bytes:
    head = (f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close", *lines)
    return "\r\n".join((*head, "", "")).encode("latin-1")


# -- slow clients ------------------------------------------------------------------------------------------------------


def test_three_hundred_slow_clients_hold_nobody_up_and_are_cut_off(site: Site) -> None:
    """Each sends a form letter by letter; the first of those that stop is cut off."""
    form = ("Content-Type: application/x-www-form-urlencoded", "Content-Length: 5000")
    slow, done = [site.connect() for _ in range(SLOW_CLIENTS)], threading.Event()

    def drip() -> None:
        while not done.wait(3):
            for connection in slow:
                connection.sendall(b"a")

    dripping = threading.Thread(target=drip)
    try:
        for connection in slow:
            connection.sendall(a_request("/lacak", *form, method="POST") + b"nomor=")
        dripping.start()
        page = answers(site.connect(), a_request("/"))  # within the minute that a connection has
        assert statuses(page) == [200] and b"</html>" in page
        assert dripping.is_alive(), "all of them are still there"
        done.set()
        dripping.join()
        assert slow[0].recv(100)[:12] in (b"", b"HTTP/1.1 408")
    finally:
        done.set()
        if dripping.is_alive():
            dripping.join()
        for connection in slow:
            connection.close()


# -- one request in another --------------------------------------------------------------------------------------------

LENGTH = f"Content-Length: {len(HIDDEN) + 5}"
FORGED = {
    "length and chunks": (LENGTH, "Transfer-Encoding: chunked"),
    "chunks and length": ("Transfer-Encoding: chunked", LENGTH),
    "blank before the colon": (LENGTH, "Transfer-Encoding : chunked"),
    "a tab before the word": (LENGTH, "Transfer-Encoding:\tchunked"),
    "a control sign before the word": (LENGTH, "Transfer-Encoding:\x0bchunked"),
    "another word": (LENGTH, "Transfer-Encoding: xchunked"),
    "two codings": (LENGTH, "Transfer-Encoding: chunked, identity"),
    "chunked twice": ("Transfer-Encoding: chunked", "Transfer-Encoding: chunked"),
    "quoted": (LENGTH, 'Transfer-Encoding: "chunked"'),
    "two lengths": ("Content-Length: 5", LENGTH),
    "a signed length": (f"Content-Length: +{len(HIDDEN)}",),
    "a length with a comma": (f"Content-Length: 5, {len(HIDDEN)}",),
}


@pytest.mark.parametrize("inside", [False, True], ids=["through nginx", "at gunicorn"])
@pytest.mark.parametrize("lines", FORGED.values(), ids=FORGED)
def test_a_request_whose_end_is_in_doubt_is_refused_and_nothing_in_it_is_answered(
    site: Site, lines: tuple[str, ...], inside: bool
) -> None:
    head = "\r\n".join(("POST /lacak HTTP/1.1", "Host: localhost", *lines, "", "")).encode("latin-1")
    connection = site.connect_inside() if inside else site.connect()
    got = answers(connection, head + b"0\r\n\r\n" + HIDDEN.encode())
    assert len(statuses(got)) == 1 and statuses(got)[0] in (400, 501)
    assert b"Disallow" not in got


BARE = {
    "in the head": ("POST /lacak HTTP/1.1\nHost: localhost\nContent-Length: 5\nTransfer-Encoding: chunked\n\n"),
    "before a hidden header": "POST /lacak HTTP/1.1\r\nHost: localhost\r\nX: y\nTransfer-Encoding: chunked\r\n"
    f"{LENGTH}\r\n\r\n",
    "in the head of a simple question": "GET /healthz HTTP/1.1\nHost: localhost\nContent-Length: 5\n"
    "Transfer-Encoding: chunked\n\n",
}


@pytest.mark.parametrize("inside", [False, True], ids=["through nginx", "at gunicorn"])
@pytest.mark.parametrize("head", BARE.values(), ids=BARE)
def test_lines_that_end_in_a_bare_line_feed_hide_nothing(site: Site, head: str, inside: bool) -> None:
    connection = site.connect_inside() if inside else site.connect()
    got = answers(connection, head.encode() + b"0\r\n\r\n" + HIDDEN.encode())
    assert statuses(got) == [400] and b"Disallow" not in got


# -- what the proxy says of a client -----------------------------------------------------------------------------------


def test_what_a_client_says_of_its_address_is_not_believed(site: Site) -> None:
    """A forged host would be answered with 400, and would stand in pages where it is not."""
    lies = ("X-Forwarded-Host: jahat.example", "X-Forwarded-Proto: http", "Forwarded: host=jahat.example")
    got = answers(site.connect(), a_request("/", *lies))
    assert statuses(got) == [200] and b"jahat.example" not in got
    assert b"strict-transport-security: max-age=63072000" in got.lower()


def test_figures_are_not_there_from_outside_and_are_there_inside(site: Site) -> None:
    assert statuses(answers(site.connect(), a_request("/metrics"))) == [404]
    assert statuses(answers(site.connect_inside(), a_request("/metrics", "X-Forwarded-For: 127.0.0.1"))) == [404]
    inside = answers(site.connect_inside(), a_request("/metrics"))
    assert statuses(inside) == [200] and b"pid_tracker_ready 1" in inside


def test_a_form_that_no_page_of_ours_sends_is_refused_by_its_length(site: Site) -> None:
    got = answers(site.connect(), a_request("/minta/identitas", f"Content-Length: {sizes.PROXY + 1}", method="POST"))
    assert statuses(got) == [413]


def test_both_samples_let_through_what_the_application_reads_past() -> None:
    megabytes = sizes.PROXY // 2**20
    assert f"client_max_body_size {megabytes}m;" in (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    assert f"max_size {megabytes}MiB" in (ROOT / "deploy" / "Caddyfile").read_text("utf-8")
    assert f"client_max_body_size {megabytes}m" in Path(ROOT / "README.md").read_text("utf-8")
