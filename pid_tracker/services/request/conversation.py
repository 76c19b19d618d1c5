"""Questions to the requester (pertanyaan klarifikasi) and their replies. They never stop the clock.

Nothing in UU 14/2008 Pasal 22 lets a question move the answer's term (A14 of the journeys): only a timely notice of
deficiency does. What is asked and replied is sealed with the case (`casefile.record`, texts).
"""

from dataclasses import dataclass
from datetime import datetime

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Bare
from pid_tracker.law.incomplete import Incomplete, Missing
from pid_tracker.law.permissions import Role
from pid_tracker.models import CaseFile
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand

LONGEST_QUESTION = 600
LONGEST_REPLY = 3000


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its reply, if there is one. `by_desk`: the desk noted what the requester said."""

    asked_at: datetime
    asked_by: str
    question: str
    replied_at: datetime | None = None
    reply: str = ""
    by_desk: bool = False


def ask(case: CaseFile, question: str, hand: Hand) -> None:
    """The PPID or the desk asks the requester, in at most LONGEST_QUESTION letters; one question at a time."""
    text = question.strip()
    if not text:
        raise Incomplete([Missing("question", "Tulis pertanyaannya", "UU 14/2008 Pasal 22 ayat (3)")])
    if len(text) > LONGEST_QUESTION:
        over = f"Pertanyaan paling banyak {LONGEST_QUESTION} huruf. Kurangi {len(text) - LONGEST_QUESTION} huruf"
        raise Incomplete([Missing("question", over, "aturan kantor")])
    casefile.record(case, Bare(E.QUESTION_ASKED), hand, texts={"question": text})


def reply(case: CaseFile, answer: str, hand: Hand) -> None:
    """The requester replies, or the desk notes what they said; in at most LONGEST_REPLY letters."""
    text = answer.strip()
    if not text:
        raise Incomplete([Missing("reply", "Tulis jawabannya", "UU 14/2008 Pasal 22 ayat (3)")])
    if len(text) > LONGEST_REPLY:
        over = f"Jawaban paling banyak 3.000 huruf. Kurangi {len(text) - LONGEST_REPLY} huruf"
        raise Incomplete([Missing("reply", over, "aturan kantor")])
    casefile.record(case, Bare(E.QUESTION_REPLIED), hand, texts={"reply": text})


def exchanges(case: CaseFile) -> tuple[Exchange, ...]:
    """All questions with their replies, oldest first. Read only."""
    found: list[Exchange] = []
    for row in case.events:
        if row.kind is E.QUESTION_ASKED:
            found.append(Exchange(row.at, row.actor_label, casefile.text_of(case, row.seq, "question")))
        elif row.kind is E.QUESTION_REPLIED and found:
            asked, by_desk = found[-1], row.actor_role != Role.REQUESTER
            reply_text = casefile.text_of(case, row.seq, "reply")
            found[-1] = Exchange(asked.asked_at, asked.asked_by, asked.question, row.at, reply_text, by_desk)
    return tuple(found)


def last_reply(case: CaseFile) -> str:
    """What the requester replied last; empty before any reply."""
    row = case.newest(E.QUESTION_REPLIED)
    return casefile.text_of(case, row.seq, "reply") if row else ""
