"""What a page of a section says it showed, and what a save answers: the pieces that changed, texts that crossed."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from fastapi import Response
from pydantic import JsonValue
from starlette.datastructures import FormData

from app.domain.answers import check_answers
from app.domain.crossings import Seen, fingerprint
from app.domain.errors import DomainError, Stale
from app.domain.form_plans import Section
from app.domain.texts import text_in
from app.queries.corrections import within
from app.queries.dossiers import Content, SectionRow, sections_of
from app.queries.writers import last_writers
from app.services.answers import Saved
from app.web.answers import ShownAnswer, shown_section
from app.web.applicant import Room
from app.web.applicant_sections import conditions_of, looked_up, prints_of
from app.web.fields import Field, fields_of
from app.web.lookups import Looked

KEEP = "keep-"


class Crossed(NamedTuple):
    """One answer that crossed another: mine as a field, theirs as it is read and as a field, who wrote it and when."""

    field: Field
    answer: ShownAnswer
    other: Field
    sign: str
    who: str
    at: datetime | None


def kept_mine(values: Mapping[str, JsonValue], body: FormData) -> dict[str, JsonValue]:
    """What was typed, without the answers where the other text was chosen."""
    return {key: value for key, value in values.items() if body.get(f"{KEEP}{key}") != "theirs"}


def touched(values: Mapping[str, JsonValue], seen: Seen) -> dict[str, JsonValue]:
    """What was typed, without the answers that are as the page showed them."""
    return {key: value for key, value in values.items() if seen.prints.get(key) != fingerprint(value)}


def pieces(mine: Room, section: Section, saved: Saved, looked: Looked) -> Response:
    """What an automatic save answers; 409 when texts crossed, though all the others are saved."""
    values = mine.content_around(section).values
    return mine.show(
        "applicant/saved.html",
        status=409 if saved.mine else 200,
        state=saved.state,
        error=None,
        live=conditions_of(mine, section, values),
        prints=prints_of(within(section, mine.shut), values),
        news=_fields(mine, section, values, saved.news),
        crossed=crossings(mine, section, saved.mine, saved.theirs),
        refreshed=looked_up(mine, _fields(mine, section, values, {looked.key}), looked),
    )


def refusal(mine: Room, error: DomainError) -> Response:
    """What an automatic save answers when nothing can be saved any more, or the whole is to be compared."""
    return mine.show("applicant/saved.html", status=409, state=None, error=error)


def comparison(
    mine: Room, section: Section, crossed: tuple[Mapping[str, JsonValue], Mapping[str, JsonValue]], **more: object
) -> Response:
    """The page where both texts stand side by side, answer by answer."""
    mine_texts, theirs = crossed
    rows = crossings(mine, section, mine_texts, theirs)
    return mine.show(
        "applicant/stale.html",
        status=409,
        section=section,
        title=text_in(section.title, mine.language),
        state=sections_of(mine.db, mine.dossier.id).get(section.key, SectionRow()),
        crossed=rows,
        prints={row.field.key: row.sign for row in rows},
        **{"refused": [], **more},
    )


def texts_of(error: Stale) -> tuple[Mapping[str, JsonValue], Mapping[str, JsonValue]]:
    """Both texts, by question, of a save that was refused whole."""
    sides = (error.params[side] for side in ("mine", "theirs"))
    mine, theirs = (dict(side) if isinstance(side, Mapping) else {} for side in sides)
    return mine, theirs


def crossings(
    mine: Room, section: Section, texts: Mapping[str, JsonValue], theirs: Mapping[str, JsonValue]
) -> list[Crossed]:
    """Both texts of each answer that crossed another."""
    if not texts:
        return []
    asked = _only(section, texts)
    writers = last_writers(mine.db, mine.dossier.id, texts)
    read = shown_section(asked, 1, Content(dict(theirs), [], []), mine.language, files_at="").answers
    others = _fields(mine, section, theirs, texts)
    rows = zip(_fields(mine, section, texts, texts), read, others, strict=True)
    return [
        Crossed(field, answer, other, fingerprint(theirs.get(field.key)), *writers.get(field.key, ("", None)))
        for field, answer, other in rows
    ]


def _fields(mine: Room, section: Section, values: Mapping[str, JsonValue], keys: Iterable[str]) -> list[Field]:
    """Some questions of a section as fields, with what is wrong in them."""
    asked = _only(section, keys)
    if not asked.questions:
        return []
    problems = check_answers(asked.questions, values, final=False)
    return looked_up(mine, fields_of(asked, values, problems, mine.language), Looked())


def _only(section: Section, keys: Iterable[str]) -> Section:
    wanted = frozenset(keys)
    return replace(section, questions=tuple(one for one in section.questions if one.key in wanted))
