"""An SMTP server with bad days, in a thread of the drill: it takes, hangs, lies or hangs up."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.drill.stage import free_port

#: What it may do with a mail. "lies": it takes the mail and says that it did not.
MODES = ("ok", "hangs", "lies", "drops", "drops after taking", "busy")


class Postbox:
    """Counts how often it took each mail, by Message-ID. `on_taken` hears of each before it is answered."""

    def __init__(self, port: int) -> None:
        """Nothing has come yet."""
        self.url = f"smtp://127.0.0.1:{port}?tls=none"
        self.mode, self.taken = "ok", Counter[str]()
        self.on_taken: Callable[[str], None] = lambda _message_id: None

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        """One mail, by the mode of the day."""
        if self.mode == "hangs":
            await asyncio.sleep(30)  # three times as long as a worker waits
        if self.mode == "drops" and server.transport is not None:
            server.transport.abort()
        if self.mode in ("hangs", "drops", "busy"):
            return "451 coba lagi nanti"
        message_id = str(message_from_bytes(envelope.content)["Message-ID"]).strip()
        self.taken[message_id] += 1
        self.on_taken(message_id)
        if self.mode == "drops after taking" and server.transport is not None:
            server.transport.abort()
        return "451 coba lagi nanti" if self.mode == "lies" else "250 OK"


@contextmanager
def receiving() -> Iterator[Postbox]:
    """A running server on this machine."""
    port = free_port()
    box = Postbox(port)
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
