"""The habits of the API that hold everywhere: versions under concurrency, pages by key, refusals, public proofs."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.domain.journal import Line, first_break
from tests.houses import House
from tests.http.api.programs import problem_of, program
from tests.services.deciding import RESULTS_DAY, rank


@pytest.mark.parametrize("what", ["texts", "answers", "decision", "admission"])
def test_six_changes_over_one_version_leave_one_and_refuse_five(each_house: House, what: str) -> None:
    world = each_house.world
    who, method, path, version = {
        "texts": ("helene", "PUT", "/calls/ptce/texts", 1),
        "answers": ("claire", "PATCH", f"/dossiers/{world.dossiers['draft']}/sections/bearer", 1),
        "decision": ("helene", "PUT", f"/dossiers/{world.dossiers['decided']}/decision", 1),
        "admission": ("helene", "POST", f"/dossiers/{world.dossiers['filed']}/admit", 1),
    }[what]
    caller = program(each_house, who)

    def body(turn: int) -> object:
        return {
            "texts": {"title": {"fr": f"Titre {turn}"}},
            "answers": {"answers": {"bearer_name": f"Porteur {turn}"}},
            "decision": {"outcome": "not_selected", "reason": f"Raison numéro {turn} du comité."},
            "admission": None,
        }[what]

    with caller.browser, ThreadPoolExecutor(6) as crowd:
        answers = list(crowd.map(lambda turn: caller.send(method, path, body(turn), version=version), range(6)))

    assert Counter(answer.status_code for answer in answers) == {200: 1, 412: 5}
    refused = next(answer for answer in answers if answer.status_code == 412)
    assert problem_of(refused) == (412, "stale_version")
    assert refused.json()["params"] == {"given": 1, "current": 2}


def test_the_lines_of_a_journal_come_in_pages_and_prove_themselves(each_house: House) -> None:
    helene = program(each_house, "helene")
    for name in ("filed", "other_owner"):
        helene.post(f"/dossiers/{each_house.world.dossiers[name]}/admit", version=1)
    helene.send("PUT", "/calls/ptce/texts", {"title": {"fr": "Autre"}}, version=1)

    lines = [line for page in helene.pages("/calls/ptce/journal/lines") for line in page]
    summary = program(each_house, "claire").get("/calls/ptce/journal").json()

    assert [line["action"] for line in lines] == ["dossier.admitted", "dossier.admitted", "call.texts_changed"]
    assert (summary["lines"], summary["root"]) == (3, lines[-1]["hash"])
    chain = [(_line(summary["chain"], line), line["hash"]) for line in lines]
    assert first_break(chain) is None


def _line(chain: str, line: dict[str, str]) -> Line:
    """The line as its hash was made; an instant is hashed with its microseconds."""
    at = line["at"].removesuffix("Z")
    return Line(
        chain=chain,
        sequence=int(line["sequence"]),
        at=f"{at if '.' in at else at + '.000000'}+00:00",
        actor=line["actor"],
        action=line["action"],
        subject=line["subject"],
        before=line["before"],
        after=line["after"],
        previous=line["previous"],
    )


def test_results_and_poles_are_there_once_published_and_not_before(each_house: House) -> None:
    first, second = rank(each_house, 4.5, 3.0, places=1)
    each_house.clock.move_to(RESULTS_DAY)
    helene, anyone = program(each_house, "helene"), program(each_house, "yann", "read")
    early = anyone.get("/calls/ptce/results")
    choices = [{"dossier": str(first), "outcome": "selected"}, {"dossier": str(second), "outcome": "not_selected"}]
    helene.post("/calls/ptce/decisions", {"choices": choices})
    helene.post("/calls/ptce/publication", {"sure": True}, version=1)

    results, poles = anyone.get("/calls/ptce/results").json(), anyone.get("/calls/ptce/poles").json()
    sheet = anyone.get(f"/poles/{poles['items'][0]['slug']}").json()

    assert problem_of(early) == (409, "results_not_published")
    assert (results["selected"], results["admitted"]) == (1, 2)
    assert [pole["name"] for pole in poles["items"]] == [sheet["name"]] == ["Dossier rang1"]
    elsewhere = program(each_house, "yann", call="autre").get(f"/poles/{sheet['slug']}")
    assert problem_of(elsewhere) == (404, "not_found")


def test_a_replay_does_not_cross_to_a_token_of_another_call(house: House) -> None:
    wide = program(house, "claire").post("/calls/ptce/dossiers", {"track": "pole"}, key="the-same-key")

    narrow = program(house, "claire", call="autre").post("/calls/ptce/dossiers", {"track": "pole"}, key="the-same-key")

    assert wide.status_code == 201
    assert problem_of(narrow) == (404, "not_found")


def test_what_is_too_heavy_unknown_or_of_the_wrong_method_is_a_problem_too(house: House) -> None:
    claire = program(house, "claire")
    heavy = {"answers": {"bearer_name": "x" * 2_200_000}}
    section = f"/dossiers/{house.world.dossiers['draft']}/sections/bearer"

    assert problem_of(claire.send("PATCH", section, heavy, version=1)) == (413, "too_large")
    assert problem_of(claire.get("/nowhere")) == (404, "not_found")
    assert problem_of(claire.send("DELETE", "/calls")) == (405, "not_found")
    assert problem_of(claire.get("/dossiers/not-an-id")) == (404, "not_found")


def test_every_list_goes_to_its_end_by_key(each_house: House) -> None:
    claire, helene = program(each_house, "claire"), program(each_house, "helene")
    for track in ("pole", "cooperation_project", "pole"):
        claire.post("/calls/ptce/dossiers", {"track": track})

    for caller, path in (
        (claire, "/calls"),
        (claire, "/dossiers"),
        (helene, "/calls/ptce/drafts"),
        (helene, "/calls/ptce/people"),
        (helene, "/calls/ptce/assignments"),
        (helene, "/calls/ptce/conflicts"),
    ):
        paged = [row["id"] for page in caller.pages(path, limit=1) for row in page]
        whole = [row["id"] for row in caller.get(path, params={"limit": 200}).json()["items"]]
        assert paged == whole, path
        assert len(set(paged)) == len(paged) > 1, path
