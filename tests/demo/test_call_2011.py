"""The 150 dossiers of the 2011 call: what is claimed of them is true."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app import demo
from app.adapters import geography
from app.demo.data import load_call, load_others, load_surroundings
from app.demo.shapes import DemoCall, DemoDossier, Family, Flaw, Track

CALLS = (load_call(), *load_others())
NAMES = [call.slug for call in CALLS]
ROOM = Path(demo.__file__).parent
DOSSIERS = [dossier for call in CALLS for dossier in call.dossiers]


def placed(dossier: DemoDossier) -> Iterator[tuple[str, str]]:
    yield dossier.bearer.insee, dossier.bearer.commune
    yield from ((member.insee, member.commune) for member in dossier.members)
    yield from ((pole.insee, pole.commune) for pole in dossier.poles)
    yield from ((place.insee, place.name) for place in dossier.territory.communes)


def prose(dossier: DemoDossier) -> Iterator[str]:
    yield from dossier.answers.values()
    yield from (pole.summary for pole in dossier.poles)


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def test_one_hundred_and_fifty_dossiers_came_in_the_three_tracks() -> None:
    right = Counter(dossier.track for dossier in load_call().dossiers)
    chosen = Counter(dossier.filed_track for dossier in load_call().dossiers)

    assert right == {Track.POLE: 96, Track.COOPERATION_PROJECT: 30, Track.EXPRESSION_OF_INTEREST: 24}
    assert chosen == {Track.POLE: 101, Track.COOPERATION_PROJECT: 29, Track.EXPRESSION_OF_INTEREST: 20}
    assert 10 <= sum(len(dossier.poles) > 1 for dossier in load_call().dossiers) <= 15


def test_every_region_of_2011_answered() -> None:
    answered = {dossier.region for dossier in load_call().dossiers}

    assert answered == set(geography.regions_2011())


@pytest.mark.parametrize("dossier", DOSSIERS, ids=lambda dossier: dossier.key)
def test_every_place_exists_under_its_name(dossier: DemoDossier) -> None:
    known = {insee: place.name for insee, _ in placed(dossier) if (place := geography.commune(insee))}

    assert [(insee, name) for insee, name in placed(dossier) if known.get(insee) != name] == []
    assert dossier.bearer.place.region_2011 == dossier.region


def test_dossiers_are_filed_during_the_call_but_for_two() -> None:
    call = load_call()
    opens, closes = call.moment("opening").at, call.moment("closing").at

    late = [dossier for dossier in call.dossiers if dossier.filed_at and dossier.filed_at > closes]

    assert [dossier.key for dossier in late] == ["es-15", "ra-23"]
    assert all(Flaw.LATE in dossier.flaws for dossier in late)
    assert sum(Flaw.LATE in dossier.flaws for dossier in call.dossiers) == 2
    assert [dossier.key for dossier in call.dossiers if dossier.filed_at is None or dossier.filed_at < opens] == []


def test_most_dossiers_come_in_the_last_days() -> None:
    filed = [dossier.filed_at for dossier in load_call().dossiers if dossier.filed_at]
    days = Counter(instant.day for instant in filed if instant.month == 10)

    assert sum(days[day] for day in range(1, 25)) == 50
    assert days[31] == max(days.values())


@pytest.mark.parametrize("dossier", load_call().dossiers, ids=lambda dossier: dossier.key)
def test_flaws_say_what_is_wrong_and_nothing_else(dossier: DemoDossier) -> None:
    documents = dossier.track is not Track.EXPRESSION_OF_INTEREST and not dossier.real
    found = {
        Flaw.WRONG_TRACK: dossier.track is not dossier.filed_track,
        Flaw.TOO_FEW_MEMBERS: dossier.track is Track.POLE and len(dossier.members) < 5 and not dossier.real,
        Flaw.MISSING_LETTERS: documents and sum(not member.letter for member in dossier.members) >= 2,
        Flaw.UNCONFIRMED_MEMBERS: documents and sum(not member.confirmed for member in dossier.members) >= 2,
        Flaw.MISSING_BUDGET: documents and dossier.budget is None,
        Flaw.UNBALANCED_BUDGET: dossier.budget is not None and any(dossier.budget.gaps),
    }

    wrong = {flaw for flaw, there in found.items() if there}
    said = set(dossier.flaws) & set(found)
    if Flaw.TOO_FEW_MEMBERS in said and dossier.track is Track.COOPERATION_PROJECT:
        said.discard(Flaw.TOO_FEW_MEMBERS)

    assert said == wrong


def test_jobs_of_a_grouping_are_those_of_its_members() -> None:
    groups = [one for one in load_call().dossiers if one.track is not Track.EXPRESSION_OF_INTEREST and not one.real]

    assert [one.key for one in groups if one.jobs != sum(member.jobs or 0 for member in one.members)] == []


def test_whoever_files_a_pole_or_a_project_is_one_of_its_members() -> None:
    groups = [one for one in DOSSIERS if one.track is not Track.EXPRESSION_OF_INTEREST and not one.real]
    groups = [one for one in groups if Flaw.OUTSIDE_SUBJECT not in one.flaws]

    assert [one.key for one in groups if one.bearer.name not in {member.name for member in one.members}] == []


def test_no_sentence_is_written_in_two_dossiers() -> None:
    places = defaultdict(set)
    for dossier in DOSSIERS:
        for text in prose(dossier):
            for sentence in re.split(r"(?<=[.!?…])\s+", text):
                places[sentence.strip()].add(dossier.key)

    assert {sentence: keys for sentence, keys in places.items() if len(keys) > 1} == {}


def test_the_only_real_pole_has_no_invented_figure() -> None:
    real = [dossier for dossier in DOSSIERS if dossier.real]

    assert [dossier.key for dossier in real] == ["ra-01"]
    assert (real[0].budget, real[0].jobs, real[0].founded_in) == (None, None, 2007)
    assert len(real[0].members) == 4
    assert {member.jobs for member in real[0].members} == {None}
    assert re.findall(r"\d+", " ".join(prose(real[0]))) == ["2007", "2007"]


@pytest.mark.parametrize("name", ["Archer", "Adie", "Cress", "Labo de l’ESS", "Emmaüs", "Caisse des dépôts", "ADEME"])
def test_no_invented_dossier_names_a_real_organisation(name: str) -> None:
    named = [one.key for one in DOSSIERS if not one.real and re.search(rf"\b{name}\b", one.model_dump_json())]

    assert named == []


def test_a_local_authority_is_never_named_by_its_commune() -> None:
    members = [member.name for one in DOSSIERS for member in one.members if member.family is Family.AUTHORITY]

    assert [name for name in members if re.match(r"(Ville|Commune|Mairie) (de |du )[A-Z]", name)] == []


@pytest.mark.parametrize("call", CALLS, ids=NAMES)
def test_every_instant_is_in_the_hour_of_paris_at_its_date(call: DemoCall) -> None:
    instants = [moment.at for moment in call.calendar] + [one.filed_at for one in call.dossiers if one.filed_at]

    def offset(instant: datetime) -> object:
        return instant.astimezone(ZoneInfo(call.zone)).utcoffset()

    assert [instant for instant in instants if instant.utcoffset() != offset(instant)] == []
    assert [moment.at for moment in call.calendar] == sorted(moment.at for moment in call.calendar)


@pytest.mark.parametrize("path", sorted(ROOM.rglob("*.json")), ids=lambda path: path.stem)
def test_french_is_printed_as_it_should_be(path: Path) -> None:
    everything = list(texts(json.loads(path.read_text(encoding="utf-8"))))

    assert [text for text in everything if "'" in text or "..." in text or "  " in text or text != text.strip()] == []
    assert [text for text in everything if re.search(r" [;!?»%]| €(?!\d)|« |\s\.|\d \d{3}\b|[a-zé] :", text)] == []


def test_every_reviewer_is_whole_and_three_are_late() -> None:
    reviewers = load_call().reviewers
    themes = set(load_surroundings().labels.themes)

    assert len(reviewers) == 24
    assert sum(one.late for one in reviewers) == 3
    assert {one.network for one in reviewers} == {network.key for network in load_call().networks}
    assert {one.region for one in reviewers} <= set(geography.regions_2011())
    assert all(set(one.themes) <= themes and len(one.themes) == 4 for one in reviewers)
    assert sum(one.capacity for one in reviewers) >= 3 * 136


def test_coded_values_all_have_words_in_both_languages() -> None:
    labels = load_surroundings().labels

    assert {theme for one in DOSSIERS for theme in one.themes} <= set(labels.themes)
    assert {one.territory.kind for one in DOSSIERS} <= set(labels.territory_kinds)
    assert {one.bearer.legal_form for one in DOSSIERS} <= set(labels.legal_forms)
    assert {one.state for one in DOSSIERS} == set(labels.states)
    assert {member.family.value for one in DOSSIERS for member in one.members} <= set(labels.families)
