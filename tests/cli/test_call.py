"""A whole call goes out to a file and comes back, or says what is wrong with it."""

import json
from pathlib import Path

from app.queries import calls as eyes
from tests.cli.test_commands import tremplin
from tests.houses import SECRET, House


def _settings(house: House) -> dict[str, str]:
    return {"database_url": house.hall.settings.database, "secret_key": SECRET}


def test_a_call_goes_out_to_a_file_and_comes_back_under_another_name(house: House, tmp_path: Path) -> None:
    file, again = tmp_path / "ptce.json", tmp_path / "again.json"

    written = tremplin(tmp_path, "call", "export", "ptce", str(file), **_settings(house))
    brought = tremplin(
        tmp_path, "call", "import", str(file), "--slug", "ailleurs", "--reference", "AILLEURS",
        "--organiser", "claire@exemple.fr", **_settings(house),
    )  # fmt: skip
    tremplin(tmp_path, "call", "export", "ailleurs", str(again), **_settings(house))

    assert (written.returncode, brought.returncode) == (0, 0), written.stderr + brought.stderr
    changed = {"slug": "ailleurs", "reference": "AILLEURS"}
    assert json.loads(again.read_text()) == json.loads(file.read_text()) | changed
    assert house.as_("claire").get("/organiser/calls/ailleurs").status_code == 200
    assert house.as_("ada").get("/organiser/calls/ailleurs").status_code == 200


def test_a_document_that_makes_no_call_says_where_and_makes_nothing(house: House, tmp_path: Path) -> None:
    file = tmp_path / "broken.json"
    document = json.loads(tremplin(tmp_path, "call", "export", "ptce", **_settings(house)).stdout)
    document["tracks"][0]["form"]["sections"][0]["questions"][0]["kind"] = "poem"
    file.write_text(json.dumps(document | {"slug": "ailleurs"}))

    refused = tremplin(tmp_path, "call", "import", str(file), "--organiser", "claire@exemple.fr", **_settings(house))
    nobody = tremplin(tmp_path, "call", "import", str(file), "--organiser", "nobody@exemple.fr", **_settings(house))

    assert (refused.returncode, nobody.returncode) == (1, 1)
    assert "tracks[0].form.sections[0].questions[0].kind: Choose from the list." in refused.stderr
    assert "Traceback" not in refused.stderr + nobody.stderr
    with house.database.reading() as db:
        assert eyes.by_slug(db, "ailleurs") is None


def test_what_is_not_there_or_would_be_written_over_is_said(house: House, tmp_path: Path) -> None:
    file = tmp_path / "kept.json"
    file.write_text("mine")

    answers = [
        tremplin(tmp_path, "call", "export", "nowhere", **_settings(house)),
        tremplin(tmp_path, "call", "export", "ptce", str(file), **_settings(house)),
    ]

    assert [one.returncode for one in answers] == [1, 1]
    assert "There is no call at this address" in answers[0].stderr
    assert "exists already" in answers[1].stderr
    assert file.read_text() == "mine"
