"""What a new dossier begins from, as it comes in an address or a form: a sealed link, an earlier dossier, a sheet."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote

from pydantic import JsonValue

from app.domain.errors import Invalid
from app.domain.form_plans import FormPlan
from app.domain.prefills import known_of, offered
from app.domain.texts import text_in
from app.models import Call, Track
from app.queries.origins import Earlier
from app.web.hall import Hall
from app.web.i18n import N_, translations
from app.web.sealing import seal, unseal
from app.web.shown import day_text

LINK, ORIGIN = "prefill", "origin"
LONGEST = 6_000
"""Signs of an address that every browser and mail program takes."""


class Brought(NamedTuple):
    """What a link brings: a track, answers, and who prepared it; `broken` when it was altered on the way."""

    track: str = ""
    answers: Mapping[str, JsonValue] = MappingProxyType({})
    by: str = ""
    broken: bool = False


def link_to(hall: Hall, call: Call, track: Track, plan: FormPlan, answers: dict[str, JsonValue], by: str) -> str:
    """The address that begins a dossier of this track with these answers; raises Invalid when it would be too long."""
    kept = offered(plan, known_of(plan.questions, answers))
    sealed = seal(hall, {"call": str(call.id), "track": track.key, "answers": kept, "by": by})
    address = f"{hall.settings.base_url}/calls/{call.slug}/apply?{LINK}={quote(sealed, safe='')}"
    if len(address) > LONGEST:
        raise Invalid("prefill_too_long", field="answers", most=LONGEST)
    return address


def brought_by(hall: Hall, call: Call, sealed: str) -> Brought:
    """What a sealed text of this call brings; nothing when there is none."""
    if not sealed:
        return Brought()
    value = _unsealed(hall, sealed)
    if not isinstance(value, dict) or value.get("call") != str(call.id) or not isinstance(value.get("answers"), dict):
        return Brought(broken=True)
    answers = value["answers"]
    return Brought(str(value.get("track", "")), dict(answers) if isinstance(answers, dict) else {}, str(value["by"]))


def _unsealed(hall: Hall, sealed: str) -> JsonValue:
    try:
        return unseal(hall, sealed)
    except ValueError:
        return None


def labels(brought: Brought, plan: FormPlan, language: str) -> list[str]:
    """The questions that a link answers, in the words of the form."""
    taken = offered(plan, {key: (None, value) for key, value in brought.answers.items()})
    return [text_in(one.label, language) for one in plan.questions if one.key in taken]


def choices(rows: Iterable[Earlier], language: str) -> list[tuple[str, str]]:
    """Earlier dossiers and sheets, to choose from; nothing to choose where there are none."""
    say = translations(language).gettext
    found = []
    for row in rows:
        words = say(N_("Fiche publique « %(title)s »")) if row.value.startswith("pole:") else say(N_("« %(title)s »"))
        text = words % {"title": row.title or say(N_("Dossier sans titre"))}
        day = day_text(row.updated_at, language)
        found.append((row.value, f"{text}, {text_in(row.call_title, language)}, {day}"))
    return [("", say(N_("Partir de zéro"))), *found] if found else []
