"""Applicants of a replay: an account, a draft, every section page by page, members, letters, and the receipt."""

import re
from collections.abc import Sequence

from app.demo.browser import File, PageSeen, Stuck, Value
from app.demo.filing import Answer, DemoFile, entry_answers, filed_answers
from app.demo.load_filing import commune_line, content_of, member_form
from app.demo.replay_people import Player
from app.demo.shapes import DemoBudget, DemoCall, DemoDossier, DemoMember

PDF = "application/pdf"


def begin(player: Player, slug: str, call: DemoCall, dossier: DemoDossier) -> str:
    """Answer what comes first, choose a track on the page of the call; the address of the draft."""
    page = player.open(f"/calls/{slug}")
    page = player.open(page.link("/apply"))
    if first := entry_answers(call, dossier):
        given: dict[str, Value] = {f"q-{key}": answer for key, answer in first.items()}
        page = player.browser.submit(page, page.form(field="q-together"), given)
    page = player.browser.submit(page, page.form(field="track"), {"track": str(dossier.filed_track)})
    if page.path.endswith("/apply"):
        again = next(form for form in page.forms if form.of("again"))
        page = player.browser.submit(page, again, button="En commencer un autre")
    return page.path


def fill(player: Player, draft: str, call: DemoCall, dossier: DemoDossier) -> PageSeen:
    """Every section in turn, from the first to the page where everything is checked."""
    answers = filed_answers(call, dossier)
    page = player.open(player.open(draft).link(f"{draft}/sections/"))
    asked = {section.key: section for section in call.form.of(dossier.filed_track).sections}
    for _ in asked:
        section = asked[page.path.rpartition("/")[2]]
        here = page.path
        if "members" in section.questions:
            page = _members(player, page, dossier)
        given = {key: answers[key] for key in section.questions if key in answers}
        page = _section(player, page, given, dossier)
        if page.path == here:
            raise page.stuck("the section does not let go on")
        if page.path.endswith("/check"):
            return page
    raise page.stuck("the sections do not lead to the last check")


def file(player: Player, draft: str, reference: str) -> str:
    """Sign and file; the number on the receipt, which begins with the reference of the call."""
    page = player.open(f"{draft}/check")
    form = page.form(action=f"{draft}/submit")
    page = player.browser.submit(page, form, {"informed": True, "exact": True})
    if not page.path.endswith("/receipt"):
        raise page.stuck("the dossier was not filed")
    found = re.search(rf"{reference}-\d{{4}}", page.tree.text)
    if found is None:
        raise page.stuck("the receipt bears no number")
    return found[0]


def _section(player: Player, page: PageSeen, answers: dict[str, Answer], dossier: DemoDossier) -> PageSeen:
    form = page.form(action=page.path)
    values: dict[str, Value] = {}
    files: dict[str, Sequence[File]] = {}
    for key, answer in answers.items():
        if key == "members":
            continue
        attached = [one for one in answer if isinstance(one, DemoFile)] if isinstance(answer, tuple) else []
        if attached:
            files[f"q-{key}"] = [(one.name, content_of(dossier, one), PDF) for one in attached]
        else:
            values |= _typed(key, answer)
    for name in [name for name in files if not form.of(name)]:
        raise Stuck(f"{page.path}: no file can be attached to {name}.")
    return player.browser.submit(page, form, values, files=files, button="continue")


def _members(player: Player, page: PageSeen, dossier: DemoDossier) -> PageSeen:
    """One after the other, on a page of their own."""
    for member in dossier.members:
        page = player.browser.submit(page, page.form(action=page.path), button="members/new")
        page = player.browser.submit(page, page.form(field="family"), _typed_member(dossier, member))
    return page


def _typed_member(dossier: DemoDossier, member: DemoMember) -> dict[str, Value]:
    form = member_form(dossier, member)
    return {
        "name": form.name,
        "family": str(form.family),
        "role": form.role,
        "jobs": "" if member.jobs is None else str(member.jobs),
        "commune": commune_line(member.insee),
        "has_letter": form.has_letter,
        "is_bearer": form.is_bearer,
    }


def _typed(key: str, answer: Answer) -> dict[str, Value]:
    """What is typed or ticked for one answer."""
    name = f"q-{key}"
    if isinstance(answer, DemoBudget):
        lines = {**answer.expenses, **answer.resources}
        return {
            f"{name}-{line}-{year}": str(amount)
            for line, amounts in lines.items()
            for year, amount in zip(answer.years, amounts, strict=True)
        }
    if key == "territory" and isinstance(answer, tuple):
        return {f"{name}-names": "\n".join(commune_line(str(insee)) for insee in answer)}
    if isinstance(answer, bool):
        return {name: "yes" if answer else "no"}
    return {name: [str(one) for one in answer] if isinstance(answer, tuple) else str(answer)}
