"""The outbox, with a real SMTP server: delivered once, the same Message-ID, nothing lost, nobody flooded."""

import asyncio
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message as Mail
from email.policy import default
from pathlib import Path
from socket import create_server
from typing import Any

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from flask import Flask

from pid_tracker.clock import SystemClock
from pid_tracker.extensions import db
from pid_tracker.models import CaseFile, Message, PublicBody
from pid_tracker.services.gate import happened, messages
from pid_tracker.services.telling import delivering, message_texts, smtp
from pid_tracker.services.words import timeline
from tests.builders import a_body, a_case, a_requester, a_unit, instant

MORNING = instant("2026-04-06 09:00")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


class Postbox:
    """An SMTP server's handler that keeps what it took; it has bad days."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.recipients: list[list[str]] = []
        self.refuse: set[str] = set()  # addresses turned away for good
        self.busy: set[str] = set()  # addresses to be tried again later
        self.silent = False  # takes the mail and does not say so
        self.drops = False  # hangs up instead of answering to QUIT

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        """Take or refuse one recipient."""
        if address in self.refuse:
            return "550 tidak ada kotak surat ini"
        if address in self.busy:
            return "451 coba lagi nanti"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        """Keep one mail."""
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        self.recipients.append(list(envelope.rcpt_tos))
        while self.silent:
            await asyncio.sleep(0.02)
        return "250 OK"

    async def handle_QUIT(self, server: SMTP, session: Any, envelope: Any) -> str:
        """Say good-bye, or hang up."""
        if self.drops and server.transport is not None:
            server.transport.abort()
        return "221 Sampai jumpa"


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    """A running SMTP server on this machine; `postbox.server` is its address for us."""
    box = Postbox()
    port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    box.server = smtp.MailServer.from_url(f"smtp://127.0.0.1:{port}?tls=none")  # type: ignore[attr-defined]  # a test's convenience
    yield box
    box.silent = False
    controller.stop()


def text_of(mail: Mail) -> str:
    """The plain text of a mail."""
    part = next(part for part in mail.walk() if part.get_content_type() == "text/plain")
    found: str = part.get_payload(decode=True).decode("utf-8")  # type: ignore[union-attr]  # a single part
    return found


def outbox() -> list[Message]:
    """All messages, oldest first."""
    return list(db.session.scalars(sa.select(Message).order_by(Message.id)))


def subject(mail: Mail) -> str:
    """The subject as people read it."""
    return str(make_header(decode_header(mail["Subject"])))


def test_a_receipt_is_delivered_once_and_at_once(app: Flask, postbox: Any) -> None:
    with app.app_context():
        case = a_case(a_body()).filed("2026-04-02 21:15").built()
        assert delivering.deliver_due(postbox.server, instant("2026-04-02 21:16")).sent == 1
        assert delivering.deliver_due(postbox.server, instant("2026-04-02 21:17")).sent == 0
        (mail,) = postbox.mails
        assert subject(mail) == f"Permintaan {case.number} sudah kami terima"
        assert postbox.recipients == [["yohana@contoh.id"]]
        assert mail["Auto-Submitted"] == "auto-generated"
        assert (mail["To"], mail["Reply-To"]) == ("yohana@contoh.id", "ppid@maluku.example.id")
        assert mail["From"] == "PPID Pemerintah Provinsi Maluku <ppid@maluku.example.id>"
        text = text_of(mail)
        assert case.code in text and case.link_token in text and "Jumat, 17 April 2026" in text
        assert case.question not in text and "8171014503740001" not in text
        (receipt,) = [part for part in mail.walk() if part.get_filename()]
        assert receipt.get_filename() == f"tanda-bukti-{case.number}.pdf"
        assert receipt.get_payload(decode=True)[:5] == b"%PDF-"  # type: ignore[index]  # a single part


def test_the_message_id_is_the_same_at_every_try(app: Flask, postbox: Any) -> None:
    with app.app_context():
        a_case(a_body()).filed("2026-04-02").built()
        (row,) = outbox()
        delivering.deliver_due(postbox.server, MORNING)
        row.state, row.lease_until = "QUEUED", None  # as after a worker that died between sending and marking
        db.session.commit()
        delivering.deliver_due(postbox.server, MORNING)
        assert [mail["Message-ID"] for mail in postbox.mails] == [row.message_id, row.message_id]


_WORKER = """
import sys
from datetime import datetime
from pathlib import Path
from pid_tracker.app import create_app
from pid_tracker.services.telling import delivering, smtp
from tests.conftest import a_config
app = create_app(a_config(sys.argv[1], Path(sys.argv[2])))
with app.app_context():
    delivering.deliver_due(smtp.MailServer.from_url(sys.argv[3]), datetime.fromisoformat(sys.argv[4]))
