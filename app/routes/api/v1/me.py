"""The door of oneself: who a token speaks for, and what it may do."""

from starlette.responses import Response

from app.queries import calls
from app.routes.api.v1.shapes.people import MeOut
from app.web.api import Room, answer
from app.web.api_guards import ANY, Caller
from app.web.database import Db

room = Room("tokens")


@room.get("/me", MeOut, scope=ANY)
def read_me(db: Db, me: Caller) -> Response:
    """Read who this token speaks for, in which calls, and what it may do."""
    known = me.organises | me.reviews | ({me.only_call} if me.only_call else set())
    slugs = calls.slugs_of(db, known)
    out = MeOut(
        id=me.id,
        name=me.name,
        email=me.email,
        language=me.language,
        is_admin=me.is_admin,
        organises=sorted(slugs[call] for call in me.organises),
        reviews=sorted(slugs[call] for call in me.reviews),
        only_call=slugs[me.only_call] if me.only_call else None,
        scopes=sorted(me.scopes or ()),
    )
    return answer(out)
