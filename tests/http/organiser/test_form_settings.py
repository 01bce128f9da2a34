"""The settings of a question and its condition on the page of the editor: drawn again, kept, refused, crossed."""

import html

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from app.domain.conditions import Op, Test
from app.domain.form_plans import FormPlan
from app.domain.questions import Question, QuestionKind
from app.models import Track
from app.queries.form_edits import last_version
from app.queries.forms import plan_of
from tests.forms_on_pages import Sent, buttons_of, fields_of
from tests.houses import House
from tests.html_checks import faults_of
from tests.samples import pdf

FORM = "/organiser/calls/ptce/tracks/pole/form"
SEEN = {"settings": "set-seen", "condition": "set-when-seen"}


def _plan(house: House, track: str = "pole") -> FormPlan:
    with house.database.reading() as db:
        version = last_version(db, db.get_one(Track, house.world.tracks[track]).form_id)
        assert version is not None
        return plan_of(db, version.id)


def _question(house: House, key: str, track: str = "pole") -> Question:
    return next(one for one in _plan(house, track).questions if one.key == key)


def _shown(client: TestClient, where: str, part: str) -> Sent:
    page = client.get(f"{FORM}/{where}")
    assert page.status_code == 200
    return fields_of(page.text, SEEN[part])


def _send(client: TestClient, where: str, fields: Sent, **typed: str) -> Response:
    named = {f"set-{name.replace('__', '.')}": [value] for name, value in typed.items()}
    return client.post(f"{FORM}/{where}", data={**fields, **named})


def _edits(house: House) -> int:
    with house.database.reading() as db:
        version = last_version(db, db.get_one(Track, house.world.tracks["pole"]).form_id)
        assert version is not None
        return version.edits


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_the_page_of_a_new_question_of_any_kind_is_well_made_and_keeps_what_it_shows(
    house: House, kind: QuestionKind
) -> None:
    client = house.as_("helene", language="en")
    added = client.post(f"{FORM}/sections/project/add", data={"kind": kind, "label": f"Essai {kind}"})
    where = added.headers["location"].partition("/form/")[2]
    edits = _edits(house)

    page = client.get(f"{FORM}/{where}")
    parts = [part for part in SEEN if f'name="{SEEN[part]}"' in page.text]
    answers = [_send(client, where, _shown(client, where, part)).status_code for part in parts]

    assert (faults_of(page.text), set(answers), _edits(house)) == ([], {303}, edits)


@pytest.mark.parametrize("key", ["summary", "budget", "statutes", "members"])
def test_saving_what_is_shown_changes_nothing(house: House, key: str) -> None:
    client = house.as_("helene")

    for part in ("settings", "condition"):
        answer = _send(client, f"questions/{key}", _shown(client, f"questions/{key}", part))
        assert answer.status_code == 303

    with house.database.reading() as db:
        version = last_version(db, db.get_one(Track, house.world.tracks["pole"]).form_id)
    assert version is not None
    assert (version.number, version.edits) == (1, 0)


def test_a_length_is_changed_with_its_unit(house: House) -> None:
    client = house.as_("helene")
    fields = _shown(client, "questions/summary", "settings")

    answer = _send(client, "questions/summary", fields, limit="3 000", unit="characters", minimum="200")

    summary = _question(house, "summary")
    assert answer.status_code == 303
    assert (summary.limit, summary.unit, summary.minimum) == (3000, "characters", 200)


def test_rows_are_added_without_scripts_and_kept_when_one_saves(house: House) -> None:
    client = house.as_("helene")
    fields = _shown(client, "questions/budget", "settings")

    drawn = _send(client, "questions/budget", fields, do="add set-budget.expenses")
    assert drawn.status_code == 200
    assert "Enregistrez pour garder ce changement." in html.unescape(drawn.text)
    assert [line.key for line in _budget(house).expenses] == ["staff"]
    again = fields_of(drawn.text, SEEN["settings"])
    typed = {"budget__expenses__1__label__fr": "Achats", "budget__years": "2012-2014"}
    saved = _send(client, "questions/budget", again, **typed)

    plan = _budget(house)
    assert saved.status_code == 303
    assert ([line.key for line in plan.expenses], plan.years) == (["staff", "achats"], (2012, 2013, 2014))


def _budget(house: House, track: str = "pole"):  # type: ignore[no-untyped-def]
    plan = _question(house, "budget", track).budget
    assert plan is not None
    return plan


def test_what_is_wrong_is_said_and_what_was_typed_stays(house: House) -> None:
    client = house.as_("helene")
    fields = _shown(client, "questions/summary", "settings")

    refused = _send(client, "questions/summary", fields, limit="beaucoup")

    assert (refused.status_code, faults_of(refused.text)) == (422, [])
    assert fields_of(refused.text, SEEN["settings"])["set-limit"] == ["beaucoup"]
    assert _question(house, "summary").limit == 50


def test_two_organisers_change_the_same_setting_and_the_second_sees_both(house: House) -> None:
    helene, paul = house.as_("helene"), house.as_("paul")
    first, second = (_shown(one, "questions/summary", "settings") for one in (helene, paul))
    _send(helene, "questions/summary", first, limit="80")

    crossed = _send(paul, "questions/summary", second, limit="90")

    assert (crossed.status_code, faults_of(crossed.text)) == (409, [])
    assert "80 mots au plus" in html.unescape(crossed.text)
    mine = fields_of(crossed.text, SEEN["settings"])
    assert (mine["set-limit"], _question(house, "summary").limit) == (["90"], 80)
    assert _send(paul, "questions/summary", mine).status_code == 303
    assert _question(house, "summary").limit == 90


