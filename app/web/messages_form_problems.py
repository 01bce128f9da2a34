"""The sentences about what is wrong in a form: what it is, and what to do."""

from app.domain.conditions import Condition, Test
from app.domain.form_plans import FormPlan
from app.domain.form_problems import Fault
from app.domain.reach import branches_of
from app.domain.texts import text_in
from app.web.condition_words import condition_words, value_words
from app.web.i18n import N_, translations
from app.web.shown import number_text

_SENTENCES: dict[str, str] = {
    "empty_form": N_("Le formulaire ne pose aucune question."),
    "empty_section": N_("Cette rubrique ne demande rien : ajoutez une question, ou retirez-la."),
    "bounds_crossed": N_("Le minimum (%(least)s) dépasse le maximum (%(most)s) : personne ne peut répondre."),
    "too_few_options": N_("Il faut choisir au moins %(least)s réponses, et il n’y en a que %(count)s."),
    "one_option": N_("Une seule réponse à choisir : est-ce vraiment un choix ?"),
    "nobody_reads": N_("Ni les évaluateurs ni le public ne liront cette réponse : l’équipe de l’appel seule la verra."),
    "public_contact": N_("Tout le monde lira cette adresse ou ce numéro : est-ce bien voulu ?"),
    "unknown_question": N_("La condition porte sur une question qui n’existe plus : retirez ce test, ou changez-le."),
    "unfit_operator": N_("La condition compare « %(other)s » d’une façon qui ne va pas avec ce genre de réponse."),
    "unfit_value": N_("La condition compare « %(other)s » à une valeur qui ne va pas : %(value)s."),
    "unknown_option": N_("La condition attend de « %(other)s » une réponse qui n’est plus à choisir : %(value)s."),
    "out_of_bounds": N_("Aucune réponse permise ne remplit ce test : %(test)s."),
    "asked_later": N_("La condition attend « %(other)s », qui vient plus loin : placez-la avant."),
    "never_asked": N_("Personne ne verra cette question : sa condition contredit ce qu’elle attend d’ailleurs."),
    "dead_branch": N_("Cette branche de la condition ne peut jamais être remplie : %(test)s."),
}
_OF_QUESTION = {
    "never_holds": N_("Personne ne verra cette question : sa condition ne peut jamais être remplie."),
    "always_holds": N_("Tout le monde verra cette question : sa condition est toujours remplie. Retirez-la."),
}
_OF_SECTION = {
    "never_holds": N_("Personne ne verra cette rubrique : sa condition ne peut jamais être remplie."),
    "always_holds": N_("Tout le monde verra cette rubrique : sa condition est toujours remplie. Retirez-la."),
}
_LACKING = {
    ("title", "fr"): N_("Le titre manque en français."),
    ("title", "en"): N_("Le titre manque en anglais."),
    ("label", "fr"): N_("La question manque en français."),
    ("label", "en"): N_("La question manque en anglais."),
    ("help", "fr"): N_("L’aide manque en français."),
    ("help", "en"): N_("L’aide manque en anglais."),
    ("example", "fr"): N_("L’exemple manque en français."),
    ("example", "en"): N_("L’exemple manque en anglais."),
    ("option", "fr"): N_("Une réponse à choisir manque en français : %(part)s."),
    ("option", "en"): N_("Une réponse à choisir manque en anglais : %(part)s."),
    ("line", "fr"): N_("Une ligne du budget manque en français : %(part)s."),
    ("line", "en"): N_("Une ligne du budget manque en anglais : %(part)s."),
    ("noun", "fr"): N_("Le nom d’une ligne manque en français."),
    ("noun", "en"): N_("Le nom d’une ligne manque en anglais."),
}


def fault_text(fault: Fault, plan: FormPlan, language: str) -> str:
    """What is wrong, and what to do."""
    say = translations(language).gettext
    if fault.code in ("no_text", "untranslated"):
        wanted = str(fault.params.get("language", "fr"))
        return say(_LACKING[str(fault.params["field"]), wanted]) % {"part": fault.part}
    own = _OF_QUESTION if fault.question else _OF_SECTION
    text = own.get(fault.code) or _SENTENCES[fault.code]
    return say(text) % _words(fault, plan, language)


def fault_line(fault: Fault, plan: FormPlan, language: str) -> str:
    """The same after the name of what it is about."""
    text = fault_text(fault, plan, language)
    name = fault_place(fault, plan, language)
    return translations(language).gettext(N_("%(name)s : %(text)s")) % {"name": name, "text": text} if name else text


def fault_place(fault: Fault, plan: FormPlan, language: str) -> str:
    """The question or the section that a fault is about, as people read it."""
    labels = {question.key: question.label for question in plan.questions}
    titles = {section.key: section.title for section in plan.sections}
    texts = labels.get(fault.question) if fault.question else titles.get(fault.section)
    return text_in(texts or {}, language) or fault.question or fault.section


def _words(fault: Fault, plan: FormPlan, language: str) -> dict[str, str]:
    """The parameters of a fault as they are read."""
    questions = {question.key: question for question in plan.questions}
    other = questions.get(str(fault.params.get("other", "")))
    words = {
        name: number_text(value, language) if isinstance(value, int | float) else value
        for name, value in fault.params.items()
    }
    if other:
        words["other"] = text_in(other.label, language) or other.key
    branch = _branch(fault, plan)
    if isinstance(branch, Test):
        words["value"] = value_words(branch.value, branch.op, other, language)
    return {**words, "test": condition_words(branch, plan, language) if branch else ""}


def _branch(fault: Fault, plan: FormPlan) -> Condition | None:
    """The part of the condition that a fault is about."""
    found = next(
        (
            question.when if fault.question else section.when
            for section in plan.sections
            if section.key == fault.section
            for question in (section.questions if fault.question else section.questions[:1])
            if not fault.question or question.key == fault.question
        ),
        None,
    )
    for place in fault.part.split(".") if fault.part.replace(".", "").isdecimal() else ():
        found = branches_of(found)[int(place)] if found else None
    return found
