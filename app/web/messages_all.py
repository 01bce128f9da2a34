"""Every room's sentences, registered when the platform starts: one import per room."""

from app.web import (
    messages_api,
    messages_applicant,
    messages_calls,
    messages_conflicts,
    messages_demo,
    messages_editor,
    messages_exchange,
    messages_members,
    messages_organiser,
    messages_pool,
    messages_public,
    messages_reviewer,
    messages_reviewing,
    messages_rubric,
    messages_team,
)

__all__ = [
    "messages_api",
    "messages_applicant",
    "messages_calls",
    "messages_conflicts",
    "messages_demo",
    "messages_editor",
    "messages_exchange",
    "messages_members",
    "messages_organiser",
    "messages_pool",
    "messages_public",
    "messages_reviewer",
    "messages_reviewing",
    "messages_rubric",
    "messages_team",
]
