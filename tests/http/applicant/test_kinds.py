"""Every kind of question in a section: shown whole, kept whole, mended where it is wrong, with and without rows."""

import re
from uuid import UUID

import pytest
from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import col

from app.models import Answer, Assignment, Dossier
from tests.desk import Desk
from tests.every_kind import DIGEST, draft_of
from tests.houses import House
from tests.html_checks import faults_of
from tests.world import AFTER

HOSTILE = (
    "<script>alert(1)</script> [ici](javascript:alert(1)) <img src=x onerror=alert(1)> ![x](https://e.example/x.png)"
)


@pytest.fixture
def dossier(house: House) -> UUID:
    return draft_of(house)


def _path(dossier: UUID) -> str:
    return f"/applicant/dossiers/{dossier}/sections/kinds"


def _kept(house: House, dossier: UUID, key: str) -> object:
    with house.database.reading() as db:
        query = select(col(Answer.value)).where(col(Answer.dossier_id) == dossier, col(Answer.question_key) == key)
        return db.execute(query).scalar_one_or_none()


def test_every_kind_is_a_well_made_page_in_both_languages(house: House, dossier: UUID) -> None:
    rows: JsonValue = [{"name": "La région", "amount": 1000.5, "why": "**Sûr**"}, {"amount": "beaucoup"}]
    Desk(house).save(dossier, "kinds", {"pitch": "Du *bois*", "partners": rows, "share": 12.5, "money": "voir annexe"})

    for language in ("fr", "en"):
        page = house.as_("claire", language=language).get(_path(dossier))
        assert (page.status_code, faults_of(page.text)) == (200, [])
        read = house.as_("claire", language=language).get(f"/applicant/dossiers/{dossier}/check")
        assert (read.status_code, faults_of(read.text)) == (200, [])


def test_help_limits_and_example_stand_together_under_the_question(house: House, dossier: UUID) -> None:
    text = house.as_("claire").get(_path(dossier)).text

    assert '<span class="example">Par exemple\u00a0: Bois du haut pays</span>' in text
    assert "Entre 0 et 500." in text
    assert "2 réponses au plus." in text
    assert "1 fichier au plus\u00a0: PDF, ODT. 10\u00a0Mo chacun au plus." in text
    assert "<strong>ceci</strong>" in text


@pytest.mark.parametrize(
    ("key", "attributes"),
    [
        ("jobs", {'inputmode="decimal"', 'autocomplete="off"'}),
        ("share", {'inputmode="decimal"'}),
        ("email", {'type="email"', 'autocomplete="email"'}),
        ("phone", {'type="tel"', 'autocomplete="tel"'}),
        ("site", {'type="url"', 'autocomplete="url"'}),
        ("starts", {'type="date"'}),
    ],
)
def test_a_telephone_shows_the_right_keys(house: House, dossier: UUID, key: str, attributes: set[str]) -> None:
    text = house.as_("claire").get(_path(dossier)).text
    field = re.search(rf'<input id="q-{key}"[^>]*>', text)

    assert field
    assert {one for one in attributes if one in field[0]} == attributes


def test_what_may_be_negative_keeps_the_minus_on_a_telephone(house: House, dossier: UUID) -> None:
    field = re.search(r'<input id="q-change"[^>]*>', house.as_("claire").get(_path(dossier)).text)

    assert field
    assert "inputmode" not in field[0]


def test_no_text_is_ever_cut_by_the_browser(house: House, dossier: UUID) -> None:
    assert "maxlength" not in house.as_("claire").get(_path(dossier)).text


def test_the_button_of_a_block_saves_and_comes_back_with_one_row_more(house: House, dossier: UUID) -> None:
    client = house.as_("claire")
    form = {"version": "0", "asked": "partners", "q-partners-0-name": "La région", "go": "rows/partners"}

    answer = client.post(_path(dossier), data=form)
    page = client.get(answer.headers["location"]).text

    assert answer.headers["location"] == f"{_path(dossier)}?more=partners"
    assert _kept(house, dossier, "partners") == [{"name": "La région"}]
    assert 'id="q-partners-1" tabindex="-1" data-place="1" autofocus' in page
    assert 'name="q-partners-2-name"' not in page


def test_a_row_that_is_ticked_goes_when_the_section_is_saved(house: House, dossier: UUID) -> None:
    form = {"version": "0", "asked": "partners", "q-partners-0-name": "La région", "q-partners-1-name": "L’État"}

    house.as_("claire").post(_path(dossier), data={**form, "q-partners-gone": "0", "go": "stay"})

    assert _kept(house, dossier, "partners") == [{"name": "L’État"}]


def test_a_problem_in_a_row_leads_to_its_field(house: House, dossier: UUID) -> None:
    form = {
        "version": "0",
        "asked": "partners",
        "q-partners-0-name": "La région",
        "q-partners-4-name": "Un nom beaucoup trop long",
        "q-partners-4-amount": "beaucoup",
        "go": "continue",
    }

    answer = house.as_("claire").post(_path(dossier), data=form)

    assert answer.status_code == 422
    assert '<a href="#q-partners-1-name">Partenaire 2, Nom\u00a0: Raccourcissez de 5 signes.' in answer.text
    assert '<a href="#q-partners-1-amount">Partenaire 2, Montant\u00a0: Écrivez un nombre.' in answer.text
    assert 'value="beaucoup"' in answer.text
    assert faults_of(answer.text) == []


