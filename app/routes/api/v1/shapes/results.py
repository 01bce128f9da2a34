"""Published results and pole sheets, as the API gives them: what everyone may read."""

from typing import Annotated

from pydantic import ConfigDict, Field

from app.domain.members import Family
from app.routes.api.v1.shapes.calls import Text
from app.web.api import Instant, Out


class TrackFigureOut(Out):
    """The figures of a track; received as it was filed, the others as it became."""

    key: str
    title: Text
    received: int
    admitted: int
    selected: int


class RegionFigureOut(Out):
    """The figures of a region."""

    region: str
    received: int
    admitted: int
    selected: int


class ResultsOut(Out):
    """A publication in figures."""

    model_config = ConfigDict(title="Results")

    published_at: Instant
    received: int
    admitted: int
    selected: int
    by_track: list[TrackFigureOut]
    by_region: list[RegionFigureOut]
    reviews: int
    reviewers: int
    recusals: int


class PoleMemberOut(Out):
    """A member of a pole; a person keeps their name to themselves."""

    name: str
    family: Family
    commune: str = ""
    is_bearer: bool = False


class PoleOut(Out):
    """The public sheet of a selected project: what it agreed to show."""

    model_config = ConfigDict(title="Pole")

    slug: Annotated[str, Field(examples=["pole-sud-rhone-alpes"])]
    call: str
    name: str
    bearer: str
    summary: str
    commune: str
    insee: str
    departement: str
    region: str
    longitude: float | None
    latitude: float | None
    founded_in: int | None
    state: str
    jobs: float | None
    themes: list[str]
    members: list[PoleMemberOut]
