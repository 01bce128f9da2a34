"""Which signatures hold: stale as long as the dossier says something else than what was signed."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlmodel import Session, col

from app.domain.form_plans import FormPlan
from app.models import Dossier, Member, SignOff, Track
from app.queries.commitments import is_signed, needs_signatures, sign_offs_of, signing_digest
from app.queries.dossiers import Content
from app.services import work_letters


def recheck(db: Session, dossier: Dossier, plan: FormPlan, content: Content, *, now: datetime) -> None:
    """After any change of what is not filed yet: which signatures still hold, and how many are missing.

    A signature is stale as long as the dossier says something else than what was signed; said again, it holds again.
    """
    if dossier.state != "draft" and dossier.reopened_at is None:
        return
    if not needs_signatures(db, dossier):
        dossier.unsigned = 0
        return
    rows = sign_offs_of(db, dossier.id)
    if any(row.signed_at for row in rows.values()):
        digest, before = signing_digest(plan, content), {row.id for row in rows.values() if row.stale_at}
        for row in rows.values():
            if row.signed_at is not None:
                row.stale_at = None if row.digest == digest else row.stale_at or now
                db.add(row)
        stale = {row.id: row.member_id for row in rows.values() if row.stale_at}
        if stale.keys() != before:
            names = [member.name for member in content.members if member.id in stale.values()]
            work_letters.stale(db, dossier, names, now=now)
    dossier.unsigned = sum(not is_signed(rows.get(member.id)) for member in content.members)


def follow_track(db: Session, track: Track) -> None:
    """The track wants signatures, or no longer does: what every draft of it lacks, at once."""
    drafts = (col(Dossier.track_id) == track.id) & (
        (col(Dossier.state) == "draft") | col(Dossier.reopened_at).is_not(None)
    )
    if not track.needs_signatures:
        db.execute(update(Dossier).where(drafts).values(unsigned=0))
        return
    all_members = select(func.count()).where(col(Member.dossier_id) == col(Dossier.id)).scalar_subquery()
    signed = select(func.count(func.distinct(col(SignOff.member_id)))).where(
        col(SignOff.dossier_id) == col(Dossier.id),
        col(SignOff.signed_at).is_not(None),
        col(SignOff.stale_at).is_(None),
        col(SignOff.refused_at).is_(None),
    )
    db.execute(
        update(Dossier)
        .where(drafts)
        .values(unsigned=all_members - signed.scalar_subquery())
        .execution_options(synchronize_session=False)
    )
