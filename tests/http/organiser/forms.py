"""An organiser's browser before the form of the track `pole`, without scripts."""

import html
import re
from typing import Any

from httpx2 import Response

from app.domain.form_plans import FormPlan, parse_form_plan
from app.models import FormVersion, Track
from app.queries import form_edits as eyes
from tests.houses import House

FORM = "/organiser/calls/ptce/tracks/pole/form"
_FIELD = re.compile(r'<input type="hidden" name="was-([^"]+)" value="([^"]*)">')


def plain(answer: Response) -> str:
    """What a page says, with plain spaces."""
    return re.sub("[\u00a0\u202f]", " ", html.unescape(answer.text))


class FormDesk:
    """What one does in the editor."""

    def __init__(self, house: House, who: str = "helene", track: str = "pole", language: str = "fr") -> None:
        self.house, self.track = house, track
        self.browser = house.as_(who, language=language)
        self.form = FORM.replace("pole", track)

    def get(self, path: str = "") -> str:
        """A page of the editor."""
        answer = self.browser.get(self.form + path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def post(self, path: str, **fields: Any) -> Response:
        """Send a form."""
        return self.browser.post(self.form + path, data=fields)

    def save(self, path: str, changes: dict[str, Any], was: dict[str, str] | None = None) -> Response:
        """Send parts of a panel as the page showed them, with these changes."""
        seen = self.seen(path) | (was or {})
        parts = [part for part in changes if part != "also"]
        data: dict[str, Any] = {"part": parts, **changes, **{f"was-{part}": seen[part] for part in parts}}
        return self.browser.post(self.form + path, data=data)

    def seen(self, path: str) -> dict[str, str]:
        """What the parts of a panel hold, as its hidden fields carry it."""
        return {name: html.unescape(value) for name, value in _FIELD.findall(self.get(path))}

    @property
    def version(self) -> FormVersion:
        """The version there is now."""
        with self.house.database.reading() as db:
            track = db.get_one(Track, self.house.world.tracks[self.track])
            found = eyes.last_version(db, track.form_id)
            assert found is not None
            return found

    @property
    def plan(self) -> FormPlan:
        """What the form asks now."""
        return parse_form_plan(self.version.plan)  # type: ignore[arg-type]

    def keys(self, section: str) -> list[str]:
        """The questions of a section."""
        return [one.key for place in self.plan.sections if place.key == section for one in place.questions]
