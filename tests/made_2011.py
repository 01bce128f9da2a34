"""The call of October 2011 made by hand, from a blank page to the public, as a newcomer finds the way."""

from playwright.sync_api import Page

from tests import call_2011 as said
from tests.newcomer import FormWriter, Newcomer

HUB = "Catégories et formulaires"


def make_call(page: Page) -> None:
    """Everything, in the order in which the pages suggest it."""
    for step in STEPS:
        step(page)
    open_to_the_public(page)


def begin(page: Page) -> None:
    """A title, a reference, an address, two dates."""
    me = Newcomer(page)
    me.follow("Nouvel appel")
    for label, text in said.NAMES.items():
        me.write(label, text)
    me.pick("Fuseau horaire", "Europe/Paris")
    me.press("Créer l’appel")
    me.is_at(HUB)


def write_texts(page: Page) -> None:
    """What the public page says."""
    me = Newcomer(page)
    me.follow("Présentation de l’appel")
    me.write("Résumé, en français", said.SUMMARY)
    me.write("Résumé, en anglais", said.SUMMARY_EN)
    me.write("Adresse de contact", "poles@exemple.fr")
    me.press("Voir ce qui change", inside=me.region("Textes"))
    me.press("Enregistrer")
    _to_hub(page)


def write_calendar(page: Page) -> None:
    """All its moments, on one page."""
    me = Newcomer(page)
    me.follow("Calendrier", inside=me.region("Préparation de l’appel"))
    me.write("Tolérance, en minutes", "10")
    for moment in said.MOMENTS:
        if moment is said.MOMENTS[0]:
            me.unfold("Ajouter une étape")
        else:
            me.press("Ajouter encore une étape")
        box = page.get_by_role("group").filter(has_text="Ajouter une étape")
        box.get_by_label("Genre").select_option(label=moment.kind)
        me.write("Titre en français", moment.title, inside=box)
        me.write("Titre en anglais", moment.english, inside=box)
        me.write("Début", moment.starts, inside=box)
        me.write("Fin", moment.ends, inside=box)
        me.write("Lieu", moment.place, inside=box)
    me.press("Voir ce qui change")
    me.press("Enregistrer")
    me.sees("Le calendrier est enregistré.")
    _to_hub(page)


def write_pole(page: Page) -> None:
    """The first track: its name and its form."""
    me = Newcomer(page)
    me.follow("Projet", exact=True)
    me.write("Nom en français", "Pôle")
    me.write("Nom en anglais", "Cluster")
    me.write("Description en français", "Un ou plusieurs pôles à reconnaître, en activité ou près de l’être.")
    me.write("Description en anglais", "One or several clusters to recognise, at work or about to be.")
    me.press("Enregistrer")
    _inside(page, "Pôle", "Formulaire")
    _write_pole_form(FormWriter(page))
    _to_hub(page)


def write_pole_rules(page: Page) -> None:
    """How its dossiers end, who must join forces in them, what they are marked on."""
    me = Newcomer(page)
    me.follow("Pôle", exact=True)
    _inside(page, "Pôle", "Issues")
    me.write("Son nom en français", "Pôle-témoin", inside=me.region("Retenu"))
    me.write("Son nom en anglais", "Witness cluster", inside=me.region("Retenu"))
    me.press("Enregistrer les issues")
    write_rules(page)
    _to_hub(page)
    me.follow("Grille d’évaluation : Pôle")
    me.press("Les sept critères de 2011")
    me.sees("Total : 100")
    _to_hub(page)


def _to_hub(page: Page) -> None:
    # Some pages lead there twice: by the rail, and by the way back above their title.
    page.get_by_role("link", name=HUB).first.click()
    Newcomer(page).is_at(HUB)


def _inside(page: Page, track: str, what: str) -> None:
    page.get_by_role("navigation", name=track, exact=True).get_by_role("link", name=what, exact=True).click()


def _write_pole_form(me: FormWriter) -> None:
    for part in said.POLE:
        if part.after:
            if part is not said.POLE[0]:
                me.every_section()
            me.begin(part.after)
        me.add_section(part.title)
        for asked in part.questions:
            _ask(me, asked)
    me.every_section()
    me.begin(said.LAST)
    for section, asked in said.MORE:
        me.open_section(section)
        _ask(me, asked)
    _write_for_all(me)
    _finish_pole_form(me)


def _ask(me: FormWriter, asked: said.Asked) -> None:
    me.add_question(asked.label, asked.kind)
    if asked.label == said.SEVERAL:
        _write_by_hand(me)
    elif asked.answers:
        me.offer(asked.answers)
    if asked.label == said.PROGRESS:
        me.demand()
    if asked.label == said.FOUNDED:
        me.pick("Précision", "Nombres entiers seulement")
        me.save_settings()
        me.only_if(said.PROGRESS, "Opérationnel")


def _write_by_hand(me: FormWriter) -> None:
    """One question with all that can be said of it, each answer in its own field."""
    me.page.get_by_label("Question, en anglais").fill("Do you present one cluster, or several?")
    me.page.get_by_label("Aide (facultatif)").fill("Un dossier peut présenter plusieurs pôles d’un même territoire.")
    me.demand()
    for line, (french, english) in enumerate((("Un pôle", "One cluster"), ("Plusieurs pôles", "Several")), start=1):
        me.write(f"En français, ligne {line}", french)
        me.write(f"En anglais, ligne {line}", english)
    me.save_settings()


