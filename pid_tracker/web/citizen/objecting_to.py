"""Objecting, K1 to K4: why, what is hoped for, check, done. Number, identity, purpose and proxy are carried over.

K1 is ticked from the record and K2 has the chronology written, so that three taps and at most one typed field lead to
the number. What was typed lives in a draft until it is sent; a second objection leads to the first one's page.
"""

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.law.grounds import ObjectionGround
from pid_tracker.law.vocabulary.asking import Purpose
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile
from pid_tracker.services.gate import happened
from pid_tracker.services.gate.casefile import CaseChanged
from pid_tracker.services.objection import objecting, objection_seen
from pid_tracker.services.objection.objecting import ObjectionFacts
from pid_tracker.services.request import draft_contents
from pid_tracker.services.telling import case_seen
from pid_tracker.services.words import objection_words, timeline
from pid_tracker.web import context
from pid_tracker.web.citizen.frame import go
from pid_tracker.web.citizen.objecting_forms import GroundsForm, SendObjectionForm, WishForm
from pid_tracker.web.citizen.opened import about, hand, on_case, readable, reckoning, refused, to_case
from pid_tracker.web.citizen.sheet import OBJECTION_KEY, Sheet
from pid_tracker.web.citizen.wizard import Last, Step, Wizard


@dataclass
class OnRequest(Sheet):
    """An objection on a case that may be objected to."""

    case: CaseFile = field(kw_only=True)
    facts: ObjectionFacts = field(kw_only=True)

    @property
    def answers(self) -> draft_contents.Answers:
        """What was typed, over what the record says."""
        ticked = self.typed.get("grounds") or [ground.value for ground in self.facts.grounds]
        written = {"chronology": self.facts.chronology, **self.typed}
        return {**written, "grounds": ticked, "seen_seq": str(self.case.last_seq)}


def _opened(number: str) -> OnRequest | ResponseReturnValue:
    """A case that this browser has opened and that may be objected to; what was objected to is shown."""
    case = readable(number)
    if case is None:
        return go("citizen.show_case", number=number)
    if case.objected_on is not None:
        return go("citizen.show_objected", number=case.number)
    calendar, today = reckoning(case)
    seen = case_seen.look_at(case, calendar, today)
    if not seen.may_object:
        return render_template("citizen/cannot_object.html", seen=seen, **about(case)), 409
    facts = objecting.facts_for_objection(case, calendar, today)
    return OnRequest(OBJECTING.draft(case.number), case.number, case=case, facts=facts)


def _check_grounds(sheet: OnRequest, form: Any) -> None:
    """What the law says today against the grounds that were ticked."""
    grounds = [ObjectionGround(letter) for letter in form.grounds.data or []]
    if grounds and (why := objecting.why_not(sheet.case, grounds, *reckoning(sheet.case))):
        form.grounds.errors = [why]


def _looked_over(sheet: OnRequest) -> dict[str, Any]:
    answers, file = sheet.typed, sheet.files.get(DocumentKind.OBJECTION)
    grounds: Any = answers.get("grounds") or []
    first, second = (url_for(f"citizen.{view}", **sheet.at) for view in ("ask_grounds", "ask_wish"))
    rows = [
        ("Alasan", "\n".join(objection_words.ground_words(map(str, grounds))), first, "alasan"),
        ("Yang Anda harapkan", str(answers.get("wish") or ""), second, "harapan"),
        ("Urutan kejadian", str(answers.get("chronology") or ""), second, "urutan kejadian"),
        ("Lampiran", file.name if file else "", second, "lampiran"),
    ]
    return {"facts": sheet.facts, "rows": rows, "carried": _carried(sheet.case), **about(sheet.case)}


def _send(sheet: OnRequest) -> ResponseReturnValue:
    """Lodge it; a second tap leads to what the first one made."""
    why = refused(partial(_lodge, sheet), _news)
    if why and sheet.case.objected_on is None:
        return OBJECTING.show_last(sheet, 409, why=why)
    return sent(sheet.case)


def _lodge(sheet: OnRequest) -> None:
    answers = sheet.typed
    grounds, text = answers.get("grounds"), partial(draft_contents.text_in, answers)
    letters = [str(letter) for letter in grounds] if isinstance(grounds, list) else []
    objecting.lodge_objection(sheet.case, letters, text("wish"), text("chronology"), hand(sheet.case))
    sheet.became(sheet.case)


def _news(error: CaseChanged) -> str:
    told = [entry.what for entry in timeline.entries(happened.in_case(error.case))][: len(error.events)]
    return f"Ada yang baru pada permintaan Anda: {'; '.join(told)}. Baca dulu, lalu kirim bila masih perlu."


def sent(case: CaseFile) -> ResponseReturnValue:
    """To the number of the objection."""
    context.open_case(case)
    return go("citizen.show_objected", number=case.number)


def _carried(case: CaseFile) -> list[tuple[str, str]]:
    """What is taken over from the request without asking again."""
    person = case.requester
    rows = [("Nomor permintaan", case.number)]
    if person is not None:
        behalf = person.group_name or person.entity_name or person.principal_name
        rows += [("Nama", person.name), ("Mewakili", behalf), ("Alamat", person.address)]
        rows += [("Kontak", ", ".join(filter(None, (person.phone, person.email))))]
    rows += [("Keperluan", case.purpose_text or Purpose.words_of(case.purpose))]
    return [(label, value) for label, value in rows if value]


OBJECTING: Wizard = Wizard(
    OBJECTION_KEY,
    Step(
        "/lacak/<number>/keberatan",
        "citizen/ask_grounds.html",
        GroundsForm,
        lambda sheet: {"facts": sheet.facts, **about(sheet.case)},
        check=_check_grounds,
        done=lambda sheet: bool(sheet.typed.get("grounds")),
    ),
    Step(
        "/lacak/<number>/keberatan/2",
        "citizen/ask_wish.html",
        WishForm,
        lambda sheet: about(sheet.case),
        posts="60 per hour",
    ),
    last=Last(
        "/lacak/<number>/keberatan/3",
        "citizen/check_objection.html",
        SendObjectionForm,
        _looked_over,
        send=_send,
        sent=sent,
    ),
    opened=_opened,
    addressee=lambda sheet: sheet.case.body,
    back=lambda sheet: url_for("citizen.show_case", **sheet.at),
)


@on_case("/lacak/<number>/keberatan/terkirim")
def show_objected(case: CaseFile) -> ResponseReturnValue:
    """K4: number, the day of the answer, and until when one may go to the commission."""
    review = objection_seen.look_at(case, *reckoning(case))
    if review is None:
        return to_case(case)
    return render_template("citizen/show_objected.html", review=review, **about(case))
