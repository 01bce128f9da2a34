"""Conditions in words: how an answer of each kind is compared, what one types to compare it, and how it is said."""

from collections.abc import Mapping
from enum import StrEnum

from app.domain.conditions import Op
from app.domain.questions import CHOICE_KINDS, NUMBER_KINDS, PLACE_KINDS, QuestionKind
from app.web.i18n import N_


class Family(StrEnum):
    """Kinds of questions that are compared alike."""

    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    NUMBER = "number"
    DATE = "date"
    LINE = "line"
    TEXT = "text"
    PLACE = "place"
    FILES = "files"
    WHOLE = "whole"
    NONE = "none"


_FAMILIES: Mapping[QuestionKind, Family] = {
    **dict.fromkeys(NUMBER_KINDS, Family.NUMBER),
    **{kind: Family(kind.value) for kind in CHOICE_KINDS},
    QuestionKind.SHORT: Family.LINE,
    QuestionKind.EMAIL: Family.LINE,
    QuestionKind.PHONE: Family.LINE,
    QuestionKind.URL: Family.LINE,
    QuestionKind.LONG: Family.TEXT,
    QuestionKind.RICH: Family.TEXT,
    QuestionKind.DATE: Family.DATE,
    QuestionKind.YES_NO: Family.YES_NO,
    QuestionKind.CONSENT: Family.YES_NO,
    **dict.fromkeys(PLACE_KINDS, Family.PLACE),
    QuestionKind.FILES: Family.FILES,
    QuestionKind.INFORMATION: Family.NONE,
}

OPS: Mapping[Family, tuple[Op, ...]] = {
    Family.CHOICE: (Op.IS, Op.IS_NOT, Op.ANSWERED),
    Family.CHOICES: (Op.CONTAINS, Op.ANSWERED),
    Family.YES_NO: (Op.IS, Op.IS_NOT, Op.ANSWERED),
    Family.NUMBER: (Op.MORE, Op.LESS, Op.IS, Op.IS_NOT, Op.ANSWERED),
    Family.DATE: (Op.LESS, Op.MORE, Op.IS, Op.IS_NOT, Op.ANSWERED),
    Family.LINE: (Op.IS, Op.IS_NOT, Op.CONTAINS, Op.ANSWERED),
    Family.TEXT: (Op.CONTAINS, Op.ANSWERED),
    Family.PLACE: (Op.WITHIN, Op.ANSWERED),
    Family.FILES: (Op.ANSWERED,),
    Family.WHOLE: (Op.ANSWERED,),
    Family.NONE: (),
}

_WORDS: Mapping[Op, str] = {
    Op.IS: N_("est"),
    Op.IS_NOT: N_("n’est pas"),
    Op.LESS: N_("vaut moins de"),
    Op.MORE: N_("vaut plus de"),
    Op.CONTAINS: N_("contient"),
    Op.WITHIN: N_("se trouve dans"),
    Op.ANSWERED: N_("a une réponse, quelle qu’elle soit"),
}
_OWN_WORDS: Mapping[tuple[Family, Op], str] = {
    (Family.NUMBER, Op.IS): N_("vaut exactement"),
    (Family.NUMBER, Op.IS_NOT): N_("ne vaut pas"),
    (Family.DATE, Op.LESS): N_("est avant le"),
    (Family.DATE, Op.MORE): N_("est après le"),
    (Family.DATE, Op.IS): N_("est le"),
    (Family.DATE, Op.IS_NOT): N_("n’est pas le"),
    (Family.CHOICES, Op.CONTAINS): N_("comprend"),
    (Family.FILES, Op.ANSWERED): N_("a un fichier joint"),
}
_SENTENCES: Mapping[Op, str] = {
    Op.IS: N_("« %(question)s » est « %(value)s »"),
    Op.IS_NOT: N_("« %(question)s » n’est pas « %(value)s »"),
    Op.LESS: N_("« %(question)s » vaut moins de %(value)s"),
    Op.MORE: N_("« %(question)s » vaut plus de %(value)s"),
    Op.CONTAINS: N_("« %(question)s » contient « %(value)s »"),
    Op.WITHIN: N_("« %(question)s » se trouve dans : %(value)s"),
    Op.ANSWERED: N_("« %(question)s » a une réponse"),
}
_OWN_SENTENCES: Mapping[tuple[Family, Op], str] = {
    (Family.YES_NO, Op.IS): N_("la réponse à « %(question)s » est %(value)s"),
    (Family.YES_NO, Op.IS_NOT): N_("la réponse à « %(question)s » n’est pas %(value)s"),
    (Family.NUMBER, Op.IS): N_("« %(question)s » vaut exactement %(value)s"),
    (Family.NUMBER, Op.IS_NOT): N_("« %(question)s » ne vaut pas %(value)s"),
    (Family.DATE, Op.LESS): N_("« %(question)s » est avant le %(value)s"),
    (Family.DATE, Op.MORE): N_("« %(question)s » est après le %(value)s"),
    (Family.DATE, Op.IS): N_("« %(question)s » est le %(value)s"),
    (Family.DATE, Op.IS_NOT): N_("« %(question)s » n’est pas le %(value)s"),
    (Family.CHOICES, Op.CONTAINS): N_("« %(question)s » comprend « %(value)s »"),
    (Family.FILES, Op.ANSWERED): N_("un fichier est joint à « %(question)s »"),
}


def family_of(kind: QuestionKind) -> Family:
    """How answers of this kind are compared; those that hold many things are only answered or not."""
    return _FAMILIES.get(kind, Family.WHOLE)


def words_of(family: Family | None, op: Op) -> str:
    """The operator as a choice in a list (a message id); the general words for a question that is gone."""
    return _OWN_WORDS.get((family, op), _WORDS[op]) if family else _WORDS[op]


def sentence_of(family: Family | None, op: Op) -> str:
    """The comparison as a sentence (a message id with `question` and `value`)."""
    return _OWN_SENTENCES.get((family, op), _SENTENCES[op]) if family else _SENTENCES[op]


def control_of(family: Family | None, op: Op) -> str:
    """What one compares with: `option`, `yes_no`, `number`, `date`, `place`, `text`, or `none`."""
    if op == Op.ANSWERED:
        return "none"
    if op == Op.WITHIN:
        return "place"
    if family in (Family.CHOICE, Family.CHOICES):
        return "option"
    return {Family.YES_NO: "yes_no", Family.NUMBER: "number", Family.DATE: "date"}.get(family or Family.LINE, "text")
