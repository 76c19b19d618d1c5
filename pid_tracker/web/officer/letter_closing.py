"""What the letter page shows and reads of a part that is closed: its tests, its article, its end."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from pid_tracker.law.exemptions import articles_of
from pid_tracker.law.notice_contents import NoticeContents, PartAnswer
from pid_tracker.law.words import tanggal
from pid_tracker.models import CaseFile, ConsequenceTest
from pid_tracker.services.answer import tests_at_hand
from pid_tracker.services.gate import closing
from pid_tracker.services.words.typed_text import paragraphs
from pid_tracker.web.officer import answer_forms


def closings(contents: NoticeContents) -> dict[int, list[tuple[str, str]]]:
    """What the letter says of each closed part, line by line."""
    return {row.place: _said(row) for row in contents.parts if row.closes}


def _said(part: PartAnswer) -> list[tuple[str, str]]:
    return [
        ("Yang ditutup", part.closed),
        ("Alasan", part.reason[:1].upper() + part.reason[1:]),
        ("Dasar", articles_of(part.articles)),
        ("Sampai", tanggal(date.fromisoformat(part.until)) if part.until else ""),
        ("Uji konsekuensi", ", ".join(part.tests)),
    ]


def offer_tests(
    case: CaseFile, contents: NoticeContents, parts: Mapping[int, answer_forms.PartLetterForm], today: date
) -> None:
    """Let each part choose among the tests in force; one that was chosen and ended since stays visible, and says so."""
    standing = {row.number: row for row in tests_at_hand.in_force_on(case.body_id, today)}
    chosen = closing.tests_by_number(case.body_id, [number for part in contents.parts for number in part.tests])
    named = [(number, _words(row)) for number, row in standing.items()]
    ended = [(row.number, f"{_words(row)} (tidak berlaku)") for row in chosen if row.number not in standing]
    for part in contents.parts:
        own = [row for row in ended if row[0] in part.tests]
        parts[part.place].tests.choices = dict([*named, *own])


def _words(row: ConsequenceTest) -> str:
    until = f", sampai {tanggal(row.ends_on).split(', ', 1)[1]}" if row.ends_on else ""
    articles = articles_of(row.articles).removeprefix("UU 14/2008 ")
    return f"{row.number}: {closing.contents_of(row).description} ({articles}){until}"


def typed(part: PartAnswer, form: answer_forms.PartLetterForm) -> PartAnswer:
    """The part with what was typed about its closing; articles and end follow from the tests (`rest_on_tests`)."""
    if not part.closes and part.outcome is not None:
        return part
    numbers = tuple(sorted(str(number) for number in form.tests.data or ()))
    return replace(part, closed=paragraphs(form.closed.data), reason=paragraphs(form.reason.data), tests=numbers)
