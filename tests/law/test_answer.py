"""What a lawful notice must say: one test for each content of UU 22(7) and PERKI 31(4), and what parts make of the
whole."""

from dataclasses import replace

import pytest

from pid_tracker.law.grounds import Outcome
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.notice_contents import NoticeContents, PartAnswer, closes_something, missing, outcome_of

GIVEN = PartAnswer(1, "Daftar penerima bantuan", Outcome.GRANTED, material="Tabel penerima, satu berkas")
NOT_HELD = PartAnswer(2, "Peta tahun 1950", Outcome.NOT_HELD, searched="Arsip dinas dan kantor arsip daerah")
REFERRED = PartAnswer(3, "Sertifikat tanah", Outcome.REFERRED, holder="Kantor Pertanahan", holder_address="Ambon")
WHOLE = NoticeContents(
    parts=(GIVEN, NOT_HELD, REFERRED),
    summary="Kami berikan tabelnya.",
    form="Berkas digital",
    delivery="Tautan aman",
    cost_rupiah=0,
    time_needed="Hari ini",
    redaction="Tidak ada bagian yang dihitamkan",
)


def fields(contents: NoticeContents) -> list[str]:
    """The names of what is missing."""
    return [item.field for item in missing(contents)]


def test_a_whole_notice_lacks_nothing() -> None:
    assert fields(WHOLE) == []


@pytest.mark.parametrize(
    ("contents", "lacks"),
    [
        (replace(WHOLE, parts=(replace(GIVEN, outcome=None), NOT_HELD)), "outcome"),
        (replace(WHOLE, parts=()), "outcome"),
        (replace(WHOLE, parts=(replace(REFERRED, holder=" "), GIVEN)), "holder"),
        (replace(WHOLE, parts=(replace(REFERRED, holder_address=""), GIVEN)), "holder"),
        (replace(WHOLE, parts=(replace(NOT_HELD, searched=""), GIVEN)), "searched"),
        (replace(WHOLE, parts=(replace(GIVEN, material=""),)), "material"),
        (replace(WHOLE, redaction=""), "redaction"),
        (replace(WHOLE, form="  "), "form"),
        (replace(WHOLE, delivery=""), "delivery"),
        (replace(WHOLE, cost_rupiah=None), "cost"),
        (replace(WHOLE, cost_rupiah=15_000), "cost"),
        (replace(WHOLE, time_needed=""), "time_needed"),
        (replace(WHOLE, summary=""), "summary"),
    ],
)
def test_each_content_that_is_missing_is_named(contents: NoticeContents, lacks: str) -> None:
    assert lacks in fields(contents)


CLOSED = PartAnswer(
    4, "Nomor rekening", Outcome.REFUSED, closed="Kolom rekening", articles=("h3",), reason="Itu pribadi",
    until="2031-03-02", tests=("UK-MAL-26-00001",),
)  # fmt: skip


@pytest.mark.parametrize(
    "contents",
    [
        replace(WHOLE, redaction="Kolom NIK dan alamat dihitamkan"),
        replace(WHOLE, redaction="Tidak ada bagian yang dihitamkan, kecuali kolom NIK"),
        replace(WHOLE, summary="Kami berikan tabelnya tanpa NIK (pasal 17 huruf h)."),
        replace(WHOLE, form="Berkas digital tanpa kolom yang dikecualikan PASAL 17"),
        replace(WHOLE, delivery="Tautan; Pasal  17 dihormati"),
        replace(WHOLE, parts=(replace(GIVEN, material="Tabel tanpa rekening, Pasal 17"), CLOSED)),
        replace(WHOLE, parts=(replace(NOT_HELD, searched="Arsip; ditutup Pasal 17"), CLOSED)),
    ],
)
def test_no_letter_closes_in_words_what_none_of_its_parts_closes(contents: NoticeContents) -> None:
    assert fields(contents) == ["redaction"]


@pytest.mark.parametrize(
    "contents",
    [
        replace(WHOLE, redaction=" tidak ada bagian yang dihitamkan. "),
        replace(WHOLE, summary="Menurut Pasal 170 kami berikan tabelnya."),
        replace(WHOLE, parts=(GIVEN, CLOSED), redaction="Kolom rekening", summary="Ditutup, Pasal 17 huruf h."),
    ],
)
def test_a_letter_may_name_what_its_parts_close_and_that_nothing_is_closed(contents: NoticeContents) -> None:
    assert fields(contents) == []


def test_a_cost_needs_a_way_of_paying() -> None:
    assert fields(replace(WHOLE, cost_rupiah=15_000, payment="Tunai di meja layanan, dengan tanda terima")) == []


def test_nothing_given_needs_no_form_cost_or_delivery() -> None:
    assert fields(NoticeContents(parts=(NOT_HELD,), summary="Kami tidak memilikinya.")) == []


def test_every_missing_content_names_its_article() -> None:
    for item in missing(NoticeContents(parts=(replace(GIVEN, material=""),))):
        assert "UU" in item.article or "PERKI" in item.article


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([Outcome.GRANTED, Outcome.GRANTED], Outcome.GRANTED),
        ([Outcome.NOT_HELD], Outcome.NOT_HELD),
        ([Outcome.REFERRED, Outcome.REFERRED], Outcome.REFERRED),
        ([Outcome.GRANTED, Outcome.NOT_HELD], Outcome.PARTLY_GRANTED),
        ([Outcome.GRANTED, Outcome.REFUSED], Outcome.PARTLY_GRANTED),
        ([Outcome.NOT_HELD, Outcome.REFERRED], Outcome.REFERRED),
        ([Outcome.REFUSED, Outcome.NOT_HELD], Outcome.REFUSED),
    ],
)
def test_the_parts_make_the_whole(parts: list[Outcome], whole: Outcome) -> None:
    assert outcome_of(parts) is whole


def test_a_refused_part_closes_something_and_a_part_that_is_not_held_does_not() -> None:
    assert closes_something(replace(WHOLE, parts=(replace(GIVEN, outcome=Outcome.PARTLY_GRANTED),)))
    assert closes_something(replace(WHOLE, parts=(replace(GIVEN, outcome=Outcome.REFUSED),)))
    assert not closes_something(WHOLE)


def test_a_notice_without_parts_has_no_outcome() -> None:
    with pytest.raises(ValueError, match=r"^a notice answers at least one part$"):
        outcome_of([])


def test_what_is_missing_is_told_with_label_and_article() -> None:
    lacks = missing(replace(WHOLE, summary="", delivery=""))
    assert str(Incomplete(lacks)) == (
        "Cara penyampaian (UU 22 ayat (7) huruf f); "
        "Ringkasan jawaban dalam bahasa sehari-hari (UU 7 ayat (2): benar dan tidak menyesatkan)"
    )
    assert Incomplete(list(lacks)).missing == lacks
