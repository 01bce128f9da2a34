"""What the API says of itself: OpenAPI 3.1, of the API alone."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRouter
from starlette.responses import JSONResponse

from app.web.api import PREFIX

router = APIRouter(prefix=PREFIX)
ABOUT = """Everything that a person can do on a page, a program can do here: same guards, same forms, same services.

Bearer tokens are made on the account page, for one call or all of one's own, with scopes and an end. Errors are
`application/problem+json` with a stable `code`. Lists are paged by key: send the `next` of a page as `after`. An object
carries its version in `ETag`; send it back in `If-Match` to change it. A POST with an `Idempotency-Key` can be sent
again: its first answer comes back. Instants are RFC 3339 in UTC."""
SCHEME = {
    "type": "http",
    "scheme": "bearer",
    "description": "A token of the account page. The scope that each operation needs stands in its `security`.",
}
TAGS = {
    "calls": "Calls for projects: calendar, tracks, settings.",
    "tracks": "Kinds of answer: rules, outcomes, and what is asked before a dossier.",
    "forms": "What is asked, and how it is scored.",
    "dossiers": "Answers to a call, from the draft to the receipt.",
    "members": "The members of a dossier's grouping.",
    "files": "Files attached to a dossier.",
    "team": "Those who work on a dossier with its owner, and the questions given to them.",
    "screening": "Admissibility: admit, refuse, requalify, extend, ask for corrections.",
    "messages": "What applicants and organisers write to each other about a dossier.",
    "people": "Organisers and reviewers of a call.",
    "conflicts": "Conflicts of interest: looked for, declared, decided; and whom applicants ask to keep away.",
    "wishes": "What reviewers would like to read.",
    "assignments": "Who reads what.",
    "reviews": "Scores and comments.",
    "discussions": "What the reviewers of a dossier and its organisers say to each other about it.",
    "selection": "Ranking and decisions, private until published.",
    "publication": "Publishing everything at once, and the results.",
    "jobs": "Long work: state, progress, result.",
    "journal": "The chained record of what was done.",
    "tokens": "One's own tokens.",
}
PROBLEM: dict[str, Any] = {
    "title": "Problem",
    "description": "A refusal (RFC 9457). Decide by `code`, which never changes; show `detail`.",
    "type": "object",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string", "description": "A sentence for people, in the language of `Accept-Language`."},
        "params": {"type": "object", "description": "What the sentence speaks of, such as the `current` version."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {name: {"type": "string"} for name in ("field", "code", "detail")},
            },
        },
    },
    "examples": [
        {
            "type": "about:blank",
            "title": "Precondition Failed",
            "status": 412,
            "code": "stale_version",
            "detail": "L’objet a changé depuis que vous l’avez lu. Relisez-le, puis recommencez.",
            "params": {"given": 3, "current": 4},
        }
    ],
}


def describe(app: FastAPI) -> dict[str, Any]:
    """The description, made once."""
    if app.openapi_schema is None:
        description = get_openapi(
            title="Tremplin",
            version="1",
            summary="Calls for projects: file, screen, review, select, publish.",
            description=ABOUT,
            routes=app.routes,
            tags=[{"name": name, "description": text} for name, text in TAGS.items()],
            license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        )
        for operation in (each for path in description["paths"].values() for each in path.values()):
            _demand_versions(operation)
        components = description.setdefault("components", {})
        components["securitySchemes"] = {"token": SCHEME}
        components.setdefault("schemas", {})["Problem"] = PROBLEM
        app.openapi_schema = description
    return app.openapi_schema


def _demand_versions(operation: dict[str, Any]) -> None:
    """Without `If-Match` the answer is 428, a refusal of its own: the header is required all the same."""
    for parameter in operation.get("parameters", ()):
        if parameter["name"] == "if-match":
            parameter["required"] = True


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request) -> JSONResponse:
    """The description of the API, for machines and for whoever reads JSON."""
    return JSONResponse(request.app.openapi(), headers={"cache-control": "public, max-age=300"})
