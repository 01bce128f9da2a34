"""Reads of how a call is read: its settings, as rules of the domain."""

from typing import cast

from pydantic import JsonValue

from app.domain.reviewing import Reviewing, parse_reviewing
from app.models import Call


def plan_of(call: Call) -> Reviewing:
    """What decides who reads what in this call, and its phases of reviewing."""
    return parse_reviewing(cast("JsonValue", call.reviewing))
