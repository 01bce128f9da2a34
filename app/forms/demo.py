"""What is sent to the doors that only a demonstration has."""

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator

from app.forms.common import Form

PARIS = ZoneInfo("Europe/Paris")


def _in_paris(at: datetime) -> datetime:
    """What has no zone was written in Paris."""
    return at if at.tzinfo else at.replace(tzinfo=PARIS)


class ClockForm(Form):
    """The instant to go to, and the page to come back to."""

    at: Annotated[datetime, AfterValidator(_in_paris)]
    back: str = "/demo/clock"
