"""Doors of the form editor that show: the form, a section, a question, the history, the kinds to choose from."""

from fastapi import APIRouter, Response

from app.web.editor import AtForm
from app.web.editor_adding import chooser_page, reuse_page, start_page
from app.web.editor_history import history_page
from app.web.editor_pages import form_page, question_page, section_page
from app.web.editor_removal import removal_page
from app.web.editor_trial import trial_page

router = APIRouter(prefix="/organiser/calls/{call}/tracks/{track}/form")


@router.get("")
def whole_form(at: AtForm) -> Response:
    """The form: its sections in order."""
    return form_page(at)


@router.get("/history")
def form_history(at: AtForm) -> Response:
    """Who changed what, and when."""
    return history_page(at)


@router.get("/start")
def ready_made(at: AtForm) -> Response:
    """Sections that are ready to be added: from the library, or from another track."""
    return start_page(at)


@router.get("/preview")
def form_preview(at: AtForm) -> Response:
    """The whole form as an applicant sees it, to try without saving."""
    return trial_page(at, {})


@router.get("/sections/{section}")
def one_section(section: str, at: AtForm) -> Response:
    """A section: its settings and its questions."""
    return section_page(at, section)


@router.get("/sections/{section}/add")
def kinds_to_choose(section: str, at: AtForm) -> Response:
    """The kinds of questions that can be added."""
    return chooser_page(at, section)


@router.get("/sections/{section}/reuse")
def questions_to_reuse(section: str, at: AtForm) -> Response:
    """The questions of other tracks that can be asked here too."""
    return reuse_page(at, section)


@router.get("/sections/{section}/remove")
def before_removing_section(section: str, at: AtForm) -> Response:
    """What is lost with a section."""
    return removal_page(at, section=section)


@router.get("/questions/{question}")
def one_question(question: str, at: AtForm) -> Response:
    """A question: everything that can be set of it."""
    return question_page(at, question)


@router.get("/questions/{question}/remove")
def before_removing_question(question: str, at: AtForm) -> Response:
    """What is lost with a question."""
    return removal_page(at, question=question)
