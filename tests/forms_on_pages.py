"""The fields of a form as a browser without scripts would send them."""

from tests.html_checks import Node, read_html

Sent = dict[str, list[str]]


def fields_of(page: str, holding: str) -> Sent:
    """Every field of the form that holds a field of this name, as it stands on the page."""
    root, _ = read_html(page)
    for form in root.walk():
        if form.tag == "form" and any(node.get("name") == holding for node in form.walk()):
            return _fields(form)
    raise AssertionError(f"no form holds {holding}")


def buttons_of(page: str, name: str) -> list[str]:
    """The values of the buttons of this name that can be pressed."""
    root, _ = read_html(page)
    found = (node for node in root.walk() if node.tag == "button" and node.get("name") == name)
    return [node.get("value") for node in found if "disabled" not in node.attributes]


def _fields(form: Node) -> Sent:
    sent: Sent = {}
    for node in form.walk():
        name, value = node.get("name"), _value(node)
        if name and value is not None:
            sent.setdefault(name, []).append(value)
    return sent


def _value(node: Node) -> str | None:
    if node.tag == "textarea":
        return "".join(child for child in node.children if isinstance(child, str)).removeprefix("\n")
    if node.tag == "select":
        options = [one for one in node.walk() if one.tag == "option"]
        chosen = [one for one in options if "selected" in one.attributes] or options[:1]
        return chosen[0].get("value") if chosen else None
    if node.tag != "input" or node.get("type") in ("file", "submit"):
        return None
    if node.get("type") in ("checkbox", "radio") and "checked" not in node.attributes:
        return None
    return node.get("value")
