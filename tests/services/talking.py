"""What tests of discussions share: phases that open them, and people who speak."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from app.domain.reviewing import Reviewing, ReviewPhase, Rules, reviewing_as_json
from app.domain.texts import texts
from app.forms.discussion import Saying
from app.models import Assignment, Call, Track
from app.services import discussions
from tests.houses import House
from tests.services.reviewing import actor, dossier
from tests.world import NOW

OPEN = Rules(may_comment=True, may_revise=True, sees_names=True)


def phases(house: House, *rules: Rules, starts: Sequence[datetime] = ()) -> None:
    """The phases of reviewing of `ptce`; the first began a week ago."""
    begins = starts or [NOW - timedelta(days=7 - place) for place in range(len(rules))]
    plan = Reviewing(
        phases=tuple(
            ReviewPhase(f"phase_{place}", texts(fr=f"Phase {place}", en=f"Phase {place}"), at, one)
            for place, (at, one) in enumerate(zip(begins, rules, strict=True), 1)
        )
    )
    with house.database.writing() as db:
        db.get_one(Call, house.world.calls["ptce"]).reviewing = reviewing_as_json(plan)


def give(house: House, who: str, name: str = "admitted") -> None:
    """One more reader for a dossier."""
    with house.database.writing() as db:
        row = Assignment(
            dossier_id=house.world.dossiers[name],
            reviewer_id=house.world.people[who],
            created_at=NOW,
            created_by=house.world.people["helene"],
        )
        db.add(row)


def blind(house: House, how: str, track: str = "pole") -> None:
    """Hide somebody from somebody in a track."""
    with house.database.writing() as db:
        db.get_one(Track, house.world.tracks[track]).blind = how


def say(house: House, who: str, text: str, name: str = "admitted", *, key: str = "") -> UUID:
    """Somebody says something about a dossier."""
    with house.database.writing() as db:
        now = house.clock.now()
        form = Saying(text=text, key=key, until=now)
        return discussions.say(db, dossier(db, house, name), form, actor=actor(db, house, who), now=now).id


def mails(house: House, later: timedelta = timedelta(minutes=6)) -> list[tuple[str, str]]:
    """To whom what waits goes, with its subject."""
    before = len(house.mailer.sent)
    house.clock.move_to(house.clock.now() + later)
    house.work()
    return [(str(one["To"]).partition("@")[0], str(one["Subject"])) for one in house.mailer.sent[before:]]


def text_of(house: House) -> str:
    """The text of the last mail, as one reads it."""
    body = house.mailer.sent[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    return str(body).replace("\u00a0", " ").replace("\u202f", " ")
