"""Conditions read back in plain words: « Type de projet » est « Pôle existant » et « Effectif » vaut plus de 10."""

from app.domain.conditions import AllOf, AnyOf, Condition, Op, Test, Value
from app.domain.entries import parse_date
from app.domain.form_plans import FormPlan
from app.domain.questions import Question, QuestionKind
from app.domain.texts import text_in
from app.web.condition_ops import family_of, sentence_of
from app.web.condition_places import place_words
from app.web.i18n import N_, translations
from app.web.shown import date_text, number_text

_NO_BREAK = "\u00a0"


def asked_words(condition: Condition | None, plan: FormPlan, language: str) -> str:
    """When a question or section is asked, as a sentence: `Demandée si …`, `Toujours demandée`."""
    say = translations(language).gettext
    if condition is None or condition == AllOf(()):
        return say(N_("Toujours demandée."))
    if condition == AnyOf(()):
        return say(N_("Jamais demandée."))
    return say(N_("Demandée si %(condition)s.")) % {"condition": condition_words(condition, plan, language)}


def condition_words(condition: Condition | None, plan: FormPlan, language: str) -> str:
    """The condition in words, without a capital or a full stop; what was to be chosen and is gone is named by key."""
    questions = {question.key: question for question in plan.questions}
    return _words(condition, questions, language, inside=False)


def _words(condition: Condition | None, questions: dict[str, Question], language: str, *, inside: bool) -> str:
    match condition:
        case Test():
            return _test(condition, questions.get(condition.question), language)
        case AllOf(all=(one,)) | AnyOf(any=(one,)):
            return _words(one, questions, language, inside=inside)
        case AllOf(all=branches) if branches:
            joint = N_("%(first)s et %(last)s")
        case AnyOf(any=branches) if branches:
            joint = N_("%(first)s ou %(last)s")
        case _:
            return translations(language).gettext(N_("jamais") if condition == AnyOf(()) else N_("toujours"))
    parts = [_words(one, questions, language, inside=True) for one in branches]
    first, last = ", ".join(parts[:-1]), parts[-1]
    words = translations(language).gettext(joint) % {"first": first, "last": last}
    return f"({words})" if inside else words


def _test(test: Test, question: Question | None, language: str) -> str:
    say = translations(language).gettext
    family = family_of(question.kind) if question else None
    label = text_in(question.label, language) if question else ""
    return say(sentence_of(family, test.op)) % {
        "question": label or test.question,
        "value": value_words(test.value, test.op, question, language),
    }


def value_words(value: Value | None, op: Op, question: Question | None, language: str) -> str:
    """What an answer is compared with, as people read it."""
    say = translations(language).gettext
    if value is None:
        return "…"
    if isinstance(value, bool):
        return say(N_("oui")) if value else say(N_("non"))
    if op == Op.WITHIN:
        return place_words(str(value), language)
    if isinstance(value, int | float):
        return _number(value, question, language)
    if question and question.kind == QuestionKind.DATE and (day := parse_date(value)):
        return date_text(day, language)
    options = question.options if question else ()
    return next((text_in(one.label, language) for one in options if one.key == value), value) or value


def _number(value: int | float, question: Question | None, language: str) -> str:
    text = number_text(value, language)
    match question.kind if question else None:
        case QuestionKind.AMOUNT:
            return f"{text}{_NO_BREAK}€"
        case QuestionKind.PERCENTAGE:
            return f"{text}{_NO_BREAK}%"
        case _:
            return text
