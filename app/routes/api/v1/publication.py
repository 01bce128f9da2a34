"""Doors of the publication: what it would do, and doing it."""

from starlette.responses import Response

from app.forms.api import PublicationEntry
from app.routes.api.v1.shapes.selection import PublicationOut, PublishedOut
from app.services import publication
from app.web.api import Room, answer
from app.web.api_guards import ApiOrganisedCall, Caller
from app.web.database import Db
from app.web.etags import IfMatch, demand_version
from app.web.guards import Now
from app.web.idempotency import Repeat

room = Room("publication")


@room.get("/calls/{call}/publication", PublicationOut)
def preview_publication(call: ApiOrganisedCall, db: Db, me: Caller, now: Now) -> Response:
    """See what publishing a call I run would do, letter by letter, and what forbids it; its version is the call's."""
    found = publication.preview(db, call, actor=me, now=now)
    letters = [letter._asdict() for letter in found.letters]
    names = ("undecided", "unscreened", "drafts_of_reviews", "over", "counts")
    fields: dict[str, object] = {name: getattr(found, name) for name in names}
    fields |= {"blocking": list(found.blocking), "letters": letters, "published_at": call.published_at}
    return answer(PublicationOut.model_validate(fields), version=call.version)


@room.post(
    "/calls/{call}/publication", PublishedOut, scope="publication", problems=(409, 412, 428), example={"sure": True}
)
def publish_call(
    call: ApiOrganisedCall, _form: PublicationEntry, wanted: IfMatch, db: Db, me: Caller, now: Now, repeat: Repeat
) -> Response:
    """Publish every decision of a call I run at once, with its sheets and its mails; it cannot be taken back."""
    demand_version(call.version, wanted)
    told = publication.publish(db, call, actor=me, now=now)
    return repeat.keep(answer(PublishedOut.model_validate(told), version=call.version))
