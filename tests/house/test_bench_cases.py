"""The benchmark asks what it means to ask: every page, act and floor gives the answer that is timed."""

from pathlib import Path

from tests.load.bench import Effort, measured, platform


def test_every_case_of_the_benchmark_and_its_floor_answer_as_expected(tmp_path: Path) -> None:
    with platform(tmp_path) as house:
        names = [measure.name for measure in measured(house, Effort(times=1, rounds=1, warm=1), sizes=(60,))]

    assert names == [
        "public page of a call",
        "reviewer's list, 24 dossiers",
        "one dossier, for organisers",
        "one draft, for its applicant",
        "organiser's list, 60 dossiers",
        "autosave of a section",
        "filing a dossier",
        "a section of 20 in a form of 200",
        "its autosave",
        "edit of a form of 200 questions",
        "its page in the editor",
        "its publication, before",
    ]
