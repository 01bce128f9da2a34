"""The forms of the demonstration calls, and what applicants type into them."""

import re

import pytest

from app.demo.data import load_call, load_others
from app.demo.filing import address_of, filed_answers
from app.demo.form import DemoForm
from app.demo.shapes import DemoCall, DemoDossier

CALLS = (load_call(), *load_others())
NAMES = [call.slug for call in CALLS]
FILED = [(call, dossier) for call in CALLS for dossier in call.dossiers if dossier.filed_at]


def test_the_form_of_2011_asks_what_each_track_deserves() -> None:
    form = load_call().form

    sections = {one.track: (len(one.sections), one.minutes) for one in form.tracks}

    assert sections == {"pole": (13, 360), "cooperation_project": (9, 180), "expression_of_interest": (1, 20)}


@pytest.mark.parametrize("call", CALLS, ids=NAMES)
def test_every_question_is_asked_in_both_languages(call: DemoCall) -> None:
    asked = {key for one in call.form.tracks for key in one.keys}

    assert asked == {question.key for question in call.form.questions}
    assert [one.key for one in call.form.questions if not one.label.fr or not one.label.en] == []
    assert [one.key for one in call.form.questions if (one.kind in ("choice", "choices")) != bool(one.options)] == []
    assert [one.key for one in call.form.questions if (one.kind == "budget") != (one.budget is not None)] == []
    assert [one.key for one in call.form.questions if (one.kind == "files") != (one.files is not None)] == []


@pytest.mark.parametrize(("call", "dossier"), FILED, ids=[dossier.key for _, dossier in FILED])
def test_every_answer_fits_its_question(call: DemoCall, dossier: DemoDossier) -> None:
    answers = filed_answers(call, dossier)
    required = {key for key in call.form.of(dossier.filed_track).keys if call.form.question(key).required}

    assert required - set(answers) == set()
    assert [key for key, answer in answers.items() if not fits(call.form, key, answer)] == []


def fits(form: DemoForm, key: str, answer: object) -> bool:
    question = form.question(key)
    options = {option.key for option in question.options}
    if question.kind == "choice":
        return answer in options
    if isinstance(answer, tuple):
        enough = (question.at_least or 0) <= len(answer) <= (question.at_most or 99)
        return enough and (not options or set(answer) <= options)
    if isinstance(answer, str):
        words = len(re.findall(r"\S+", answer))
        return words <= (question.max_words or 10_000) and len(answer) <= (question.max_chars or 100_000)
    return not isinstance(answer, bool) or question.kind in ("yes_no", "consent")


def test_every_long_answer_of_a_dossier_reaches_the_organisers() -> None:
    call = load_call()

    lost = {
        dossier.key: missing
        for dossier in call.dossiers
        if (missing := set(dossier.answers.values()) - set(map(str, filed_answers(call, dossier).values())))
    }

    assert lost == {}


def test_a_letter_is_attached_for_each_member_that_signed() -> None:
    call = load_call()
    dossier = call.by_key["es-20"]

    letters = filed_answers(call, dossier)["letters"]

    assert isinstance(letters, tuple)
    assert len(letters) == sum(member.letter for member in dossier.members)
    assert filed_answers(call, call.by_key["ra-01"]).get("letters") is None


def test_addresses_cannot_exist_and_differ() -> None:
    addresses = [
        address_of(one.contact.name, one.bearer.name) for one in load_call().dossiers if "duplicate" not in one.flaws
    ]

    assert (
        address_of("Aïssata Koné", "Coupe franche, scop de confection") == "aissata.kone@coupe-franche-scop-de.example"
    )
    assert len(set(addresses)) == len(addresses)


@pytest.mark.parametrize("call", CALLS, ids=NAMES)
def test_the_texts_of_a_call_are_whole_in_both_languages(call: DemoCall) -> None:
    wanted = {
        "title", "lead", "presentation", "objectives", "who_may_apply", "criteria", "selection",
        "what_the_selected_receive", "contact", "notice",
    }  # fmt: skip

    assert set(call.texts) == wanted
    assert [key for key, text in call.texts.items() if len(text.fr) < 10 or len(text.en) < 10] == []
    assert [one.key for one in call.faq if not (one.question.en and one.answer.en and one.answer.fr)] == []
    assert {track.key.value for track in call.tracks} == {form.track for form in call.form.tracks} == set(call.rubrics)
    assert [
        one.key for rubric in call.rubrics.values() for one in rubric if not all(level.en for level in one.levels)
    ] == []
