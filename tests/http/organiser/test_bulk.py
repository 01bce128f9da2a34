"""One act on many dossiers: previewed, confirmed once, done by the worker in steps that can be taken up again."""

import html
import re
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.models import Conflict, Dossier, Job, Notice
from app.services import bulk
from app.worker import screening as work
from tests.houses import House
from tests.world import NOW, add_dossier

BULK = "/organiser/calls/ptce/screening/bulk"
WHY = "Le groupement ne compte que deux membres."


def _states(house: House) -> dict[str, str]:
    with house.database.reading() as db:
        return {
            name: db.get_one(Dossier, identity).state
            for name, identity in house.world.dossiers.items()
            if name in ("filed", "to_correct", "other_owner", "withdrawn", "decided")
        }


def _fields(page: str) -> dict[str, str | list[str]]:
    form = page.split(f'action="{BULK}"', 1)[1].split("</form>", 1)[0]
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form):
        found.setdefault(name, []).append(html.unescape(value))
    return {name: values if len(values) > 1 else values[0] for name, values in found.items()}


def _chosen(house: House, *names: str) -> list[str]:
    return [str(house.world.dossiers[name]) for name in names]


def _job(house: House, where: str) -> Job:
    with house.database.reading() as db:
        return db.get_one(Job, UUID(where.rpartition("/")[2]))


def test_all_that_a_filter_finds_is_admitted_and_the_result_is_kept(each_house: House) -> None:
    client = each_house.as_("helene")

    preview = client.post(BULK, data={"act": "admit", "scope": "all", "view": "to_screen"})
    unchanged = _states(each_house)["filed"]
    where = client.post(BULK, data=_fields(preview.text)).headers["location"]
    waiting = client.get(where)
    each_house.work()
    done = html.unescape(client.get(where).text)

    assert "Déclarer 3 dossiers recevables" in html.unescape(preview.text)
    assert (preview.status_code, unchanged, waiting.status_code) == (200, "filed", 200)
    assert "3 dossiers ont changé" in done
    assert _states(each_house)["to_correct"] == _states(each_house)["other_owner"] == "admitted"
    assert _job(each_house, where).result == {
        "done": ["PTCE-2011-0001", "PTCE-2011-0002", "PTCE-2011-0007"],
        "refused": [],
    }
    assert len(each_house.mailer.sent) == 3


def test_those_whose_door_is_shut_are_named_before_and_after(house: House) -> None:
    client = house.as_("helene")
    asked = {
        "act": "refuse",
        "chosen": _chosen(house, "filed", "withdrawn", "decided"),
        "reason": WHY,
        "step": "preview",
    }

    preview = client.post(BULK, data=asked)
    where = client.post(BULK, data=_fields(preview.text)).headers["location"]
    house.work()
    page = html.unescape(client.get(where).text)

    assert "2 dossiers ne changeront pas" in html.unescape(preview.text)
    assert WHY in html.unescape(preview.text)
    assert "PTCE-2011-0005, Dossier withdrawn" in page
    assert "Une décision a déjà été prise sur ce dossier." in page
    assert (_states(house)["filed"], _states(house)["decided"]) == ("refused", "admitted")


def test_confirming_twice_is_one_job(house: House) -> None:
    client = house.as_("helene")
    fields = _fields(client.post(BULK, data={"act": "admit", "scope": "all", "view": "to_screen"}).text)

    places = {client.post(BULK, data=fields).headers["location"] for _ in range(3)}
    house.work()
    places |= {client.post(BULK, data=fields).headers["location"]}

    assert len(places) == 1
    assert len(house.mailer.sent) == 3


def test_words_are_asked_before_the_preview_and_never_lost(house: House) -> None:
    client = house.as_("helene")
    chosen = {"act": "refuse", "chosen": _chosen(house, "filed")}

    asked = client.post(BULK, data=chosen)
    short = client.post(BULK, data={**chosen, "step": "preview", "reason": "trop"})
    nowhere = client.post(BULK, data={**chosen, "act": "requalify", "step": "preview", "reason": WHY})

    assert (asked.status_code, short.status_code, nowhere.status_code) == (200, 422, 422)
    assert "Motif pour les porteurs" in asked.text
    assert "trop</textarea>" in short.text
    assert WHY in nowhere.text


def test_a_filter_that_finds_others_since_the_preview_is_shown_again(house: House) -> None:
    client = house.as_("helene")
    fields = _fields(client.post(BULK, data={"act": "admit", "scope": "all", "view": "to_screen"}).text)
    with house.database.writing() as db:
        add_dossier(db, house.world, "newcomer", state="filed")

    answer = client.post(BULK, data=fields)

    assert answer.status_code == 409
    assert "Ils étaient 3 à l’aperçu, ils sont 4 maintenant" in html.unescape(answer.text)
    assert client.post(BULK, data=_fields(answer.text)).status_code == 303


def test_nothing_is_done_to_a_dossier_one_has_a_conflict_with(house: House) -> None:
    client = house.as_("helene")
    fields = _fields(client.post(BULK, data={"act": "admit", "chosen": _chosen(house, "filed", "to_correct")}).text)
    where = client.post(BULK, data=fields).headers["location"]
    with house.database.writing() as db:
        me = house.world.people["helene"]
        db.add(Conflict(dossier_id=house.world.dossiers["filed"], person_id=me, created_at=NOW, created_by=me))

    house.work()

    assert (_states(house)["filed"], _states(house)["to_correct"]) == ("filed", "admitted")
    assert "Dossier filed" not in client.get(where).text


def test_a_draft_is_never_reached(house: House) -> None:
    answer = house.as_("helene").post(BULK, data={"act": "admit", "chosen": _chosen(house, "draft")})

    assert answer.status_code == 303
    assert answer.headers["location"] == "/organiser/calls/ptce/dossiers"


def test_the_result_is_read_by_who_asked_for_it_alone(house: House) -> None:
    client = house.as_("helene")
    fields = _fields(client.post(BULK, data={"act": "admit", "scope": "all", "view": "to_screen"}).text)
    where = client.post(BULK, data=fields).headers["location"]

    answers = {who: house.as_(who).get(where).status_code for who in ("helene", "paul", "ines", "claire")}

    assert answers == {"helene": 200, "paul": 404, "ines": 404, "claire": 404}


def test_work_cut_in_the_middle_goes_on_where_it_was(each_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "AT_ONCE", 1)
    client = each_house.as_("helene")
    fields = _fields(client.post(BULK, data={"act": "admit", "scope": "all", "view": "to_screen"}).text)
    where = client.post(BULK, data=fields).headers["location"]
    real, calls = bulk.act_on, []

    def cut(*given: Any, **more: Any) -> object:
        calls.append(given)
        if len(calls) == 2:
            raise RuntimeError("the worker dies")
        return real(*given, **more)

    monkeypatch.setattr(bulk, "act_on", cut)
    each_house.work()
    half = _job(each_house, where)
    each_house.clock.move_to(NOW.replace(hour=12))
    each_house.work()

    whole = _job(each_house, where)
    with each_house.database.reading() as db:
        kinds = list(db.execute(select(col(Notice.kind))).scalars())
    assert (half.progress, half.done_at, half.result["done"]) == (1, None, ["PTCE-2011-0001"])
    assert whole.result["done"] == ["PTCE-2011-0001", "PTCE-2011-0002", "PTCE-2011-0007"]
    assert whole.done_at is not None
    assert kinds == ["dossier_admitted"] * 3
