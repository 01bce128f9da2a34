"""The two panels of the editor that are forms of their own: the settings of a question, and when something is asked."""

from dataclasses import replace
from typing import NamedTuple

from app.domain.form_plans import Section
from app.domain.questions import Question
from app.web.condition_fields import ConditionView, condition_view
from app.web.condition_words import asked_words
from app.web.editor import Workshop
from app.web.field_trees import Raw
from app.web.question_settings import SettingsView, settings_view
from app.web.setting_words import settings_words


class Theirs(NamedTuple):
    """Why what was typed was not kept, and what somebody else saved meanwhile, in words."""

    text: str
    lines: tuple[str, ...]


class SettingsPanel(NamedTuple):
    """The settings of a question, with what crossed them."""

    view: SettingsView
    theirs: Theirs | None = None


class ConditionPanel(NamedTuple):
    """A condition, with what crossed it."""

    view: ConditionView
    theirs: Theirs | None = None


def settings_panel(at: Workshop, question: Question) -> SettingsPanel:
    """The settings as they are stored."""
    return SettingsPanel(settings_view(question, at.plan, at.language))


def condition_panel(at: Workshop, owner: Question | Section) -> ConditionPanel:
    """The condition as it is stored."""
    return ConditionPanel(condition_view(owner.when, at.plan, owner, at.language))


def crossed_settings(at: Workshop, question: Question, raw: Raw, text: str) -> SettingsPanel:
    """What was typed beside what is stored now; saving again keeps what was typed."""
    view = settings_view(question, at.plan, at.language, raw)
    now = settings_view(question, at.plan, at.language)
    return SettingsPanel(replace(view, seen=now.seen), Theirs(text, tuple(settings_words(question, at.language))))


def crossed_condition(at: Workshop, owner: Question | Section, raw: Raw, text: str) -> ConditionPanel:
    """What was typed beside what is stored now; saving again keeps what was typed."""
    view = condition_view(owner.when, at.plan, owner, at.language, raw)
    now = condition_view(owner.when, at.plan, owner, at.language)
    return ConditionPanel(replace(view, seen=now.seen), Theirs(text, (asked_words(owner.when, at.plan, at.language),)))
