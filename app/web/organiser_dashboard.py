"""What the dashboard says: where the call stands in words, the curve of what came in, what needs attention."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from app.domain.phases import Phase, phase
from app.models import Call
from app.queries.calls import calendar_of
from app.queries.corrections import Awaited
from app.queries.dashboard import Day, Readers, Readings
from app.web.i18n import N_, translations
from app.web.shown import date_text

Need = tuple[str, str, str, str, str, str]


class Curve(NamedTuple):
    """What the kit's curve is given."""

    points: list[int]
    marks: list[tuple[int, str]]
    top: int
    grid: list[int]
    limits: list[tuple[int, str, str]]
    last: str
    label: str


class Matters(NamedTuple):
    """What may ask for attention."""

    views: Mapping[str, int]
    readers: Sequence[Readers]
    readings: Readings
    weak: int
    lost: int
    is_closed: bool
    corrections: Awaited
    messages: int


def headline(call: Call, now: datetime, to_screen: int, language: str) -> str:
    """A title that says what happens."""
    speech = translations(language)
    standing = phase(calendar_of(call), now)
    if standing is Phase.PUBLISHED:
        return speech.gettext(N_("Les résultats sont publiés"))
    if standing is Phase.CLOSED:
        if to_screen:
            text = speech.ngettext("%(num)s dossier à examiner", "%(num)s dossiers à examiner", to_screen)
            return text % {"num": to_screen}
        return speech.gettext(N_("Tous les dossiers sont examinés"))
    days = ((call.closes_at if standing is Phase.OPEN else call.opens_at) - now).days
    if standing is Phase.ANNOUNCED:
        text = speech.ngettext("L’appel ouvre dans %(num)s jour", "L’appel ouvre dans %(num)s jours", days)
        return text % {"num": days} if days else speech.gettext(N_("L’appel ouvre bientôt"))
    if not days:
        return speech.gettext(N_("Dernier jour avant la clôture"))
    text = speech.ngettext("Plus que %(num)s jour avant la clôture", "Plus que %(num)s jours avant la clôture", days)
    return text % {"num": days}


def curve(days: Sequence[Day], call: Call, capacity: int, language: str, *, is_open: bool) -> Curve:
    """The line of what came in, with what was expected and what the reviewers can read."""
    speech = translations(language)
    can_read = capacity // call.reviews_per_dossier
    last = days[-1].so_far
    top = _round_up(max(last, call.expected, min(can_read, 2 * max(last, call.expected)), 4))
    expected = speech.ngettext("%(num)s attendu", "%(num)s attendus", call.expected) % {"num": call.expected}
    limits = [(call.expected, expected, "base")]
    if is_open and 0 < can_read <= top:
        text = speech.ngettext(
            "%(num)s dossier : ce que vos évaluateurs peuvent lire",
            "%(num)s dossiers : ce que vos évaluateurs peuvent lire",
            can_read,
        )
        # Two lines too near each other would write over one another: the limit speaks.
        too_near = abs(can_read - call.expected) < top / 10
        limits = [(call.expected, "" if too_near else expected, "base"), (can_read, text % {"num": can_read}, "limit")]
    label = speech.gettext(N_("Dossiers reçus, jour après jour, en tout : %(number)s le %(day)s")) % {
        "number": last,
        "day": date_text(days[-1].day, language),
    }
    words = speech.ngettext("%(num)s reçu", "%(num)s reçus", last) % {"num": last}
    return Curve([day.so_far for day in days], _marks(days, language), top, _grid(top), limits, words, label)


class DayRow(NamedTuple):
    """A day of the table under the curve."""

    name: str
    received: int
    so_far: int


def day_rows(days: Sequence[Day], language: str) -> list[DayRow]:
    """The days when something came in, and the last one."""
    kept = [day for day in days if day.received or day is days[-1]]
    return [DayRow(date_text(day.day, language, length="full"), day.received, day.so_far) for day in kept]


def _marks(days: Sequence[Day], language: str) -> list[tuple[int, str]]:
    """Five days at most under the line, the first and the last always."""
    last = len(days) - 1
    steps = sorted({round(last * part / 4) for part in range(5)})
    return [(step, date_text(days[step].day, language, length="day")) for step in steps]


def _round_up(value: int) -> int:
    for step in (4, 10, 20, 40, 50, 100, 200, 400, 500, 1000, 2000, 4000, 5000, 10000, 20000, 50000):
        if 4 * step >= value * 1.05:
            return 4 * step
    return value


