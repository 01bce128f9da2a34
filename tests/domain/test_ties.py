"""What ties readers to dossiers is found with its evidence; what only looks like a tie is not."""

from time import perf_counter
from uuid import UUID, uuid5

import pytest

from app.domain.conflicts import is_strong, state_after
from app.domain.names import domain_of, organisation_keys, person_keys
from app.domain.reviewing import Detection
from app.domain.ties import Ground, Kind, Organisation, Party, Reader, Someone, find

SPACE = UUID(int=7)
SIREN, SIRET, OTHER, THIRD = "732829320", "73282932000074", "552100554", "404833048"
EVERYTHING = Detection(network=True)


def identity(name: str) -> UUID:
    return uuid5(SPACE, name)


def reader(name: str = "Gérard Mazoyer", email: str = "gerard@exemple.fr", **more: object) -> Reader:
    return Reader(identity(name), name, email, **more)  # type: ignore[arg-type]


def party(name: str = "one", *members: Organisation, people: tuple[Someone, ...] = (), **more: object) -> Party:
    return Party(identity(name), name.upper(), people, members, **more)  # type: ignore[arg-type]


def kinds(found: dict[tuple[UUID, UUID], tuple[Ground, ...]], name: str = "one") -> list[str]:
    return [ground.kind for (dossier, _), grounds in found.items() if dossier == identity(name) for ground in grounds]


def of(who: Reader, *parties: Party, rules: Detection = EVERYTHING) -> list[str]:
    return kinds(find([who], parties, rules))


def test_the_siren_is_found_inside_a_siret_of_another_establishment() -> None:
    tied = reader(ties=(Organisation("La Coop", SIREN),))

    found = find([tied], [party("one", Organisation("Coop des Alpes", SIRET))], EVERYTHING)

    assert found == {
        (identity("one"), tied.id): (
            Ground(Kind.ORGANISATION, (("organisation", "Coop des Alpes"), ("number", "732 829 320"))),
        )
    }


@pytest.mark.parametrize("number", ["W751234567", "w 751 234 567"])
def test_an_association_is_known_by_its_rna(number: str) -> None:
    assert of(reader(ties=(Organisation("Nous", number),)), party("one", Organisation("Eux", "W751234567"))) == [
        "organisation"
    ]


def test_two_members_without_a_number_are_not_one_organisation() -> None:
    assert of(reader(ties=(Organisation("Les Jardins"),)), party("one", Organisation("La Fabrique"))) == []


@pytest.mark.parametrize("part", ["owner", "team", "contact"])
def test_the_same_person_is_known_by_account_or_address(part: str) -> None:
    who = reader()

    by_account = of(who, party("one", people=(Someone("G. M.", "autre@lieu.fr", part, who.id),)))
    by_address = of(who, party("one", people=(Someone("G. M.", "Gerard@Exemple.fr", part),)))

    assert (by_account, by_address) == (["person"], ["person"])


def test_who_was_recognised_is_not_said_again_and_their_colleague_is() -> None:
    who = reader(email="gerard@alpes-coop.fr")
    behind = (
        Someone(who.name, who.email, "owner", who.id),
        Someone("Zoé Autre", "zoe@alpes-coop.fr", "team"),
    )

    found = find([who], [party("one", people=behind)], EVERYTHING)

    assert [ground.kind for ground in found[identity("one"), who.id]] == ["person", "email_domain"]
    assert dict(found[identity("one"), who.id][1].words)["name"] == "Zoé Autre"


def test_a_partner_is_found_through_another_dossier_of_the_call() -> None:
    tied = reader(ties=(Organisation("La Coop", SIREN),))
    together = party("two", Organisation("La Coop", SIREN), Organisation("Le Laboratoire", OTHER))

    found = find([tied], [party("one", Organisation("Laboratoire", OTHER)), together], EVERYTHING)

    words = (("organisation", "Le Laboratoire"), ("through", "La Coop"), ("dossier", "TWO"))
    assert found[identity("one"), tied.id] == (Ground(Kind.PARTNER, words),)


def test_who_files_a_dossier_is_a_partner_of_its_members_elsewhere() -> None:
    who = reader()
    theirs = party("two", Organisation("Le Laboratoire", OTHER), people=(Someone("G.", "", "owner", who.id),))

    assert of(who, party("one", Organisation("Laboratoire", OTHER)), theirs) == ["partner"]


def test_an_organisation_of_very_many_dossiers_makes_nobody_a_partner() -> None:
    tied = reader(ties=(Organisation("La Coop", SIREN),))
    everywhere = [party(f"p{number}", Organisation("La Région", OTHER)) for number in range(11)]
    together = party("two", Organisation("La Coop", SIREN), Organisation("La Région", OTHER))

    found = find([tied], [*everywhere, together], EVERYTHING)

    assert list(found) == [(identity("two"), tied.id)]


