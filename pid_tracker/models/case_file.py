"""The case file (berkas permohonan): what was asked, its append-only events, its parts, and the projections for
queries."""

from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import ColumnElement, ForeignKey, Index, LargeBinary, UniqueConstraint, and_, text
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pid_tracker.extensions import Base, Coded, Sealed, enum_column
from pid_tracker.law.base_sets import ENDS_OF_THE_ANSWER, is_unanswered
from pid_tracker.law.events import EventKind
from pid_tracker.law.facts import Facts
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.states import REPAIRED_BESIDE, UNDECIDED_STAGES, Stage
from pid_tracker.law.vocabulary.asking import Delivery, IdentityWay
from pid_tracker.law.vocabulary.handling import PartState
from pid_tracker.models.agency import PublicBody, Unit
from pid_tracker.models.case_event import CaseEventRow, CaseText
from pid_tracker.models.person import Requester

F = TypeVar("F", bound=Facts)
#: Cases whose answer is owed: few, however long the register. Their index begins with `decided_on`, lest SQLite prefer
#: the one on that column alone.
_OWED = text(" AND ".join(f"{name} IS NULL" for name in ENDS_OF_THE_ANSWER))

if TYPE_CHECKING:  # the other direction is the one of the foreign key
    from pid_tracker.models.document import Notice


