"""The tracks of a call: added, copied, renamed, put in order, removed; their rules and outcomes, and what is asked
before a dossier."""

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.conditions import Op, Test
from app.domain.entry import Entry, Refusal, parse_entry
from app.domain.errors import DomainError, Forbidden, Invalid, Stale, WrongState
from app.domain.members import CompositionRule, Family
from app.domain.outcomes import Outcome, OutcomeKey
from app.domain.roles import Actor
from app.domain.texts import texts
from app.domain.workflow import Outcome as Decided
from app.forms.track import NewTrackForm, TrackMoveForm, TrackTextsForm
from app.models import Answer, Call, CallChange, Criterion, Dossier, Form, JournalLine, Rubric, Track
from app.queries import calls as eyes
from app.queries import forms, people
from app.queries.tracks import entry_of, form_states, rules_of
from app.services import dossiers, selection, track_rules, track_verbs
from tests.houses import House
from tests.world import AFTER, NOW

RULE = CompositionRule("ess", at_least=1, families=(Family.ESS,))
ONE_NAME = (Outcome(OutcomeKey.SELECTED, texts(fr="Pôle témoin", en="Witness pole")),)
WHY = "Deux structures nous l’ont demandé."
ENTRY = {
    "questions": [{"key": "together", "kind": "yes_no", "label": {"fr": "Êtes-vous plusieurs ?"}, "required": True}],
    "refusals": [
        {
            "key": "alone",
            "when": {"question": "together", "op": "is", "value": False},
            "explanation": {"fr": "Il faut être plusieurs."},
        }
    ],
}


def _actor(house: House, db: Session, who: str) -> Actor:
    found = people.actor_of_session(db, house.world.tokens[who], NOW)
    assert found is not None
    return found


def _call(house: House, db: Session, slug: str = "ptce") -> Call:
    return db.get_one(Call, house.world.calls[slug])


def _track(house: House, db: Session, name: str = "pole") -> Track:
    return db.get_one(Track, house.world.tracks[name])


def _new(**more: object) -> NewTrackForm:
    return NewTrackForm.model_validate({"title": {"fr": "Manifestation d’intérêt"}, **more})


def _texts(**more: object) -> TrackTextsForm:
    return TrackTextsForm.model_validate({"version": 1, "title": {"fr": "Autre nom"}, **more})


def _acts(db: Session) -> list[str]:
    return list(db.execute(select(col(JournalLine.action)).order_by(col(JournalLine.sequence))).scalars())


def test_a_new_track_comes_last_with_an_empty_form_that_is_being_written(each_house: House) -> None:
    with each_house.database.writing() as db:
        helene = _actor(each_house, db, "helene")
        made = track_verbs.add(db, _call(each_house, db), _new(), actor=helene, now=NOW)
        again = track_verbs.add(db, _call(each_house, db), _new(), actor=helene, now=NOW)

        states = form_states(db, [made])

        assert [one.key for one in eyes.tracks(db, made.call_id)][2:] == ["manifestation_d_interet", again.key]
        assert again.key == "manifestation_d_interet_2"
        assert (states[made.id].published, states[made.id].writing, states[made.id].plan.sections) == (None, 1, ())
        assert (made.rubric_id, made.composition) == (None, [])
        assert _acts(db)[-1] == "track.added"


def test_two_clicks_add_one_track(house: House) -> None:
    with house.database.writing() as db:
        helene = _actor(house, db, "helene")
        one, other = (track_verbs.add(db, _call(house, db), _new(key="a-key"), actor=helene, now=NOW) for _ in "12")

        assert one.id == other.id


def test_a_track_like_another_asks_and_scores_the_same_under_the_same_keys(each_house: House) -> None:
    with each_house.database.writing() as db:
        helene, pole = _actor(each_house, db, "helene"), _track(each_house, db)
        track_rules.set_composition(db, pole, (RULE,), version=1, reason=WHY, actor=helene, now=NOW)
        made = track_verbs.add(db, _call(each_house, db), _new(like="pole"), actor=helene, now=NOW)
        db.flush()

        asked = [forms.plan_of(db, forms.latest_version(db, one.form_id)) for one in (made, pole)]
        scored = [[(row.key, row.weight) for row in forms.rubric_of(db, one.id)[1]] for one in (made, pole)]

        assert asked[0] == asked[1]
        assert scored[0] == scored[1] != []
        assert rules_of(made) == (RULE,)
        assert made.rubric_id != pole.rubric_id
        assert db.get_one(Rubric, made.rubric_id).locked_at is None


