"""A demonstration call as the one document that describes a call: texts, calendar, networks, tracks, forms, rubrics."""

from typing import Any

from app.demo.form import Bilingual, DemoOption, FormQuestion, FormSection
from app.demo.shapes import DemoCall, DemoCriterion, DemoMoment, DemoTrack, Track

Document = dict[str, Any]

KINDS = {
    "opening": "opening",
    "information_meeting": "information",
    "closing": "deadline",
    "screening": "screening",
    "letters": "screening",
    "review": "review",
    "committee": "jury",
    "results": "publication",
    "meeting": "meeting",
}
HEADINGS = {
    "objectives": {"fr": "Ce que nous cherchons", "en": "What we aim at"},
    "who_may_apply": {"fr": "Qui peut répondre", "en": "Who may apply"},
    "criteria": {"fr": "Comment les réponses sont lues", "en": "How answers are read"},
    "selection": {"fr": "Comment elles sont choisies", "en": "How they are chosen"},
    "what_the_selected_receive": {"fr": "Ce que reçoivent les lauréats", "en": "What the selected receive"},
    "contact": {"fr": "Une question ?", "en": "A question?"},
    "notice": {"fr": "À propos de ces données", "en": "About these data"},
}
# Where a reviewer finds what a criterion judges.
SECTIONS = {
    Track.POLE: {
        "stakeholders": "members", "grouping": "members", "strategy": "strategy", "anchoring": "territory",
        "utility": "impact", "commitment": "governance", "pooling": "economic_model",
    },
    Track.COOPERATION_PROJECT: {
        "cooperation": "cooperation", "relevance": "project", "feasibility": "economic_model", "utility": "impact",
        "potential": "project",
    },
    Track.EXPRESSION_OF_INTEREST: {"relevance": "page", "mobilisation": "page"},
    Track.PROJECT: {
        "need": "project", "cooperation": "cooperation", "price": "cooperation", "feasibility": "means",
        "effects": "project", "jobs": "jobs", "solidarity": "jobs", "balance": "balance", "roots": "members",
    },
}  # fmt: skip
OWN_RESOURCES = ("sales", "contributions")
MEGABYTE = 1_000_000
LEGAL_PERSONS = ["ess", "company", "authority", "research", "training", "network"]
COMPOSITION: dict[str, list[Document]] = {
    "poles-2011": [
        {
            "key": "members",
            "label": {"fr": "Au moins cinq organisations", "en": "At least five organisations"},
            "at_least": 5,
            "families": LEGAL_PERSONS,
        },
        {
            "key": "kinds",
            "label": {"fr": "De trois familles différentes au moins", "en": "Of at least three different families"},
            "at_least": 3,
            "families": LEGAL_PERSONS,
            "kind": "families",
        },
        {
            "key": "ess",
            "label": {
                "fr": "Au moins une structure de l’économie sociale et solidaire",
                "en": "At least one organisation of the social and solidarity economy",
            },
            "at_least": 1,
            "families": ["ess"],
        },
    ]
}


def document(call: DemoCall) -> Document:
    """The whole call, as plain JSON."""
    return {
        "slug": call.slug,
        "reference": call.reference,
        "title": _both(call.texts["title"]),
        "summary": _both(call.texts["lead"]),
        "presentation": _presentation(call),
        "faq": [{"question": _both(one.question), "answer": _both(one.answer)} for one in call.faq],
        "contact_email": f"equipe@{call.slug}.example",
        "zone": call.zone,
        "opens_at": call.moment("opening").at.isoformat(),
        "closes_at": call.moment("closing").at.isoformat(),
        "grace_minutes": call.grace_minutes,
        "moments": [_moment(moment) for moment in call.calendar],
        "reviews_per_dossier": call.reviews_per_dossier,
        "places": call.to_select,
        "expected": call.expected,
        "is_public": True,
        "is_demo": True,
        "networks": [network.model_dump() for network in call.networks],
        "entry": call.entry,
        "tracks": [_track(call, track) for track in call.tracks],
    }


def _presentation(call: DemoCall) -> Document:
    """The parts of the presentation, each under its heading, in the order people ask."""
    parts = {language: [getattr(call.texts["presentation"], language)] for language in ("fr", "en")}
    for key, heading in HEADINGS.items():
        for language, written in parts.items():
            written.append(f"## {heading[language]}\n\n{getattr(call.texts[key], language)}")
    return {language: "\n\n".join(written) for language, written in parts.items()}


def _moment(moment: DemoMoment) -> Document:
    return {
        "kind": KINDS[moment.key],
        "title": _both(moment.text),
        "starts_at": moment.at.isoformat(),
        "ends_at": moment.until.isoformat() if moment.until else None,
    }


def _track(call: DemoCall, track: DemoTrack) -> Document:
    form = call.form.of(track.key)
    return {
        "key": str(track.key),
        "title": _both(track.title),
        "summary": {
            "fr": f"{track.description.fr}\n\n{track.for_whom.fr}",
            "en": f"{track.description.en}\n\n{track.for_whom.en}",
        },
        "has_members": track.key is not Track.EXPRESSION_OF_INTEREST,
        "composition": [] if track.key is Track.EXPRESSION_OF_INTEREST else COMPOSITION.get(call.slug, []),
        "outcomes": call.outcomes.get(track.key, []),
        "suits": call.suits.get(track.key),
        "form": {"sections": [_section(call, section) for section in form.sections]},
        "rubric": {"scale_max": 5, "criteria": [_criterion(track.key, one) for one in call.rubrics[track.key]]},
    }


def _section(call: DemoCall, section: FormSection) -> Document:
    return {
        "key": section.key,
        "title": _both(section.title),
        "minutes": section.minutes,
        "questions": [_question(call.form.question(key)) for key in section.questions],
    }


def _question(question: FormQuestion) -> Document:
    """A question as the platform asks it; a budget that does not balance may be filed, with a warning."""
    asked: Document = {
        "key": question.key,
        "kind": question.kind,
        "label": _both(question.label),
        "help": _both(question.help) if question.help else {},
        "example": _both(question.example) if question.example else {},
        "required": question.required,
        "minimum": question.at_least,
        "maximum": question.at_most,
        "options": [_option(option) for option in question.options],
    }
    if question.public:
        asked["readers"] = ["reviewers", "public"]
    if limit := question.max_words or question.max_chars:
        asked |= {"limit": limit, "unit": "words" if question.max_words else "characters"}
    if question.budget:
        asked["budget"] = {
            "years": list(question.budget.years),
            "expenses": [_option(line) for line in question.budget.expenses],
            "resources": [{**_option(line), "own": line.key in OWN_RESOURCES} for line in question.budget.resources],
            "balance": "advised",
        }
    if question.files:
        limits = question.files
        asked["files"] = {
            "at_most": limits.max_count,
            "max_bytes": limits.max_megabytes * MEGABYTE,
            "types": list(limits.types),
        }
    return asked


def _criterion(track: Track, criterion: DemoCriterion) -> Document:
    return {
        "key": criterion.key,
        "title": _both(criterion.title),
        "question": _both(criterion.question),
        "levels": {
            "fr": [level.fr for level in criterion.levels],
            "en": [level.en for level in criterion.levels],
        },
        "weight": criterion.weight,
        "section_key": SECTIONS[track].get(criterion.key, ""),
    }


def _option(option: DemoOption) -> Document:
    return {"key": option.key, "label": _both(option.label)}


def _both(text: Bilingual) -> Document:
    return {"fr": text.fr, "en": text.en}
