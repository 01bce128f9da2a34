"""Text that people write in light Markdown, made into HTML that can do no harm."""

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from app.web.i18n import typeset

_READER = MarkdownIt("commonmark", {"html": False, "linkify": False})
_WRITER = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).disable(["image", "hr", "code"])
_ANSWER_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "h2", "h3", "h4", "h5", "h6", "code"}
_HEADING = re.compile(r"(</?)h[1-6]>")
MOST_MARKS = 2_000
_MARKS = "*_[]`>"
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "h3", "h4", "code", "hr"}


@lru_cache(maxsize=512)
def rich(text: str, language: str) -> Markup:
    """The HTML of a text; headings begin at the third level, images and raw HTML are not read."""
    source = typeset(text) if language == "fr" else text
    html = _READER.render(source).replace("<h1>", "<h3>").replace("</h1>", "</h3>")
    html = html.replace("<h2>", "<h4>").replace("</h2>", "</h4>")
    clean = nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"https", "http", "mailto"})
    return Markup(clean)  # noqa: S704


@lru_cache(maxsize=512)
def rich_answer(text: str, level: int = 4) -> Markup:
    """The HTML of an answer, as it was typed: a line end stays one, every heading is of the one level that fits.

    A text with more marks than anybody writes is shown plainly: its reading would cost seconds.
    """
    html = _HEADING.sub(rf"\g<1>h{min(level, 6)}>", _WRITER.render(text)) if _is_readable(text) else _plain(text)
    clean = nh3.clean(
        html,
        tags=_ANSWER_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}, "*": set()},
        url_schemes={"https", "http", "mailto"},
        link_rel="nofollow ugc noopener noreferrer",
    )
    return Markup(clean)  # noqa: S704


def _is_readable(text: str) -> bool:
    return sum(text.count(mark) for mark in _MARKS) <= MOST_MARKS


def _plain(text: str) -> str:
    paragraphs = (part.strip() for part in text.split("\n\n"))
    return "".join(f"<p>{escape(part).replace(chr(10), Markup('<br>'))}</p>" for part in paragraphs if part)
