"""The themes of a call, by the words of its forms: what one can know about, and what dossiers are about."""

from uuid import UUID

from sqlmodel import Session

from app.queries import calls
from app.queries.assignments import THEMES
from app.queries.forms import latest_versions, plan_of


def themes_of_call(db: Session, call_id: UUID) -> dict[str, dict[str, str]]:
    """Every theme its forms propose, in their order: its key, and its words by language; nothing where none asks."""
    versions = latest_versions(db, {track.form_id for track in calls.tracks(db, call_id) if track.form_id})
    found: dict[str, dict[str, str]] = {}
    for version_id in versions.values():
        for question in plan_of(db, version_id).questions:
            if question.key == THEMES:
                for option in question.options:
                    found.setdefault(option.key, dict(option.label))
    return found
