"""Changes of a dossier that is already filed: opened, given up, or set aside when somebody else acts upon it.

What was filed counts until the changes are filed in their turn. Answers that are given up are kept aside, and so are
members; files keep their bytes.
"""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import and_, delete, select, update
from sqlmodel import Session, col

from app.domain.form_plans import FormPlan
from app.domain.questions import QuestionKind
from app.domain.roles import Actor
from app.domain.workflow import walk
from app.models import Answer, Dossier, DossierSection, Member, Revision, SignOff, StoredFile, Upload
from app.queries.dossiers import last_revision
from app.queries.forms import plan_of
from app.queries.kept_answers import kept_of
from app.queries.visibility import facts_of
from app.services.drafts import note, refresh
from app.services.form_moves import keep_aside
from app.services.parts import MEMBER_PARTS, kept_member


def reopen(db: Session, dossier: Dossier, *, actor: Actor, now: datetime) -> None:
    """Open a filed dossier to changes, which count once they are filed. Raises Forbidden, WrongState."""
    walk("reopen", facts_of(db, dossier, actor, now))
    dossier.reopened_at = now
    db.add(dossier)
    note(db, "dossier.reopened", dossier, actor, now)


def revert(db: Session, dossier: Dossier, *, actor: Actor, now: datetime) -> None:
    """Give the changes up: the dossier says again what was filed. Raises Forbidden, WrongState."""
    walk("revert", facts_of(db, dossier, actor, now))
    _set_aside(db, dossier, now)
    note(db, "dossier.reverted", dossier, actor, now)


def settle(db: Session, dossier: Dossier, *, actor: Actor, now: datetime) -> None:
    """What was filed is acted upon: changes that are not filed are set aside, for those who wrote them alone."""
    if dossier.reopened_at is None:
        return
    _set_aside(db, dossier, now)
    note(db, "dossier.changes_set_aside", dossier, actor, now)


def _set_aside(db: Session, dossier: Dossier, now: datetime) -> None:
    revision, since = last_revision(db, dossier.id), dossier.reopened_at
    if revision is None or since is None:
        return
    plan = plan_of(db, dossier.form_version_id)
    changed = _answers(db, dossier, plan, revision, since, now)
    if "members" in revision.content:
        changed |= _members(db, dossier, plan, revision, now)
    _files(db, dossier, since, now)
    _newer(db, dossier, plan, changed, now)
    dossier.reopened_at = None
    refresh(db, dossier, now=now)


def _answers(
    db: Session, dossier: Dossier, plan: FormPlan, revision: Revision, since: datetime, now: datetime
) -> set[str]:
    """Every answer as it was filed; the keys of those that were otherwise."""
    filed = cast("dict[str, JsonValue]", revision.content.get("answers", {}))
    query = select(Answer).where(col(Answer.dossier_id) == dossier.id)
    rows = {row.question_key: row for row in db.execute(query).scalars()}
    known, kept = {question.key for question in plan.questions}, kept_of(db, dossier.id)
    changed = {key for key, row in rows.items() if key not in filed and row.updated_at >= since}
    changed |= {key for key, value in filed.items() if key not in rows or rows[key].value != value}
    for key in changed:
        row = rows.get(key) or Answer(
            dossier_id=dossier.id, question_key=key, updated_at=now, updated_by=revision.filed_by
        )
        if row.value is not None and key in known:
            value = cast("JsonValue", row.value)
            keep_aside(db, dossier, key, value, dossier.form_version_id, kept=kept, now=now)
        row.value, row.updated_at, row.updated_by = filed.get(key), now, revision.filed_by
        db.add(row)
    return changed


def _members(db: Session, dossier: Dossier, plan: FormPlan, revision: Revision, now: datetime) -> set[str]:
    """The members that were filed, in their order; the keys of the questions that ask for them, if they changed."""
    filed = cast("list[dict[str, Any]]", revision.content["members"])
    query = select(Member).where(col(Member.dossier_id) == dossier.id)
    here = list(db.execute(query.order_by(col(Member.position), col(Member.id))).scalars())
    said = [kept_member(member) for member in here]
    if _same(said, filed):
        return set()
    keys = {question.key for question in plan.questions if question.kind == QuestionKind.MEMBERS}
    kept = kept_of(db, dossier.id)
    for key in keys if said else ():
        keep_aside(db, dossier, key, cast("JsonValue", said), dossier.form_version_id, kept=kept, now=now)
    by_id, by_name = {str(member.id): member for member in here}, {member.name: member for member in here}
    stay = [by_id.get(row["id"]) if "id" in row else by_name.get(row["name"]) for row in filed]
    for member in here:
        if member not in stay:
            forget_member(db, member)
    for place, (row, member) in enumerate(zip(filed, stay, strict=True)):
        _write_member(db, dossier, row, member, place)
    return keys


def _same(said: list[dict[str, JsonValue]], filed: list[dict[str, Any]]) -> bool:
    """Whether these members are those that were filed, as far as it was frozen then."""
    pairs = zip(said, filed, strict=False)
    return len(said) == len(filed) and all(row.get(part) == one[part] for row, one in pairs for part in one)


def _write_member(db: Session, dossier: Dossier, row: dict[str, Any], member: Member | None, place: int) -> None:
    written = member or Member(dossier_id=dossier.id, name=row["name"], family=row["family"])
    if member is None and "id" in row:
        written.id = UUID(row["id"])
    for part in MEMBER_PARTS:
        if part in row and part != "id":
            setattr(written, part, row[part])
    written.position, written.version = place, written.version + 1
    db.add(written)


def forget_member(db: Session, member: Member) -> None:
    """Take a member out, with what only names it."""
    db.execute(delete(SignOff).where(col(SignOff.member_id) == member.id))
    for table in (StoredFile, Upload):
        db.execute(update(table).where(col(table.member_id) == member.id).values(member_id=None))
    db.delete(member)


def _files(db: Session, dossier: Dossier, since: datetime, now: datetime) -> None:
    """The files of before: those that came since go, those that went since come back."""
    mine = and_(col(StoredFile.dossier_id) == dossier.id, col(StoredFile.question_key) != "")
    came, went = col(StoredFile.created_at) >= since, col(StoredFile.removed_at) >= since
    db.execute(update(StoredFile).where(mine, ~came, went).values(removed_at=None))
    db.execute(update(StoredFile).where(mine, came, col(StoredFile.removed_at).is_(None)).values(removed_at=now))


def _newer(db: Session, dossier: Dossier, plan: FormPlan, changed: set[str], now: datetime) -> None:
    """A page of a section whose answers went back is old."""
    touched = {section.key for section in plan.sections if changed & {one.key for one in section.questions}}
    here = (col(DossierSection.dossier_id) == dossier.id, col(DossierSection.section_key).in_(touched))
    db.execute(update(DossierSection).where(*here).values(version=DossierSection.version + 1, updated_at=now))
    versions = select(col(DossierSection.section_key), col(DossierSection.version)).where(*here)
    for key, version in db.execute(versions).all():
        mine = changed & {one.key for section in plan.sections if section.key == key for one in section.questions}
        rows = (col(Answer.dossier_id) == dossier.id, col(Answer.question_key).in_(mine))
        db.execute(update(Answer).where(*rows).values(section_version=version))
