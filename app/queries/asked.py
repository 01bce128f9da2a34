"""Reads of what given answers make asked: the form of a dossier without the questions that are not for it."""

from collections.abc import Mapping
from uuid import UUID

from pydantic import JsonValue
from sqlmodel import Session

from app.adapters.geography.territories import territories_of
from app.domain import form_plans
from app.domain.form_plans import FormPlan
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
