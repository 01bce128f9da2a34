"""Texts in several languages, counted and folded."""

import pytest

from app.domain.texts import clean_text, count_characters, count_words, fold, text_in, texts


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "Pole"), ("fr", "Pôle"), ("br", "Pôle")],
)
def test_a_missing_language_falls_back_to_french(language: str, shown: str) -> None:
    assert text_in(texts(fr="Pôle", en="Pole"), language) == shown


def test_without_french_any_text_is_better_than_none() -> None:
    assert (text_in(texts(fr="", en="Pole"), "br"), text_in({}, "fr")) == ("Pole", "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("  \n ", 0),
        ("deux mots", 2),
        ("l’eau  du\npuits", 3),
        ("Deux choses : l’eau et le feu.", 7),
        ("insécable\u00a0et\u202ffine\ufeffvide", 4),
    ],
)
def test_words_are_what_stands_between_white_space(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "signs"),
    [("été", 3), ("e\u0301te\u0301", 3), ("a\r\nb", 3), (" bord ", 4), ("🌱", 1)],
)
def test_signs_are_counted_as_people_count_them(text: str, signs: int) -> None:
    assert count_characters(text) == signs


def test_what_a_database_cannot_store_is_left_out() -> None:
    assert clean_text("\x00Bon\x07jour\ud800\r\nà tous\t! ") == "Bonjour\nà tous\t!"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("pole", "Pôle"),
        ("PÔLES", "pôle"),
        ("régionaux", "régional"),
        ("châteaux", "Château"),
        ("l’œuvre", "oeuvres"),
        ("fraîches", "fraiche"),
        ("Saint-Étienne", "saint etienne"),
    ],
)
def test_search_ignores_case_accents_and_plurals(typed: str, written: str) -> None:
    assert fold(typed) == fold(written)


@pytest.mark.parametrize("word", ["bus", "repas", "dossier 42", "ess", "processus"])
def test_folding_twice_changes_nothing_more(word: str) -> None:
    assert fold(fold(word)) == fold(word)
