"""The model to fill in that comes with the settings of a question of files."""

from collections.abc import Mapping

from pydantic import JsonValue
from starlette.datastructures import FormData, UploadFile

from app.domain.errors import Invalid
from app.services import call_files
from app.services.files import Upload
from app.web.editor import Workshop
from app.web.messages import sentence

FIELD = "set-files.template"


def with_template(
    at: Workshop, body: FormData, values: Mapping[str, JsonValue], wrong: dict[str, str]
) -> tuple[dict[str, JsonValue], dict[str, str]]:
    """The settings with the file that was sent, kept with the call; or what is wrong with it."""
    sent, files = body.get(FIELD), values.get("files")
    if wrong or not isinstance(sent, UploadFile) or not sent.filename or not isinstance(files, dict):
        return dict(values), wrong
    try:
        upload = Upload(sent.filename, sent.file)
        kept = call_files.attach(at.db, at.hall.storage, at.call, upload, actor=at.me, now=at.now)
    except Invalid as error:
        return dict(values), {FIELD: sentence(error, at.language)}
    template: JsonValue = {"digest": kept.digest, "name": kept.name}
    return {**values, "files": {**files, "template": template}}, wrong
