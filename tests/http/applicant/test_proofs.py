"""What one keeps: the receipt as PDF, checked by anybody and refused once changed; the dossier with its files."""

import hashlib
import io
import zipfile
from typing import Any
from uuid import UUID

import pikepdf
import pytest
from sqlalchemy import select
from sqlmodel import col

from app.adapters.documents.joined import Part, joined
from app.models import Revision
from tests.desk import Desk
from tests.houses import House
from tests.html_checks import faults_of as faults
from tests.samples import image, pdf

HOSTILE = "#panic() $x$ <script> 😀 漢字 \u202egnp.exe \U0001d54f"


def _filed(house: House) -> UUID:
    desk = Desk(house)
    dossier = desk.whole()
    desk.join(dossier, is_bearer=True)
    desk.attach(dossier, pdf(), "statuts.pdf")
    desk.submit(dossier)
    return dossier


def _code(house: House, dossier: UUID) -> tuple[str, str]:
    with house.database.reading() as db:
        revision = db.execute(select(Revision).where(col(Revision.dossier_id) == dossier)).scalar_one()
        return revision.receipt_code, revision.digest


def _receipt(house: House, dossier: UUID) -> bytes:
    return house.as_("claire").get(f"/applicant/dossiers/{dossier}/receipt.pdf").content


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_receipt_is_a_tagged_pdf_in_the_language_of_the_reader(house: House, language: str) -> None:
    dossier = _filed(house)

    answer = house.as_("claire").get(f"/applicant/dossiers/{dossier}/receipt.pdf", params={"lang": language})

    with pikepdf.open(io.BytesIO(answer.content)) as made, made.open_metadata() as said:
        assert (str(made.Root.Lang), said["pdfuaid:part"]) == (language, "1")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; sandbox")


def test_anybody_checks_the_receipt_and_a_changed_one_is_refused(each_house: House) -> None:
    dossier = _filed(each_house)
    code, _ = _code(each_house, dossier)
    receipt, nobody = _receipt(each_house, dossier), each_house.as_()

    def give(content: bytes, where: str = f"/receipts/{code}") -> tuple[int, str]:
        answer = nobody.post(where, files={"file": ("accuse.pdf", content, "application/pdf")})
        assert faults(answer.text) == []
        return answer.status_code, answer.text

    for where in (f"/receipts/{code}", "/receipts"):
        status, page = give(receipt, where)
        assert (status, "Ce document est l’accusé que nous avons émis" in page) == (200, True)
        assert "Claire" not in page
    for place in (9, len(receipt) // 2, len(receipt) - 30):
        changed = receipt[:place] + bytes([receipt[place] ^ 1]) + receipt[place + 1 :]
        status, page = give(changed)
        assert (status, "Ce document a été modifié" in page) == (422, True), place
    assert give(receipt + b" ")[0] == 422
    status, page = give(pdf())
    assert (status, "Ce fichier n’est pas un accusé émis ici" in page) == (422, True)
    assert give(pdf(), "/receipts")[0] == 422


def test_a_receipt_of_another_dossier_is_not_taken_for_this_one(house: House) -> None:
    mine, other = _filed(house), _filed(house)
    (code, _), (another, _) = _code(house, mine), _code(house, other)

    answer = house.as_().post(f"/receipts/{code}", files={"file": ("a.pdf", _receipt(house, other), "application/pdf")})

    assert answer.status_code == 422
    assert "Ce document est un autre accusé" in answer.text
    assert f'href="/receipts/{another}"' in answer.text


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        (lambda digest: digest, 200, "Cette empreinte est celle de ce qui a été déposé"),
        (lambda digest: " ".join(digest.upper()[at : at + 4] for at in range(0, 64, 4)), 200, "Les 64 signes"),
        (lambda digest: digest[:-1] + ("0" if digest[-1] != "0" else "1"), 422, "n’est pas celle de ce dépôt"),
        (lambda digest: digest[:-1], 422, "Cette empreinte est mal recopiée"),
        (lambda _digest: "", 422, "Rien à comparer"),
    ],
)
def test_a_digest_is_compared_however_it_is_typed(house: House, typed, status: int, words: str) -> None:  # type: ignore[no-untyped-def]
    code, digest = _code(house, _filed(house))

    answer = house.as_().post(f"/receipts/{code}", data={"digest": typed(digest)})

    assert (answer.status_code, words in answer.text) == (status, True)
    assert faults(answer.text) == []


def test_a_receipt_sealed_by_another_platform_is_not_called_changed(house: House) -> None:
    from app.web.receipt_seal import Verdict, check, sealed

    foreign = sealed("another secret, as long as it takes to be one", "0000-0000-0000-0000", pdf())

    assert check(house.hall.settings.secret, foreign).verdict == Verdict.OTHER_KEY


