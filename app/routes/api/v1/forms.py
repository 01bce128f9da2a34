"""Doors of forms and rubrics: what a call asks, and how it scores."""

from uuid import UUID

from sqlalchemy import select
from sqlmodel import col
from starlette.responses import Response

from app.domain.errors import NotFound
from app.domain.questions import dump_form_plan
from app.models import Call, Form, FormVersion, Track
from app.queries import forms as eyes
from app.queries.listings import knows_call
from app.routes.api.v1.shapes.calls import CriterionOut, FormVersionOut, RubricOut
from app.web.api import Room, answer
from app.web.api_guards import ApiCall, Caller
from app.web.database import Db

room = Room("forms")


@room.get("/form-versions/{version}", FormVersionOut)
def read_form_version(version: UUID, db: Db, me: Caller) -> Response:
    """Read everything that a version of a form asks."""
    query = (
        select(FormVersion)
        .join(Form, col(Form.id) == col(FormVersion.form_id))
        .join(Call, col(Call.id) == col(Form.call_id))
        .where(col(FormVersion.id) == version, knows_call(me))
    )
    found = db.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound
    sections = dump_form_plan(eyes.plan_of(db, version))["sections"]
    return answer(
        FormVersionOut.model_validate(
            {"id": found.id, "number": found.number, "locked_at": found.locked_at, "sections": sections}
        )
    )


@room.get("/calls/{call}/tracks/{track}/rubric", RubricOut)
def read_rubric(call: ApiCall, track: str, db: Db) -> Response:
    """Read how the dossiers of a track are scored."""
    found = db.execute(select(Track).where(col(Track.call_id) == call.id, col(Track.key) == track)).scalar_one_or_none()
    if found is None or found.rubric_id is None:
        raise NotFound
    scale, criteria = eyes.rubric_of(db, found.id)
    return answer(
        RubricOut(
            track=found.key,
            scale_max=scale.scale_max,
            criteria=[CriterionOut.model_validate(row) for row in criteria],
        )
    )
