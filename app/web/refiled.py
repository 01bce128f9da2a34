"""What differs between a dossier as it was filed and as it is being changed."""

from typing import NamedTuple

from app.domain.answers import asks
from app.domain.form_plans import FormPlan
from app.domain.questions import QuestionKind
from app.queries import asked
from app.queries.as_filed import filed_content
from app.queries.dossiers import Content
from app.services.parts import kept_file, kept_member
from app.web.answers import ShownAnswer, ShownSection, shown_sections
from app.web.applicant import Room


class ChangedRow(NamedTuple):
    """One question whose answer is no longer what was filed: `how` is `added`, `removed` or `changed`."""

    href: str
    label: str
    how: str
    before: ShownAnswer | None
    after: ShownAnswer | None


def changed_rows(mine: Room) -> list[ChangedRow]:
    """Every difference, in the order of the form; none for a dossier that holds no change."""
    if mine.dossier.reopened_at is None:
        return []
    filed = filed_content(mine.db, mine.dossier, mine.plan)
    before, after = asked.narrowed(mine.plan, filed.values), mine.reading()
    old, new = _said(mine, before, asked.kept(filed, before, mine.plan)), _said(mine, *after)
    rows = []
    for section in mine.plan.sections:
        for question in section.questions:
            was, now = old.get(question.key), new.get(question.key)
            if asks(question) and (was and was[1]) != (now and now[1]) and (was or now):
                rows.append(_row(mine, section.key, question.key, was, now))
    return rows


Said = tuple[ShownAnswer, object]


def _row(mine: Room, section: str, key: str, was: Said | None, now: Said | None) -> ChangedRow:
    before, after = (one[0] if one and one[0].answered else None for one in (was, now))
    how = "changed" if before and after else "added" if after else "removed"
    shown = after or before or (now or was or _NOTHING)[0]
    return ChangedRow(f"{mine.path}/sections/{section}#q-{key}", shown.label, how, before, after)


_NOTHING: Said = (ShownAnswer("", "", "", answered=False), None)


def _said(mine: Room, plan: FormPlan, content: Content) -> dict[str, Said]:
    """What each question is answered, as it is read and as it is compared."""
    files_at = f"{mine.path}/files"
    shown: list[ShownSection] = shown_sections(plan, content, mine.language, files_at=files_at)
    kinds = {question.key: question.kind for question in plan.questions}
    return {
        answer.key: (answer._replace(problems=(), blocks=False), _compared(content, answer.key, kinds[answer.key]))
        for section in shown
        for answer in section.answers
    }


def _compared(content: Content, key: str, kind: QuestionKind) -> object:
    if kind == QuestionKind.MEMBERS:
        return [kept_member(member) for member in content.members] or None
    if kind == QuestionKind.FILES:
        return [kept_file(file) for file in content.files if file.question_key == key] or None
    return content.values.get(key)
