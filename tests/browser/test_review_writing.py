"""Reviewing without losing a word: two tabs, two devices, a line that is cut, a session that ends, a version back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.live import Live
from tests.services.reviewing import review

pytestmark = pytest.mark.browser
SOON = 9000
LONG = "Une stratégie commune écrite, votée, et déjà suivie d’effets dans trois bourgs voisins. "


@pytest.fixture
def desk(chromium: Browser, live: Live) -> Iterator[BrowserContext]:
    """A computer where gerard is signed in."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="fr-FR")
    live.sign_in(context, "gerard")
    yield context
    context.close()


def _address(live: Live, name: str = "admitted") -> str:
    return f"{live.url}/reviewer/dossiers/{live.house.world.dossiers[name]}"


def _open(context: BrowserContext, live: Live) -> Page:
    page = context.new_page()
    page.goto(_address(live))
    page.wait_for_load_state("networkidle")
    return page


def _kept(live: Live) -> tuple[int, str] | None:
    with live.house.database.reading() as db:
        found = review(db, live.house, "admitted", "gerard")
        return (found.version, found.comment) if found else None


def _write(box: Locator, text: str) -> None:
    box.press_sequentially(text, delay=2)


def _saved(page: Page, text: str) -> None:
    expect(page.locator("#saved")).to_contain_text(text, timeout=SOON)


def test_two_tabs_write_other_fields_and_both_are_kept(desk: BrowserContext, live: Live) -> None:
    first, second = _open(desk, live), _open(desk, live)
    _write(first.locator("#comment"), "Avis du premier onglet.")
    _saved(first, "version 1")

    _write(second.locator("#comment-strategy"), "Commentaire du second.")
    _saved(second, "version 2")

    expect(second.locator("#comment")).to_have_value("Avis du premier onglet.")
    second.reload()
    expect(second.locator("#comment-strategy")).to_have_value("Commentaire du second.")


def test_two_devices_write_the_same_field_and_one_chooses_under_it(
    desk: BrowserContext, live: Live, chromium: Browser
) -> None:
    phone = chromium.new_context(viewport={"width": 390, "height": 844}, locale="fr-FR")
    live.sign_in(phone, "gerard")
    here, there = _open(desk, live), _open(phone, live)
    _write(there.locator("#comment"), "Écrit sur le téléphone.")
    _saved(there, "version 1")

    _write(here.locator("#comment"), "Écrit sur l’ordinateur.")
    _write(here.locator("#private_note"), "À relire.")
    panel = here.locator("[data-crossed]")
    expect(panel).to_contain_text("Écrit sur le téléphone.", timeout=SOON)
    expect(here.locator("#comment")).to_have_value("Écrit sur l’ordinateur.")
    _saved(here, "Une réponse a changé ailleurs")
    panel.get_by_role("button", name="Prendre l’autre").click()

    expect(here.locator("#comment")).to_have_value("Écrit sur le téléphone.")
    _saved(here, "Enregistré à")
    here.reload()
    expect(here.locator("#private_note")).to_have_value("À relire.")
    phone.close()


def test_two_tabs_that_cross_without_scripts_are_compared_on_a_page(chromium: Browser, live: Live) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="fr-FR")
    live.sign_in(context, "gerard")
    first, second = _open(context, live), _open(context, live)
    first.locator("#comment").fill("Texte du premier onglet.")
    first.get_by_role("button", name="Enregistrer", exact=True).click()

    second.locator("#comment").fill("Texte du second onglet.")
    second.locator("#score-strategy-4").check()
    second.get_by_role("button", name="Enregistrer", exact=True).click()

    expect(second.locator("#stale")).to_be_visible()
    expect(second.get_by_text("Texte du premier onglet.")).to_be_visible()
    expect(second.locator("#comment")).to_have_value("Texte du second onglet.")
    second.get_by_role("button", name="Enregistrer", exact=True).click()
    assert _kept(live) == (3, "Texte du second onglet.")
    context.close()


