"""The way out to SMTP: Flask-Mail with a connection of our own, which verifies the server and never waits for ever."""

import smtplib
import ssl
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

import flask_mail

from pid_tracker.extensions import mail_state

TIMEOUT_SECONDS = 10
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class BadMailAddress(ValueError):
    """MAIL_URL cannot be used; the message is one line."""


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
        parts = urlsplit(url)
        options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise BadMailAddress("MAIL_URL: smtp://host:port or smtps://host:port is needed")
        security = "tls" if parts.scheme == "smtps" else options.get("tls", "starttls")
        if security not in ("tls", "starttls", "none"):
            raise BadMailAddress("MAIL_URL: tls is starttls or none")
        if security == "none" and parts.hostname not in _LOOPBACK:
            raise BadMailAddress("MAIL_URL: tls=none is allowed on this machine only")
        return cls(
            host=parts.hostname,
            port=parts.port or (465 if security == "tls" else 587),
            security=security,
            username=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            sender=options.get("from", ""),
            ca_file=options.get("ca"),
        )


class VerifiedConnection(flask_mail.Connection):
    """A connection that checks the server's certificate and gives up after TIMEOUT_SECONDS."""

    def __init__(self, server: MailServer) -> None:
        """Prepare a connection to `server`; it opens with `with`."""
        super().__init__(mail_state())
        self.server = server

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
        except (OSError, smtplib.SMTPException):
            host.close()
            raise
        return host
