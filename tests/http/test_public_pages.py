"""What everyone reads: the same figures everywhere, in formats that other programs can read, kept by caches."""

import csv
import io
import re
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from lxml import etree
from sqlalchemy import func, select
from sqlmodel import col

from app.domain.workflow import Outcome
from app.models import Call, Decision, Dossier, PoleSheet
from tests.houses import House
from tests.query_counts import counted
from tests.services.deciding import agree, decide, join, propose, publish, rank
from tests.world import CLOSES, NOW, OPENS

ATOM = "{http://www.w3.org/2005/Atom}"


def _published(house: House, *means: float, places: int = 2) -> list[UUID]:
    dossiers = rank(house, *means, places=places)
    for dossier in dossiers:
        agree(house, dossier, summary=f"Résumé public de {dossier}.", themes=["food"], jobs=12)
    propose(house, places=places, waiting=0)
    publish(house)
    return dossiers


def test_before_the_publication_the_page_says_when_and_the_files_are_not_there(house: House) -> None:
    page = house.as_().get("/calls/ptce/results")

    assert page.status_code == 200
    assert "pas encore publiés" in page.text
    for kind in ("csv", "json", "geojson"):
        assert house.as_().get(f"/calls/ptce/results.{kind}").status_code == 404


def test_the_call_page_offers_to_apply_only_while_the_call_is_open(house: House) -> None:
    found = {}
    for name, at in (("before", OPENS - timedelta(1)), ("during", NOW), ("closing", CLOSES), ("after", CLOSES)):
        house.clock.move_to(at)
        found[name] = 'href="/calls/ptce/apply"' in house.as_().get("/calls/ptce").text

    assert found == {"before": False, "during": True, "closing": False, "after": False}


def test_the_deadline_is_told_with_its_hour_zone_and_the_hour_overseas(house: House) -> None:
    text = re.sub(r"\s+", " ", house.as_().get("/calls/ptce").text)

    assert "31 octobre 2011 à 23 h 59, heure de Paris" in text
    assert "18 h 59 en Guadeloupe et en Martinique" in text
    assert "le 1er novembre à 2 h 59 à La Réunion" in text


def test_every_question_is_read_before_any_account(house: House) -> None:
    text = house.as_().get("/calls/ptce/questions").text

    assert text.count("Question bearer_name") == 2
    assert "50" in text


def test_the_published_figures_are_those_of_the_database(each_house: House) -> None:
    _published(each_house, 4.5, 4.0, 3.0)

    told = each_house.as_().get("/calls/ptce/results.json").json()["figures"]

    with each_house.database.reading() as db:
        filed = db.execute(select(func.count()).where(col(Dossier.filed_at).is_not(None))).scalar_one()
        admitted = db.execute(select(func.count()).where(col(Dossier.state) == "admitted")).scalar_one()
        selected = db.execute(select(func.count()).where(col(Decision.outcome) == "selected")).scalar_one()
    assert (told["received"], told["admitted"], told["selected"]) == (filed, admitted, selected) == (10, 3, 2)
    assert sum(row["received"] for row in told["by_track"]) == filed
    assert [(row["region"], row["selected"]) for row in told["by_region"]] == [("Rhône-Alpes", 2)]


def test_the_three_files_and_the_page_name_the_same_poles(each_house: House) -> None:
    _published(each_house, 4.5, 4.0, 3.0)
    browser = each_house.as_()
    page = browser.get("/calls/ptce/results").text

    table = list(
        csv.DictReader(io.StringIO(browser.get("/calls/ptce/results.csv").content.decode("utf-8-sig")), delimiter=";")
    )
    whole = browser.get("/calls/ptce/results.json").json()
    points = browser.get("/calls/ptce/results.geojson").json()

    names = ["Dossier rang1", "Dossier rang2"]
    assert [row["name"] for row in table] == names
    assert [row["name"] for row in whole["poles"]] == names
    assert [row["properties"]["name"] for row in points["features"]] == names
    assert [name in page for name in names] == [True, True]
    assert "Dossier rang3" not in page
    longitude, latitude = points["features"][0]["geometry"]["coordinates"]
    assert (round(longitude), round(latitude)) == (5, 45)


def test_the_csv_is_utf8_with_its_mark_semicolons_and_crlf(house: House) -> None:
    _published(house, 4.5)

    answer = house.as_().get("/calls/ptce/results.csv")

    assert answer.content.startswith(b"\xef\xbb\xbfcall;slug;name;")
    assert answer.content.count(b"\r\n") == 2
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["access-control-allow-origin"] == "*"


def test_a_cell_that_looks_like_a_formula_is_only_text(house: House) -> None:
    (dossier,) = rank(house, 4.5)
    with house.database.writing() as db:
        db.get_one(Dossier, dossier).title = "=HYPERLINK(1)"
    propose(house, places=1)
    publish(house)

    text = house.as_().get("/calls/ptce/results.csv").text

    assert ";'=HYPERLINK(1);" in text


