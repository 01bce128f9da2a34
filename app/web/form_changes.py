"""What changed in a form, as people read it: section by section, each question with its sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pydantic import TypeAdapter

from app.domain.conditions import Condition
from app.domain.form_changes import Change
from app.domain.form_plans import FormPlan
from app.domain.texts import text_in
from app.web.i18n import N_, translations
from app.web.messages_changes import sentence_of, texts_of
from app.web.question_words import asked_if

_CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)
ADDED, REMOVED = ("question_added", "section_added"), ("question_removed", "section_removed")


@dataclass(frozen=True, slots=True)
class Line:
    """One change of a question or of a section; `before` and `after` are words that were written otherwise."""

    text: str
    before: str = ""
    after: str = ""


@dataclass(slots=True)
class Item:
    """A question that changed (or the section itself, when `key` is empty); `how` is added, removed or changed."""

    key: str
    name: str
    how: str
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    """The changes of one section; `is_here` says whether it is in the new form."""

    key: str
    title: str
    is_here: bool
    items: list[Item] = field(default_factory=list)


class Counts(NamedTuple):
    """How many questions came, went, and changed."""

    added: int
    removed: int
    changed: int


def groups_of(changes: Iterable[Change], old: FormPlan, new: FormPlan, language: str) -> list[Group]:
    """Changes, section by section."""
    here = {section.key for section in new.sections}
    titles = {section.key: text_in(section.title, language) for form in (old, new) for section in form.sections}
    groups: dict[str, Group] = {}
    items: dict[tuple[str, str], Item] = {}
    for change in changes:
        group = groups.setdefault(
            change.section, Group(change.section, titles.get(change.section, ""), change.section in here)
        )
        place = (change.section, change.question)
        if place not in items:
            items[place] = Item(change.question, text_in(change.name, language), how(change.code))
            group.items.append(items[place])
        before, after = _written(change, old, new, language)
        items[place].lines.append(Line(sentence_of(change, language), before, after))
    return list(groups.values())


def _written(change: Change, old: FormPlan, new: FormPlan, language: str) -> tuple[str, str]:
    """The words before and after; a condition is said with the questions of its own form."""
    if not change.code.startswith("condition_"):
        return texts_of(change, language)
    before, after = (_CONDITION.validate_python(one) if one else None for one in (change.before, change.after))
    return asked_if(before, old, language), asked_if(after, new, language)


def how(code: str) -> str:
    """Whether a change adds, removes or changes."""
    return "added" if code in ADDED else "removed" if code in REMOVED else "changed"


def counts_of(changes: Sequence[Change]) -> Counts:
    """How many questions came, went, and changed."""
    ways = {way: {one.question for one in changes if one.question and how(one.code) == way} for way in _WAYS}
    return Counts(len(ways["added"]), len(ways["removed"]), len(ways["changed"] - ways["added"] - ways["removed"]))


_WAYS = ("added", "removed", "changed")


def counts_text(changes: Sequence[Change], language: str) -> str:
    """`2 questions nouvelles, 1 retirée`."""
    speech, counts = translations(language), counts_of(changes)
    added = speech.ngettext("%(num)s question nouvelle", "%(num)s questions nouvelles", counts.added)
    removed = speech.ngettext("%(num)s question retirée", "%(num)s questions retirées", counts.removed)
    changed = speech.ngettext("%(num)s question modifiée", "%(num)s questions modifiées", counts.changed)
    words = [text % {"num": number} for text, number in zip((added, removed, changed), counts, strict=True) if number]
    return ", ".join(words) or speech.gettext(N_("sa présentation change"))