def test_two_organisers_change_two_settings_and_both_stay(house: House) -> None:
    helene, paul = house.as_("helene"), house.as_("paul")
    first, second = (_shown(one, "questions/summary", "settings") for one in (helene, paul))

    _send(helene, "questions/summary", first, limit="80")
    _send(paul, "questions/summary", second, minimum="10")

    summary = _question(house, "summary")
    assert (summary.limit, summary.minimum) == (80, 10)


def test_a_setting_changes_in_another_track_too_when_it_is_ticked(house: House) -> None:
    client = house.as_("helene")
    fields = _shown(client, "questions/summary", "settings")

    _send(client, "questions/summary", {**fields, "also": ["cooperation_project"]}, limit="75")

    assert [_question(house, "summary", track).limit for track in ("pole", "cooperation_project")] == [75, 75]


def test_a_model_to_fill_in_is_kept_with_the_call_and_taken_away(house: House) -> None:
    client = house.as_("helene")
    fields = _shown(client, "questions/statutes", "settings")

    sent = {"set-files.template": ("modèle.pdf", pdf(), "application/pdf")}
    client.post(f"{FORM}/questions/statutes", data=fields, files=sent)
    given = _question(house, "statutes").files
    assert given is not None
    assert given.template is not None
    assert (given.template.name, given.at_most) == ("modèle.pdf", 2)
    shown = _shown(client, "questions/statutes", "settings")
    _send(client, "questions/statutes", shown, files__template_removed="yes")

    left = _question(house, "statutes").files
    assert left is not None
    assert left.template is None


def test_a_model_that_is_no_document_is_refused_beside_its_field(house: House) -> None:
    client = house.as_("helene")
    fields = _shown(client, "questions/statutes", "settings")

    sent = {"set-files.template": ("modèle.pdf", b"not a document", "application/pdf")}
    refused = client.post(f"{FORM}/questions/statutes", data=fields, files=sent)

    assert refused.status_code == 422
    assert 'id="set-files.template-error"' in refused.text


def test_a_condition_is_made_without_scripts(house: House) -> None:
    client = house.as_("helene")
    where = "questions/members"
    fields = _shown(client, where, "condition")

    drawn = _send(client, where, fields, do="add set-when.lines")
    assert "look set-when.lines.0" in buttons_of(drawn.text, "set-do")
    chosen = fields_of(drawn.text, SEEN["condition"]) | {"set-when.lines.0.question": ["summary"]}
    asked = _send(client, where, chosen, do="look set-when.lines.0")
    typed = fields_of(asked.text, SEEN["condition"]) | {"set-when.lines.0.value": ["bois"]}
    saved = _send(client, where, typed)

    assert saved.status_code == 303
    assert _question(house, "members").when == Test("summary", Op.CONTAINS, "bois")
    page = html.unescape(client.get(f"{FORM}/{where}").text)
    assert "Demandée si «\u202fQuestion summary\u202f» contient «\u202fbois\u202f»." in page


def test_a_section_waits_for_another(house: House) -> None:
    client = house.as_("helene")
    fields = _shown(client, "sections/members", "condition")
    line = {"set-when.lines.0.question": ["bearer_email"], "set-when.lines.0.op": ["answered"]}

    saved = client.post(f"{FORM}/sections/members", data={**fields, **line})

    assert saved.status_code == 303
    assert _plan(house).sections[2].when == Test("bearer_email", Op.ANSWERED)


def test_questions_that_would_wait_for_each_other_are_refused_when_the_other_came_first(house: House) -> None:
    helene, paul = house.as_("helene"), house.as_("paul")
    first = _shown(helene, "questions/bearer_email", "condition")
    second = _shown(paul, "questions/summary", "condition")
    waits_for_summary = {"set-when.lines.0.question": ["summary"], "set-when.lines.0.op": ["answered"]}
    waits_for_email = {"set-when.lines.0.question": ["bearer_email"], "set-when.lines.0.op": ["answered"]}
    helene.post(f"{FORM}/questions/bearer_email", data={**first, **waits_for_summary})

    refused = paul.post(f"{FORM}/questions/summary", data={**second, **waits_for_email})

    assert refused.status_code == 422
    assert "tourneraient en rond" in html.unescape(refused.text)
    assert _question(house, "summary").when is None


def test_two_organisers_write_the_same_condition_and_the_second_sees_both(house: House) -> None:
    helene, paul = house.as_("helene"), house.as_("paul")
    first, second = (_shown(one, "questions/members", "condition") for one in (helene, paul))
    line = {"set-when.lines.0.question": ["summary"], "set-when.lines.0.op": ["answered"]}
    helene.post(f"{FORM}/questions/members", data={**first, **line})

    other = {**line, "set-when.lines.0.question": ["bearer_email"]}
    crossed = paul.post(f"{FORM}/questions/members", data={**second, **other})

    assert (crossed.status_code, faults_of(crossed.text)) == (409, [])
    assert "Demandée si «\u202fQuestion summary\u202f» a une réponse." in html.unescape(crossed.text)
    mine = fields_of(crossed.text, SEEN["condition"])
    assert paul.post(f"{FORM}/questions/members", data=mine).status_code == 303
    assert _question(house, "members").when == Test("bearer_email", Op.ANSWERED)