def test_a_name_changes_once_and_a_stale_change_is_told_what_stands(each_house: House) -> None:
    with each_house.database.writing() as db:
        helene, pole = _actor(each_house, db, "helene"), _track(each_house, db)
        track_verbs.change(db, pole, _texts(), actor=helene, now=NOW)
        with pytest.raises(Stale) as refused:
            track_verbs.change(db, pole, _texts(title={"fr": "Un troisième"}), actor=helene, now=NOW)

        assert (pole.title, pole.version) == ({"fr": "Autre nom"}, 2)
        assert refused.value.params["theirs"]["title"] == {"fr": "Autre nom"}  # type: ignore[index]


def test_tracks_change_places_and_a_second_click_moves_nothing(house: House) -> None:
    with house.database.writing() as db:
        helene, pole = _actor(house, db, "helene"), _track(house, db)
        down = TrackMoveForm(way="down", seen=0)
        track_verbs.move(db, pole, down, actor=helene, now=NOW)
        with pytest.raises(Stale):
            track_verbs.move(db, pole, down, actor=helene, now=NOW)

        assert [one.key for one in eyes.tracks(db, pole.call_id)] == ["cooperation_project", "pole"]


def test_a_track_is_removed_with_its_form_and_rubric_as_long_as_nobody_started_there(each_house: House) -> None:
    with each_house.database.writing() as db:
        helene, idle = _actor(each_house, db, "helene"), _track(each_house, db, "cooperation_project")
        form_id, rubric_id = idle.form_id, idle.rubric_id
        track_verbs.remove(db, idle, version=1, actor=helene, now=NOW)
        with pytest.raises(WrongState, match="track_has_dossiers"):
            track_verbs.remove(db, _track(each_house, db), version=1, actor=helene, now=NOW)

        assert db.get(Form, form_id) is None
        assert db.get(Rubric, rubric_id) is None
        assert db.execute(select(Criterion).where(col(Criterion.rubric_id) == rubric_id)).first() is None
        assert [one.key for one in eyes.tracks(db, _call(each_house, db).id)] == ["pole"]


def test_the_last_track_of_a_public_call_stays(house: House) -> None:
    with house.database.writing() as db:
        ines = _actor(house, db, "ines")
        track_verbs.remove(db, _track(house, db, "autre.pole"), version=1, actor=ines, now=NOW)
        with pytest.raises(WrongState, match="last_track"):
            track_verbs.remove(db, _track(house, db, "autre.cooperation_project"), version=1, actor=ines, now=NOW)


def test_rules_of_a_track_that_has_dossiers_change_for_a_reason_that_is_kept(each_house: House) -> None:
    with each_house.database.writing() as db:
        helene, pole = _actor(each_house, db, "helene"), _track(each_house, db)
        with pytest.raises(Invalid, match="change_needs_reason"):
            track_rules.set_composition(db, pole, (RULE,), version=1, actor=helene, now=NOW)
        track_rules.set_composition(db, pole, (RULE,), version=1, reason=WHY, actor=helene, now=NOW)
        idle = _track(each_house, db, "cooperation_project")
        track_rules.set_composition(db, idle, (RULE,), version=1, actor=helene, now=NOW)

        kept = db.execute(select(CallChange)).scalars().all()

        assert [(one.kind, one.reason, one.after["track"]) for one in kept] == [("composition", WHY, "pole")]
        assert rules_of(pole) == rules_of(idle) == (RULE,)


def test_an_outcome_that_was_decided_stays_and_one_that_is_not_offered_is_refused(each_house: House) -> None:
    with each_house.database.writing() as db:
        helene, pole = _actor(each_house, db, "helene"), _track(each_house, db)
        track_rules.set_outcomes(db, pole, ONE_NAME, version=1, reason=WHY, actor=helene, now=NOW)
        dossier = db.get_one(Dossier, each_house.world.dossiers["decided"])
        with pytest.raises(Invalid, match="outcome_not_offered"):
            selection.decide(db, dossier, Decided.WAITING, WHY, version=1, actor=helene, now=AFTER)
        without = (Outcome(OutcomeKey.SELECTED, texts()), Outcome(OutcomeKey.WAITING, texts()))
        track_rules.set_outcomes(db, pole, without, version=2, reason=WHY, actor=helene, now=NOW)

        assert pole.version == 3