def test_the_receipt_comes_with_the_mail(house: House) -> None:
    dossier = _filed(house)

    house.work()

    mail = house.mailer.sent[-1]
    [enclosed] = list(mail.iter_attachments())
    content = enclosed.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert str(enclosed.get_filename()).endswith("-accuse-1.pdf")
    code, _ = _code(house, dossier)
    answer = house.as_().post(f"/receipts/{code}", files={"file": ("a.pdf", content, "application/pdf")})
    assert "Ce document est l’accusé que nous avons émis" in answer.text


def test_a_code_of_before_says_that_the_dossier_was_filed_again(house: House) -> None:
    from app.services import refiling

    desk, dossier = Desk(house), _filed(house)
    code, _ = _code(house, dossier)
    desk.act(lambda db, me: refiling.reopen(db, desk.mine(db, dossier), actor=me, now=house.clock.now()))
    desk.submit(dossier)

    page = house.as_().get(f"/receipts/{code}").text

    assert "cet accusé prouve sa version n° 1" in page
    assert faults(page) == []


def test_the_dossier_is_kept_whole_in_one_archive(house: House) -> None:
    dossier = _filed(house)

    answer = house.as_("claire").get(f"/applicant/dossiers/{dossier}/dossier.zip")

    with zipfile.ZipFile(io.BytesIO(answer.content)) as made:
        assert made.testzip() is None
        names = made.namelist()
        digests = [hashlib.sha256(made.read(name)).hexdigest() for name in names]
    reference = str(Desk(house).row(dossier).reference).lower()
    assert names == [f"{reference}-dossier.pdf", f"{reference}-accuse-1.pdf", "fichiers/statuts.pdf"]
    assert digests[-1] == hashlib.sha256(pdf()).hexdigest()


def test_the_document_is_followed_by_the_pages_of_its_files_without_what_acts(house: House) -> None:
    desk = Desk(house)
    dossier = desk.whole()
    desk.attach(dossier, pdf(3), "statuts.pdf")
    desk.attach(dossier, image(), "plan.png")
    client = house.as_("claire")

    alone = client.get(f"/applicant/dossiers/{dossier}/dossier.pdf").content
    answer = client.get(f"/applicant/dossiers/{dossier}/dossier.pdf", params={"files": "yes"})

    with pikepdf.open(io.BytesIO(alone)) as before, pikepdf.open(io.BytesIO(answer.content)) as made:
        assert len(made.pages) == len(before.pages) + 4
        assert "/StructTreeRoot" in made.Root
        with made.open_outline() as outline:
            assert [item.title for item in outline.root][-2:] == ["statuts.pdf", "plan.png"]


def test_what_acts_in_a_file_stays_behind() -> None:
    with pikepdf.new() as source:
        page = source.add_blank_page()
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        page.obj.AA = pikepdf.Dictionary(O=script)
        page.obj.Annots = pikepdf.Array(
            [pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=script)]
        )
        source.Root.OpenAction = script
        source.save(hostile := io.BytesIO())

    made = joined(
        pdf(), [Part("a.pdf", "application/pdf", hostile.getvalue()), Part("b.pdf", "application/pdf", b"no")]
    )

    with pikepdf.open(io.BytesIO(made)) as read:
        assert len(read.pages) == 2
        assert "/OpenAction" not in read.Root
        assert [name for page in read.pages for name in ("/AA", "/Annots") if name in page.obj] == []
    assert b"app.alert" not in made


def test_hostile_texts_make_a_document_all_the_same(house: House) -> None:
    desk = Desk(house)
    dossier = desk.whole()
    desk.save(dossier, "project", {"summary": HOSTILE * 3}, version=1)
    desk.join(dossier, name="Scop \u202e😀 #eval", role="x" * 300)

    answer = house.as_("claire").get(f"/applicant/dossiers/{dossier}/dossier.pdf")

    with pikepdf.open(io.BytesIO(answer.content)) as made:
        assert "/StructTreeRoot" in made.Root
        assert "/JavaScript" not in str(made.Root.keys())


def test_a_reviewer_s_document_lacks_what_they_may_not_read(house: House) -> None:
    from tests.http.api.programs import program

    admitted = house.world.dossiers["admitted"]

    reviewer = program(house, "gerard").send("GET", f"/dossiers/{admitted}/archive.zip")
    owner = program(house, "claire").send("GET", f"/dossiers/{admitted}/archive.zip")

    def names(answer: Any) -> list[str]:
        with zipfile.ZipFile(io.BytesIO(answer.content)) as made:
            return [name.rpartition("-")[2] for name in made.namelist()]

    assert (len(names(owner)), len(names(reviewer))) == (3, 2)
    assert "accuse" not in " ".join(names(reviewer))
