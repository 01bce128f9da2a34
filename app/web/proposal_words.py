"""The words of proposals: with what settings they were computed, and what their publication did."""

from typing import cast

from pydantic import JsonValue

from app.domain.reviewing import parse_reviewing
from app.models import AssignmentProposal
from app.web.i18n import N_, translations

GIVEN = N_("Lectures attribuées : %(given)s. Évaluateurs prévenus : %(reviewers)s.")
GIVEN_BUT = N_("Lectures attribuées : %(given)s. Évaluateurs prévenus : %(reviewers)s. Paires écartées : %(skipped)s.")
TERRITORY = {
    "preferred": N_("préféré"),
    "excluded": N_("exclu"),
    "ignored": N_("indifférent"),
}


def settings_words(proposal: AssignmentProposal, language: str) -> list[tuple[str, str]]:
    """The settings that a proposal was computed with, as (name, value)."""
    say = translations(language).gettext
    plan = parse_reviewing(cast("JsonValue", proposal.settings.get("reviewing")))
    weights = plan.weights
    return [
        (say(N_("Thèmes en commun")), str(weights.themes)),
        (say(N_("Territoire")), str(weights.territory)),
        (say(N_("Souhaits des évaluateurs")), str(weights.wishes)),
        (say(N_("Langue du dossier")), str(weights.languages)),
        (say(N_("Son propre territoire")), say(TERRITORY[plan.territory])),
        (say(N_("Lectures au moins")), str(plan.min_load)),
    ]
