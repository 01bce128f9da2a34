"""Doors of what stands before a dossier: questions, refusals with their explanation, and whom each track suits."""

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request, Response

from app.domain.entry import Refusal, entry_plan
from app.domain.errors import DomainError, NotFound, Stale
from app.domain.form_plans import FormPlan
from app.domain.texts import Texts
from app.forms.track import EntryCopyForm, EntryQuestionForm, ItemForm, RefusalForm, SuitsForm
from app.queries.tracks import entry_of
from app.services import entry_items, track_rules
from app.web.binding import Bound, Posted
from app.web.condition_fields import WHEN, ReadCondition, parse_condition, read_condition
from app.web.entering import ANSWERED
from app.web.entry_page import NEW, Open, copied, entry_context, opened, question_of, refusal_key, typed
from app.web.field_trees import redrawn
from app.web.i18n import N_
from app.web.nested import Nested
from app.web.organiser import Office, Run
from app.web.organiser_tracks import AtTrack

router = APIRouter(prefix="/organiser/calls/{call}/entry")
SAVED = N_("C’est enregistré. Les porteurs le voient dès maintenant.")
NOTHING = N_("Choisissez au moins une réponse : sans condition, personne ne pourrait commencer.")


@router.get("")
def entry_page(office: Run, request: Request) -> Response:
    """What is asked before a dossier, one thing open at a time, and a place to try it."""
    sent = list(request.query_params.multi_items())
    here = opened(office, request.query_params.get("edit", ""))
    return _page(office, here, sent, told=ANSWERED in request.query_params)


@router.post("/questions")
def put_question(office: Run, form: Nested[EntryQuestionForm]) -> Response:
    """Ask a question before a dossier, or ask it otherwise."""
    read, shown = _read(office, "question", form)
    if shown is not None:
        return shown
    try:
        question = question_of(form.form, entry_of(office.call), parse_condition(read.when))
    except ValueError:
        text = office.page.say(N_("Écrivez au moins une réponse à choisir."))
        return _page(office, typed(office, "question", _key(form), form.wrong(text, "options.0.label.fr")), status=422)
    return _do(office, typed(office, "question", _key(form), form), entry_items.put_question, question)


@router.post("/questions/copy")
def copy_question(office: Run, form: Posted[EntryCopyForm]) -> Response:
    """Ask a question of a form before the dossier too: its answer follows into the draft."""
    question = copied(office, form.form.like) if form.ok else None
    here = Open("copy", "", form)
    if question is None:
        form = form.wrong(office.page.say(N_("Choisissez dans la liste.")), "like")
        return _page(office, here._replace(form=form), status=422)
    return _do(office, here, entry_items.put_question, question)


@router.post("/questions/{key}/remove")
def drop_question(key: str, office: Run, form: Posted[ItemForm]) -> Response:
    """No longer ask a question."""
    return _do(office, Open("question", key, form), entry_items.drop_question, key)


@router.post("/questions/{key}/move")
def move_question(key: str, office: Run, form: Posted[ItemForm]) -> Response:
    """Ask a question one place earlier or later."""
    way = form.form.way if form.ok else None
    return _do(office, Open("question", key, form), entry_items.move_question, key, way or "up")


@router.post("/refusals")
def put_refusal(office: Run, form: Nested[RefusalForm]) -> Response:
    """Rule answers out, with the explanation that people read."""
    read, shown = _read(office, "refusal", form)
    if shown is not None:
        return shown
    when = parse_condition(read.when)
    if when is None:
        here = typed(office, "refusal", _key(form), form.wrong(office.page.say(NOTHING), WHEN))
        return _page(office, here, status=422)
    key = form.form.key or refusal_key(form.form.explanation["fr"], entry_of(office.call))
    refusal = Refusal(key, when, Texts.of(form.form.explanation))
    return _do(office, typed(office, "refusal", _key(form), form), entry_items.put_refusal, refusal)


@router.post("/refusals/{key}/remove")
def drop_refusal(key: str, office: Run, form: Posted[ItemForm]) -> Response:
    """No longer rule answers out."""
    return _do(office, Open("refusal", key, form), entry_items.drop_refusal, key)


@router.post("/tracks/{track}")
def set_suits(at: AtTrack, form: Nested[SuitsForm]) -> Response:
    """Say which answers make a track the one to take."""
    key = at.track.key
    read, shown = _read(at, "track", form, key=key)
    if shown is not None:
        return shown
    try:
        suits = parse_condition(read.when)
        track_rules.set_suits(at.db, at.track, suits, version=form.form.version, actor=at.me, now=at.now)
    except Stale:
        return _page(at, typed(at, "track", key, form)._replace(is_stale=True), status=409)
    except DomainError as error:
        return _page(at, typed(at, "track", key, form.refused(error)), status=error.status)
    return at.page.see(f"{at.path}/entry", SAVED)


def _key(form: Bound[Any]) -> str:
    return form.typed("key") or NEW


def _read(office: Office, shelf: str, form: Bound[Any], *, key: str = "") -> tuple[ReadCondition, Response | None]:
    """The condition that was typed; and the page, when its tree is drawn again or something is wrong."""
    entry, key = entry_of(office.call), key or _key(form)
    question = next((one for one in entry.questions if shelf == "question" and one.key == key), None)
    plan = entry_plan(entry) if entry.questions else FormPlan(())
    read = read_condition(form.raw, plan, question, office.language)
    if redrawn(form.raw) is not None:
        return read, _page(office, typed(office, shelf, key, replace(form, errors={})))
    if not form.ok or read.wrong:
        return read, _page(office, typed(office, shelf, key, form, wrong=read.wrong), status=422)
    return read, None


def _do(office: Office, here: Open, act: Any, *what: object) -> Response:
    """Do what was asked of one item; a stale one shows both texts."""
    assert here.form is not None
    try:
        act(office.db, office.call, *what, seen=here.form.typed("seen"), actor=office.me, now=office.now)
    except Stale:
        kept = opened(office, here.name)
        shown = here if here.tree is not None else kept
        return _page(office, shown._replace(seen=kept.seen, is_stale=True), status=409)
    except NotFound:
        raise
    except DomainError as error:
        return _page(office, here._replace(form=here.form.refused(error)), status=error.status)
    return office.page.see(f"{office.path}/entry", SAVED)


def _page(
    office: Office, here: Open, sent: list[tuple[str, str]] | None = None, *, told: bool = False, status: int = 200
) -> Response:
    context = entry_context(office, here, sent or [], told=told)
    return office.show("organiser/entry.html", status=status, **context)
