"""Doors of what the members of a dossier commit to: asked to take part and to sign, signed by those invited to."""

from uuid import UUID

from sqlmodel import Session
from starlette.responses import Response

from app.domain.errors import Forbidden
from app.domain.permissions import Facts
from app.forms.commitment import Asking, Refusal, Signature
from app.models import Dossier, SignOff
from app.queries.commitments import sign_offs_of, working_digest
from app.routes.api.v1.shapes.commitments import AskedOut, SignatureOut
from app.services import confirmations, sign_offs
from app.web.api import Listed, Room, answer
from app.web.api_guards import ApiDossier, ApiFacts, ApiOwnDossier, Caller
from app.web.database import Db
from app.web.guards import Now
from app.web.idempotency import Repeat

room = Room("members")
CHANGES = (409, 429)
AN_ASKING = {"member": "all"}
A_SIGNATURE = {"name": "Nadia Roche", "capacity": "Présidente", "read": "yes", "digest": "0" * 64}
A_REFUSAL = {"reason": "Le budget n’est pas encore voté."}


@room.post("/dossiers/{dossier}/members/ask", AskedOut, scope="dossiers", problems=CHANGES, example=AN_ASKING)
def ask_members(dossier: ApiOwnDossier, form: Asking, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Ask one member, or all those never asked, whether they take part: each confirms or declines by a mailed link."""
    if isinstance(form.member, UUID):
        confirmations.ask(db, dossier, form.member, actor=me, now=now)
        return repeat.keep(answer(AskedOut(asked=1)))
    return repeat.keep(answer(AskedOut(asked=confirmations.ask_all(db, dossier, actor=me, now=now))))


@room.get("/dossiers/{dossier}/signatures", Listed[SignatureOut])
def list_signatures(dossier: ApiDossier, facts: ApiFacts, db: Db) -> Listed[SignatureOut]:
    """List the signatures that were asked for in a dossier I work on, and whether they hold; in one page."""
    _demand_inside(facts)
    digest = working_digest(db, dossier)
    rows = sign_offs_of(db, dossier.id).values()
    return Listed(items=[_shown(row, digest) for row in rows], next=None)


@room.post("/dossiers/{dossier}/signatures", AskedOut, scope="dossiers", problems=CHANGES, example=AN_ASKING)
def ask_signatures(dossier: ApiOwnDossier, form: Asking, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Ask who represents one member to sign, or everyone who has still to; the dossier is complete first."""
    if isinstance(form.member, UUID):
        sign_offs.ask(db, dossier, form.member, actor=me, now=now)
        return repeat.keep(answer(AskedOut(asked=1)))
    return repeat.keep(answer(AskedOut(asked=sign_offs.ask_all(db, dossier, actor=me, now=now))))


@room.post(
    "/dossiers/{dossier}/signatures/{member}",
    SignatureOut,
    scope="dossiers",
    problems=(409, 412),
    example=A_SIGNATURE,
)
def sign_dossier(
    dossier: ApiDossier, member: UUID, form: Signature, facts: ApiFacts, db: Db, *, me: Caller, now: Now, repeat: Repeat
) -> Response:
    """Sign what the dossier says for a member I was invited to sign for; 412 when it says something else by now."""
    _demand_inside(facts)
    found = sign_offs.sign_within(db, dossier, member, form, actor=me, now=now)
    return repeat.keep(_one(db, dossier, found.sign_off))


@room.post(
    "/dossiers/{dossier}/signatures/{member}/refuse",
    SignatureOut,
    scope="dossiers",
    problems=(409,),
    example=A_REFUSAL,
)
def refuse_signature(
    dossier: ApiDossier, member: UUID, form: Refusal, facts: ApiFacts, db: Db, *, me: Caller, now: Now, repeat: Repeat
) -> Response:
    """Do not sign for a member I was invited to sign for, or no longer, and say why."""
    _demand_inside(facts)
    found = sign_offs.refuse_within(db, dossier, member, form.reason, actor=me, now=now)
    return repeat.keep(_one(db, dossier, found.sign_off))


def _demand_inside(facts: Facts) -> None:
    """Who signs is theirs to know who file the dossier."""
    if not facts.is_inside:
        raise Forbidden("only_the_owner")


def _one(db: Session, dossier: Dossier, row: SignOff) -> Response:
    db.flush()
    return answer(_shown(row, working_digest(db, dossier)))


def _shown(row: SignOff, digest: str) -> SignatureOut:
    return SignatureOut(
        member=row.member_id,
        name=row.name,
        asked_at=row.asked_at,
        signed_at=row.signed_at,
        signed_as=row.signed_as,
        stale_at=row.stale_at,
        refused_at=row.refused_at,
        reason=row.reason,
        digest=row.digest,
        working_digest=digest,
    )
