"""Doors of the form editor that change what a section or question says, and take changes back."""

from collections.abc import Callable

from fastapi import APIRouter, Response

from app.domain.errors import DomainError
from app.models import FormVersion
from app.services import form_edits
from app.web.body import Body
from app.web.editor import AtForm, Workshop
from app.web.editor_fields import raw_of
from app.web.editor_pages import gone_page, question_page, section_page
from app.web.editor_saving import save_question, save_section
from app.web.editor_settings import is_condition, is_settings, save_condition, save_settings
from app.web.editor_trial import trial_page
from app.web.i18n import N_
from app.web.messages import sentence

router = APIRouter(prefix="/organiser/calls/{call}/tracks/{track}/form")
Verb = Callable[..., FormVersion]
SAVED = N_("C’est enregistré.")


@router.post("/sections/{section}")
def change_section(section: str, at: AtForm, body: Body) -> Response:
    """Keep what was typed of a section."""
    if section not in {one.key for one in at.plan.sections}:
        return gone_page(at, raw_of(body))
    if is_condition(body):
        return save_condition(at, at.section(section), body)
    outcome = save_section(at, section, raw_of(body))
    if outcome.wrong:
        return section_page(outcome.at, section, outcome.wrong, status=outcome.status)
    return at.page.see(f"{at.form_path}/sections/{section}", SAVED)


@router.post("/questions/{question}")
def change_question(question: str, at: AtForm, body: Body) -> Response:
    """Keep what was typed of a question, in other tracks too where that was ticked."""
    if question not in {one.key for one in at.plan.questions}:
        return gone_page(at, raw_of(body))
    if is_settings(body):
        return save_settings(at, question, body)
    if is_condition(body):
        return save_condition(at, at.question(question)[1], body)
    outcome = save_question(at, question, raw_of(body))
    if outcome.wrong:
        return question_page(outcome.at, outcome.key, outcome.wrong, status=outcome.status, told=outcome.told)
    said = " ".join([at.page.say(SAVED), *dict.fromkeys(outcome.told)])
    return at.page.see(f"{at.form_path}/questions/{outcome.key}", said)


@router.post("/undo")
def undo(at: AtForm, body: Body) -> Response:
    """Take back my last change, or the one of a line of the history."""
    return _again(at, body, form_edits.undo, N_("La modification est défaite."))


@router.post("/redo")
def redo(at: AtForm, body: Body) -> Response:
    """Make again what was taken back."""
    return _again(at, body, form_edits.redo, N_("La modification est refaite."))


@router.post("/preview")
def try_form(at: AtForm, body: Body) -> Response:
    """The form with these answers; nothing is kept."""
    return trial_page(at, raw_of(body))


def _again(at: Workshop, body: Body, verb: Verb, told: str) -> Response:
    number, back = str(body.get("number", "")), _back(at, str(body.get("back", "")))
    try:
        verb(at.db, at.call, at.track, actor=at.me, now=at.now, number=int(number) if number.isdecimal() else None)
    except DomainError as error:
        return at.page.see(back, sentence(error, at.language), tone="red")
    return at.page.see(back, told)


def _back(at: Workshop, wanted: str) -> str:
    """The page one came from, as long as what it shows is still there."""
    path = wanted.removeprefix(at.form_path)
    plan = at.afresh().plan
    there = {f"/questions/{question.key}" for question in plan.questions}
    there |= {f"/sections/{section.key}" for section in plan.sections} | {"/history"}
    return at.form_path + path if path in there else at.form_path
