"""Taking out of a form: what is lost is said before, unless nothing is."""

from starlette.responses import HTMLResponse, Response

from app.domain.conditions import tests_of
from app.domain.edits import Edit, RemoveQuestion, RemoveSection
from app.domain.form_plans import Section
from app.domain.questions import Question
from app.domain.texts import text_in
from app.web.editor import Workshop
from app.web.editor_views import show_form
from app.web.i18n import N_, translations


def removal_page(at: Workshop, *, section: str = "", question: str = "") -> HTMLResponse:
    """What is lost when a section or question goes."""
    owner, gone = _gone(at, section, question)
    name = text_in(owner.label if isinstance(owner, Question) else owner.title, at.language) or owner.key
    back = f"{at.form_path}/questions/{question}" if question else f"{at.form_path}/sections/{section}"
    home = section or at.question(question)[0].key
    return show_form(
        at,
        "organiser/editor/remove.html",
        name=name,
        is_section=bool(section),
        losses=losses(at, gone),
        labels=[text_in(one.label, at.language) for one in gone] if section else [],
        action=f"{back}/remove",
        back=back,
        open_section=home,
    )


def remove(at: Workshop, *, sure: bool, section: str = "", question: str = "") -> Response:
    """Take it out; when something is lost with it, first say what."""
    owner, gone = _gone(at, section, question)
    if not sure and (losses(at, gone) or len(gone) > 1):
        return removal_page(at, section=section, question=question)
    home = "" if section else at.question(question)[0].key
    edit: Edit = RemoveSection(owner.key) if section else RemoveQuestion(owner.key)
    at.edit(edit)
    told = (
        N_("La rubrique est retirée. Vous pouvez défaire.")
        if section
        else N_("La question est retirée. Vous pouvez défaire.")
    )
    return at.page.see(f"{at.form_path}/sections/{home}" if home else at.form_path, told)


def losses(at: Workshop, gone: list[Question]) -> list[str]:
    """What goes with these questions, in sentences."""
    say, keys = translations(at.language), {question.key for question in gone}
    found = []
    if waiting := _waiting(at, keys):
        said = say.ngettext(
            "Une condition ne trouvera plus sa réponse : %(names)s.",
            "%(num)s conditions ne trouveront plus leur réponse : %(names)s.",
            len(waiting),
        )
        found.append(said % {"num": len(waiting), "names": ", ".join(waiting)})
    if published := keys & at.published:
        said = say.ngettext(
            "Une question est déjà publiée. Les dossiers déposés gardent leur réponse ; les brouillons ne la montrent "
            "plus.",
            "%(num)s questions sont déjà publiées. Les dossiers déposés gardent leurs réponses ; les brouillons ne les "
            "montrent plus.",
            len(published),
        )
        found.append(said % {"num": len(published)})
    if shared := sorted({text_in(track.title, at.language) for key in keys for track in at.sharing.get(key, ())}):
        said = say.gettext(N_("Elle reste posée ailleurs : %(tracks)s."))
        found.append(said % {"tracks": ", ".join(shared)})
    return found


def _gone(at: Workshop, section: str, question: str) -> tuple[Section | Question, list[Question]]:
    if section:
        owner = at.section(section)
        return owner, list(owner.questions)
    asked = at.question(question)[1]
    return asked, [asked]


def _waiting(at: Workshop, keys: set[str]) -> list[str]:
    """The names of what stays and waits for an answer to what goes."""
    found = []
    for section in at.plan.sections:
        owners = [
            (section.when, section.title),
            *((one.when, one.label) for one in section.questions if one.key not in keys),
        ]
        for when, words in owners:
            if any(test.question in keys for test in tests_of(when)):
                found.append(f"« {text_in(words, at.language)} »")
    return found
