"""Signatures by link: on what was read, without an account; stale when the dossier changes."""

from uuid import UUID

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.models import Revision, SignOff
from tests.browsing import fields_of, send
from tests.desk import WHOLE, Desk
from tests.houses import House
from tests.html_checks import faults_of
from tests.samples import pdf
from tests.services.committing import address, dossier_of, link_to, want_signatures, with_members

FILE = {"exact": "yes", "informed": "yes"}


@pytest.fixture
def signing(each_house: House) -> tuple[House, UUID, list[UUID]]:
    """A complete draft whose three members are asked to sign."""
    want_signatures(each_house)
    dossier, members = with_members(each_house)
    each_house.as_("claire").post(f"/applicant/dossiers/{dossier}/members/signatures", data={"member": "all"})
    return each_house, dossier, members


def _sign(house: House, path: str, **changes: str) -> tuple[int, str]:
    page = house.as_().get(path).text
    return send(house.as_(), page, path, **{"name": "Nadia Roche", "capacity": "Présidente", "read": "yes", **changes})


def _file(house: House, dossier: UUID) -> int:
    answer = house.as_("claire").post(f"/applicant/dossiers/{dossier}/submit", data=FILE)
    return answer.status_code if "receipt" in answer.headers.get("location", "") else 409


def test_a_dossier_is_filed_once_each_member_has_signed_it(signing: tuple[House, UUID, list[UUID]]) -> None:
    house, dossier, members = signing
    links = [link_to(house, address(place), "signatures") for place in range(3)]
    left = [dossier_of(house, dossier).unsigned]
    early = _file(house, dossier)

    for path in links:
        assert _sign(house, path) == (303, path)
        left.append(dossier_of(house, dossier).unsigned)
    filed = _file(house, dossier)

    assert left == [3, 2, 1, 0]
    assert (early, filed) == (409, 303)
    with house.database.reading() as db:
        content = db.execute(select(Revision).where(col(Revision.dossier_id) == dossier)).scalar_one().content
        rows = db.execute(select(SignOff).where(col(SignOff.dossier_id) == dossier)).scalars().all()
    kept = content["signatures"]
    assert isinstance(kept, list)
    assert [one["member"] for one in kept] == [str(member) for member in members]
    assert {one["signed_as"] for one in kept} == {"Nadia Roche, Présidente"}
    assert len({row.digest for row in rows}) == 1


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_shows_the_whole_dossier_and_its_files(house: House, language: str) -> None:
    want_signatures(house)
    dossier, _ = with_members(house)
    document = pdf()
    file = Desk(house).attach(dossier, document)
    house.as_("claire").post(f"/applicant/dossiers/{dossier}/members/signatures")
    path = link_to(house, address(0), "signatures")
    stranger = house.as_(language=language)

    page, download = stranger.get(path), stranger.get(f"{path}/files/{file}")
    elsewhere = stranger.get(f"{path}/files/{house.world.files['draft']}")

    assert "Un séchoir partagé entre scieries." in page.text
    assert faults_of(page.text) == []
    assert download.content == document
    assert elsewhere.status_code == 404
    assert address(1) not in page.text


def test_a_change_makes_signatures_stale_and_undoing_it_makes_them_hold(
    signing: tuple[House, UUID, list[UUID]],
) -> None:
    house, dossier, _ = signing
    desk = Desk(house)
    paths = [link_to(house, address(place), "signatures") for place in range(3)]
    for path in paths:
        _sign(house, path)

    desk.save(dossier, "project", {"summary": "Autre chose."}, version=1)
    changed = dossier_of(house, dossier).unsigned
    page = house.as_().get(paths[0]).text
    seen = house.as_("claire").get(f"/applicant/dossiers/{dossier}/members").text
    desk.save(dossier, "project", WHOLE["project"], version=2)
    undone = dossier_of(house, dossier).unsigned

    assert (changed, undone) == (3, 0)
    assert "Le dossier a changé depuis votre signature" in page
    assert "À signer à nouveau" in seen
    assert faults_of(page) == faults_of(seen) == []


def test_what_changes_while_one_reads_is_not_signed(house: House) -> None:
    want_signatures(house)
    dossier, _ = with_members(house)
    house.as_("claire").post(f"/applicant/dossiers/{dossier}/members/signatures")
    path = link_to(house, address(0), "signatures")
    read = house.as_().get(path).text
    Desk(house).save(dossier, "project", {"summary": "Autre chose."}, version=1)

    form = {**fields_of(read, path), "name": "Nadia Roche", "capacity": "Présidente", "read": "yes"}
    answer = house.as_().post(path, data=form)

    assert answer.status_code == 409
    assert "Le dossier a changé pendant que vous lisiez" in answer.text
    assert 'value="Présidente"' in answer.text
    assert "Autre chose." in answer.text
    assert faults_of(answer.text) == []
    assert dossier_of(house, dossier).unsigned == 3
    assert _sign(house, path) == (303, path)


