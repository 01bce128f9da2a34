"""What applicants will see on another day: the same pages at that instant, and nothing of it acts."""

import html
import re

import pytest
from sqlalchemy import func, select

from app.models import Call, Dossier, JournalLine, Moment
from tests.documents import ENTRY
from tests.houses import House
from tests.html_checks import faults_of
from tests.world import CLOSES

PAGE = "/organiser/calls/ptce/preview"
BEFORE, OPEN, GRACE, AFTER = "2011-09-30T12:00", "2011-10-15T12:00", "2011-11-01T00:05", "2011-11-05T12:00"


def _text(page: str) -> str:
    """What a page says, without its marks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())


@pytest.mark.parametrize(
    ("part", "at", "says"),
    [
        ("page", BEFORE, "Ouverture samedi 1er octobre 2011 à 9 h 00"),
        ("page", OPEN, "Commencer un dossier"),
        ("page", AFTER, "Clos depuis lundi 31 octobre 2011 à 23 h 59"),
        ("apply", BEFORE, "L’appel n’est pas encore ouvert"),
        ("apply", OPEN, "Choisissez la catégorie"),
        ("apply", GRACE, "L’appel est clos"),
        ("draft", BEFORE, "L’appel n’est pas encore ouvert"),
        ("draft", OPEN, "Clôture dans 16 jours"),
        ("draft", GRACE, "La clôture est passée : il vous reste"),
        ("draft", AFTER, "Ce que vous avez écrit est gardé"),
        ("filed", OPEN, "Votre dossier est déposé"),
        ("filed", AFTER, "Nous vérifions sa recevabilité"),
    ],
)
def test_each_page_is_the_one_of_that_instant(house: House, part: str, at: str, says: str) -> None:
    answer = house.as_("helene").get(f"{PAGE}?part={part}&at={at}")

    assert answer.status_code == 200
    assert says in _text(answer.text)
    assert faults_of(answer.text) == []


def test_nothing_of_a_preview_acts_or_leads_out_of_it(house: House) -> None:
    client = house.as_("helene")

    for part in ("page", "apply", "draft", "filed"):
        page = client.get(f"{PAGE}?part={part}&at={OPEN}").text
        main = page.split("</header>")[1].split("</main>")[0]
        assert 'method="post"' not in main
        assert "/applicant" not in main
        assert 'href="/calls/ptce/apply' not in main
        forms = [one.split("</form>")[0] for one in main.split("<form")[1:]]
        assert {re.search(r'action="([^"]*)"', one)[1] for one in forms} == {PAGE}  # type: ignore[index]


def test_looking_writes_nothing(house: House) -> None:
    def counts() -> list[int]:
        with house.database.reading() as db:
            return [db.execute(select(func.count()).select_from(row)).scalar_one() for row in (Dossier, JournalLine)]

    before = counts()
    for part in ("page", "apply", "draft", "filed"):
        house.as_("helene").get(f"{PAGE}?part={part}&at={OPEN}")

    assert counts() == before


def test_a_private_call_is_looked_at_too_and_says_so(each_house: House) -> None:
    with each_house.database.writing() as db:
        db.get_one(Call, each_house.world.calls["ptce"]).is_public = False

    answer = each_house.as_("helene").get(f"{PAGE}?at={OPEN}")

    assert "le public ne verrait rien ce jour-là" in _text(answer.text)
    assert each_house.as_().get("/calls/ptce").status_code == 404


def test_one_jumps_to_the_minute_before_and_after_each_moment(house: House) -> None:
    page = html.unescape(house.as_("helene").get(PAGE).text)

    deciding = ("2011-10-01T08:59", "2011-10-01T09:01", "2011-10-31T23:58:59", "2011-11-01T00:00:59")
    for at in (*deciding, "2011-11-01T00:10:59"):
        assert f"at={at.replace(':', '%3A')}&" in page, at


def test_an_instant_that_is_none_is_now(house: House) -> None:
    answer = house.as_("helene").get(f"{PAGE}?at=demain&part=poem&track=none")

    assert (answer.status_code, "Commencer un dossier" in answer.text) == (200, True)


def test_a_filed_dossier_is_read_once_the_review_begins(house: House) -> None:
    with house.database.writing() as db:
        db.add(Moment(call_id=house.world.calls["ptce"], kind="review", title={"fr": "Lecture"}, starts_at=CLOSES))

    answer = house.as_("helene").get(f"{PAGE}?part=filed&at={AFTER}")

    assert "Votre dossier est lu et noté" in _text(answer.text)


def test_the_questions_before_a_dossier_are_tried_at_that_instant(house: House) -> None:
    with house.database.writing() as db:
        db.get_one(Call, house.world.calls["ptce"]).entry = ENTRY
    client = house.as_("helene")

    asked = client.get(f"{PAGE}?part=apply&at={OPEN}").text
    refused = client.get(f"{PAGE}?part=apply&at={OPEN}&answered=yes&q-many=no")
    welcome = client.get(f"{PAGE}?part=apply&at={OPEN}&answered=yes&q-many=yes")

    form = asked.split("</header>")[1].split("<form")[2].split("</form>")[0]
    assert f'action="{PAGE}"' in form
    assert f'name="at" value="{OPEN}"' in form
    assert "disabled" not in form
    assert "Il faut être plusieurs." in _text(refused.text)
    assert "Commencer un dossier" in _text(welcome.text)
