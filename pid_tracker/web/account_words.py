"""Accounts in words: what was done, proposed, and by whom."""

from collections.abc import Iterable

from pid_tracker.law.permissions import Role
from pid_tracker.law.vocabulary.accounts import ChangeKind
from pid_tracker.models import AccountAct, AccountChange
from pid_tracker.services.people import directory, sign_in, two_persons
from pid_tracker.web.filters import tanggal

PROPOSED = "Usulan dicatat. Berlaku setelah disetujui orang kedua, di halaman Perubahan akun."


def shown(acts: Iterable[AccountAct]) -> list[tuple[AccountAct, str, str]]:
    """Each act with its words, and with who did it."""
    names = directory.names_of_users()
    return [(act, _words(act), _who(act, names)) for act in acts]


def _words(act: AccountAct) -> str:
    """What was done: "Tugas diberikan: PPID", "Diusulkan: kata sandi sementara"."""
    about = []
    if kind := ChangeKind.words_of(act.facts.get("what")):
        about.append(kind)
    if role := act.facts.get("role"):
        about.append(sign_in.ROLE_WORDS[Role(role)])
    return ": ".join([act.kind.words, *([", ".join(about)] if about else [])])


def _who(act: AccountAct, names: dict[int | None, str]) -> str:
    if act.actor_id is None:
        return "lewat server"
    by = names.get(act.actor_id, "–")
    proposer = names.get(act.facts.get("proposed_by"))
    return f"{proposer}, disetujui {by}" if proposer else by


def wanted_words(change: AccountChange) -> str:
    """What a proposal would do: "tugas PPID Provinsi Maluku, SK 12/2026, sejak 6 April 2026"."""
    role = two_persons.role_of(change)
    if role is None:
        return change.kind.words
    label = sign_in.officer_actor(role, change.user).label
    until = f" sampai {tanggal(role.until_on)}" if role.until_on else ""
    decree = f", {role.decree_number}" if role.decree_number else ""
    return f"{change.kind.words} {label}{decree}, sejak {tanggal(role.from_on)}{until}"
