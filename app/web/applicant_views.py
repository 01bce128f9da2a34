"""What an applicant's pages show of a dossier: tasks, calendar, timeline, balance."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session

from app.domain.answers import asks, awaited, completeness
from app.domain.entries import field_of
from app.domain.form_plans import FormPlan, Section
from app.domain.members import RuleCheck
from app.domain.questions import QuestionKind, Stage
from app.domain.texts import text_in
from app.models import Call, Dossier, Moment, Revision
from app.queries import forms
from app.queries.applicants import MineRow
from app.queries.dossiers import Content, SectionRow
from app.queries.tracks import open_tracks
from app.web.answers import ShownSection
from app.web.fields import later_text
from app.web.i18n import N_, translations
from app.web.shown import iso, near_deadline, size_text

CalendarRow = tuple[str, str, str, str]
Rules = Sequence[RuleCheck]


class TrackRow(NamedTuple):
    """A track to choose: what it asks, how long it takes, and my draft in it if I have one."""

    key: str
    title: str
    summary: str
    questions: int
    minutes: int
    draft: UUID | None


def grouped(rows: Iterable[MineRow]) -> list[tuple[str, list[MineRow]]]:
    """My dossiers by what they wait for: `todo` of me, `on_way` of others, `over`; empty groups are left out."""
    found: dict[str, list[MineRow]] = {"todo": [], "on_way": [], "over": []}
    for row in rows:
        waits = row.state in ("draft", "to_correct") or row.reopened_at is not None
        over = row.outcome is not None or row.state in ("refused", "withdrawn")
        found["todo" if waits else "over" if over else "on_way"].append(row)
    return [(key, some) for key, some in found.items() if some]


def days_left(row: MineRow, now: datetime) -> int:
    """Whole days before this draft can no longer be filed; negative once it is over."""
    ends = max(row.closes_at, row.extended_to or row.closes_at)
    return (ends - now).days


def track_rows(db: Session, call: Call, drafts: dict[UUID, UUID], language: str) -> list[TrackRow]:
    """The tracks of a call."""
    rows = []
    for track in open_tracks(db, call):
        plan = forms.plan_of(db, forms.latest_version(db, track.form_id))
        rows.append(
            TrackRow(
                track.key,
                text_in(track.title, language),
                text_in(track.summary, language),
                sum(asks(question) for question in plan.questions),
                sum(section.minutes for section in plan.sections),
                drafts.get(track.id),
            )
        )
    return rows


def task_rows(
    plan: FormPlan,
    states: dict[str, SectionRow],
    rules: Rules,
    base: str,
    language: str,
    *,
    notes: Mapping[str, str],
) -> list[dict[str, str]]:
    """The sections as things to do; `notes` are said under their titles."""
    broken = sum(not rule.is_met for rule in rules)
    rows = []
    for section in plan.sections:
        here = broken if any(question.kind == QuestionKind.MEMBERS for question in section.questions) else 0
        state, words = section_words(states.get(section.key, SectionRow()), here, language)
        href = f"{base}/sections/{section.key}"
        note = notes.get(section.key, "")
        title = text_in(section.title, language)
        rows.append({"href": href, "text": title, "state": state, "words": words, "note": note})
    return rows


def titled(section: Section, language: str) -> dict[str, object]:
    """A section, and its name."""
    return {"section": section, "title": text_in(section.title, language)}


def section_state(row: SectionRow, broken: int) -> str:
    """Where a section stands: `ok`, `ko` or `todo`."""
    if row.problems or broken:
        return "ko"
    return "ok" if row.answered and not row.missing else "todo"


def section_words(row: SectionRow, broken: int, language: str) -> tuple[str, str]:
    """Where a section stands: `ok`, `ko` or `todo`, and in words."""
    return section_state(row, broken), _section_words(row, broken, language)


def _section_words(row: SectionRow, broken: int, language: str) -> str:
    speech = translations(language)
    if row.problems:
        return speech.gettext(N_("À corriger"))
    if broken:
        text = speech.ngettext("%(num)s règle à respecter", "%(num)s règles à respecter", broken)
        return text % {"num": broken}
    if row.missing:
        text = speech.ngettext("%(num)s réponse manque", "%(num)s réponses manquent", row.missing)
        return text % {"num": row.missing}
    return speech.gettext(N_("Complet")) if row.answered else speech.gettext(N_("Facultatif"))


def calendar_rows(moments: Iterable[Moment], now: datetime, language: str) -> list[CalendarRow]:
    """The calendar of the call; the next moment is the one that shines."""
    rows: list[CalendarRow] = []
    shining = False
    for moment in moments:
        past = moment.starts_at <= now
        state = "past" if past else "" if shining else "now"
        shining = shining or not past
        rows.append(
            (text_in(moment.title, language), near_deadline(moment.starts_at, language), state, iso(moment.starts_at))
        )
    return rows


def balance(plan: FormPlan, content: Content, dossier: Dossier, rules: Rules, language: str) -> list[dict[str, object]]:
    """What is in order and what is not, before filing."""
    speech = translations(language)
    done = completeness(plan.questions, content.values)
    rows: list[dict[str, object]] = [
        {
            "ok": done.answered == done.required,
            "text": speech.gettext(N_("Réponses indispensables")),
            "value": f"{done.answered}/{done.required}",
        }
    ]
    wrong = dossier.missing - (done.required - done.answered)
    if wrong > 0:
        rows.append({"ok": False, "text": speech.gettext(N_("Réponses à corriger")), "value": str(wrong)})
    if rules:
        met = sum(rule.is_met for rule in rules)
        text = speech.gettext(N_("Composition du groupement"))
        rows.append({"ok": met == len(rules), "text": text, "value": f"{met}/{len(rules)}"})
    return rows


def problem_links(sections: Iterable[ShownSection], base: str) -> list[tuple[str, str, str]]:
    """What keeps the dossier from being filed: (address of the field, question, what to do)."""
    return [
        (f"{base}/sections/{section.key}#q-{answer.key}", answer.label, text)
        for section in sections
        for answer in section.answers
        if answer.blocks
        for text in answer.problems
    ]


def later_rows(plan: FormPlan, content: Content, base: str, language: str) -> list[tuple[str, str, str]]:
    """What is not needed to file and will be asked later: (address of the field, question, when)."""
    later = {question.key for question in awaited(plan.questions, content.values, since=Stage.FILING)}
    return [
        (
            f"{base}/sections/{section.key}#{field_of(question)}",
            text_in(question.label, language),
            later_text(question, language),
        )
        for section in plan.sections
        for question in section.questions
        if question.key in later
    ]


def filed_counts(revision: Revision, language: str) -> str:
    """What was filed, in figures: `44 réponses, 6 membres, 8 fichiers (11,2 Mo)`."""
    speech = translations(language)
    answers, members, files = (_many(revision.content.get(part)) for part in ("answers", "members", "files"))
    size = sum(int(file["size"]) for file in files if isinstance(file, dict))
    words = [speech.ngettext("%(num)s réponse", "%(num)s réponses", len(answers)) % {"num": len(answers)}]
    if members:
        words.append(speech.ngettext("%(num)s membre", "%(num)s membres", len(members)) % {"num": len(members)})
    if files:
        words.append(speech.ngettext("%(num)s fichier", "%(num)s fichiers", len(files)) % {"num": len(files)})
    return ", ".join(words) + (f" ({size_text(size, language)})" if files else "")


def _many(part: object) -> list[object]:
    return list(part) if isinstance(part, list | dict) else []
