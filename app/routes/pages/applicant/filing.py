"""Doors of filing: check everything, then file, once or again."""

from fastapi import APIRouter, Response

from app.domain.errors import WrongState
from app.forms.dossier import Submission
from app.queries import applicants, asked
from app.services import dossiers
from app.web.answers import shown_sections
from app.web.applicant import Mine, Room
from app.web.applicant_views import balance, later_rows, problem_links
from app.web.binding import Bound, Posted, blank
from app.web.composition import rule_rows
from app.web.i18n import N_
from app.web.refiled import changed_rows

router = APIRouter(prefix="/applicant/dossiers/{dossier}")


@router.get("/check")
def check(mine: Mine) -> Response:
    """Every answer on one page, with what keeps it from being filed."""
    return _show(mine, blank(mine.language)) if mine.is_open else mine.page.see(mine.path)


@router.post("/submit")
def submit(form: Posted[Submission], mine: Mine) -> Response:
    """File; whoever comes second is led to the receipt of the first."""
    if not mine.is_changing and mine.dossier.filed_at is not None:
        return mine.page.see(f"{mine.path}/receipt", N_("Ce dossier était déjà déposé : rien n’a changé."), tone="blue")
    if not form.ok:
        return _show(mine, form, status=422)
    if form.typed("form", mine.dossier.form_version_id) != str(mine.dossier.form_version_id):
        return _show(mine, form.refused(WrongState("form_moved")), status=409)
    if form.typed("seen", read_at(mine)) != read_at(mine):
        return _show(mine, form.refused(WrongState("changed_while_read")), status=409)
    try:
        dossiers.submit(mine.db, mine.dossier, actor=mine.me, now=mine.now)
    except WrongState as error:
        return _show(mine, form.refused(error), status=409)
    return mine.page.see(f"{mine.path}/receipt")


@router.get("/read")
def read(mine: Mine) -> Response:
    """The whole dossier, to be read or printed; what was filed, once it is."""
    plan, content = asked.reading(mine.db, mine.dossier)
    sections = shown_sections(plan, content, mine.language, files_at=f"{mine.path}/files")
    return mine.show("applicant/read.html", sections=sections)


def read_at(mine: Room) -> str:
    """What a page of the whole dossier was made of: another instant once anything was saved since."""
    return mine.dossier.updated_at.isoformat()


def _show(mine: Room, form: Bound[Submission], *, status: int = 200) -> Response:
    plan, content = mine.reading()
    rules = applicants.composition_of(mine.track, content.members)
    sections = shown_sections(plan, content, mine.language, files_at=f"{mine.path}/files", final=True)
    return mine.show(
        "applicant/check.html",
        status=status,
        form=form,
        seen=read_at(mine),
        changes=changed_rows(mine),
        again=mine.dossier.filed_at is not None,
        sections=sections,
        links=problem_links(sections, mine.path),
        rules=rule_rows(rules, mine.language),
        later=later_rows(plan, content, mine.path, mine.language),
        balance=balance(plan, content, mine.dossier, rules, mine.language),
    )
