"""A form of two hundred questions, as large calls have: sections, choices, lengths, conditions."""

from typing import Any

KINDS = ("short", "long", "number", "choice", "yes_no", "email")


def long_plan(sections: int = 10, questions: int = 20) -> dict[str, Any]:
    """The plan of the form, as plain JSON."""
    return {
        "sections": [
            {
                "key": f"s{section}",
                "title": {"fr": f"Rubrique {section}", "en": f"Section {section}"},
                "minutes": 5,
                "questions": [_question(section, place) for place in range(questions)],
            }
            for section in range(sections)
        ]
    }


def _question(section: int, place: int) -> dict[str, Any]:
    kind, settings = KINDS[place % len(KINDS)], dict[str, Any]()
    if kind == "choice":
        settings["options"] = [
            {"key": f"o{number}", "label": {"fr": f"Réponse {number}", "en": f"Answer {number}"}} for number in range(5)
        ]
    if kind == "long":
        settings |= {"limit": 300, "unit": "words"}
    if place % 5 == 3:
        settings["when"] = {"question": f"q{section}_{place - 1}", "op": "answered"}
    return {
        "key": f"q{section}_{place}",
        "kind": kind,
        "label": {"fr": f"Question {section}.{place}", "en": f"Question {section}.{place}"},
        "help": {"fr": "Quelques mots pour qui répond.", "en": "A few words for whoever answers."},
        "required": place % 2 == 0,
        **settings,
    }
