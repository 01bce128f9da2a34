"""Doors of a reviewer's own place in a call: yes or no, what they know, whom they propose."""

from sqlmodel import Session
from starlette.responses import Response

from app.domain.errors import NotFound
from app.domain.roles import Actor
from app.forms.pool import Accepting, Declining, ProfileChange, Proposing
from app.models import Call
from app.queries import people_listings as lists
from app.queries import pool as eyes
from app.routes.api.v1.shapes.people import MembershipOut, NominationOut
from app.services import pool_answers
from app.web.api import Room, answer, nothing
from app.web.api_guards import ApiReviewedCall, Caller
from app.web.database import Db
from app.web.guards import Now
from app.web.idempotency import Repeat
from app.web.pool import merged

room = Room("reviewing")
A_REFUSAL = {"reason": "too_many", "note": "Pas avant mars."}
SOMEBODY = {"name": "Lucie Armand", "email": "lucie@exemple.fr", "note": "Elle a suivi trois pôles du bois."}
A_PROFILE = {"capacity": 12, "languages": ["fr", "en"], "ties": "Scierie du Haut-Forez, 552 100 554"}


@room.get("/calls/{call}/my-reviewing", MembershipOut)
def read_my_reviewing(call: ApiReviewedCall, db: Db, me: Caller) -> Response:
    """Read my place among the reviewers of a call: what I answered, what is known of me."""
    return _mine(db, call, me)


@room.patch("/calls/{call}/my-reviewing", MembershipOut, scope="reviews", problems=(409, 412), example=A_PROFILE)
def change_my_reviewing(call: ApiReviewedCall, form: ProfileChange, db: Db, me: Caller, now: Now) -> Response:
    """Change what is known of me in a call I review for; what is not sent stays."""
    held = pool_answers.mine(db, call, me)
    pool_answers.change_profile(db, call, held, merged(db, held, form), actor=me, now=now)
    return _mine(db, call, me)


@room.post("/calls/{call}/my-reviewing/accept", MembershipOut, scope="reviews", example={"capacity": 8})
def accept_reviewing(call: ApiReviewedCall, form: Accepting, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Accept to review for a call, perhaps fewer dossiers than was asked."""
    pool_answers.accept(db, pool_answers.mine(db, call, me), form, now=now)
    return repeat.keep(_mine(db, call, me))


@room.post("/calls/{call}/my-reviewing/decline", scope="reviews", status=204, example=A_REFUSAL)
def decline_reviewing(call: ApiReviewedCall, form: Declining, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Do not review for a call, or no longer: what I did not hand in goes to others."""
    pool_answers.decline(db, pool_answers.mine(db, call, me), form, now=now)
    return repeat.keep(nothing())


@room.post("/calls/{call}/my-reviewing/nominations", NominationOut, scope="reviews", status=201, example=SOMEBODY)
def propose_reviewer(call: ApiReviewedCall, form: Proposing, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Propose somebody as a reviewer of a call I review for; its organisers decide."""
    made = pool_answers.propose(db, call, pool_answers.mine(db, call, me), form, actor=me, now=now)
    shown = NominationOut(
        id=made.id,
        name=made.name,
        email=made.email,
        note=made.note,
        proposed_by=me.name,
        created_at=made.created_at,
        accepted=made.accepted,
    )
    return repeat.keep(answer(shown, 201))


def _mine(db: Session, call: Call, me: Actor) -> Response:
    db.flush()
    row = eyes.mine(db, call.id, me)
    if row is None or me.only_call not in (None, call.id):
        raise NotFound
    return answer(MembershipOut.model_validate(lists.one_of(db, call.id, row.id)))
