"""Where an invitation stands: the last word wins, and what was accepted is not forgotten."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.team import Standing, standing

DAY = datetime(2011, 10, 1, tzinfo=UTC)
LATER, LATEST = DAY + timedelta(days=1), DAY + timedelta(days=2)


@pytest.mark.parametrize(
    ("invited", "accepted", "declined", "ended", "stands"),
    [
        (DAY, None, None, None, Standing.INVITED),
        (DAY, LATER, None, None, Standing.WORKING),
        (DAY, None, LATER, None, Standing.DECLINED),
        (DAY, None, None, LATER, Standing.GONE),
        (DAY, LATER, None, LATEST, Standing.GONE),
        (DAY, None, None, DAY, Standing.GONE),
        (LATEST, DAY, None, LATER, Standing.INVITED),
        (LATER, DAY, LATEST, DAY, Standing.DECLINED),
    ],
)
def test_the_last_word_about_an_invitation_wins(
    invited: datetime, accepted: datetime | None, declined: datetime | None, ended: datetime | None, stands: Standing
) -> None:
    found = standing(invited_at=invited, accepted_at=accepted, declined_at=declined, ended_at=ended)

    assert found is stands
