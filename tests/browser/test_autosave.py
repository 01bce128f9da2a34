"""Writing without fear: two people in one section, a line that is cut, a session that ends, a deadline that passes."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from app.models import Dossier
from tests.live import Live
from tests.world import CLOSES

pytestmark = pytest.mark.browser
SOON = 9000


def _address(live: Live, section: str = "bearer") -> str:
    return f"{live.url}/applicant/dossiers/{live.house.world.dossiers['draft']}/sections/{section}"


def _open(live: Live, context: BrowserContext, who: str, section: str = "bearer") -> Page:
    live.sign_in(context, who)
    page = context.new_page()
    page.goto(_address(live, section))
    page.wait_for_load_state("networkidle")
    return page


def _name(page: Page) -> Locator:
    return page.get_by_label("Question bearer_name")


def _mail(page: Page) -> Locator:
    return page.get_by_label("Question bearer_email")


def _saved(page: Page, text: str) -> None:
    expect(page.locator("#saved")).to_contain_text(text, timeout=SOON)


def _cut(page: Page) -> None:
    """What is read still comes; what is sent does not leave."""
    page.route("**/sections/bearer", lambda one: one.abort() if one.request.method == "POST" else one.continue_())


def _write(box: Locator, text: str) -> None:
    box.fill("")
    box.press_sequentially(text, delay=2)


def test_two_people_edit_the_same_section_and_no_text_is_lost(live: Live, page: Page, chromium: Browser) -> None:
    other = chromium.new_context(locale="fr-FR")
    claire, edith = _open(live, page.context, "claire"), _open(live, other, "edith")

    # Each changes another answer: both are saved, and what Claire wrote comes to Édith without a reload.
    _write(_name(claire), "Scic de Claire")
    _saved(claire, "version 2")
    _write(_mail(edith), "edith@exemple.fr")
    _saved(edith, "version 3")
    expect(_name(edith)).to_have_value("Scic de Claire")

    # Both change the same one: Claire chooses under the question, while her other answers go on being saved.
    _write(_name(edith), "Scop d’Édith")
    _saved(edith, "version 4")
    _write(_name(claire), "Scic de Claire, encore")
    _saved(claire, "Une réponse a changé ailleurs")
    panel = claire.locator("[data-crossed]")
    expect(panel).to_contain_text("Édith Moreau a répondu autre chose")
    expect(panel).to_contain_text("Scop d’Édith")
    expect(_name(claire)).to_have_value("Scic de Claire, encore")
    expect(_mail(claire)).to_have_value("edith@exemple.fr")
    panel.get_by_role("button", name="Garder ma réponse").click()
    _saved(claire, "version 5")
    expect(panel).to_have_count(0)
    claire.reload()
    expect(_name(claire)).to_have_value("Scic de Claire, encore")
    other.close()


def test_the_other_text_can_be_taken_in_its_place(live: Live, page: Page, chromium: Browser) -> None:
    other = chromium.new_context(locale="fr-FR")
    claire, edith = _open(live, page.context, "claire", "project"), _open(live, other, "edith", "project")
    box, theirs = claire.get_by_label("Question summary"), edith.get_by_label("Question summary")
    _write(theirs, "Le texte d’Édith.")
    _saved(edith, "version 2")
    _write(box, "Le texte de Claire.")
    panel = claire.locator("[data-crossed]")
    expect(panel).to_contain_text("Le texte d’Édith.", timeout=SOON)

    panel.get_by_role("button", name="Prendre l’autre").press("Enter")

    expect(box).to_have_value("Le texte d’Édith.")
    expect(box).to_be_focused()
    _saved(claire, "Enregistré le")
    other.close()


def test_a_connection_cut_during_autosave_loses_nothing_and_the_text_leaves_by_itself(live: Live, page: Page) -> None:
    claire = _open(live, page.context, "claire")
    page.context.set_offline(True)

    _write(_name(claire), "Écrit sans ligne")
    _saved(claire, "connexion perdue")
    claire.get_by_role("button", name="Enregistrer et revenir").click()
    expect(claire).to_have_url(_address(live))
    expect(_name(claire)).to_have_value("Écrit sans ligne")
    page.context.set_offline(False)

    _saved(claire, "version 2")
    assert claire.evaluate("Object.keys(localStorage).length") == 0


def test_a_text_written_without_a_line_survives_a_reload(live: Live, page: Page) -> None:
    claire = _open(live, page.context, "claire")
    _cut(claire)
    _write(_name(claire), "Écrit avant de fermer")
    _saved(claire, "connexion perdue")
    claire.unroute("**/sections/bearer")

    # Elsewhere in the dossier, one is told; the page of the section takes it up again.
    claire.goto(_address(live).partition("/sections")[0])
    expect(claire.get_by_text("Un texte n’est pas encore enregistré")).to_be_visible()
    claire.locator("[data-unsent] a").click()

    _saved(claire, "Le texte gardé sur cet appareil est enregistré")
    expect(_name(claire)).to_have_value("Écrit avant de fermer")
    claire.reload()
    expect(_name(claire)).to_have_value("Écrit avant de fermer")
    expect(claire.locator("[data-unsent]")).to_be_hidden()


def test_what_was_chosen_on_the_page_that_compares_is_no_longer_kept_on_the_device(
    live: Live, page: Page, chromium: Browser
) -> None:
    other = chromium.new_context(locale="fr-FR")
    claire, edith = _open(live, page.context, "claire"), _open(live, other, "edith")
    _write(_name(edith), "D’Édith")
    _saved(edith, "version 2")
    _write(_name(claire), "De Claire")
    claire.get_by_role("button", name="Enregistrer et revenir").click()
    expect(claire.get_by_role("heading", name="Deux textes se sont croisés")).to_be_visible()
    expect(claire.locator("[data-unsent]")).to_be_hidden()

    claire.get_by_label("Garder l’autre texte").check()
    claire.get_by_role("button", name="Enregistrer ce choix").click()

    expect(_name(claire)).to_have_value("D’Édith")
    expect(claire.locator("[data-unsent]")).to_be_hidden()
    expect(claire.locator("[data-crossed]")).to_have_count(0)
    assert claire.evaluate("Object.keys(localStorage).length") == 0
    other.close()


def test_a_text_kept_on_the_device_that_crossed_another_meanwhile_is_shown_with_it(
    live: Live, page: Page, chromium: Browser
) -> None:
    written = _open(live, page.context, "claire")
    page.context.set_offline(True)
    _write(_name(written), "De Claire")
    _saved(written, "connexion perdue")
    written.close()
    page.context.set_offline(False)
    other = chromium.new_context(locale="fr-FR")
    edith = _open(live, other, "edith")
    _write(_name(edith), "D’Édith")
    _saved(edith, "version 2")

    claire = _open(live, page.context, "claire")

    expect(claire.locator("[data-crossed]")).to_contain_text("D’Édith", timeout=SOON)
    expect(_name(claire)).to_have_value("De Claire")
    claire.get_by_role("button", name="Garder ma réponse").click()
    _saved(claire, "version 3")
    other.close()


def test_a_session_that_ends_keeps_the_text_until_one_signs_in_again(live: Live, page: Page) -> None:
    claire = _open(live, page.context, "claire")
    page.context.clear_cookies()

    _write(_name(claire), "Écrit après la fin")
    _saved(claire, "votre session est finie")
    claire.get_by_role("link", name="Me reconnecter").click()
    expect(claire).to_have_url(f"{live.url}/sign-in?next={_address(live).removeprefix(live.url)}")
    live.sign_in(page.context, "claire")
    claire.goto(_address(live))

    _saved(claire, "Le texte gardé sur cet appareil est enregistré")
    expect(_name(claire)).to_have_value("Écrit après la fin")


def test_somebody_else_on_the_same_device_sees_nothing_of_what_was_kept(live: Live, page: Page) -> None:
    claire = _open(live, page.context, "claire")
    page.context.clear_cookies()
    _write(_name(claire), "Secret de Claire")
    _saved(claire, "votre session est finie")

    edith = _open(live, page.context, "edith")

    expect(_name(edith)).to_have_value("Association draft")
    expect(edith.locator("[data-unsent]")).to_be_hidden()


def test_the_deadline_then_the_grace_pass_while_the_form_is_open_and_an_extension_opens_it_again(
    live: Live, page: Page
) -> None:
    live.house.clock.move_to(CLOSES - timedelta(seconds=8))
    claire = _open(live, page.context, "claire")
    band = page.context.pages[-1].locator(".standing")
    expect(band).to_contain_text("seconde")

    # Written in the last seconds: it leaves before the end, without waiting for a pause.
    live.house.clock.move_to(CLOSES - timedelta(seconds=3))
    _write(_name(claire), "À temps")
    _saved(claire, "version 2")
    live.house.clock.move_to(CLOSES + timedelta(minutes=9, seconds=54))
    expect(band).to_contain_text("La clôture est passée", timeout=20000)
    expect(band).to_contain_text("seconde")

    _write(_name(claire), "Dans le délai de grâce")
    _saved(claire, "version 3")
    live.house.clock.move_to(CLOSES + timedelta(minutes=10))
    expect(band).to_contain_text("L’appel est clos", timeout=20000)
    _write(_name(claire), "Trop tard")
    _saved(claire, "Pas enregistré : le délai est passé")
    expect(_name(claire)).to_have_value("Trop tard")

    with live.house.database.writing() as db:
        row = db.get_one(Dossier, live.house.world.dossiers["draft"])
        row.extended_to = CLOSES + timedelta(days=1)
    claire.wait_for_timeout(2500)
    claire.evaluate("dispatchEvent(new Event('focus'))")
    expect(band).to_contain_text("La clôture est passée", timeout=20000)
    _saved(claire, "version 4")


def test_a_text_that_came_too_late_is_read_again_and_copied(live: Live, page: Page) -> None:
    claire = _open(live, page.context, "claire")
    live.house.clock.move_to(CLOSES + timedelta(hours=1))
    _write(_name(claire), "Trop tard")
    _saved(claire, "Pas enregistré : le délai est passé")

    claire.get_by_role("button", name="Relire et copier ce texte").click()

    expect(claire.get_by_role("heading", name="Cette rubrique ne peut plus changer")).to_be_visible()
    expect(_name(claire)).to_have_value("Trop tard")
    expect(claire.get_by_text("Un texte n’est pas encore enregistré")).to_be_visible()
    claire.get_by_role("button", name="Ne plus le garder").click()
    expect(claire.locator("[data-unsent]")).to_be_hidden()
