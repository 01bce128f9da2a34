"""The members of a dossier's consortium."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from app.models.base import Row, instant

FAMILIES = "'ess', 'company', 'authority', 'research', 'training', 'network', 'person'"


class Member(Row, table=True):
    """An organisation of the consortium; `identifier` is a SIREN, a SIRET or an RNA number.

    `directory`: what the directory of companies said of it: empty (not asked), `waiting`, `found` or `unknown`.
    """

    __table_args__ = (CheckConstraint(f"family in ({FAMILIES})", name="family"),)

    dossier_id: UUID = Field(foreign_key="dossier.id", index=True)
    position: int = 0
    name: str = Field(max_length=200)
    family: str = Field(max_length=20)
    identifier: str = Field(default="", max_length=14, index=True)
    role: str = Field(default="", max_length=300)
    jobs: float | None = None
    commune: str = Field(default="", max_length=120)
    insee: str = Field(default="", max_length=5)
    departement: str = Field(default="", max_length=3)
    contact_email: str = Field(default="", max_length=254)
    has_letter: bool = False
    is_bearer: bool = False
    confirmed_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    asked_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    declined_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    decline_reason: str = ""
    representative: str = Field(default="", max_length=120)
    address: str = Field(default="", max_length=300)
    legal_form: str = Field(default="", max_length=120)
    directory: str = Field(default="", max_length=10)
    directory_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    version: int = 1
