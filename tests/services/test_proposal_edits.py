"""A proposal changed by hand: readings in and out, undone, stale, dropped; what it gives when it is published."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from app.domain.errors import DomainError, Forbidden, Invalid, NotFound, Stale, WrongState
from app.models import AssignmentProposal, Call, Conflict, Dossier, ProposedReading
from app.services import assignments, capacities, demand, proposal_edits, proposals
from tests.assigning import add_reviewer, call_of, membership_of
from tests.houses import House
from tests.services.reviewing import actor, acts, dossier, summary
from tests.world import NOW, add_dossier

Act = Callable[[Session, Call, AssignmentProposal], AssignmentProposal]


@pytest.fixture
def asked(each_house: House) -> House:
    """A house with three more dossiers and three more reviewers, and a proposal that waits to be looked at."""
    with each_house.database.writing() as db:
        for number in range(3):
            add_dossier(db, each_house.world, f"more{number}", state="admitted")
            person = add_reviewer(db, each_house.world, f"r{number}", f"Lectrice {number}")
            membership_of(db, each_house.world, person).region = "Rhône-Alpes"
    request(each_house)
    return each_house


def request(house: House, key: str = "the-first-one") -> UUID:
    with house.database.writing() as db:
        made = proposals.request(db, call_of(db, house.world), key=key, actor=actor(db, house, "helene"), now=NOW)
        number = made.id
    house.work()
    return number


def plan(db: Session, house: House, number: int = 1) -> AssignmentProposal:
    query = select(AssignmentProposal).where(col(AssignmentProposal.number) == number)
    found: AssignmentProposal = db.execute(
        query.where(col(AssignmentProposal.call_id) == house.world.calls["ptce"])
    ).scalar_one()
    return found


def pairs(house: House, number: int = 1) -> set[tuple[str, str]]:
    dossiers = {key: name for name, key in house.world.dossiers.items()}
    people = {key: name for name, key in house.world.people.items()}
    with house.database.reading() as db:
        rows = db.execute(
            select(ProposedReading).where(col(ProposedReading.proposal_id) == plan(db, house, number).id)
        ).scalars()
        return {(dossiers[row.dossier_id], people[row.reviewer_id]) for row in rows}


def pair(house: House, name: str, who: str) -> tuple[UUID, UUID]:
    return house.world.dossiers[name], house.world.people[who]


def change(
    house: House,
    *,
    out: tuple[str, str] | None = None,
    into: tuple[str, str] | None = None,
    version: int,
    by: str = "helene",
) -> int:
    with house.database.writing() as db:
        kept = proposal_edits.change(
            db,
            call_of(db, house.world),
            plan(db, house),
            out=[pair(house, *out)] if out else [],
            into=[pair(house, *into)] if into else [],
            version=version,
            actor=actor(db, house, by),
            now=NOW,
        )
        return kept.version


def undo(house: House, version: int) -> None:
    with house.database.writing() as db:
        proposal_edits.undo(
            db, call_of(db, house.world), plan(db, house), version=version, actor=actor(db, house, "helene"), now=NOW
        )


def publish(house: House, number: int = 1, *, version: int | None = None) -> assignments.Published:
    with house.database.writing() as db:
        who = actor(db, house, "helene")
        return assignments.publish_proposal(db, plan(db, house, number), version=version, actor=who, now=NOW)


def test_a_reader_is_replaced_then_comes_back(asked: House) -> None:
    before = pairs(asked)
    gone = next(who for name, who in sorted(before) if name == "more0")
    other = next(who for who in ("r0", "r1", "r2", "francoise") if ("more0", who) not in before)

    version = change(asked, out=("more0", gone), into=("more0", other), version=1)
    assert pairs(asked) == before - {("more0", gone)} | {("more0", other)}
    undo(asked, version)

    assert pairs(asked) == before
    assert acts(asked) == ["proposal.requested", "proposal.changed", "proposal.change_undone"]
    with pytest.raises(WrongState, match="nothing_to_undo"):
        undo(asked, 3)


def test_the_figures_follow_a_change_and_come_back_with_it(asked: House) -> None:
    with asked.database.reading() as db:
        worst, mean = plan(db, asked).worst, plan(db, asked).mean
    who = next(who for name, who in sorted(pairs(asked)) if name == "more1")

    version = change(asked, out=("more1", who), version=1)
    with asked.database.reading() as db:
        less = plan(db, asked).mean
    undo(asked, version)

    assert less is not None
    assert mean is not None
    assert less < mean
    with asked.database.reading() as db:
        assert [plan(db, asked).worst, plan(db, asked).mean] == pytest.approx([worst, mean])


def test_two_who_change_a_proposal_at_once_do_not_write_over_each_other(asked: House) -> None:
    who = next(who for name, who in sorted(pairs(asked)) if name == "more0")
    change(asked, out=("more0", who), version=1)

    with pytest.raises(Stale):
        change(asked, out=("more0", who), version=1)
    with pytest.raises(Stale):
        publish(asked, version=1)


@pytest.mark.parametrize(
    ("name", "who", "code"),
    [
        ("admitted", "malik", "reviewer_in_conflict"),
        ("admitted", "gerard", "already_assigned"),
        ("more0", "claire", "not_a_reviewer"),
    ],
)
def test_a_pair_that_may_not_be_is_refused_as_by_hand(asked: House, name: str, who: str, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        change(asked, into=(name, who), version=1)


def test_a_suspected_tie_keeps_somebody_away_until_it_is_decided(asked: House) -> None:
    who = next(who for who in ("r0", "r1", "r2", "francoise") if ("more0", who) not in pairs(asked))
    with asked.database.writing() as db:
        row = Conflict(
            dossier_id=asked.world.dossiers["more0"],
            person_id=asked.world.people[who],
            state="suspected",
            source="detected",
            created_at=NOW,
            created_by=asked.world.people["helene"],
        )
        db.add(row)

    with pytest.raises(Invalid, match="conflict_suspected"):
        change(asked, into=("more0", who), version=1)


def test_somebody_proposed_already_is_not_proposed_twice(asked: House) -> None:
    who = next(who for name, who in sorted(pairs(asked)) if name == "more0")

    with pytest.raises(Invalid, match="already_proposed"):
        change(asked, into=("more0", who), version=1)


def test_an_organiser_in_conflict_changes_nothing_of_that_dossier(asked: House) -> None:
    with pytest.raises(NotFound):
        change(asked, into=("admitted", "r0"), version=1, by="paul")
    with pytest.raises(Forbidden):
        change(asked, into=("more0", "r0"), version=1, by="gerard")


def test_what_was_set_aside_does_not_change_until_it_is_taken_up(asked: House) -> None:
    def act(verb: Act) -> None:
        with asked.database.writing() as db:
            verb(db, call_of(db, asked.world), plan(db, asked))

    def drop(db: Session, call: Call, proposal: AssignmentProposal) -> AssignmentProposal:
        return proposal_edits.drop(db, call, proposal, version=1, actor=actor(db, asked, "helene"), now=NOW)

    def take_up(db: Session, call: Call, proposal: AssignmentProposal) -> AssignmentProposal:
        return proposal_edits.take_up(db, call, proposal, actor=actor(db, asked, "helene"), now=NOW)

    act(drop)
    act(drop)
    with pytest.raises(WrongState, match="proposal_closed"):
        publish(asked)
    act(take_up)
    act(take_up)

    assert acts(asked) == ["proposal.requested", "proposal.dropped", "proposal.taken_up"]
    assert publish(asked).given == len(pairs(asked))


def test_two_proposals_published_one_after_the_other_give_no_dossier_too_many(asked: House) -> None:
    request(asked, "the-second-one")
    given = publish(asked).given

    again = publish(asked, 2)

    assert (again.given, again.skipped) == (0, given)
    assert summary(asked, "more0")[0] == 3


def test_what_was_put_there_by_hand_is_given_beyond_what_is_asked_for(asked: House) -> None:
    other = next(
        who for who in ("r0", "r1", "r2", "francoise", "gerard", "malik") if ("more0", who) not in pairs(asked)
    )
    change(asked, into=("more0", other), version=1)

    publish(asked)

    assert summary(asked, "more0")[0] == 4


def test_a_published_proposal_no_longer_changes(asked: House) -> None:
    publish(asked)

    with pytest.raises(WrongState, match="proposal_closed"):
        change(asked, into=("more0", "r0"), version=2)


def test_a_dossier_and_a_track_have_their_own_number_of_readings(each_house: House) -> None:
    with each_house.database.writing() as db:
        who, read = actor(db, each_house, "helene"), dossier(db, each_house, "decided")
        demand.change_of(db, read, 5, seen=None, actor=who, now=NOW)
        with pytest.raises(Stale):
            demand.change_of(db, read, 4, seen=None, actor=who, now=NOW)

    with each_house.database.reading() as db:
        kept = db.get_one(Dossier, each_house.world.dossiers["decided"])
        assert kept.reviews_wanted == 5
    assert acts(each_house) == ["dossier.demand_changed"]


def test_a_capacity_is_raised_once_and_never_over_somebody_elses_change(each_house: House) -> None:
    gerard = each_house.world.people["gerard"]

    def lift(before: int, after: int) -> int:
        with each_house.database.writing() as db:
            who = actor(db, each_house, "helene")
            return capacities.raise_capacities(
                db, call_of(db, each_house.world), {gerard: (before, after)}, actor=who, now=NOW
            )

    assert (lift(20, 23), lift(20, 23)) == (1, 0)
    with pytest.raises(DomainError, match="capacities_changed"):
        lift(20, 30)
    with each_house.database.reading() as db:
        assert membership_of(db, each_house.world, gerard).capacity == 23
    assert acts(each_house) == ["reviewers.capacity_raised"]


def test_several_dossiers_given_to_one_reviewer_make_one_mail(each_house: House) -> None:
    francoise = each_house.world.people["francoise"]
    with each_house.database.writing() as db:
        told = assignments.give_together(
            db,
            call_of(db, each_house.world),
            francoise,
            [each_house.world.dossiers[name] for name in ("admitted", "decided", "filed")],
            actor=actor(db, each_house, "helene"),
            now=NOW,
        )

    assert (told.given, told.reviewers, told.skipped) == (2, 1, 1)
    each_house.clock.move_to(NOW + timedelta(minutes=11))
    each_house.work()
    assert [str(mail["To"]) for mail in each_house.mailer.sent] == ["francoise@exemple.fr"]