def test_a_session_that_ends_in_the_middle_of_a_long_comment_loses_nothing(desk: BrowserContext, live: Live) -> None:
    page = _open(desk, live)
    _write(page.locator("#comment"), LONG)
    _saved(page, "version 1")
    desk.clear_cookies()

    _write(page.locator("#comment"), LONG)
    _saved(page, "votre session est finie")
    page.get_by_role("link", name="Me reconnecter").click()
    expect(page).to_have_url(f"{live.url}/sign-in?next={_address(live).removeprefix(live.url)}")
    live.sign_in(desk, "gerard")
    page.goto(_address(live))

    _saved(page, "Le texte gardé sur cet appareil est enregistré")
    expect(page.locator("#comment")).to_have_value((LONG * 2).strip())
    assert _kept(live) == (2, (LONG * 2).strip())
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_offline_then_online_what_was_written_leaves_by_itself(desk: BrowserContext, live: Live) -> None:
    page = _open(desk, live)
    desk.set_offline(True)

    _write(page.locator("#comment"), "Écrit dans un tunnel.")
    page.locator("#score-strategy-3").check()
    _saved(page, "connexion perdue")
    page.get_by_role("button", name="Rendre l’évaluation").click()
    expect(page).to_have_url(_address(live))
    expect(page.locator("#comment")).to_have_value("Écrit dans un tunnel.")
    desk.set_offline(False)

    _saved(page, "version 1")
    assert _kept(live) == (1, "Écrit dans un tunnel.")


def test_a_text_left_on_the_device_is_told_on_the_list_and_taken_up_again(desk: BrowserContext, live: Live) -> None:
    page = _open(desk, live)
    page.route("**/reviewer/dossiers/*", lambda one: one.abort() if one.request.method == "POST" else one.continue_())
    _write(page.locator("#comment"), "Écrit avant de fermer.")
    _saved(page, "connexion perdue")
    page.close()

    page = desk.new_page()
    page.goto(f"{live.url}/reviewer")
    expect(page.get_by_text("Un texte n’est pas encore enregistré")).to_be_visible()
    page.get_by_role("link", name="Reprendre « Dossier admitted »").click()

    _saved(page, "Le texte gardé sur cet appareil est enregistré")
    expect(page.locator("#comment")).to_have_value("Écrit avant de fermer.")


def test_a_text_written_after_it_was_handed_in_elsewhere_can_be_read_again_and_copied(
    desk: BrowserContext, live: Live
) -> None:
    page, other = _open(desk, live), _open(desk, live)
    for key in ("strategy", "anchoring"):
        other.locator(f"#score-{key}-4").check()
    _write(other.locator("#comment"), "Rendu ailleurs.")
    other.get_by_role("button", name="Rendre l’évaluation").click()
    other.wait_for_url("**/submit")
    other.get_by_role("button", name="Rendre l’évaluation").click()
    expect(other.get_by_text("Votre évaluation est rendue.")).to_be_visible()

    _write(page.locator("#comment"), "Écrit trop tard.")
    _saved(page, "cette évaluation ne peut plus changer")
    page.get_by_role("link", name="Voir ce qui est enregistré").click()
    page.get_by_role("button", name="Relire « Dossier admitted »").click()

    expect(page.get_by_text("Ceci n’est pas enregistré")).to_be_visible()
    expect(page.get_by_text("Écrit trop tard.")).to_be_visible()
    expect(page.get_by_text("Rendu ailleurs.")).to_be_visible()


def test_an_earlier_version_comes_back_and_the_one_it_replaces_stays(desk: BrowserContext, live: Live) -> None:
    page = _open(desk, live)
    _write(page.locator("#comment"), LONG)
    _saved(page, "version 1")
    page.locator("#comment").fill("Effacé.")
    _saved(page, "version 2")

    page.get_by_role("link", name="Ce que j’ai écrit avant").click()
    expect(page.locator(".thread > li")).to_have_count(2)
    page.get_by_role("button", name="Remettre cette version").click()

    expect(page.get_by_text("Cette version est remise.")).to_be_visible()
    expect(page.locator(".thread > li")).to_have_count(3)
    assert _kept(live) == (3, LONG.strip())
