"""The settings of territories and organisations: which levels may be named, which numbers are accepted."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from pydantic import JsonValue, TypeAdapter

from app.domain.identifiers import IdentifierKind
from app.domain.organisations import OrganisationPlan
from app.domain.questions import Question
from app.domain.territories import LEVELS, TerritoryPlan
from app.web.field_trees import Tree
from app.web.i18n import N_
from app.web.setting_reading import Reading

E = TypeVar("E", bound=StrEnum)
_TERRITORY: TypeAdapter[TerritoryPlan] = TypeAdapter(TerritoryPlan)
_ORGANISATION: TypeAdapter[OrganisationPlan] = TypeAdapter(OrganisationPlan)


def territory_typed(question: Question, _language: str) -> Tree:
    """The levels as ticks."""
    return {"territory": {"levels": list((question.territory or TerritoryPlan()).levels)}}


def territory_read(question: Question, reading: Reading) -> dict[str, JsonValue]:
    """The levels ticked."""
    stored = question.territory or TerritoryPlan()
    levels = _ticked(reading.texts("territory.levels"), stored.levels, LEVELS)
    if not levels:
        reading.fail("territory.levels", N_("Cochez au moins une sorte de territoire."))
        return {}
    plan = TerritoryPlan(levels)
    if question.territory is None and plan == TerritoryPlan():
        return {"territory": None}
    return {"territory": _TERRITORY.dump_python(plan, mode="json", exclude_defaults=True)}


def organisation_typed(question: Question, _language: str) -> Tree:
    """The kinds of number as ticks."""
    return {"organisation": {"accepts": list((question.organisation or OrganisationPlan()).accepts)}}


def organisation_read(question: Question, reading: Reading) -> dict[str, JsonValue]:
    """The kinds of number ticked."""
    stored = question.organisation or OrganisationPlan()
    accepts = _ticked(reading.texts("organisation.accepts"), stored.accepts, tuple(IdentifierKind))
    if not accepts:
        reading.fail("organisation.accepts", N_("Cochez au moins une sorte de numéro."))
        return {}
    plan = OrganisationPlan(accepts)
    if question.organisation is None and plan == OrganisationPlan():
        return {"organisation": None}
    return {"organisation": _ORGANISATION.dump_python(plan, mode="json", exclude_defaults=True)}


def _ticked(ticked: list[str], stored: Iterable[E], every: tuple[E, ...]) -> tuple[E, ...]:
    """What is ticked: in the order stored first, then in ours."""
    return tuple(one for one in dict.fromkeys((*stored, *every)) if one in ticked)
