"""What the page of one section shows: its fields, its neighbours, its files and members, and texts that crossed."""

from collections.abc import Collection, Container, Mapping
from dataclasses import replace
from typing import NamedTuple

from pydantic import JsonValue

from app.domain.answers import asks, check_answers
from app.domain.crossings import fingerprint
from app.domain.form_plans import FormPlan, Section
from app.domain.questions import COUNTED_KINDS, Question, QuestionKind
from app.domain.texts import text_in
from app.queries import applicants
from app.queries.asked import narrowed
from app.queries.corrections import within, without
from app.queries.dossiers import Content, MemberRow, SectionRow, sections_of
from app.queries.files import set_aside
from app.web import applicant_words
from app.web.answer_parts import shown_files
from app.web.applicant import Room
from app.web.applicant_changes import changes_of
from app.web.applicant_team import beside
from app.web.applicant_views import Rules, section_state, titled
from app.web.commitments import with_standing
from app.web.composition import rule_rows
from app.web.drawings import drawn_fields, in_order
from app.web.fields import Field, faults_of, fields_of, with_errors
from app.web.live_conditions import Live, kept_conditions, live_conditions
from app.web.lookups import Looked
from app.web.place_fields import with_look
from app.web.shown import number_text
from app.web.uploads import shown_cut


def section_page(
    mine: Room,
    section: Section,
    *,
    errors: Mapping[str, str] | None = None,
    told: bool = False,
    typed: Mapping[str, JsonValue] | None = None,
    more: str = "",
    looked: Looked | None = None,
    opened: Collection[str] = (),
) -> dict[str, object]:
    """Everything the page of a section needs. `told`: the summary of what is wrong comes first; `more`: the repeating
    block that shows one row more; `opened`: the questions that an answer has just opened.
    Questions that are not asked stand in the page, hidden.
    """
    content = mine.content_around(section)
    values = {**content.values, **(typed or {})}
    plan, here = without(narrowed(mine.plan, values), mine.shut), within(section, mine.shut)
    shown = _shown(plan, here, opened)
    changed = {key for key in typed or () if content.values.get(key) != values.get(key)}
    problems = check_answers(shown.asked, values, final=False)
    special = changed.union(errors or (), shown.opened[:1], (problem.question_key for problem in problems))
    drawn = drawn_fields(here, values, mine.language, but=special, hidden=shown.hidden)
    fields = with_errors(fields_of(_without(here, drawn), values, problems, mine.language, more=more), errors or {})
    whole = looked_up(mine, fields, looked or Looked())
    around, marked = _beside(mine, section)
    return {
        **titled(section, mine.language),
        "fields": in_order(here, drawn, {one.key: one for one in whole}, marked=marked),
        "live": conditions_of(mine, section, values),
        **shown._asdict(),
        "summary": faults_of(whole) if told else [],
        **_saving(here, content.values),
        **_kept_apart(mine, here, content),
        "changed": changed,
        **around_section(mine, plan, section, applicants.composition_of(mine.track, content.members)),
        **around,
    }


def _beside(mine: Room, section: Section) -> tuple[dict[str, object], frozenset[str]]:
    """What stands beside the questions of a section, and the keys of those where something does."""
    moved, team, words = changes_of(mine, section), beside(mine, section.key), applicant_words.beside(mine, section)
    marked = applicant_words.spoken_of(moved, mine.correction(), words).union(team["given"])
    return {"moved": moved, "words": words, **team}, marked


def conditions_of(mine: Room, section: Section, values: Mapping[str, JsonValue]) -> Live | None:
    """What makes questions of this page come and go; of a correction, those that are open alone."""
    here = within(section, mine.shut)
    return kept_conditions(mine.plan, section, values) if here is section else live_conditions(mine.plan, here, values)


class _Shown(NamedTuple):
    """Which questions of the page are asked, which are hidden, and which were just opened."""

    asked: tuple[Question, ...]
    hidden: frozenset[str]
    opened: list[str]


def _shown(plan: FormPlan, section: Section, opened: Collection[str]) -> _Shown:
    now = asked_in(plan, section)
    asked = {question.key for question in now}
    hidden = frozenset(question.key for question in section.questions if question.key not in asked)
    return _Shown(now, hidden, [question.key for question in now if question.key in opened])


def _saving(section: Section, values: Mapping[str, JsonValue]) -> dict[str, object]:
    """The fingerprints of what is saved while one types, and whether anything is."""
    prints = prints_of(section, values)
    return {"prints": prints, "saves": bool(prints)}


def _without(section: Section, drawn: Container[str]) -> Section:
    return replace(section, questions=tuple(question for question in section.questions if question.key not in drawn))


