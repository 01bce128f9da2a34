"""The settings of a question as a few lines to read: beside one's own, when somebody else changed them meanwhile."""

from collections.abc import Iterable

from app.domain.questions import BudgetLine, Question
from app.domain.texts import text_in
from app.web.i18n import N_, translations
from app.web.question_words import takes
from app.web.setting_budget import years_text


def settings_words(question: Question, language: str) -> list[str]:
    """What a question takes, then what there is to choose from, the lines of its budget, the questions of its block."""
    say = translations(language).gettext
    lines = [takes(question, language)]
    if question.options:
        lines.append(", ".join(text_in(one.label, language) for one in question.options))
    if plan := question.budget:
        lines.append(years_text(plan.years))
        for words, side in (
            (N_("Dépenses : %(lines)s"), plan.expenses),
            (N_("Ressources : %(lines)s"), plan.resources),
        ):
            lines.append(say(words) % {"lines": _names(side, language)})
    if question.repeat:
        lines.append(", ".join(text_in(one.label, language) for one in question.repeat.questions))
    return [line for line in lines if line]


def _names(side: Iterable[BudgetLine], language: str) -> str:
    own = translations(language).gettext(N_("fonds propres"))
    named = ((text_in(line.label, language), line.own) for line in side)
    return ", ".join(f"{name} ({own})" if is_own else name for name, is_own in named)
