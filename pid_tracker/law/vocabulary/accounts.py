"""What is done to the accounts of those who work here: what needs a second person, and what the record calls it."""

from pid_tracker.law.vocabulary.worded import Worded


class ChangeKind(Worded):
    """A change of an account that two persons make together: one proposes, another approves."""

    ACCOUNT = "ACCOUNT", "akun baru"
    ROLE = "ROLE", "tugas"
    PASSWORD = "PASSWORD", "kata sandi sementara"
    SECOND_FACTOR = "SECOND_FACTOR", "pemasangan ulang kode sekali pakai"
    RETURN = "RETURN", "akun diaktifkan lagi"


class AccountActKind(Worded):
    """One row of the record of accounts (jejak akun)."""

    BASELINE = "BASELINE", "Catatan dimulai"
    PROPOSED = "PROPOSED", "Diusulkan"
    REJECTED = "REJECTED", "Usulan ditolak"
    NOT_TAKEN = "NOT_TAKEN", "Persetujuan tidak diterima"
    ACCOUNT_MADE = "ACCOUNT_MADE", "Akun dibuat"
    ROLE_GIVEN = "ROLE_GIVEN", "Tugas diberikan"
    ROLE_ENDED = "ROLE_ENDED", "Tugas diakhiri"
    PASSWORD_SET = "PASSWORD_SET", "Kata sandi diganti"
    FACTOR_CLEARED = "FACTOR_CLEARED", "Kode sekali pakai dihapus"
    FACTOR_SET = "FACTOR_SET", "Kode sekali pakai dipasang"
    SHUT_OUT = "SHUT_OUT", "Akun dinonaktifkan"
    LET_IN = "LET_IN", "Akun diaktifkan lagi"
    SESSIONS_ENDED = "SESSIONS_ENDED", "Sesi ditutup"
