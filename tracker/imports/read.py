"""Bytes of whatever kind → text, and what is said about it."""

from collections.abc import Callable
from dataclasses import replace

from tracker.imports.docx import read_docx
from tracker.imports.html import read_html
from tracker.imports.incoming import (
    MAX_BYTES,
    Incoming,
    Kind,
    Original,
    Reason,
    RefusedError,
    Source,
)
from tracker.imports.kinds import kind_of
from tracker.imports.language import declared_language, recognised_language
from tracker.imports.mail import read_mail
from tracker.imports.pdf import read_pdf
from tracker.imports.plain import read_plain

READERS: dict[Kind, Callable[[Original], Incoming]] = {
    Kind.PLAIN: read_plain,
    Kind.HTML: read_html,
    Kind.PDF: read_pdf,
    Kind.DOCX: read_docx,
    Kind.MAIL: read_mail,
}


def read(original: Original) -> Incoming:
    """Raises RefusedError where there is no text to be had."""
    if len(original.content) > MAX_BYTES:
        raise RefusedError(Reason.TOO_LARGE)
    found = READERS[kind_of(original)](original)
    if not found.text:
        raise RefusedError(Reason.NO_TEXT)
    sources = dict(found.sources)
    language = declared_language(found.language)
    if not language:
        sources.pop("language", None)
        language = recognised_language(found.text)
        if language:
            sources["language"] = Source.RECOGNISED
    return replace(
        found, language=language, sources=sources, address=found.address or original.address
    )
