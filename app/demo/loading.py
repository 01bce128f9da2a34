"""Loading the demonstration: three calls, played through the services act by act, each at its own instant."""

from dataclasses import dataclass
from datetime import datetime

from app.adapters.database import Database
from app.adapters.storage import Storage
from app.demo import load_filing, load_people, load_reading, load_results
from app.demo.data import load_call, load_others
from app.demo.load_stage import Stage, Tick
from app.demo.loading_drafts import load_drafts
from app.demo.screening import conflicts, screening_plan
from app.demo.shapes import DemoCall

__all__ = ["Loaded", "load"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded: how many acts, and the instant the demonstration stands at."""

    acts: int
    now: datetime


def load(database: Database, storage: Storage, tick: Tick = lambda _done, _left: None) -> Loaded:
    """Fill an empty platform with the demonstration; `tick` hears how many acts are done and left."""
    now = load_call().demo_now
    stage = Stage(database, storage, now)
    for plan in (_reviewed, _open, _published):
        plan(stage)
    return Loaded(stage.play(tick), now)


def _reviewed(stage: Stage) -> None:
    """The call of 2011, two thirds of its reviews done."""
    call = load_call()
    _filed(stage, call)
    for draft in load_drafts():
        stage.plan(load_filing.filing(stage, call, draft))
    stage.plan(load_reading.late_filings(stage, call))
    stage.plan(load_reading.screened(stage, call, screening_plan(call)))
    stage.plan(load_reading.recused(stage, call, conflicts(call)))
    stage.plan(load_reading.given(stage, call))


def _open(stage: Stage) -> None:
    """The call that is open: drafts and dossiers just filed."""
    _filed(stage, load_others()[0])


def _published(stage: Stage) -> None:
    """The call whose results are known: every dossier admitted, read by three, five selected."""
    call = load_others()[1]
    _filed(stage, call)
    stage.plan(load_reading.screened(stage, call, load_reading.all_admitted(call)))
    stage.plan(load_reading.given(stage, call))
    stage.plan(load_results.decided(stage, call))


def _filed(stage: Stage, call: DemoCall) -> None:
    stage.plan(load_people.opening(stage, call))
    for dossier in call.dossiers:
        stage.plan(load_filing.filing(stage, call, dossier))
