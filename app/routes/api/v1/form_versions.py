"""Doors of the versions of forms: their history, what differs, and publishing what was written."""

from uuid import UUID

from sqlmodel import Session
from starlette.responses import Response

from app.domain.errors import NotFound, WrongState
from app.domain.form_changes import difference
from app.domain.form_plans import FormPlan
from app.forms.api import FormPublicationEntry
from app.models import Call, FormVersion, Track
from app.queries import calls
from app.queries import form_versions as eyes
from app.queries.forms import plan_of
from app.queries.listings import version_known_to
from app.routes.api.v1.shapes.forms import (
    ChangeOut,
    ChangesOut,
    ConcernedOut,
    PreviewOut,
    PublishedOut,
    VersionOut,
    VersionsOut,
)
from app.services import form_versions
from app.web.api import Room, answer
from app.web.api_guards import ApiOrganisedCall, Caller
from app.web.database import Db
from app.web.guards import Now
from app.web.idempotency import Repeat

room = Room("forms")
NOTHING = FormPlan(())
A_PUBLICATION = {
    "version": "0198f3c0-7d11-7c7e-9c8e-5f2f6f1d7a10",
    "edits": 12,
    "note": {"fr": "Nous avions oublié vos partenaires.", "en": "We had forgotten your partners."},
}


@room.get("/calls/{call}/tracks/{track}/form-versions", VersionsOut)
def list_form_versions(call: ApiOrganisedCall, track: str, db: Db) -> Response:
    """List the versions of the form of a track of a call I run, the latest first."""
    rows = eyes.versions_of(db, _track(db, call, track).form_id)
    return answer(VersionsOut(items=[VersionOut.model_validate(row) for row in rows]))


@room.get("/form-versions/{version}/changes", ChangesOut)
def read_form_changes(version: UUID, db: Db, me: Caller) -> Response:
    """Read what differs between a version of a form and the one published before it."""
    found = version_known_to(db, me, version)
    if found is None:
        raise NotFound
    last = eyes.before(db, found)
    changes = _changes(db, last, plan_of(db, found.id))
    return answer(ChangesOut(version=found.id, since=last.id if last else None, changes=changes))


@room.get("/calls/{call}/tracks/{track}/form/publication", PreviewOut, problems=(409,))
def preview_form_publication(call: ApiOrganisedCall, track: str, db: Db, me: Caller) -> Response:
    """See what publishing the form being written would change, and for whom; nothing changes."""
    found = _track(db, call, track)
    version, last = eyes.writing_of(db, found.form_id), eyes.published_of(db, found.form_id)
    if version is None:
        raise WrongState("nothing_to_publish")
    plan = form_versions.written(version)
    concerned = eyes.concerned(db, me, found.form_id, version.id, plan)
    return answer(
        PreviewOut(
            version=version.id,
            since=last.id if last else None,
            changes=_changes(db, last, plan),
            edits=version.edits,
            concerned=ConcernedOut.model_validate(concerned),
            faults=form_versions.faults(plan),
        )
    )


@room.post(
    "/calls/{call}/tracks/{track}/form/publication",
    PublishedOut,
    scope="calls",
    problems=(409, 412),
    example=A_PUBLICATION,
)
def publish_form(
    call: ApiOrganisedCall, track: str, form: FormPublicationEntry, db: Db, me: Caller, now: Now, repeat: Repeat
) -> Response:
    """Publish the form that was previewed: it never changes again, and drafts follow in a job."""
    version = form_versions.publish(db, call, _track(db, call, track), form.form, actor=me, now=now)
    job = eyes.move_of(db, version.id)
    told = {name: getattr(version, name) for name in VersionOut.model_fields if name != "published_by"}
    out = PublishedOut(**told, published_by=eyes.name_of(db, version.published_by), job=job.id if job else None)
    return repeat.keep(answer(out))


def _track(db: Session, call: Call, key: str) -> Track:
    found = calls.track_of(db, call.id, key)
    if found is None:
        raise NotFound
    return found


def _changes(db: Session, last: FormVersion | None, plan: FormPlan) -> list[ChangeOut]:
    old = plan_of(db, last.id) if last else NOTHING
    return [ChangeOut.of(change) for change in difference(old, plan)]
