"""Doors of the form editor that add, move, copy and take out."""

from fastapi import APIRouter, Response

from app.domain.edits import MoveQuestion, MoveSection
from app.web.body import Body
from app.web.editor import AtForm
from app.web.editor_adding import add_question, add_reused, add_section, add_started, duplicate
from app.web.editor_fields import raw_of
from app.web.editor_moving import question_place, section_place
from app.web.editor_removal import remove
from app.web.i18n import N_

router = APIRouter(prefix="/organiser/calls/{call}/tracks/{track}/form")


@router.post("/sections")
def new_section(at: AtForm, body: Body) -> Response:
    """Add an empty section at the end."""
    return add_section(at, str(body.get("title", "")))


@router.post("/start")
def ready_sections(at: AtForm, body: Body) -> Response:
    """Add the sections that were ticked."""
    return add_started(at, raw_of(body).get("pick", []))


@router.post("/sections/{section}/add")
def new_question(section: str, at: AtForm, body: Body) -> Response:
    """Add a question of the chosen kind."""
    return add_question(at, section, kind=str(body.get("kind", "")), label=str(body.get("label", "")))


@router.post("/sections/{section}/reuse")
def reused_questions(section: str, at: AtForm, body: Body) -> Response:
    """Ask here what another track asks, under the same keys."""
    return add_reused(at, section, raw_of(body).get("pick", []))


@router.post("/sections/{section}/move")
def move_section(section: str, at: AtForm, body: Body) -> Response:
    """Put a section one place up or down, or where it was dropped."""
    at.section(section)
    place = section_place(at.plan, section, by=str(body.get("by", "")), to=str(body.get("at", "")))
    if place is not None:
        at.edit(MoveSection(section, place))
    return at.page.see(f"{at.form_path}#section-{section}")


@router.post("/sections/{section}/remove")
def remove_section(section: str, at: AtForm, body: Body) -> Response:
    """Take a section out with its questions."""
    return remove(at, sure=body.get("sure") == "yes", section=section)


@router.post("/questions/{question}/move")
def move_question(question: str, at: AtForm, body: Body) -> Response:
    """Put a question one place up or down, where it was dropped, or into another section."""
    home, _ = at.question(question)
    place = question_place(
        at.plan, question, by=str(body.get("by", "")), section=str(body.get("section", "")), to=str(body.get("at", ""))
    )
    if place is None:
        return at.page.see(f"{at.form_path}/sections/{home.key}#question-{question}")
    target, where = place
    at.edit(MoveQuestion(question, target, where))
    if body.get("stay") == "yes":
        return at.page.see(f"{at.form_path}/sections/{home.key}")
    told = N_("La question a changé de rubrique.") if target != home.key else ""
    return at.page.see(f"{at.form_path}/sections/{target}#question-{question}", told)


@router.post("/questions/{question}/duplicate")
def copy_question(question: str, at: AtForm) -> Response:
    """Make another question like this one, just below."""
    return duplicate(at, question)


@router.post("/questions/{question}/remove")
def remove_question(question: str, at: AtForm, body: Body) -> Response:
    """Take a question out."""
    return remove(at, sure=body.get("sure") == "yes", question=question)
