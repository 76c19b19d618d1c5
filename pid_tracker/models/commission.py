"""Information commissions (Komisi Informasi): which one hears a dispute is data, since commissions come and go."""

from sqlalchemy.orm import Mapped, mapped_column

from pid_tracker.extensions import Base


class Commission(Base):
    """A commission of a regency or city, of a province, or the central one. `services/loading/commissions.py` says
    which hears what (PERKI 1/2013 Pasal 6).

    `region_code` is that of its regency or province; empty for the central commission. `sits` is false while it has no
    commissioners. Contacts that nobody has checked are empty, never guessed.
    """

    __tablename__ = "commission"

    id: Mapped[int] = mapped_column(primary_key=True)
    region_code: Mapped[str] = mapped_column(unique=True)
    level: Mapped[str]  # central, province, regency
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    hours: Mapped[str] = mapped_column(default="")
    sits: Mapped[bool] = mapped_column(default=True)
