"""The end of a call: decisions that follow the ranking, each with its reason, then everything published at once."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from sqlmodel import Session

from app.demo.load_people import organiser
from app.demo.load_stage import Act, Stage
from app.demo.shapes import DemoCall
from app.domain.workflow import Outcome
from app.queries import calls
from app.queries.ranking import standings
from app.services import publication, selection

IN_RESERVE = 3
REASONS = {
    Outcome.SELECTED: "Les emplois partagés sont réels, chaque membre a sa voix, et l’équilibre tient sur trois ans.",
    Outcome.WAITING: "Le comité juge le groupement solide. Il le retiendra si une place se libère.",
    Outcome.NOT_SELECTED: (
        "Le comité a préféré des groupements où le partage des emplois et la solidarité entre membres sont établis. "
        "Il encourage l’équipe à poursuivre."
    ),
}


def decided(stage: Stage, call: DemoCall) -> Iterator[Act]:
    """The committee decides, and the results are published on their day."""
    yield Act(call.moment("committee").at + timedelta(hours=3), partial(_decide, stage, call))
    yield Act(call.moment("results").at, partial(_publish, stage, call))


def _decide(stage: Stage, call: DemoCall, db: Session, now: datetime) -> None:
    row, actor = stage.call(db, call.slug), stage.actor(db, organiser(call, "o-04"))
    for track in calls.tracks(db, row.id):
        selection.propose(db, row, track.id, places=call.to_select, waiting=IN_RESERVE, actor=actor, now=now)
        choices = [
            selection.Choice(one.id, Outcome(one.outcome), REASONS[Outcome(one.outcome)])
            for one in standings(db, row, track.id, actor)
        ]
        selection.decide_many(db, row, choices, actor=actor, now=now + timedelta(minutes=40))


def _publish(stage: Stage, call: DemoCall, db: Session, now: datetime) -> None:
    publication.publish(db, stage.call(db, call.slug), actor=stage.actor(db, organiser(call, "o-04")), now=now)
