"""CSV and other plain text: what is taken for it, and what stands out in it."""

import re

from pid_tracker.law.vocabulary.standing_out import FindingKind
from pid_tracker.services.examining import personal_numbers
from pid_tracker.services.examining.findings import Finding, Refusal, Refused

#: A formula that starts a program when a spreadsheet opens it: =cmd|'/C calc'!A0
COMMAND = re.compile(r"""[=+@-]\s*[\w. \\/:"-]{1,200}\|\s*['"]?[^!\n]{0,400}!""")
_MARKUP = re.compile(r"<\s*(?:script|html|svg|\?php|!doctype)", re.IGNORECASE)


def look(content: bytes) -> list[Finding]:
    """What stands out in a table as text; Refused when it is none."""
    text = decoded(content)
    printable = sum(sign.isprintable() or sign in "\r\n\t" for sign in text)
    if printable < len(text) or not re.search(r"[,;\t]", text) or _MARKUP.search(text) or text.lstrip().startswith("<"):
        raise Refused(Refusal.WRONG_TYPE)
    commands = [Finding(FindingKind.COMMAND)] if any(map(COMMAND.match, _cells(text))) else []
    return [*commands, *personal_numbers.in_text(text)]


def decoded(content: bytes) -> str:
    """The text of UTF-8 or Windows bytes; Refused for what is neither."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(Refusal.WRONG_TYPE)


def _cells(text: str) -> list[str]:
    return [cell.strip(" \"'") for cell in re.split(r"[,;\t\r\n]", text)]
