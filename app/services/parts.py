"""The parts of members and files that are frozen when a dossier is filed."""

from collections.abc import Iterable

from pydantic import JsonValue

from app.models import Member
from app.queries.dossiers import FileRow, MemberRow

MEMBER_PARTS = (
    "id", "name", "family", "identifier", "role", "jobs", "commune", "insee", "departement", "contact_email",
    "address", "legal_form",
    "has_letter", "is_bearer",
)  # fmt: skip
FILE_PARTS = ("id", "question_key", "name", "media_type", "size", "digest")


def kept_member(member: Member | MemberRow) -> dict[str, JsonValue]:
    """A member as it is frozen."""
    return _kept(member, MEMBER_PARTS)


def kept_file(file: FileRow) -> dict[str, JsonValue]:
    """A file as it is frozen."""
    return _kept(file, FILE_PARTS)


def _kept(row: object, parts: Iterable[str]) -> dict[str, JsonValue]:
    return {part: str(row.id) if part == "id" else getattr(row, part) for part in parts}  # type: ignore[attr-defined]
