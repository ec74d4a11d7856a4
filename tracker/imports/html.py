"""A page: its text without what stands around it, and what its head says."""

from contextlib import suppress
from datetime import date

from tracker.imports.addresses import cleaned_address, same_host
from tracker.imports.incoming import Incoming, Kind, Note, Original, Reason, RefusedError, Source
from tracker.imports.letters import charset_of, decoded
from tracker.imports.lines import one_line, tidy
from tracker.imports.plain import title_of

# Days out of the head and the address of a page, not out of its text: whatever day stands first in
# an article need not be its own.
_DATES = {"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d"}
_MOST_NODES = 200_000


def read_html(original: Original) -> Incoming:
    import trafilatura
    from lxml import etree

    markup, notes = _markup(original)
    try:
        tree = trafilatura.load_html(markup)
    except (etree.LxmlError, ValueError) as error:
        raise RefusedError(Reason.BROKEN) from error
    if tree is None:
        raise RefusedError(Reason.NO_TEXT)
    if sum(1 for _node in zip(tree.iter(), range(_MOST_NODES), strict=False)) >= _MOST_NODES:
        raise RefusedError(Reason.TOO_HARD)
    language = str(next(iter(tree.xpath("//html/@lang")), "") or "")
    found = trafilatura.bare_extraction(
        tree,
        url=original.address or None,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=dict(_DATES),
    )
    text = tidy(getattr(found, "text", None) or "")
    if found is None or isinstance(found, dict) or not text:
        raise RefusedError(Reason.NO_TEXT)
    title = one_line(found.title)
    lines = [line for line in text.split("\n") if line]
    # A page says its title once more above its text.
    text = "\n\n".join(lines[1:] if lines[1:] and lines[0] == title else lines)
    published_on = None
    with suppress(ValueError):
        published_on = date.fromisoformat(found.date or "")
    address, also = _address(original.address, one_line(found.url))
    values = {
        "title": title,
        "author": "; ".join(filter(None, map(one_line, (found.author or "").split(";")))),
        "outlet": one_line(found.sitename),
        "language": language.strip(),
        "address": address,
    }
    sources = {name: Source.PAGE for name, value in values.items() if value}
    if not title and (first := title_of(text)):
        values["title"], sources["title"] = first, Source.FIRST_LINE
    if published_on:
        sources["published_on"] = Source.PAGE
    return Incoming(
        text,
        Kind.HTML,
        **values,
        published_on=published_on,
        sources=sources,
        notes=(*notes, *also),
    )


def _markup(original: Original) -> tuple[str | bytes, tuple[Note, ...]]:
    """What a server says about letters, or what UTF-8 shows; else the page may say it itself."""
    charset = charset_of(original.declared)
    for name in ("utf-8-sig", charset):
        with suppress(UnicodeDecodeError, LookupError):
            if name:
                return _without_declaration(original.content.decode(name)), ()
    if b"charset" in original.content[:4096].lower():
        return original.content, ()
    text, notes = decoded(original.content)
    return _without_declaration(text), notes


def _without_declaration(text: str) -> str:
    """lxml takes no text that says in which letters its bytes were."""
    start = text.lstrip()
    return start.partition("?>")[2] if start.startswith("<?xml") else text


def _address(fetched: str, said: str) -> tuple[str, tuple[Note, ...]]:
    """Where a page says that it stands, where that is believable: any page can name any other."""
    said, fetched = cleaned_address(said), cleaned_address(fetched)
    if not fetched or not said or same_host(fetched, said):
        return said or fetched, ()
    return fetched, (Note.ANOTHER_ADDRESS,)
