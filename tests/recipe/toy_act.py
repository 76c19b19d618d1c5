"""A toy act, tried by the recipe of CONTRIBUTING: the desk notes a visit, and the requester is told.

Every place that the recipe names is here once, in its order: the file, and what is put into it (after the line that
begins with `after`) or the whole of a new file. Nothing else is touched.
"""

from pathlib import Path
from typing import NamedTuple


class Place(NamedTuple):
    """One file, the text that comes into it, and the start of the line after which it goes; "" for a new file."""

    path: str
    text: str
    after: str = ""

    def write(self, root: Path) -> None:
        """Put it into a copy of the tree."""
        path = root / self.path
        if not self.after:
            assert not path.exists(), "a new file"
            path.write_text(self.text, encoding="utf-8")
            return
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        (place,) = (number for number, line in enumerate(lines, start=1) if line.startswith(self.after))
        path.write_text("".join([*lines[:place], self.text, *lines[place:]]), encoding="utf-8")


KIND = Place(
    "pid_tracker/law/events.py",
    '    VISIT_NOTED = "VISIT_NOTED"  # kunjungan pemohon\n',
    after="    RULING_EXECUTED = ",
)
RECORD = Place(
    "pid_tracker/law/acts/notes.py",
    "    Act(\n"
    "        E.VISIT_NOTED,\n"
    '        "Mencatat kunjungan",\n'
    '        "",\n'
    "        who=(desk_of_body, officer_of_body),\n"
    "        leads=at(Stage.RECEIVED, Stage.IN_PROCESS),\n"
    "    ),\n",
    after="ACTS = (",
)
TELLING = Place(
    "pid_tracker/services/words/tellings/note_tellings.py",
    "    Telling(\n"
    "        E.VISIT_NOTED,\n"
    '        "Pemohon datang ke meja layanan",\n'
    '        more=lambda event: event.text("wish"),\n'
    '        messages={"visited": "Kunjungan dicatat"},\n'
    "    ),\n",
    after="TELLINGS = (",
)
USE_CASE = Place(
    "pid_tracker/services/request/visits.py",
    '''"""Visits of requesters at the desk (kunjungan pemohon)."""

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Bare
from pid_tracker.law.incomplete import Incomplete, Missing
from pid_tracker.models import CaseFile
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand


def note_visit(case: CaseFile, wish: str, hand: Hand) -> None:
    """Note that the requester came, and what for; Incomplete without it."""
    if not wish.strip():
        raise Incomplete([Missing("wish", "Tulis keperluannya", "aturan kantor")])
    casefile.record(case, Bare(E.VISIT_NOTED), hand, texts={"wish": wish})
''',
)
FORM = Place(
    "pid_tracker/web/officer/visits.py",
    '''"""The form of a visit at the desk."""

from flask_wtf import FlaskForm
from wtforms import TextAreaField

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.permissions import Role
from pid_tracker.models import CaseFile
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.request import visits
from pid_tracker.web.officer import acting


class VisitForm(FlaskForm):
    """What the requester came for."""

    wish = TextAreaField("Keperluannya")


@acting.on_own_page(
    "/perkara/<number>/kunjungan",
    VisitForm,
    "Catat kunjungan",
    offered=E.VISIT_NOTED,
    roles=frozenset({Role.DESK, Role.OFFICER}),
)
def note_visit(case: CaseFile, form: VisitForm, hand: Hand) -> str:
    """Note a visit."""
    visits.note_visit(case, form.wish.data or "", hand)
    return "Kunjungan dicatat."
''',
)
ATTACHED = Place("pid_tracker/web/officer/__init__.py", "    visits,\n", after="    units,")
LETTER = Place(
    "templates/messages/visited.txt",
    'Kunjungan pada {{ nomor }}\n\nYth. {{ nama }},\n\nKunjungan Anda kami catat.\n{% include "_closing.txt" %}\n',
)
SMS = Place(
    "templates/messages/visited.sms.txt",
    "PPID {{ daerah }}: kunjungan Anda untuk {{ nomor }} dicatat. {{ link_pendek }}\n",
)

#: The recipe's places, in its order.
PLACES = (KIND, RECORD, TELLING, USE_CASE, FORM, ATTACHED, LETTER, SMS)
