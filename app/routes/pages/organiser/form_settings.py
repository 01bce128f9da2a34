"""Doors of the form editor for the settings of a question's kind, and for conditions; some buttons only draw again."""

from fastapi import APIRouter, Response

from app.domain.form_plans import Section
from app.domain.questions import Question
from app.web.body import Body
from app.web.condition_fields import condition_view, read_condition
from app.web.editor import AtForm, Workshop
from app.web.editor_fields import condition_edit, raw_of, settings_edit
from app.web.editor_pages import question_page, section_page
from app.web.editor_saving import keep_whole, tracks_ticked
from app.web.editor_templates import with_template
from app.web.field_trees import redrawn
from app.web.i18n import N_
from app.web.question_settings import read_settings, settings_view

router = APIRouter(prefix="/organiser/calls/{call}/tracks/{track}/form")
SAVED = N_("C’est enregistré.")


@router.post("/questions/{question}/settings")
def change_settings(question: str, at: AtForm, body: Body) -> Response:
    """Keep the settings of a question, together."""
    _, asked = at.question(question)
    raw, language = raw_of(body), at.language
    if again := redrawn(raw):
        return question_page(at, question, settings=settings_view(asked, at.plan, language, again=again))
    read = read_settings(asked, raw, language)
    values, wrong = with_template(at, body, read.values, dict(read.wrong))
    if not wrong:
        edit = settings_edit(question, values, read.seen)
        outcome = keep_whole(at, question, edit, also=tracks_ticked(at, question, raw))
        if outcome.told or not outcome.wrong:
            told = " ".join([at.page.say(SAVED), *outcome.told])
            return at.page.see(f"{at.form_path}/questions/{question}#settings", told)
        at, wrong = outcome.at, {"": outcome.wrong[""].text}
    status = 409 if "" in wrong else 422
    view = settings_view(at.question(question)[1], at.plan, language, raw, wrong=wrong)
    return question_page(at, question, status=status, settings=view)


@router.post("/questions/{question}/condition")
def change_condition(question: str, at: AtForm, body: Body) -> Response:
    """Say of whom a question is asked."""
    return _condition(at, at.question(question)[1], body)


@router.post("/sections/{section}/condition")
def change_section_condition(section: str, at: AtForm, body: Body) -> Response:
    """Say to whom a section is shown."""
    return _condition(at, at.section(section), body)


def _condition(at: Workshop, owner: Question | Section, body: Body) -> Response:
    raw, language = raw_of(body), at.language
    if again := redrawn(raw):
        return _page(at, owner, 200, condition_view(owner.when, at.plan, owner, language, again=again))
    read = read_condition(raw, at.plan, owner, language)
    wrong, status = dict(read.wrong), 422
    if not wrong:
        outcome = keep_whole(at, owner.key, condition_edit(owner, read.when, read.seen))
        if not outcome.wrong:
            where = "questions" if isinstance(owner, Question) else "sections"
            return at.page.see(f"{at.form_path}/{where}/{owner.key}#condition", SAVED)
        at, wrong, status = outcome.at, {"": outcome.wrong[""].text}, 409
    return _page(at, owner, status, condition_view(owner.when, at.plan, owner, language, raw, wrong=wrong))


def _page(at: Workshop, owner: Question | Section, status: int, view: object) -> Response:
    if isinstance(owner, Question):
        return question_page(at, owner.key, status=status, condition=view)
    return section_page(at, owner.key, status=status, condition=view)
