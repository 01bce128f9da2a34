"""Pages of the editor that several doors show: the form, one section, one question."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from starlette.responses import HTMLResponse

from app.domain.errors import NotFound
from app.domain.form_plans import Section
from app.domain.questions import Question, Reader, Stage
from app.domain.texts import text_in
from app.web.editor import Workshop
from app.web.editor_fields import QUESTION_PARTS, SECTION_PARTS, Raw, shown_value, was_of
from app.web.editor_kinds import alike, kind_of
from app.web.editor_panels import condition_panel, settings_panel
from app.web.editor_preview import preview_of
from app.web.editor_saving import Refused
from app.web.editor_shared import elsewhere
from app.web.editor_views import neighbours, question_rows, show_form
from app.web.i18n import N_, translations

Wrong = Mapping[str, Refused]


class Part(NamedTuple):
    """One part of a panel as the template shows it: what it holds or held when typed, and why it was not kept."""

    name: str
    value: str | list[str]
    was: str
    error: str = ""
    theirs: str | list[str] | None = None


def parts_of(owner: Question | Section, names: tuple[str, ...], wrong: Wrong) -> dict[str, Part]:
    """The parts of a panel; what was refused shows what was typed."""
    return {name: _part(owner, name, wrong.get(name)) for name in names}


def form_page(at: Workshop, *, status: int = 200, title: str = "", error: str = "") -> HTMLResponse:
    """The whole form: its sections, to open, to put in order, to add to."""
    first = at.plan.sections[0] if at.plan.sections else None
    return show_form(
        at,
        "organiser/editor/form.html",
        status=status,
        typed_title=title,
        error=error,
        preview=preview_of(at, first) if first else None,
    )


def section_page(
    at: Workshop, key: str, wrong: Wrong | None = None, *, status: int = 200, **context: Any
) -> HTMLResponse:
    """One section: its settings, its questions."""
    section = at.section(key)
    return show_form(
        at,
        "organiser/editor/section.html",
        status=status,
        section=section,
        title=text_in(section.title, at.language) or section.key,
        questions=question_rows(at, section),
        parts=parts_of(section, SECTION_PARTS, wrong or {}),
        has_wrong=bool(wrong),
        preview=preview_of(at, section),
        open_section=key,
        **{"condition": condition_panel(at, section), **_places(at, section), **context},
    )


def question_page(
    at: Workshop, key: str, wrong: Wrong | None = None, *, status: int = 200, **context: Any
) -> HTMLResponse:
    """One question: everything that can be set of it, and how it looks."""
    section, question = at.question(key)
    kind = kind_of(str(question.kind), at.language)
    before, after = neighbours(section, key)
    fixed = key in at.published
    return show_form(
        at,
        "organiser/editor/question.html",
        status=status,
        section=section,
        section_title=text_in(section.title, at.language) or section.key,
        question=question,
        title=text_in(question.label, at.language) or key,
        kind=kind,
        kinds=_kinds(question, fixed, at.language),
        parts=parts_of(question, QUESTION_PARTS, wrong or {}),
        fixed=fixed,
        stages=_stages(at.language),
        readers=_readers(at.language),
        asks=str(question.kind) != "information",
        elsewhere=elsewhere(at, question),
        questions=question_rows(at, section),
        before=before,
        after=after,
        preview=preview_of(at, section, only=key),
        open_section=section.key,
        open_question=key,
        **{"settings": settings_panel(at, question), "condition": condition_panel(at, question), **context},
    )


def gone_page(at: Workshop, raw: Raw) -> HTMLResponse:
    """What was written for a question or section that somebody took out meanwhile. Raises NotFound when nothing was."""
    typed = [text for part in raw.get("part", []) for text in raw.get(part, []) if len(text) > 1]
    if not typed:
        raise NotFound
    return show_form(at, "organiser/editor/gone.html", status=409, typed=typed)


def _part(owner: Question | Section, name: str, refused: Refused | None) -> Part:
    value, was = shown_value(owner, name), was_of(owner, name)
    if refused is None:
        return Part(name, value, was)
    typed = list(refused.typed) if isinstance(value, list) else (refused.typed or ("",))[-1]
    return Part(name, typed, was, refused.text, refused.theirs)


def _places(at: Workshop, section: Section) -> dict[str, Any]:
    keys = [one.key for one in at.plan.sections]
    return {"nth": keys.index(section.key), "last": len(keys) - 1}


def _kinds(question: Question, fixed: bool, language: str) -> list[tuple[str, str]]:
    """The kinds that this one may become; once published, a short text may only grow."""
    rows = alike(str(question.kind), language)
    if not fixed:
        return rows
    allowed = ("short", "long") if question.kind == "short" else (str(question.kind),)
    return [row for row in rows if row[0] in allowed]


def _stages(language: str) -> list[tuple[str, str, str]]:
    say = translations(language).gettext
    return [
        ("none", say(N_("Facultative")), say(N_("On peut déposer sans y répondre."))),
        (str(Stage.FILING), say(N_("Obligatoire pour déposer")), say(N_("Sans réponse, le dossier ne se dépose pas."))),
        (
            str(Stage.SCREENING),
            say(N_("Obligatoire pour être recevable")),
            say(N_("On peut déposer sans, puis compléter.")),
        ),
        (str(Stage.SELECTION), say(N_("Obligatoire une fois retenu")), say(N_("Demandée aux seuls dossiers retenus."))),
    ]


def _readers(language: str) -> list[tuple[str, str, str]]:
    say = translations(language).gettext
    return [
        (str(Reader.REVIEWERS), say(N_("Les évaluateurs")), say(N_("Ils la lisent avec le dossier."))),
        (
            str(Reader.PUBLIC),
            say(N_("Tout le monde")),
            say(N_("Elle paraît avec les résultats, si le dossier est retenu.")),
        ),
    ]
