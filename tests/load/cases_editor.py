"""What is timed of the form editor: one edit of a form of two hundred questions, and the page that shows it after."""

from collections.abc import Iterator
from itertools import count

from sqlalchemy import String, Update, cast, select, update
from sqlmodel import col

from app.models import FormVersion
from tests.houses import House
from tests.load import floor
from tests.load.asgi import Ask
from tests.load.cases import TEXT, Case
from tests.long_form import long_plan

FORM = "/organiser/calls/ptce/tracks/cooperation_project/form"
QUESTION = f"{FORM}/questions/q3_5"


def editing(house: House) -> list[Case]:
    """A field of a question that is saved, then the page that the editor shows again."""
    version = house.world.versions["cooperation_project"]
    with house.database.writing() as db:
        db.get_one(FormVersion, version).plan = long_plan()
    token = house.world.tokens["helene"]

    def asks() -> Iterator[Ask]:
        seen = "Question 3.5"
        for step in count():
            words = f"Question 3.5, relue {step} fois"
            fields: dict[str, str | list[str]] = {"part": "label.fr", "was-label.fr": seen, "label.fr": words}
            seen = words
            yield Ask(QUESTION, token, fields, expects=303)

    def statement(text: str) -> Update:
        return update(FormVersion).where(col(FormVersion.id) == version).values(edits=len(text))

    kept = select(cast(col(FormVersion.plan), String)).where(col(FormVersion.id) == version)
    page, shown = Ask(QUESTION, token), Ask(f"{FORM}/publish", token)
    return [
        Case("edit of a form of 200 questions", asks().__next__, floor.writing(house.database, statement), _post),
        Case("its page in the editor", lambda: page, floor.reading(house.database, kept), lambda: Ask("/")),
        Case("its publication, before", lambda: shown, floor.reading(house.database, kept), lambda: Ask("/")),
    ]


def _post() -> Ask:
    return Ask("/", fields={"text": TEXT}, expects=303)
