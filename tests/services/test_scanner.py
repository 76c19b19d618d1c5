"""ClamAV, when it is set: what it knows is refused, and while it does not answer nothing passes."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from pid_tracker.services.examining import answer_files, scanner
from tests.conftest import a_config
from tests.corpus import archives, office, pdfs, pictures
from tests.scanners import EVIL, NAME, OwnClamd


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnClamd]:
    """A scanner that knows one virus."""
    running = OwnClamd(tmp_path_factory.mktemp("clamd"))
    yield running
    running.stop()


@contextmanager
def listening(*answers: bytes, close: bool = False) -> Iterator[str]:
    """A port where somebody takes a connection and says this, and then nothing more."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken: list[socket.socket] = []

        def serve() -> None:
            connection, _ = server.accept()
            taken.append(connection)
            for answer in answers:
                connection.sendall(answer)
            if close:
                connection.close()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
        thread.join()
        for connection in taken:
            connection.close()


def _packed() -> bytes:
    return pdfs.pdf(f"BT /F1 12 Tf 60 700 Td ({EVIL.decode()}) Tj ET", compress_streams=True)


KNOWN: dict[str, Callable[[], bytes]] = {
    "plain": lambda: b"a;b\n" + EVIL + b"\n",
    "in the packed text of a PDF": _packed,
    "in a file of a ZIP": lambda: archives.archive({"a.csv": b"a;b\n" + EVIL}),
    "in a document": lambda: office.document(f"<w:r><w:t>{EVIL.decode()}</w:t></w:r>"),
}


@pytest.mark.parametrize("form", KNOWN)
def test_what_the_scanner_knows_is_found_however_it_is_packed(clamd: OwnClamd, form: str) -> None:
    for url in (clamd.socket_url, clamd.port_url):
        with pytest.raises(scanner.Infected, match=NAME):
            scanner.scan(KNOWN[form](), url)


def test_what_it_does_not_know_passes_also_in_many_chunks(clamd: OwnClamd) -> None:
    for content in (archives.CSV, b"", b"a;b\n" * 200_000):
        scanner.scan(content, clamd.socket_url)


def test_a_virus_at_the_seam_of_two_chunks_is_found(clamd: OwnClamd) -> None:
    with pytest.raises(scanner.Infected):
        scanner.scan(b"x" * (scanner._CHUNK - 10) + EVIL, clamd.socket_url)


def test_a_stream_that_the_scanner_does_not_take_whole_is_not_clean(clamd: OwnClamd) -> None:
    with pytest.raises(scanner.ScannerDown):
        scanner.scan(b"a;b\n" * 500_000, clamd.socket_url)


@pytest.mark.parametrize(
    ("answers", "close"),
    [((), False), ((), True), ((b"stream: OK",), False), ((b"stream: OKAY\0",), True), ((b"ERROR\0",), True)],
    ids=["mute", "hangs up", "stops in the middle", "says something else", "complains"],
)
def test_a_scanner_that_does_not_answer_as_agreed_lets_nothing_pass(answers: tuple[bytes, ...], close: bool) -> None:
    with listening(*answers, close=close) as url, pytest.raises(scanner.ScannerDown):
        scanner.scan(archives.CSV, url, seconds=0.5)


def test_no_scanner_at_the_address_lets_nothing_pass(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for url in (f"unix:{tmp_path}/none", f"tcp://127.0.0.1:{port}", "tcp://host.invalid:3310"):
        with pytest.raises(scanner.ScannerDown):
            scanner.scan(archives.CSV, url, seconds=5)


@contextmanager
def set_to(url: str, folder: Path) -> Iterator[None]:
    """Inside an application that has this scanner."""
    app = Flask("only settings")
    app.extensions["pid_tracker.config"] = replace(a_config("", folder), clamd_url=url)
    with app.app_context():
        yield


@pytest.mark.parametrize("take", [answer_files.examine, answer_files.receive])
def test_every_file_that_is_handed_in_is_scanned_when_a_scanner_is_set(
    clamd: OwnClamd, tmp_path: Path, take: Callable[[bytes, str], answer_files.AnswerFile]
) -> None:
    with set_to(clamd.socket_url, tmp_path):
        assert take(archives.CSV, "tabel.csv").content == archives.CSV
        with pytest.raises(answer_files.BadFile, match=rf"virus menolak berkas ini \({NAME}\)\. Jangan dibuka"):
            take(KNOWN["plain"](), "tabel.csv")
    with set_to(f"unix:{tmp_path}/none", tmp_path), pytest.raises(answer_files.BadFile, match="berkas belum diambil"):
        take(archives.CSV, "tabel.csv")


def test_the_scanner_sees_what_came_and_not_what_was_made_of_it(clamd: OwnClamd, tmp_path: Path) -> None:
    with set_to(clamd.socket_url, tmp_path), pytest.raises(answer_files.BadFile, match="Pemindai virus"):
        answer_files.examine(pictures.jpeg(comment=EVIL), "foto.jpg")


def test_without_a_scanner_files_are_taken(tmp_path: Path) -> None:
    with set_to("", tmp_path):
        assert answer_files.examine(KNOWN["plain"](), "tabel.csv").name == "tabel.csv"
