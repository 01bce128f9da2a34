"""The demonstration, loaded through the services, says what CALL-2011 says."""

from collections import Counter
from collections.abc import Iterator

import pytest
from sqlalchemy import func, select
from sqlmodel import Session, col

from app.demo.data import load_call, load_others
from app.demo.load_people import reviewer_address
from app.demo.loading_roles import Standing, standing_of
from app.demo.screening import Verdict, screening_plan
from app.demo.simulation import handed_in_at, review_of
from app.models import Assignment, Call, Conflict, Dossier, Member, Person, PoleSheet, Review, StoredFile, Track
from app.queries import invariants
from app.queries.journal import chains, verify_chain
from app.web.hall import Hall


@pytest.fixture
def db(demonstration: Hall) -> Iterator[Session]:
    """A reading of the demonstration."""
    with demonstration.database.reading() as session:
        yield session


def _call(db: Session, slug: str = "poles-2011") -> Call:
    found: Call = db.execute(select(Call).where(col(Call.slug) == slug)).scalar_one()
    return found


def _dossiers(db: Session, slug: str = "poles-2011") -> list[Dossier]:
    query = select(Dossier).where(col(Dossier.call_id) == _call(db, slug).id, col(Dossier.filed_at).is_not(None))
    return list(db.execute(query.order_by(col(Dossier.number))).scalars())


def _tracks(db: Session) -> dict[object, str]:
    return {row.id: row.key for row in db.execute(select(Track)).scalars()}


def test_a_hundred_and_fifty_dossiers_came_in_each_in_the_track_its_owner_chose(db: Session) -> None:
    tracks = _tracks(db)

    received = Counter(tracks[row.filed_track_id] for row in _dossiers(db))

    assert received == Counter(dossier.filed_track for dossier in load_call().dossiers)
    assert received.total() == _call(db).dossiers_filed == 150


def test_numbers_follow_the_order_of_filing_and_instants_are_those_of_the_story(db: Session) -> None:
    rows = _dossiers(db)

    assert [row.reference for row in rows] == [f"PTCE-2011-{number:04d}" for number in range(1, 151)]
    assert [row.filed_at for row in rows] == [dossier.filed_at for dossier in load_call().dossiers]


def test_screening_refuses_moves_and_admits_as_the_plan_says(db: Session) -> None:
    plan, rows = screening_plan(load_call()), _dossiers(db)
    tracks = _tracks(db)

    states = [(row.state, tracks[row.track_id]) for row in rows]

    assert states == [("refused" if act.verdict is Verdict.REFUSE else "admitted", act.track) for act in plan]
    assert sum(row.track_id != row.filed_track_id for row in rows) == 12
    assert Counter(row.state for row in rows) == {"admitted": 136, "refused": 14}


def test_the_two_late_dossiers_were_received_by_an_extension_then_refused(db: Session) -> None:
    late = [row for row in _dossiers(db) if row.late]

    assert [row.number for row in late] == [149, 150]
    assert all(row.filed_at and row.extended_to and row.filed_at < row.extended_to for row in late)
    assert {row.state for row in late} == {"refused"}


def test_every_admitted_dossier_has_three_readers_and_none_of_them_is_in_conflict(db: Session) -> None:
    given = select(col(Assignment.dossier_id), func.count()).where(col(Assignment.state) == "active")
    mine = {row.id for row in _dossiers(db)}

    loads = dict(list(db.execute(given.group_by(col(Assignment.dossier_id)))))
    tied = (col(Conflict.dossier_id) == col(Assignment.dossier_id)) & (
        col(Conflict.person_id) == col(Assignment.reviewer_id)
    )

    assert {count for dossier, count in loads.items() if dossier in mine} == {3}
    assert sum(dossier in mine for dossier in loads) == 136
    assert db.execute(select(func.count()).select_from(Assignment).join(Conflict, tied)).scalar_one() == 0
    assert db.execute(select(func.count()).select_from(Conflict)).scalar_one() == 33


def test_two_thirds_of_the_reviews_are_in_and_some_are_begun(db: Session) -> None:
    query = select(col(Review.state), func.count()).join(Dossier, col(Dossier.id) == col(Review.dossier_id))
    counts = dict(list(db.execute(query.where(col(Dossier.call_id) == _call(db).id).group_by(col(Review.state)))))

    assert 0.6 < counts["submitted"] / 408 < 0.75
    assert counts["draft"] > 5


def test_a_review_in_the_rows_is_the_review_that_was_simulated(db: Session) -> None:
    call = load_call()
    submitted = select(Review, Dossier, col(Person.email)).where(col(Review.state) == "submitted")
    joined = submitted.join(Dossier, col(Dossier.id) == col(Review.dossier_id)).join(
        Person, col(Person.id) == col(Review.reviewer_id)
    )
    of_call = joined.where(col(Dossier.call_id) == _call(db).id).order_by(col(Review.id))
    readers = {reviewer_address(reviewer): reviewer for reviewer in call.reviewers}

    for review, row, email in db.execute(of_call.limit(20)):
        dossier = call.dossiers[row.number - 1]
        said = review_of(dossier, readers[email], call.rubrics[dossier.track], call.comments)

        assert review.mean == pytest.approx(said.mean, abs=1e-4)
        assert review.comment == said.general
        assert review.submitted_at == handed_in_at(call, dossier, readers[email])


def test_members_and_letters_are_those_of_the_story(db: Session) -> None:
    ids = [row.id for row in _dossiers(db)]
    dossiers = load_call().dossiers

    members = db.execute(select(func.count()).where(col(Member.dossier_id).in_(ids))).scalar_one()
    letters = select(func.count()).where(col(StoredFile.dossier_id).in_(ids), col(StoredFile.question_key) == "letters")

    assert members == sum(len(dossier.members) for dossier in dossiers)
    assert db.execute(letters).scalar_one() > 900


def test_only_one_dossier_is_real_and_it_says_no_more_than_was_published(db: Session) -> None:
    real = [dossier for dossier in load_call().dossiers if dossier.real]
    row = next(row for row in _dossiers(db) if row.bearer == real[0].bearer.name)

    files = db.execute(select(func.count()).where(col(StoredFile.dossier_id) == row.id)).scalar_one()

    assert [dossier.key for dossier in real] == ["ra-01"]
    assert files == 0


def test_the_open_call_holds_drafts_and_dossiers_and_the_published_one_its_selected(db: Session) -> None:
    food, employers = load_others()
    published = _call(db, employers.slug)

    sheets = db.execute(select(func.count()).where(col(PoleSheet.call_id) == published.id)).scalar_one()

    assert len(_dossiers(db, food.slug)) == 4
    assert published.published_at == employers.moment("results").at
    assert sheets == employers.to_select == 5


def test_some_drafts_were_never_filed(db: Session) -> None:
    query = select(func.count()).where(col(Dossier.call_id) == _call(db).id, col(Dossier.state) == "draft")

    assert db.execute(query).scalar_one() == 4


def test_nothing_is_broken_and_every_chain_of_the_journal_holds(db: Session) -> None:
    assert invariants.broken(db) == []
    assert [verify_chain(db, chain.name) for chain in chains(db)] == [None] * 4


def test_the_database_says_what_it_holds(db: Session) -> None:
    assert standing_of(db) is Standing.DEMO
