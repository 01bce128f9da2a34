"""A review saved field by field: what crosses, what is news, the time it took, its history and its way back."""

from datetime import timedelta

import pytest
from pydantic import JsonValue
from sqlalchemy import select

from app.domain.crossings import Seen, fingerprint
from app.domain.errors import Invalid, NotFound, Stale, WrongState
from app.forms.review import ReviewDraft
from app.models import Call, Review, ReviewVersion
from app.queries.review_versions import VersionRow, versions_of
from app.services import review_rows, reviews
from app.services.reviews import Kept
from tests.houses import House
from tests.services.reviewing import COMPLETE, actor, acts, dossier, review
from tests.world import NOW

LONG = "Une stratégie commune écrite, votée, et déjà suivie d’effets dans trois bourgs voisins."
BLANK = {
    "comment": fingerprint(""),
    "private_note": fingerprint(""),
    "comment-strategy": fingerprint(""),
    "score-strategy": fingerprint(None),
}


def save(
    house: House,
    values: dict[str, JsonValue],
    shown: dict[str, str] | None = None,
    *,
    minutes: float = 0,
    seconds: int = 0,
) -> Kept:
    now = NOW + timedelta(minutes=minutes)
    with house.database.writing() as db:
        return reviews.save_page(
            db,
            dossier(db, house, "admitted"),
            values,
            seen=Seen(0, BLANK if shown is None else shown),
            seconds=seconds,
            actor=actor(db, house, "gerard"),
            now=now,
        )


def saved(house: House) -> Review:
    with house.database.reading() as db:
        found = review(db, house, "admitted", "gerard")
        assert found is not None
        return found


def versions(house: House) -> list[VersionRow]:
    with house.database.reading() as db:
        return versions_of(db, house.world.dossiers["admitted"], house.world.people["gerard"])


def restore(house: House, number: int, version: int) -> int:
    with house.database.writing() as db:
        who = actor(db, house, "gerard")
        return reviews.restore(db, dossier(db, house, "admitted"), number, version=version, actor=who, now=NOW).version


def submit(house: House, version: int) -> None:
    with house.database.writing() as db:
        who = actor(db, house, "gerard")
        reviews.submit(db, dossier(db, house, "admitted"), version=version, actor=who, now=NOW)


def test_two_pages_that_write_other_fields_are_both_kept(each_house: House) -> None:
    save(each_house, {"comment": "Du premier.", "comment-strategy": ""})

    done = save(each_house, {"comment": "", "comment-strategy": "Du second."})

    assert (done.mine, done.theirs, done.news) == ({}, {}, ("comment",))
    with each_house.database.reading() as db:
        content = review_rows.sheet_of(db, dossier(db, each_house, "admitted"), actor(db, each_house, "gerard")).content
    assert (content.comment, content.comments["strategy"]) == ("Du premier.", "Du second.")


def test_what_crosses_is_given_back_with_both_texts_and_the_rest_is_kept(each_house: House) -> None:
    save(each_house, {"comment": "Du premier.", "score-strategy": 4})

    done = save(each_house, {"comment": "Du second.", "score-strategy": 4, "private_note": "À part."}, BLANK)

    assert (done.mine, done.theirs) == ({"comment": "Du second."}, {"comment": "Du premier."})
    kept = saved(each_house)
    assert (kept.version, kept.comment, kept.private_note) == (2, "Du premier.", "À part.")


def test_a_page_that_changes_nothing_writes_nothing(house: House) -> None:
    done = save(house, {"comment": "", "score-strategy": None})

    assert done.review is None
    assert acts(house) == []


def test_a_mark_off_the_scale_is_refused_whole(house: House) -> None:
    with pytest.raises(Invalid) as refused:
        save(house, {"score-strategy": 6, "comment": "Avis."})

    assert refused.value.field == "score-strategy"
    assert acts(house) == []


def test_a_field_that_the_form_does_not_have_is_refused(house: House) -> None:
    with pytest.raises(Invalid) as refused:
        save(house, {"comment-unknown": "Rien."})

    assert refused.value.code == "unknown_criterion"


def test_a_text_longer_than_a_review_is_kept_but_not_handed_in(house: House) -> None:
    save(house, {"comment": "x" * 10_001, "score-strategy": 4, "score-anchoring": 3})

    assert len(saved(house).comment) == 10_001
    with pytest.raises(Invalid) as refused:
        submit(house, 1)
    assert (refused.value.code, refused.value.field) == ("text_too_long", "comment")