def test_a_pole_has_its_page_and_the_directory_finds_it_by_word_and_region(house: House) -> None:
    first, *_ = _published(house, 4.5, 4.0)
    join(house, first, "Scierie", "company")
    browser = house.as_()

    assert "Résumé public de" in browser.get("/poles/dossier-rang1").text
    assert "Dossier rang1" in browser.get("/poles?q=RANG1").text
    assert "Dossier rang2" not in browser.get("/poles?q=RANG1").text
    assert "Aucun pôle ne correspond" in browser.get("/poles?region=Bretagne").text
    assert browser.get("/poles/inconnu").status_code == 404


def test_a_call_that_is_hidden_again_takes_its_poles_with_it(house: House) -> None:

    _published(house, 4.5)
    with house.database.writing() as db:
        db.get_one(Call, house.world.calls["ptce"]).is_public = False

    assert house.as_().get("/poles/dossier-rang1").status_code == 404
    assert house.as_().get("/calls/ptce/results").status_code == 404
    assert "Dossier rang1" not in house.as_().get("/poles").text


def test_the_agenda_is_a_calendar_that_others_read(house: House) -> None:
    answer = house.as_().get("/agenda.ics")
    lines = answer.content.split(b"\r\n")

    assert answer.headers["content-type"].startswith("text/calendar")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(map(len, lines)) <= 75
    assert lines.count(b"BEGIN:VEVENT") == lines.count(b"END:VEVENT") == 4
    assert b"DTSTART:20111031T225959Z" in lines
    assert len({line for line in lines if line.startswith(b"UID:")}) == 4


def test_the_news_are_a_feed_that_others_read(house: House) -> None:
    _published(house, 4.5)

    feed = etree.fromstring(house.as_().get("/news.atom").content)

    entries = feed.findall(f"{ATOM}entry")
    told = [entry.find(f"{ATOM}title").text.split("\xa0")[0] for entry in entries]
    assert told == ["Les résultats sont publiés", *["L’appel est clos"] * 2, *["L’appel est ouvert"] * 2]
    assert len({entry.find(f"{ATOM}id").text for entry in entries}) == 5
    assert datetime.fromisoformat(entries[0].find(f"{ATOM}updated").text) > CLOSES


def test_the_map_of_the_site_names_pages_that_answer(house: House) -> None:
    _published(house, 4.5)
    site = etree.fromstring(house.as_().get("/sitemap.xml").content)

    paths = [node.text.removeprefix("http://127.0.0.1:8000") for node in site.iter("{*}loc")]

    assert {path: house.as_().get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
    assert "/poles/dossier-rang1" in paths


def test_a_page_is_kept_by_caches_only_for_whom_nobody_is_signed_in(house: House) -> None:
    browser = house.as_()
    first = browser.get("/calls/ptce")

    again = browser.get("/calls/ptce", headers={"if-none-match": first.headers["etag"]})
    signed = house.as_("claire").get("/calls/ptce")
    asked = house.as_().get("/calls/ptce?lang=en")

    assert first.headers["cache-control"] == "public, max-age=60"
    assert (again.status_code, again.content) == (304, b"")
    assert signed.headers["cache-control"] == asked.headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize(
    "path", ["/calls/ptce/results", "/poles", "/", "/calls/ptce/results.json", "/poles/dossier-rang1"]
)
def test_a_page_costs_the_same_queries_for_one_pole_and_for_three(
    house: House, path: str, tmp_path_factory: object
) -> None:
    _published(house, 4.5, 4.0, 3.0, places=3)
    # The first page opened reads the plans of the forms, which are kept.
    house.as_().get(path)
    with counted(house.database) as three:
        assert house.as_().get(path).status_code == 200
    with house.database.writing() as db:
        for sheet in db.execute(select(PoleSheet).where(col(PoleSheet.slug) != "dossier-rang1")).scalars():
            db.delete(sheet)

    with counted(house.database) as one:
        assert house.as_().get(path).status_code == 200

    assert len(one) == len(three)


def test_the_method_counts_what_was_read_once_it_is_published(house: House) -> None:
    before = house.as_().get("/calls/ptce/method").text
    _published(house, 4.5, 4.0, 3.0)

    after = house.as_().get("/calls/ptce/method").text

    assert ("En chiffres" in before, "En chiffres" in after) == (False, True)
    assert "Critère strategy" in before
    assert re.search(r"<dt>lectures</dt><dd>3", after)


def test_the_journal_shows_its_root_and_no_subject(house: House) -> None:
    (dossier,) = rank(house, 4.5)

    decide(house, dossier, Outcome.SELECTED)

    text = house.as_().get("/calls/ptce/journal").text

    assert "Décision consignée" in text
    assert str(dossier) not in text
    assert str(house.world.people["helene"]) not in text
