"""Doors of the conflicts of interest of a call: all of them, what is looked for, and what is decided of each."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Response

from app.domain.errors import NotFound, Stale
from app.domain.reviewing import Detection
from app.forms.conflicts import Confirmation, Decisions, DetectionForm, Look, Rejection, Undoing
from app.models import Conflict
from app.queries import conflicts as eyes
from app.queries.concerns import waiting as concerns_waiting
from app.queries.reviewing import plan_of
from app.services import conflicts, detection, reviewing
from app.web.binding import Bound, Posted, blank
from app.web.conflict_words import spoken
from app.web.i18n import N_, translations
from app.web.organiser import Office, Run

router = APIRouter(prefix="/organiser/calls/{call}/conflicts")


@router.get("")
def overview(
    office: Run,
    *,
    show: str = "todo",
    dossier: UUID | None = None,
    person: UUID | None = None,
    after: UUID | None = None,
) -> Response:
    """Every tie of the call: those to decide first."""
    return _show(office, show, dossier, person, after, form=blank(office.language))


@router.post("/decide")
def decide_many(form: Posted[Decisions], office: Run, *, show: str = "todo") -> Response:
    """One decision on those that are ticked."""
    if form.ok and form.form.act == "dismiss" and len(form.form.reason) < 10:
        form = form.wrong(translations(office.language).gettext(WHY), "reason")
    if not form.ok:
        return _show(office, show, None, None, None, form=form, status=422)
    asked = form.form
    done, refused = conflicts.decide_many(
        office.db, office.call.id, asked.chosen, asked.act, asked.reason, actor=office.me, now=office.now
    )
    told = _told(office.language, asked.act, done, len(refused))
    return office.page.see(f"{office.path}/conflicts", told, tone="orange" if refused else "green")


@router.post("/look")
def look(form: Posted[Look], office: Run) -> Response:
    """Look for ties now."""
    key = form.form.key if form.ok else str(uuid4())
    detection.look_now(office.db, office.call, key=key, actor_id=office.me.id, now=office.now)
    return office.page.see(f"{office.path}/conflicts", N_("La recherche commence. Revenez dans quelques secondes."))


@router.post("/detection")
def what_is_looked_for(form: Posted[DetectionForm], office: Run) -> Response:
    """Which likely ties are looked for; they are looked for again at once."""
    if not form.ok:
        raise NotFound
    wanted = form.form
    plan = replace(
        plan_of(office.call),
        detection=Detection(email_domain=wanted.email_domain, names=wanted.names, network=wanted.network),
    )
    try:
        reviewing.change(office.db, office.call, plan, version=wanted.version, actor=office.me, now=office.now)
    except Stale as error:
        stale = blank(office.language).refused(error)
        return _show(office, "todo", None, None, None, form=stale, typed=plan.detection, status=409)
    key = f"detection/{office.call.version}"
    detection.look_now(office.db, office.call, key=key, actor_id=office.me.id, now=office.now)
    return office.page.see(f"{office.path}/conflicts", N_("C’est noté. Les liens sont cherchés de nouveau."))


@router.get("/{conflict}")
def one(conflict: UUID, office: Run) -> Response:
    """One tie: its evidence, what it changes, what to decide."""
    return _one(office, conflict, blank(office.language))


@router.post("/{conflict}/confirm")
def confirm(conflict: UUID, form: Posted[Confirmation], office: Run) -> Response:
    """The tie matters."""
    row, found = _found(office, conflict)
    if not form.ok:
        return _one(office, conflict, form, status=422)
    try:
        conflicts.confirm(office.db, row, form.form.note, actor=office.me, now=office.now, seen=form.form.seen)
    except Stale as error:
        return _one(office, conflict, form.refused(error), status=409)
    return office.page.see(
        f"{office.path}/conflicts", N_("C’est confirmé : %(name)s ne voit plus ce dossier."), name=found.person
    )


@router.post("/{conflict}/dismiss")
def dismiss(conflict: UUID, form: Posted[Rejection], office: Run) -> Response:
    """The tie does not matter."""
    row, found = _found(office, conflict)
    if not form.ok:
        return _one(office, conflict, form, status=422)
    try:
        conflicts.dismiss(office.db, row, form.form.reason, actor=office.me, now=office.now, seen=form.form.seen)
    except Stale as error:
        return _one(office, conflict, form.refused(error), status=409)
    return office.page.see(
        f"{office.path}/conflicts", N_("Ce lien est écarté : %(name)s peut lire ce dossier."), name=found.person
    )


@router.post("/{conflict}/reopen")
def reopen(conflict: UUID, form: Posted[Undoing], office: Run) -> Response:
    """Undo what was decided."""
    row, _ = _found(office, conflict)
    try:
        conflicts.reopen(office.db, row, actor=office.me, now=office.now, seen=form.form.seen if form.ok else "")
    except Stale as error:
        return _one(office, conflict, form.refused(error), status=409)
    return office.page.see(
        f"{office.path}/conflicts/{conflict}", N_("La décision est annulée."), tone="blue"
    )  # fmt: skip


WHY = N_("Dites en une phrase pourquoi ces liens n’empêchent pas de lire.")


def _told(language: str, act: str, done: int, left: int) -> str:
    """What came of a decision on several."""
    say = translations(language)
    if act == "confirm":
        told = say.ngettext("%(num)s lien confirmé.", "%(num)s liens confirmés.", done)
    else:
        told = say.ngettext("%(num)s lien écarté.", "%(num)s liens écartés.", done)
    more = say.ngettext(
        "%(num)s lien n’a pas changé : il était déjà décidé, ou vous concerne.",
        "%(num)s liens n’ont pas changé : ils étaient déjà décidés, ou vous concernent.",
        left,
    )
    return " ".join((told % {"num": done}, more % {"num": left})) if left else told % {"num": done}


def _found(office: Office, conflict: UUID) -> tuple[Conflict, eyes.ConflictLine]:
    line = eyes.one_of(office.db, office.me, office.call.id, conflict)
    if line is None:
        raise NotFound
    return office.db.get_one(Conflict, conflict), line


def _one(office: Office, conflict: UUID, form: Bound[Any], *, status: int = 200) -> Response:
    line = eyes.one_of(office.db, office.me, office.call.id, conflict)
    if line is None:
        raise NotFound
    shown = spoken([line], office.language)[0]
    return office.show("organiser/conflict.html", status=status, one=shown, row=line, form=form)


def _show(
    office: Office,
    show: str,
    dossier: UUID | None,
    person: UUID | None,
    after: UUID | None,
    *,
    form: Bound[Any],
    typed: Detection | None = None,
    status: int = 200,
) -> Response:
    shown = show if show in eyes.SHOWN else "todo"
    found = eyes.lines(
        office.db, office.me, office.call.id, show=shown, dossier=dossier, person=person, after=after
    )  # fmt: skip
    rows, more = found[: eyes.PAGE], len(found) > eyes.PAGE
    return office.show(
        "organiser/conflicts.html",
        status=status,
        rows=spoken(rows, office.language),
        tally=eyes.tally(office.db, office.me, office.call.id, dossier=dossier, person=person),
        shown=shown,
        only={"dossier": dossier, "person": person},
        next=rows[-1].id if more else "",
        concerns=concerns_waiting(office.db, office.me, office.call.id),
        last=eyes.last_look(office.db, office.call.id, detection.KIND),
        rules=typed or plan_of(office.call).detection,
        form=form,
        key=uuid4(),
    )