def _kept_apart(mine: Room, section: Section, content: Content) -> dict[str, object]:
    """The members, and the files of each question."""
    asked = [question.key for question in section.questions if question.kind == QuestionKind.FILES]
    return {
        "members": with_standing(content.members, mine.now, mine.language),
        "files": {key: shown_files(content.files, key, mine.language, f"{mine.path}/files") for key in asked},
        "cut": shown_cut(mine, asked),
        "aside": set_aside(mine.db, mine.dossier.id) if asked else {},
    }


def around_section(mine: Room, plan: FormPlan, section: Section, rules: Rules) -> dict[str, object]:
    """Where this section stands among those that ask something."""
    states = sections_of(mine.db, mine.dossier.id)
    before = {one.key for one in mine.plan.sections[: mine.plan.sections.index(section)]}
    place = sum(one.key in before for one in plan.sections)
    return {
        "rules": rule_rows(rules, mine.language),
        "number": place + 1,
        "total": len(plan.sections),
        "state": states.get(section.key, SectionRow()),
        "steps": _steps(mine, plan, section, states, sum(not rule.is_met for rule in rules)),
        "previous": _neighbour(plan, place - 1, mine.language),
        "following": _neighbour(plan, place + 1, mine.language),
    }


def looked_up(mine: Room, fields: list[Field], looked: Looked) -> list[Field]:
    """The same fields; organisations and addresses with the button that looks them up, and what it found."""
    return [
        replace(one, place=with_look(one.place, one.kind, one.key, looked, mine.hall, mine.language))
        if one.place
        else one
        for one in fields
    ]


def prints_of(section: Section, values: Mapping[str, JsonValue]) -> dict[str, str]:
    """The fingerprint of every answer that a page of this section shows."""
    written = (one.key for one in section.questions if asks(one) and one.kind not in COUNTED_KINDS)
    return {key: fingerprint(values.get(key)) for key in written}


def now_asked(mine: Room, section: Section) -> tuple[Question, ...]:
    """The questions of this section that the answers make asked, as they are saved."""
    return asked_in(without(mine.reading()[0], mine.shut), section)


def next_step(mine: Room, section: Section) -> str:
    """The next section that asks something; after the last, the check of the whole."""
    asked = {one.key for one in without(mine.reading()[0], mine.shut).sections}
    after = mine.plan.sections[mine.plan.sections.index(section) + 1 :]
    following = next((one for one in after if one.key in asked), None)
    return f"{mine.path}/sections/{following.key}" if following else f"{mine.path}/check"


def members_section(mine: Room) -> str:
    """Where the members are shown."""
    found = next((one for one in mine.plan.sections if _kinds(one, QuestionKind.MEMBERS)), None)
    return f"{mine.path}/sections/{found.key}#members" if found else mine.path


def section_asking(mine: Room, question_key: str) -> str:
    """Where a question is asked."""
    for section in mine.plan.sections:
        if any(question.key == question_key for question in section.questions):
            return f"{mine.path}/sections/{section.key}#q-{question_key}"
    return mine.path


def typed_member(member: MemberRow, language: str) -> dict[str, object]:
    """A member as a form shows it."""
    return {
        "name": member.name,
        "family": member.family,
        "identifier": member.identifier,
        "role": member.role,
        "jobs": number_text(member.jobs, language) if member.jobs is not None else "",
        "commune": f"{member.commune} ({member.departement})" if member.departement else member.commune,
        "address": member.address,
        "legal_form": member.legal_form,
        "representative": member.representative,
        "contact_email": member.contact_email,
        "has_letter": "yes" if member.has_letter else None,
        "is_bearer": "yes" if member.is_bearer else None,
        "version": member.version,
    }


def _kinds(section: Section, kind: QuestionKind) -> bool:
    return any(question.kind == kind for question in section.questions if asks(question))


def asked_in(plan: FormPlan, section: Section) -> tuple[Question, ...]:
    """The questions of a section that a narrowed plan asks."""
    return next((one.questions for one in plan.sections if one.key == section.key), ())


def _steps(
    mine: Room, plan: FormPlan, here: Section, states: dict[str, SectionRow], broken: int
) -> list[tuple[str, str, str, bool]]:
    return [
        (
            f"{number}. {text_in(section.title, mine.language)}",
            f"{mine.path}/sections/{section.key}",
            section_state(
                states.get(section.key, SectionRow()),
                broken if broken and _kinds(section, QuestionKind.MEMBERS) else 0,
            ),
            section.key == here.key,
        )
        for number, section in enumerate(plan.sections, 1)
    ]


def _neighbour(plan: FormPlan, place: int, language: str) -> tuple[str, str] | None:
    """Key and name of a section beside this one."""
    if not 0 <= place < len(plan.sections):
        return None
    section = plan.sections[place]
    return section.key, f"{place + 1}. {text_in(section.title, language)}"
