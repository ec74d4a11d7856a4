"""A letter as mail programs save it: an article that came by mail, or a statement sent out."""

import email.policy
from contextlib import suppress
from datetime import date
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime

from tracker.imports.html import read_html
from tracker.imports.incoming import Incoming, Kind, Note, Original, Reason, RefusedError, Source
from tracker.imports.letters import decoded
from tracker.imports.lines import is_wrapped, one_line, tidy, unwrapped


def read_mail(original: Original) -> Incoming:
    message = message_from_bytes(original.content, policy=email.policy.default)
    try:
        text, language, notes = _body(message)
        title, author = _said(message, "subject"), _sender(message)
        published_on = _day(message)
    except RefusedError:
        raise
    except (MessageError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise RefusedError(Reason.BROKEN) from error
    if not text:
        raise RefusedError(Reason.NO_TEXT)
    found = {
        "title": title,
        "author": author,
        "published_on": published_on,
    }
    sources = {name: Source.HEADER for name, value in found.items() if value}
    if language:
        sources["language"] = Source.PAGE
    return Incoming(
        text,
        Kind.MAIL,
        title=title,
        author=author,
        published_on=published_on,
        language=language,
        sources=sources,
        notes=notes,
    )


def _body(message: EmailMessage) -> tuple[str, str, tuple[Note, ...]]:
    """What was written as a page keeps its paragraphs; plain letters are often cut to a width."""
    page = message.get_body(("related", "html"))
    if page is not None and page.get_content_type() != "text/html":
        page = message.get_body(("html",))
    if page is not None:
        with suppress(RefusedError):
            read = read_html(Original(_bytes(page), declared=str(page["content-type"] or "")))
            return read.text, read.language, read.notes
    plain = message.get_body(("plain",))
    if plain is None:
        return "", "", ()
    text, notes = decoded(_bytes(plain), charset=plain.get_content_charset() or "")
    text = tidy(text)
    if is_wrapped(text):
        return unwrapped(text), "", (*notes, Note.JOINED_LINES)
    return text, "", notes


def _bytes(part: MIMEPart) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _said(message: EmailMessage, name: str) -> str:
    return one_line(str(message[name] or ""))


def _sender(message: EmailMessage) -> str:
    """The name, not the address, which is nobody's business here."""
    name, _address = parseaddr(_said(message, "from"))
    return one_line(name)


def _day(message: EmailMessage) -> date | None:
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        return parsedate_to_datetime(str(message["date"])).date()
    return None
