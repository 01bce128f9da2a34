"""From closing to reviews in a replay: screening one by one, ties, the assignment, every review through its form."""

import re
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

from app.demo.browser import PageSeen, Stuck
from app.demo.load_reading import EXTENSION_REASON
from app.demo.replay_people import Player, post_document
from app.demo.replay_plan import ReplayPlan
from app.demo.screening import ScreeningAct, Verdict
from app.demo.shapes import DemoDossier, DemoReviewer
from app.demo.simulation import review_of

Step = Callable[[], None]
JOB_SECONDS = 120.0
DOSSIER = re.compile(r"/dossiers/([0-9a-f-]{36})")


def screen(organiser: Player, plan: ReplayPlan, filed: Mapping[str, DemoDossier], step: Step) -> Counter[str]:
    """The queue, from the dossier that has waited longest to the last; what was decided, counted."""
    done: Counter[str] = Counter()
    moved: set[str] = set()
    page = organiser.open(f"/organiser/calls/{plan.slug}/screening")
    while page.path != f"/organiser/calls/{plan.slug}/screening":
        reference = _reference(page, filed)
        act = plan.acts[filed[reference].key]
        move = act.verdict is Verdict.REQUALIFY and reference not in moved
        page = _decide(organiser, page, act, move=move)
        if move:
            moved.add(reference)
            done["requalified"] += 1
            continue
        done["refused" if act.verdict is Verdict.REFUSE else "admitted"] += 1
        step()
    return done


def extend(organiser: Player, draft: str, until: datetime) -> None:
    """More time for one draft, given by a program in the name of an organiser."""
    content = {"until": until.isoformat(), "reason": EXTENSION_REASON}
    post_document(
        organiser.browser, organiser.token("screening"), f"/api/v1{draft.removeprefix('/applicant')}/extend", content
    )


def recuse(organiser: Player, plan: ReplayPlan, dossiers: Mapping[str, str], step: Step) -> int:
    """Each tie is written down before anything is assigned; `dossiers` gives ids by key."""
    known = {reviewer.key: reviewer for reviewer in plan.reviewers}
    for tie in plan.ties:
        page = organiser.open(f"/organiser/calls/{plan.slug}/assignments/{dossiers[tie.dossier]}")
        form = page.form(field="person")
        name = known[tie.reviewer].name
        person = next((one.get("value") for one in page.tree.every("option") if one.text == name), None)
        if person is None:
            raise page.stuck(f"{name} is not in the list of reviewers")
        organiser.browser.submit(page, form, {"person": person, "evidence": tie.reason})
        step()
    return len(plan.ties)


def assign(organiser: Player, plan: ReplayPlan) -> None:
    """Ask for a proposal, wait for it, look at it, publish it."""
    page = organiser.open(f"/organiser/calls/{plan.slug}/assignments")
    page = organiser.browser.submit(page, page.form(action="/proposals"))
    until = time.monotonic() + JOB_SECONDS
    while not any(form.action.endswith("/publish") for form in page.forms):
        if time.monotonic() > until:
            raise page.stuck("the proposal is not ready after two minutes")
        time.sleep(0.5)
        page = organiser.open(page.path)
    organiser.browser.submit(page, page.form(action="/publish"))


def review(reader: Player, who: DemoReviewer, plan: ReplayPlan, filed: Mapping[str, DemoDossier], step: Step) -> int:
    """Everything one reviewer has to read, one dossier leading to the next; how many reviews were handed in."""
    given = 0
    page = reader.open("/reviewer")
    links = page.links("/reviewer/dossiers/")
    page = reader.open(links[0]) if links else page
    while page.path != "/reviewer":
        dossier = filed[_reference(page, filed)]
        page = _write(reader, page, who, plan, dossier)
        given += 1
        step()
    return given


def ids(organiser: Player, plan: ReplayPlan, filed: Mapping[str, DemoDossier]) -> dict[str, str]:
    """The id of each dossier of the call, by key, read from the pages of the desk."""
    found: dict[str, str] = {}
    page = organiser.open(f"/organiser/calls/{plan.slug}/dossiers")
    while True:
        for row in page.tree.every("tr"):
            link = next((one.get("href") for one in row.every("a") if DOSSIER.search(one.get("href"))), "")
            number = next((one.text for one in row.every("td") if one.text.isdigit() and len(one.text) == 4), "")
            for reference, dossier in filed.items():
                if link and number and reference.endswith(f"-{number}"):
                    found[dossier.key] = DOSSIER.search(link)[1]  # type: ignore[index]
        following = [link for link in page.links(page.path) if "after=" in link]
        if not following or len(found) == len(filed):
            return found
        page = organiser.open(following[0])


def _decide(organiser: Player, page: PageSeen, act: ScreeningAct, *, move: bool) -> PageSeen:
    """The act, its letter, its confirmation."""
    verdict = "requalify" if move else "refuse" if act.verdict is Verdict.REFUSE else "admit"
    values: dict[str, object] = {"act": verdict}
    if verdict != "admit":
        values["reason"] = act.reason.text if act.reason else ""
    if move:
        values["track"] = str(act.track)
    page = organiser.send(page, page.form(field="act"), values)
    letter = next((form for form in page.forms if form.of("step")), None)
    if letter is None:
        raise page.stuck("the letter is not shown")
    return organiser.browser.submit(page, letter)


def _write(reader: Player, page: PageSeen, who: DemoReviewer, plan: ReplayPlan, dossier: DemoDossier) -> PageSeen:
    """Scores and comments, then the confirmation; the page that follows."""
    written = review_of(dossier, who, plan.call.rubrics[dossier.track], plan.call.comments)
    values = {f"score-{key}": str(score) for key, score in written.scores.items()}
    values |= {f"comment-{key}": text for key, text in written.comments.items()}
    form = page.form(field="comment")
    page = reader.browser.submit(page, form, {**values, "comment": written.general}, button="submit")
    if not page.path.endswith("/submit"):
        raise page.stuck("the review is not complete")
    return reader.browser.submit(page, page.form(action="/submit"))


def _reference(page: PageSeen, filed: Mapping[str, DemoDossier]) -> str:
    """The number of the dossier this page is about: the first one it shows below its messages."""
    for paragraph in page.tree.every("p"):
        if not paragraph.is_in("flashes"):
            for reference in filed:
                if reference in paragraph.text:
                    return reference
    raise Stuck(f"{page.path}: the page shows no dossier that was filed.")
