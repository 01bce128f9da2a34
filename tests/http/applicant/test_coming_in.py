"""Beginning without friction: a link by e-mail, the draft that is there, answers that come from elsewhere."""

import re
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.models import Answer, Dossier, Member, OneUseLink, Person
from app.services.entry_links import LASTS
from tests.houses import House
from tests.world import NOW

APPLY = "/calls/ptce/apply"


def _link(house: House, text: str) -> str:
    """The path of the first address of this kind in the last mail."""
    house.work()
    body = house.mailer.sent[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    found = re.search(rf"https?://\S*{text}\S*", body)
    assert found, body
    parts = urlsplit(found[0])
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _ask(house: House, email: str, where: str = APPLY) -> str:
    answer = house.as_().post("/sign-in/by-link", data={"email": email, "next": where})
    assert answer.status_code == 200
    assert email in answer.text
    return _link(house, "/sign-in/by-link/")


def test_a_link_makes_the_account_and_leads_where_one_was_going(house: House) -> None:
    path, client = _ask(house, "nouvelle@exemple.fr"), house.as_()

    assert "Vos prénom et nom" in client.get(path).text
    assert client.post(path, data={"name": " "}).status_code == 422
    answer = client.post(path, data={"name": "Nadia Nouvelle"})

    assert (answer.status_code, answer.headers["location"]) == (303, APPLY)
    assert "Nadia Nouvelle" in client.get("/account").text
    with house.database.reading() as db:
        person = db.execute(select(Person).where(col(Person.email) == "nouvelle@exemple.fr")).scalar_one()
        assert (person.confirmed_at, person.password_hash) == (NOW, None)


def test_nobody_is_asked_for_a_password_they_never_had_and_a_link_lets_them_choose_one(house: House) -> None:
    path, client = _ask(house, "nouvelle@exemple.fr"), house.as_()
    client.post(path, data={"name": "Nadia Nouvelle"})
    assert 'name="current"' not in client.get("/account").text

    assert client.post("/forgotten", data={"email": "nouvelle@exemple.fr"}).status_code == 200
    client.post(_link(house, "/reset/"), data={"password": "le séchoir d’Ambert"})

    assert 'name="current"' in client.get("/account").text


def test_a_link_signs_in_once_and_for_an_hour(house: House) -> None:
    path = _ask(house, "claire@exemple.fr")
    assert "Vos prénom et nom" not in house.as_().get(path).text

    assert house.as_().post(path).status_code == 303
    assert house.as_().post(path).status_code == 404
    late = _ask(house, "claire@exemple.fr")
    house.clock.move_to(NOW + LASTS + timedelta(seconds=1))
    assert house.as_().get(late).status_code == 404


def test_the_answer_is_the_same_whoever_has_an_account_and_the_table_keeps_no_secret(house: House) -> None:
    with_one = house.as_().post("/sign-in/by-link", data={"email": "claire@exemple.fr"}).text
    without = house.as_().post("/sign-in/by-link", data={"email": "personne@exemple.fr"}).text

    assert with_one.replace("claire@", "personne@") == without
    path = _link(house, "/sign-in/by-link/")
    with house.database.reading() as db:
        assert path.rpartition("/")[2] not in db.execute(select(col(OneUseLink.token_hash))).scalars().all()


def test_a_mailbox_is_not_filled_by_somebody_else(house: House) -> None:
    for _ in range(9):
        house.as_().post("/sign-in/by-link", data={"email": "claire@exemple.fr"})
    house.work()

    assert len([one for one in house.mailer.sent if one["To"] == "claire@exemple.fr"]) == 5


def test_the_door_of_a_call_opens_without_an_account_and_asks_for_an_address(house: House) -> None:
    page = house.as_().get(APPLY)

    assert page.status_code == 200
    assert 'action="/sign-in/by-link"' in page.text
    assert "Ouvrir mon brouillon" not in page.text


def test_the_draft_that_is_there_is_proposed_first_to_those_who_share_it_too(house: House) -> None:
    draft = f"/applicant/dossiers/{house.world.dossiers['draft']}"

    for who in ("claire", "edith"):
        page = house.as_(who).get(APPLY).text
        assert page.index(draft) < page.index("Ouvrir mon brouillon")
    assert draft not in house.as_("yann").get(APPLY).text


def _started(house: House, who: str, **fields: str) -> Dossier:
    answer = house.as_(who).post(APPLY, data={"track": "cooperation_project", "key": "a-key-of-ours", **fields})
    assert answer.status_code == 303, answer.text
    with house.database.reading() as db:
        return db.get_one(Dossier, UUID(answer.headers["location"].rpartition("/")[2]))


def _said(house: House, dossier: Dossier) -> dict[str, tuple[object, str]]:
    with house.database.reading() as db:
        rows = db.execute(select(Answer).where(col(Answer.dossier_id) == dossier.id)).scalars()
        return {row.question_key: (row.value, row.source) for row in rows}


def test_a_draft_begins_from_an_earlier_dossier_with_its_members_and_without_its_files(house: House) -> None:
    before = house.world.dossiers["admitted"]

    dossier = _started(house, "claire", origin=f"dossier:{before}")

    said = _said(house, dossier)
    assert said["summary"] == ("Résumé secret de admitted.", "dossier:PTCE-2011-0003")
    assert "statutes" not in said
    with house.database.reading() as db:
        members = db.execute(select(Member).where(col(Member.dossier_id) == dossier.id)).scalars().all()
        assert [(one.name, one.confirmed_at) for one in members] == [("Membre ess", None), ("Membre company", None)]


def test_nobody_begins_from_the_dossier_of_somebody_else_nor_from_one_they_only_read(house: House) -> None:
    fields = {"track": "pole", "origin": f"dossier:{house.world.dossiers['admitted']}"}

    for who in ("yann", "remi", "anna", "helene"):
        assert house.as_(who).post(APPLY, data=fields).status_code == 404, who


def _prepared(house: House) -> str:
    door = "/organiser/calls/ptce/tracks/cooperation_project/prefill"
    assert house.as_("helene").get(door).status_code == 200
    fields = {"asked": ["bearer_name", "summary"], "q-bearer_name": "Scic Séchoir", "q-summary": ""}
    page = house.as_("helene").post(door, data=fields)
    found = re.search(r'value="(http[^"]*prefill=[^"]*)"', page.text)
    assert found
    parts = urlsplit(found[1].replace("&amp;", "&"))
    return f"{parts.path}?{parts.query}"


def test_a_link_of_organisers_fills_a_draft_and_says_so_before(house: House) -> None:
    path, client = _prepared(house), house.as_("yann")

    page = client.get(path).text
    assert "Une réponse vous attend déjà" in page
    assert "Question bearer_name" in page
    sealed = re.search(r'name="prefill" value="([^"]*)"', page)
    assert sealed
    dossier = _started(house, "yann", prefill=sealed[1])

    assert _said(house, dossier) == {"bearer_name": ("Scic Séchoir", "link")}


def test_a_link_that_was_changed_on_the_way_fills_nothing_and_says_so(house: House) -> None:
    path = _prepared(house)
    bad = path[:-3] + ("abc" if not path.endswith("abc") else "abd")

    assert "Le lien reçu est incomplet" in house.as_("yann").get(bad).text
    assert _said(house, _started(house, "yann", prefill=bad.partition("prefill=")[2])) == {}


def test_a_link_goes_along_with_whoever_has_to_sign_in_first(house: House) -> None:
    page = house.as_().get(_prepared(house)).text

    where = re.search(r'name="next" value="([^"]*)"', page)
    assert where
    assert "prefill=" in where[1]
    assert "Une réponse vous attend déjà" in house.as_("yann").get(where[1].replace("&amp;", "&")).text


def test_my_dossiers_are_grouped_by_what_they_wait_for_and_say_whose_they_are(house: House) -> None:
    mine, shared = house.as_("claire").get("/applicant").text, house.as_("edith").get("/applicant").text

    assert mine.index("À faire") < mine.index("Déposés") < mine.index("Terminés")
    assert "vous pouvez" not in mine
    assert "Dossier de Claire Ambrosi : vous pouvez l’écrire" in shared.replace("\u00a0", " ").replace("\u202f", " ")