def _write_for_all(me: FormWriter) -> None:
    """The public summary has at most a thousand signs, and everyone reads it."""
    me.tick("Tout le monde")
    me.write("Longueur au plus", "1000")
    me.pick("Compter", "les signes, espaces comprises")
    me.save_settings()


def _finish_pole_form(me: FormWriter) -> None:
    """A section asked of some, a question moved to another section, the lines of the budget."""
    me.open_section("Les autres pôles")
    me.only_if(said.SEVERAL, "Plusieurs pôles")
    me.open_section("Groupement")
    me.open_question(said.GOVERNANCE)
    me.page.get_by_label("Déplacer vers").select_option(label="9. Gouvernance")
    me.press("Déplacer")
    me.open_section("Budget")
    me.open_question("Budget prévisionnel")
    me.write("Années", "2012-2014")
    lines = me.page.get_by_role("group", name="Lignes de dépenses")
    me.press("Ajouter une dépense")
    me.write("En français, ligne 4", "Locaux partagés", inside=lines)
    me.write("En anglais, ligne 4", "Shared premises", inside=lines)
    me.write("Part de fonds propres, au moins", "20")
    me.save_settings()


def write_rules(page: Page) -> None:
    """Who must join forces, one rule at a time."""
    me = Newcomer(page)
    me.follow("Pôle", exact=True)
    _inside(page, "Pôle", "Composition des groupements")
    for least, families in said.RULES:
        me.follow("Ajouter une règle")
        me.take("Un nombre de membres")
        me.write("Au moins", least)
        for family in families:
            me.tick(family)
        me.press("Enregistrer la règle")
        me.sees("Les règles sont enregistrées.")


def write_cooperation(page: Page) -> None:
    """The second track shares what the first one asks."""
    me = FormWriter(page)
    _add_track(me, "Projet de coopération", "Cooperation project", "Plusieurs structures autour d’un projet commun.")
    _inside(page, "Projet de coopération", "Formulaire")
    me.page.get_by_role("link", name="Choisir des rubriques prêtes").click()
    shared = page.get_by_role("group", name="La catégorie « Pôle »")
    for section in said.COOPERATION:
        me.tick(section, inside=shared)
    me.press("Ajouter ces rubriques")
    me.add_section("Coopération")
    me.add_question("Que ferez-vous ensemble ?", "Texte long")
    me.demand()
    _to_hub(page)
    me.follow("Grille d’évaluation : Projet de coopération")
    me.press("Un seul critère pour commencer")
    for title, _weight in said.COOPERATION_CRITERIA[1:]:
        me.write("Titre en français", title)
        me.press("Ajouter")
        me.follow("Revenir à la grille")
    for title, weight in said.COOPERATION_CRITERIA:
        me.write(f"Poids de {title}", str(weight))
    me.sees("Total : 100")
    me.press("Enregistrer les poids")
    _to_hub(page)


def write_interest(page: Page) -> None:
    """The third track is one page: four questions that the first one asks, and one of its own."""
    me = FormWriter(page)
    _add_track(me, "Manifestation d’intérêt", "Expression of interest", "Une page, pour se faire connaître.")
    box = page.get_by_label("Un dossier y rassemble plusieurs membres")
    box.uncheck()
    me.press("Enregistrer")
    _inside(page, "Manifestation d’intérêt", "Formulaire")
    me.write("Titre de la rubrique", "Votre intérêt")
    me.press("Ajouter la rubrique")
    me.follow("Reprendre celle d’une autre catégorie")
    for label in said.INTEREST:
        me.page.get_by_role("checkbox", name=label).first.check()
    me.press("Poser ces questions ici")
    me.add_question("Pourquoi l’appel vous intéresse-t-il ?", "Texte long")
    me.demand()
    _to_hub(page)


def _add_track(me: Newcomer, name: str, english: str, summary: str) -> None:
    me.write("Nom en français", name)
    me.write("Nom en anglais", english)
    me.write("Description en français", summary)
    me.press("Ajouter la catégorie")
    me.is_at(name)


def write_entry(page: Page) -> None:
    """Two questions before starting, a refusal, and whom each track suits."""
    me = Newcomer(page)
    me.follow("Questions avant de commencer")
    me.follow("Ajouter une question")
    me.write("Question en français", said.IN_FRANCE)
    me.take("Oui ou non")
    me.tick("Il faut y répondre")
    me.press("Enregistrer la question")
    me.follow("Ajouter une question")
    me.write("Question en français", said.WHO)
    me.take("Une réponse parmi plusieurs")
    me.unfold("Réponses à choisir")
    for number, answer in enumerate(said.ANSWERS, start=1):
        me.write(f"Réponse {number}, en français", answer)
    me.press("Enregistrer la question")
    me.follow("Ajouter un cas")
    me.says_when(said.IN_FRANCE, "non")
    me.write("Ce qu’elle lit, en français", said.REFUSAL)
    me.press("Enregistrer ce cas")
    for track, answer in zip(("Pôle", "Projet de coopération", "Manifestation d’intérêt"), said.ANSWERS, strict=True):
        me.follow(f"Modifier {track}")
        me.says_when(said.WHO, answer)
        me.press("Enregistrer pour cette catégorie")
    _to_hub(page)


def open_to_the_public(page: Page) -> None:
    """The last button of the preparation."""
    me = Newcomer(page)
    me.press("Ouvrir au public")
    me.sees("Tout le monde peut lire l’appel.")


STEPS = (
    begin,
    write_texts,
    write_calendar,
    write_pole,
    write_pole_rules,
    write_cooperation,
    write_interest,
    write_entry,
)
