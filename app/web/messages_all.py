"""Every room's sentences, registered when the platform starts: one import per room."""

from app.web import messages_api

__all__ = ["messages_api"]
