"""How the pages opened most ask: a statement is built once, its values come with each question, its rows are plain."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import BindParameter, CursorResult, Executable, Uuid, bindparam
from sqlmodel import Session

from app.domain.roles import Actor


def ask(db: Session, statement: Executable, /, **values: object) -> CursorResult[*tuple[Any, ...]]:
    """The rows of a statement of columns; a session that would look after them doubles their cost."""
    db.flush()
    return db.connection().execute(statement, values)


def anyone(actor: Actor) -> Actor:
    """Somebody with the roles of this actor, whose ids are still to be given: by `ids_of`, with each question.

    For the conditions of `queries.visibility`: a statement made of them serves everybody with the same roles.
    """
    return _anyone(actor.is_admin, bool(actor.organises), bool(actor.reviews), actor.only_call is not None)


def ids_of(actor: Actor) -> dict[str, object]:
    """The ids that a statement made for `anyone` asks for."""
    organises, reviews = list(actor.organises), list(actor.reviews)
    return {"me": actor.id, "organised": organises, "reviewed": reviews, "only_call": actor.only_call}


class _Given(BindParameter[Any]):
    """Ids that are given with the question. There are some, or nobody would ask for them."""

    inherit_cache = True

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True, eq=False)
class _Anyone:
    id: BindParameter[Any]
    is_admin: bool
    organises: object
    reviews: object
    only_call: BindParameter[Any] | None


@lru_cache
def _anyone(is_admin: bool, organises: bool, reviews: bool, within: bool) -> Actor:
    found = _Anyone(
        id=bindparam("me", type_=Uuid()),
        is_admin=is_admin,
        organises=_Given("organised", type_=Uuid(), expanding=True) if organises else frozenset(),
        reviews=_Given("reviewed", type_=Uuid(), expanding=True) if reviews else frozenset(),
        only_call=bindparam("only_call", type_=Uuid()) if within else None,
    )
    return cast("Actor", found)
