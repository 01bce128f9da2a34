"""Doors of the rules about groupings of a track: one rule at a time, a ready-made set, and an example to try them."""

from typing import Any

from fastapi import APIRouter, Request, Response

from app.domain.errors import DomainError, Stale
from app.domain.members import CompositionRule, RuleKind
from app.domain.rule_sets import RULE_SETS, RuleSet
from app.domain.texts import Texts
from app.forms.track import RuleForm, RulesForm
from app.queries.tracks import rules_of
from app.services import track_rules
from app.web.binding import Bound, Posted
from app.web.composition_page import NEW, composition_context
from app.web.i18n import N_
from app.web.nested import Nested
from app.web.organiser_tracks import AtTrack, TrackOffice

router = APIRouter(prefix="/organiser/calls/{call}/tracks/{track}/composition")
SAVED = N_("Les règles sont enregistrées. Les porteurs les voient dès maintenant.")


@router.get("")
def rules_page(at: AtTrack, request: Request) -> Response:
    """The rules in plain words, tried on an example grouping."""
    return _show(at, request, editing=request.query_params.get("edit", ""))


@router.post("")
def set_rule(at: AtTrack, request: Request, form: Nested[RuleForm]) -> Response:
    """Keep one rule: a new one, or other words for one that was there."""
    editing = form.typed("key") or NEW
    if not form.ok:
        return _show(at, request, editing=editing, form=form, status=422)
    try:
        rule = _rule(at, form.form)
    except ValueError:
        form = form.wrong(
            at.page.say(N_("Écrivez combien : un minimum, un maximum, ou les deux dans l’ordre.")), "at_least"
        )
        return _show(at, request, editing=editing, form=form, status=422)
    kept = rules_of(at.track)
    rules = tuple(rule if one.key == rule.key else one for one in kept)
    if rule not in rules:
        rules = (*kept, rule)
    return _keep(at, request, rules, form, editing)


@router.post("/set")
def set_rules(at: AtTrack, request: Request, form: Posted[RulesForm]) -> Response:
    """Take a ready-made set instead of the rules of now, or drop one of them."""
    if not form.ok:
        return _show(at, request, form=form, status=422)
    asked = form.form
    rules = tuple(rule for rule in rules_of(at.track) if rule.key != asked.drop)
    if asked.take:
        rules = RULE_SETS[RuleSet(asked.take)] if asked.take != "none" else ()
    return _keep(at, request, rules, form, f"drop.{asked.drop}" if asked.drop else f"take.{asked.take}")


def _keep(
    at: TrackOffice, request: Request, rules: tuple[CompositionRule, ...], form: Bound[Any], editing: str
) -> Response:
    try:
        track_rules.set_composition(
            at.db, at.track, rules, version=form.form.version, reason=form.form.reason, actor=at.me, now=at.now
        )
    except Stale:
        return _show(at, request, editing=editing, form=form, status=409, theirs=True)
    except DomainError as error:
        return _show(at, request, editing=editing, form=form.refused(error), status=error.status)
    return at.page.see(f"{at.track_path}/composition", SAVED)


def _rule(at: TrackOffice, form: RuleForm) -> CompositionRule:
    """The rule that the form describes; raises ValueError when it demands nothing, or the impossible."""
    is_bearer = form.kind is RuleKind.BEARER
    taken = {rule.key for rule in rules_of(at.track)}
    key = form.key or next(f"rule_{number}" for number in range(1, 1000) if f"rule_{number}" not in taken)
    return CompositionRule(
        key,
        Texts.of(form.label),
        at_least=1 if is_bearer else form.at_least or 0,
        families=tuple(dict.fromkeys(form.families)),
        kind=form.kind,
        confirmed_only=form.confirmed_only,
        at_most=None if is_bearer else form.at_most,
    )


def _show(
    at: TrackOffice,
    request: Request,
    *,
    editing: str = "",
    form: Bound[Any] | None = None,
    status: int = 200,
    theirs: bool = False,
) -> Response:
    asked = {name: value for name, value in request.query_params.items()}  # noqa: C416
    context = composition_context(at, asked, editing=editing, form=form, theirs=theirs)
    return at.show("organiser/composition.html", status=status, **context)
