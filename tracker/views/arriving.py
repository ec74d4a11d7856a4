"""What every way in has in common: something is read, or refused with a reason."""

from typing import Any, cast

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.shortcuts import get_object_or_404

from tracker.editing.pending_texts import lay_aside
from tracker.forms.refused import INSTEAD, words_of
from tracker.imports.apart import fetch_apart, read_apart
from tracker.imports.incoming import Original, RefusedError
from tracker.models import Article, PendingText
from tracker.views.http import HtmxHttpRequest


class NotReadError(Exception):
    """With the words for whoever brought it."""


def from_file(
    request: HtmxHttpRequest, file: "UploadedFile[Any]", *, article: Article | None = None
) -> PendingText:
    original = Original(file.read(), name=file.name or "file")
    return _read(request, original, article=article)


def from_paste(
    request: HtmxHttpRequest, text: str, *, typed: dict[str, str], article: Article | None = None
) -> PendingText:
    return _read(request, Original(text.encode(errors="replace")), typed=typed, article=article)


def from_address(
    request: HtmxHttpRequest, address: str, *, article: Article | None = None
) -> PendingText:
    try:
        original, incoming = fetch_apart(address, agent=f"Demarche (+{settings.SITE_URL})")
    except RefusedError as error:
        raise NotReadError(f"{words_of(error)} {INSTEAD}") from error
    return lay_aside(
        editor=_editor(request),
        read=incoming.as_json(),
        content=original.content,
        origin={"address": original.address},
        article=article,
    )


def _read(
    request: HtmxHttpRequest,
    original: Original,
    *,
    typed: dict[str, str] | None = None,
    article: Article | None = None,
) -> PendingText:
    try:
        incoming = read_apart(original)
    except RefusedError as error:
        raise NotReadError(words_of(error)) from error
    return lay_aside(
        editor=_editor(request),
        read=incoming.as_json(),
        content=original.content,
        origin={"name": original.name},
        typed=typed,
        article=article,
    )


def pending_of(request: HtmxHttpRequest, pk: int, *, article: Article | None = None) -> PendingText:
    """Their own, about this article or about none yet; 404 for everybody else."""
    return get_object_or_404(
        PendingText, pk=pk, editor=_editor(request), article=article.pk if article else None
    )


def _editor(request: HtmxHttpRequest) -> User:
    return cast(User, request.user)
