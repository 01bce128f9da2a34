"""Rows of the rubric of a track, for those who run the call."""

from tests.house.matrix import Row
from tests.house.rows_reading import run

HERE = "/organiser/calls/{call}/tracks/{track}/rubric"
POLE = {"track": "pole"}
ONE = {"track": "pole", "criterion": "bonus"}

ROWS = (
    Row("GET", HERE, run(200, 200), POLE),
    Row("GET", HERE + "/preview", run(200, 200), POLE),
    Row("GET", HERE + "/criteria/{criterion}", run(200, 200), ONE),
    Row("GET", HERE + "/criteria/{criterion}/remove", run(200, 200), ONE),
    Row("POST", HERE + "/start", run(409, 409), POLE, {"from": "empty"}, note="it has one already"),
    Row("POST", HERE + "/scale", run(303, 303), POLE, {"scale_max": "10", "was.scale_max": "5"}),
    Row("POST", HERE + "/weights", run(409, 409), POLE, {"weight-bonus": "5"}, note="other weights were set"),
    Row("POST", HERE + "/criteria", run(422, 422), POLE),
    Row("POST", HERE + "/criteria/{criterion}", run(303, 303), ONE),
    Row("POST", HERE + "/criteria/{criterion}/move", run(303, 303), ONE, {"way": "up"}),
    Row("POST", HERE + "/criteria/{criterion}/remove", run(404, 404), {"track": "pole", "criterion": "none"}),
    Row("POST", HERE + "/lock", run(303, 303), POLE),
    Row("POST", HERE + "/unlock", run(409, 409), POLE, note="reviews have begun"),
)
