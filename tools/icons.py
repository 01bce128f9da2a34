"""Makes the sprite `app/static/icons.svg` from lucide-static and our own signs.

Usage: npm install lucide-static, then python tools/icons.py node_modules/lucide-static/icons
The page names the icons on the left; the drawing may change without touching a template.
"""

import re
import sys
from pathlib import Path

LUCIDE = {
    "alert": "triangle-alert", "archive": "archive", "arrow": "arrow-right", "back": "arrow-left", "ban": "ban",
    "bell": "bell", "bookmark": "bookmark", "book": "book-open", "building": "building-2", "calendar": "calendar",
    "chart": "chart-no-axes-column", "check": "check", "clip": "paperclip", "clock": "clock", "close": "x",
    "copy": "copy", "download": "download", "euro": "euro", "external": "external-link", "eye": "eye",
    "feed": "rss", "file": "file-text", "filter": "list-filter", "flag": "flag", "folder": "folder",
    "globe": "globe", "hand": "handshake", "help": "circle-question-mark", "history": "history",
    "home": "layout-dashboard", "inbox": "inbox", "info": "info", "key": "key-round", "link": "link",
    "list": "list", "lock": "lock", "login": "log-in", "logout": "log-out", "mail": "mail", "map": "map",
    "menu": "ellipsis", "merge": "merge", "message": "message-square", "minus": "minus", "moon": "moon",
    "next": "chevron-right", "open": "chevron-down", "pen": "pencil", "pin": "map-pin", "plus": "plus",
    "previous": "chevron-left", "print": "printer", "refresh": "refresh-cw", "scale": "scale", "search": "search",
    "send": "send", "settings": "settings", "shield": "shield-check", "shuffle": "shuffle", "sort": "arrow-up-down",
    "sort-ascending": "arrow-up", "sort-descending": "arrow-down", "split": "split", "sun": "sun",
    "swap": "arrow-left-right", "target": "crosshair", "trash": "trash-2", "trend": "trending-up",
    "undo": "undo-2", "unlock": "lock-open", "upload": "upload", "user": "user", "user-plus": "user-plus",
    "users": "users",
    "branch": "git-branch", "checks": "list-checks", "grip": "grip-vertical", "hash": "hash", "layers": "layers",
    "paragraph": "text-align-start", "percent": "percent", "phone": "phone", "radio": "circle-dot", "redo": "redo-2",
    "rich": "pilcrow", "table": "table", "text": "text-cursor-input", "tick": "square-check", "toggle": "toggle-left",
}  # fmt: skip

STATES = {
    "draft": '<circle cx="12" cy="12" r="9" stroke-dasharray="3.2 3.8"/>',
    "filed": '<path d="M12 3v10m-4.5-4L12 13.5 16.5 9M3 14v6h18v-6"/>',
    "admitted": '<circle cx="12" cy="12" r="9"/><path d="m8 12.3 2.8 2.8L16.2 9.5"/>',
    "to_correct": '<path d="M4 20h4L20 8l-4-4L4 16z"/><path d="m13.5 6.5 4 4"/>',
    "refused": '<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8z"/><path d="m9 9 6 6m0-6-6 6"/>',
    "in_review": '<circle cx="12" cy="12" r="9"/><path d="M12 3a9 9 0 0 1 0 18z" fill="currentColor"/>',
    "selected": '<path d="M5 22V3.5M5 4h14l-3.5 4.7L19 13.5H5z" fill="currentColor"/>',
    "waiting": '<path d="M5 3h14M5 21h14M7 3v3l10 12v3M17 3v3L7 18v3"/>',
    "not_selected": '<circle cx="12" cy="12" r="9"/><path d="M8 12h8"/>',
    "requalified": '<path d="M3 8h15m-4-4 4 4-4 4M21 16H6m4-4-4 4 4 4"/>',
    "withdrawn": '<path d="M4 5h16v14H4zM4 5l16 14"/>',
}

FAMILIES = {
    "ess": '<circle cx="8" cy="8" r="7"/>',
    "company": '<path d="M1.5 1.5h13v13h-13z"/>',
    "authority": '<path d="M8 1 15.5 15H.5z"/>',
    "research": '<path d="m8 .3 7.7 7.7L8 15.7.3 8z"/>',
    "training": '<path d="M.5 13a7.5 9.5 0 0 1 15 0v2H.5z"/>',
    "network": '<path d="M4.3 1h7.4L15.7 8l-4 7H4.3L.3 8z"/>',
    "person": '<circle cx="8" cy="4" r="3.4"/><path d="M2.5 15.5c0-9 11-9 11 0z"/>',
}

NOTICE = "Icons: Lucide, ISC, see vendor/LICENSE-lucide.txt. State (s-) and family (fam-) signs: Tremplin, Apache-2.0."
SPRITE = Path(__file__).parent.parent / "app" / "static" / "icons.svg"


def symbol(name: str, body: str, size: int = 24) -> str:
    """One drawing of the sprite."""
    return f'<symbol id="i-{name}" viewBox="0 0 {size} {size}">{body}</symbol>'


def drawing(svg: str) -> str:
    """What is inside an SVG file, on one line."""
    found = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)
    if found is None:
        raise SystemExit("This file is not an SVG drawing.")
    return re.sub(r"\s*\n\s*", "", found.group(1)).replace(" />", "/>")


def sprite(folder: Path) -> str:
    """The whole sprite, in alphabetical order inside each kind."""
    lucide = [symbol(name, drawing((folder / f"{file}.svg").read_text())) for name, file in sorted(LUCIDE.items())]
    states = [symbol(f"s-{name}", body) for name, body in sorted(STATES.items())]
    families = [symbol(f"fam-{name}", body, 16) for name, body in sorted(FAMILIES.items())]
    lines = [f"<!-- {NOTICE} -->", '<svg xmlns="http://www.w3.org/2000/svg">', *lucide, *states, *families, "</svg>"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    SPRITE.write_text(sprite(Path(sys.argv[1])))
    print(f"{SPRITE.name}: {len(LUCIDE) + len(STATES) + len(FAMILIES)} signs, {SPRITE.stat().st_size} bytes")
