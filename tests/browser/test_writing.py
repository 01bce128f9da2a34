"""Rows come and go, and marks are written by buttons, by keys and by hand; with scripts and without."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.every_kind import open_section
from tests.live import Live

pytestmark = pytest.mark.browser


def test_rows_are_added_in_place_and_save_themselves(live: Live, page: Page) -> None:
    open_section(live, page)
    block = page.locator("[data-rows]")
    block.get_by_label("Nom").fill("La région")

    block.get_by_role("button", name="Ajouter").click()
    expect(block.get_by_label("Nom").nth(1)).to_be_focused()
    page.keyboard.type("L’État")
    expect(block.get_by_role("group", name="Partenaire 2")).to_be_visible()
    expect(page.locator("#saved")).to_contain_text("Enregistré le", timeout=8000)
    page.reload()

    expect(block.get_by_label("Nom").nth(1)).to_have_value("L’État")


def test_a_row_taken_away_folds_and_comes_back_until_it_is_saved(live: Live, page: Page) -> None:
    address = open_section(live, page)
    block = page.locator("[data-rows]")
    for name in ("Un", "Deux", "Trois"):
        if block.get_by_label("Nom").last.input_value():
            block.get_by_role("button", name="Ajouter").click()
        block.get_by_label("Nom").last.fill(name)
    expect(block.get_by_role("button", name="Ajouter")).to_be_hidden()

    block.get_by_label("Retirer Partenaire 2").check()
    expect(block.get_by_label("Nom").nth(1)).to_be_hidden()
    expect(block.get_by_text("Cette ligne partira à l’enregistrement.").nth(1)).to_be_visible()
    expect(block.get_by_role("button", name="Ajouter")).to_be_visible()
    block.get_by_label("Retirer Partenaire 2").uncheck()
    expect(block.get_by_label("Nom").nth(1)).to_have_value("Deux")
    block.get_by_label("Retirer Partenaire 2").check()
    page.get_by_role("button", name="Enregistrer et revenir").click()
    expect(page.get_by_text("C’est enregistré.")).to_be_visible()
    page.goto(address)

    assert [field.input_value() for field in block.get_by_label("Nom").all()] == ["Un", "Trois"]


def test_rows_come_and_go_without_scripts(live: Live, chromium: Browser) -> None:
    context = chromium.new_context(locale="fr-FR", java_script_enabled=False)
    page = context.new_page()
    open_section(live, page)
    block = page.locator("[data-rows]")

    block.get_by_label("Nom").fill("La région")
    block.get_by_role("button", name="Ajouter").click()
    expect(block.get_by_role("group", name="Partenaire 2")).to_be_focused()
    block.get_by_label("Nom").nth(1).fill("L’État")
    block.get_by_label("Retirer Partenaire 1").check()
    expect(block.get_by_label("Nom").first).to_be_hidden()
    block.get_by_role("button", name="Ajouter").click()

    assert [field.input_value() for field in block.get_by_label("Nom").all()] == ["L’État", ""]
    expect(page.locator("[data-tools]").first).to_be_hidden()
    context.close()


def test_marks_are_written_by_buttons_and_by_keys_and_undone(live: Live, page: Page) -> None:
    open_section(live, page)
    area, tools = page.get_by_label("Projet"), page.get_by_role("toolbar").first
    area.fill("du bois\net du feu")
    area.evaluate("one => one.setSelectionRange(3, 7)")

    tools.get_by_role("button", name="Gras").click()
    expect(area).to_have_value("du **bois**\net du feu")
    tools.get_by_role("button", name="Gras").click()
    expect(area).to_have_value("du bois\net du feu")
    page.keyboard.press("Control+i")
    expect(area).to_have_value("du *bois*\net du feu")
    page.keyboard.press("Control+z")
    expect(area).to_have_value("du bois\net du feu")
    area.select_text()
    tools.get_by_role("button", name="Liste", exact=True).click()
    expect(area).to_have_value("- du bois\n- et du feu")
    tools.get_by_role("button", name="Liste numérotée").click()
    expect(area).to_have_value("1. du bois\n2. et du feu")
    expect(page.locator("#q-pitch-count")).to_contain_text("7 mots sur 10")


def test_the_buttons_are_one_stop_of_the_keyboard(live: Live, page: Page) -> None:
    open_section(live, page)
    page.get_by_label("Projet").focus()

    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Gras").first).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")

    expect(page.get_by_label("Projet")).to_have_value("## ")


def test_a_link_is_written_around_the_words_and_waits_for_its_address(live: Live, page: Page) -> None:
    open_section(live, page)
    area = page.get_by_label("Projet")
    area.fill("notre site")
    area.select_text()

    page.keyboard.press("Control+k")
    page.keyboard.type("https://pole.example")

    expect(area).to_have_value("[notre site](https://pole.example)")
