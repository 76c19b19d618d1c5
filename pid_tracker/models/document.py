"""Files and letters: identity proofs, answer files, the written notice."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pid_tracker.extensions import Base, Coded
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models.case_file import CaseFile, Part
from pid_tracker.models.person import User
from pid_tracker.models.revised import Revised


class Document(Base):
    """A stored file. The bytes are in the file store under `storage_key` (random, never the uploaded name).

    What holds personal data is sealed at rest (`services/store/files.py`); a DECREE belongs to no case;
    CLOSED_INSPECTION is for the commission's panel alone: sealed, on the case's officer page and in no export. `sha256`
    is of the stored plain content, hex.
    """

    __tablename__ = "document"
    __table_args__ = (Index("ix_document_case", "case_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)  # 128 bit, in addresses
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case_file.id"))
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("draft.id"), index=True)
    part_id: Mapped[int | None] = mapped_column(ForeignKey("part.id"))
    kind: Mapped[DocumentKind] = mapped_column(Coded(DocumentKind))
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    storage_key: Mapped[str] = mapped_column(unique=True)
    is_sealed: Mapped[bool]
    uploaded_at: Mapped[datetime]
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    case: Mapped[CaseFile | None] = relationship()
    part: Mapped[Part | None] = relationship()
    check: Mapped["FileCheck | None"] = relationship(cascade="all, delete-orphan", lazy="joined")


class FileCheck(Base):
    """What stood out in a file that is to be given, and who looked at it and said that it may go out, and when (none:
    nobody yet). A file in which nothing stood out has no row.

    `findings` are rows of kind, place and what is shown of it (`services/examining/findings.py`).
    """

    __tablename__ = "file_check"

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    findings: Mapped[list[list[str]]] = mapped_column(JSON)
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    confirmed_by: Mapped[User | None] = relationship()


class Notice(Revised, Base):
    """The written notice (pemberitahuan tertulis) of a case: a draft until it is sent, then fixed.

    `contents` are the fields of `NoticeContents`; `number` from the office's letter book; `sha256` is of the canonical
    contents and stands in the ANSWERED event.
    """

    __tablename__ = "notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), unique=True)
    number: Mapped[str] = mapped_column(default="")
    contents: Mapped[dict[str, Any]]
    sent_on: Mapped[date | None]
    sha256: Mapped[str] = mapped_column(default="")

    case: Mapped[CaseFile] = relationship(back_populates="notice")
