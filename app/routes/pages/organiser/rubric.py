"""Doors of the rubric of a track: criteria, weights, scale, preview, lock."""

from collections.abc import Mapping

from fastapi import APIRouter, Response

from app.domain.errors import Invalid, Stale, WrongState
from app.domain.texts import text_in
from app.domain.weights import shared_out
from app.services import rubric_locks, rubrics
from app.services.rubric_starts import starting_form
from app.web.body import Body
from app.web.i18n import N_
from app.web.messages import sentence
from app.web.organiser_rubric import AtRubric, RubricRoom, changes_in, criterion_context, crossed, list_context
from app.web.review_fields import shown

router = APIRouter(prefix="/organiser/calls/{call}/tracks/{track}/rubric")
SAVED = N_("C’est enregistré.")


@router.get("")
def rubric_page(room: AtRubric) -> Response:
    """The criteria with their weights, or three ways to begin."""
    return _list(room)


@router.post("/start")
def start(body: Body, room: AtRubric) -> Response:
    """Begin from nothing, from the criteria of 2011, or from another track."""
    way = str(body.get("from", ""))
    form = starting_form(room.db, room.call, way)
    rubrics.start(room.db, room.call, room.track, form, actor=room.me, now=room.now)
    return room.page.see(room.rubric_path, N_("La grille est commencée. Adaptez-la à votre appel."))


@router.post("/scale")
def change_scale(body: Body, room: AtRubric) -> Response:
    """Set the end of the scale."""
    end, was = (_number(body, name) for name in ("scale_max", "was.scale_max"))
    try:
        rubrics.change_scale(room.db, room.call, room.track, end, was=was, actor=room.me, now=room.now)
    except Stale as error:
        return _list(room, status=409, crossed=crossed(error, room))
    except (Invalid, WrongState) as error:
        return _list(room, status=error.status, errors={"scale_max": sentence(error, room.language)})
    return room.page.see(room.rubric_path, SAVED)


@router.post("/weights")
def set_weights(body: Body, room: AtRubric) -> Response:
    """Set every weight; `fix` shares out what does not make a hundred."""
    typed = {str(name): str(value).strip() for name, value in body.multi_items() if str(name).startswith("weight-")}
    wanted = {name.removeprefix("weight-"): int(text) if text.isdecimal() else 0 for name, text in typed.items()}
    was = {row.key: _number(body, f"was.weight-{row.key}") for row in room.criteria}
    if body.get("fix") and wanted:
        wanted = shared_out(wanted)
    try:
        rubrics.set_weights(room.db, room.call, room.track, wanted, was=was, actor=room.me, now=room.now)
    except Stale as error:
        return _list(room, status=409, typed=typed, crossed=crossed(error, room))
    except (Invalid, WrongState) as error:
        return _list(room, status=error.status, typed=typed, errors={"weights": sentence(error, room.language)})
    return room.page.see(room.rubric_path, SAVED)


@router.post("/criteria")
def add_criterion(body: Body, room: AtRubric) -> Response:
    """One more criterion, then its page."""
    title = {language: text for language in ("fr", "en") if (text := str(body.get(f"title.{language}", "")).strip())}
    try:
        made = rubrics.add_criterion(room.db, room.call, room.track, title, actor=room.me, now=room.now)
    except (Invalid, WrongState) as error:
        return _list(room, status=error.status, added=title, errors={"title.fr": sentence(error, room.language)})
    return room.page.see(f"{room.rubric_path}/criteria/{made.key}", N_("Critère ajouté : décrivez-le."))


@router.get("/criteria/{criterion}")
def criterion_page(criterion: str, room: AtRubric) -> Response:
    """One criterion: what is asked, its levels, who reads its comments."""
    return _criterion(room, criterion)


@router.post("/criteria/{criterion}")
def change_criterion(criterion: str, body: Body, room: AtRubric) -> Response:
    """Keep the fields that were changed; two texts of one field are shown side by side."""
    changes = changes_in(body)
    typed = {name: value for name, (_, value) in changes.items()}
    try:
        rubrics.change_criterion(room.db, room.call, room.track, criterion, changes, actor=room.me, now=room.now)
    except Stale as error:
        return _criterion(room, criterion, status=409, typed=typed, crossed=crossed(error, room))
    except (Invalid, WrongState) as error:
        field = error.field if isinstance(error, Invalid) else ""
        errors = {field: sentence(error, room.language)}
        return _criterion(room, criterion, status=error.status, typed=typed, errors=errors)
    return room.page.see(f"{room.rubric_path}/criteria/{criterion}", SAVED)


@router.post("/criteria/{criterion}/move")
def move_criterion(criterion: str, body: Body, room: AtRubric) -> Response:
    """One place up or down."""
    up = body.get("way") == "up"
    rubrics.move_criterion(room.db, room.call, room.track, criterion, up=up, actor=room.me, now=room.now)
    return room.page.see(f"{room.rubric_path}#criterion-{criterion}")


@router.get("/criteria/{criterion}/remove")
def ask_removal(criterion: str, room: AtRubric) -> Response:
    """What goes with a criterion."""
    return room.show_rubric("rubric_remove.html", row=room.criterion(criterion), errors={})


@router.post("/criteria/{criterion}/remove")
def remove_criterion(criterion: str, room: AtRubric) -> Response:
    """Take it away; the others take its points."""
    row = room.criterion(criterion)
    try:
        rubrics.remove_criterion(room.db, room.call, room.track, criterion, actor=room.me, now=room.now)
    except Invalid as error:
        errors = {"": sentence(error, room.language)}
        return room.show_rubric("rubric_remove.html", status=422, row=row, errors=errors)
    return room.page.see(room.rubric_path, N_("Le critère est retiré, ses points vont aux autres."))


@router.get("/preview")
def preview(room: AtRubric) -> Response:
    """The score form as reviewers see it; nothing of it is kept."""
    scale = room.rubric.scale_max if room.rubric else 0
    fields = shown(room.criteria, scale, {}, kept=None, errors={}, language=room.language)
    return room.show_rubric(
        "rubric_preview.html", fields=fields, scale=scale, name=text_in(room.track.title, room.language)
    )


@router.post("/lock")
def lock(room: AtRubric) -> Response:
    """Nobody changes it any more."""
    rubric_locks.lock(room.db, room.call, room.track, actor=room.me, now=room.now)
    return room.page.see(room.rubric_path, N_("La grille est verrouillée."))


@router.post("/unlock")
def unlock(room: AtRubric) -> Response:
    """Open it again, before any review."""
    rubric_locks.unlock(room.db, room.call, room.track, actor=room.me, now=room.now)
    return room.page.see(room.rubric_path, N_("La grille peut de nouveau changer."))


def _number(body: Body, name: str) -> int:
    text = str(body.get(name, "")).strip()
    return int(text) if text.isdecimal() and len(text) < 5 else -1


def _list(
    room: RubricRoom,
    *,
    status: int = 200,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    **context: object,
) -> Response:
    given: dict[str, object] = {"crossed": [], "added": {}, "errors": errors or {}, **context}
    return room.show_rubric("rubric.html", status=status, **{**list_context(room, typed), **given})


def _criterion(
    room: RubricRoom,
    key: str,
    *,
    status: int = 200,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    **context: object,
) -> Response:
    row = room.criterion(key)
    scale = room.rubric.scale_max if room.rubric else 0
    [seen] = shown([row], scale, {}, kept=None, errors={}, language=room.language)
    given: dict[str, object] = {"crossed": [], "errors": errors or {}, "seen": seen, **context}
    return room.show_rubric("rubric_criterion.html", status=status, **{**criterion_context(room, row, typed), **given})
