"""Ways to begin a rubric: one empty criterion, the seven of the call of 2011, or those of another track."""

from typing import Any

from sqlmodel import Session

from app.domain.errors import Invalid
from app.forms.call import RubricForm
from app.models import Call
from app.queries import calls, forms

EMPTY, MODEL = "empty", "model"
_ONE: dict[str, Any] = {
    "key": "quality",
    "title": {"fr": "Qualité du projet", "en": "Quality of the project"},
    "weight": 100,
}
# Source: preparatory note of the call for poles, October 2011, in short.
_SEVEN = (
    ("actors", 15, "Diversité des acteurs", "Diversity of stakeholders",
     "Des acteurs de l’ESS agissent-ils avec d’autres : collectivités, PME, partenaires sociaux, recherche ?",
     "Do organisations of the social economy act with others: authorities, SMEs, social partners, research?"),
    ("grouping", 15, "Groupement volontaire", "Voluntary grouping",
     "Un nombre significatif d’organisations, de natures différentes, se sont-elles choisies ?",
     "Have a significant number of organisations, of different kinds, chosen each other?"),
    ("strategy", 15, "Stratégie commune", "Common strategy",
     "Le projet partagé est-il formalisé, autour d’une stratégie ancrée durablement dans le territoire ?",
     "Is the shared project formalised, around a strategy anchored in the territory for long?"),
    ("roots", 15, "Ancrage local", "Local roots",
     "Ceux qui agissent sont-ils fortement intégrés à la vie locale ?",
     "Are those who act strongly part of local life?"),
    ("utility", 15, "Utilité sociale", "Social utility",
     "L’utilité sociale de la plupart des activités est-elle reconnue ?",
     "Is the social utility of most activities recognised?"),
    ("commitment", 15, "Engagement durable", "Lasting commitment",
     "L’engagement est-il formalisé, au long cours, au-delà d’une seule opération ?",
     "Is the commitment formalised, for long, beyond a single project?"),
    ("pooling", 10, "Mise en commun", "Pooling",
     "Les membres s’engagent-ils économiquement : moyens ou locaux partagés, investissement commun ?",
     "Do members commit economically: shared means or premises, joint investment?"),
)  # fmt: skip


def starting_form(db: Session, call: Call, way: str) -> RubricForm:
    """The rubric that this way begins with: `empty`, `model`, or the key of another track. Raises Invalid."""
    if way == EMPTY:
        return RubricForm.model_validate({"criteria": [_ONE]})
    if way == MODEL:
        return RubricForm.model_validate({"criteria": [_criterion(*line) for line in _SEVEN]})
    track = calls.track_of(db, call.id, way)
    if track is None or track.rubric_id is None:
        raise Invalid("unknown_track", field="from")
    scale, rows = forms.rubric_of(db, track.id)
    criteria = [{name: value for name, value in row._asdict().items() if name != "id"} for row in rows]
    return RubricForm.model_validate({"scale_max": scale.scale_max, "criteria": criteria})


def _criterion(key: str, weight: int, fr: str, en: str, asked: str, asks: str) -> dict[str, Any]:
    return {"key": key, "weight": weight, "title": {"fr": fr, "en": en}, "question": {"fr": asked, "en": asks}}
