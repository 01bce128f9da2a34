"""Doors of forms: what a call asks."""

from uuid import UUID

from starlette.responses import Response

from app.domain.errors import NotFound
from app.domain.form_plans import dump_form_plan
from app.queries import forms as eyes
from app.queries.listings import version_known_to
from app.routes.api.v1.shapes.calls import FormVersionOut
from app.web.api import Room, answer
from app.web.api_guards import Caller
from app.web.database import Db

room = Room("forms")


@room.get("/form-versions/{version}", FormVersionOut)
def read_form_version(version: UUID, db: Db, me: Caller) -> Response:
    """Read everything that a version of a form asks."""
    found = version_known_to(db, me, version)
    if found is None:
        raise NotFound
    sections = dump_form_plan(eyes.plan_of(db, version))["sections"]
    return answer(
        FormVersionOut.model_validate(
            {"id": found.id, "number": found.number, "locked_at": found.locked_at, "sections": sections}
        )
    )
