"""Rules about groupings in words: one plain sentence for each, its count, and the table the browser counts with."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence

from app.domain.members import (
    LEGAL_PERSONS,
    CompositionRule,
    Family,
    MemberFacts,
    RuleCheck,
    RuleKind,
    organisation_of,
)
from app.domain.texts import text_in
from app.web.i18n import N_, translations

Plural = Callable[[str, str, int], str]
Counted = Callable[[Plural, int], str]
NOUNS: Mapping[Family, Counted] = {
    Family.ESS: lambda ngettext, n: ngettext("%(num)s structure de l’ESS", "%(num)s structures de l’ESS", n),
    Family.COMPANY: lambda ngettext, n: ngettext("%(num)s entreprise hors ESS", "%(num)s entreprises hors ESS", n),
    Family.AUTHORITY: lambda ngettext, n: ngettext("%(num)s collectivité", "%(num)s collectivités", n),
    Family.RESEARCH: lambda ngettext, n: ngettext(
        "%(num)s organisme de recherche", "%(num)s organismes de recherche", n
    ),
    Family.TRAINING: lambda ngettext, n: ngettext(
        "%(num)s organisme de formation", "%(num)s organismes de formation", n
    ),
    Family.NETWORK: lambda ngettext, n: ngettext("%(num)s réseau", "%(num)s réseaux", n),
    Family.PERSON: lambda ngettext, n: ngettext("%(num)s personne", "%(num)s personnes", n),
}
NAMES: Mapping[Family, str] = {
    Family.ESS: N_("structure de l’ESS"),
    Family.COMPANY: N_("entreprise hors ESS"),
    Family.AUTHORITY: N_("collectivité"),
    Family.RESEARCH: N_("organisme de recherche"),
    Family.TRAINING: N_("organisme de formation"),
    Family.NETWORK: N_("réseau"),
    Family.PERSON: N_("personne"),
}
KINDS: Mapping[RuleKind, tuple[str, str]] = {
    RuleKind.MEMBERS: (N_("Un nombre de membres"), N_("Les établissements d’une même organisation comptent pour un.")),
    RuleKind.FAMILIES: (N_("Un nombre de familles différentes"), N_("Des membres de natures différentes.")),
    RuleKind.BEARER: (N_("Qui porte le dossier"), N_("Le porteur est de l’une des familles choisies.")),
}


def rule_text(rule: CompositionRule, language: str) -> str:
    """What a rule asks, in the words of its organisers, else in ours: `Au moins 1 structure de l’ESS`."""
    if any(rule.label.values()):
        return text_in(rule.label, language)
    say = translations(language).gettext
    if rule.kind is RuleKind.BEARER:
        return say(N_("Le porteur du dossier : %(families)s")) % {"families": _names(rule.families, language, _or)}
    least, most = rule.at_least, rule.at_most
    if most == 0:
        text = say(N_("Aucun membre de ces familles : %(families)s")) % {
            "families": _names(rule.families, language, _or)
        }
    elif most is None:
        text = say(N_("Au moins %(what)s")) % {"what": _counted(rule, least, language)}
    elif most == least:
        text = say(N_("Exactement %(what)s")) % {"what": _counted(rule, most, language)}
    elif least:
        text = say(N_("De %(least)s à %(what)s")) % {"least": least, "what": _counted(rule, most, language)}
    else:
        text = say(N_("Au plus %(what)s")) % {"what": _counted(rule, most, language)}
    return say(N_("%(rule)s, confirmés")) % {"rule": text} if rule.confirmed_only else text


def rule_rows(checks: Iterable[RuleCheck], language: str) -> list[dict[str, object]]:
    """The rules for the kit's list, each with its count."""
    return [
        {"ok": check.is_met, "text": rule_text(check.rule, language), "value": str(check.count)} for check in checks
    ]


def rule_table(rules: Iterable[CompositionRule]) -> str:
    """The rules as the browser counts them."""
    return json.dumps(
        [
            {
                "kind": str(rule.kind),
                "families": [str(family) for family in rule.families],
                "at_least": rule.at_least,
                "at_most": rule.at_most,
                "confirmed_only": rule.confirmed_only,
            }
            for rule in rules
        ]
    )


def member_table(members: Iterable[MemberFacts]) -> str:
    """The members as the browser counts them: their names stay here."""
    return json.dumps(
        [
            {
                "family": str(member.family),
                "organisation": organisation_of(member.identifier) if member.identifier else "",
                "confirmed": member.confirmed,
                "bearer": member.is_bearer,
            }
            for member in members
        ]
    )


def family_options(language: str) -> list[tuple[str, str]]:
    """The families to choose from."""
    say = translations(language).gettext
    return [(str(family), _capital(say(name))) for family, name in NAMES.items()]


def kind_options(language: str) -> list[tuple[str, str, str]]:
    """The kinds of rules to choose from."""
    say = translations(language).gettext
    return [(str(kind), say(title), say(text)) for kind, (title, text) in KINDS.items()]


def _counted(rule: CompositionRule, number: int, language: str) -> str:
    """What is counted, with its number: `3 membres parmi : réseau, personne`."""
    speech = translations(language)
    among = "" if set(rule.families) == set(Family) else _names(rule.families, language, _and)
    if rule.kind is RuleKind.FAMILIES:
        what = speech.ngettext("%(num)s famille différente", "%(num)s familles différentes", number)
        among = "" if set(rule.families) >= set(LEGAL_PERSONS) else among
    elif set(rule.families) == set(LEGAL_PERSONS):
        what, among = speech.ngettext("%(num)s organisation", "%(num)s organisations", number), ""
    elif len(rule.families) == 1:
        what, among = NOUNS[rule.families[0]](speech.ngettext, number), ""
    else:
        what = speech.ngettext("%(num)s membre", "%(num)s membres", number)
    text = what % {"num": number}
    return speech.gettext(N_("%(what)s parmi : %(families)s")) % {"what": text, "families": among} if among else text


_and, _or = N_("%(first)s, %(last)s"), N_("%(first)s ou %(last)s")


def _names(families: Sequence[Family], language: str, joined: str) -> str:
    say = translations(language).gettext
    names = [say(NAMES[family]) for family in families]
    first = ", ".join(names[:-1])
    return say(joined) % {"first": first, "last": names[-1]} if first else names[-1]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
