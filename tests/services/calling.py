"""A whole call as one document, for tests of calls."""

from typing import Any

DOCUMENT: dict[str, Any] = {
    "slug": "circuits-courts",
    "reference": "CC-2012",
    "title": {"fr": "Circuits courts", "en": "Short food chains"},
    "summary": {"fr": "Rapprocher champs et assiettes."},
    "presentation": {"fr": "Un premier paragraphe.", "en": "A first paragraph."},
    "faq": [{"question": {"fr": "Qui répond ?"}, "answer": {"fr": "Tout groupement."}}],
    "contact_email": "appel@exemple.fr",
    "opens_at": "2012-03-01T09:00",
    "closes_at": "2012-04-30T23:59",
    "grace_minutes": 15,
    "places": 6,
    "expected": 30,
    "networks": [{"key": "rtes", "name": "RTES"}],
    "moments": [
        {"kind": "opening", "title": {"fr": "Ouverture"}, "starts_at": "2012-03-01T09:00"},
        {"kind": "deadline", "title": {"fr": "Clôture"}, "starts_at": "2012-04-30T23:59:00+02:00"},
    ],
    "tracks": [
        {
            "key": "pole",
            "title": {"fr": "Pôle", "en": "Pole"},
            "composition": [{"key": "five", "label": {"fr": "Cinq membres au moins"}, "at_least": 5}],
            "form": {
                "sections": [
                    {
                        "key": "project",
                        "title": {"fr": "Projet"},
                        "minutes": 10,
                        "questions": [
                            {"key": "title", "kind": "short", "label": {"fr": "Titre"}, "required": True},
                            {
                                "key": "size",
                                "kind": "choice",
                                "label": {"fr": "Taille"},
                                "options": [{"key": "small", "label": {"fr": "Petite"}}],
                            },
                        ],
                    }
                ]
            },
            "rubric": {
                "criteria": [
                    {"key": "value", "title": {"fr": "Intérêt"}, "weight": 70, "levels": {"fr": ["Nul", "Fort"]}},
                    {"key": "people", "title": {"fr": "Équipe"}, "weight": 30, "optional": True},
                ]
            },
        }
    ],
}


def document(**changes: Any) -> dict[str, Any]:
    """The document with some of its parts changed."""
    return {**DOCUMENT, **changes}
