"""Bytes into letters."""

from email.message import Message

from tracker.imports.incoming import Note

_LATIN = ("cp1250", "cp1252", "cp1254", "cp1257", "latin_1", "iso8859_15", "hp_roman8", "mac_roman")


def charset_of(declared: str) -> str:
    message = Message()
    message["Content-Type"] = declared or "text/plain"
    return str(message.get_content_charset() or "")


def decoded(content: bytes, *, charset: str = "") -> tuple[str, tuple[Note, ...]]:
    """UTF-8 where it can be that; else what was declared; else the likeliest, which is said."""
    for name, marks in (("utf-8-sig", (b"\xef\xbb\xbf",)), ("utf-16", (b"\xff\xfe", b"\xfe\xff"))):
        if content.startswith(marks):
            try:
                return content.decode(name), ()
            except UnicodeDecodeError:
                break
    for name in ("utf-8", charset):
        try:
            if name:
                return content.decode(name), ()
        except (UnicodeDecodeError, LookupError):
            continue
    from charset_normalizer import from_bytes

    best = from_bytes(content[:200_000]).best()
    # Between the code pages for Latin letters, a text seldom decides: browsers take the western.
    name = best.encoding if best and best.encoding not in _LATIN else "cp1252"
    try:
        text = content.decode(name)
    except (UnicodeDecodeError, LookupError):
        text = content.decode("cp1252", errors="replace")
    return text, (Note.GUESSED_LETTERS,)
