"""Where the staff door is: under an address of the operator's choosing."""

import re

from django.core.exceptions import ImproperlyConfigured

# The first parts of the addresses that are something else; tests hold this to the addresses.
TAKEN = frozenset(
    [
        "actors",
        "articles",
        "desk",
        "entries",
        "healthz",
        "kept",
        "login",
        "logout",
        "processes",
        "since",
        "static",
        "timeline",
        "timeline.csv",
        "window",
    ]
)
_PART = r"[A-Za-z0-9][A-Za-z0-9_-]*"
_PATH = re.compile(rf"{_PART}(/{_PART})*", re.ASCII)


def admin_path(text: str) -> str:
    """The path without slashes around it; ImproperlyConfigured if it cannot be one."""
    path = text.strip("/")
    if not _PATH.fullmatch(path) or path.partition("/")[0] in TAKEN:
        raise ImproperlyConfigured(
            f"ADMIN_PATH must be letters, digits, - and _ (and / between them),"
            f" and no address of the site, not {text!r}"
        )
    return path
