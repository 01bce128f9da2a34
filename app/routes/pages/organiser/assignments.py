"""Doors of assignments: who reads what, and one dossier's readers, candidates and conflicts of interest."""

from uuid import UUID, uuid4

from fastapi import APIRouter, Response

from app.domain.errors import Invalid, NotFound, Stale, WrongState
from app.domain.permissions import can
from app.forms.assignment import Dismissal, NewAssignment, NewConflict, OwnDemandForm, Withdrawal
from app.models import Call, Conflict, Dossier, Track
from app.queries import assignment_lists as lists
from app.queries import assignments as eyes
from app.queries import proposal_lists
from app.queries.affinities import table_of
from app.queries.conflicts import lines as ties
from app.queries.demand import wanted_by
from app.queries.reader_lists import count_reviewers
from app.queries.visibility import facts_of
from app.routes.pages.organiser.rail import key_after, rail_of
from app.services import assignments, conflicts, demand
from app.web.binding import Bound, Posted, blank
from app.web.conflict_words import spoken
from app.web.database import Db
from app.web.guards import Me, Now, OrganisedCall, OrganisedDossier
from app.web.i18n import N_
from app.web.pages import Page
from app.web.pool import theme_names
from app.web.reading_reasons import why

router = APIRouter(prefix="/organiser/calls/{call}/assignments")


@router.get("")
def overview(
    call: OrganisedCall, page: Page, db: Db, me: Me, *, show: str = "", q: str = "", after: str = ""
) -> Response:
    """Who reads what: dossiers with too few readers first."""
    found = lists.lines(db, me, call.id, show=show, text=q, after=key_after(after))
    rows, more = found[: lists.PAGE], len(found) > lists.PAGE
    proposed = proposal_lists.listed(db, me, call.id)
    return page(
        "organiser/assignments.html",
        call=rail_of(call, page.language),
        tally=lists.tally(db, me, call.id),
        rows=rows,
        readers=lists.readers(db, [row.id for row in rows]),
        next=f"{rows[-1].assigned}-{rows[-1].number}" if more else "",
        reviewers=count_reviewers(db, call.id),
        waiting=[row for row in proposed if row.state in ("draft", "computing")],
        wanted=call.reviews_per_dossier,
        show=show,
        q=q,
        after=after,
        key=uuid4(),
    )


@router.get("/{dossier}")
def readers(call: OrganisedCall, dossier: OrganisedDossier, page: Page, db: Db, me: Me, now: Now) -> Response:
    """One dossier: its readers, who else could read it, who must not."""
    return _show(page, db, me, now, call, dossier)


@router.post("/{dossier}")
def assign(
    call: OrganisedCall,
    dossier: OrganisedDossier,
    form: Posted[NewAssignment],
    page: Page,
    db: Db,
    *,
    me: Me,
    now: Now,
) -> Response:
    """Give it to somebody."""
    if not form.ok:
        return _show(page, db, me, now, call, dossier, assigning=form)
    try:
        assignments.assign(db, dossier, form.form.reviewer, actor=me, now=now)
    except (Invalid, WrongState) as error:
        return _show(page, db, me, now, call, dossier, assigning=form.refused(error))
    return page.see(_address(call, dossier), N_("C’est attribué. La personne sera prévenue dans dix minutes."))


@router.post("/{dossier}/withdraw")
def withdraw(
    call: OrganisedCall,
    dossier: OrganisedDossier,
    form: Posted[Withdrawal],
    page: Page,
    db: Db,
    *,
    me: Me,
    now: Now,
) -> Response:
    """Take it back from somebody."""
    given = assignments.between(db, dossier, form.form.reviewer) if form.ok else None
    if given is None:
        raise NotFound
    assignments.withdraw(db, given, actor=me, now=now)
    return page.see(_address(call, dossier), N_("Cette lecture est retirée. Ce qui était écrit est gardé."))


