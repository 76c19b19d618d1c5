"""Consequence tests (uji konsekuensi) and the list of exempt information (DIK): both append-only.

Triggers on both databases refuse DELETE, and UPDATE of whatever was finished: a change of classification is a new test
that supersedes the old one (PERKI 1/2021 Pasal 53).
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pid_tracker.extensions import Base, Coded, Sealed
from pid_tracker.law.vocabulary.offices import TestState
from pid_tracker.models.agency import PublicBody
from pid_tracker.models.case_file import CaseFile
from pid_tracker.models.person import User
from pid_tracker.models.revised import Revised


class ConsequenceTest(Revised, Base):
    """One test. `contents` are the fields of `law/consequence.py:TestContents` as JSON, sealed: they quote the secret.

    `state`: DRAFT while it is written; FINISHED when nothing is missing, from then on fixed; APPROVED by the superior,
    from then on in force up to `ends_on`. `result`, `articles`, `held_on`, `ends_on` repeat the contents for queries.
    `sha256` (hex) is the fingerprint of the contents with the number, taken when it was finished.
    """

    __tablename__ = "consequence_test"
    __table_args__ = (
        UniqueConstraint("body_id", "year", "serial"),
        Index("ix_consequence_test_state", "body_id", "state", "ends_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("public_body.id"))
    year: Mapped[int]
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(unique=True)  # UK-MAL-26-00001
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case_file.id"), index=True)  # the request that led to it
    part_place: Mapped[int | None]
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("consequence_test.id"), index=True)
    contents: Mapped[str] = mapped_column(Sealed("consequence_test.contents"), deferred=True)
    state: Mapped[TestState] = mapped_column(Coded(TestState), default=TestState.DRAFT)
    result: Mapped[str] = mapped_column(default="")
    articles: Mapped[list[str]] = mapped_column(default=list)
    held_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    started_at: Mapped[datetime]
    started_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    finished_at: Mapped[datetime | None]
    finished_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    sha256: Mapped[str] = mapped_column(default="")
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    approved_label: Mapped[str] = mapped_column(default="")  # the office that approved, never a person's name
    valid_from: Mapped[date | None]

    body: Mapped[PublicBody] = relationship()
    case: Mapped[CaseFile | None] = relationship()
    approved_by: Mapped[User | None] = relationship(foreign_keys=[approved_by_id])


class ExemptEntry(Base):
    """A row of the list of exempt information (daftar informasi yang dikecualikan), born from an approved test.

    It holds what the public may read and is never changed or deleted: whether it still holds follows from the day.
    """

    __tablename__ = "exempt_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("public_body.id"), index=True)
    test_id: Mapped[int] = mapped_column(ForeignKey("consequence_test.id"), unique=True)
    description: Mapped[str]
    articles: Mapped[list[str]]
    reason: Mapped[str]
    unit: Mapped[str]
    tested_on: Mapped[date]
    valid_from: Mapped[date]
    ends_on: Mapped[date]
    decree_number: Mapped[str]
    listed_at: Mapped[datetime]

    test: Mapped[ConsequenceTest] = relationship()
    body: Mapped[PublicBody] = relationship()
