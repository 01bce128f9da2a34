"""Pages of one dossier that several doors of organisers show: the whole of it, and the letter before it leaves."""

from typing import Any

from starlette.responses import HTMLResponse

from app.domain.reviewing import hides_applicant
from app.forms.screening import AdmissionForm
from app.queries import dossiers, screening
from app.queries.applicants import composition_of
from app.queries.asked import reading
from app.queries.corrections import corrections_of
from app.queries.forms import plan_of
from app.queries.messages import unread_in
from app.queries.organisations import elsewhere
from app.services.screening import ScreeningForm
from app.services.screening_letters import Letter
from app.web.answers import shown_sections
from app.web.binding import Bound, blank
from app.web.correction_fields import shown_correction
from app.web.organiser import Desk
from app.web.organiser_dossier import choices, history_rows, rule_rows
from app.web.templates import render


def dossier_page(
    at: Desk, *, form: Bound[Any] | None = None, in_queue: bool = False, status: int = 200
) -> HTMLResponse:
    """One dossier, whole: rules, answers, history, and what may be done; `form` is what was typed and refused."""
    plan, content = reading(at.db, at.dossier)
    whole = plan_of(at.db, at.dossier.form_version_id)
    checks = composition_of(at.track, content.members)
    targets = [(track.key, at.track_titles[track.id]) for track in at.tracks if track.id != at.dossier.track_id]
    doors = [door for door in at.doors if targets or door != "requalify"]
    return at.show(
        "organiser/dossier.html",
        status=status,
        dossier=at.dossier,
        form=form or blank(at.language, version=at.dossier.version),
        acts=choices(doors, at.language),
        targets=targets,
        rules=rule_rows(at.call, at.dossier, plan, content, checks, at.language),
        sections=shown_sections(plan, content, at.language, files_at=f"{at.dossier_path}/files"),
        families=[member.family for member in content.members],
        elsewhere=elsewhere(at.db, at.me, at.dossier, content.members),
        revision=dossiers.revisions(at.db, at.dossier.id),
        history=history_rows(screening.history(at.db, at.dossier.id), at.language, at.call.zone),
        queue=screening.neighbours(at.db, at.me, at.dossier) if in_queue else None,
        corrections=[shown_correction(one, whole, at.now, at.language) for one in corrections_of(at.db, at.dossier.id)],
        doors=at.doors,
        is_blind=hides_applicant(at.track.blind),
        unread=unread_in(at.db, at.dossier.id, from_organisers=False),
        **_place(at, in_queue),
    )


def letter_text(letter: Letter, base_url: str) -> tuple[str, str]:
    """Subject and text of a letter as its owner will read it."""
    variables = {**letter.context, "base_url": base_url, "demo": False, "notice_kind": letter.kind}
    subject, _, text = render(f"mail/{letter.kind}.txt", letter.to.language, **variables).strip().partition("\n")
    return subject.strip(), text.strip()


def letter_page(at: Desk, form: ScreeningForm, letter: Letter, *, in_queue: bool) -> HTMLResponse:
    """The letter before it leaves, and the button that sends it."""
    subject, text = letter_text(letter, at.hall.settings.base_url)
    return at.show(
        "organiser/screening_preview.html",
        dossier=at.dossier,
        form=form,
        is_admission=isinstance(form, AdmissionForm),
        subject=subject,
        text=text,
        to=letter.to,
        in_queue=in_queue,
        **_place(at, in_queue),
    )


def _place(at: Desk, in_queue: bool) -> dict[str, Any]:
    """Where the rail shows one to be: an act posted from the queue stays in the queue."""
    return {"path": f"{at.path}/screening"} if in_queue else {}
