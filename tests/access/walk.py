"""All addresses that the site has, and what came of asking for one."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

ADMIN = "admin:"  # stands for the configured path


def all_routes() -> list[str]:
    """Every address pattern, as it is written in the URL configurations."""
    found = list(_routes(get_resolver().url_patterns, ""))
    path = f"/{settings.ADMIN_PATH}/"
    return [ADMIN + one.removeprefix(path) if one.startswith(path) else one for one in found]


def _routes(patterns: list[Any], before: str) -> Iterator[str]:
    for one in patterns:
        route = before + str(one.pattern).removeprefix("^").removesuffix("$")
        if isinstance(one, URLResolver):
            yield from _routes(one.url_patterns, route)
        else:
            assert isinstance(one, URLPattern)
            yield f"/{route}"


def address(route: str, *values: str) -> str:
    """The route with its placeholders filled."""
    rest = iter(values)
    filled = re.sub(r"<[^>]+>|\(\?P<[^)]+\)", lambda _: next(rest), route)
    assert next(rest, None) is None, f"{route} has no place for all of {values}"
    return filled.replace(ADMIN, f"/{settings.ADMIN_PATH}/")


def outcome(response: "Response") -> str:
    """One word of the table's."""
    if response.status_code in (301, 302):
        asked_to_sign_in = response["Location"].split("?")[0] in (
            reverse("login"),
            reverse("admin:login"),
        )
        return "login" if asked_to_sign_in else "done"
    words = {200: "ok", 403: "no", 404: "none"}
    return words.get(response.status_code, str(response.status_code))
