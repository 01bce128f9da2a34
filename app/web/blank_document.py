"""The blank document of a track: every question with room to answer, to prepare far from a screen."""

from collections.abc import Callable, Iterator, Mapping

from app.adapters.documents import Ask, Block, Document, Grid, Heading, Space, Text, Ticks
from app.domain.form_plans import FormPlan, Section
from app.domain.questions import BudgetLine, BudgetPlan, Question, QuestionKind
from app.domain.texts import text_in
from app.models import Call, Track
from app.web.i18n import N_, translations, typeset
from app.web.question_words import asked_if, help_lines, takes, when_needed
from app.web.shown import deadline_text

WORDS_A_LINE, SIGNS_A_LINE = 12, 75
LONGEST, SHORTEST = 30, 4
MEMBER_ROWS, REPEATED_ROWS = 8, 4
MEMBER_COLUMNS = (N_("Nom"), N_("Famille"), N_("SIRET ou RNA"), N_("Rôle"), N_("Commune"))

Say = Callable[[str], str]


def blank_document(call: Call, track: Track, plan: FormPlan, language: str) -> Document:
    """Everything a track asks, in one language; conditional questions are there, with their condition."""
    say = _speech(language)
    deadline = deadline_text(call.closes_at, language, call.zone)
    lead = (
        say(N_("Ce document reprend toutes les questions, pour préparer vos réponses à plusieurs et hors ligne.")),
        say(N_("Il ne se dépose pas : recopiez vos réponses en ligne avant le %(deadline)s.")) % {"deadline": deadline},
    )
    return Document(
        language=language,
        title=_set(text_in(track.title, language), language),
        over_title=_set(text_in(call.title, language), language),
        lead=lead,
        blocks=tuple(_blocks(plan, language)),
        footer=f"{_set(text_in(call.title, language), language)} · {call.reference}",
        made_at=call.created_at,
    )


def _blocks(plan: FormPlan, language: str) -> Iterator[Block]:
    for number, section in enumerate(plan.sections, 1):
        yield from _section(section, number, plan, language)


def _section(section: Section, number: int, plan: FormPlan, language: str) -> Iterator[Block]:
    speech = translations(language)
    yield Heading(f"{number}. {_set(text_in(section.title, language), language)}", 1)
    if section.minutes:
        text = speech.ngettext("%(num)s minute environ", "%(num)s minutes environ", section.minutes)
        yield Text(text % {"num": section.minutes}, soft=True)
    if words := text_in(section.help, language):
        yield Text(_set(words, language))
    if condition := asked_if(section.when, plan, language):
        yield Text(condition, soft=True)
    for place, question in enumerate(section.questions, 1):
        yield from _question(question, f"{number}.{place}", plan, language)


def _question(question: Question, number: str, plan: FormPlan, language: str) -> Iterator[Block]:
    if question.kind == QuestionKind.INFORMATION:
        yield Text(_set(text_in(question.label, language), language))
        yield from (Text(_set(line, language), soft=True) for line in help_lines(question, language))
        return
    takes_line = " · ".join(line for line in (takes(question, language), when_needed(question, language)) if line)
    lines = (asked_if(question.when, plan, language), *help_lines(question, language), takes_line)
    notes = tuple(_set(line, language) for line in lines if line)
    yield Ask(number, _set(text_in(question.label, language), language), notes)
    yield from _room(question, language)


def _room(question: Question, language: str) -> Iterator[Block]:
    """Where the answer goes."""
    say = _speech(language)
    if question.kind == QuestionKind.TERRITORY:
        yield Space(_LINES[question.kind])
    if question.options:
        yield Ticks(tuple(_set(text_in(option.label, language), language) for option in question.options))
    elif question.kind == QuestionKind.TERRITORY:
        return
    elif question.kind == QuestionKind.YES_NO:
        yield Ticks((say(N_("Oui")), say(N_("Non"))))
    elif question.kind == QuestionKind.CONSENT:
        yield Ticks((say(N_("J’accepte")),))
    elif question.budget:
        yield from _budget(question.budget, language)
    elif question.kind == QuestionKind.MEMBERS:
        yield Grid(tuple(say(column) for column in MEMBER_COLUMNS), ("",) * MEMBER_ROWS)
    elif question.repeat:
        labels = (text_in(part.label, language) for part in question.repeat.questions)
        yield Grid(tuple(_set(label, language) for label in labels), ("",) * REPEATED_ROWS)
    elif question.kind == QuestionKind.FILES:
        yield Ticks((say(N_("Prêt à joindre en ligne")),))
    else:
        yield Space(_lines(question), _UNITS.get(question.kind, ""))


_UNITS: Mapping[str, str] = {"amount": "€", "percentage": "%"}
_LINES: Mapping[str, int] = {"long": 8, "rich": 8, "address": 3, "territory": 3}


def _lines(question: Question) -> int:
    if question.limit is None or question.kind not in ("long", "rich"):
        return _LINES.get(question.kind, 1)
    needed = -(-question.limit // (WORDS_A_LINE if question.unit == "words" else SIGNS_A_LINE))
    return min(max(needed, SHORTEST), LONGEST)


def _budget(plan: BudgetPlan, language: str) -> Iterator[Block]:
    say = _speech(language)
    years = tuple(str(year) for year in plan.years)

    def side(head: str, lines: tuple[BudgetLine, ...], total: str) -> Grid:
        rows = (*(_set(text_in(line.label, language), language) for line in lines), say(total))
        return Grid((say(head), *years), rows, strong=(len(rows) - 1,))

    yield side(N_("Dépenses (€)"), plan.expenses, N_("Total des dépenses"))
    yield side(N_("Ressources (€)"), plan.resources, N_("Total des ressources"))


def _speech(language: str) -> Say:
    return translations(language).gettext


def _set(text: str, language: str) -> str:
    """What organisers wrote, with the spaces of French."""
    return typeset(text) if language == "fr" else text
