"""What a track hides, and what reviewers read in the place of what names an applicant, in the pages."""

from sqlalchemy import select
from sqlmodel import col

from app.models import Redaction, Review, StoredFile, Track
from tests.houses import House
from tests.samples import pdf
from tests.services.reviewing import plain

BLIND = "/organiser/calls/ptce/tracks/pole/blind"
OTHER_BLIND = "/organiser/calls/ptce/tracks/cooperation_project/blind"
SECRET = "Association admitted"


def _here(house: House) -> str:
    return f"/organiser/calls/ptce/dossiers/{house.world.dossiers['admitted']}/redactions"


def _hide(house: House) -> None:
    with house.database.writing() as db:
        db.get_one(Track, house.world.tracks["pole"]).blind = "applicant"


def _kept(house: House) -> list[tuple[str, object]]:
    with house.database.reading() as db:
        rows = db.execute(select(Redaction)).scalars()
        return [(row.question_key, row.value) for row in rows]


def _as_read(house: House) -> str:
    return plain(house.as_("gerard").get(f"/reviewer/dossiers/{house.world.dossiers['admitted']}").text)


def test_what_a_track_hides_is_chosen_before_the_first_review(each_house: House) -> None:
    helene = each_house.as_("helene")

    page = plain(helene.get(OTHER_BLIND).text)
    done = helene.post(OTHER_BLIND, data={"version": "1", "blind": "both"})
    stale = helene.post(OTHER_BLIND, data={"version": "1", "blind": "none"})
    begun = helene.post(BLIND, data={"version": "1", "blind": "both"})

    assert "Question bearer_name" in page[page.index("Caché, si qui dépose est caché") : page.index("Lu par les")]
    assert (done.status_code, stale.status_code, begun.status_code) == (303, 409, 409)
    assert "Des évaluations ont commencé dans cette catégorie" in plain(begun.text)
    with each_house.database.reading() as db:
        blind = {key: db.get_one(Track, each_house.world.tracks[key]).blind for key in ("pole", "cooperation_project")}
    assert blind == {"pole": "none", "cooperation_project": "both"}


def test_a_track_nobody_began_to_read_may_change_its_mind(house: House) -> None:
    with house.database.writing() as db:
        for row in db.execute(select(Review)).scalars():
            db.delete(row)

    assert house.as_("helene").post(BLIND, data={"version": "1", "blind": "applicant"}).status_code == 303
    assert SECRET not in _as_read(house)


def test_an_answer_is_rewritten_hidden_and_shown_again(each_house: House) -> None:
    _hide(each_house)
    helene, here = each_house.as_("helene"), _here(each_house)
    text = {"question": "summary", "intent": "rewrite", "value": "Un résumé sans nom."}

    assert helene.post(here, data=text).status_code == 303
    assert "Un résumé sans nom." in _as_read(each_house)
    clash = helene.post(here, data={**text, "value": "Autre chose."})
    seen = plain(clash.text)
    assert (clash.status_code, "Un résumé sans nom." in seen, "Autre chose." in seen) == (409, True, True)
    with each_house.database.reading() as db:
        [row] = db.execute(select(Redaction)).scalars()
    assert helene.post(f"{here}/remove", data={"redaction": str(row.id)}).status_code == 303
    assert "Résumé secret de admitted." in _as_read(each_house)
    assert helene.post(here, data={"question": "summary", "intent": "hide"}).status_code == 303
    assert (_kept(each_house), "Résumé" in _as_read(each_house)) == ([("summary", None)], False)


def test_nothing_is_written_where_nothing_is_meant(house: House) -> None:
    _hide(house)
    helene, here = house.as_("helene"), _here(house)

    empty = helene.post(here, data={"question": "summary", "intent": "rewrite", "value": "  "})
    table = helene.post(here, data={"question": "budget", "intent": "rewrite", "value": "Trop"})
    unknown = helene.post(here, data={"question": "nobody", "intent": "hide"})

    assert (empty.status_code, table.status_code, unknown.status_code, _kept(house)) == (422, 422, 404, [])
    assert "Écrivez ce que liront les évaluateurs." in plain(empty.text)


def test_a_track_that_hides_nobody_has_nothing_to_rewrite(house: House) -> None:
    helene, here = house.as_("helene"), _here(house)

    assert "Rien n’est caché dans cette catégorie" in plain(helene.get(here).text)
    assert helene.post(here, data={"question": "summary", "intent": "hide"}).status_code == 409


def test_a_file_gives_way_to_a_copy_or_to_nothing(house: House) -> None:
    _hide(house)
    file, here = house.world.files["admitted"], _here(house)
    helene, gerard = house.as_("helene"), house.as_("gerard")
    redacted = pdf()
    sent = {"copy": ("Caviardé pour Dupont.pdf", redacted, "application/pdf")}
    original = f"/reviewer/dossiers/{house.world.dossiers['admitted']}/files/{file}"

    before = gerard.get(original)
    nothing = helene.post(f"{here}/files/{file}", data={"intent": "replace"})
    done = helene.post(f"{here}/files/{file}", data={"intent": "replace"}, files=sent)

    assert "statutes-1.pdf" in before.headers["content-disposition"]
    assert (nothing.status_code, done.status_code, gerard.get(original).status_code) == (422, 303, 404)
    with house.database.reading() as db:
        copy = db.execute(select(StoredFile).where(col(StoredFile.question_key) == "")).scalar_one()
    shown = gerard.get(f"/reviewer/dossiers/{house.world.dossiers['admitted']}/files/{copy.id}")
    assert (shown.status_code, shown.content, "Dupont" in str(shown.headers)) == (200, redacted, False)
    assert "Dupont" not in house.as_("claire").get(f"/applicant/dossiers/{house.world.dossiers['admitted']}/read").text
    assert helene.post(f"{here}/files/{file}", data={"intent": "hide"}).status_code == 303
    assert ("statutes-1.pdf" in _as_read(house), len(_kept(house))) == (False, 1)
