"""The parts of a dossier that are more than words: budget, members, files, as every face shows them."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from pydantic import JsonValue

from app.domain import budgets
from app.domain.identifiers import format_identifier
from app.domain.listings import Listed
from app.domain.questions import BudgetLine, BudgetPlan
from app.domain.texts import text_in
from app.queries.dossiers import FileRow, MemberRow
from app.web.i18n import N_, translations
from app.web.messages_places import SOURCES
from app.web.shown import day_text, euros_text, money_text, number_text, share_text, size_text, typed_number


class ShownFile(NamedTuple):
    """A file with its address and its size in words; `look` is how it is opened in place, `page` or `image`."""

    id: UUID
    name: str
    href: str
    note: str
    look: str = ""


class ShownMember(NamedTuple):
    """A member of the grouping; `facts` are (name, value)."""

    id: UUID
    family: str
    name: str
    is_bearer: bool
    facts: list[tuple[str, str]]
    source: str = ""
    standing: tuple[str, str, str] | None = None


class ShownBudget(NamedTuple):
    """A budget as a table: years, lines (label, amounts), totals, self-financing by year where lines are marked;
    `rules` are those of the whole.
    """

    years: tuple[int, ...]
    expenses: list[tuple[str, list[str]]]
    total_expenses: list[str]
    resources: list[tuple[str, list[str]]]
    total_resources: list[str]
    own_shares: list[str]
    rules: list[dict[str, object]]


def shown_budget(plan: BudgetPlan, value: JsonValue, language: str) -> ShownBudget:
    """The table of a budget; an empty cell stays empty."""
    totals = budgets.totals(plan, value)
    return ShownBudget(
        years=plan.years,
        expenses=_lines(plan, plan.expenses, value, language),
        total_expenses=[money_text(year.expenses, language) for year in totals],
        resources=_lines(plan, plan.resources, value, language),
        total_resources=[money_text(year.resources, language) for year in totals],
        own_shares=[_share(year.own_share, language) for year in totals] if _has_own(plan) else [],
        rules=budget_rules(plan, value, language),
    )


def budget_rules(plan: BudgetPlan, value: JsonValue, language: str) -> list[dict[str, object]]:
    """The rules of a budget as a whole, each with where it stands; `kind` is what the script of the table looks for."""
    say = translations(language).gettext
    rules: list[dict[str, object]] = []
    if plan.ceiling is not None:
        spent = budgets.total(value, plan.expenses, plan.years)
        text = say(N_("Dépenses de %(ceiling)s € au plus, toutes années comprises"))
        text %= {"ceiling": money_text(plan.ceiling, language)}
        reached = euros_text(spent, language)
        rules.append({"kind": "ceiling", "ok": spent <= plan.ceiling, "text": text, "value": reached})
    if plan.own_share_at_least is not None:
        text = say(N_("Autofinancement d’au moins %(share)s, toutes années comprises"))
        text %= {"share": share_text(plan.own_share_at_least, language)}
        share = budgets.own_share(plan, value)
        met = share is not None and budgets.has_own_share(plan, value)
        rules.append({"kind": "own-share", "ok": met, "text": text, "value": _share(share, language)})
    return rules


def shown_member(member: MemberRow, language: str) -> ShownMember:
    """A member with what is known of it."""
    say = translations(language).gettext
    jobs = number_text(member.jobs, language) if member.jobs is not None else ""
    place = f"{member.commune} ({member.departement})" if member.departement else member.commune
    letter = say(N_("Lettre d’engagement fournie")) if member.has_letter else ""
    facts = [
        (say(N_("Rôle")), member.role),
        (say(N_("Numéro")), format_identifier(member.identifier)),
        (say(N_("Forme juridique")), member.legal_form),
        (say(N_("Adresse")), member.address),
        (say(N_("Commune")), place),
        (say(N_("Emplois (ETP)")), jobs),
        (say(N_("Engagement")), letter),
        (say(N_("Participation")), _said(member, language)),
    ]
    shown = [(name, value) for name, value in facts if value]
    return ShownMember(member.id, member.family, member.name, member.is_bearer, shown, listed_text(member, language))


def listed_text(member: MemberRow, language: str) -> str:
    """What the directory of companies has to do with a member: said by it, awaited, or unknown to it."""
    say = translations(language).gettext
    if member.directory == Listed.FOUND and member.directory_at:
        return say(SOURCES["annuaire_entreprises"]) % {"day": day_text(member.directory_at, language)}
    if member.directory == Listed.UNKNOWN:
        return say(N_("L’annuaire ne connaît pas ce numéro."))
    return ""


def _said(member: MemberRow, language: str) -> str:
    """Whether it said that it takes part."""
    say = translations(language).gettext
    if member.confirmed_at is not None:
        return say(N_("confirmée le %(day)s")) % {"day": day_text(member.confirmed_at, language)}
    if member.declined_at is not None:
        return say(N_("déclinée le %(day)s")) % {"day": day_text(member.declined_at, language)}
    return ""


def shown_files(files: Iterable[FileRow], question_key: str, language: str, files_at: str) -> tuple[ShownFile, ...]:
    """The files of one question."""
    return tuple(
        ShownFile(file.id, file.name, f"{files_at}/{file.id}", _file_note(file, language))
        for file in files
        if file.question_key == question_key
    )


def _file_note(file: FileRow, language: str) -> str:
    """The size of a file, and what was found in it."""
    say = translations(language).gettext
    notes = {
        "clean": say(N_("vérifié par l’antivirus")),
        "infected": say(N_("écarté par l’antivirus : personne ne peut l’ouvrir")),
    }
    programs = say(N_("les programmes qu’il contenait ont été retirés")) if file.disarmed else ""
    return ", ".join(part for part in (size_text(file.size, language), notes.get(file.scan, ""), programs) if part)


def _lines(
    plan: BudgetPlan, lines: Iterable[BudgetLine], value: JsonValue, language: str
) -> list[tuple[str, list[str]]]:
    return [
        (text_in(line.label, language), [cell_text(value, line.key, year, language) for year in plan.years])
        for line in lines
    ]


def cell_text(value: JsonValue, line: str, year: int, language: str, *, to_type: bool = False) -> str:
    """What one cell of a budget shows, to read it or to type in it: the amount, or what was typed."""
    amount = budgets.cell(value, line, year)
    if isinstance(amount, int | float) and not isinstance(amount, bool):
        return typed_number(amount, language) if to_type else money_text(amount, language)
    return "" if amount is None else str(amount)


def _has_own(plan: BudgetPlan) -> bool:
    return any(line.own for line in plan.resources)


def _share(percent: float | None, language: str) -> str:
    return "" if percent is None else share_text(percent, language)
