"""What every page must be: one reader of HTML, and a list of what is wrong with it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
NAMELESS_INPUTS = {"hidden", "submit", "button", "reset", "image"}


@dataclass
class Node:
    """An element with what it holds, in the order of the page."""

    tag: str
    attributes: dict[str, str]
    parent: "Node | None" = None
    children: "list[Node | str]" = field(default_factory=list)

    def get(self, name: str) -> str:
        """An attribute, empty when absent."""
        return self.attributes.get(name, "")

    def walk(self) -> "Iterator[Node]":
        """Every element inside, itself first."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def words(self) -> str:
        """What a screen reader says of it: its label, else its text and the labels inside."""
        if self.get("aria-label"):
            return self.get("aria-label")
        if self.get("aria-hidden") == "true":
            return ""
        inside = (child if isinstance(child, str) else child.words() for child in self.children)
        return " ".join(" ".join(inside).split()) or self.get("alt") or self.get("title")


class Reader(HTMLParser):
    """Builds the tree, and notes the tags that do not close in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("document", {})
        self.here = self.root
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        node = Node(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(node)
        if tag not in VOID:
            self.here = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An SVG element that closes itself."""
        self.here.children.append(Node(tag, {name: value or "" for name, value in attrs}, self.here))

    def handle_endtag(self, tag: str) -> None:
        """Close an element, which must be the last one opened."""
        if tag in VOID:
            return
        if self.here.tag != tag:
            self.faults.append(f"</{tag}> closes <{self.here.tag}>")
        if self.here.parent is not None:
            self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        """Text."""
        self.here.children.append(data)


def read_html(html: str) -> tuple[Node, list[str]]:
    """The tree of a page, and the faults of its tags."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    left_open = [] if reader.here is reader.root else [f"<{reader.here.tag}> is never closed"]
    return reader.root, reader.faults + left_open


def faults_of(html: str, signs: set[str] | None = None) -> list[str]:
    """Everything wrong with a page, in words; `signs` are the ids of the icon sprite, checked when given."""
    root, faults = read_html(html)
    nodes = list(root.walk())
    checks = (skeleton, identifiers, labels, names, headings, tables, inline, forms)
    found = faults + [fault for check in checks for fault in check(nodes)]
    return found + (unknown_signs(nodes, signs) if signs is not None else [])


def skeleton(nodes: list[Node]) -> Iterator[str]:
    """Language, title, one h1, and the landmarks."""
    count = Counter(node.tag for node in nodes)
    if not any(node.tag == "html" and node.get("lang") for node in nodes):
        yield "html has no lang"
    for tag in ("title", "h1", "main"):
        if sum(node.tag == tag and (tag != "title" or in_head(node)) for node in nodes) != 1:
            yield f"{count[tag]} <{tag}>, not one"
    for tag in ("header", "footer"):
        if not count[tag]:
            yield f"no <{tag}>"
    unnamed = [n for n in nodes if n.tag == "nav" and not (n.get("aria-label") or n.get("aria-labelledby"))]
    if unnamed and count["nav"] > 1:
        yield "a <nav> has no name"


def in_head(node: Node) -> bool:
    """Whether an element is in the head of the page (an SVG has titles of its own)."""
    return node.parent is not None and node.parent.tag == "head"


def identifiers(nodes: list[Node]) -> Iterator[str]:
    """Ids are unique, and what names one finds it."""
    count = Counter(node.get("id") for node in nodes if node.get("id"))
    yield from (f"id {name} is there {number} times" for name, number in count.items() if number > 1)
    for node in nodes:
        for attribute in ("aria-describedby", "aria-labelledby", "aria-controls", "for"):
            yield from (f"{attribute} names #{t}, absent" for t in node.get(attribute).split() if t not in count)
        target = node.get("href")
        if node.tag == "a" and target.startswith("#") and target[1:] not in count:
            yield f"a link leads to {target}, absent"


def labels(nodes: list[Node]) -> Iterator[str]:
    """Every control has a label."""
    labelled = {node.get("for") for node in nodes if node.tag == "label" and node.words()}
    for node in nodes:
        if node.tag not in ("input", "select", "textarea") or node.get("type") in NAMELESS_INPUTS:
            continue
        named = node.get("aria-label") or node.get("aria-labelledby") or node.get("id") in labelled
        if not named and not any(above.tag == "label" and above.words() for above in ancestors(node)):
            yield f"<{node.tag} name={node.get('name')!r}> has no label"


def ancestors(node: Node) -> Iterator[Node]:
    """The elements around an element, nearest first."""
    while node.parent is not None:
        node = node.parent
        yield node


def names(nodes: list[Node]) -> Iterator[str]:
    """Links, buttons, images and summaries say something; a link leads somewhere."""
    for node in nodes:
        if node.tag in ("button", "summary") and not node.words():
            yield f"an empty <{node.tag}>"
        if node.tag == "a" and not node.words():
            yield f"an empty link to {node.get('href')}"
        if node.tag == "a" and node.get("href") in ("", "#"):
            yield f"the link {node.words()!r} leads nowhere"
        if node.tag == "img" and "alt" not in node.attributes:
            yield "an image has no alt"


def headings(nodes: list[Node]) -> Iterator[str]:
    """Headings go down one level at a time, and are not empty."""
    before = 0
    for node in nodes:
        if not re.fullmatch(r"h[1-6]", node.tag):
            continue
        level = int(node.tag[1])
        if before and level > before + 1:
            yield f"h{before} is followed by h{level}: {node.words()!r}"
        if not node.words():
            yield f"an empty {node.tag}"
        before = level


def tables(nodes: list[Node]) -> Iterator[str]:
    """A table has a caption, its heads say of what."""
    for node in nodes:
        if node.tag == "table" and node.get("role") != "presentation":
            inside = list(node.walk())
            if not any(part.tag == "caption" and part.words() for part in inside):
                yield "a table has no caption"
            if any(part.tag == "th" and not part.get("scope") for part in inside):
                yield "a <th> has no scope"


def inline(nodes: list[Node]) -> Iterator[str]:
    """No style or script in the page: the policy would refuse them."""
    for node in nodes:
        if node.get("style") or node.tag == "style":
            yield f"inline style on <{node.tag}>"
        if node.tag == "script" and not node.get("src"):
            yield "inline script"
        yield from (f"<{node.tag} {name}>" for name in node.attributes if name.startswith("on"))


def forms(nodes: list[Node]) -> Iterator[str]:
    """A form that writes carries its token, and no form is inside another."""
    for node in nodes:
        if node.tag != "form":
            continue
        if any(above.tag == "form" for above in ancestors(node)):
            yield "a form inside a form"
        tokens = [part for part in node.walk() if part.tag == "input" and part.get("name") == "csrf"]
        if node.get("method").lower() == "post" and not tokens:
            yield f"the form to {node.get('action')} carries no token"


def unknown_signs(nodes: list[Node], signs: set[str]) -> list[str]:
    """Icons that the sprite does not hold."""
    used = {node.get("href").partition("#")[2] for node in nodes if node.tag == "use"}
    return [f"unknown icon {name}" for name in sorted(used - signs)]