def _grid(top: int) -> list[int]:
    return [top * part // 4 for part in range(5)]


def needs(office_path: str, call: Call, facts: Matters, language: str) -> list[Need]:
    """What asks for attention, the gravest first: (tone, icon, title, text, action, address)."""
    found = [
        *_of_exchange(office_path, facts, language),
        *_of_readings(office_path, call, facts, language),
        *_of_dossiers(office_path, facts, language),
    ]
    if not call.is_public:
        say = translations(language).gettext
        text = say(N_("Seule son équipe le lit : préparez-le, puis ouvrez-le au public."))
        unseen = say(N_("L’appel n’est pas encore public"))
        found.insert(0, ("orange", "eye", unseen, text, say(N_("Préparer l’appel")), f"{office_path}/tracks"))
    if facts.lost:
        speech = translations(language)
        title = speech.ngettext(
            "%(num)s courriel n’est pas arrivé", "%(num)s courriels ne sont pas arrivés", facts.lost
        )
        text = speech.gettext(N_("Huit essais, puis l’envoi s’arrête."))
        found.append(("blue", "mail", title % {"num": facts.lost}, text, "", ""))
    return found


def _of_readings(base: str, call: Call, facts: Matters, language: str) -> Iterator[Need]:
    """Readings that nobody can do, that nobody was given, that are not handed in yet."""
    speech = translations(language)
    say = speech.gettext
    needed = (facts.views["to_screen"] + facts.views["admitted"]) * call.reviews_per_dossier
    if (missing := needed - sum(row.capacity for row in facts.readers)) > 0:
        title = speech.ngettext("Il manque %(num)s lecture", "Il manque %(num)s lectures", missing) % {"num": missing}
        alone = N_("Vos évaluateurs ne peuvent pas tout lire.") if facts.readers else N_("Personne n’évalue encore.")
        yield "red", "alert", title, say(alone), say(N_("Inviter")), f"{base}/people"
    if facts.is_closed and (number := facts.readings.needed - facts.readings.given) > 0:
        title = speech.ngettext("%(num)s lecture à attribuer", "%(num)s lectures à attribuer", number) % {"num": number}
        text = say(N_("Des dossiers recevables attendent leurs lecteurs."))
        yield "orange", "users", title, text, say(N_("Attribuer")), f"{base}/assignments"
    if (number := facts.readings.given - facts.readings.done) > 0:
        title = speech.ngettext("%(num)s évaluation attendue", "%(num)s évaluations attendues", number) % {
            "num": number
        }
        done = facts.readings.done
        said = speech.ngettext("%(num)s rendue sur %(total)s.", "%(num)s rendues sur %(total)s.", done)
        text = said % {"num": done, "total": facts.readings.given}
        yield "plum", "eye", title, text, say(N_("Voir")), f"{base}/reviews"


def _of_exchange(base: str, facts: Matters, language: str) -> Iterator[Need]:
    """Messages that nobody has read, corrections that are overdue."""
    speech = translations(language)
    say = speech.gettext
    if number := facts.messages:
        title = speech.ngettext("%(num)s message à lire", "%(num)s messages à lire", number) % {"num": number}
        text = say(N_("Des porteurs de dossiers attendent une réponse."))
        yield "plum", "message", title, text, say(N_("Lire")), f"{base}/messages"
    if number := facts.corrections.overdue:
        title = speech.ngettext(
            "%(num)s correction n’est pas venue à temps",
            "%(num)s corrections ne sont pas venues à temps",
            number,
        )
        text = say(N_("Donnez plus de temps, ou décidez sur ce qui est déposé."))
        yield "orange", "clock", title % {"num": number}, text, say(N_("Voir")), f"{base}/dossiers?state=to_correct"


def _of_dossiers(base: str, facts: Matters, language: str) -> Iterator[Need]:
    """Dossiers to screen, drafts that hardly begin, dossiers that came late."""
    speech = translations(language)
    say = speech.gettext
    if number := facts.views["to_screen"]:
        title = speech.ngettext("%(num)s dossier à examiner", "%(num)s dossiers à examiner", number) % {"num": number}
        text = say(N_("Recevables ou non, et pourquoi."))
        yield "plum", "shield", title, text, say(N_("Examiner")), f"{base}/screening"
    if number := 0 if facts.is_closed else facts.weak:
        title = speech.ngettext(
            "%(num)s brouillon rempli à moins de 50 %%", "%(num)s brouillons remplis à moins de 50 %%", number
        )
        text = say(N_("Ils ne sont pas déposés."))
        yield "orange", "clock", title % {"num": number}, text, say(N_("Voir")), f"{base}/dossiers?view=drafts"
    if number := facts.views["late"]:
        title = speech.ngettext("%(num)s dossier reçu hors délai", "%(num)s dossiers reçus hors délai", number)
        text = say(N_("Dans la tolérance, ou avec un délai accordé."))
        yield "yellow", "history", title % {"num": number}, text, say(N_("Voir")), f"{base}/dossiers?view=late"
