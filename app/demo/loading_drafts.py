"""Drafts of the 2011 call that nobody ever filed: begun, then left, as happens in every call."""

import json
from functools import lru_cache
from importlib.resources import files

from app.demo.dossier import DemoDossier


@lru_cache(maxsize=1)
def load_drafts() -> tuple[DemoDossier, ...]:
    """They are none of the 150."""
    text = files("app.demo").joinpath("call_2011", "drafts.json").read_text(encoding="utf-8")
    return tuple(DemoDossier.model_validate(one) for one in json.loads(text))
