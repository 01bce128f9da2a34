"""Doors of what is given to whom: the questions of a dossier, and who is on which section."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.domain.errors import Invalid, Stale
from app.queries.dossier_team import team_of
from app.queries.dossier_work import present, tasks_of
from app.services import answer_tasks
from app.web.applicant import Mine, Ours, Room, Written
from app.web.applicant_team import here, task_sections, writers
from app.web.body import Body
from app.web.i18n import N_
from app.web.messages import sentence

router = APIRouter(prefix="/applicant/dossiers/{dossier}")

GIVEN, SEEN = "to-", "seen-"
"""Before the key of a question: whom it goes to, and whom the page said had it."""


@router.get("/tasks")
def tasks_page(mine: Written) -> Response:
    """Every question, and whom it is given to."""
    return _show(mine, _held(mine))


@router.post("/tasks")
def give(body: Body, mine: Mine) -> Response:
    """Give questions, take them back; those that somebody else gave meanwhile are shown again."""
    wanted, seen = _people(body, GIVEN), _people(body, SEEN)
    try:
        number = answer_tasks.give(mine.db, mine.dossier, wanted, seen, actor=mine.me, now=mine.now)
    except Stale as error:
        return _show(mine, _held(mine) | wanted, error=error, status=409)
    except Invalid as error:
        return _show(mine, _held(mine), error=error, status=422)
    text = N_("C’est réparti. Chacun a un message avec ses questions.") if number else N_("Rien n’a changé.")
    return mine.page.see(f"{mine.path}/team", text)


@router.post("/tasks/{question}/done")
def mark(question: str, body: Body, mine: Ours) -> Response:
    """Say that a question given to me is done, or is not."""
    done = body.get("done") == "yes"
    answer_tasks.mark(mine.db, mine.dossier, question, done=done, actor=mine.me, now=mine.now)
    return mine.page.see(f"{mine.path}#mine", N_("C’est noté : fait.") if done else N_("C’est noté : à reprendre."))


@router.post("/sections/{section}/presence")
def see(section: str, _body: Body, mine: Ours) -> Response:
    """Say that I am on this section, and hear who else is: a piece of its page."""
    answer_tasks.see(mine.db, mine.dossier, section, actor=mine.me, now=mine.now)
    others = here(present(mine.db, mine.dossier.id, mine.me.id, mine.now), section)
    return mine.show("applicant/presence.html", here=others, shared=True, section_key=section)


def _show(mine: Room, chosen: dict[str, UUID | None], *, error: Exception | None = None, status: int = 200) -> Response:
    people = writers(mine)
    names = {str(writer.id): writer.name for writer in people}
    held = _held(mine)
    crossed = list(error.params["crossed"]) if isinstance(error, Stale) else []  # type: ignore[call-overload]
    return mine.show(
        "applicant/tasks.html",
        status=status,
        sections=task_sections(mine, chosen),
        people=list(names.items()),
        seen={key: str(who or "") for key, who in held.items()},
        crossed={key: names.get(str(held.get(key) or ""), "") for key in crossed},
        error=sentence(error, mine.language) if isinstance(error, Stale | Invalid) else "",
        alone=not any(row.works for row in team_of(mine.db, mine.dossier.id)),
    )


def _held(mine: Room) -> dict[str, UUID | None]:
    return {key: row.person_id for key, row in tasks_of(mine.db, mine.dossier.id).items()}


def _people(body: Body, before: str) -> dict[str, UUID | None]:
    """People by question, as the form sent them; what is no id is nobody."""
    found: dict[str, UUID | None] = {}
    for name, value in body.items():
        if name.startswith(before) and isinstance(value, str):
            try:
                found[name.removeprefix(before)] = UUID(value) if value else None
            except ValueError:
                found[name.removeprefix(before)] = None
    return found
