"""Words about disputes (sengketa) for people: stages, rulings, ends and courts, one table each."""

from collections.abc import Mapping

from pid_tracker.law.grounds import DisputeEnd, DisputeStage, Ruling

#: Stage -> as it stands in a sentence or alone, without capital.
STAGES: Mapping[DisputeStage, str] = {
    DisputeStage.HEARING: "sidang pemeriksaan",
    DisputeStage.MEDIATION: "mediasi",
    DisputeStage.ADJUDICATION: "ajudikasi",
}
#: Stage -> what happens there, for who has never been there.
ABOUT_STAGES: Mapping[DisputeStage, str] = {
    DisputeStage.HEARING: "Majelis memeriksa apakah sengketa ini dapat diterima, termasuk batas waktunya.",
    DisputeStage.MEDIATION: "Berunding dengan penengah sampai sepakat. Anda boleh menolak.",
    DisputeStage.ADJUDICATION: "Sidang; majelis yang memutus.",
}
RULINGS: Mapping[Ruling, str] = {
    Ruling.ORDERS_RELEASE: "informasi harus diberikan, seluruhnya atau sebagian",
    Ruling.CONFIRMS: "jawaban badan publik dikuatkan",
}
ENDS: Mapping[DisputeEnd, str] = {
    DisputeEnd.MEDIATED: "sepakat dalam mediasi",
    DisputeEnd.RULED: "diputus Komisi Informasi",
    DisputeEnd.WITHDRAWN: "dicabut pemohon",
    DisputeEnd.INADMISSIBLE: "tidak diterima Komisi Informasi",
}
COURTS: Mapping[str, str] = {"PTUN": "Pengadilan Tata Usaha Negara", "PN": "Pengadilan Negeri"}
PARTIES: Mapping[str, str] = {"BODY": "badan publik", "REQUESTER": "pemohon"}


def stage_words(code: str) -> str:
    """The word for a stage; empty when there is none yet."""
    return STAGES[DisputeStage(code)] if code else ""


def ruling_words(code: str) -> str:
    """What a ruling says; empty when there is none yet."""
    return RULINGS[Ruling(code)] if code else ""


def end_words(code: str) -> str:
    """How a dispute ended; empty while it runs."""
    return ENDS[DisputeEnd(code)] if code else ""