@router.post("/{dossier}/demand")
def change_demand(
    call: OrganisedCall,
    dossier: OrganisedDossier,
    form: Posted[OwnDemandForm],
    page: Page,
    db: Db,
    *,
    me: Me,
    now: Now,
) -> Response:
    """As many reviews for this dossier, or as many as for the others."""
    if not form.ok:
        return _show(page, db, me, now, call, dossier, wishing=form)
    try:
        demand.change_of(db, dossier, form.form.wanted, seen=form.form.seen, actor=me, now=now)
    except (Stale, WrongState) as error:
        return _show(page, db, me, now, call, dossier, wishing=form.refused(error))
    return page.see(_address(call, dossier), N_("C’est enregistré. Les prochaines propositions en tiendront compte."))


@router.post("/{dossier}/conflicts")
def declare(
    call: OrganisedCall,
    dossier: OrganisedDossier,
    form: Posted[NewConflict],
    page: Page,
    db: Db,
    *,
    me: Me,
    now: Now,
) -> Response:
    """Keep somebody away from it."""
    if not form.ok or form.form.person not in {row.id for row in eyes.people_of(db, call.id)}:
        wrong = form if not form.ok else form.refused(Invalid("not_a_reviewer", field="person"))
        return _show(page, db, me, now, call, dossier, declaring=wrong)
    conflicts.declare(db, dossier, form.form.person, form.form.evidence, actor=me, now=now)
    where = f"/organiser/calls/{call.slug}/assignments" if form.form.person == me.id else _address(call, dossier)
    return page.see(where, N_("C’est noté : cette personne ne voit plus ce dossier."))


@router.post("/{dossier}/conflicts/{conflict}/dismiss")
def dismiss(
    call: OrganisedCall,
    dossier: OrganisedDossier,
    conflict: UUID,
    form: Posted[Dismissal],
    page: Page,
    db: Db,
    *,
    me: Me,
    now: Now,
) -> Response:
    """The tie does not matter, and why."""
    found = db.get(Conflict, conflict)
    if found is None or found.dossier_id != dossier.id:
        raise NotFound
    if not form.ok:
        return _show(page, db, me, now, call, dossier, dismissing=(conflict, form))
    conflicts.dismiss(db, found, form.form.reason, actor=me, now=now)
    return page.see(_address(call, dossier), N_("Ce lien est écarté : cette personne peut lire ce dossier."))


def _show(page: Page, db: Db, me: Me, now: Now, call: Call, dossier: Dossier, **forms: object) -> Response:
    """The whole page; the form that was refused, if any, as it was typed."""
    empty: Bound[NewConflict] = blank(page.language)
    verdict = can("assign", facts_of(db, dossier, me, now))
    table = table_of(db, call, only=dossier.id)
    barred = eyes.refusals(db, call.id, [(dossier.id, row.id) for row in table.pool])
    names = theme_names(db, call, page.language)
    candidates = [
        (row, why(table, dossier.id, row.id, names)) for row in table.pool if (dossier.id, row.id) not in barred
    ]
    wishing = blank(page.language, wanted=dossier.reviews_wanted, seen=dossier.reviews_wanted)
    first: dict[str, object] = {
        "assigning": empty,
        "declaring": empty,
        "dismissing": (None, empty),
        "wishing": wishing,
    }
    return page(
        "organiser/assignments_dossier.html",
        status=422 if forms else 200,
        call=rail_of(call, page.language),
        dossier=dossier,
        readers=lists.readers(db, [dossier.id], active_only=False).get(dossier.id, []),
        conflicts=spoken(ties(db, me, call.id, dossier=dossier.id), page.language),
        candidates=sorted(candidates, key=lambda pair: (-pair[1].affinity, pair[0].load, pair[0].name)),
        people=[(row.id, row.name) for row in eyes.people_of(db, call.id)],
        may_assign=bool(verdict),
        wanted=wanted_by(call, db.get_one(Track, dossier.track_id), dossier),
        **(first | forms),
    )


def _address(call: Call, dossier: Dossier) -> str:
    return f"/organiser/calls/{call.slug}/assignments/{dossier.id}"
