"""Reads of what given answers make asked: a dossier without the questions that are not for it, or for its reader."""

from collections.abc import Mapping
from uuid import UUID

from pydantic import JsonValue
from sqlmodel import Session

from app.adapters.geography.territories import territories_of
from app.domain import form_plans
from app.domain.form_plans import FormPlan
from app.domain.questions import QuestionKind, Reader
from app.domain.readers import hidden_columns, readable
from app.models import Dossier
from app.queries.as_filed import filed_content
from app.queries.blind import blindfold_of, rewrite
from app.queries.dossiers import Content, content_of
from app.queries.forms import plan_of


def narrowed(plan: FormPlan, values: Mapping[str, JsonValue]) -> FormPlan:
    """The same form without what these answers do not make asked; sections that ask nothing go too."""
    return form_plans.narrowed(plan, values, territories_of)


def asked(plan: FormPlan, values: Mapping[str, JsonValue]) -> frozenset[str]:
    """The keys of the questions that these answers make asked."""
    return form_plans.asked(plan, values, territories_of)


def plan_for(db: Session, version_id: UUID, values: Mapping[str, JsonValue]) -> FormPlan:
    """What a version of a form asks of a dossier with these answers."""
    return narrowed(plan_of(db, version_id), values)


def reading(
    db: Session, dossier: Dossier, *, reader: Reader | None = None, working: bool = False
) -> tuple[FormPlan, Content]:
    """What a dossier is asked and says, as far as this reader may see; None reads everything that is asked.

    Reviewers of a track where the applicant is hidden are given no answer that tells whose dossier it is, and what was
    written in the place of others.
    `working`: for those who write it, what it says now; for everybody else, changes that are not filed do not exist.
    """
    whole = plan_of(db, dossier.form_version_id)
    filed = dossier.reopened_at is not None and not working
    content = filed_content(db, dossier, whole) if filed else content_of(db, dossier, whole)
    blind = blindfold_of(db, dossier) if reader == Reader.REVIEWERS else None
    plan = readable(narrowed(whole, content.values), reader, blind=blind)
    if reader is None:
        return plan, kept(content, plan, whole)
    shown = only(content, plan)
    return plan, rewrite(db, shown, blind) if blind else shown


def hidden_from(db: Session, dossier: Dossier, reader: Reader | None) -> frozenset[str]:
    """What lists repeat of the answers of this dossier and must not show to this reader."""
    if reader is None:
        return frozenset()
    blind = blindfold_of(db, dossier) if reader == Reader.REVIEWERS else None
    return hidden_columns(plan_of(db, dossier.form_version_id), reader, blind=blind)


def kept(content: Content, plan: FormPlan, whole: FormPlan) -> Content:
    """What is said without the answers, members and files of the questions that the narrowed plan left out."""
    if plan is whole:
        return content
    gone = {question.key: question.kind for question in whole.questions}
    for question in plan.questions:
        del gone[question.key]
    return Content(
        {key: value for key, value in content.values.items() if key not in gone},
        [] if QuestionKind.MEMBERS in gone.values() else content.members,
        [file for file in content.files if file.question_key not in gone],
    )


def only(content: Content, plan: FormPlan) -> Content:
    """What is said in answer to the questions of this plan, and nothing else."""
    kinds = {question.key: question.kind for question in plan.questions}
    return Content(
        {key: value for key, value in content.values.items() if key in kinds},
        content.members if QuestionKind.MEMBERS in kinds.values() else [],
        [file for file in content.files if file.question_key in kinds],
    )
