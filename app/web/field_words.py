"""What surrounds a field: the keyboard a telephone shows, what is remembered, what is allowed, and what is typed."""

from collections.abc import Mapping

from pydantic import JsonValue

from app.domain.checks import bounds
from app.domain.questions import NUMBER_KINDS, Question, QuestionKind
from app.web.i18n import N_, translations
from app.web.shown import exact_number, typed_number

AUTO: Mapping[QuestionKind, str] = {
    QuestionKind.EMAIL: "email",
    QuestionKind.PHONE: "tel",
    QuestionKind.URL: "url",
    **dict.fromkeys(NUMBER_KINDS, "off"),
}
UNITS: Mapping[QuestionKind, str] = {QuestionKind.AMOUNT: "€", QuestionKind.PERCENTAGE: "%"}


def mode_of(question: Question) -> str:
    """The keys that a telephone shows. Those of numbers have no minus: what may be negative keeps them all."""
    if question.kind not in NUMBER_KINDS:
        return ""
    minimum, _ = bounds(question)
    if minimum is not None and minimum < 0:
        return ""
    return "decimal" if question.decimals else "numeric"


def limits_text(question: Question, language: str) -> str:
    """What is allowed, said before one types: `Entre 0 et 500.`, `Au plus 3 réponses.`"""
    if question.kind in NUMBER_KINDS:
        return _between(question, language)
    if question.kind == QuestionKind.CHOICES:
        return _how_many(question.minimum, question.maximum, language)
    if question.kind in (QuestionKind.LONG, QuestionKind.SHORT, QuestionKind.RICH) and question.minimum:
        return _at_least(int(question.minimum), question.unit == "words", language)
    return ""


def typed_text(question: Question, value: JsonValue, language: str) -> str:
    """A value as its field shows it: sent back untouched, it is the same."""
    if isinstance(value, int | float) and not isinstance(value, bool) and question.kind in NUMBER_KINDS:
        is_year = question.kind == QuestionKind.NUMBER and isinstance(value, int) and 1500 <= value <= 2200
        return str(value) if is_year else typed_number(value, language)
    return "" if value is None else str(value)


def no_longer_offered(question: Question, value: JsonValue, language: str) -> tuple[tuple[str, str], ...]:
    """What was chosen and is no option (any more): it stays, until something else is chosen."""
    if question.kind not in (QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.YES_NO):
        return ()
    offered = {option.key for option in question.options}
    chosen = value if isinstance(value, list) else [] if value is None or isinstance(value, bool) else [value]
    words = translations(language).gettext(N_("%(choice)s (n’est pas proposé)"))
    return tuple((str(one), words % {"choice": one}) for one in chosen if one not in offered)


def _between(question: Question, language: str) -> str:
    least, most = bounds(question)
    if question.kind == QuestionKind.PERCENTAGE and (least, most) == (0, 100):
        return ""
    say = translations(language).gettext
    shown = {
        "least": "" if least is None else exact_number(least, language),
        "most": "" if most is None else exact_number(most, language),
    }
    if least is not None and most is not None:
        return say(N_("Entre %(least)s et %(most)s.")) % shown
    if least is not None:
        return "" if least == 0 else say(N_("Au moins %(least)s.")) % shown
    return say(N_("Au plus %(most)s.")) % shown if most is not None else ""


def _how_many(least: float | None, most: float | None, language: str) -> str:
    speech = translations(language)
    if least and most:
        if least == most:
            return speech.ngettext("%(num)s réponse.", "%(num)s réponses.", int(most)) % {"num": int(most)}
        text = speech.ngettext("De %(least)s à %(num)s réponse.", "De %(least)s à %(num)s réponses.", int(most))
        return text % {"least": int(least), "num": int(most)}
    if most:
        return speech.ngettext("%(num)s réponse au plus.", "%(num)s réponses au plus.", int(most)) % {"num": int(most)}
    if least and least > 1:
        text = speech.ngettext("%(num)s réponse au moins.", "%(num)s réponses au moins.", int(least))
        return text % {"num": int(least)}
    return ""


def _at_least(count: int, in_words: bool, language: str) -> str:
    speech = translations(language)
    if in_words:
        return speech.ngettext("%(num)s mot au moins.", "%(num)s mots au moins.", count) % {"num": count}
    return speech.ngettext("%(num)s signe au moins.", "%(num)s signes au moins.", count) % {"num": count}
