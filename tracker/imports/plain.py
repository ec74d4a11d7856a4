"""A plain text."""

from tracker.imports.incoming import Incoming, Kind, Note, Original, Source
from tracker.imports.letters import charset_of, decoded
from tracker.imports.lines import is_wrapped, tidy, unwrapped

_LONGEST_TITLE = 200


def read_plain(original: Original) -> Incoming:
    text, notes = decoded(original.content, charset=charset_of(original.declared))
    text = tidy(text)
    if is_wrapped(text):
        text, notes = unwrapped(text), (*notes, Note.JOINED_LINES)
    title = title_of(text)
    sources = {"title": Source.FIRST_LINE} if title else {}
    return Incoming(text, Kind.PLAIN, title=title, sources=sources, notes=notes)


def title_of(text: str) -> str:
    """The first line, where it stands alone and does not end like a sentence."""
    first, _, rest = text.partition("\n")
    if not rest.strip() or len(first) > _LONGEST_TITLE or first.endswith((".", ":", ",", ";")):
        return ""
    return first
