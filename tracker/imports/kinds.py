"""Which kind of file something is: by what is in it, and held against what it calls itself."""

import re
import zipfile
from email.parser import BytesHeaderParser
from io import BytesIO
from pathlib import PurePath

from tracker.imports.incoming import Kind, Original, Reason, RefusedError

BY_NAME = {
    ".txt": Kind.PLAIN,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".pdf": Kind.PDF,
    ".docx": Kind.DOCX,
    ".eml": Kind.MAIL,
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word before 2007, and newer files with a password
_BOMS = (b"\xff\xfe", b"\xfe\xff")
_FIRST = 4096  # bytes
# A page, whatever stands before its root of declarations and comments.
_PAGE = re.compile(
    r"\s*(?:<\?xml[^<>]*\?>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<(/?)(p|div|h[1-6]|li|td|section|blockquote)(?:\s[^<>]*)?>", re.IGNORECASE)
_HEADERS = ("From", "To", "Date", "Subject", "Message-ID", "MIME-Version", "Received")


def kind_of(original: Original) -> Kind:
    """Raises RefusedError for what is none of the kinds, and for what is not what its name says."""
    content = original.content
    if not content.strip():
        raise RefusedError(Reason.EMPTY)
    ending = PurePath(original.name).suffix.lower()
    if original.name and ending not in BY_NAME:
        raise RefusedError(Reason.UNKNOWN_KIND, ending)
    found = _found(content)
    if not original.name:
        return found or Kind.PLAIN
    expected = BY_NAME[ending]
    if found is None:  # some text
        if expected not in (Kind.PLAIN, Kind.HTML):
            raise RefusedError(Reason.SOMETHING_ELSE, expected)
        return expected
    # A letter as a text file is a text, with its head on it.
    if found != expected and (expected, found) != (Kind.PLAIN, Kind.MAIL):
        raise RefusedError(Reason.SOMETHING_ELSE, expected)
    return expected


def _found(content: bytes) -> Kind | None:
    """None is a text that shows no more."""
    if b"%PDF-" in content[:1024]:
        return Kind.PDF
    if content.startswith(_OLE):
        raise RefusedError(Reason.OLD_WORD)
    if content.startswith(b"PK\x03\x04"):
        if _is_docx(content):
            return Kind.DOCX
        raise RefusedError(Reason.UNKNOWN_KIND, "zip")
    if content.startswith(b"{\\rtf"):
        raise RefusedError(Reason.UNKNOWN_KIND, "rtf")
    if b"\0" in content[:_FIRST] and not content.startswith(_BOMS):
        raise RefusedError(Reason.UNKNOWN_KIND, "")
    if _is_mail(content):
        return Kind.MAIL
    return Kind.HTML if looks_like_html(content.decode("latin-1")) else None


def looks_like_html(text: str) -> bool:
    """Markup of a page, or paragraphs in tags; not a text in which a “<” stands, or a tag is told
    of."""
    text = text[: 16 * _FIRST].lstrip("\ufeffï»¿ \t\r\n")
    if _PAGE.match(text):
        return True
    enough = 1 if text.startswith("<") else 2
    return _closed(text, enough) == enough


def _closed(text: str, most: int) -> int:
    """How many elements are opened and closed again, counted up to `most`, in one pass."""
    opened: set[str] = set()
    count = 0
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if not tag[1]:
            opened.add(name)
        elif name in opened:
            opened.discard(name)
            count += 1
            if count == most:
                break
    return count


def _is_docx(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            return "word/document.xml" in packed.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise RefusedError(Reason.BROKEN) from None


def _is_mail(content: bytes) -> bool:
    head = content[: 16 * _FIRST].lstrip()
    if not re.match(rb"[!-9;-~]+:[ \t]?\S", head):
        return False
    try:
        message = BytesHeaderParser().parsebytes(head)
    except ValueError:
        return False
    return sum(name in message for name in _HEADERS) >= 3
