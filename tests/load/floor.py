"""The bare floor: FastAPI, one query or one statement, and a minimal template with the same rows."""

from collections.abc import Callable

from fastapi import FastAPI, Request
from jinja2 import Environment
from sqlalchemy import Executable
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse

from app.adapters.database import Database

_TABLE = Environment(autoescape=True).from_string(
    "<!doctype html><title>floor</title><table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>"
    "{% endfor %}</tr>{% endfor %}</table>"
)


def reading(database: Database, statement: Executable) -> FastAPI:
    """One query and its rows in a table."""
    app = FastAPI(openapi_url=None)

    @app.get("/")
    def rows() -> HTMLResponse:
        with database.reading() as db:
            return HTMLResponse(_TABLE.render(rows=db.execute(statement).all()))

    return app


def writing(database: Database, statement: Callable[[str], Executable]) -> FastAPI:
    """A form read, one statement made of it, a commit, a redirect."""
    app = FastAPI(openapi_url=None)

    def act(text: str) -> None:
        with database.writing() as db:
            db.execute(statement(text))

    @app.post("/")
    async def write(request: Request) -> RedirectResponse:
        fields = await request.form()
        await run_in_threadpool(act, str(fields.get("text", "")))
        return RedirectResponse("/", 303)

    return app
