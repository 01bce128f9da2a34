"""A list of people to invite: pasted from a spreadsheet or a mail, with or without heads, line by line."""

import pytest

from app.domain.invitation_lists import Candidate, Known, cells_of, read_list

KNOWN = Known(
    regions={"auvergne": "Auvergne"},
    departements={"63": "63", "puy-de-dome": "63"},
    themes={"bois": "wood", "bois et foret": "wood", "alimentation": "food"},
    networks={"labo": "labo", "labo de l'ess": "labo"},
)


def _read(text: str) -> list[Candidate]:
    return read_list(cells_of(text), KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "Odile Ravat, odile@exemple.fr",
        "Odile Ravat;odile@exemple.fr",
        "odile@exemple.fr\tOdile Ravat",
        "Odile Ravat <odile@exemple.fr>",
        '"Odile Ravat" <ODILE@exemple.fr>',
        "Prénom;Nom;Courriel\nOdile;Ravat;odile@exemple.fr",
        "E-mail,Name\nodile@exemple.fr,Odile Ravat",
    ],
)
def test_the_same_person_however_the_list_is_written(text: str) -> None:
    found = _read(text)

    assert [(one.name, one.email, one.fault) for one in found] == [("Odile Ravat", "odile@exemple.fr", "")]


def test_people_pasted_from_a_mail_stand_on_one_line() -> None:
    found = _read("Odile Ravat <odile@exemple.fr>, Marc Sabatier <marc@exemple.fr>; Nadia <nadia@exemple.fr>")

    assert [one.name for one in found] == ["Odile Ravat", "Marc Sabatier", "Nadia"]


def test_columns_are_known_by_their_heads_in_any_order() -> None:
    heads = "Réseau;Thèmes;Dossiers au plus;Région;Département;E-mail;Langue"
    text = f"{heads}\nLabo de l’ESS;Bois et forêt, alimentation;12;AUVERGNE;Puy-de-Dôme;odile@exemple.fr;anglais"

    (one,) = _read(text)

    assert (one.network, one.themes, one.capacity) == ("labo", ("wood", "food"), 12)
    assert (one.region, one.departement, one.language, one.left_out) == ("Auvergne", "63", "en", ())


def test_what_is_not_understood_is_left_out_and_said() -> None:
    (one,) = _read("email;themes;région;dossiers au plus\nodile@exemple.fr;bois, voile;Atlantide;beaucoup")

    assert (one.themes, one.region, one.capacity, one.fault) == (("wood",), "", None, "")
    assert set(one.left_out) == {("themes", "voile"), ("region", "Atlantide"), ("capacity", "beaucoup")}


def test_lines_that_cannot_be_invited_say_why_with_their_number() -> None:
    found = _read("email;nom\nodile@exemple.fr;Odile\n\n;Sans adresse\npas-une-adresse;X\nODILE@exemple.fr;Encore elle")

    assert [(one.line, one.fault) for one in found] == [(2, ""), (4, "no_address"), (5, "bad_address"), (6, "twice")]


def test_an_empty_list_has_nobody() -> None:
    assert _read("\n \n") == []
