"""Every mail there is."""

import pytest

from app.domain.notices import NOTICES, NoticeKind, demand_variables, plan_of, unique_key


def test_every_kind_of_notice_has_a_plan() -> None:
    assert set(NOTICES) == set(NoticeKind)


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_notice_calls_people_by_their_name(kind: NoticeKind) -> None:
    assert "name" in plan_of(kind).variables


def test_a_dossier_hears_one_decision() -> None:
    decisions = (NoticeKind.DECISION_SELECTED, NoticeKind.DECISION_WAITING, NoticeKind.DECISION_NOT_SELECTED)

    assert {unique_key(kind, "d1") for kind in decisions} == {"dossier.decided/d1"}


def test_a_reminder_is_another_one_on_another_day() -> None:
    assert [unique_key(NoticeKind.REVIEW_REMINDER, "p1", day) for day in ("2011-11-20", "2011-11-27")] == [
        "review.reminder/p1/2011-11-20",
        "review.reminder/p1/2011-11-27",
    ]


def test_a_notice_that_repeats_says_on_which_occasion() -> None:
    with pytest.raises(ValueError, match="say on which occasion"):
        unique_key(NoticeKind.PASSWORD_RESET, "p1")


def test_a_notice_is_posted_with_what_its_templates_need() -> None:
    demand_variables(NoticeKind.ACCOUNT_CONFIRM, {"name": "Claire", "link": "/", "expires_at": "2011-10-02"})

    with pytest.raises(ValueError, match=r"lacks \['expires_at', 'link'\], does not know \['lnik'\]"):
        demand_variables(NoticeKind.ACCOUNT_CONFIRM, {"name": "Claire", "lnik": "/"})
