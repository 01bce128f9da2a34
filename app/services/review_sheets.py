"""Reviews that come back in a spreadsheet: every line is judged again when they are kept, nothing is written over."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from app.domain.errors import DomainError
from app.domain.review_sheets import COMMENT, SCORE, Change, Fault, Judged, Line, Value, Wrong, judge, settled
from app.domain.roles import Actor
from app.forms.review import ReviewDraft
from app.models import Call, Dossier
from app.queries.review_sheets import SheetReview, own_reviews, standings
from app.services import reviews, summaries
from app.services.review_rows import review_of

Choices = Mapping[tuple[str, str], str]


def preview(db: Session, call: Call, lines: Sequence[Line], *, actor: Actor, now: datetime) -> Judged:
    """What keeping these lines would do now; nothing is written."""
    return judge(lines, standings(db, actor, own_reviews(db, actor, call.id), now))


def keep(
    db: Session,
    call: Call,
    lines: Sequence[Line],
    choices: Choices,
    *,
    actor: Actor,
    now: datetime,
) -> Judged:
    """Write what can be, dossier by dossier, and give back how each line stood; `written` is what was written.

    `choices`: for a field that crossed, which text stays (`review_sheets.settled`); without one it waits in `crossed`.
    """
    known = {str(one.dossier_id): one for one in own_reviews(db, actor, call.id)}
    held = [known[one].dossier_id for one in {line.dossier for line in lines} & known.keys()]
    summaries.hold(db, held)
    # Read again under the lock: what another tab saves meanwhile waits for us, or crosses.
    known = {str(one.dossier_id): one for one in own_reviews(db, actor, call.id)}
    found = judge(lines, standings(db, actor, list(known.values()), now))
    _settle(found, choices)
    refused: list[Change] = []
    for dossier in dict.fromkeys(change.line.dossier for change in found.written):
        mine = [change for change in found.written if change.line.dossier == dossier]
        if code := _write(db, known[dossier], mine, actor, now):
            refused += mine
            found.faults += [Fault(change.line, Wrong.SHUT, code) for change in mine]
    found.written = [change for change in found.written if change not in refused]
    return found


def _settle(found: Judged, choices: Choices) -> None:
    """Let what was chosen among crossed texts be written; where the stored one stays, the line changes nothing."""
    waiting = []
    for crossing in found.crossed:
        change = settled(crossing, choices.get(crossing.line.place, ""))
        if change is None:
            waiting.append(crossing)
        elif change.mine == change.theirs:
            found.same += 1
        else:
            found.written.append(change)
    found.crossed = waiting


def _write(db: Session, one: SheetReview, changes: Sequence[Change], actor: Actor, now: datetime) -> str:
    """Keep the changes of one review; the code of what refused them, if anything did."""
    fields: dict[str, Value] = {**one.fields, **{change.line.name: change.mine for change in changes}}
    dossier = db.get_one(Dossier, one.dossier_id)
    review = review_of(db, dossier, actor)
    try:
        reviews.save(db, dossier, _draft(fields), version=review.version if review else 0, actor=actor, now=now)
    except DomainError as error:
        return error.code
    return ""


def _draft(fields: Mapping[str, Value]) -> ReviewDraft:
    return ReviewDraft(
        scores={key.removeprefix(SCORE): value for key, value in fields.items() if key.startswith(SCORE)},
        comments={key.removeprefix(COMMENT): value or "" for key, value in fields.items() if key.startswith(COMMENT)},
        comment=fields["comment"],
        private_note=fields["private_note"],
    )
