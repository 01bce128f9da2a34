"""The proof of what was filed."""

import hashlib
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import JsonValue

from app.domain.receipts import canonical_json, digest_of, read_code, receipt_code, verify

CONTENT: JsonValue = {"title": "Pôle bois", "budget": {"rent": {"2012": 6000.0}}, "topics": ["bois", None, True, 0.5]}
WRITTEN = '{"budget":{"rent":{"2012":6000}},"title":"Pôle bois","topics":["bois",null,true,0.5]}'
CODE = receipt_code(digest_of(CONTENT), "d1")


def test_content_is_written_in_one_way() -> None:
    assert canonical_json(CONTENT).decode() == WRITTEN


def test_anybody_can_compute_the_digest_again() -> None:
    assert digest_of(CONTENT) == hashlib.sha256(WRITTEN.encode()).hexdigest()


@pytest.mark.parametrize(
    "same",
    [
        {"topics": ["bois", None, True, 0.5], "title": "Po\u0302le bois", "budget": {"rent": {"2012": 6000}}},
        json.loads(json.dumps(CONTENT)),
    ],
)
def test_what_says_the_same_has_the_same_digest(same: JsonValue) -> None:
    assert verify(same, digest_of(CONTENT).upper())


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {"é": 1, "e\u0301": 2}])
def test_what_cannot_be_written_in_one_way_is_refused(value: JsonValue) -> None:
    with pytest.raises(ValueError):
        canonical_json({"a": [value]})


ANYTHING = some.recursive(
    some.none()
    | some.booleans()
    | some.integers()
    | some.floats(allow_nan=False, allow_infinity=False)
    | some.text("aé\u0301"),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text("abc", max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(ANYTHING)
def test_a_trip_through_json_changes_no_digest(content: JsonValue) -> None:
    assert digest_of(json.loads(canonical_json(content))) == digest_of(content)


def test_a_code_names_one_content_of_one_dossier() -> None:
    codes = {receipt_code(digest, dossier) for digest in ("a", "b") for dossier in ("d1", "d2")}

    assert (len(codes), receipt_code("a", "d1") in codes) == (4, True)
    assert all(re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", code) for code in codes)


@pytest.mark.parametrize(
    "retyped",
    [
        CODE.lower(),
        CODE.replace("-", " "),
        CODE.replace("-", ""),
        CODE.replace("0", "O").replace("1", "l"),
        f" {CODE}\n",
    ],
)
def test_a_code_is_read_however_it_is_typed(retyped: str) -> None:
    assert read_code(retyped) == CODE


@given(some.integers(0, 15), some.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_sign_is_seen(place: int, sign: str) -> None:
    bare = CODE.replace("-", "")
    mistyped = bare[:place] + sign + bare[place + 1 :]

    assert read_code(mistyped) == (CODE if mistyped == bare else None)


@pytest.mark.parametrize("typed", ["", "PTCE-2011-0042", CODE + "0", CODE[:-1] + "U", CODE[:-1] + "é"])
def test_what_is_not_a_code_is_not_read(typed: str) -> None:
    assert read_code(typed) is None
