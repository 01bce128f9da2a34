"""What the calendar page of a call shows: where it stands, its line of time, its silences, what deserves a look."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from app.domain.calendar_advice import LONG_WAIT, Advice, AdviceCode, advice
from app.domain.phases import MomentKind, Move, Phase, in_grace, phase, work_under_way
from app.models import Call, Moment
from app.queries.calls import calendar_of
from app.web.calendar_fields import KINDS
from app.web.calendars import Step, steps
from app.web.i18n import N_, translations
from app.web.shown import deadline_text, text_in

MOVES: dict[Move, tuple[str, str]] = {
    "open": (N_("Ouvrir maintenant"), "unlock"),
    "close": (N_("Clore maintenant"), "lock"),
    "extend": (N_("Prolonger jusqu’à…"), "clock"),
}


def standing(call: Call, moments: Sequence[Moment], now: datetime, language: str) -> tuple[str, str]:
    """Where the call stands by itself, in words, and what comes next."""
    speech = translations(language)
    dates = calendar_of(call)
    opening, closing = (deadline_text(at, language, call.zone) for at in (call.opens_at, call.closes_at))
    match phase(dates, now):
        case Phase.ANNOUNCED:
            return speech.gettext(N_("À venir")), speech.gettext(N_("Il s’ouvre de lui-même %(when)s.")) % {
                "when": opening
            }
        case Phase.OPEN:
            return speech.gettext(N_("Dépôt ouvert")), speech.gettext(N_("Il se clôt de lui-même %(when)s.")) % {
                "when": closing
            }
        case Phase.PUBLISHED:
            return speech.gettext(N_("Résultats publiés")), speech.gettext(N_("Son calendrier ne change plus."))
    if in_grace(dates, now):
        ends = deadline_text(call.closes_at + dates.grace, language, call.zone)
        text = speech.gettext(N_("Les brouillons déjà ouverts se déposent encore, jusqu’au %(when)s."))
        return speech.gettext(N_("Clos, dans la tolérance")), text % {"when": ends}
    return _closed(call, moments, now, language)


def _closed(call: Call, moments: Sequence[Moment], now: datetime, language: str) -> tuple[str, str]:
    speech = translations(language)
    work = work_under_way(calendar_of(call), moments, now)
    title = text_in(work.title, language) if work else speech.gettext(N_("Clos"))
    if work and work.ends_at:
        text = speech.gettext(N_("Cette étape finit d’elle-même %(when)s."))
        return title, text % {"when": deadline_text(work.ends_at, language, call.zone)}
    ahead = next((moment for moment in moments if moment.starts_at > now), None)
    if ahead is None:
        return title, speech.gettext(N_("Le calendrier n’annonce plus rien."))
    text = speech.gettext(N_("Ensuite : %(step)s, %(when)s."))
    when = deadline_text(ahead.starts_at, language, call.zone)
    return title, text % {"step": text_in(ahead.title, language), "when": when}


def line_of_time(call: Call, moments: Sequence[Moment], now: datetime, language: str) -> list[Step]:
    """The calendar as everyone reads it, with the days of silence between its steps."""
    speech = translations(language)
    under_way = speech.gettext(N_("Dépôt des dossiers")) if phase(calendar_of(call), now) is Phase.OPEN else ""
    return steps(moments, now, language, call.zone, under_way=under_way)


def silences(call: Call, moments: Sequence[Moment], language: str) -> Iterator[str]:
    """The stretches after the deadline of which the calendar says nothing, in plain words."""
    speech = translations(language)
    ordered = sorted((one for one in moments if one.starts_at >= call.closes_at), key=lambda one: one.starts_at)
    for index, (one, after) in enumerate(pairwise(ordered)):
        ends = max(before.ends_at or before.starts_at for before in ordered[: index + 1])
        if after.starts_at - ends >= LONG_WAIT / 2:
            days = (after.starts_at - ends).days
            text = speech.ngettext(
                "%(num)s jour entre « %(first)s » et « %(next)s »",
                "%(num)s jours entre « %(first)s » et « %(next)s »",
                days,
            )
            yield text % {"num": days, "first": text_in(one.title, language), "next": text_in(after.title, language)}


def advice_lines(call: Call, moments: Sequence[Moment], language: str) -> list[str]:
    """What deserves a second look, as sentences."""
    speech = translations(language)
    found = advice(calendar_of(call), moments, call.zone)
    forgotten = [speech.gettext(KINDS[one.kind]).lower() for one in found if one.code is AdviceCode.MISSING]
    text = speech.gettext(N_("Rien ne dit quand viennent : %(steps)s. Les porteurs le demanderont."))
    missing = [text % {"steps": ", ".join(forgotten)}] if forgotten else []
    return [*(_said(one, language) for one in found if one.code is not AdviceCode.MISSING), *missing]


def _said(one: Advice, language: str) -> str:
    speech = translations(language)
    words = {
        AdviceCode.BEFORE: N_("Dans cet ordre, « %(kind)s » commence avant « %(other)s »."),
        AdviceCode.TOO_LATE: N_("« %(kind)s » vient après la clôture : trop tard pour aider à répondre."),
        AdviceCode.WEEKEND: N_("La clôture tombe un samedi ou un dimanche : qui répondra aux questions ce jour-là ?"),
        AdviceCode.MIDNIGHT: N_(
            "La clôture est à minuit juste : beaucoup comprendront un jour de plus. Préférez 23 h 59."
        ),
    }
    if one.code in words:
        kind, other = (speech.gettext(KINDS[of]) if of else "" for of in (one.kind, one.other))
        return speech.gettext(words[one.code]) % {"kind": kind, "other": other}
    if one.code is AdviceCode.SHORT_OPENING:
        text = speech.ngettext(
            "On ne peut déposer que pendant %(num)s jour.", "On ne peut déposer que pendant %(num)s jours.", one.days
        )
        return text % {"num": one.days}
    text = speech.ngettext(
        "%(num)s jour de silence après « %(other)s » : dites ce qui s’y passe.",
        "%(num)s jours de silence après « %(other)s » : dites ce qui s’y passe.",
        one.days,
    )
    return text % {"num": one.days, "other": speech.gettext(KINDS[one.other or MomentKind.DEADLINE])}
