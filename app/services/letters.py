"""The mails to the owner of a dossier, posted with the act they tell of."""

from datetime import datetime

from pydantic import JsonValue
from sqlmodel import Session

from app.domain.notices import NoticeKind, demand_variables, unique_key
from app.domain.texts import text_in
from app.models import Call, Dossier, Person, Revision, Track
from app.services import outbox
from app.services.outbox import Addressee


def received(db: Session, dossier: Dossier, call: Call, track: Track, revision: Revision, *, now: datetime) -> None:
    """The receipt, by mail: instant, code and digest."""
    owner = db.get_one(Person, dossier.owner_id)
    more: dict[str, JsonValue] = {
        "track": text_in(track.title, owner.language),
        "filed_at": now.isoformat(),
        "closes_at": call.closes_at.isoformat(),
        "receipt_code": revision.receipt_code,
        "receipt_link": f"/receipts/{revision.receipt_code}",
        "digest": revision.digest,
    }
    _post(db, NoticeKind.DOSSIER_RECEIVED, dossier, call, owner, more, now=now, occasion=revision.receipt_code)


def withdrawn(db: Session, dossier: Dossier, *, now: datetime) -> None:
    """The dossier was taken back by its owner."""
    owner, call = db.get_one(Person, dossier.owner_id), db.get_one(Call, dossier.call_id)
    more: dict[str, JsonValue] = {"withdrawn_at": now.isoformat()}
    _post(db, NoticeKind.DOSSIER_WITHDRAWN, dossier, call, owner, more, now=now, occasion=f"v{dossier.version}")


def restored(db: Session, dossier: Dossier, *, now: datetime) -> None:
    """The withdrawal was taken back: the dossier will be examined."""
    owner, call = db.get_one(Person, dossier.owner_id), db.get_one(Call, dossier.call_id)
    filed_at = dossier.filed_at.isoformat() if dossier.filed_at else ""
    more: dict[str, JsonValue] = {"restored_at": now.isoformat(), "filed_at": filed_at}
    _post(db, NoticeKind.DOSSIER_RESTORED, dossier, call, owner, more, now=now, occasion=f"v{dossier.version}")


def dossier_variables(dossier: Dossier, call: Call, owner: Person) -> dict[str, JsonValue]:
    """What every mail about a dossier names; links are paths, `base_url` goes before them."""
    return {
        "name": owner.name,
        "call": text_in(call.title, owner.language),
        "call_link": f"/calls/{call.slug}",
        "reference": dossier.reference or "",
        "title": dossier.title or dossier.bearer,
        "dossier_link": f"/applicant/dossiers/{dossier.id}",
    }


def _post(
    db: Session,
    kind: NoticeKind,
    dossier: Dossier,
    call: Call,
    owner: Person,
    more: dict[str, JsonValue],
    *,
    now: datetime,
    occasion: str,
) -> None:
    variables = {**dossier_variables(dossier, call, owner), **more}
    key = unique_key(kind, str(dossier.id), occasion)
    send(db, dossier, kind, outbox.to_person(owner), variables, key=key, now=now)


def send(
    db: Session,
    dossier: Dossier,
    kind: NoticeKind,
    to: Addressee,
    variables: dict[str, JsonValue],
    *,
    key: str,
    now: datetime,
) -> None:
    """Post a mail about a dossier, with exactly what its kind needs; the same `key` posts nothing twice."""
    demand_variables(kind, variables)
    outbox.post(
        db, kind, to, unique_key=key, now=now, context=variables, call_id=dossier.call_id, dossier_id=dossier.id
    )