def test_dossiers_that_are_only_compared_get_no_tie() -> None:
    tied = reader(ties=(Organisation("La Coop", SIREN),))
    refused = party("two", Organisation("La Coop", SIREN), Organisation("Le Laboratoire", OTHER))

    found = find(
        [tied], [party("one", Organisation("Labo", OTHER)), refused], EVERYTHING, among=frozenset({identity("one")})
    )

    assert kinds(found) == ["partner"]
    assert kinds(found, "two") == []


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("g@alpes-coop.fr", "c@alpes-coop.fr", ["email_domain"]),
        ("g@labo.univ-alpes.fr", "c@univ-alpes.fr", ["email_domain"]),
        ("g@gmail.com", "c@gmail.com", []),
        ("g@orange.fr", "c@orange.fr", []),
        ("g@drome.gouv.fr", "c@isere.gouv.fr", []),
        ("g@drome.gouv.fr", "c@sub.drome.gouv.fr", ["email_domain"]),
    ],
)
def test_addresses_of_one_organisation_are_a_tie_and_public_ones_are_not(
    mine: str, theirs: str, expected: list[str]
) -> None:
    assert of(reader(email=mine), party("one", people=(Someone("C", theirs),))) == expected


@pytest.mark.parametrize("address", ["", "nobody", "@", "a@b", "x@.fr"])
def test_what_is_no_address_has_no_domain(address: str) -> None:
    assert domain_of(address) == ""


@pytest.mark.parametrize(
    "name", ["Gerard MAZOYER", "Mazoyer Gérard", "Gérard Mazoyé", "Gérard Mazzoyer", "Gérard  Mazoyer"]
)
def test_close_names_of_people_are_suspected(name: str) -> None:
    assert of(reader(), party("one", people=(Someone(name, part="representative"),))) == ["name"]


@pytest.mark.parametrize("name", ["Gérard", "Georges Mazoyer", "Mazoyer", "Gérard Mason", ""])
def test_other_names_are_not(name: str) -> None:
    assert of(reader(), party("one", people=(Someone(name),))) == []


@pytest.mark.parametrize(
    ("one", "other", "close"),
    [
        ("Association Les Jardins du Rhône", "Les jardins du Rhone", True),
        ("SCOP La Fabrique", "La Fabrique (SCOP)", True),
        ("Ville de Romans-sur-Isère", "Commune de Romans sur Isère", True),
        ("Université Lyon 2", "Université Lyon 3", False),
        ("Association", "Fédération", False),
        ("Coop", "SCIC", False),
    ],
)
def test_names_of_organisations_are_compared_without_what_they_have_in_common(
    one: str, other: str, close: bool
) -> None:
    assert bool(organisation_keys(one) & organisation_keys(other)) is close
    found = of(reader(organisation=one), party("one", Organisation(other)))
    assert found == (["name"] if close else [])


def test_a_network_is_a_tie_only_when_the_call_says_so() -> None:
    who, behind = reader(networks=("RTES", "Réseau des territoires")), party("one", Organisation("Le RTES"))

    assert of(who, behind) == ["network"]
    assert of(who, behind, rules=Detection(names=True)) == []


def test_switches_of_the_call_turn_weak_ties_off_and_never_the_certain_ones() -> None:
    who = reader(email="g@alpes-coop.fr", organisation="La Coop des Alpes", ties=(Organisation("C", SIREN),))
    behind = party("one", Organisation("La Coop des Alpes", SIRET), people=(Someone(who.name, "c@alpes-coop.fr"),))

    assert of(who, behind) == ["organisation", "email_domain", "name", "name"]
    assert of(who, behind, rules=Detection(email_domain=False, names=False)) == ["organisation"]


def test_somebody_whom_applicants_ask_to_keep_away_is_found_by_name() -> None:
    assert of(reader(), party("one", concerns=("M. Gérard MAZOYER", "Madame Inconnue"))) == ["concern"]


@pytest.mark.parametrize(
    ("state", "known", "found", "after"),
    [
        (None, [], ["name"], "suspected"),
        (None, [], ["name", "person"], "declared"),
        (None, [], [], None),
        ("suspected", ["name"], [], None),
        ("suspected", ["name"], ["organisation"], "declared"),
        ("declared", ["organisation"], [], "declared"),
        ("confirmed", [], ["name"], "confirmed"),
        ("dismissed", ["name"], ["name"], "dismissed"),
        ("dismissed", ["name"], [], "dismissed"),
        ("dismissed", ["name"], ["name", "person"], "suspected"),
    ],
)
def test_what_is_found_never_undoes_what_somebody_decided(
    state: str | None, known: list[str], found: list[str], after: str | None
) -> None:
    assert state_after(state, [{"kind": one} for one in known], [{"kind": one} for one in found]) == after


def test_grounds_are_kept_as_plain_words() -> None:
    ground = Ground(Kind.PERSON, (("name", "Claire"), ("part", "owner")))

    assert ground.as_json() == {"kind": "person", "name": "Claire", "part": "owner"}
    assert is_strong([ground.as_json()])
    assert not is_strong([{"kind": "name"}])


def test_names_too_short_to_tell_people_apart_have_no_key() -> None:
    assert person_keys("G. M.") == frozenset()
    assert person_keys("Li Wu") == frozenset({"li wu"})


def test_a_large_call_is_compared_in_seconds() -> None:
    behind = [
        party(
            f"d{number}",
            *(
                Organisation(f"Structure numéro {number} {place}", str(100_000_000 + 4 * number + place))
                for place in range(4)
            ),
            people=(Someone(f"Prénom Nom{number}", f"c@asso{number}.fr", "owner", identity(f"o{number}")),),
        )
        for number in range(1_500)
    ]
    readers = [
        reader(f"Lectrice Nom{number}", f"r@asso{number}.fr", ties=(Organisation("T", str(100_000_000 + 4 * number)),))
        for number in range(300)
    ]

    started = perf_counter()
    found = find(readers, behind, EVERYTHING)

    assert perf_counter() - started < 10
    assert len(found) == 300
