"""What stands before a dossier, as people see it: questions as fields, an explanation, the tracks with the one that
suits first."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from pydantic import JsonValue
from starlette.datastructures import FormData

from app.adapters.geography.territories import territories_of
from app.domain.answers import check_answers
from app.domain.conditions import Condition
from app.domain.entry import Entry, Verdict, entry_plan, reasons, verdict
from app.domain.form_plans import Section, narrowed
from app.domain.texts import Texts, text_in
from app.queries.dossiers import Content
from app.web.answers import shown_section
from app.web.condition_words import condition_words
from app.web.fields import ASKED, Field, fields_of, read_fields
from app.web.place_fields import unclear_names

PREFIX = "q-"
ANSWERED = "answered"


class Entered(NamedTuple):
    """Answers to the entry of a call, what they lead to, and how an address or a form carries them."""

    entry: Entry
    values: dict[str, JsonValue]
    verdict: Verdict
    carried: list[tuple[str, str]]
    unclear: dict[str, str]

    @property
    def query(self) -> str:
        """The answers as the end of an address."""
        return urlencode(self.carried)


class Why(NamedTuple):
    """Why a track suits: what was answered, question by question."""

    key: str
    words: list[str]


def read_entered(
    entry: Entry, suits: Mapping[str, Condition | None], sent: Iterable[tuple[str, object]], language: str
) -> Entered:
    """What these fields answer; those of no question of the entry are left out."""
    names = tuple(f"{PREFIX}{question.key}" for question in entry.questions)
    kept = [
        (name, value)
        for name, value in sent
        if isinstance(value, str) and any(name == one or name.startswith(f"{one}-") for one in names)
    ]
    asked = [(ASKED, question.key) for question in entry.questions]
    body = FormData([*asked, *kept])
    values = read_fields(_section(entry), body)
    carried = [(name, value) for name, value in kept if not name.endswith("-remove")]
    unclear = unclear_names(_section(entry), body, language)
    return Entered(entry, values, verdict(entry, suits, values, territories_of), carried, unclear)


def entry_fields(entered: Entered, language: str, *, told: bool) -> list[Field]:
    """The questions that these answers make asked; `told` says what is missing or wrong."""
    plan = narrowed(entry_plan(entered.entry), entered.values, territories_of)
    if not plan.sections:
        return []
    section = plan.sections[0]
    problems = check_answers(section.questions, entered.values, final=True) if told else []
    return fields_of(section, entered.values, problems, language)


def explanations(entered: Entered, language: str) -> list[str]:
    """What people read when they are not eligible, refusal by refusal."""
    return [text_in(refusal.explanation, language) for refusal in entered.verdict.refusals]


def why(entered: Entered, suits: Mapping[str, Condition | None], language: str) -> dict[str, list[str]]:
    """For each track that suits, the answers that say so."""
    plan = entry_plan(entered.entry)
    passed = {key: reasons(suits[key], entered.values, territories_of) for key in entered.verdict.suits}
    return {
        key: list(dict.fromkeys(condition_words(test, plan, language) for test in tests))
        for key, tests in passed.items()
    }


def answer_rows(entered: Entered, language: str) -> list[tuple[str, str]]:
    """What was answered, to be read again."""
    content = Content(entered.values, [], [])
    shown = shown_section(_section(entered.entry), 1, content, language, files_at="")
    return [(one.label, one.text or ", ".join(one.items)) for one in shown.answers if one.answered]


def _section(entry: Entry) -> Section:
    return entry_plan(entry).sections[0] if entry.questions else Section("entry", Texts(), 0, ())
