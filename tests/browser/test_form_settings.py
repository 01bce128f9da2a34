"""An organiser sets questions and conditions: by keyboard alone, on a telephone, without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Dialog, Page, expect

from app.domain.conditions import AllOf, AnyOf, Op, Test
from app.domain.form_plans import FormPlan
from app.domain.questions import Question
from app.models import Track
from app.queries.form_edits import last_version
from app.queries.forms import plan_of
from tests.live import Live

pytestmark = pytest.mark.browser
FORM = "organiser/calls/ptce/tracks/pole/form"


def _plan(live: Live) -> FormPlan:
    with live.house.database.reading() as db:
        version = last_version(db, db.get_one(Track, live.house.world.tracks["pole"]).form_id)
        assert version is not None
        return plan_of(db, version.id)


def _question(live: Live, key: str) -> Question:
    return next(one for one in _plan(live).questions if one.key == key)


def _open(page: Page, live: Live, where: str) -> list[str]:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    live.sign_in(page.context, "helene")
    page.goto(f"{live.url}/{FORM}/{where}")
    return complaints


def _press(page: Page, name: str, key: str = "Enter") -> None:
    """Reach a button as the keyboard does, and press it."""
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press(key)


def test_lines_of_a_budget_are_written_by_keyboard_alone(live: Live, page: Page) -> None:
    complaints = _open(page, live, "questions/budget")
    loads: list[str] = []
    page.on("framenavigated", lambda frame: loads.append(frame.url))

    _press(page, "Ajouter une dépense")
    expect(page.locator('[id="set-budget.expenses.1.label.fr"]')).to_be_focused()
    page.keyboard.type("Achats")
    page.keyboard.press("Tab")
    page.keyboard.type("Purchases")
    _press(page, "Ajouter une dépense")
    expect(page.locator('[id="set-budget.expenses.2.label.fr"]')).to_be_focused()
    page.keyboard.type("Loyers")
    page.locator('[id="up-set-budget.expenses.2"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator('[id="set-budget.expenses.1.label.fr"]')).to_have_value("Loyers")
    expect(page.locator('[id="up-set-budget.expenses.1"]')).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator('[id="down-set-budget.expenses.0"]')).to_be_focused()
    page.locator('[id="remove-set-budget.expenses.1"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator('[id="set-budget.expenses.1.label.fr"]')).to_have_value("Achats")
    expect(page.get_by_text("La ligne est retirée. Enregistrez pour garder ce changement.")).to_be_visible()
    assert loads == []
    page.locator('[id="set-budget.years"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator("#settings [data-state=yes]")).to_contain_text("Enregistré à")

    plan = _question(live, "budget").budget
    assert plan is not None
    assert [(line.key, line.label.get("en", "")) for line in plan.expenses] == [("loyers", ""), ("achats", "Purchases")]
    assert complaints == []


def _write_condition(page: Page, *, scripts: bool) -> None:
    """« summary » contains bois, and one of: an e-mail, or files."""
    page.get_by_role("button", name="Ajouter une condition").click()
    _choose(page, "set-when.lines.0", "summary", scripts=scripts)
    page.locator('[id="set-when.lines.0.value"]').fill("bois")
    page.get_by_role("button", name="Ajouter un groupe").first.click()
    _choose(page, "set-when.lines.1.lines.0", "bearer_email", scripts=scripts)
    page.locator('[id="add-set-when.lines.1.lines"]').click()
    _choose(page, "set-when.lines.1.lines.1", "statutes", scripts=scripts)
    page.locator('[id="set-when.lines.1.lines.0.op"]').select_option("answered")
    page.get_by_role("button", name="Enregistrer la condition").click()
    expect(page.get_by_text("Enregistré à" if scripts else "C’est enregistré.")).to_be_visible()


def _choose(page: Page, line: str, question: str, *, scripts: bool) -> None:
    page.locator(f'[id="{line}.question"]').select_option(question)
    if not scripts:
        page.get_by_role("button", name="Choisir la comparaison").click()
    expect(page.locator(f'[id="{line}.op"]')).to_be_visible()


WRITTEN = AllOf(
    (Test("summary", Op.CONTAINS, "bois"), AnyOf((Test("bearer_email", Op.ANSWERED), Test("statutes", Op.ANSWERED))))
)


def test_a_tree_of_conditions_is_written_on_a_telephone(live: Live, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    complaints = _open(page, live, "questions/members")

    _write_condition(page, scripts=True)

    expect(page.locator(".set-words")).to_contain_text(
        "(«\u202fQuestion bearer_email\u202f» a une réponse ou un fichier"
    )
    assert _question(live, "members").when == WRITTEN
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert complaints == []


def test_a_tree_of_conditions_is_written_without_scripts(live: Live, chromium: Browser) -> None:
    context = chromium.new_context(locale="fr-FR", java_script_enabled=False)
    page = context.new_page()
    _open(page, live, "questions/members")

    _write_condition(page, scripts=False)

    assert _question(live, "members").when == WRITTEN
    context.close()


def test_the_sentence_follows_what_is_written(live: Live, page: Page) -> None:
    complaints = _open(page, live, "questions/members")

    page.get_by_role("button", name="Ajouter une condition").click()
    page.locator('[id="set-when.lines.0.question"]').select_option("summary")
    box = page.locator('[id="set-when.lines.0.value"]')
    box.fill("scierie")
    page.keyboard.press("Tab")

    expect(page.locator(".set-words")).to_contain_text("contient «\u202fscierie\u202f»")
    expect(page.locator('[id="remove-set-when.lines.0"]')).to_be_focused()
    assert _question(live, "members").when is None
    assert complaints == []


def test_a_territory_is_proposed_by_its_name(live: Live, page: Page) -> None:
    added = {"kind": "territory", "label": "Territoire du projet"}
    live.house.as_("helene").post(f"/{FORM}/sections/project/add", data=added)
    complaints = _open(page, live, "questions/members")

    page.get_by_role("button", name="Ajouter une condition").click()
    page.locator('[id="set-when.lines.0.question"]').select_option("territoire_du_projet")
    box = page.locator('[id="set-when.lines.0.value"]')
    box.press_sequentially("livradois")
    name = "CC Ambert Livradois Forez (63), intercommunalité"
    expect(page.locator(f'#set-when-places option[value="{name}"]')).to_have_count(1)
    box.fill(name)
    page.get_by_role("button", name="Enregistrer la condition").click()
    expect(page.locator("#condition [data-state=yes]")).to_contain_text("Enregistré à")

    when = _question(live, "members").when
    assert isinstance(when, Test)
    assert str(when.value).startswith("epci:")
    assert complaints == []


def test_a_page_is_not_left_with_a_condition_that_is_not_saved(live: Live, page: Page) -> None:
    _open(page, live, "questions/summary")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)

    page.get_by_role("button", name="Ajouter une condition").click()
    page.locator('[id="set-when.lines.0.question"]').select_option("bearer_email")
    page.get_by_role("link", name="Suivante").click(no_wait_after=True)
    page.wait_for_timeout(300)

    assert asked == ["beforeunload"]
    expect(page.locator('[id="set-when.lines.0.question"]')).to_have_value("bearer_email")


def test_a_setting_just_typed_leaves_with_the_page(live: Live, page: Page) -> None:
    complaints = _open(page, live, "questions/summary")

    page.locator('[id="set-limit"]').fill("80")
    page.get_by_role("link", name="Suivante").click()
    expect(page.locator("#editor-title")).to_have_text("Question budget")

    page.get_by_role("link", name="Précédente").click()
    expect(page.locator('[id="set-limit"]')).to_have_value("80")
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_stands_in_the_way_of_assistive_tools(live: Live, page: Page, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 844})
    for key in ("budget", "statutes"):
        _open(page, live, f"questions/{key}")
        page.get_by_role("button", name="Ajouter une condition").click()
        expect(page.locator('[id="set-when.lines.0.question"]')).to_be_focused()
        found = Axe().run(page)
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found.response["violations"]] == []
