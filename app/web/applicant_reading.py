"""What the page of one section shows to those who read it and do not write in it."""

from dataclasses import replace

from app.domain.form_plans import Section
from app.queries.applicants import composition_of
from app.web.answers import shown_section
from app.web.applicant import Room
from app.web.applicant_sections import around_section, asked_in
from app.web.applicant_team import beside
from app.web.applicant_views import titled


def section_reading(mine: Room, section: Section) -> dict[str, object]:
    """A section with what is saved of it, and what stands beside its questions."""
    plan, content = mine.reading()
    asked = replace(section, questions=asked_in(plan, section))
    return {
        **titled(section, mine.language),
        "read": shown_section(asked, 1, content, mine.language, files_at=f"{mine.path}/files"),
        **around_section(mine, plan, section, composition_of(mine.track, content.members)),
        **beside(mine, section.key),
    }
