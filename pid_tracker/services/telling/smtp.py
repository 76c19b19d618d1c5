"""The way out to SMTP: Flask-Mail with a connection of our own, which verifies the server and never waits for ever.

What goes wrong is told apart: the server cannot be used at all (`Outage`), or this one mail was not taken (`Refused`).
"""

import contextlib
import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.utils import formataddr
from types import TracebackType
from urllib.parse import parse_qs, unquote, urlsplit

import flask_mail
from email_validator import EmailNotValidError, validate_email

from pid_tracker.extensions import mail_state

TIMEOUT_SECONDS = 10.0
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_LONGEST_ERROR = 300
_SERVICE_NOT_AVAILABLE = 421


class BadMailAddress(ValueError):
    """MAIL_URL cannot be used; the message is one line."""


class Outage(Exception):
    """The server cannot be reached, believed or signed in to: no mail's own fault. Says why, for the desk."""


class Refused(Exception):
    """This mail was not taken. `is_temporary`: the server asked to try again later (a reply of 400 to 499)."""

    def __init__(self, why: str, *, is_temporary: bool = False) -> None:
        """Remember the reason, one line, for the desk."""
        super().__init__(why[:_LONGEST_ERROR])
        self.is_temporary = is_temporary


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail goes out. `security`: "tls" from the first byte, "starttls", or "none" (loopback only)."""

    host: str
    port: int
    security: str
    username: str = ""
    password: str = ""
    sender: str = ""
    ca_file: str | None = None

    @classmethod
    def from_url(cls, url: str) -> "MailServer":
        """Read MAIL_URL: smtp://user:password@host:587?from=ppid@x&ca=/path, smtps://..., tls=none only on loopback."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise BadMailAddress("MAIL_URL: smtp://host:port or smtps://host:port is needed") from None
        options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise BadMailAddress("MAIL_URL: smtp://host:port or smtps://host:port is needed")
        security = "tls" if parts.scheme == "smtps" else options.get("tls", "starttls")
        if security not in ("tls", "starttls", "none"):
            raise BadMailAddress("MAIL_URL: tls is starttls or none")
        if security == "none" and parts.hostname not in _LOOPBACK:
            raise BadMailAddress("MAIL_URL: tls=none is allowed on this machine only")
        if (sender := options.get("from", "")) and not is_one_address(sender):
            raise BadMailAddress("MAIL_URL: from is not an e-mail address")
        return cls(
            host=parts.hostname,
            port=port or (465 if security == "tls" else 587),
            security=security,
            username=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            sender=sender,
            ca_file=options.get("ca"),
        )


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one address, ready to go: plain text, and files as (name, PDF). `message_id` stays at every try."""

    recipient: str
    subject: str
    text: str
    message_id: str
    from_name: str
    from_address: str
    sent_at: datetime
    attachments: tuple[tuple[str, bytes], ...] = ()


def is_one_address(text: str) -> bool:
    """Whether the text is exactly one e-mail address, of plain letters before the @."""
    try:
        validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return False
    return True


def post(server: MailServer, mail: Mail) -> None:
    """Hand the mail to the server; when this returns the server has taken it. Outage or Refused otherwise."""
    if not is_one_address(mail.recipient):
        raise Refused("alamat surel tidak sah")
    ready = flask_mail.Message(
        subject=mail.subject,
        recipients=[validate_email(mail.recipient, check_deliverability=False).ascii_email or ""],
        body=mail.text,
        sender=formataddr((mail.from_name, server.sender or mail.from_address)),
        reply_to=mail.from_address,
        date=mail.sent_at.timestamp(),
        extra_headers={"Auto-Submitted": "auto-generated"},
        attachments=[flask_mail.Attachment(name, "application/pdf", content) for name, content in mail.attachments],
    )
    ready.msgId = mail.message_id
    with VerifiedConnection(server) as connection:
        try:
            connection.send(ready, envelope_from=server.sender or mail.from_address)
        except flask_mail.BadHeaderError:
            raise Refused("surat memuat baris yang tidak sah") from None
        except OSError as error:  # every SMTPException is one
            raise _judged(error) from error


def _judged(error: OSError) -> Outage | Refused:
    """Whose fault it is that a mail did not go out after the server had greeted us."""
    reply = error
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        reply = smtplib.SMTPResponseException(*next(iter(error.recipients.values())))
    if not isinstance(reply, smtplib.SMTPResponseException):
        return Refused(_said("sambungan ke peladen surat putus", error))
    text = reply.smtp_error.decode(errors="replace") if isinstance(reply.smtp_error, bytes) else str(reply.smtp_error)
    why = f"peladen surat menjawab {reply.smtp_code} {' '.join(text.split())}"
    if reply.smtp_code == _SERVICE_NOT_AVAILABLE:
        return Outage(why[:_LONGEST_ERROR])
    return Refused(why, is_temporary=400 <= reply.smtp_code < 500)


def _said(why: str, error: Exception) -> str:
    return f"{why} ({type(error).__name__}: {' '.join(str(error).split())})"[:_LONGEST_ERROR]


class VerifiedConnection(flask_mail.Connection):
    """A connection that checks the server's certificate and gives up after TIMEOUT_SECONDS without a word."""

    def __init__(self, server: MailServer) -> None:
        """Prepare a connection to `server`; it opens with `with`."""
        super().__init__(mail_state())
        self.server = server

    def __enter__(self) -> "VerifiedConnection":
        """Open it; Outage when that is not possible."""
        try:
            self.host = self.configure_host()
        except ssl.SSLCertVerificationError as error:
            raise Outage(_said("sertifikat peladen surat tidak dapat dipercaya", error)) from error
        except smtplib.SMTPAuthenticationError as error:
            raise Outage(_said("peladen surat menolak nama atau sandi kami", error)) from error
        except OSError as error:
            raise Outage(_said("peladen surat tidak dapat dipakai", error)) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take leave; a server that does not answer to QUIT has taken the mail all the same."""
        if self.host is not None:
            if error is None:
                with contextlib.suppress(OSError):
                    self.host.quit()
            self.host.close()

    def configure_host(self) -> smtplib.SMTP | smtplib.SMTP_SSL:
        """Open, secure and sign in; OSError or SMTPException when any of it fails."""
        context = ssl.create_default_context(cafile=self.server.ca_file)
        host: smtplib.SMTP | smtplib.SMTP_SSL
        if self.server.security == "tls":
            host = smtplib.SMTP_SSL(self.server.host, self.server.port, timeout=TIMEOUT_SECONDS, context=context)
        else:
            host = smtplib.SMTP(self.server.host, self.server.port, timeout=TIMEOUT_SECONDS)
        try:
            if self.server.security == "starttls":
                host.starttls(context=context)
            if self.server.username:
                host.login(self.server.username, self.server.password)
        except OSError:
            host.close()
            raise
        return host
