"""Assembles the house: the only room that knows all the others."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from threading import Thread

import anyio.to_thread
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app.adapters.addresses import AddressBase, Addresses
from app.adapters.clock import Clock, DemoClock, SystemClock
from app.adapters.companies import Companies, CompanyDirectory
from app.adapters.database import Database
from app.adapters.geography.places import warm
from app.adapters.lookups import JsonService
from app.adapters.mail import Mailer, open_mailer
from app.adapters.scanner import Scanner, open_scanner
from app.adapters.storage import Storage, open_storage
from app.routes.api.v1 import router as api
from app.routes.api.v1.description import describe
from app.routes.pages import router as pages
from app.settings import Settings
from app.web import errors, idempotency, messages_all
from app.web.assets import Assets, manifest
from app.web.hall import Hall
from app.web.logs import configure
from app.web.pace import Pace
from app.web.security import BodyLimit, HeadAsGet, RequestLog, SameOrigin, SecurityHeaders
from app.worker import Worker

assert messages_all

MEGABYTE = 1024 * 1024


def make_hall(
    settings: Settings,
    *,
    clock: Clock | None = None,
    mailer: Mailer | None = None,
    storage: Storage | None = None,
    companies: Companies | None = None,
    addresses: Addresses | None = None,
    scanner: Scanner | None = None,
) -> Hall:
    """Open the pipes that the settings name; a test may bring its own."""
    settings.secret  # noqa: B018  a weak secret is refused before anything opens
    demo_clock = DemoClock(settings.data_dir / "clock")
    return Hall(
        settings=settings,
        database=Database(settings.database, threads=settings.database_threads),
        storage=storage or open_storage(settings.storage),
        mailer=mailer or open_mailer(settings.smtp_url, settings.data_dir / "mail"),
        clock=clock or (demo_clock if settings.demo else SystemClock()),
        companies=companies or CompanyDirectory(JsonService(settings.companies_url)),
        addresses=addresses or AddressBase(JsonService(settings.addresses_url)),
        scanner=scanner or open_scanner(settings.antivirus_url),
        gate=anyio.Semaphore(settings.database_threads, fast_acquire=True),
    )


def create_app(settings: Settings | None = None, *, hall: Hall | None = None, with_worker: bool = False) -> FastAPI:
    """The whole platform as one application."""
    hall = hall or make_hall(settings or Settings())
    settings = hall.settings
    configure(settings.log_format)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = settings.database_threads + 2
        # The first search for a place must not wait for the list of all of them to be read.
        Thread(target=warm, name="places", daemon=True).start()
        if with_worker:
            with Worker(hall).in_background():
                yield
        else:
            yield

    app = FastAPI(title="Tremplin", version="1", lifespan=lifespan, openapi_url=None, docs_url=None, redoc_url=None)
    app.state.hall = hall
    app.mount("/static", Assets(manifest()))
    app.state.pace = Pace()
    app.state.lookup_pace = Pace(most=30)
    app.include_router(pages, include_in_schema=False)
    app.include_router(api)
    app.openapi = partial(describe, app)  # type: ignore[method-assign]
    errors.install(app)
    idempotency.install(app)
    _guard(app, settings)
    return app


def _guard(app: FastAPI, settings: Settings) -> None:
    """The gate, from the inside out."""
    most_with_files = (settings.max_upload_mb + 2) * MEGABYTE
    app.add_middleware(BodyLimit, most=2 * MEGABYTE, most_with_files=most_with_files, refuse=errors.too_large)
    app.add_middleware(SameOrigin, base_url=settings.base_url, refuse=errors.cross_site)
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=4)
    app.add_middleware(SecurityHeaders, secure=settings.is_secure)
    app.add_middleware(HeadAsGet)
    app.add_middleware(RequestLog)
    if settings.trusted_proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=settings.trusted_proxies)
