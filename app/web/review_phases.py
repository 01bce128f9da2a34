"""What reviewers may do and see, in plain words: the phases of a call, and what each track hides."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from app.domain.reviewing import (
    BEFORE,
    Reviewing,
    ReviewPhase,
    Rules,
    hides_applicant,
    hides_reviewers,
    phase_at,
    rules_at,
)
from app.domain.texts import text_in
from app.models import Call, Track
from app.web.binding import Bound
from app.web.calendar_fields import local
from app.web.i18n import LANGUAGES, N_, translations
from app.web.organiser_settings import filled

SIGHTS = (
    ("never", N_("Jamais"), N_("Chacun lit de son côté.")),
    ("after_own", N_("Après avoir rendu la leur"), N_("Sur un même dossier, et jamais avant.")),
    ("always", N_("Toujours"), N_("Même avant d’avoir rendu la leur : le premier avis pèse alors sur les suivants.")),
)
STARTS: Mapping[str, tuple[str, str, Rules]] = {
    "alone": (
        N_("Chacun de son côté"),
        N_("Les évaluations s’écrivent et se rendent ; personne ne voit celles des autres."),
        Rules(),
    ),
    "after_own": (
        N_("Comparer après avoir rendu"),
        N_("Une fois la sienne rendue, chacun lit celles des autres et la moyenne, sans les noms."),
        Rules(sees_others="after_own", sees_averages=True),
    ),
    "together": (
        N_("En discuter"),
        N_("Les évaluateurs d’un dossier se lisent, se parlent et peuvent revoir leur note."),
        Rules(sees_others="after_own", sees_names=True, sees_averages=True, may_comment=True, may_revise=True),
    ),
    "closed": (
        N_("Tout est rendu"),
        N_("Plus rien ne s’écrit ; chacun relit ce qui a été dit des dossiers qu’il a lus."),
        Rules(may_write=False, sees_others="always", sees_averages=True),
    ),
}


class Said(NamedTuple):
    """One thing that reviewers may do or not."""

    ok: bool
    text: str


class ShownPhase(NamedTuple):
    """A phase on its page."""

    key: str
    title: str
    starts_at: datetime
    state: str
    rules: list[Said]
    may_start: bool


class Sight(NamedTuple):
    """What a reviewer may do and see at one instant."""

    at: datetime
    phase: str
    rules: list[Said]
    tracks: list[tuple[str, list[Said]]]


def said(rules: Rules, language: str) -> list[Said]:
    """Every switch, in words."""
    say = translations(language).gettext
    return [Said(ok, text % {"round": rules.round}) for ok, text in ((ok, say(words)) for ok, words in _said(rules))]


def _said(rules: Rules) -> Iterator[tuple[bool, str]]:
    if rules.may_write:
        yield True, N_("Ils écrivent leurs évaluations et les rendent.")
    else:
        yield False, N_("Ils lisent les dossiers ; aucune évaluation ne s’écrit ni ne se rend.")
    if rules.may_revise:
        yield True, N_("Ils peuvent revoir une évaluation rendue ; la première est gardée à côté.")
    yield {
        "never": (False, N_("Ils ne voient pas les évaluations des autres.")),
        "after_own": (True, N_("La leur rendue, ils voient celles que les autres ont rendues du même dossier.")),
        "always": (True, N_("Ils voient, sur leurs dossiers, les évaluations que les autres ont rendues.")),
    }[rules.sees_others]
    means = (
        N_("Ils voient la note moyenne de leurs dossiers.")
        if rules.sees_others == "always"
        else N_("La leur rendue, ils voient la note moyenne du dossier.")
    )
    yield rules.sees_averages, means if rules.sees_averages else N_("Ils ne voient aucune moyenne.")
    if rules.sees_others != "never" or rules.may_comment:
        yield (
            rules.sees_names,
            N_("Ils savent qui sont les autres évaluateurs.")
            if rules.sees_names
            else N_("Les autres s’appellent « Évaluateur 2 », sans leur nom."),
        )
    discuss = N_("Ils échangent sur chaque dossier, entre eux et avec l’organisation.")
    yield rules.may_comment, discuss if rules.may_comment else N_("Ils n’échangent pas entre eux.")
    if rules.may_pick:
        yield True, N_("Ils choisissent le dossier qu’ils lisent ensuite.")
    if rules.round > 1:
        yield True, N_("Seuls les dossiers gardés pour le tour %(round)s s’évaluent.")


def hidden_words(blind: str, language: str) -> list[Said]:
    """What a track hides, whatever the phase."""
    say = translations(language).gettext
    applicant = N_("Ils savent qui dépose le dossier.")
    if hides_applicant(blind):
        applicant = N_("Ils ne savent pas qui dépose : noms, membres, adresses et fichiers qui le disent sont cachés.")
    reviewers = N_("Les noms des autres évaluateurs suivent la phase.")
    if hides_reviewers(blind):
        reviewers = N_("Ils ne savent jamais qui sont les autres évaluateurs.")
    return [Said(not hides_applicant(blind), say(applicant)), Said(not hides_reviewers(blind), say(reviewers))]


def sight_at(plan: Reviewing, tracks: Iterable[Track], at: datetime, language: str) -> Sight:
    """What a reviewer may do and see at this instant."""
    say = translations(language).gettext
    phase = phase_at(plan, at)
    none = N_("Avant la première phase") if plan.phases else N_("Sans phase")
    return Sight(
        at,
        text_in(phase.title, language) if phase else say(none),
        said(rules_at(plan, at), language),
        [(text_in(track.title, language), hidden_words(track.blind, language)) for track in tracks],
    )


def shown_phases(plan: Reviewing, now: datetime, language: str) -> list[ShownPhase]:
    """The phases of a call, in order, each with where it stands."""
    current, ahead = phase_at(plan, now), next((one for one in plan.phases if one.starts_at > now), None)
    return [
        ShownPhase(
            one.key,
            text_in(one.title, language),
            one.starts_at,
            "now" if one == current else "ahead" if one.starts_at > now else "past",
            said(one.rules, language),
            one == ahead,
        )
        for one in plan.phases
    ]


def without(plan: Reviewing, key: str, now: datetime) -> Rules:
    """The rules of now, were this phase not there."""
    kept = tuple(one for one in plan.phases if one.key != key)
    begun = [one for one in kept if one.starts_at <= now]
    return begun[-1].rules if begun else BEFORE if kept else Rules()


def phase_fields(call: Call, phase: ReviewPhase | None, start: Rules, title: Mapping[str, str]) -> Bound[Any]:
    """A phase as fields: one that is there, or a new one with rules to start from."""
    rules = phase.rules if phase else start
    words = phase.title if phase else title
    fields: dict[str, object] = {"version": call.version, "zone": call.zone, "sees_others": rules.sees_others}
    fields |= {"round": rules.round, "starts_at": local(phase.starts_at if phase else None, call.zone)}
    fields |= {f"title.{language}": words.get(language, "") for language in LANGUAGES}
    for name in ("may_write", "sees_names", "sees_averages", "may_comment", "may_revise", "may_pick"):
        if getattr(rules, name):
            fields[name] = "yes"
    return filled(fields)
