"""The outcomes of a track in words: its own names for them, else the usual ones."""

from collections.abc import Mapping

from app.domain.outcomes import Outcome, OutcomeKey, label_of, offered
from app.domain.texts import text_in
from app.queries.tracks import Ending, outcomes_of
from app.web.i18n import N_, translations

USUAL: Mapping[OutcomeKey, str] = {
    OutcomeKey.SELECTED: N_("Retenu"),
    OutcomeKey.WAITING: N_("Liste d’attente"),
    OutcomeKey.NOT_SELECTED: N_("Non retenu"),
}


def usual(key: str, language: str) -> str:
    """The usual name of an outcome."""
    return translations(language).gettext(USUAL[OutcomeKey(key)])


def outcome_name(outcomes: tuple[Outcome, ...], key: str, language: str) -> str:
    """How an outcome is called here."""
    own = label_of(outcomes, key)
    return text_in(own, language) if any(own.values()) else usual(key, language)


def outcome_words(track: Ending, language: str) -> dict[str, str]:
    """Every outcome a dossier of this track may have, in order, with its name."""
    outcomes = outcomes_of(track)
    return {str(key): outcome_name(outcomes, key, language) for key in offered(outcomes)}


def own_words(track: Ending, language: str) -> dict[str, str]:
    """The names that a track gives to its outcomes; empty where it keeps the usual one."""
    outcomes = outcomes_of(track)
    return {str(key): text_in(label_of(outcomes, key), language) for key in OutcomeKey}
