"""What organisers see of one dossier: the rules, verified; its history in plain words; what may be done."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from app.domain.answers import awaited, completeness, is_answered, is_demanded
from app.domain.form_plans import FormPlan
from app.domain.members import RuleCheck
from app.domain.questions import QuestionKind, Stage
from app.models import Call, Dossier
from app.queries.dossiers import Content
from app.queries.screening import Act
from app.web import composition
from app.web.answers import named
from app.web.i18n import N_, translations
from app.web.shown import iso, short_instant

HISTORY = {
    "dossier.started": (N_("Brouillon ouvert"), N_("Brouillon ouvert par %(who)s")),
    "dossier.moved": (N_("Passé au nouveau formulaire"), N_("Passé au nouveau formulaire publié par %(who)s")),
    "dossier.submitted": (N_("Déposé"), N_("Déposé par %(who)s")),
    "dossier.withdrawn": (N_("Retiré"), N_("Retiré par %(who)s")),
    "dossier.restored": (N_("Rétabli"), N_("Rétabli par %(who)s")),
    "dossier.changes_set_aside": (
        N_("Modifications non déposées mises de côté"),
        N_("Modifications non déposées mises de côté par l’acte de %(who)s"),
    ),
    "dossier.extended": (N_("Délai accordé"), N_("Délai accordé par %(who)s")),
    "dossier.admitted": (N_("Déclaré recevable"), N_("Déclaré recevable par %(who)s")),
    "dossier.refused": (N_("Déclaré irrecevable"), N_("Déclaré irrecevable par %(who)s")),
    "dossier.correction_asked": (N_("Correction demandée"), N_("Correction demandée par %(who)s")),
    "dossier.correction_prolonged": (N_("Délai de correction allongé"), N_("Délai de correction allongé par %(who)s")),
    "dossier.correction_ended": (N_("Demande de correction close"), N_("Demande de correction close par %(who)s")),
    "dossier.requalified": (N_("Changé de catégorie"), N_("Changé de catégorie par %(who)s")),
}
"""The acts that tell the story; the saves of a draft are its owner's own."""

ACTS = {
    "admit": (N_("Recevable"), N_("Il part à l’évaluation tel quel.")),
    "requalify": (N_("Changer de catégorie"), N_("Les réponses suivent ; le porteur lit pourquoi.")),
    "refuse": (N_("Irrecevable"), N_("Le motif est obligatoire et sera lu par le porteur.")),
}


def history_rows(acts: Iterable[Act], language: str, zone: str) -> list[tuple[str, str, str, str]]:
    """The history for the kit's journal: when, instant, words, the beginning and the end of its digest."""
    say = translations(language).gettext
    rows = []
    for act in acts:
        if act.action in HISTORY:
            alone, by = HISTORY[act.action]
            text = say(by) % {"who": act.who} if act.who else say(alone)
            digest = f"{act.digest[:4]}…{act.digest[-4:]}"
            rows.append((short_instant(act.at, language, zone), iso(act.at), text, digest))
    return rows


def choices(doors: Sequence[str], language: str) -> list[tuple[str, str, str]]:
    """The acts that are open, for the kit's choices."""
    say = translations(language).gettext
    return [(act, say(title), say(text)) for act, (title, text) in ACTS.items() if act in doors]


def rule_rows(
    call: Call, dossier: Dossier, plan: FormPlan, content: Content, checks: Iterable[RuleCheck], language: str
) -> list[dict[str, object]]:
    """The rules of the call, verified: on time, complete, composed as asked, with its documents."""
    speech = translations(language)
    rows = [_on_time(call, dossier, language), _complete(plan, content, dossier, language)]
    rows += _at_screening(plan, content, language)
    if later := awaited(plan.questions, content.values, since=Stage.SCREENING):
        text = speech.gettext(N_("À demander aux lauréats : %(questions)s.")) % {"questions": named(later, language)}
        rows[-1]["note"] = " ".join(str(part) for part in (rows[-1].get("note"), text) if part)
    rows += composition.rule_rows(checks, language)
    asked = [one for one in plan.questions if one.kind == QuestionKind.FILES and is_demanded(one, Stage.FILING)]
    if asked:
        given = sum(bool(content.values.get(question.key)) for question in asked)
        value = speech.gettext(N_("%(done)s sur %(total)s")) % {"done": given, "total": len(asked)}
        rows.append({"ok": given == len(asked), "text": speech.gettext(N_("Pièces demandées")), "value": value})
    return rows


def _at_screening(plan: FormPlan, content: Content, language: str) -> list[dict[str, object]]:
    """What the form demands only now; nothing when it does not."""
    speech = translations(language)
    rows: list[dict[str, object]] = []
    due = [one for one in plan.questions if one.stage == Stage.SCREENING and is_demanded(one, Stage.SCREENING)]
    if due:
        lacking = [one for one in due if not is_answered(one, content.values.get(one.key))]
        row: dict[str, object] = {
            "ok": not lacking,
            "text": speech.gettext(N_("Réponses attendues pour la recevabilité")),
            "value": speech.gettext(N_("%(done)s sur %(total)s"))
            % {"done": len(due) - len(lacking), "total": len(due)},
        }
        if lacking:
            row["note"] = speech.gettext(N_("Manque : %(questions)s.")) % {"questions": named(lacking, language)}
        rows.append(row)
    return rows


def _on_time(call: Call, dossier: Dossier, language: str) -> dict[str, object]:
    say = translations(language).gettext
    if dossier.filed_at is None:
        return {"ok": False, "text": say(N_("Jamais déposé")), "value": ""}
    if dossier.filed_at < call.closes_at:
        text = say(N_("Reçu avant la clôture, %(time)s d’avance"))
        return {"ok": True, "text": text % {"time": _span(call.closes_at - dossier.filed_at, language)}}
    text = say(N_("Reçu après la clôture, %(time)s plus tard"))
    note = say(N_("Un délai avait été accordé.")) if dossier.extended_to else say(N_("La tolérance l’a permis."))
    return {"ok": False, "text": text % {"time": _span(dossier.filed_at - call.closes_at, language)}, "note": note}


def _complete(plan: FormPlan, content: Content, dossier: Dossier, language: str) -> dict[str, object]:
    speech = translations(language)
    done = completeness(plan.questions, content.values)
    row: dict[str, object] = {
        "ok": dossier.missing == 0,
        "text": speech.gettext(N_("Réponses indispensables")),
        "value": speech.gettext(N_("%(done)s sur %(total)s")) % {"done": done.answered, "total": done.required},
    }
    if dossier.missing:
        text = speech.ngettext(
            "%(num)s réponse manque ou ne va pas", "%(num)s réponses manquent ou ne vont pas", dossier.missing
        )
        row["note"] = text % {"num": dossier.missing}
    return row


def _span(time: timedelta, language: str) -> str:
    """How long, in its two greatest units at most: `3 jours`, `1 h 08`, `7 minutes`."""
    speech = translations(language)
    minutes = int(time.total_seconds()) // 60
    if minutes >= 2 * 24 * 60:
        days = minutes // (24 * 60)
        return speech.ngettext("%(num)s jour", "%(num)s jours", days) % {"num": days}
    if minutes >= 60:
        return speech.gettext(N_("%(hours)s h %(minutes)02d")) % {"hours": minutes // 60, "minutes": minutes % 60}
    return speech.ngettext("%(num)s minute", "%(num)s minutes", minutes) % {"num": minutes}