"""


def _until(is_so: Callable[[], bool]) -> None:
    """Wait for something that another process does; a minute at most, for a machine that is busy."""
    for _ in range(3000):
        if is_so():
            return
        threading.Event().wait(0.02)
    pytest.fail("it did not happen")


def test_a_worker_killed_between_sending_and_marking_loses_nothing(
    app: Flask, database_url: str, tmp_path: Path, postbox: Any
) -> None:
    with app.app_context():
        a_case(a_body()).filed("2026-04-02").built()
    postbox.silent = True
    url = f"smtp://127.0.0.1:{postbox.server.port}?tls=none"
    arguments = [database_url, str(tmp_path), url, MORNING.isoformat()]
    with subprocess.Popen([sys.executable, "-c", _WORKER, *arguments]) as worker:
        _until(lambda: bool(postbox.mails))
        worker.kill()
    postbox.silent = False
    with app.app_context():
        assert delivering.deliver_due(postbox.server, MORNING + timedelta(minutes=1)) == delivering.Delivered()
        assert delivering.deliver_due(postbox.server, MORNING + delivering.LEASE).sent == 1
        (row,) = outbox()
        assert (row.state, row.tries) == ("SENT", 2)
    assert [mail["Message-ID"] for mail in postbox.mails] == [row.message_id] * 2


def test_a_message_over_which_workers_die_is_parked(app: Flask, postbox: Any) -> None:
    with app.app_context():
        a_case(a_body()).filed("2026-04-02").built()
        (row,) = outbox()
        row.tries, row.lease_until = delivering.MOST_TRIES, MORNING
        db.session.commit()
        assert delivering.deliver_due(postbox.server, MORNING).failed == 1
        assert row.state == "FAILED" and "di tengah jalan" in row.error


def test_nothing_is_locked_while_a_server_takes_its_time(app: Flask, postbox: Any) -> None:
    with app.app_context():
        body = a_body()
        a_case(body).filed("2026-04-02").built()

    def work() -> None:
        with app.app_context():
            delivering.deliver_due(postbox.server, MORNING)
            db.session.remove()

    postbox.silent = True
    sender = threading.Thread(target=work)
    sender.start()
    _until(lambda: bool(postbox.mails))
    with app.app_context():
        body = db.session.scalars(sa.select(PublicBody)).one()
        a_case(body).filed("2026-04-06 08:59").built()  # would wait until the sender gives up
        under_way = outbox()[0]
        assert (under_way.state, under_way.error) == ("QUEUED", "") and under_way.lease_until is not None
    postbox.silent = False
    sender.join()


@pytest.mark.parametrize("why", ["refused", "cannot be made"])
def test_a_poisoned_message_is_parked_and_does_not_stop_the_others(app: Flask, postbox: Any, why: str) -> None:
    with app.app_context():
        body = a_body()
        a_case(body).filed("2026-04-02").built()
        (poisoned,) = outbox()
        if why == "refused":
            postbox.refuse.add("yohana@contoh.id")
        else:
            poisoned.template = "tidak_ada"
            db.session.commit()
        a_case(body).filed("2026-04-02", requester=a_requester(email="lain@contoh.id")).built()
        moment, tries = MORNING, 0
        while poisoned.state == "QUEUED":
            delivering.deliver_due(postbox.server, moment)
            moment, tries = poisoned.due_at, tries + 1
            assert poisoned.error  # visible from the first try on
        assert (poisoned.state, poisoned.tries, tries) == ("FAILED", 8, 8)
        assert ("550" if why == "refused" else "tidak dapat disusun") in poisoned.error
        assert outbox()[1].state == "SENT" and len(postbox.mails) == 1


def test_the_pauses_between_tries_grow_and_stay_under_ten_minutes(app: Flask, postbox: Any) -> None:
    with app.app_context():
        postbox.refuse.add("yohana@contoh.id")
        a_case(a_body()).filed("2026-04-02").built()
        (row,) = outbox()
        moment, pauses = MORNING, []
        for _ in range(7):
            delivering.deliver_due(postbox.server, moment)
            pauses.append((row.due_at - moment) // timedelta(minutes=1))
            moment = row.due_at
    assert pauses == [1, 2, 4, 8, 9, 9, 9]


def test_a_server_that_says_later_is_asked_again_for_a_day(app: Flask, postbox: Any) -> None:
    with app.app_context():
        postbox.busy.add("yohana@contoh.id")
        a_case(a_body()).filed("2026-04-06 09:00").built()
        (row,) = outbox()
        moment = MORNING
        for _ in range(20):
            delivering.deliver_due(postbox.server, moment)
            moment = row.due_at
        assert row.state == "QUEUED" and "451" in row.error
        delivering.deliver_due(postbox.server, MORNING + delivering.PATIENCE)
        assert row.state == "FAILED"


def test_a_server_that_hangs_up_at_the_end_has_taken_the_mail(app: Flask, postbox: Any) -> None:
    with app.app_context():
        postbox.drops = True
        a_case(a_body()).filed("2026-04-02").built()
        assert delivering.deliver_due(postbox.server, MORNING).sent == 1
        assert outbox()[0].state == "SENT"


def test_while_the_server_is_away_all_wait_and_no_try_counts(app: Flask, postbox: Any) -> None:
    with app.app_context():
        body = a_body()
        for place in range(4):
            a_case(body).filed("2026-04-02", requester=a_requester(email=f"warga{place}@contoh.id")).built()
        away = smtp.MailServer.from_url(f"smtp://127.0.0.1:{free_port()}?tls=none")
        moment = MORNING
        for _ in range(20):
            assert delivering.deliver_due(away, moment).failed == 1  # one is tried, the others are not in a row
            moment += delivering.OUTAGE_PAUSE
        assert {(row.state, row.tries) for row in outbox()} == {("QUEUED", 0)}
        assert all("tidak dapat dipakai" in row.error for row in outbox())
        assert delivering.deliver_due(postbox.server, moment + timedelta(minutes=10)).sent == 4
        assert {(row.state, row.error) for row in outbox()} == {("SENT", "")}


def test_a_requester_without_email_is_told_by_the_desk(app: Flask, postbox: Any) -> None:
    with app.app_context():
        case = a_case(a_body()).filed("2026-04-02", requester=a_requester(email="")).built()
        assert delivering.deliver_due(postbox.server, MORNING).sent == 0
        (row,) = outbox()
        assert (row.channel, row.state) == ("DESK", "QUEUED")
        assert case.code in message_texts.short_text(row)


def test_three_messages_an_hour_to_one_address_and_none_is_dropped(app: Flask, postbox: Any) -> None:
    with app.app_context():
        body = a_body()
        for _ in range(5):
            a_case(body).filed("2026-04-06 08:59").built()
        assert delivering.deliver_due(postbox.server, MORNING).sent == 3
        assert delivering.deliver_due(postbox.server, MORNING + timedelta(minutes=30)).sent == 0
        assert delivering.deliver_due(postbox.server, MORNING + timedelta(minutes=61)).sent == 2


def test_two_workers_at_once_keep_the_limit_of_one_address(app: Flask, postbox: Any) -> None:
    with app.app_context():
        body = a_body()
        for place in range(10):  # the same address, however it is written
            email = "Yohana@contoh.id" if place % 2 else "yohana@Contoh.id"
            a_case(body).filed("2026-04-02", requester=a_requester(email=email)).built()
    _two_at_once(app, postbox, MORNING)
    assert len(postbox.mails) == 3
    with app.app_context():
        assert {row.state for row in outbox()} == {"SENT", "QUEUED"}
    _two_at_once(app, postbox, MORNING + timedelta(minutes=61))
    assert len(postbox.mails) == 6


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-04-06 03:00", "2026-04-06 07:00"),
        ("2026-04-06 20:00", "2026-04-07 07:00"),
        ("2026-04-06 19:59", None),
        ("2026-04-06 07:00", None),
    ],
)
def test_people_are_not_woken_at_night(app: Flask, postbox: Any, moment: str, opening: str | None) -> None:
    with app.app_context():
        body = a_body()
        case = a_case(body).filed("2026-04-02").extended("2026-04-02 10:00").built()
        delivering.deliver_due(postbox.server, instant("2026-04-02 21:00"))  # the receipt only
        row = next(row for row in outbox() if row.template == "n5_extended")
        row.due_at = instant(moment)
        db.session.commit()
        done = delivering.deliver_due(postbox.server, instant(moment))
        assert (done.sent, done.postponed) == ((1, 0) if opening is None else (0, 1))
        assert case.number
        if opening:
            assert row.due_at == instant(opening)


def _two_at_once(app: Flask, postbox: Any, moment: datetime) -> None:
    """Two workers empty the outbox side by side."""

    def work() -> None:
        with app.app_context():
            delivering.deliver_due(postbox.server, moment)
            db.session.remove()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()


def test_two_workers_at_once_send_each_message_once(app: Flask, postbox: Any) -> None:
    with app.app_context():
        body = a_body()
        for place in range(12):
            a_case(body).filed("2026-04-02", requester=a_requester(email=f"warga{place}@contoh.id")).built()

    _two_at_once(app, postbox, MORNING)
    identities = [mail["Message-ID"] for mail in postbox.mails]
    assert len(identities) == 12 == len(set(identities))


def test_a_name_with_a_line_break_makes_no_header(app: Flask, postbox: Any) -> None:
    with app.app_context():
        requester = a_requester(name="Siti\r\nBcc: korban@contoh.id")
        a_case(a_body()).filed("2026-04-02", requester=requester).built()
        delivering.deliver_due(postbox.server, MORNING)
        assert postbox.mails[0]["Bcc"] is None and postbox.recipients == [["yohana@contoh.id"]]


@pytest.mark.parametrize("address", ["a@contoh.id, b@contoh.id", "a@contoh.id\r\nBcc: b@contoh.id", "bukan surel"])
def test_what_is_no_single_address_is_never_sent(app: Flask, postbox: Any, address: str) -> None:
    with app.app_context():
        a_case(a_body()).filed("2026-04-02", requester=a_requester(email=address)).built()
        delivering.deliver_due(postbox.server, MORNING)
        (row,) = outbox()
        assert postbox.mails == [] and "tidak sah" in row.error


def test_a_mute_server_is_given_up(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "TIMEOUT_SECONDS", 0.3)
    with create_server(("127.0.0.1", 0)) as mute, app.app_context():
        a_case(a_body()).filed("2026-04-02").built()
        server = smtp.MailServer.from_url(f"smtp://127.0.0.1:{mute.getsockname()[1]}?tls=none")
        assert delivering.deliver_due(server, MORNING).failed == 1
        assert "timed out" in outbox()[0].error


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that nobody has signed but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = SystemClock().now()  # the real time: the library compares with the machine's
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, key_file = folder / "server.pem", folder / "server.key"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return pem, key_file


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
@pytest.mark.parametrize("is_trusted", [True, False])
def test_a_server_is_believed_only_with_a_certificate_we_trust(
    app: Flask, tmp_path: Path, is_trusted: bool, scheme: str
) -> None:
    pem, key_file = _certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key_file)
    box, port = Postbox(), free_port()
    secured = {"ssl_context": context} if scheme == "smtps" else {"tls_context": context, "require_starttls": True}
    controller = Controller(box, hostname="localhost", port=port, **secured)
    controller.start()
    try:
        trust = f"?ca={pem}" if is_trusted else ""
        with app.app_context():
            a_case(a_body()).filed("2026-04-02").built()
            done = delivering.deliver_due(smtp.MailServer.from_url(f"{scheme}://localhost:{port}{trust}"), MORNING)
            assert (done.sent, len(box.mails)) == ((1, 1) if is_trusted else (0, 0))
            if not is_trusted:
                assert "sertifikat" in outbox()[0].error and "CERTIFICATE_VERIFY_FAILED" in outbox()[0].error
    finally:
        controller.stop()


def test_a_server_that_offers_no_encryption_gets_nothing(app: Flask, postbox: Any) -> None:
    with app.app_context():
        a_case(a_body()).filed("2026-04-02").built()
        plain = smtp.MailServer.from_url(f"smtp://127.0.0.1:{postbox.server.port}")
        assert delivering.deliver_due(plain, MORNING).failed == 1
        assert postbox.mails == [] and "STARTTLS" in outbox()[0].error


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://x",
        "smtp://mail.example.id?tls=none",
        "smtp://mail.example.id?tls=maybe",
        "smtp://mail.example.id:no",
        "smtp://mail.example.id?from=a@contoh.id,b@contoh.id",
    ],
)
def test_an_unsafe_or_missing_mail_address_is_refused(url: str) -> None:
    with pytest.raises(smtp.BadMailAddress):
        smtp.MailServer.from_url(url)


def test_the_worker_without_a_server_leaves_the_messages_waiting(app: Flask) -> None:
    with app.app_context():
        a_case(a_body()).filed("2026-04-02").built()
    result = app.test_cli_runner().invoke(args=["worker", "--once"])
    assert result.exit_code == 0 and "MAIL_URL belum diatur: 1 pesan" in result.output
    with app.app_context():
        assert outbox()[0].state == "QUEUED"


def _with_mail_url(app: Flask, url: str) -> None:
    app.extensions["pid_tracker.config"] = replace(app.extensions["pid_tracker.config"], mail_url=url)


def test_the_worker_delivers_what_is_due(app: Flask, postbox: Any) -> None:
    with app.app_context():
        a_case(a_body()).filed("2026-04-02 21:15").built()
    _with_mail_url(app, f"smtp://127.0.0.1:{postbox.server.port}?tls=none&from=surat@ppid.contoh.id")
    result = app.test_cli_runner().invoke(args=["worker", "--once"])
    assert result.exit_code == 0 and "1 terkirim" in result.output
    assert postbox.mails[0]["From"].endswith("<surat@ppid.contoh.id>")


def test_the_worker_says_what_is_wrong_with_its_server(app: Flask) -> None:
    with app.app_context():
        a_body()
    _with_mail_url(app, "smtp://mail.example.id?tls=none")
    result = app.test_cli_runner().invoke(args=["worker", "--once"])
    assert result.exit_code == 1 and "tls=none" in result.output


def test_the_same_occasion_is_queued_once(app: Flask) -> None:
    with app.app_context():
        case: CaseFile = a_case(a_body()).filed("2026-04-02").built()
        assert messages.queue(case, "code_again", occasion="2026-04-06", now=MORNING, facts={}) is not None
        assert messages.queue(case, "code_again", occasion="2026-04-06", now=MORNING, facts={}) is None


def test_several_parts_routed_at_one_sitting_are_one_message(app: Flask, postbox: Any) -> None:
    with app.app_context():
        body = a_body()
        pupr, dinkes = a_unit(body, "pupr"), a_unit(body, "dinkes")
        history = a_case(body).filed("2026-04-02", question="Jalan lingkar tahun 2025\nPuskesmas di Seram")
        history.routed("2026-04-06", pupr, 1).routed("2026-04-06 09:02", dinkes, 2).built()
        (row,) = [row for row in outbox() if row.template == "n4_searching"]
        text = message_texts.email_text(row)[1]
        assert "Dinas Pekerjaan Umum dan Penataan Ruang (bagian 1)" in text and "Dinas Kesehatan (bagian 2)" in text
        assert row.due_at > MORNING and date(2026, 4, 17).strftime("%d") in text


def test_a_part_that_goes_to_a_second_office_on_one_day_is_told_again(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        pupr, dinkes = a_unit(body, "pupr"), a_unit(body, "dinkes")
        history = a_case(body).filed("2026-04-02").routed("2026-04-06 09:00", pupr)
        history.handed_back("2026-04-06 10:00").routed("2026-04-06 14:00", dinkes)
        told = [row for row in outbox() if row.template == "n4_searching"]
        assert [row.facts["seq"] for row in told] == [1, 3]
        assert "Dinas Kesehatan" in message_texts.email_text(told[-1])[1]
        assert told[-1].due_at > instant("2026-04-06 14:00")
        lines = [entry.what for entry in timeline.entries(happened.in_case(history.built()))]
        assert [line for line in lines if line.startswith("Diteruskan ke")] == [
            "Diteruskan ke Dinas Kesehatan",
            "Diteruskan ke Dinas Pekerjaan Umum dan Penataan Ruang",
        ]


def test_an_office_corrected_at_one_sitting_is_the_one_that_is_told(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        pupr, dinkes = a_unit(body, "pupr"), a_unit(body, "dinkes")
        a_case(body).filed("2026-04-02").routed("2026-04-06 09:00", pupr).routed("2026-04-06 09:04", dinkes).built()
        (row,) = [row for row in outbox() if row.template == "n4_searching"]
        text = message_texts.email_text(row)[1]
        assert "Dinas Kesehatan" in text and "Pekerjaan Umum" not in text and row.facts["seq"] == 2


def test_a_message_on_its_way_is_not_taken_for_one_that_waits(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        pupr, dinkes = a_unit(body, "pupr"), a_unit(body, "dinkes")
        history = a_case(body).filed("2026-04-02").routed("2026-04-06 09:00", pupr)
        (row,) = [row for row in outbox() if row.template == "n4_searching"]
        row.state, row.sent_at = "SENT", instant("2026-04-06 09:01")
        history.routed("2026-04-06 09:04", dinkes).built()
        assert len([row for row in outbox() if row.template == "n4_searching"]) == 2


def test_what_the_desk_has_not_told_yet_names_the_office_that_came_later(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        pupr, dinkes = a_unit(body, "pupr"), a_unit(body, "dinkes")
        history = a_case(body).filed("2026-04-02", requester=a_requester(email="")).routed("2026-04-06 09:00", pupr)
        history.handed_back("2026-04-06 10:00").routed("2026-04-06 14:00", dinkes).built()
        (row,) = [row for row in outbox() if row.template == "n4_searching"]
        assert row.channel == "DESK" and "Dinkes" in message_texts.short_text(row)
