"""The page where the rules about groupings are written: one rule at a time, tried on an example grouping."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from app.domain.members import Family, MemberFacts, check_composition
from app.domain.rule_sets import RULE_SETS
from app.models import Track
from app.queries.tracks import rules_of
from app.services.track_rules import needs_reason
from app.web.binding import Bound, blank
from app.web.composition import family_options, kind_options, rule_rows, rule_table, rule_text
from app.web.i18n import LANGUAGES, N_, translations
from app.web.organiser_tracks import TrackOffice

NEW = "new"
MOST_SHOWN = 100
FIRST = {Family.ESS: 2, Family.COMPANY: 1, Family.AUTHORITY: 1}
SETS: Mapping[str, tuple[str, str]] = {
    "call_2011": (N_("L’appel de 2011"), N_("Un groupement nombreux, de natures différentes, autour de l’ESS.")),
    "decree_2015": (
        N_("Le décret de 2015"),
        N_("Trois personnes morales : une de l’ESS, une entreprise, une collectivité ou un organisme."),
    ),
}


class Example(NamedTuple):
    """A grouping to try the rules on: how many members of each family, the family of who bears it."""

    numbers: dict[str, int]
    bearer: str
    confirmed: bool

    @property
    def members(self) -> list[MemberFacts]:
        """Its members."""
        return [
            MemberFacts("", Family(family), confirmed=self.confirmed, is_bearer=place == 0 and family == self.bearer)
            for family, number in self.numbers.items()
            for place in range(number)
        ]


class SetView(NamedTuple):
    """A ready-made set of rules."""

    key: str
    title: str
    text: str
    rules: list[str]


def example_of(asked: Mapping[str, str]) -> Example:
    """The grouping that an address describes; without any, a usual one."""
    is_asked = any(f"n-{family}" in asked for family in Family)
    numbers = {
        str(family): _number(asked.get(f"n-{family}", "")) if is_asked else FIRST.get(family, 0) for family in Family
    }
    bearer = asked.get("bearer", "") if is_asked else str(Family.ESS)
    return Example(numbers, bearer if bearer in numbers else "", asked.get("confirmed") == "yes" or not is_asked)


def composition_context(
    at: TrackOffice,
    asked: Mapping[str, str],
    *,
    editing: str = "",
    form: Bound[Any] | None = None,
    theirs: bool = False,
) -> dict[str, object]:
    """Everything the page needs. `editing` is the key of the rule that is open, `new` for one more."""
    rules, example = rules_of(at.track), example_of(asked)
    texts = {rule.key: rule_text(rule, at.language) for rule in rules}
    return {
        "track": at.track,
        "title": at.title,
        "texts": texts,
        "editing": editing,
        "form": form or rule_fields(at.track, editing),
        "theirs": theirs,
        "kinds": kind_options(at.language),
        "families": family_options(at.language),
        "sets": set_views(at.language),
        "example": example,
        "rows": rule_rows(check_composition(rules, example.members), at.language),
        "rule_table": rule_table(rules),
        "needs_reason": needs_reason(at.db, at.track),
        "changes": at.changes("composition"),
        "blank": blank(at.language),
    }


def rule_fields(track: Track, key: str) -> Bound[Any]:
    """A rule as fields; a new one begins with the most usual question."""
    rule = next((one for one in rules_of(track) if one.key == key), None)
    if rule is None:
        return blank(version=track.version, kind="members", at_least=1)
    fields: dict[str, object] = {
        "version": track.version,
        "key": rule.key,
        "kind": str(rule.kind),
        "at_least": rule.at_least or "",
        "at_most": "" if rule.at_most is None else rule.at_most,
        "families": [str(family) for family in rule.families],
        "confirmed_only": "yes" if rule.confirmed_only else None,
    }
    return blank("fr", **fields, **{f"label.{language}": rule.label.get(language, "") for language in LANGUAGES})


def set_views(language: str) -> list[SetView]:
    """The ready-made sets in words."""
    say = translations(language).gettext
    return [
        SetView(str(key), say(SETS[key][0]), say(SETS[key][1]), [rule_text(rule, language) for rule in rules])
        for key, rules in RULE_SETS.items()
    ]


def _number(text: str) -> int:
    return min(int(text), MOST_SHOWN) if text.strip().isdecimal() else 0
