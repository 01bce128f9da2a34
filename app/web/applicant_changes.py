"""What an applicant sees when the form has changed under their draft: what is new, what went, what they had written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.domain.form_changes import difference, seen_by_applicants
from app.domain.form_plans import Section
from app.domain.questions import QuestionKind
from app.domain.texts import Texts, text_in
from app.queries import form_versions, forms
from app.queries.as_filed import members_in
from app.queries.dossiers import Content
from app.queries.kept_answers import Retired, retired, section_before
from app.web.answers import ShownAnswer, shown_section
from app.web.applicant import Room
from app.web.form_changes import Group, Item, counts_text, groups_of


@dataclass(frozen=True, slots=True)
class Moved:
    """What changed since this person last looked: when, in figures, section by section, and what the team wrote.

    `marks` are the changes of each question; `kept` the answers given to it before that it can't show.
    """

    at: datetime
    what: str
    groups: list[Group]
    marks: dict[str, Item]
    kept: dict[str, list[ShownAnswer]]
    notes: list[str]


def changes_of(mine: Room, section: Section | None = None) -> Moved | None:
    """What changed in the form of this draft, or in one of its sections; None when there is nothing to see."""
    if mine.dossier.state != "draft" or mine.dossier.moved_from_id is None:
        return None
    old = forms.plan_of(mine.db, mine.dossier.moved_from_id)
    changes = seen_by_applicants(difference(old, mine.plan))
    since = form_versions.notes_since(mine.db, mine.dossier.moved_from_id, mine.dossier.form_version_id)
    if not changes or not since:
        return None
    here = changes if section is None else [one for one in changes if one.section == section.key]
    groups = groups_of(here, old, mine.plan, mine.language)
    marks = {item.key: item for group in groups for item in group.items if item.key and item.how != "removed"}
    return Moved(
        at=since[-1][0],
        what=counts_text(here, mine.language),
        groups=groups,
        marks=marks,
        kept=_kept(mine, marks) if section is not None and marks else {},
        notes=[text_in(note, mine.language) for _, note in since if note],
    )


def retired_answers(mine: Room) -> list[ShownAnswer]:
    """Everything this dossier holds that its form no longer shows, as it is read."""
    return [_shown(mine, one) for one in retired(mine.db, mine.dossier, mine.plan, mine.content())]


def gone_section(mine: Room, key: str) -> str | None:
    """The name of a section that an earlier form had, and this one has not."""
    if any(section.key == key for section in mine.plan.sections):
        return None
    found = section_before(mine.db, mine.dossier.form_version_id, key)
    return text_in(found.title, mine.language) if found else None


def _kept(mine: Room, keys: Iterable[str]) -> dict[str, list[ShownAnswer]]:
    found: dict[str, list[ShownAnswer]] = {}
    for one in retired(mine.db, mine.dossier, mine.plan, mine.content()):
        if one.question.key in keys:
            found.setdefault(one.question.key, []).append(_shown(mine, one))
    return found


def _shown(mine: Room, one: Retired) -> ShownAnswer:
    alone = Section("retired", Texts(), 0, (one.question,))
    grouping = members_in(one.value, mine.dossier.id) if one.question.kind == QuestionKind.MEMBERS else []
    content = Content({one.question.key: one.value}, grouping, one.files)
    [answer] = shown_section(alone, 1, content, mine.language, files_at=f"{mine.path}/files").answers
    # Nothing is to be put right in what is no longer asked.
    return answer._replace(problems=(), blocks=False, answered=True)