def test_nobody_else_changes_a_track_and_nothing_changes_once_published(house: House) -> None:
    with house.database.writing() as db:
        call, pole = _call(house, db), _track(house, db)
        for who in ("ines", "gerard", "claire"):
            with pytest.raises(Forbidden):
                track_verbs.change(db, pole, _texts(), actor=_actor(house, db, who), now=NOW)
        call.published_at = AFTER
        helene = _actor(house, db, "helene")
        for act in (
            lambda: track_verbs.change(db, pole, _texts(), actor=helene, now=AFTER),
            lambda: track_rules.set_suits(db, pole, None, version=1, actor=helene, now=AFTER),
            lambda: track_rules.set_entry(db, call, Entry(), version=1, actor=helene, now=AFTER),
        ):
            with pytest.raises(WrongState, match="already_published"):
                act()


def test_what_comes_before_a_dossier_is_judged_again_when_it_is_started(each_house: House) -> None:
    with each_house.database.writing() as db:
        helene, yann, call = _actor(each_house, db, "helene"), _actor(each_house, db, "yann"), _call(each_house, db)
        track_rules.set_entry(db, call, parse_entry(ENTRY), version=1, actor=helene, now=NOW)  # type: ignore[arg-type]
        said = []
        for answers in ({}, {"together": False}):
            with pytest.raises(DomainError) as refused:
                dossiers.start(db, yann, call, _track(each_house, db), now=NOW, answers=answers)
            said.append(refused.value.code)
        made = dossiers.start(db, yann, call, _track(each_house, db), now=NOW, answers={"together": "oui"})

        assert said == ["entry_unanswered", "not_eligible"]
        assert made.state == "draft"


def test_answers_that_the_form_asks_for_too_are_kept_in_the_draft(house: House) -> None:
    asked = {"questions": [{"key": "bearer_name", "kind": "short", "label": {"fr": "Qui êtes-vous ?"}}]}
    with house.database.writing() as db:
        helene, yann, call = _actor(house, db, "helene"), _actor(house, db, "yann"), _call(house, db)
        track_rules.set_entry(db, call, parse_entry(asked), version=1, actor=helene, now=NOW)  # type: ignore[arg-type]
        answers = {"bearer_name": "  Scierie  Chautard ", "summary": "Personne ne l’a demandé."}
        made = dossiers.start(db, yann, call, _track(house, db), now=NOW, answers=answers)
        kept = db.execute(select(Answer).where(col(Answer.dossier_id) == made.id)).scalars().all()

        assert [(one.question_key, one.value) for one in kept] == [("bearer_name", "Scierie Chautard")]
        assert made.bearer == "Scierie Chautard"


def test_a_question_that_a_track_waits_for_is_not_taken_away(house: House) -> None:
    suits = Test("together", Op.IS, True)
    with house.database.writing() as db:
        helene, call, pole = _actor(house, db, "helene"), _call(house, db), _track(house, db)
        with pytest.raises(Invalid, match="unknown_entry_question"):
            track_rules.set_suits(db, pole, suits, version=1, actor=helene, now=NOW)
        track_rules.set_entry(db, call, parse_entry(ENTRY), version=1, actor=helene, now=NOW)  # type: ignore[arg-type]
        track_rules.set_suits(db, pole, suits, version=1, actor=helene, now=NOW)
        with pytest.raises(Invalid, match="entry_question_in_use"):
            track_rules.set_entry(db, call, Entry(), version=2, actor=helene, now=NOW)
        with pytest.raises(Stale) as refused:
            track_rules.set_entry(db, call, Entry(), version=1, actor=helene, now=NOW)

        assert entry_of(call).refusals == (
            Refusal("alone", Test("together", Op.IS, False), texts(fr="Il faut être plusieurs.")),
        )
        assert refused.value.params["theirs"] == ENTRY
