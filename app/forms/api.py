"""Shapes that only programs send: on a page, the address or a hidden field says the same."""

from pydantic import ConfigDict

from app.forms.common import Form


class Sent(Form):
    """What a program sends: an unknown field is a mistake to be told, not to be ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")
