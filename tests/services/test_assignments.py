"""Assignments: by hand, taken back, declined, proposed and published, with one mail for each reviewer."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from app.domain.errors import DomainError, Invalid, WrongState
from app.models import Assignment, AssignmentProposal, Call, Membership, Moment
from app.services import assignments, proposals, reading_mail, reviews
from tests.houses import House
from tests.services.reviewing import COMPLETE, actor, acts, add_reviewers, dossier, summary
from tests.world import NOW, add_dossier


def assign(house: House, who: str, name: str = "admitted", by: str = "helene") -> Assignment:
    with house.database.writing() as db:
        return assignments.assign(
            db, dossier(db, house, name), house.world.people[who], actor=actor(db, house, by), now=NOW
        )


def mails(house: House, kind: str) -> list[tuple[str, str]]:
    house.clock.move_to(NOW + timedelta(minutes=11))
    house.work()
    return [(str(mail["To"]), str(mail["Subject"])) for mail in house.mailer.sent]


def test_a_reviewer_is_given_a_dossier_and_told(each_house: House) -> None:
    given = assign(each_house, "francoise")

    assert (given.state, given.origin) == ("active", "manual")
    assert summary(each_house, "admitted") == (2, 0, None)
    assert acts(each_house) == ["assignment.made"]
    assert [to for to, _ in mails(each_house, "reviewer_assigned")] == ["francoise@exemple.fr"]


def test_what_is_given_within_ten_minutes_is_told_in_one_mail(each_house: House) -> None:
    assign(each_house, "francoise")
    assign(each_house, "francoise", "decided")

    assert mails(each_house, "reviewer_assigned") == [("francoise@exemple.fr", "2 dossiers à lire pour Appel ptce")]


@pytest.mark.parametrize(
    ("who", "name", "code"),
    [
        ("gerard", "admitted", "already_assigned"),
        ("malik", "admitted", "reviewer_in_conflict"),
        ("claire", "admitted", "not_a_reviewer"),
        ("francoise", "filed", "not_admitted"),
        ("francoise", "refused", "not_admitted"),
    ],
)
def test_a_pair_that_may_not_be_is_refused_with_its_reason(house: House, who: str, name: str, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        assign(house, who, name)

    assert refused.value.code == code


@pytest.mark.parametrize("by", ["gerard", "claire", "ines", "paul"])
def test_only_an_organiser_without_conflict_assigns(house: House, by: str) -> None:
    with pytest.raises(DomainError):
        assign(house, "francoise", by=by)


def test_a_dossier_taken_back_is_no_longer_counted_and_comes_back_with_its_draft(each_house: House) -> None:
    first = assign(each_house, "francoise")
    with each_house.database.writing() as db:
        who = actor(db, each_house, "francoise")
        reviews.save(db, dossier(db, each_house, "admitted"), COMPLETE, version=0, actor=who, now=NOW)
    with each_house.database.writing() as db:
        row = db.get_one(Assignment, first.id)
        assignments.withdraw(db, row, "Trop de lectures.", actor=actor(db, each_house, "helene"), now=NOW)
    assert summary(each_house, "admitted") == (1, 0, None)

    again = assign(each_house, "francoise")

    assert again.id == first.id
    assert summary(each_house, "admitted") == (2, 0, None)


def test_a_review_handed_in_keeps_its_assignment(house: House) -> None:
    with house.database.writing() as db:
        row, who = db.get_one(Assignment, house.world.assignments["decided.gerard"]), actor(db, house, "helene")
        with pytest.raises(WrongState) as refused:
            assignments.withdraw(db, row, actor=who, now=NOW)

    assert refused.value.code == "review_submitted"


def test_a_reviewer_declines_with_a_reason_and_is_not_proposed_it_again(each_house: House) -> None:
    with each_house.database.writing() as db:
        who = actor(db, each_house, "gerard")
        declined = assignments.decline(
            db, dossier(db, each_house, "admitted"), "Ce n’est pas mon domaine.", actor=who, now=NOW
        )
    assert (declined.state, declined.reason) == ("declined", "Ce n’est pas mon domaine.")

    with each_house.database.reading() as db:
        found = proposals.propose(db, db.get_one(Call, each_house.world.calls["ptce"]))

    pair = (each_house.world.dossiers["admitted"], each_house.world.people["gerard"])
    assert pair not in [(dossier_id, reviewer_id) for dossier_id, reviewer_id, _ in found.pairs]


def test_a_proposal_completes_every_dossier_with_even_loads(each_house: House) -> None:
    add_reviewers(each_house, "yann", "ines", "ada")
    with each_house.database.writing() as db:
        for number in range(9):
            add_dossier(db, each_house.world, f"more{number}", state="admitted")

    with each_house.database.reading() as db:
        found = proposals.propose(db, db.get_one(Call, each_house.world.calls["ptce"]))

    loads = {"gerard": 2, "malik": 1}
    for _, reviewer_id, _ in found.pairs:
        name = next(name for name, key in each_house.world.people.items() if key == reviewer_id)
        loads[name] = loads.get(name, 0) + 1
    assert found.shortages == ()
    assert sum(loads.values()) == 33
    assert set(loads.values()) <= {5, 6}


def test_a_proposal_prefers_those_who_know_the_region(house: House) -> None:
    add_reviewers(house, "yann", "ines", "ada")
    with house.database.writing() as db:
        query = select(Membership).where(col(Membership.person_id) == house.world.people["ines"])
        membership = db.execute(query.where(col(Membership.role) == "reviewer")).scalar_one()
        membership.region = "Rhône-Alpes"

    with house.database.reading() as db:
        found = proposals.propose(db, db.get_one(Call, house.world.calls["ptce"]))

    assert house.world.people["ines"] in {reviewer for _, reviewer, _ in found.pairs}
    assert found.worst <= found.bound


def test_what_cannot_be_met_is_said_with_who_is_in_cause(house: House) -> None:
    with house.database.reading() as db:
        found = proposals.propose(db, db.get_one(Call, house.world.calls["ptce"]))

    given = {(dossier_id, reviewer_id) for dossier_id, reviewer_id, _ in found.pairs}
    francoise = house.world.people["francoise"]
    assert given == {(house.world.dossiers[name], francoise) for name in ("admitted", "decided")}
    assert sum(lack.missing for lack in found.shortages) == 1
    assert house.world.dossiers["admitted"] in found.shortages[0].dossiers


def test_a_published_proposal_gives_everything_at_once_and_tells_each_reviewer_once(each_house: House) -> None:
    with each_house.database.writing() as db:
        call = db.get_one(Call, each_house.world.calls["ptce"])
        db.add(Moment(call_id=call.id, kind="review", title={"fr": "Lecture"}, starts_at=NOW, ends_at=NOW))
        asked = proposals.request(db, call, key="once-only", actor=actor(db, each_house, "helene"), now=NOW).id
    each_house.work()

    def publish() -> assignments.Published:
        with each_house.database.writing() as db:
            proposal, who = db.get_one(AssignmentProposal, asked), actor(db, each_house, "helene")
            return assignments.publish_proposal(db, proposal, actor=who, now=NOW)

    first, second = publish(), publish()

    assert first == second == assignments.Published(given=2, reviewers=1, skipped=0)
    assert summary(each_house, "decided")[0] == 3
    assert acts(each_house) == ["proposal.requested", "assignments.published"]
    assert mails(each_house, "reviewer_assigned") == [("francoise@exemple.fr", "2 dossiers à lire pour Appel ptce")]


def test_a_proposal_not_computed_yet_is_not_published(house: House) -> None:
    with house.database.writing() as db:
        call, who = db.get_one(Call, house.world.calls["ptce"]), actor(db, house, "helene")
        asked = proposals.request(db, call, key="not-yet-done", actor=who, now=NOW)
        with pytest.raises(WrongState):
            assignments.publish_proposal(db, asked, actor=who, now=NOW)


def test_reminders_leave_once_a_day_to_those_with_reviews_left(each_house: House) -> None:
    def remind() -> int:
        with each_house.database.writing() as db:
            call = db.get_one(Call, each_house.world.calls["ptce"])
            who, now = actor(db, each_house, "helene"), each_house.clock.now()
            return reading_mail.remind(db, call, actor=who, now=now).told

    first, again = remind(), remind()
    each_house.clock.move_to(NOW + timedelta(days=1))

    assert (first, again, remind()) == (2, 0, 2)


def test_an_unknown_reviewer_is_an_answer_not_a_crash(house: House) -> None:
    with house.database.writing() as db, pytest.raises(Invalid):
        assignments.assign(
            db, dossier(db, house, "admitted"), house.world.calls["autre"], actor=actor(db, house, "helene"), now=NOW
        )
