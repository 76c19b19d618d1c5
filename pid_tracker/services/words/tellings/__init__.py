"""How every kind of event is told, one record each, by chapter of the procedure as in `law/acts/`.

A telling says the message to the requester, the sentence of the history with what stands below it, what only officers
see, and the line of the chronology. The words of a message are `templates/messages/<name>.txt` and `<name>.sms.txt`.
"""

from collections.abc import Mapping

from pid_tracker.law.events import EventKind
from pid_tracker.services.words.tellings import (
    answer_tellings,
    dispute_tellings,
    note_tellings,
    objection_tellings,
    part_tellings,
    request_tellings,
)
from pid_tracker.services.words.tellings.telling import Happened, Telling, say

TELLINGS: Mapping[EventKind, Telling] = {
    telling.kind: telling
    for chapter in (
        request_tellings,
        part_tellings,
        answer_tellings,
        objection_tellings,
        dispute_tellings,
        note_tellings,
    )
    for telling in chapter.TELLINGS
}
#: Every message to a requester, by its template, as officers call it.
MESSAGES: Mapping[str, str] = {
    name: words for telling in TELLINGS.values() for name, words in telling.messages.items()
} | {"code_again": "Kode lacak dikirim lagi"}
