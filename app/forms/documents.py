"""The document of a call as it is written: one order, the hours of its zone, nothing that goes without saying."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

from pydantic import JsonValue

from app.domain.texts import DEFAULT_LANGUAGE
from app.forms.call import CallForm

ORDER = (
    "format", "slug", "reference", "title", "summary", "presentation", "faq", "contact_email", "zone", "opens_at",
    "closes_at", "grace_minutes", "moments", "reviews_per_dossier", "places", "expected", "is_public", "is_demo",
    "networks", "entry", "reviewing", "tracks", "files",
)  # fmt: skip
_LANGUAGES = frozenset({"fr", "en"})
Document = dict[str, JsonValue]


def dump_document(form: CallForm) -> Document:
    """The call as plain JSON; read again, it is the same call."""
    plain = form.model_dump(mode="json", exclude_defaults=True, exclude={"opens_at", "closes_at", "moments"})
    plain |= {"format": form.format, "zone": form.zone}
    plain |= {name: _there(getattr(form, name), form.zone) for name in ("opens_at", "closes_at")}
    if form.moments:
        plain["moments"] = [
            one.model_dump(mode="json", exclude_defaults=True)
            | {name: _there(at, form.zone) for name in ("starts_at", "ends_at") if (at := getattr(one, name))}
            for one in form.moments
        ]
    return {name: _in_order(plain[name]) for name in ORDER if name in plain}


def write_document(form: CallForm) -> str:
    """The document as a file."""
    return json.dumps(dump_document(form), ensure_ascii=False, indent=2) + "\n"


def _there(at: datetime, zone: str) -> str:
    return at.astimezone(ZoneInfo(zone)).isoformat()


def _in_order(value: JsonValue) -> JsonValue:
    """Languages in one order everywhere: a database may keep them in another."""
    if isinstance(value, list):
        return [_in_order(one) for one in value]
    if not isinstance(value, dict):
        return value
    keys = sorted(value, key=lambda key: (key != DEFAULT_LANGUAGE, key)) if value.keys() <= _LANGUAGES else [*value]
    return {key: _in_order(value[key]) for key in keys}
