"""What a question takes, in words: its kind, its limits, when it must be answered; before any field is drawn."""

from collections.abc import Iterator, Mapping

from app.domain.answers import asks
from app.domain.conditions import Condition
from app.domain.form_plans import FormPlan
from app.domain.questions import NUMBER_KINDS, FilePlan, Question, QuestionKind, Stage
from app.domain.texts import text_in
from app.web.answer_parts import budget_rules
from app.web.condition_words import condition_words
from app.web.i18n import N_, translations
from app.web.place_texts import place_limits
from app.web.shown import exact_number, number_text, plain_number, size_text

KINDS: Mapping[str, str] = {
    "short": N_("Texte court"),
    "long": N_("Texte"),
    "rich": N_("Texte mis en forme"),
    "number": N_("Nombre"),
    "amount": N_("Montant en euros"),
    "percentage": N_("Pourcentage"),
    "date": N_("Date"),
    "yes_no": N_("Oui ou non"),
    "choice": N_("Un choix"),
    "choices": N_("Un ou plusieurs choix"),
    "email": N_("Adresse e-mail"),
    "phone": N_("Téléphone"),
    "url": N_("Adresse d’une page web"),
    "address": N_("Adresse postale"),
    "organisation": N_("Organisation, avec son numéro"),
    "territory": N_("Territoire"),
    "budget": N_("Budget"),
    "members": N_("Liste des membres"),
    "repeat": N_("Autant de fois qu’il le faut"),
    "files": N_("Fichiers"),
    "consent": N_("Accord"),
}
STAGES: Mapping[Stage, str] = {
    Stage.SCREENING: N_("Demandé plus tard, pour que le dossier soit recevable"),
    Stage.SELECTION: N_("Demandé plus tard, si votre projet est retenu"),
}


_COUNTED = frozenset({QuestionKind.CHOICES, QuestionKind.REPEAT, QuestionKind.TERRITORY})


def takes(question: Question, language: str) -> str:
    """Its kind and its limits in one line: `Texte, 250 mots au plus`; nothing for information."""
    return ", ".join(_parts(question, language))


def when_needed(question: Question, language: str) -> str:
    """`facultatif`, when it is asked later, or nothing when it must be there to file."""
    say = translations(language).gettext
    if not asks(question):
        return ""
    if not question.required:
        return say(N_("facultatif"))
    return say(STAGES[question.stage]) if question.stage in STAGES else ""


def asked_if(when: Condition | None, plan: FormPlan, language: str) -> str:
    """`Demandé si ...`, or nothing for what is asked of everyone."""
    if when is None:
        return ""
    say = translations(language).gettext
    return say(N_("Demandé si %(condition)s.")) % {"condition": condition_words(when, plan, language)}


def _parts(question: Question, language: str) -> Iterator[str]:
    speech = translations(language)
    if words := KINDS.get(question.kind):
        yield speech.gettext(words)
    if question.limit:
        counted = {"num": number_text(question.limit, language)}
        if question.unit == "words":
            yield speech.ngettext("%(num)s mot au plus", "%(num)s mots au plus", question.limit) % counted
        else:
            yield speech.ngettext("%(num)s signe au plus", "%(num)s signes au plus", question.limit) % counted
    yield from limits(question, language)
    yield from place_limits(question, language)
    if question.kind == QuestionKind.FILES:
        plan = question.files or FilePlan()
        yield speech.ngettext("%(num)s au plus", "%(num)s au plus", plan.at_most) % {"num": plan.at_most}
        yield ", ".join(kind.upper() for kind in plan.types)
        yield speech.gettext(N_("%(size)s chacun au plus")) % {"size": size_text(plan.max_bytes, language)}


def limits(question: Question, language: str) -> Iterator[str]:
    """The least and the most of a number, of rows, of a budget."""
    say = translations(language).gettext
    number = plain_number if question.kind == QuestionKind.NUMBER else exact_number
    least, most = question.minimum, question.maximum
    if question.repeat:
        least, most = question.repeat.at_least, question.repeat.at_most
    if question.kind in NUMBER_KINDS or question.kind in _COUNTED:
        if least:
            yield say(N_("au moins %(least)s")) % {"least": number(least, language)}
        if most is not None:
            yield say(N_("au plus %(most)s")) % {"most": number(most, language)}
    if question.budget:
        yield from (str(rule["text"]) for rule in budget_rules(question.budget, None, language))


def help_lines(question: Question, language: str) -> list[str]:
    """What helps to answer: the help, then the example."""
    say = translations(language).gettext
    lines = [text_in(question.help, language)]
    if example := text_in(question.example, language):
        lines.append(say(N_("Par exemple : %(example)s")) % {"example": example})
    return [line for line in lines if line]
