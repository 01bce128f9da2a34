"""Where a question or section goes when it is moved: one step, or to a place it was dropped on."""

from app.domain.form_plans import FormPlan


def section_place(plan: FormPlan, key: str, *, by: str, to: str) -> int | None:
    """The new place of a section; None when it stays where it is."""
    keys = [section.key for section in plan.sections]
    here = keys.index(key)
    wanted = _wanted(here, by, to)
    place = min(max(wanted, 0), len(keys) - 1)
    return place if place != here else None


def question_place(plan: FormPlan, key: str, *, by: str, section: str, to: str) -> tuple[str, int] | None:
    """The new section and place of a question; past the edge of its section, it goes on into the next one."""
    keys = [one.key for one in plan.sections]
    home = next(place for place, one in enumerate(plan.sections) if any(asked.key == key for asked in one.questions))
    inside = [asked.key for asked in plan.sections[home].questions]
    here = inside.index(key)
    if section and section in keys and section != keys[home]:
        return section, int(to) if _is_place(to) else len(plan.sections[keys.index(section)].questions)
    wanted = _wanted(here, by, to)
    if wanted < 0:
        return (keys[home - 1], len(plan.sections[home - 1].questions)) if home else None
    if wanted >= len(inside):
        return (keys[home + 1], 0) if home + 1 < len(keys) and by == "down" else _end(keys[home], inside, here)
    return (keys[home], wanted) if wanted != here else None


def _end(section: str, inside: list[str], here: int) -> tuple[str, int] | None:
    last = len(inside) - 1
    return (section, last) if here != last else None


def _wanted(here: int, by: str, to: str) -> int:
    if by in ("up", "down"):
        return here + (1 if by == "down" else -1)
    return int(to) if _is_place(to) else here


def _is_place(text: str) -> bool:
    return text.isdecimal() and len(text) < 5
