"""Doors by which a dossier changes owner, and by which somebody leaves the team of a dossier that is not theirs."""

from uuid import UUID

from starlette.responses import Response

from app.domain.errors import Forbidden, WrongState
from app.domain.permissions import Facts
from app.queries.dossier_team import team_of
from app.routes.api.v1.shapes.dossiers import DossierOut
from app.routes.api.v1.shapes.team import TeammateOut
from app.routes.api.v1.team import teammate_out
from app.routes.api.v1.views import dossier_out
from app.services import team
from app.web.api import Room, answer, nothing
from app.web.api_guards import ApiDossier, ApiFacts, Caller
from app.web.database import Db
from app.web.guards import Now
from app.web.idempotency import Repeat

room = Room("team")


@room.post("/dossiers/{dossier}/team/{teammate}/offer", TeammateOut, scope="dossiers", problems=(409,))
def offer_dossier(
    dossier: ApiDossier, teammate: UUID, facts: ApiFacts, db: Db, me: Caller, *, now: Now, repeat: Repeat
) -> Response:
    """Ask somebody of the team to take my dossier over; it stays mine until they accept."""
    _demand_inside(facts)
    made = team.offer(db, dossier, teammate, actor=me, now=now)
    db.flush()
    row = next(one for one in team_of(db, dossier.id) if one.id == made.id)
    return repeat.keep(answer(teammate_out(row, facts), version=row.version))


@room.delete("/dossiers/{dossier}/offer", scope="dossiers")
def take_offer_back(dossier: ApiDossier, facts: ApiFacts, db: Db, me: Caller, now: Now) -> Response:
    """Keep my dossier after all: nobody is offered it any more."""
    _demand_inside(facts)
    team.take_offer_back(db, dossier, actor=me, now=now)
    return nothing()


@room.post("/dossiers/{dossier}/take-over", DossierOut, scope="dossiers", problems=(409,))
def take_dossier_over(dossier: ApiDossier, facts: ApiFacts, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Become the owner of a dossier that I am offered; whoever owned it goes on writing in it."""
    _demand_offered(facts)
    team.take_over(db, dossier, actor=me, now=now)
    return repeat.keep(answer(dossier_out(db, dossier, me, now), version=dossier.version))


@room.post("/dossiers/{dossier}/take-over/decline", scope="dossiers", status=204, problems=(409,))
def decline_dossier(dossier: ApiDossier, facts: ApiFacts, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Leave a dossier that I am offered to its owner."""
    _demand_offered(facts)
    team.refuse_offer(db, dossier, actor=me, now=now)
    return repeat.keep(nothing())


@room.post("/dossiers/{dossier}/leave", scope="dossiers", status=204, problems=(409,))
def leave_dossier(dossier: ApiDossier, facts: ApiFacts, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """No longer work on a dossier that is somebody else's; what I wrote in it stays."""
    _demand_offered(facts)
    team.leave(db, dossier, actor=me, now=now)
    return repeat.keep(nothing())


def _demand_inside(facts: Facts) -> None:
    """Organisers and reviewers do not hear who writes a dossier."""
    if not facts.is_inside:
        raise Forbidden("only_the_owner")


def _demand_offered(facts: Facts) -> None:
    """The same; and one neither takes over nor leaves what is one's own."""
    _demand_inside(facts)
    if facts.is_owner:
        raise WrongState("own_dossier")
