"""What a track calls its outcomes is said wherever they are named or chosen."""

import html

import pytest

from app.models import Track
from tests.houses import House
from tests.world import AFTER

SELECTION = "/organiser/calls/ptce/selection"
OWN: list[dict[str, object]] = [
    {"key": "selected", "label": {"fr": "Pôle témoin", "en": "Witness pole"}},
    {"key": "not_selected", "label": {}},
]


@pytest.fixture
def naming(house: House) -> House:
    """A house whose track says `Pôle témoin`, and has no waiting list; every other dossier is out of the way."""
    with house.database.writing() as db:
        track = db.get_one(Track, house.world.tracks["pole"])
        track.outcomes = OWN
        db.add(track)
    return house


def test_the_committee_chooses_among_the_outcomes_of_the_track(naming: House) -> None:
    client, dossier = naming.as_("helene"), naming.world.dossiers["decided"]

    pages = [client.get(SELECTION).text, client.get(f"{SELECTION}/{dossier}").text]
    proposal = client.get(f"{SELECTION}/proposal").text
    refused = client.post(f"{SELECTION}/{dossier}", data={"outcome": "waiting", "version": "1", "reason": "Un motif."})

    for page in pages:
        assert "Pôle témoin" in page
        assert 'value="waiting"' not in page
    assert 'id="waiting"' not in proposal
    assert refused.status_code == 422
    assert "n’a pas cette issue" in html.unescape(refused.text)


def test_letters_and_pages_say_the_name_of_the_outcome_once_it_is_public(naming: House) -> None:
    naming.clock.move_to(AFTER)
    client = naming.as_("helene")
    admitted = naming.world.dossiers["admitted"]
    refusal = {"outcome": "not_selected", "version": "0", "reason": "Trop tôt encore."}
    client.post(f"{SELECTION}/{admitted}", data=refusal)

    preview = client.get("/organiser/calls/ptce/publication").text
    client.post("/organiser/calls/ptce/publication", data={"sure": "yes"})
    naming.work()
    page = naming.as_("claire").get(f"/applicant/dossiers/{naming.world.dossiers['decided']}").text
    mine = naming.as_("claire").get("/applicant").text
    results = naming.as_().get("/calls/ptce/results").text

    assert "Pôle témoin" in preview
    assert "Décision\u00a0: Pôle témoin" in page
    assert "Pôle témoin" in mine
    assert "Pôle témoin" in results
    bodies = [mail.get_body(("plain",)) for mail in naming.mailer.sent]
    letters = [body for body in bodies if body and "Pôle témoin" in body.get_content()]
    assert len(letters) == 1