def test_somebody_refuses_says_why_and_is_asked_again(house: House) -> None:
    want_signatures(house)
    dossier, [first, *_] = with_members(house)
    client = house.as_("claire")
    client.post(f"/applicant/dossiers/{dossier}/members/signatures")
    path = link_to(house, address(0), "signatures")
    _sign(house, path)

    silent = house.as_().post(f"{path}/refuse", data={})
    house.as_().post(f"{path}/refuse", data={"reason": "Le budget n’est pas voté."})
    left = dossier_of(house, dossier).unsigned
    seen = client.get(f"/applicant/dossiers/{dossier}/members").text
    client.post(f"/applicant/dossiers/{dossier}/members/signatures", data={"member": str(first)})
    again = link_to(house, address(0), "signatures")

    assert silent.status_code == 422
    assert faults_of(silent.text) == []
    assert left == 3
    assert "Le budget n’est pas voté." in seen
    assert _sign(house, again) == (303, again)
    assert dossier_of(house, dossier).unsigned == 2


def test_a_signature_needs_a_name_a_capacity_and_to_have_read(house: House) -> None:
    want_signatures(house)
    dossier, _ = with_members(house)
    house.as_("claire").post(f"/applicant/dossiers/{dossier}/members/signatures")
    path = link_to(house, address(0), "signatures")

    answer = house.as_().post(path, data={"name": "Nadia Roche"})

    assert answer.status_code == 422
    for text in ("Dites en quelle qualité vous signez.", "Cochez cette case pour signer."):
        assert text in answer.text
    assert faults_of(answer.text) == []


def test_signatures_are_asked_for_once_the_dossier_is_complete(house: House) -> None:
    want_signatures(house)
    desk = Desk(house)
    dossier = desk.start()
    desk.join(dossier, representative="Paul Chautard", contact_email=address(0))

    house.as_("claire").post(f"/applicant/dossiers/{dossier}/members/signatures")
    page = house.as_("claire").get(f"/applicant/dossiers/{dossier}/members").text
    house.work()

    assert house.mailer.sent == []
    assert "Les signatures se demandent une fois le dossier complet" in page


def test_a_member_more_a_member_less_and_who_represents_it(house: House) -> None:
    want_signatures(house)
    dossier, [first, *_] = with_members(house)
    client, path = house.as_("claire"), f"/applicant/dossiers/{dossier}/members"
    client.post(f"{path}/signatures")
    old = link_to(house, address(0), "signatures")

    client.post(f"{path}/{first}/remove")
    removed = dossier_of(house, dossier).unsigned
    lacking = Desk(house).join(dossier, name="Ferme des Prés")
    where = client.post(f"{path}/signatures", data={"member": str(lacking)}).headers["location"]

    assert removed == 2
    assert dossier_of(house, dossier).unsigned == 3
    assert where == f"{path}/{lacking}#representative"
    assert house.as_().get(old).status_code == 404


def test_a_track_that_wants_signatures_no_longer_lets_drafts_go(each_house: House) -> None:
    want_signatures(each_house, wanted=False)
    dossier, _ = with_members(each_house)
    track = "/organiser/calls/ptce/tracks/pole"
    organiser = each_house.as_("helene")

    left = [dossier_of(each_house, dossier).unsigned]
    boxes: tuple[dict[str, str], ...] = ({"needs_signatures": "yes"}, {})
    for box in boxes:
        page = organiser.get(track).text
        fields = fields_of(page, track)
        fields.pop("needs_signatures", None)
        answer = organiser.post(track, data={**fields, **box})
        assert answer.status_code == 303
        left.append(dossier_of(each_house, dossier).unsigned)

    assert left == [0, 3, 0]
    assert _file(each_house, dossier) == 303


def test_the_check_page_says_what_signatures_are_missing(house: House) -> None:
    want_signatures(house)
    dossier, _ = with_members(house)

    page = house.as_("claire").get(f"/applicant/dossiers/{dossier}/check").text

    assert "Il manque 3 signatures" in page
    assert "Déposer le dossier</" not in page
    assert faults_of(page) == []
