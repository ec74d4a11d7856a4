"""What somebody typed is kept when it cannot be saved: signed out, or sent with a stale token.

A form says, signed, who it was shown to. What was sent in vain is sealed with that name into the
page that asks to sign in, and is put back for that person alone: into the form, never past it.
"""

import secrets
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.core import signing
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy

NOT_SAVED_YET = gettext_lazy(
    "Not saved yet: this is what you typed before. Look it over, and save it once more."
)
TYPED_BY = "typed_by"
SESSION_KEY = "kept"
# A form that lay open over a weekend is still somebody's work.
SECONDS = 14 * 24 * 3600
_BY = "tracker.keeping.by"
_SEAL = "tracker.keeping.seal"
# Room for the rest of the request that carries it.
_ROOM = 64 * 1024
# What is no typing: tokens, and what must never stand in a page.
_LEFT_OUT = ("csrfmiddlewaretoken", TYPED_BY, "next", SESSION_KEY)
# Pages that can show a form as it was sent; for others what was typed is shown as it is.
_FORMS = (
    *("article_new", "article_read", "article_text", "article_text_read"),
    *("annotate_new", "annotate_attach", "annotate_development"),
    *("development_new", "development_retract", "entry_contrary", "entry_revision"),
)
_ADMIN_FORMS = ("_add", "_change")


@dataclass(frozen=True, slots=True)
class Kept:
    """A form as it was sent."""

    user: int
    path: str
    fields: list[tuple[str, str]]

    def data(self) -> QueryDict:
        data = QueryDict(mutable=True)
        for name, value in self.fields:
            data.appendlist(name, value)
        return data

    def typed(self) -> list[tuple[str, str]]:
        """What a person wrote of it, for a page that only shows it."""
        own = ("_", "read_", "merge", "choose:", "initial-", "draft_id")
        hidden = ("_FORMS", "-id", "-entry", "-source", "-development", "-entry_ptr")
        return [
            (name, value)
            for name, value in self.fields
            if value.strip() and not name.startswith(own) and not name.endswith(hidden)
        ]


def typed_by(user: Any) -> str:
    return signing.dumps(user.pk, salt=_BY)


def sent(request: HttpRequest, *, refuse: bool = False) -> Kept | None:
    """What a request brought from a form of ours; None when it is not, or cannot be read.

    Django says only once that it cannot: whoever asks first must `refuse` it, or nobody will.
    """
    try:
        user = signing.loads(request.POST.get(TYPED_BY, ""), salt=_BY)
    except signing.BadSignature:
        return None
    except UNREADABLE:
        if refuse:
            raise
        return None
    fields = [
        (name, str(value))
        for name, values in request.POST.lists()
        if name not in _LEFT_OUT and "password" not in name
        for value in values
    ]
    return Kept(user=int(user), path=_without_key(request.get_full_path()), fields=fields)


UNREADABLE = (
    SuspiciousOperation,
    RequestDataTooBig,
    TooManyFieldsSent,
    UnreadablePostError,
    MultiPartParserError,
)


def sealed(kept: Kept) -> str:
    """For a hidden field; empty when it is more than a request may carry."""
    seal = signing.dumps(asdict(kept), salt=_SEAL, compress=True)
    most: int | None = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return "" if most and len(seal) > most - _ROOM else seal


def unsealed(seal: str) -> Kept | None:
    try:
        said = signing.loads(seal, salt=_SEAL, max_age=SECONDS)
    except signing.BadSignature:
        return None
    fields = [(str(name), str(value)) for name, value in said["fields"]]
    return Kept(user=int(said["user"]), path=str(said["path"]), fields=fields)


def put_back(request: HttpRequest, kept: Kept) -> str:
    """Lays it into the session of the person whose it is; the address where it is to be seen."""
    number = secrets.token_urlsafe(9)
    request.session[SESSION_KEY] = {"number": number, **asdict(kept)}
    if not can_show(kept.path):
        return reverse("kept")
    joint = "&" if "?" in kept.path else "?"
    return f"{kept.path}{joint}{SESSION_KEY}={number}"


def laid_by(request: HttpRequest) -> Kept | None:
    """What was put back for this person."""
    said = request.session.get(SESSION_KEY)
    if not said or said["user"] != getattr(request.user, "pk", None):
        return None
    fields = [(str(name), str(value)) for name, value in said["fields"]]
    return Kept(user=said["user"], path=said["path"], fields=fields)


def typed_again(request: HttpRequest) -> QueryDict | None:
    """The form as it was sent, when this is the page on which it is to be seen once more."""
    number = request.GET.get(SESSION_KEY)
    if request.method != "GET" or not number:
        return None
    kept = laid_by(request)
    if kept is None or request.session[SESSION_KEY]["number"] != number:
        return None
    return kept.data() if urlsplit(kept.path).path == request.path else None


def let_go(request: HttpRequest) -> None:
    """It has been saved."""
    kept = laid_by(request) if SESSION_KEY in request.session else None
    if kept and urlsplit(kept.path).path == request.path:
        del request.session[SESSION_KEY]


def can_show(path: str) -> bool:
    try:
        found = resolve(urlsplit(path).path)
    except Resolver404:
        return False
    name = found.url_name or ""
    is_ours = found.app_names == ["admin"] and name.startswith("tracker_")
    return name in _FORMS or (is_ours and name.endswith(_ADMIN_FORMS))


def _without_key(path: str) -> str:
    parts = urlsplit(path)
    query = [pair for pair in parse_qsl(parts.query) if pair[0] != SESSION_KEY]
    return parts.path + (f"?{urlencode(query)}" if query else "")
