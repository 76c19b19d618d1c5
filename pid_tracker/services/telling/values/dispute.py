"""Values of the messages about a dispute: what happened, what the ruling says, and the last day to go to court."""

from collections.abc import Mapping

from pid_tracker.law.grounds import Ruling
from pid_tracker.law.rules import COURT_WINDOW
from pid_tracker.services.gate import happened
from pid_tracker.services.telling.values.base import Maker, Occasion, Values, long, nothing_more, short
from pid_tracker.services.words.tellings import TELLINGS, say


def _news(of: Occasion) -> Values:
    if of.row is None:
        return {"kabar": "", "kabar_lagi": ""}
    telling, event = TELLINGS[of.row.kind], happened.of(of.row)
    return {"kabar": say(telling.sentence, event), "kabar_lagi": say(telling.more, event)}


def _ruling(of: Occasion) -> Values:
    case = of.case
    return {
        "putusan": Ruling.words_of(case.ruling),
        "putusan_diterima": long(case.ruling_on),
        "tgl_putusan_pendek": short(case.ruling_on),
        "batas_pengadilan": long(case.court_due_on),
        "hari_pengadilan": COURT_WINDOW.working_days,
        "tgl_pengadilan": short(case.court_due_on),
        "batas_laksanakan": long(case.ruling_execute_by),
    }


VALUES: Mapping[str, Maker] = {
    "dispute_news": _news,
    "n15_ruling": _ruling,
    "n16_ruling_executed": nothing_more,
}
