"""What a browser reads in a page: a tree of elements, and the forms with their fields and buttons."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"input", "br", "hr", "img", "meta", "link", "path", "circle", "rect", "use", "line", "wbr", "source"})
CONTROLS = frozenset({"input", "textarea", "select", "button"})


class Element:
    """One element of a page, with what is inside."""

    __slots__ = ("attributes", "children", "parent", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], parent: "Element | None") -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.children: list[Element | str] = []

    def every(self, *tags: str) -> Iterator["Element"]:
        """The elements inside, in the order of the page; those of these tags when some are named."""
        for child in self.children:
            if isinstance(child, Element):
                if not tags or child.tag in tags:
                    yield child
                yield from child.every(*tags)

    @property
    def raw(self) -> str:
        """The text inside, as it is written."""
        return "".join(child if isinstance(child, str) else child.raw for child in self.children)

    @property
    def text(self) -> str:
        """The text inside, on one line."""
        return " ".join(self.raw.split())

    def get(self, name: str, default: str = "") -> str:
        """An attribute."""
        return self.attributes.get(name, default)

    def is_in(self, name: str) -> bool:
        """Whether an element of this class is around it."""
        around = self.parent
        while around is not None and name not in around.get("class").split():
            around = around.parent
        return around is not None

    def within(self, tag: str) -> "Element | None":
        """The nearest element of this tag around this one."""
        around = self.parent
        while around is not None and around.tag != tag:
            around = around.parent
        return around


@dataclass(slots=True)
class Control:
    """One field as it stands; a box or a radio button counts when `on`; a list has `options`."""

    name: str
    kind: str
    value: str = ""
    on: bool = True
    options: tuple[str, ...] = ()


@dataclass(slots=True)
class Button:
    """A button that sends its form, with what it adds."""

    text: str
    name: str = ""
    value: str = ""
    action: str = ""


@dataclass(slots=True)
class FormOnPage:
    """A form as it stands on the page."""

    action: str
    method: str
    multipart: bool
    controls: list[Control] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)

    def of(self, name: str) -> list[Control]:
        """The fields of this name: several for boxes and radio buttons."""
        return [control for control in self.controls if control.name == name]


def read(html: str) -> Element:
    """The tree of a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


def forms_of(root: Element) -> list[FormOnPage]:
    """The forms of a page with their fields, those written outside and tied by `form=` included."""
    made: dict[int, FormOnPage] = {}
    by_id: dict[str, FormOnPage] = {}
    for element in root.every("form"):
        multipart = element.get("enctype") == "multipart/form-data"
        form = FormOnPage(element.get("action"), element.get("method", "get").lower(), multipart)
        made[id(element)] = by_id[element.get("id")] = form
    for element in root.every(*CONTROLS):
        around = element.within("form")
        form_of = by_id.get(element.get("form")) if element.get("form") else made.get(id(around))
        if form_of is not None and "disabled" not in element.attributes:
            _add(form_of, element)
    return list(made.values())


def _add(form: FormOnPage, element: Element) -> None:
    name, kind = element.get("name"), element.get("type", "text").lower()
    if element.tag == "button" or kind in ("submit", "image"):
        if element.get("type", "submit") == "submit":
            form.buttons.append(Button(element.text, name, element.get("value"), element.get("formaction")))
    elif element.tag == "select":
        form.controls += _choices(element, name)
    elif element.tag == "textarea":
        form.controls.append(Control(name, "textarea", element.raw.removeprefix("\n")))
    elif name:
        ticks = kind in ("checkbox", "radio")
        value = element.get("value", "on" if ticks else "")
        form.controls.append(Control(name, kind, value, not ticks or "checked" in element.attributes))


def _choices(element: Element, name: str) -> list[Control]:
    """A list gives the chosen option, the first one when none is, as browsers do."""
    options = list(element.every("option"))
    values = tuple(option.get("value", option.text) for option in options)
    chosen = [value for value, option in zip(values, options, strict=True) if "selected" in option.attributes]
    if not chosen and "multiple" not in element.attributes:
        chosen = list(values[:1])
    found = [Control(name, "select", value, options=values) for value in chosen]
    return found or [Control(name, "select", on=False, options=values)]


class _Reader(HTMLParser):
    """Builds the tree; an end tag closes what was left open inside."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {}, None)
        self._here = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self._here)
        self._here.children.append(element)
        if tag not in VOID:
            self._here = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._here.children.append(Element(tag, {name: value or "" for name, value in attrs}, self._here))

    def handle_endtag(self, tag: str) -> None:
        closing = self._here if self._here.tag == tag else self._here.within(tag)
        if closing is not None and closing.parent is not None:
            self._here = closing.parent

    def handle_data(self, data: str) -> None:
        self._here.children.append(data)
