"""Values of the messages about the answer: the notice, parts given ahead, cost, hand-over, correction."""

from collections.abc import Mapping
from datetime import date

from pid_tracker.law.exemptions import articles_of
from pid_tracker.law.facts import Corrected, PartlyDelivered
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.notice_contents import NoticeContents, PartAnswer, closes_something
from pid_tracker.law.vocabulary.handling import Correctable, HandOverWay
from pid_tracker.law.words import rupiah
from pid_tracker.models import CaseFile
from pid_tracker.services.answer import answering, costing, handing_over, referring
from pid_tracker.services.telling.values.occasion import Maker, Occasion, Values, long
from pid_tracker.services.words.phrases import listed
from pid_tracker.services.words.typed_text import one_line


def _partly(of: Occasion) -> Values:
    contents = _contents(of.case)
    return {
        **_summary(contents),
        **_by_part(contents),
        **_referral(of.case, contents),
        "tutupan": closes_something(contents),
    }


def _refused(of: Occasion) -> Values:
    contents = _contents(of.case)
    return {**_by_part(contents), **_referral(of.case, contents)}


def _not_held(of: Occasion) -> Values:
    contents = _contents(of.case)
    searched = dict.fromkeys(one_line(part.searched) for part in contents.parts if part.searched)
    return {
        "tempat_dicari": "; ".join(searched),
        "kantor_lain": [one_line(f"{part.holder}, {part.holder_address}") for part in contents.parts if part.holder],
        **_referral(of.case, contents),
    }


def _contents(case: CaseFile) -> NoticeContents:
    notice = answering.notice_of(case)
    return answering.read_contents(notice.contents) if notice and notice.contents else NoticeContents(parts=())


def _summary(contents: NoticeContents) -> Values:
    return {
        "ringkasan": one_line(contents.summary),
        "biaya": "Gratis." if contents.cost_rupiah == 0 else "Biayanya tertulis di surat jawaban.",
    }


def _by_part(contents: NoticeContents) -> Values:
    results = [(part.place, _result(part)) for part in contents.parts]
    if len(results) == 1:
        return {"hasil_per_bagian": [result[:1].upper() + result[1:] for _, result in results]}
    return {"hasil_per_bagian": [f"Bagian {place}: {result}" for place, result in results]}


def _result(part: PartAnswer) -> str:
    """What was answered to one part, in one line."""
    if part.outcome is Outcome.GRANTED:
        return f"kami berikan. {one_line(part.material)}"
    if part.outcome is Outcome.PARTLY_GRANTED:
        return f"kami berikan sebagian. {one_line(part.material).rstrip('. ')}. K{_closed(part)[1:]}"
    if part.outcome is Outcome.REFUSED:
        return _closed(part)
    if part.outcome is Outcome.REFERRED:
        return f"tidak ada pada kami. Yang memilikinya: {one_line(part.holder)}, {one_line(part.holder_address)}"
    return f"tidak ada pada kami. Sudah kami cari di {one_line(part.searched)}"


def _closed(part: PartAnswer) -> str:
    """What is closed, why in plain words, under which article, and until when."""
    until = f", sampai {long(date.fromisoformat(part.until))}" if part.until else ""
    closed, reason = one_line(part.closed).rstrip(". "), one_line(part.reason).rstrip(". ")
    return f"kami tutup: {closed}, karena {reason} ({articles_of(part.articles)}){until}."


def _referral(case: CaseFile, contents: NoticeContents) -> Values:
    """Where parts were passed on to, where they could be, and whether somebody outside has one."""
    return {
        "diteruskan": [(one_line(found.body.name), found.number) for found in referring.referred_cases(case)],
        "perlu_izin": listed([entry.body.name for entry in referring.waiting(case)]),
        "di_luar": any(part.holder and not part.holder_code for part in contents.parts),
    }


def _delivered_ahead(of: Occasion) -> Values:
    delivered, parts = of.said(PartlyDelivered), of.case.parts
    return {
        "bagian_diserahkan": listed([f"bagian {place}" for place in delivered.delivered] if delivered else []),
        "catatan_penyerahan": of.written("note"),
        "masih_ada": any(part.delivered_on is None for part in parts),
    }


def _cost(of: Occasion) -> Values:
    note = next((note for note in costing.notes(of.case) if of.row and note.seq == of.row.seq), None)
    cost = note.cost if note else costing.Cost(0, 0)
    return {
        "lembar": cost.sheets,
        "per_lembar": rupiah(cost.per_sheet_rupiah),
        "biaya_salinan": rupiah(cost.copying_rupiah),
        "ongkos": rupiah(cost.postage_rupiah) if cost.postage_rupiah else "",
        "jumlah": rupiah(cost.total_rupiah),
        "tanpa_biaya": not cost.total_rupiah,
        "dasar_tarif": one_line(note.tariff) if note else "",
        "di_atas_tarif": note is not None and note.is_above,
        "cara_resmi": one_line(cost.payment).rstrip(". "),
        "sudah_dijawab": of.case.answered_on is not None,
    }


def _handed_over(of: Occasion) -> Values:
    given = handing_over.record_of(of.case, of.row.seq) if of.row else None
    items = given.hand_over.items if given else ()
    return {
        "diserahkan": [one_line(item) for item in items],
        "jumlah_hal": len(items),
        "cara_serah": HandOverWay.words_of(given.hand_over.way) if given else "",
        "tgl_serah": long(of.row.on) if of.row and given else "",
    }


def _corrected(of: Occasion) -> Values:
    corrected = of.said(Corrected)
    about = Correctable(corrected.about) if corrected else None
    return {"yang_dibetulkan": about.words if about else "", "pembetulan_surat": about is Correctable.LETTER}


VALUES: Mapping[str, Maker] = {
    "n6_granted": lambda of: _summary(_contents(of.case)),
    "n7_partly": _partly,
    "n8_refused": _refused,
    "n9_not_held": _not_held,
    "n10_cost": _cost,
    "n17_partly_delivered": _delivered_ahead,
    "handed_over": _handed_over,
    "corrected": _corrected,
}
