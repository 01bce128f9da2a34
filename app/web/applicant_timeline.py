"""Where a filed dossier stands, in plain words: what was done, where it is now, what comes next."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from app.domain.phases import MomentKind
from app.models import Dossier, Moment
from app.queries.applicants import DecisionRow
from app.queries.screening import Act
from app.web.i18n import N_, translations
from app.web.shown import instant_text, iso, near_deadline

Row = tuple[str, str, str, str]
"""For the kit's calendar: words, when, `past` `now` or nothing, ISO instant."""

_DONE = {
    "dossier.correction_asked": N_("Une correction vous a été demandée"),
    "dossier.correction_prolonged": N_("Vous avez eu plus de temps pour corriger"),
    "dossier.correction_ended": N_("La correction n’est plus attendue"),
    "dossier.admitted": N_("Votre dossier est recevable"),
    "dossier.refused": N_("Votre dossier a été déclaré irrecevable"),
    "dossier.requalified": N_("Votre dossier a changé de catégorie"),
    "dossier.withdrawn": N_("Vous avez retiré ce dossier"),
    "dossier.restored": N_("Vous avez remis ce dossier"),
}
"""The acts an owner may know of, and no other: nothing here tells that a private decision exists."""

_NOW = {
    "filed": (N_("Nous vérifions sa recevabilité"), N_("qu’il est complet et répond aux règles de l’appel")),
    "to_correct": (N_("Une correction vous est demandée"), N_("à déposer avant le %(due)s")),
    "refused": (N_("Votre dossier n’est pas recevable"), ""),
    "withdrawn": (N_("Vous avez retiré ce dossier"), N_("il ne sera pas examiné")),
    "admitted": (N_("Votre dossier est lu et noté"), N_("par plusieurs personnes, chacune de son côté")),
}
_SAME = {"to_correct": "dossier.correction_asked", "refused": "dossier.refused", "withdrawn": "dossier.withdrawn"}
"""The act that the row of now already tells."""

_OUTCOMES = {
    "selected": N_("Votre projet est retenu"),
    "waiting": N_("Votre projet est sur la liste d’attente"),
    "not_selected": N_("Votre projet n’est pas retenu"),
}


def timeline(
    dossier: Dossier,
    acts: Sequence[Act],
    decision: DecisionRow | None,
    moments: Iterable[Moment],
    language: str,
    *,
    zone: str,
    due: datetime | None = None,
    own: str = "",
) -> list[Row]:
    """The way of a dossier since it was filed; a decision is there only once it is public.

    `acts` come from the journal, the latest first; `due` is when a correction is over; `own` is what the track calls
    this outcome, where it has a name of its own.
    """
    if dossier.filed_at is None:
        return []
    rows = _past(dossier, acts, language, zone)
    rows.append(_here(dossier, language, zone, due, is_over=decision is not None))
    if decision is not None:
        return [*rows, _decided(decision, language, zone, own)]
    return [*rows, *_ahead(dossier, moments, language, zone)]


def _past(dossier: Dossier, acts: Sequence[Act], language: str, zone: str) -> list[Row]:
    """What was done, the first act first, without what the row of now tells."""
    say = translations(language).gettext
    told = list(acts)
    if (same := _SAME.get(dossier.state)) and (last := next((one for one in told if one.action == same), None)):
        told.remove(last)
    rows: list[Row] = []
    filings, corrects = 0, False
    for act in reversed(told):
        if act.action == "dossier.submitted":
            words = _filing(filings, corrects=corrects)
            filings, corrects = filings + 1, False
        elif act.action in _DONE:
            words, corrects = _DONE[act.action], act.action == "dossier.correction_asked" or corrects
        else:
            continue
        rows.append((say(words), instant_text(act.at, language, zone), "past", iso(act.at)))
    # A dossier that was brought in from elsewhere has no line for its filing.
    if dossier.filed_at is not None and (not rows or rows[0][0] != say(_filing(0))):
        first = (say(_filing(0)), instant_text(dossier.filed_at, language, zone), "past", iso(dossier.filed_at))
        rows.insert(0, first)
    if dossier.state == "admitted" and not any(act.action == "dossier.admitted" for act in told):
        rows.append((say(_DONE["dossier.admitted"]), "", "past", ""))
    return rows


def _filing(number: int, *, corrects: bool = False) -> str:
    if corrects:
        return N_("Votre correction est déposée")
    return N_("Votre dossier est déposé à nouveau") if number else N_("Votre dossier est déposé")


def _here(dossier: Dossier, language: str, zone: str, due: datetime | None, *, is_over: bool) -> Row:
    say = translations(language).gettext
    title, text = _NOW.get(dossier.state, ("", ""))
    shown = say(text) % {"due": near_deadline(due, language, zone)} if text and due else say(text) if text else ""
    if dossier.state == "refused":
        shown = dossier.screening_reason
    if dossier.state == "to_correct" and due is None:
        shown = dossier.screening_reason
    return (say(title), shown, "past" if is_over else "now", "")


def _decided(decision: DecisionRow, language: str, zone: str, own: str) -> Row:
    say = translations(language).gettext
    text = say(N_("Décision : %(decision)s")) % {"decision": own} if own else say(_OUTCOMES[decision.outcome])
    return (text, instant_text(decision.published_at, language, zone), "now", iso(decision.published_at))


def _ahead(dossier: Dossier, moments: Iterable[Moment], language: str, zone: str) -> list[Row]:
    """The answer, for those who still wait for one."""
    if dossier.state not in ("filed", "to_correct", "admitted"):
        return []
    title = translations(language).gettext(N_("La réponse, avec ses motifs"))
    return [
        (title, near_deadline(one.starts_at, language, zone), "", iso(one.starts_at))
        for one in moments
        if one.kind == MomentKind.PUBLICATION
    ]
