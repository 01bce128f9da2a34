"""What every change of a draft shares: the right to change it, and the columns that repeat its answers."""

from datetime import datetime

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import Session, col

from app.adapters import geography
from app.domain.answers import Problem, blocking, check_answers, is_answered, is_demanded
from app.domain.form_plans import FormPlan
from app.domain.questions import PLACE_KINDS, QuestionKind, Stage
from app.domain.roles import Actor
from app.domain.texts import fold
from app.domain.workflow import walk
from app.models import Call, Dossier, DossierSection
from app.queries.asked import reading
from app.queries.dossiers import Content, MemberRow
from app.queries.forms import plan_of
from app.queries.visibility import facts_of
from app.services import journal, standing_signatures
from app.services.place_answers import commune_in, departement_in

NEW_REGIONS = 2016


def demand_open(db: Session, dossier: Dossier, actor: Actor, now: datetime) -> None:
    """Raise Forbidden or WrongState unless this person may change this draft at this instant."""
    walk("edit", facts_of(db, dossier, actor, now))


def refresh(db: Session, dossier: Dossier, *, now: datetime) -> Content:
    """Bring the columns that repeat the answers up to date, and each section's counts; what the dossier says now.

    What is not asked is not counted: its answers wait in their rows. While a filed dossier holds changes that are not
    filed, lists go on repeating what was filed.
    """
    db.flush()
    whole = plan_of(db, dossier.form_version_id)
    plan, content = reading(db, dossier, working=True)
    problems = blocking(check_answers(plan.questions, content.values, final=True))
    _count(db, dossier, whole, plan, content, problems)
    if dossier.reopened_at is None:
        _repeat(db, dossier, whole, content)
    standing_signatures.recheck(db, dossier, plan, content, now=now)
    dossier.updated_at = now
    db.add(dossier)
    return content


def _repeat(db: Session, dossier: Dossier, whole: FormPlan, content: Content) -> None:
    """The columns that lists and searches read in place of the answers."""
    _name(dossier, whole, content)
    _place(db, dossier, whole, content)
    families = [member.family for member in content.members]
    dossier.families = ",".join(families[:40])
    dossier.member_count = len(families)
    index(dossier, content)


def index(dossier: Dossier, content: Content) -> None:
    """The words a dossier is found by."""
    words = [dossier.title, dossier.bearer, dossier.commune, dossier.region, dossier.reference or ""]
    dossier.search_text = fold(" ".join([*words, *(member.name for member in content.members)]))


def note(
    db: Session, action: str, dossier: Dossier, actor: Actor, now: datetime, *, before: str = "", after: str = ""
) -> None:
    """One line in the journal of the call."""
    subject = f"dossier:{dossier.id}"
    journal.write(db, action, subject, actor_id=actor.id, now=now, call_id=dossier.call_id, before=before, after=after)


def _count(
    db: Session, dossier: Dossier, whole: FormPlan, plan: FormPlan, content: Content, problems: list[Problem]
) -> None:
    """How much is missing, in all and section by section; `complete` is a percentage of what must be answered."""
    missing = {problem.question_key for problem in problems if problem.code == "required"}
    wrong = {problem.question_key for problem in problems} - missing
    needed = {question.key for question in plan.questions if is_demanded(question, Stage.FILING)} | wrong
    dossier.missing = len(missing | wrong)
    dossier.complete = 100 * (len(needed) - dossier.missing) // len(needed) if needed else 100
    query = select(DossierSection).where(col(DossierSection.dossier_id) == dossier.id)
    rows = {row.section_key: row for row in db.execute(query).scalars()}
    for section in whole.sections:
        keys = {question.key for question in section.questions}
        row = rows.get(section.key) or DossierSection(dossier_id=dossier.id, section_key=section.key)
        row.missing, row.problems = len(keys & missing), len(keys & wrong)
        row.answered = sum(is_answered(question, content.values.get(question.key)) for question in section.questions)
        db.add(row)


def _name(dossier: Dossier, plan: FormPlan, content: Content) -> None:
    """Title and bearer, where the form asks for them; a column holds the beginning of what was written."""
    asked = {question.key for question in plan.questions}
    organisations = [question.key for question in plan.questions if question.kind == QuestionKind.ORGANISATION]
    bearer = next((member.name for member in content.members if member.is_bearer), "")
    if "title" in asked:
        dossier.title = str(content.values.get("title") or "")[:160]
    if "bearer_name" in asked or organisations or bearer:
        said = (_named(content.values.get(key)) for key in ("bearer_name", *organisations))
        dossier.bearer = (next((name for name in said if name), "") or bearer)[:200]


def _named(value: JsonValue) -> str:
    """The name of an organisation, or what was written."""
    return str((value.get("name") if isinstance(value, dict) else value) or "")


def _place(db: Session, dossier: Dossier, plan: FormPlan, content: Content) -> None:
    """Where the dossier is from: its first commune that we know, of a territory before a seat; else the bearer's."""
    asked = [question for question in plan.questions if question.kind in PLACE_KINDS]
    asked.sort(key=lambda question: question.kind != QuestionKind.TERRITORY)
    named = [content.values.get(question.key) for question in asked]
    insee = next((code for value in named if (code := commune_in(value))), "") or _seat(content.members)
    if not insee and not asked:
        return
    commune = geography.commune(insee)
    dossier.insee, dossier.commune = (commune.insee, commune.name[:120]) if commune else ("", "")
    dossier.departement = commune.departement if commune else _departement(named)
    whole = geography.departement(dossier.departement)
    opened = db.get_one(Call, dossier.call_id).opens_at
    dossier.region = (whole.region if opened.year >= NEW_REGIONS else whole.region_2011) if whole else ""


def _seat(members: list[MemberRow]) -> str:
    return next((member.insee for member in members if member.is_bearer), "")


def _departement(named: list[JsonValue]) -> str:
    """The département of the answers when no commune of them is known."""
    return next((code for value in named if (code := departement_in(value))), "")