def test_the_time_told_by_a_page_is_never_more_than_went_by(house: House) -> None:
    save(house, {"comment": "Un."}, seconds=600)
    save(house, {"comment": "Deux."}, {"comment": fingerprint("Un.")}, minutes=2, seconds=90)
    save(house, {"comment": "Trois."}, {"comment": fingerprint("Deux.")}, minutes=3, seconds=9000)

    assert saved(house).seconds == 600 + 90 + 60


def test_the_saves_of_one_sitting_are_one_version_and_the_next_sitting_is_another(each_house: House) -> None:
    save(each_house, {"comment": "Un."})
    save(each_house, {"comment": "Un, deux."}, {"comment": fingerprint("Un.")}, minutes=9)
    save(each_house, {"comment": "Un, deux, trois."}, {"comment": fingerprint("Un, deux.")}, minutes=30)

    assert [(row.number, row.content.comment) for row in versions(each_house)] == [
        (2, "Un, deux, trois."),
        (1, "Un, deux."),
    ]


def test_a_text_that_a_save_takes_away_stays_in_the_history_and_comes_back(each_house: House) -> None:
    save(each_house, {"comment": LONG})
    save(each_house, {"comment": "Non."}, {"comment": fingerprint(LONG)}, minutes=1)

    assert restore(each_house, 1, 2) == 3

    assert saved(each_house).comment == LONG
    assert [row.content.comment for row in versions(each_house)] == [LONG, "Non.", LONG]


def test_bringing_back_what_is_there_already_changes_nothing(house: House) -> None:
    save(house, {"comment": "Un."})

    assert restore(house, 1, 0) == 1
    assert acts(house) == ["review.saved"]


def test_an_older_page_brings_nothing_back(house: House) -> None:
    save(house, {"comment": LONG})
    save(house, {"comment": "Non."}, {"comment": fingerprint(LONG)})

    with pytest.raises(Stale):
        restore(house, 1, 1)
    with pytest.raises(NotFound):
        restore(house, 9, 2)


def test_what_was_handed_in_is_a_version_that_nothing_writes_over(each_house: House) -> None:
    with each_house.database.writing() as db:
        who = actor(db, each_house, "gerard")
        reviews.save(db, dossier(db, each_house, "admitted"), COMPLETE, version=0, actor=who, now=NOW)
    submit(each_house, 1)
    with each_house.database.writing() as db:
        given = review(db, each_house, "admitted", "gerard")
        assert given is not None
        reviews.reopen(db, given, "La note contredit le texte.", actor=actor(db, each_house, "helene"), now=NOW)

    save(each_house, {"comment": "Mieux dit."}, {"comment": fingerprint(COMPLETE.comment)})

    found = [(row.number, row.handed, row.content.comment, round(row.mean or 0, 2)) for row in versions(each_house)]
    assert found == [(2, False, "Mieux dit.", 3.33), (1, True, COMPLETE.comment, 3.33)]


def test_a_review_begun_before_there_was_a_history_keeps_what_it_said(house: House) -> None:
    save(house, {"comment": LONG})
    with house.database.writing() as db:
        for row in db.execute(select(ReviewVersion)).scalars():
            db.delete(row)

    save(house, {"comment": "Non."}, {"comment": fingerprint(LONG)})

    assert [row.content.comment for row in versions(house)] == ["Non.", LONG]


@pytest.mark.parametrize(
    ("rules", "code"),
    [({"may_write": False}, "reviewing_closed"), ({"round": 2}, "not_in_this_round")],
)
def test_nothing_is_written_when_the_phase_does_not_allow_it(house: House, rules: dict[str, object], code: str) -> None:
    phase = {"key": "p", "title": {"fr": "Phase"}, "starts_at": (NOW - timedelta(days=1)).isoformat(), "rules": rules}
    with house.database.writing() as db:
        db.get_one(Call, house.world.calls["ptce"]).reviewing = {"phases": [phase]}

    with pytest.raises(WrongState) as refused:
        save(house, {"comment": "Trop tôt."})

    assert refused.value.code == code
    with house.database.reading() as db:
        assert review(db, house, "admitted", "gerard") is None


def test_a_whole_draft_and_a_page_are_kept_by_the_same_history(house: House) -> None:
    with house.database.writing() as db:
        who = actor(db, house, "gerard")
        draft = ReviewDraft(comment="Par un programme.")
        reviews.save(db, dossier(db, house, "admitted"), draft, version=0, actor=who, now=NOW)

    save(house, {"comment": "Par la page."}, {"comment": fingerprint("Par un programme.")}, minutes=60)

    assert [row.content.comment for row in versions(house)] == ["Par la page.", "Par un programme."]
