"""Public bodies (badan publik) and their units (OPD)."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pid_tracker.extensions import Base
from pid_tracker.models.revised import Revised


class PublicBody(Revised, Base):
    """A government under the Act: a province, a regency, a city. Its settings are data, never law.

    `zone` is the IANA zone of its office; a day ends at 23:59:59 there (ruling R15). `internal_days` are working days
    from day zero until a unit should have answered the officer (ruling R12), `explanation_days` from receipt of an
    objection until the officer should have explained to the superior.
    """

    __tablename__ = "public_body"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)  # in addresses: maluku, buru
    name: Mapped[str]
    short_name: Mapped[str]
    prefix: Mapped[str] = mapped_column(unique=True)  # of registration numbers: MAL
    region_code: Mapped[str]
    level: Mapped[str]  # PROVINCE, REGENCY, CITY
    zone: Mapped[str]
    seat: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("public_body.id"))
    address: Mapped[str]
    phone: Mapped[str]
    whatsapp: Mapped[str]
    email: Mapped[str]
    office_hours: Mapped[str]
    joint_leave_open: Mapped[bool] = mapped_column(default=False)
    counts_first_day: Mapped[bool] = mapped_column(default=False)
    internal_days: Mapped[int] = mapped_column(default=5)
    explanation_days: Mapped[int] = mapped_column(default=5)
    per_sheet_rupiah: Mapped[int | None]  # standar biaya salinan (PERKI 1/2021 Pasal 37); None: none decreed yet
    tariff_basis: Mapped[str] = mapped_column(default="")  # the decree that sets it
    payment_ways: Mapped[str] = mapped_column(default="")  # cash with a receipt, official account, e-money (Pasal 38)

    units: Mapped[list["Unit"]] = relationship(back_populates="body", order_by="Unit.name")
    parent: Mapped["PublicBody | None"] = relationship(remote_side=[id])


class Unit(Base):
    """A department of a body (OPD, perangkat daerah) with the urusan codes it is in charge of."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("body_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("public_body.id"), index=True)
    code: Mapped[str]  # in addresses: pupr
    name: Mapped[str]
    short_name: Mapped[str]
    urusan_codes: Mapped[list[str]]
    active: Mapped[bool] = mapped_column(default=True)

    body: Mapped[PublicBody] = relationship(back_populates="units")
