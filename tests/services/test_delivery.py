"""The outbox, with a real SMTP server: delivered once, the same Message-ID, nothing lost, nobody flooded."""

import ssl
import threading
from collections.abc import Iterator
from datetime import date, timedelta
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
from pid_tracker.models import CaseFile, Message
from pid_tracker.services import delivery, message_texts, messages, smtp
from tests.builders import a_body, a_case, a_requester, a_unit, instant

MORNING = instant("2026-04-06 09:00")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


class Postbox:
    """An SMTP server's handler that keeps what it took; `refuse` addresses it turns away."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.recipients: list[list[str]] = []
        self.refuse: set[str] = set()

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        """Take or refuse one recipient."""
        if address in self.refuse:
            return "550 tidak ada kotak surat ini"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        """Keep one mail."""
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        self.recipients.append(list(envelope.rcpt_tos))
        return "250 OK"


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    """A running SMTP server on this machine; `postbox.server` is its address for us."""
    box = Postbox()
    port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    box.server = smtp.MailServer.from_url(f"smtp://127.0.0.1:{port}?tls=none")  # type: ignore[attr-defined]  # a test's convenience
    yield box
    controller.stop()


def outbox() -> list[Message]:
    """All messages, oldest first."""
    return list(db.session.scalars(sa.select(Message).order_by(Message.id)))


def subject(mail: Mail) -> str:
    """The subject as people read it."""
    return str(make_header(decode_header(mail["Subject"])))


def test_a_receipt_is_delivered_once_and_at_once(app: Flask, postbox: Any) -> None:
    with app.app_context():
        case = a_case(a_body()).filed("2026-04-02 21:15").built()
        assert delivery.deliver_due(postbox.server, instant("2026-04-02 21:16")).sent == 1
        assert delivery.deliver_due(postbox.server, instant("2026-04-02 21:17")).sent == 0
        (mail,) = postbox.mails
        assert subject(mail) == f"Permintaan {case.number} sudah kami terima"
        assert postbox.recipients == [["yohana@contoh.id"]]
        assert mail["Auto-Submitted"] == "auto-generated"
        text = mail.get_payload(decode=True).decode()  # type: ignore[union-attr]  # one part of plain text
        assert case.code in text and case.link_token in text and "Jumat, 17 April 2026" in text
        assert case.question not in text and "8171014503740001" not in text


def test_the_message_id_is_the_same_at_every_try(app: Flask, postbox: Any) -> None:
    with app.app_context():
        a_case(a_body()).filed("2026-04-02").built()
        (row,) = outbox()
        delivery.deliver_due(postbox.server, MORNING)
        row.state, row.lease_until = "QUEUED", None  # as after a worker that died between sending and marking
        db.session.commit()
        delivery.deliver_due(postbox.server, MORNING)
        assert [mail["Message-ID"] for mail in postbox.mails] == [row.message_id, row.message_id]


def test_a_worker_that_dies_loses_nothing(app: Flask, postbox: Any) -> None:
    with app.app_context():
        a_case(a_body()).filed("2026-04-02").built()
        assert len(delivery._claim(MORNING)) == 1  # claimed, then the process is killed
        assert delivery.deliver_due(postbox.server, MORNING + timedelta(minutes=1)).sent == 0
        assert delivery.deliver_due(postbox.server, MORNING + delivery.LEASE).sent == 1


def test_a_refused_address_is_parked_and_does_not_stop_the_others(app: Flask, postbox: Any) -> None:
    with app.app_context():
        body = a_body()
        postbox.refuse.add("yohana@contoh.id")
        a_case(body).filed("2026-04-02").built()
        a_case(body).filed("2026-04-02", requester=a_requester(email="lain@contoh.id")).built()
        moment = MORNING
        for _ in range(len(delivery.PAUSES) + 3):
            delivery.deliver_due(postbox.server, moment)
            moment += timedelta(days=1)
        poisoned, other = outbox()
        assert (poisoned.state, poisoned.tries) == ("FAILED", len(delivery.PAUSES) + 1)
        assert "550" in poisoned.error
        assert other.state == "SENT" and len(postbox.mails) == 1


def test_a_requester_without_email_is_told_by_the_desk(app: Flask, postbox: Any) -> None:
    with app.app_context():
        case = a_case(a_body()).filed("2026-04-02", requester=a_requester(email="")).built()
        assert delivery.deliver_due(postbox.server, MORNING).sent == 0
        (row,) = outbox()
        assert (row.channel, row.state) == ("DESK", "QUEUED")
        assert case.code in message_texts.short_text(row)


def test_three_messages_an_hour_to_one_address_and_none_is_dropped(app: Flask, postbox: Any) -> None:
    with app.app_context():
        body = a_body()
        for _ in range(5):
            a_case(body).filed("2026-04-06 08:59").built()
        assert delivery.deliver_due(postbox.server, MORNING).sent == 3
        assert delivery.deliver_due(postbox.server, MORNING + timedelta(minutes=30)).sent == 0
        assert delivery.deliver_due(postbox.server, MORNING + timedelta(minutes=61)).sent == 2


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
        delivery.deliver_due(postbox.server, instant("2026-04-02 21:00"))  # the receipt only
        row = next(row for row in outbox() if row.template == "n5_extended")
        row.due_at = instant(moment)
        db.session.commit()
        done = delivery.deliver_due(postbox.server, instant(moment))
        assert (done.sent, done.postponed) == ((1, 0) if opening is None else (0, 1))
        assert case.number
        if opening:
            assert row.due_at == instant(opening)


def test_two_workers_at_once_send_each_message_once(app: Flask, postbox: Any) -> None:
    with app.app_context():
        body = a_body()
        for place in range(12):
            a_case(body).filed("2026-04-02", requester=a_requester(email=f"warga{place}@contoh.id")).built()

    def work() -> None:
        with app.app_context():
            while delivery.deliver_due(postbox.server, MORNING).sent:
                pass
            db.session.remove()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()
    identities = [mail["Message-ID"] for mail in postbox.mails]
    assert len(identities) == 12 == len(set(identities))


def test_a_name_with_a_line_break_makes_no_header(app: Flask, postbox: Any) -> None:
    with app.app_context():
        requester = a_requester(name="Siti\r\nBcc: korban@contoh.id")
        a_case(a_body()).filed("2026-04-02", requester=requester).built()
        delivery.deliver_due(postbox.server, MORNING)
        assert postbox.mails[0]["Bcc"] is None and postbox.recipients == [["yohana@contoh.id"]]


@pytest.mark.parametrize("address", ["a@contoh.id, b@contoh.id", "a@contoh.id\r\nBcc: b@contoh.id", "bukan surel"])
def test_what_is_no_single_address_is_never_sent(app: Flask, postbox: Any, address: str) -> None:
    with app.app_context():
        a_case(a_body()).filed("2026-04-02", requester=a_requester(email=address)).built()
        delivery.deliver_due(postbox.server, MORNING)
        (row,) = outbox()
        assert postbox.mails == [] and "tidak sah" in row.error


def test_a_mute_server_is_given_up(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "TIMEOUT_SECONDS", 0.3)
    with create_server(("127.0.0.1", 0)) as mute, app.app_context():
        a_case(a_body()).filed("2026-04-02").built()
        server = smtp.MailServer.from_url(f"smtp://127.0.0.1:{mute.getsockname()[1]}?tls=none")
        assert delivery.deliver_due(server, MORNING).failed == 1
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


@pytest.mark.parametrize("is_trusted", [True, False])
def test_a_server_is_believed_only_with_a_certificate_we_trust(app: Flask, tmp_path: Path, is_trusted: bool) -> None:
    pem, key_file = _certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key_file)
    box = Postbox()
    port = free_port()
    controller = Controller(box, hostname="localhost", port=port, ssl_context=context)
    controller.start()
    try:
        trust = f"?ca={pem}" if is_trusted else ""
        with app.app_context():
            a_case(a_body()).filed("2026-04-02").built()
            done = delivery.deliver_due(smtp.MailServer.from_url(f"smtps://localhost:{port}{trust}"), MORNING)
            assert (done.sent, len(box.mails)) == ((1, 1) if is_trusted else (0, 0))
            if not is_trusted:
                assert "CERTIFICATE_VERIFY_FAILED" in outbox()[0].error
    finally:
        controller.stop()


@pytest.mark.parametrize("url", ["", "http://x", "smtp://mail.example.id?tls=none", "smtp://mail.example.id?tls=maybe"])
def test_an_unsafe_or_missing_mail_address_is_refused(url: str) -> None:
    with pytest.raises(smtp.BadMailAddress):
        smtp.MailServer.from_url(url)


def test_the_worker_without_a_server_leaves_the_messages_waiting(app: Flask) -> None:
    with app.app_context():
        a_case(a_body()).filed("2026-04-02").built()
    result = app.test_cli_runner().invoke(args=["worker", "--once"])
    assert result.exit_code == 1 and "MAIL_URL" in result.output
    with app.app_context():
        assert outbox()[0].state == "QUEUED"


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
