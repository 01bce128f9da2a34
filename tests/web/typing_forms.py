"""What a browser would send of a form that was drawn: every control by its name, as HTML says."""

from collections.abc import Mapping

from pydantic import JsonValue

from app.domain.answers import check_answers
from app.domain.form_plans import Section
from app.domain.texts import texts
from app.web.fields import fields_of
from app.web.templates import environment
from tests.html_checks import Node, read_html

PAGE = '{% import "applicant/field.html" as q with context %}{% for f in fields %}{{ q.field(f) }}{% endfor %}'
Raw = dict[str, list[str]]


def drawn(section: Section, values: Mapping[str, JsonValue], language: str) -> Node:
    """The fields of a section with these answers, as a page holds them."""
    problems = check_answers(section.questions, values, final=False)
    fields = fields_of(section, values, problems, language)
    files = {field.key: () for field in fields if field.kind == "files"}
    context = {"fields": fields, "files": files, "members": [], "rules": [], "base": "", "call": {"slug": "ptce"}}
    root, faults = read_html(environment(language).from_string(PAGE).render(**context))
    assert faults == []
    return root


def sent(root: Node) -> Raw:
    """The names and values that leave when the form is sent untouched."""
    raw: Raw = {}
    for node in _outside_templates(root):
        name = node.get("name")
        if name and (value := _value(node)) is not None:
            raw.setdefault(name, []).append(value)
    return raw


def section_of(*questions: object) -> Section:
    """A section that asks these questions."""
    return Section("kinds", texts(fr="Sortes"), 5, tuple(questions))  # type: ignore[arg-type]


def _outside_templates(node: Node) -> list[Node]:
    if node.tag == "template":
        return []
    inside = [found for child in node.children if isinstance(child, Node) for found in _outside_templates(child)]
    return [node, *inside]


def _value(node: Node) -> str | None:
    kind = node.get("type")
    if node.tag == "textarea":
        text = "".join(child for child in node.children if isinstance(child, str))
        # The first line end after the tag is not part of the text; line ends travel as CR LF.
        return text.removeprefix("\n").replace("\n", "\r\n")
    if node.tag == "select":
        options = [one for one in node.walk() if one.tag == "option"]
        chosen = next((one for one in options if "selected" in one.attributes), options[0])
        return chosen.get("value")
    if node.tag != "input" or kind in ("submit", "button", "file"):
        return None
    if kind in ("checkbox", "radio") and "checked" not in node.attributes:
        return None
    return node.get("value")