def test_what_a_row_lacks_is_said_before_filing(house: House, dossier: UUID) -> None:
    Desk(house).save(dossier, "kinds", {"partners": [{"amount": 1000}]})

    text = house.as_("claire").get(f"/applicant/dossiers/{dossier}/check").text

    assert "Partenaire 1, Nom\u00a0: Répondez à cette question." in text


def test_texts_that_cross_are_compared_row_by_row(house: House, dossier: UUID) -> None:
    Desk(house).save(dossier, "kinds", {"partners": [{"name": "L’autre onglet"}], "pitch": "**L’autre**"})
    form = {"version": "0", "asked": ["partners", "pitch"], "q-partners-0-name": "Le mien", "q-pitch": "*Le mien*"}

    answer = house.as_("claire").post(_path(dossier), data={**form, "go": "continue"})

    assert answer.status_code == 409
    assert 'value="Le mien"' in answer.text
    assert "<dd>L’autre onglet</dd>" in re.sub(r">\s+|\s+<", lambda found: found[0].strip(), answer.text)
    assert "<strong>L’autre</strong>" in answer.text
    assert faults_of(answer.text) == []


def test_what_came_too_late_is_shown_row_by_row(house: House, dossier: UUID) -> None:
    house.clock.move_to(AFTER)
    form = {
        "version": "0",
        "asked": ["partners", "pitch", "money"],
        "q-partners-0-name": "La région",
        "q-partners-0-why": "**Sûr**",
        "q-pitch": "Du *bois*",
        "q-money-staff-2012": "12,5",
    }

    answer = house.as_("claire").post(_path(dossier), data=form)

    assert answer.status_code == 409
    assert all(text in answer.text for text in ("La région", "**Sûr**", "Du *bois*", "Personnel, 2012\u00a0: 12,5"))
    assert faults_of(answer.text) == []


def test_a_hostile_text_is_harmless_wherever_it_is_read(house: House, dossier: UUID) -> None:
    Desk(house).save(dossier, "kinds", {"pitch": HOSTILE, "partners": [{"name": HOSTILE, "why": HOSTILE}]})
    client = house.as_("claire")

    for page in (_path(dossier), f"/applicant/dossiers/{dossier}/check"):
        text = client.get(page).text
        assert "<script>alert" not in text
        assert 'href="javascript' not in text
        assert "<img src" not in text
        assert faults_of(text) == []


def test_a_budget_says_where_it_stands_without_scripts(house: House, dossier: UUID) -> None:
    money: JsonValue = {
        "staff": {"2012": 80000.5, "2013": 30000},
        "sales": {"2012": 20000, "2013": 30000},
        "grants": {"2012": 60000},
    }
    Desk(house).save(dossier, "kinds", {"money": money})

    text = house.as_("claire").get(_path(dossier)).text

    assert "80\u202f000,50" in text
    assert "il manque 0,50\u202f€ de ressources" in text
    assert "équilibré" in text
    assert "45,5\u202f%" in text
    assert "Ramenez les dépenses à 100\u202f000\u202f€\u00a0: elles font 110\u202f000,50\u202f€" in text
    assert 'class="ko" data-kind="ceiling"' in text
    assert 'class="ok" data-kind="own-share"' in text


def test_a_percentage_reads_with_its_unit(house: House, dossier: UUID) -> None:
    Desk(house).save(dossier, "kinds", {"share": "12,5 %"})

    path = f"/applicant/dossiers/{dossier}/check"
    french, english = (house.as_("claire", language=language).get(path).text for language in ("fr", "en"))

    assert "12,5\u202f%" in french
    assert "12.5%" in english


def test_the_template_to_fill_in_stands_above_the_field(house: House, dossier: UUID) -> None:
    text = house.as_("claire").get(_path(dossier)).text
    link = f'<a href="/calls/ptce/files/{DIGEST}" download>modele-charte.odt</a>'

    assert 0 < text.index(link) < text.index('id="q-charter"')


def test_an_option_that_is_no_longer_offered_stays_until_another_is_chosen(house: House, dossier: UUID) -> None:
    Desk(house).save(dossier, "kinds", {"state": "coal", "topics": ["wood", "coal"]})

    text = house.as_("claire").get(_path(dossier)).text

    assert text.count("coal (n’est pas proposé)") == 2


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("helene", "/organiser/calls/ptce/dossiers/{dossier}"),
        ("gerard", "/reviewer/dossiers/{dossier}"),
        ("claire", "/applicant/dossiers/{dossier}/read"),
    ],
)
def test_every_face_reads_the_same_answers(house: House, dossier: UUID, who: str, path: str) -> None:
    desk = Desk(house)
    rows: JsonValue = [{"name": "La région", "amount": 1000.5, "topics": ["wood"], "why": "**Sûr**"}]
    desk.save(dossier, "kinds", {"title": "Bois", "pitch": "### Le *bois*", "partners": rows, "share": 12.5})
    with house.database.writing() as db:
        row = db.get_one(Dossier, dossier)
        row.state, row.number, row.reference, row.filed_at = "admitted", 99, "PTCE-2011-0099", house.clock.now()
        reader, by = house.world.people["gerard"], house.world.people["helene"]
        now = house.clock.now()
        db.add(Assignment(dossier_id=dossier, reviewer_id=reader, created_at=now, created_by=by))

    text = house.as_(who).get(path.format(dossier=dossier)).text

    assert all(words in text for words in ("<em>bois</em>", "Partenaire 1", "La région", "<strong>Sûr</strong>"))
    assert "1\u202f000,50\u00a0€" in text
    assert "12,5\u202f%" in text
    assert faults_of(text) == []
