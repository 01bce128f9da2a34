"""The life of a dossier: one table of transitions, one pure function to walk it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import DomainError, Forbidden, WrongState
from app.domain.permissions import Facts


class State(StrEnum):
    DRAFT = "draft"
    FILED = "filed"
    TO_CORRECT = "to_correct"
    ADMITTED = "admitted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    SELECTED = "selected"
    WAITING = "waiting"
    NOT_SELECTED = "not_selected"


Rule = Callable[[Facts], DomainError | None]


@dataclass(frozen=True, slots=True)
class Transition:
    """One door: from which states, to which one (None keeps it), by whom and when."""

    name: str
    sources: frozenset[State]
    target: State | None
    by: Rule
    when: Rule


def _owner(facts: Facts) -> DomainError | None:
    return None if facts.is_owner else Forbidden("only_the_owner")


def _writer(facts: Facts) -> DomainError | None:
    """Its owner, or somebody invited to write in it."""
    return None if facts.writes else Forbidden("only_a_writer" if facts.hand else "only_the_owner")


def _organiser(facts: Facts) -> DomainError | None:
    if not facts.is_organiser:
        return Forbidden("only_an_organiser")
    return Forbidden("recused") if facts.in_conflict else None


def _filing_open(facts: Facts) -> DomainError | None:
    if facts.filing_open:
        return None
    return WrongState("call_not_open_yet" if facts.before_opening else "call_closed", closed_at=facts.filing_ends)


def _writable(facts: Facts) -> DomainError | None:
    """A draft while filing is open, a filed dossier once it is reopened, one to correct until its correction is due."""
    if facts.state == State.TO_CORRECT:
        over = WrongState("correction_over", due_at=facts.correction_ends)
        return None if facts.correction_open else over
    if facts.state == State.FILED and not facts.reopened:
        return WrongState("wrong_state", verb="edit", state=facts.state)
    return _filing_open(facts)


def _complete(facts: Facts) -> DomainError | None:
    if shut := _writable(facts):
        return shut
    if facts.missing:
        return WrongState("dossier_incomplete", missing=facts.missing)
    return WrongState("not_signed", unsigned=facts.unsigned) if facts.unsigned else None


def _to_reopen(facts: Facts) -> DomainError | None:
    return WrongState("already_reopened") if facts.reopened else _filing_open(facts)


def _reopened(facts: Facts) -> DomainError | None:
    return None if facts.reopened else WrongState("not_reopened")


def _to_restore(facts: Facts) -> DomainError | None:
    if not facts.ever_filed:
        return WrongState("not_filed_yet")
    return _unpublished(facts) or _filing_open(facts)


def _to_recover(facts: Facts) -> DomainError | None:
    return WrongState("was_filed") if facts.ever_filed else None


def _undecided(facts: Facts) -> DomainError | None:
    return WrongState("already_decided") if facts.decided else None


def _unpublished(facts: Facts) -> DomainError | None:
    """A door of the owner never tells, by being shut, that a private decision exists."""
    return WrongState("already_published") if facts.published else None


def _not_under_review(facts: Facts) -> DomainError | None:
    return _undecided(facts) or (WrongState("already_reviewed") if facts.reviewed else None)


def _always(_facts: Facts) -> DomainError | None:
    return None


def _states(*states: State) -> frozenset[State]:
    return frozenset(states)


_D, _F, _C, _A, _R = State.DRAFT, State.FILED, State.TO_CORRECT, State.ADMITTED, State.REFUSED
_W = State.WITHDRAWN

TRANSITIONS: tuple[Transition, ...] = (
    Transition("edit", _states(_D, _F, _C), None, _writer, _writable),
    Transition("submit", _states(_D, _F, _C), State.FILED, _owner, _complete),
    Transition("reopen", _states(_F), None, _writer, _to_reopen),
    Transition("revert", _states(_F), None, _owner, _reopened),
    Transition("discard", _states(_D), State.WITHDRAWN, _owner, _always),
    Transition("recover", _states(_W), State.DRAFT, _owner, _to_recover),
    Transition("restore", _states(_W), State.FILED, _owner, _to_restore),
    Transition("withdraw", _states(_F, _C, _A), State.WITHDRAWN, _owner, _unpublished),
    Transition("admit", _states(_F, _C, _R), State.ADMITTED, _organiser, _undecided),
    Transition("refuse", _states(_F, _C, _A), State.REFUSED, _organiser, _not_under_review),
    Transition("ask_correction", _states(_F, _A), State.TO_CORRECT, _organiser, _not_under_review),
    Transition("end_correction", _states(_C), State.FILED, _organiser, _undecided),
    Transition("requalify", _states(_F, _C, _A), None, _organiser, _not_under_review),
)

_BY_NAME = {door.name: door for door in TRANSITIONS}


def refusal(name: str, facts: Facts) -> DomainError | None:
    """Why this door is shut for these facts, or None when it opens."""
    door = _BY_NAME[name]
    if shut := door.by(facts):
        return shut
    if State(facts.state) not in door.sources:
        return WrongState("wrong_state", verb=name, state=facts.state)
    return door.when(facts)


def walk(name: str, facts: Facts) -> State:
    """The new state behind this door; raises Forbidden or WrongState with the reason."""
    if shut := refusal(name, facts):
        raise shut
    return _BY_NAME[name].target or State(facts.state)


def open_doors(facts: Facts) -> tuple[str, ...]:
    """The names of the doors that open: the buttons to show."""
    return tuple(door.name for door in TRANSITIONS if refusal(door.name, facts) is None)
