"""The reviewers of a call as pages show them: their answers in words, the lists one chooses from."""

from collections.abc import Mapping
from typing import NamedTuple

from babel import Locale
from sqlmodel import Session

from app.adapters import geography
from app.domain.invitation_lists import Known, said
from app.domain.pool import LANGUAGES, DeclineReason, PoolStanding
from app.models import Call
from app.queries import calls
from app.queries.pool import ReviewerRow, fingerprint
from app.queries.themes import themes_of_call
from app.web.i18n import N_, translations
from app.web.organiser_desk import regions
from app.web.shown import text_in

STANDINGS = {
    PoolStanding.INVITED: ("blue", "mail", N_("sans réponse")),
    PoolStanding.ACCEPTED: ("green", "check", N_("a accepté")),
    PoolStanding.DECLINED: ("orange", "ban", N_("a décliné")),
    PoolStanding.GONE: ("", "minus", N_("retiré de l’équipe")),
}
REASONS = {
    DeclineReason.CONFLICT: (
        N_("Un conflit d’intérêts"),
        N_("Vous avez un lien avec l’appel ou avec ceux qui y répondent."),
    ),
    DeclineReason.NOT_MY_FIELD: (
        N_("Ce n’est pas mon domaine"),
        N_("Les sujets de l’appel sont trop loin des vôtres."),
    ),
    DeclineReason.TOO_MANY: (
        N_("Trop de dossiers, ou pas assez de temps"),
        N_("Moins de dossiers vous iraient ? Acceptez plutôt, avec un nombre plus bas."),
    ),
    DeclineReason.OTHER: (N_("Une autre raison"), N_("Dites-la en quelques mots, si vous voulez.")),
}
SHORT_REASONS = {
    DeclineReason.CONFLICT: N_("conflit d’intérêts"),
    DeclineReason.NOT_MY_FIELD: N_("pas son domaine"),
    DeclineReason.TOO_MANY: N_("trop de dossiers"),
    DeclineReason.OTHER: N_("autre raison"),
}
STATUSES = {
    "new": ("green", N_("sera invité")),
    "known": ("green", N_("sera invité, a déjà un compte")),
    "again": ("blue", N_("sera réinvité, avait décliné ou quitté l’équipe")),
    "in_team": ("", N_("est déjà dans l’équipe, rien ne part")),
    "twice": ("", N_("est déjà plus haut dans la liste")),
    "no_address": ("red", N_("n’a pas d’adresse e-mail : complétez la ligne")),
    "bad_address": ("red", N_("a une adresse e-mail mal écrite : corrigez-la")),
}
LEFT_OUT = {
    "region": N_("région « %(text)s » inconnue"),
    "departement": N_("département « %(text)s » inconnu"),
    "themes": N_("thème « %(text)s » inconnu"),
    "capacity": N_("nombre de dossiers « %(text)s » illisible"),
    "network": N_("réseau « %(text)s » inconnu"),
    "language": N_("langue « %(text)s » inconnue"),
}


class Choices(NamedTuple):
    """What one chooses from in a profile: keys with their words."""

    networks: list[tuple[str, str]]
    regions: list[tuple[str, str]]
    departements: list[tuple[str, str]]
    themes: list[tuple[str, str]]
    languages: list[tuple[str, str]]


def choices(db: Session, call: Call, language: str) -> Choices:
    """The lists of a profile in this call."""
    return Choices(
        networks=[(network.key, network.name) for network in calls.networks(db, call.id)],
        regions=[(name, name) for name in regions(call)],
        departements=[(code, f"{code} {one.name}") for code, one in sorted(geography.departements().items())],
        themes=[(key, text_in(label, language)) for key, label in themes_of_call(db, call.id).items()],
        languages=language_rows(language),
    )


def language_rows(language: str) -> list[tuple[str, str]]:
    """The languages one may read, in the language of the page."""
    names: Mapping[str, str] = Locale.parse(language).languages
    return [(code, names[code]) for code in LANGUAGES]


def theme_names(db: Session, call: Call, language: str) -> dict[str, str]:
    """What each theme of the call is called."""
    return {key: text_in(label, language) for key, label in themes_of_call(db, call.id).items()}


def known_in(db: Session, call: Call) -> Known:
    """Every way to write what a list of people may say, by key and in each language."""
    themes: dict[str, str] = {}
    for key, label in themes_of_call(db, call.id).items():
        themes |= {said(text): key for text in (key, *label.values())}
    departements: dict[str, str] = {}
    for code, one in geography.departements().items():
        departements |= {said(code): code, said(one.name): code, code.lstrip("0"): code}
    networks: dict[str, str] = {}
    for network in calls.networks(db, call.id):
        networks |= {said(text): network.key for text in (network.key, network.name, network.full_name) if text}
    return Known({said(name): name for name in regions(call)}, departements, themes, networks)


def standing_words(language: str) -> dict[str, tuple[str, str, str]]:
    """Tone, icon and words of each standing."""
    say = translations(language).gettext
    return {key.value: (tone, icon, say(text)) for key, (tone, icon, text) in STANDINGS.items()}


def reason_rows(language: str) -> list[tuple[str, str, str]]:
    """The reasons to decline, as cards to choose from."""
    say = translations(language).gettext
    return [(key.value, say(title), say(text)) for key, (title, text) in REASONS.items()]


def reason_words(language: str) -> dict[str, str]:
    """The reasons to decline, as organisers read them in a list."""
    say = translations(language).gettext
    return {key.value: say(text) for key, text in SHORT_REASONS.items()}


def status_words(language: str) -> dict[str, tuple[str, str]]:
    """What becomes of a line of a list: tone and words."""
    say = translations(language).gettext
    return {key: (tone, say(text)) for key, (tone, text) in STATUSES.items()}


def left_out_words(column: str, text: str, language: str) -> str:
    """What was not understood in a line."""
    return translations(language).gettext(LEFT_OUT[column]) % {"text": text[:60]}


def kept_values(row: ReviewerRow, rows: Choices) -> dict[str, object]:
    """A profile as it is saved, to be compared with what was typed."""
    words = dict(rows.themes)
    names = ", ".join(words.get(key, key) for key in row.membership.themes)
    return {**profile_values(row), "theme_names": names}


def profile_values(row: ReviewerRow) -> dict[str, object]:
    """A profile as its form shows it first."""
    held = row.membership
    return {
        "organisation": held.organisation,
        "region": held.region,
        "departement": held.departement,
        "network": row.network_key,
        "themes": held.themes,
        "languages": held.languages,
        "capacity": held.capacity,
        "ties": row.ties,
        "version": fingerprint(held),
    }
