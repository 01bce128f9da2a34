"""The hall: what every request of this process shares."""

from dataclasses import dataclass, field
from typing import cast

import anyio
from starlette.requests import Request

from app.adapters.addresses import Addresses
from app.adapters.clock import Clock
from app.adapters.companies import Companies
from app.adapters.database import Database
from app.adapters.mail import Mailer
from app.adapters.scanner import Scanner
from app.adapters.storage import Storage
from app.settings import Settings


@dataclass(frozen=True, slots=True)
class Hall:
    """The pipes and the settings; no `scanner` where no antivirus is set. `gate` bounds
    the requests that hold a database session at once: as many as there are threads, so that whoever holds a lock always
    finds a thread to finish."""

    settings: Settings
    database: Database
    storage: Storage
    mailer: Mailer
    clock: Clock
    companies: Companies
    addresses: Addresses
    scanner: Scanner | None
    gate: anyio.Semaphore = field(compare=False)


def hall_of(request: Request) -> Hall:
    """The hall of this process."""
    return cast("Hall", request.app.state.hall)
