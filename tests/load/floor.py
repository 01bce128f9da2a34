"""The bare floor: FastAPI, one query or one statement, and a minimal template with the same rows or fields."""

from collections.abc import Callable

from fastapi import FastAPI, Request
from jinja2 import Environment
from sqlalchemy import Executable
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse

from app.adapters.database import Database
from app.domain.form_plans import Section

_TABLE = Environment(autoescape=True).from_string(
    "<!doctype html><title>floor</title><table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>"
    "{% endfor %}</tr>{% endfor %}</table>"
)
_FORM = Environment(autoescape=True).from_string(
    "<!doctype html><title>floor</title><ul>{% for key, said in rows %}<li>{{ key }} {{ said }}{% endfor %}</ul>"
    "<form method=post>{% for field in section.questions %}<p>"
    "{% set name, said = 'q-' ~ field.key, values[field.key] %}"
    "<label for={{ name }}>{{ field.label.fr }}</label> {{ field.help.fr }} "
    "{% if field.options %}<select name={{ name }} id={{ name }}>{% for option in field.options %}"
    "<option value={{ option.key }}{% if option.key == said %} selected{% endif %}>{{ option.label.fr }}{% endfor %}"
    "</select>{% elif field.kind == 'long' %}<textarea name={{ name }} id={{ name }}>{{ said }}</textarea>"
    '{% else %}<input name={{ name }} id={{ name }} value="{{ said }}">{% endif %}{% endfor %}</form>'
)


def reading(database: Database, statement: Executable) -> FastAPI:
    """One query and its rows in a table."""
    app = FastAPI(openapi_url=None)

    @app.get("/")
    def rows() -> HTMLResponse:
        with database.reading() as db:
            return HTMLResponse(_TABLE.render(rows=db.execute(statement).all()))

    return app


def filling(database: Database, around: Executable, answers: Executable, section: Section) -> FastAPI:
    """Two queries: what stands around in a list, and the answers in the bare fields of a section held in memory."""
    app = FastAPI(openapi_url=None)

    @app.get("/")
    def rows() -> HTMLResponse:
        with database.reading() as db:
            rows, found = db.execute(around).all(), db.execute(answers).all()
        values = {key: said for key, said in found}  # noqa: C416
        return HTMLResponse(_FORM.render(rows=rows, values=values, section=section))

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
