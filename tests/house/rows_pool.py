"""Rows of the reviewers of a call: the organisers' pages about them, and what they answer themselves."""

from tests.house.matrix import Row
from tests.house.rows_everyone import NOBODY
from tests.house.rows_reading import NONE, run

PEOPLE = "/organiser/calls/{call}/people"
GERARD = {"membership": "gerard"}
MINE = "/reviewer/calls/{call}"
READERS = "in 404 404 {0} {0} {0} 404 404 404 404"
PROFILE = {"capacity": "12"}

ROWS = (
    Row("GET", PEOPLE + "/new", run(200, 200)),
    Row("GET", PEOPLE + "/list", run(200, 200)),
    Row("POST", PEOPLE + "/list", run(422, 422), note="nothing pasted"),
    Row("POST", PEOPLE + "/list", run(200, 200), {}, {"text": "Odile Ravat, odile@exemple.fr", "capacity": "9"}),
    Row("POST", PEOPLE + "/list/send", run(422, 422), note="no list"),
    Row("GET", PEOPLE + "/waiting", run(200, 200)),
    Row("POST", PEOPLE + "/waiting", run(303, 303)),
    Row("GET", PEOPLE + "/expert", run(200, 200)),
    Row("POST", PEOPLE + "/expert", run(422, 422)),
    Row("POST", PEOPLE + "/nominations/{nomination}", NONE, {"nomination": NOBODY}, {"answer": "dismiss"}),
    Row("GET", PEOPLE + "/{membership}", run(200, 200), GERARD),
    Row("GET", PEOPLE + "/{membership}", NONE, {"membership": NOBODY}),
    Row("POST", PEOPLE + "/{membership}", run(422, 422), GERARD, note="no number of dossiers"),
    Row("POST", PEOPLE + "/{membership}/again", run(409, 409), GERARD, note="he has answered"),
    Row("GET", PEOPLE + "/{membership}/revoke", run(200, 200), GERARD),
    Row("GET", MINE + "/profile", READERS.format(200)),
    Row("POST", MINE + "/profile", READERS.format(422)),
    Row("POST", MINE + "/profile", READERS.format(303), {}, PROFILE),
    Row("POST", MINE + "/accept", READERS.format(303)),
    Row("GET", MINE + "/leave", READERS.format(200)),
    Row("POST", MINE + "/leave", READERS.format(422)),
    Row("POST", MINE + "/propose", READERS.format(422)),
    Row("GET", "/reviewing/{token}", "404", {"token": "none"}),
    Row("POST", "/reviewing/{token}", "404", {"token": "none"}),
    Row("POST", "/reviewing/{token}/decline", "404", {"token": "none"}),
)
