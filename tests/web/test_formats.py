"""Formats written by hand: calendars, spreadsheets, Markdown, and how dates are told."""

from datetime import UTC, datetime, timedelta

import pytest

from app.web.calendars import left_text, overseas_text, when_text
from app.web.icalendar import Event, calendar_text
from app.web.rich import rich
from app.web.spreadsheets import csv_text

AT = datetime(2011, 10, 31, 22, 59, tzinfo=UTC)


def _event(**more: str) -> Event:
    return Event("1@exemple.fr", AT, AT, None, **{"summary": "Clôture", **more})


def test_a_long_line_is_folded_at_75_octets_never_inside_a_character() -> None:
    text = calendar_text("Agenda", [_event(summary="é" * 100)])

    lines = text.split("\r\n")

    assert max(len(line.encode()) for line in lines) <= 75
    assert "é" * 100 in text.replace("\r\n ", "")


def test_signs_that_mean_something_in_a_calendar_are_escaped() -> None:
    text = calendar_text("Agenda", [_event(summary="a;b,c\\d\ne", location="x\r\ny")])

    assert "SUMMARY:a\\;b\\,c\\\\d\\ne\r\n" in text
    assert "LOCATION:x\\ny\r\n" in text


def test_an_event_without_an_end_is_an_instant() -> None:
    assert "DTEND" not in calendar_text("Agenda", [_event()])
    assert "DTEND:20111031T235900Z" in calendar_text("Agenda", [_event()._replace(ends_at=AT + timedelta(hours=1))])


@pytest.mark.parametrize("cell", ["=1+1", "+33", "-2", "@x", "\t=1", " =1", "\n=1"])
def test_text_that_begins_like_a_formula_is_made_harmless(cell: str) -> None:
    assert csv_text(["a"], [[cell]]).split("\r\n", 1)[1].lstrip('"').startswith("'")


def test_numbers_stay_numbers_and_quotes_are_doubled() -> None:
    assert csv_text(["a", "b", "c"], [[-1.5, 'dit "oui";', None]]) == '\ufeffa;b;c\r\n-1.5;"dit ""oui"";";\r\n'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**Un** pôle", "<p><strong>Un</strong> pôle</p>"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        ("[a](javascript:x)", "<p>[a](javascript:x)</p>"),
        ("# Titre", "<h3>Titre</h3>"),
        ("Combien ?", "<p>Combien\u202f?</p>"),
    ],
)
def test_markdown_gives_html_that_can_do_no_harm(source: str, html: str) -> None:
    assert rich(source, "fr").strip() == html


def test_an_instant_is_told_overseas_with_its_day_where_it_is_another_one() -> None:
    assert overseas_text(AT, "en", "Europe/Paris") == (
        "18:59 in Guadeloupe and Martinique; 19:59 in French Guiana; "
        "01:59 on 1 November in Mayotte; 02:59 on 1 November in Réunion"
    )


@pytest.mark.parametrize(
    ("left", "text"),
    [
        (timedelta(days=3, hours=6, minutes=5), "3 jours et 6 heures"),
        (timedelta(days=1), "1 jour"),
        (timedelta(hours=1, minutes=2), "1 heure et 2 minutes"),
        (timedelta(seconds=30), "0 minute"),
        (timedelta(days=-1), "0 minute"),
    ],
)
def test_what_is_left_is_told_in_its_two_largest_units(left: timedelta, text: str) -> None:
    assert left_text(AT + left, AT, "fr") == text


def test_a_day_of_work_is_told_with_its_hours_and_a_long_one_with_its_days() -> None:
    day = when_text(AT - timedelta(hours=4), AT, "en", "Europe/Paris")
    days = when_text(AT - timedelta(days=9), AT, "en", "Europe/Paris")

    assert day == "Monday 31 October 2011, from 19:59 to 23:59, Paris time"
    assert days == "from 23 October 2011 at 00:59 to 31 October 2011 at 23:59, Paris time"
