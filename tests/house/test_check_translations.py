"""The tool that compares messages and translations."""

from pathlib import Path

import pytest

from tools.check_translations import HEADER, Id, compare, extract, read, room, update


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A small house that speaks in two rooms and in the code."""
    write(
        tmp_path,
        "templates/public/home.html",
        '<h1>{{ _("Les appels") }}</h1>\n{% trans %}\n  Déposez\n  ici\n{% endtrans %}',
    )
    write(tmp_path, "templates/error/404.html", '{{ ngettext("%(num)s page", "%(num)s pages", n) }}')
    write(tmp_path, "web/messages.py", 'CLOSED = N_("L’appel est clos depuis %(when)s.")\n')
    write(tmp_path, "services/calls.py", "x = 'not a message'\n")
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def translate(app: Path, name: str, *entries: str) -> None:
    write(app, f"locale/en/{name}", "\n".join([HEADER, *entries]))


def faults(app: Path) -> dict[str, list[str]]:
    return dict(compare(extract(app), read(app / "locale" / "en")).faults)


COMPLETE = {
    "public.po": [
        'msgid "Les appels"\nmsgstr "Calls"\n',
        'msgid "Déposez ici"\nmsgstr "File here"\n',
    ],
    "errors.po": [
        'msgid "%(num)s page"\nmsgid_plural "%(num)s pages"\nmsgstr[0] "One page"\nmsgstr[1] "%(num)s pages"\n',
        'msgid "L’appel est clos depuis %(when)s."\nmsgstr "The call closed on %(when)s."\n',
    ],
}


def test_messages_are_found_in_templates_and_code(app: Path) -> None:
    assert set(extract(app)) == {
        Id("Les appels"),
        Id("Déposez ici"),
        Id("%(num)s page", "%(num)s pages"),
        Id("L’appel est clos depuis %(when)s."),
    }


def test_a_complete_catalogue_has_no_fault(app: Path) -> None:
    for name, entries in COMPLETE.items():
        translate(app, name, *entries)

    assert faults(app) == {}


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ('msgid "Vieux"\nmsgstr "Old"\n', "obsolete"),
        ('msgid "Les appels"\nmsgstr "The calls"\n', "translated in several ways"),
    ],
)
def test_what_a_second_file_adds_wrongly_is_caught(app: Path, entry: str, kind: str) -> None:
    for name, entries in COMPLETE.items():
        translate(app, name, *entries)
    translate(app, "kit.po", entry)

    assert list(faults(app)) == [kind]


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ('msgstr "Calls"', 'msgstr ""', "empty"),
        ('msgid "Les appels"', '#, fuzzy\nmsgid "Les appels"', "fuzzy"),
        ('msgid "Les appels"\nmsgstr "Calls"\n', "", "missing"),
        ("closed on %(when)s", "closed on %(day)s", "placeholders differ"),
        ('msgstr[1] "%(num)s pages"', 'msgstr[1] "pages"', "placeholders differ"),
    ],
)
def test_what_a_catalogue_lacks_or_says_wrongly_is_caught(app: Path, before: str, after: str, kind: str) -> None:
    for name, entries in COMPLETE.items():
        translate(app, name, *(entry.replace(before, after) for entry in entries))

    assert list(faults(app)) == [kind]


def test_a_straight_apostrophe_and_a_nameless_placeholder_are_caught(app: Path) -> None:
    write(app, "web/more.py", '_("L\'avis")\n_("%s avis")\n')

    assert {"straight apostrophe (write ’)", "placeholder without a name (write %(name)s)"} <= set(faults(app))


def test_update_adds_each_missing_message_to_the_file_of_its_room(app: Path) -> None:
    locale = app / "locale" / "en"
    translate(app, "public.po", COMPLETE["public.po"][0])

    added = update(locale, extract(app), read(locale))

    assert added == 3
    assert set(faults(app)) == {"empty"}
    assert (locale / "public.po").read_text().endswith('msgstr "Calls"\n\nmsgid "Déposez ici"\nmsgstr ""\n')
    assert "msgid_plural" in (locale / "errors.po").read_text()


@pytest.mark.parametrize(
    ("places", "name"),
    [
        (["templates/reviewer/list.html:3"], "reviewer.po"),
        (["templates/layout/page.html:3"], "common.po"),
        (["templates/error/404.html:3"], "errors.po"),
        (["web/messages_people.py:3"], "errors.po"),
        (["domain/roles.py:3"], "common.po"),
        (["templates/mail/a.txt:1", "templates/public/b.html:1"], "common.po"),
    ],
)
def test_a_message_belongs_to_the_file_of_its_room(places: list[str], name: str) -> None:
    assert room(places) == name
