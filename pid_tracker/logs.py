"""What the program writes about itself: one line of JSON an event, on standard error, with nobody in it.

Machines' texts quote what people typed (a driver its parameters, a mail server an address, a traceback its value), so
what an exception says is kept without its quotations, and every line without what looks like a contact, a number of a
person or a key of a link. A line is found again by the reference that the page of the error shows, or by its `request`.
"""

import json
import logging
import re
import secrets
import sys
import traceback
from datetime import UTC, datetime

import flask

#: What a database adds to its error about the row that it refused.
_ABOUT_THE_ROW = re.compile(r"^\s*(DETAIL|CONTEXT|LINE \d+):.*$|^\[(SQL|parameters):.*", re.MULTILINE | re.DOTALL)
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|“[^”\n]*”|`[^`\n]*`|<[^>\n]*>|\([^()\n]*\)=\([^()\n]*\)")
_ADDRESS = re.compile(r"[^\s<>'\"]+@[^\s<>'\"]+")
#: NIK and telephone numbers: nine digits and more, in a row or parted by blanks, dots and dashes; no date is one.
_NUMBER = re.compile(r"(?<![\w-])(?!\d{4}-\d\d-\d\d)\+?\d(?:[ .-]?\d){8,}(?![\w-])")
#: Links' keys, form tokens, sessions: no word has twenty letters and digits, with at least one of each.
_KEY = re.compile(r"\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{20,}\b")


def masked(text: str) -> str:
    """The text without contacts, numbers of persons and keys of links."""
    return _KEY.sub("[kunci]", _NUMBER.sub("[angka]", _ADDRESS.sub("[alamat]", text)))


def unquoted(error: BaseException) -> str:
    """What an exception says, without what it quotes."""
    return masked(_QUOTED.sub("[…]", _ABOUT_THE_ROW.sub("", str(error))).strip())


def request_id() -> str:
    """The id of this request, drawn once; empty outside of one."""
    if not flask.has_request_context():
        return ""
    if "request_id" not in flask.g:
        flask.g.request_id = secrets.token_hex(8)
    found: str = flask.g.request_id
    return found


class Line(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Instant (UTC), level, logger, words, request, and of an exception its kinds, words and places."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "says": masked(record.getMessage()),
        }
        if request := request_id():
            line["request"] = request
        if record.exc_info and record.exc_info[1] is not None:
            line["errors"] = [self._told(error) for error in _causes(record.exc_info[1])]
        return json.dumps(line, ensure_ascii=False)

    @staticmethod
    def _told(error: BaseException) -> dict[str, object]:
        frames = traceback.extract_tb(error.__traceback__)
        places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return {"kind": type(error).__qualname__, "says": unquoted(error), "at": places}


def _causes(error: BaseException) -> list[BaseException]:
    """The exception and what led to it, the newest first."""
    found: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in found:
        found.append(following)
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
    return found


def set_up(level: str) -> None:
    """Write our lines from `level` on to standard error; libraries' from WARNING on: below it they print whole rows."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Line())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("pid_tracker").setLevel(level)
