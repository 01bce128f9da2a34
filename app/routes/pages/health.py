"""Doors for those who watch over the platform."""

from fastapi import APIRouter, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from app.adapters.failures import OUT_OF_ORDER
from app.adapters.migrations import is_current
from app.queries import queues
from app.web.guards import TheHall
from app.web.hall import Hall
from app.web.metrics import exposition, show_queue

router = APIRouter()


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """Alive: the process answers."""
    return {"status": "alive"}


@router.get("/readyz")
async def readyz(hall: TheHall) -> JSONResponse:
    """Ready: database, migrations and storage answer; says which one does not."""
    checks = {name: await run_in_threadpool(_holds, name, hall) for name in ("database", "storage")}
    return JSONResponse(checks, 200 if all(text == "ok" for text in checks.values()) else 503)


def _holds(name: str, hall: Hall) -> str:
    try:
        if name == "storage":
            hall.storage.check()
        elif not is_current(hall.database):
            return "migrations are missing: run tremplin migrate"
    except OUT_OF_ORDER as error:
        return type(error).__name__
    return "ok"


@router.get("/metrics")
def metrics(hall: TheHall) -> Response:
    """Requests and queues, for Prometheus."""
    with hall.database.reading() as db:
        for queue in queues.states(db):
            show_queue(queue.name, queue.waiting, queue.failed)
    return Response(exposition(), media_type="text/plain; version=0.0.4; charset=utf-8")
