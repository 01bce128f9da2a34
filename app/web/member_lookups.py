"""Looking up a member in the directory of companies, before the doors of the database open; what it fills in."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends, Request
from pydantic import JsonValue

from app.adapters.lookups import Outcome
from app.domain.identifiers import identifier_kind, normalise_identifier
from app.domain.listings import Listing
from app.domain.questions import QuestionKind
from app.services import places
from app.web.binding import Bound
from app.web.body import Body
from app.web.guards import Now
from app.web.hall import Hall, hall_of
from app.web.lookups import LOOK, Looked, organisation, refused_look
from app.web.place_results import Result, result_of
from app.web.sealing import seal, unseal

KEY = "member"
TAKE = "take"
FOUND = "found"
"""A hidden field: what the directory said, sealed; it proves where the words of a member come from."""


async def _look(request: Request, body: Body, now: Now) -> Looked:
    """Asked by its button, or by adding a number without a name."""
    asked = str(body.get(LOOK, ""))
    number, name = str(body.get("identifier", "")).strip(), str(body.get("name", "")).strip()
    by_itself = not asked and bool(number) and not name
    if asked != KEY and not by_itself:
        return Looked()
    if by_itself and identifier_kind(number) is None:
        return Looked()
    if (refused := await refused_look(request, KEY, now)) is not None:
        return refused
    return await organisation(hall_of(request), KEY, {"identifier": number, "name": name}, now)


MemberLook = Annotated[Looked, Depends(_look)]
"""Stands before every guard that opens the database in the signature of a door: dependencies open in that order."""


def pressed(form: Bound[Any]) -> bool:
    """Whether the form asks to look up, not to be saved."""
    return form.typed(LOOK) in (KEY, TAKE)


def looked_up(form: Bound[Any], looked: Looked, hall: Hall) -> tuple[Bound[Any], Result | None]:
    """The form filled in with what the directory said, or the proposition that was taken; and what to say of it."""
    picked = unseal(hall, form.typed("pick")) if form.typed(LOOK) == TAKE else None
    if isinstance(picked, dict):
        return _filled(form, picked, hall), None
    result = result_of(QuestionKind.ORGANISATION, looked, hall, form.language) if looked.outcome else None
    if looked.sure and looked.values:
        return _filled(form, looked.values[0], hall), result
    return replace(form, errors={}), result


def listing_of(form: Bound[Any], looked: Looked, hall: Hall) -> Listing | None:
    """What the directory said of the member that is sent: just now, or when the page was made."""
    value = looked.values[0] if looked.sure and looked.values else unseal(hall, form.typed(FOUND))
    return _listing(value, form.typed("identifier")) if isinstance(value, dict) else None


def unknown_number(form: Bound[Any], looked: Looked) -> bool:
    """Whether only a number was given, and the directory does not know it."""
    return looked.outcome == Outcome.NONE and not form.typed("name").strip()


def with_listing(form: Bound[Any], listing: Listing) -> Any:
    """The form as it is understood, with what the directory says where nothing was typed."""
    said = form.form
    more = {part: getattr(listing, part) for part in ("address", "legal_form") if not getattr(said, part)}
    if not form.typed("name").strip() and listing.name:
        more["name"] = listing.name
    if not said.commune and listing.commune:
        more["commune"] = places.name_of(listing.commune)
    return said.model_copy(update=more)


def _filled(form: Bound[Any], value: Mapping[str, JsonValue], hall: Hall) -> Bound[Any]:
    said = {part: str(value[part]) for part in ("identifier", "name", "address", "legal_form") if value.get(part)}
    if commune := value.get("commune"):
        said["commune"] = places.name_of(str(commune))
    if value.get("ess") and not form.typed("family"):
        said["family"] = "ess"
    filled = {**form.raw, **{name: [text] for name, text in said.items()}, FOUND: [seal(hall, dict(value))]}
    return replace(form, raw=filled, errors={})


def _listing(value: Mapping[str, JsonValue], typed: str) -> Listing | None:
    number = normalise_identifier(str(value.get("identifier", "")))
    if not number or number != normalise_identifier(typed):
        return None
    parts = {part: str(value.get(part) or "") for part in ("name", "address", "commune", "legal_form")}
    return Listing(number, **parts, at=datetime.fromisoformat(str(value["fetched_at"])))
