"""Doors of the journal: the summary that proves, and the lines."""

from sqlmodel import Session
from starlette.responses import Response

from app.models import JournalHead
from app.queries import listings
from app.routes.api.v1.shapes.house import ChainOut, LineOut
from app.web.api import ByNumber, Listed, Room, answer
from app.web.api_guards import ApiCall, ApiOrganisedCall
from app.web.database import Db

room = Room("journal")
NOTHING_YET = "0" * 64


@room.get("/calls/{call}/journal", ChainOut)
def read_journal(call: ApiCall, db: Db) -> Response:
    """Read how long a call's journal is, and the hash of its last line."""
    return answer(_summary(db, str(call.id)))


@room.get("/calls/{call}/journal/lines", Listed[LineOut])
def list_journal_lines(call: ApiOrganisedCall, paging: ByNumber, db: Db) -> Listed[LineOut]:
    """List the lines of a call's journal, in order."""
    rows = listings.lines_after(db, str(call.id), paging.after, paging.reach)
    return paging.page(rows, LineOut.of, key=lambda line: line.sequence)


def _summary(db: Session, chain: str) -> ChainOut:
    head = db.get(JournalHead, chain)
    return ChainOut(chain=chain, lines=head.sequence if head else 0, root=head.hash if head else NOTHING_YET)
