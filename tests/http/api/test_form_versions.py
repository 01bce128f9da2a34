"""Programs publish forms, and read what differs."""

from tests.desk import Desk
from tests.houses import House
from tests.http.api.programs import problem_of, program
from tests.publishing import Publisher, asking, both, without

FORM = "/calls/ptce/tracks/pole/form"


def test_a_program_previews_publishes_and_follows(house: House) -> None:
    draft = Desk(house).whole()
    written = Publisher(house).write(both(asking(), without("bearer_name")))
    helene = program(house, "helene")

    preview = helene.get(f"{FORM}/publication").json()
    entry = {"version": preview["version"], "edits": preview["edits"], "note": {"fr": "Un mot."}}
    published = helene.post(f"{FORM}/publication", entry, key="publish-pole")
    again = helene.post(f"{FORM}/publication", entry, key="publish-pole")
    house.work()

    assert (preview["version"], preview["faults"]) == (str(written), [])
    assert [(change["code"], change["question"]) for change in preview["changes"]] == [
        ("question_removed", "bearer_name"),
        ("question_added", "partner"),
    ]
    assert preview["concerned"] == {"drafts": 2, "to_check": 0, "set_aside": 2, "filed": 7}
    assert (published.status_code, published.json()["published_by"]) == (200, "Hélène Vaugrenard")
    assert again.json() == published.json()
    job = helene.get(f"/jobs/{published.json()['job']}").json()
    assert (job["state"], job["progress"], job["result"]) == ("done", 2, {"moved": 2, "told": 1})
    assert Desk(house).row(draft).form_version_id == written


def test_a_program_is_told_that_the_form_was_edited_meanwhile(house: House) -> None:
    publisher, helene = Publisher(house), program(house, "helene")
    written = publisher.write(asking())
    publisher.write(asking())

    refused = helene.post(f"{FORM}/publication", {"version": str(written), "edits": 1})

    assert problem_of(refused) == (412, "form_edited")
    assert refused.json()["params"]["edits"] == 2


def test_the_history_and_the_difference_are_read(house: House) -> None:
    publisher, helene = Publisher(house), program(house, "helene")
    version = publisher.change(asking(), note="Un mot.")

    items = helene.get("/calls/ptce/tracks/pole/form-versions").json()["items"]
    changes = program(house, "claire").get(f"/form-versions/{version}/changes").json()

    assert [(one["number"], one["published_by"], one["note"]) for one in items] == [
        (2, "Hélène Vaugrenard", {"fr": "Un mot."}),
        (1, "", {}),
    ]
    assert [(one["code"], one["question"], one["name"]["fr"]) for one in changes["changes"]] == [
        ("question_added", "partner", "Votre partenaire")
    ]


def test_what_is_being_written_is_for_those_who_run_the_call(house: House) -> None:
    written = Publisher(house).write(asking())

    statuses = {
        who: [program(house, who).get(f"/form-versions/{written}{rest}").status_code for rest in ("", "/changes")]
        for who in ("helene", "claire", "gerard")
    }

    assert statuses == {"helene": [200, 200], "claire": [404, 404], "gerard": [404, 404]}