class CaseFile(Base):
    """One information request with all that happened to it.

    The columns under "projections" are written only by `services/gate/casefile.py:project` and rebuilt from the events.
    `form_token` makes one POST one case. `code` (tracking code) and `link_token` (128 bit, in messages) are sealed,
    with fingerprints to look up. `salt` and the text make the commitment that the FILED event carries.
    """

    __tablename__ = "case_file"
    __table_args__ = (
        UniqueConstraint("body_id", "year", "serial"),
        Index("ix_case_file_queue", "body_id", "stage", "due_on"),
        Index("ix_case_file_filed", "body_id", "filed_on"),
        Index("ix_case_file_owed", "decided_on", "due_on", sqlite_where=_OWED, postgresql_where=_OWED),
        Index("ix_case_file_objection", "body_id", "objection_year", "objection_serial", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("public_body.id"))
    year: Mapped[int]
    serial: Mapped[int]  # negative: no registration number (imported rows, objections without a request)
    has_request: Mapped[bool] = mapped_column(default=True)  # false: an objection on ground b alone (ruling R9)
    objection_year: Mapped[int | None]
    objection_serial: Mapped[int | None]  # of KBR-MAL-26-00031; no gaps within body and year
    form_token: Mapped[str] = mapped_column(unique=True)
    code: Mapped[str] = mapped_column(Sealed("case_file.code"), deferred=True)
    link_token: Mapped[str] = mapped_column(Sealed("case_file.link_token"), deferred=True)
    link_blind: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    requester_id: Mapped[int | None] = mapped_column(ForeignKey("requester.id"), index=True)
    is_imported: Mapped[bool] = mapped_column(default=False)  # "dari register lama" (ruling R18)
    resent_from_id: Mapped[int | None] = mapped_column(ForeignKey("case_file.id"), index=True)

    # what was asked
    channel: Mapped[str]  # Channel; empty in a row of an older register that does not say
    question: Mapped[str]
    period: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    office_hint: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")  # Purpose; empty likewise
    purpose_text: Mapped[str] = mapped_column(default="")
    may_refer: Mapped[bool] = mapped_column(default=False)
    delivery: Mapped[str] = mapped_column(default=Delivery.LINK)  # Delivery
    formats: Mapped[list[str]] = mapped_column(default=list)  # Format
    publish_later: Mapped[bool] = mapped_column(default=False)  # 30 days, for press and research
    identity_way: Mapped[str] = mapped_column(default=IdentityWay.LATER)  # IdentityWay
    salt: Mapped[bytes] = mapped_column(LargeBinary)

    # projections
    stage: Mapped[Stage] = mapped_column(enum_column(Stage))
    outcome: Mapped[Outcome | None] = mapped_column(enum_column(Outcome))
    filed_on: Mapped[date]
    filed_at: Mapped[datetime]
    complete_on: Mapped[date | None]  # day zero of the answer
    check_due_on: Mapped[date | None]
    repair_due_on: Mapped[date | None]
    due_on: Mapped[date | None]
    first_due_on: Mapped[date | None]  # H0+10, also when extended
    safe_on: Mapped[date | None]
    extendable_to: Mapped[date | None]
    due_certain: Mapped[bool] = mapped_column(default=True)
    object_due_on: Mapped[date | None]
    extended_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    answer_days: Mapped[int | None]  # working days from day zero to the answer
    ended_on: Mapped[date | None]  # withdrawn, or not continued: also beside an objection that goes on (ruling R25)
    rating: Mapped[str] = mapped_column(default="")  # Rating
    label: Mapped[str] = mapped_column(default="")  # law/grounds.py:Label while it holds; empty again once insisted
    relabelled_on: Mapped[date | None]
    closed_under: Mapped[str] = mapped_column(default="")  # letters of Pasal 17 that close something, in order: "ah"
    under_clearance: Mapped[bool] = mapped_column(default=False)
    question_open: Mapped[bool] = mapped_column(default=False)  # a question to the requester waits for a reply
    reply_is_new: Mapped[bool] = mapped_column(default=False)  # the requester replied, and nobody has acted since
    referred_from: Mapped[str] = mapped_column(default="")  # number of the case that another body referred on
    handed_over_on: Mapped[date | None]  # the latest hand-over record; the answer's date stays the notice's
    withdrawn_by_staff: Mapped[bool] = mapped_column(default=False)  # with the requester's statement

    # projections of objection and dispute
    objection_number: Mapped[str] = mapped_column(default="", index=True)
    objected_on: Mapped[date | None]  # received: day zero of the superior
    grounds: Mapped[str] = mapped_column(default="")  # letters in order: "cd"
    decide_due_on: Mapped[date | None]
    decided_on: Mapped[date | None] = mapped_column(index=True)
    decision: Mapped[str] = mapped_column(default="")  # law/grounds.py:Decision
    execute_by: Mapped[date | None]  # the date that the decision orders
    executed_on: Mapped[date | None]
    commission_due_on: Mapped[date | None]
    dispute_number: Mapped[str] = mapped_column(default="")
    disputed_on: Mapped[date | None]
    dispute_stage: Mapped[str] = mapped_column(default="")  # law/grounds.py:DisputeStage, the latest
    ruling: Mapped[str] = mapped_column(default="")  # law/grounds.py:Ruling
    ruling_on: Mapped[date | None]  # received
    court_due_on: Mapped[date | None]
    court_on: Mapped[date | None]
    ruling_execute_by: Mapped[date | None]
    ruling_executed_on: Mapped[date | None]
    dispute_end: Mapped[str] = mapped_column(default="")  # law/grounds.py:DisputeEnd
    closed_on: Mapped[date | None]
    projected_on: Mapped[date]
    last_seq: Mapped[int] = mapped_column(default=-1)
    head_hash: Mapped[bytes] = mapped_column(LargeBinary, default=b"")

    body: Mapped[PublicBody] = relationship()
    requester: Mapped[Requester | None] = relationship()
    events: Mapped[list["CaseEventRow"]] = relationship(back_populates="case", order_by="CaseEventRow.seq")
    parts: Mapped[list["Part"]] = relationship(back_populates="case", order_by="Part.place")
    texts: Mapped[list["CaseText"]] = relationship(back_populates="case", order_by="CaseText.id")
    notice: Mapped["Notice | None"] = relationship(back_populates="case")

    @hybrid_property
    def is_unanswered(self) -> bool:
        """Whether the office still owes the answer, whatever the stage: also before the commission (ruling R26)."""
        return self.has_request and not self.is_imported and is_unanswered(self)

    @is_unanswered.inplace.expression
    @classmethod
    def _is_unanswered(cls) -> ColumnElement[bool]:
        dates = (getattr(cls, name) for name in ENDS_OF_THE_ANSWER)
        return and_(cls.has_request, ~cls.is_imported, *(day.is_(None) for day in dates))

    @hybrid_property
    def awaits_decision(self) -> bool:
        """Whether the superior still owes a decision on the objection: also while the commission has the dispute."""
        return self.objected_on is not None and self.decided_on is None and self.stage in UNDECIDED_STAGES

    @awaits_decision.inplace.expression
    @classmethod
    def _awaits_decision(cls) -> ColumnElement[bool]:
        undecided = cls.stage.in_(sorted(UNDECIDED_STAGES))
        return and_(cls.objected_on.is_not(None), cls.decided_on.is_(None), undecided)

    def told(self, of: type[F]) -> tuple[F, ...]:
        """What its events of one kind say, oldest first."""
        return tuple(row.told(of) for row in self.events if row.kind is of.kind)

    def latest(self, of: type[F]) -> F | None:
        """What the newest event of one kind says; None when there is none."""
        return next(reversed(self.told(of)), None)

    def newest(self, kind: EventKind) -> "CaseEventRow | None":
        """The newest event of a kind; None when there is none."""
        return next((row for row in reversed(self.events) if row.kind is kind), None)

    @property
    def awaits_repair(self) -> bool:
        """Whether the requester can still hand in what a notice named: also beside an objection on ground b or f."""
        is_open = self.has_request and self.complete_on is None and self.answered_on is None and self.ended_on is None
        return is_open and self.stage in (Stage.INCOMPLETE, *REPAIRED_BESIDE)

    @property
    def withdrawn_on(self) -> date | None:
        """When the request, or what was left of it, the objection, was withdrawn."""
        return self.ended_on if self.stage is Stage.WITHDRAWN else None


class NumberSeries(Base):
    """The last serial given by a body in a calendar year: numbers have no gaps."""

    __tablename__ = "number_series"

    body_id: Mapped[int] = mapped_column(ForeignKey("public_body.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class Part(Base):
    """A severable part (bagian) of a request, answered separately.

    `state`, `unit_id`, `internal_due_on`, `result` and `answered_on` are projections of the part's events; the texts
    are what the officer and the unit wrote. `result` is the unit's proposal, a PartResult; empty until there is one.
    """

    __tablename__ = "part"
    __table_args__ = (UniqueConstraint("case_id", "place"), Index("ix_part_unit", "unit_id", "state"))

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    place: Mapped[int]  # 1, 2, 3
    text: Mapped[str]  # as the requester wrote it
    text_for_unit: Mapped[str] = mapped_column(default="")  # masked by the officer when it names the requester
    instruction: Mapped[str] = mapped_column(default="")
    explanation: Mapped[str] = mapped_column(default="")
    searched: Mapped[str] = mapped_column(default="")  # places searched, when not held
    checked_by: Mapped[str] = mapped_column(default="")
    referred_to: Mapped[str] = mapped_column(default="")
    referred_address: Mapped[str] = mapped_column(default="")
    referred_code: Mapped[str] = mapped_column(default="")  # code of the body, when it is one of this installation
    hand_back_reason: Mapped[str] = mapped_column(default="")

    state: Mapped[PartState] = mapped_column(Coded(PartState), default=PartState.NEW)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    internal_due_on: Mapped[date | None]
    result: Mapped[str] = mapped_column(default="")
    routed_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    hand_backs: Mapped[int] = mapped_column(default=0)  # by the unit that has it: once each
    is_confirmed: Mapped[bool] = mapped_column(default=False)  # ditetapkan: cannot be handed back any more
    delivered_on: Mapped[date | None]  # given ahead of the notice (penyerahan sebagian)
    referred_number: Mapped[str] = mapped_column(default="")  # the new request at the body it was referred on to

    case: Mapped[CaseFile] = relationship(back_populates="parts")
    unit: Mapped[Unit | None] = relationship(lazy="joined")  # every page that lists parts names their offices
