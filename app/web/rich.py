"""Text that organisers write in Markdown, made into HTML that can do no harm."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from app.web.i18n import typeset

_READER = MarkdownIt("commonmark", {"html": False, "linkify": False})
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "h3", "h4", "code", "hr"}


@lru_cache(maxsize=512)
def rich(text: str, language: str) -> Markup:
    """The HTML of a text; headings begin at the third level, images and raw HTML are not read."""
    source = typeset(text) if language == "fr" else text
    html = _READER.render(source).replace("<h1>", "<h3>").replace("</h1>", "</h3>")
    html = html.replace("<h2>", "<h4>").replace("</h2>", "</h4>")
    clean = nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"https", "http", "mailto"})
    return Markup(clean)  # noqa: S704
