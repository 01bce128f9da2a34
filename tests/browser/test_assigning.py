"""An organiser in a real browser: 150 dossiers for 24 reviewers, three changed by hand, published, topped up."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import func, select
from sqlmodel import col

from app.models import Assignment, Dossier
from app.services import assignments
from app.worker import Worker
from tests.assigning import fill
from tests.live import Live
from tests.services.reviewing import actor, acts
from tests.world import NOW

pytestmark = pytest.mark.browser
ROOM = "/organiser/calls/ptce/assignments"


@pytest.fixture
def rush(live: Live) -> Iterator[Live]:
    """A live house with 150 admitted dossiers, 24 reviewers, and a worker."""
    with live.house.database.writing() as db:
        fill(db, live.house.world, dossiers=148, reviewers=21)
    with Worker(live.house.hall).in_background():
        yield live


@pytest.fixture
def desk(chromium: Browser, rush: Live) -> Iterator[BrowserContext]:
    """A desk where helene is signed in."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    rush.sign_in(context, "helene")
    yield context
    context.close()


def given(live: Live) -> int:
    with live.house.database.reading() as db:
        query = select(func.count()).select_from(Assignment).where(col(Assignment.state) == "active")
        return int(db.execute(query).scalar_one())


def change_the_worst(page: Page) -> None:
    """Replace the first reader of the worst served dossier by the best placed of the others."""
    page.get_by_role("link", name=re.compile("^Changer ")).first.click()
    page.get_by_role("link", name=re.compile("^Remplacer ")).first.click()
    expect(page.get_by_role("heading", name=re.compile("^Qui à la place de"))).to_be_visible()
    page.get_by_role("button", name=re.compile("^Choisir ")).first.click()
    expect(page.get_by_text("C’est changé. Personne n’est prévenu.")).to_be_visible()
    page.get_by_role("link", name="Revenir à la proposition").click()


def decline_two(live: Live) -> None:
    """Two of those who were given a dossier give it back."""
    with live.house.database.writing() as db:
        query = select(Assignment).join(Dossier, col(Dossier.id) == col(Assignment.dossier_id))
        rows = db.execute(
            query.where(col(Assignment.origin) == "automatic").order_by(col(Dossier.number)).limit(6)
        ).scalars()
        names = {key: name for name, key in live.house.world.people.items()}
        for row in list(rows)[::3]:
            read, who = db.get_one(Dossier, row.dossier_id), actor(db, live.house, names[row.reviewer_id])
            assignments.decline(db, read, "Ce n’est pas mon domaine.", actor=who, now=NOW)


def test_150_dossiers_are_assigned_changed_published_and_topped_up(desk: BrowserContext, rush: Live) -> None:
    page = desk.new_page()
    page.goto(f"{rush.url}{ROOM}/proposals")
    page.get_by_label("Nom").fill("La première")
    page.get_by_role("button", name="Proposer une attribution").click()
    expect(page.get_by_role("heading", name=re.compile("lectures proposées"))).to_be_visible(timeout=30_000)
    assert given(rush) == 4

    for _ in range(3):
        change_the_worst(page)
    expect(page.get_by_text("3 changements à la main.")).to_be_visible()
    page.get_by_role("button", name="Défaire le dernier changement").click()
    expect(page.get_by_text("2 changements à la main.")).to_be_visible()
    change_the_worst(page)
    page.get_by_role("button", name="Publier l’attribution").click()
    expect(page.get_by_text(re.compile(r"Lectures attribuées\s:\s44"))).to_be_visible()
    before = given(rush)
    page.get_by_role("link", name="Attribution", exact=True).first.click()
    expect(page.get_by_role("heading", name="Chaque dossier a ses lecteurs")).to_be_visible()

    decline_two(rush)
    page.reload()
    assert given(rush) == before - 2
    page.get_by_role("button", name=re.compile(r"Compléter\s:\s2")).click()
    expect(page.get_by_role("heading", name=re.compile("2 lectures proposées"))).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Publier l’attribution").click()
    expect(page.get_by_text(re.compile(r"Lectures attribuées\s:\s2"))).to_be_visible()

    assert given(rush) == before
    assert acts(rush.house).count("assignments.published") == 2


def test_settings_are_tried_before_they_are_kept(desk: BrowserContext, rush: Live) -> None:
    page = desk.new_page()
    page.goto(f"{rush.url}{ROOM}/settings")

    page.get_by_label("Souhaits des évaluateurs").fill("40")
    page.get_by_role("button", name="Voir l’effet d’abord").click()

    expect(page.get_by_text("Un essai : rien n’est enregistré.")).to_be_visible()
    expect(page.get_by_role("columnheader", name="À l’essai")).to_be_visible()
    page.get_by_role("button", name="Enregistrer").first.click()
    expect(page.get_by_text("Les prochaines propositions en tiendront compte.")).to_be_visible()
    assert page.get_by_label("Souhaits des évaluateurs").input_value() == "40"


def test_a_phone_reads_a_proposal_without_going_sideways(chromium: Browser, rush: Live) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="fr-FR")
    rush.sign_in(context, "helene")
    page = context.new_page()
    page.goto(f"{rush.url}{ROOM}")
    page.get_by_role("button", name=re.compile("^Compléter|^Proposer")).click()
    expect(page.get_by_role("heading", name=re.compile("lectures proposées"))).to_be_visible(timeout=30_000)

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()
