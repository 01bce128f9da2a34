"""Files are sent as soon as they are chosen; a cut line, a page that is left and a refusal lose nothing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Route, expect
from sqlalchemy import select
from sqlmodel import col

from app.models import StoredFile
from tests.live import Live
from tests.samples import pdf

pytestmark = pytest.mark.browser
HEAVY = pdf() + b"%" + b" a long remark" * 100_000
ANY_UPLOAD = "**/uploads/*"


def _payload(name: str, content: bytes = HEAVY) -> FilePayload:
    return FilePayload(name=name, mimeType="application/pdf", buffer=content)


def _section(live: Live, page: Page) -> str:
    live.sign_in(page.context, "claire")
    page.context.add_cookies([{"name": "lang", "value": "fr", "url": live.url}])
    address = f"{live.url}/applicant/dossiers/{live.house.world.dossiers['draft']}/sections/project"
    page.goto(address)
    page.get_by_role("button", name="Envoyer les fichiers choisis").wait_for(state="hidden")
    return address


def _choose(page: Page, *files: FilePayload) -> None:
    page.get_by_label("Question statutes", exact=True).set_input_files(list(files))


def _names(live: Live) -> list[str]:
    with live.house.database.reading() as db:
        query = select(col(StoredFile.name)).where(col(StoredFile.dossier_id) == live.house.world.dossiers["draft"])
        kept = query.where(col(StoredFile.removed_at).is_(None), ~col(StoredFile.storage_key).startswith("world/"))
        return sorted(db.execute(kept).scalars())


def _cut_after(pieces: int) -> Callable[[Route], None]:
    """Let some pieces through, then cut the line."""
    seen = 0

    def answer(route: Route) -> None:
        nonlocal seen
        if route.request.method == "PATCH":
            seen += 1
        if seen > pieces:
            route.abort("connectionreset")
        else:
            route.continue_()

    return answer


def test_several_files_are_sent_at_once_and_the_band_follows(live: Live, page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    _section(live, page)
    page.get_by_role("button", name="Retirer").click()
    page.get_by_role("button", name="Retirer ce fichier").click()

    _choose(page, _payload("statuts.pdf"), _payload("comptes.pdf"))

    expect(page.get_by_role("link", name="statuts.pdf")).to_be_visible()
    expect(page.get_by_role("link", name="comptes.pdf")).to_be_visible()
    expect(page.get_by_role("status").get_by_text("est envoyé")).to_have_count(1)
    assert _names(live) == ["comptes.pdf", "statuts.pdf"]
    assert complaints == []


def test_a_connection_cut_during_an_upload_goes_on_where_it_was(live: Live, page: Page) -> None:
    _section(live, page)
    page.route(ANY_UPLOAD, _cut_after(2))
    _choose(page, _payload("comptes.pdf"))
    expect(page.locator("[data-note]").filter(has_text="connexion coupée à 0,4 Mo")).to_be_visible()
    sent: list[int] = []
    page.on(
        "request", lambda asked: sent.append(int(asked.headers["upload-offset"])) if asked.method == "PATCH" else None
    )

    page.unroute(ANY_UPLOAD)

    expect(page.get_by_role("link", name="comptes.pdf")).to_be_visible(timeout=20_000)
    assert min(sent) == 393_216
    assert _names(live) == ["comptes.pdf"]


def test_a_page_left_during_an_upload_takes_it_up_again_by_itself(live: Live, page: Page) -> None:
    address = _section(live, page)
    page.route(ANY_UPLOAD, _cut_after(1))
    _choose(page, _payload("comptes.pdf"))
    expect(page.locator("[data-note]").filter(has_text="connexion coupée à 0,1 Mo")).to_be_visible()

    page.unroute(ANY_UPLOAD)
    page.goto(address)

    expect(page.get_by_role("link", name="comptes.pdf")).to_be_visible(timeout=20_000)
    assert _names(live) == ["comptes.pdf"]


def test_what_another_browser_left_is_chosen_again_or_given_up(live: Live, page: Page, chromium: Browser) -> None:
    _section(live, page)
    page.route(ANY_UPLOAD, _cut_after(1))
    _choose(page, _payload("comptes.pdf"), _payload("statuts.pdf", HEAVY + b"%"))
    expect(page.locator("[data-note]").filter(has_text="connexion coupée")).to_have_count(2)
    page.close()
    other = chromium.new_context(locale="fr-FR").new_page()
    _section(live, other)
    expect(other.get_by_text("choisissez-le à nouveau, l’envoi reprendra là")).to_have_count(2)

    _choose(other, _payload("comptes.pdf"))
    expect(other.get_by_role("link", name="comptes.pdf")).to_be_visible()
    other.get_by_role("button", name="Abandonner l’envoi").click()
    other.get_by_role("button", name="Abandonner cet envoi").click()

    expect(other.get_by_text("L’envoi de statuts.pdf est abandonné.")).to_be_visible()
    assert _names(live) == ["comptes.pdf"]
    other.context.close()


def test_what_is_refused_says_why_and_leaves_when_asked(live: Live, page: Page) -> None:
    _section(live, page)

    _choose(page, _payload("photo.heic", b"ftypheic" * 1000))
    expect(page.get_by_text("Format non lu.")).to_have_count(2)
    page.get_by_role("button", name="Effacer cette ligne").click()
    _choose(page, _payload("trop.pdf", pdf() + bytes(2_000_000)))
    expect(page.get_by_text("Ce fichier est trop lourd").first).to_be_visible()

    assert page.get_by_text("photo.heic").count() == 0
    assert _names(live) == []


def test_a_form_that_leaves_waits_for_its_files(live: Live, page: Page) -> None:
    _section(live, page)
    page.get_by_label("Question summary").fill("Un séchoir partagé.")
    _choose(page, _payload("comptes.pdf"))

    page.get_by_role("button", name="Enregistrer et revenir au dossier").click()

    expect(page.get_by_role("heading", name="Votre dossier, rubrique par rubrique")).to_be_visible(timeout=20_000)
    assert _names(live) == ["comptes.pdf"]


def test_a_file_is_replaced_in_place(live: Live, page: Page) -> None:
    _section(live, page)
    _choose(page, _payload("comptes.pdf"))
    expect(page.get_by_role("link", name="comptes.pdf")).to_be_visible()
    page.get_by_role("button", name="Remplacer").last.click()

    page.get_by_label("Le fichier qui le remplace").set_input_files(_payload("nouveaux.pdf"))

    expect(page.get_by_role("link", name="nouveaux.pdf")).to_be_visible(timeout=20_000)
    assert _names(live) == ["nouveaux.pdf"]
