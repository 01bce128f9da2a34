"""What organisers see of the versions of a form: what would change for whom, what was published, what became of it."""

from typing import Any
from uuid import UUID

from starlette.responses import HTMLResponse

from app.domain.errors import NotFound
from app.domain.form_changes import difference
from app.domain.form_plans import FormPlan
from app.domain.form_problems import blocking, faults_of
from app.models import FormVersion, Job, Track
from app.queries import calls, form_versions
from app.queries.forms import plan_of
from app.services.form_versions import written
from app.web.binding import Bound, blank
from app.web.form_changes import counts_text, groups_of
from app.web.messages_form_problems import fault_line
from app.web.organiser import Office
from app.web.questions import shown_track

NOTHING = FormPlan(())


def track_of(office: Office, key: str) -> Track:
    """The track of this key; raises NotFound."""
    found = calls.track_of(office.db, office.call.id, key)
    if found is None:
        raise NotFound
    return found


def form_path(office: Office, track: Track) -> str:
    """The address of the form of a track."""
    return f"{office.path}/tracks/{track.key}/form"


def preview_page(office: Office, track: Track, form: Bound[Any] | None = None, *, status: int = 200) -> HTMLResponse:
    """What changes, for whom, and the button that publishes it; `form` is what was typed and refused."""
    version = form_versions.writing_of(office.db, track.form_id)
    last = form_versions.published_of(office.db, track.form_id)
    old = plan_of(office.db, last.id) if last else NOTHING
    new = written(version) if version else old
    changes = difference(old, new)
    found = blocking(faults_of(new)) if version else []
    is_open = version is not None and not found and bool(changes)
    return _show(
        office,
        track,
        "organiser/form_versions/publish.html",
        status=status,
        form=form or blank(office.language),
        version=version,
        last=last,
        plan=new,
        groups=groups_of(changes, old, new, office.language) if last else [],
        changed=counts_text(changes, office.language) if changes else "",
        concerned=form_versions.concerned(office.db, office.me, track.form_id, version.id if version else None, new),
        faults=[fault_line(fault, new, office.language) for fault in found],
        is_open=is_open,
    )


def history_page(office: Office, track: Track) -> HTMLResponse:
    """Every version of the form, the latest first."""
    rows = form_versions.versions_of(office.db, track.form_id)
    authors = form_versions.authors_of(office.db, [row.id for row in rows])
    return _show(
        office, track, "organiser/form_versions/history.html", rows=[(row, authors.get(row.id, [])) for row in rows]
    )


def version_page(office: Office, track: Track, number: int) -> HTMLResponse:
    """One version that was published: what it changed, what became of the drafts, what it asks."""
    version = form_versions.version_of(office.db, track.form_id, number)
    if version is None or version.published_at is None:
        raise NotFound
    last, new = form_versions.before(office.db, version), plan_of(office.db, version.id)
    old = plan_of(office.db, last.id) if last else NOTHING
    changes = difference(old, new) if last else ()
    return _show(
        office,
        track,
        "organiser/form_versions/version.html",
        version=version,
        author=form_versions.name_of(office.db, version.published_by),
        last=last,
        parts=shown_track(track, new, office.language).parts,
        groups=groups_of(changes, old, new, office.language),
        changed=counts_text(changes, office.language) if changes else "",
        **_move(office, version),
    )


def _move(office: Office, version: FormVersion) -> dict[str, Any]:
    """How far the drafts are, and those with answers kept aside: how many, never what they say."""
    job = form_versions.move_of(office.db, version.id)
    counted = _counted(job)
    rows = form_versions.drafts_among(office.db, office.me, counted)
    return {"job": job, "drafts": [(row, *counted[row.id]) for row in rows]}


def _counted(job: Job | None) -> dict[UUID, tuple[int, int, int]]:
    """For each draft that has something to see: answers kept aside, to check, and asked for."""
    found = job.result.get("drafts") if job else None
    return {
        UUID(str(line[0])): (int(line[1]), int(line[2]), int(line[3]))
        for line in (found if isinstance(found, list) else [])
    }


def _show(office: Office, track: Track, template: str, *, status: int = 200, **context: object) -> HTMLResponse:
    here = {"track": track, "form_base": form_path(office, track), "path": f"{office.path}/tracks"}
    return office.show(template, status=status, **here, **context)
