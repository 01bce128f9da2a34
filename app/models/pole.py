"""The public sheet of a selected project."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from app.models.base import Row, instant, json_column


class PoleSheet(Row, table=True):
    """What everyone reads of a pole once it is published."""

    __tablename__ = "pole_sheet"

    call_id: UUID = Field(foreign_key="call.id", index=True)
    dossier_id: UUID = Field(foreign_key="dossier.id", unique=True)
    slug: str = Field(unique=True, max_length=80)
    name: str = Field(max_length=160)
    bearer: str = Field(default="", max_length=200)
    summary: str = ""
    commune: str = Field(default="", max_length=120)
    insee: str = Field(default="", max_length=5)
    departement: str = Field(default="", max_length=3)
    region: str = Field(default="", max_length=80)
    longitude: float | None = None
    latitude: float | None = None
    founded_in: int | None = None
    state: str = Field(default="", max_length=30)
    jobs: float | None = None
    themes: list[str] = Field(default_factory=list, sa_column=json_column())
    members: list[dict[str, object]] = Field(default_factory=list, sa_column=json_column())
    activities: str = ""
    pooling: str = ""
    published_at: datetime = Field(sa_column=instant())
    updated_at: datetime = Field(sa_column=instant())
    version: int = 1
