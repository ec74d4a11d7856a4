"""A document of Word, from 2007 on."""

import zipfile
from contextlib import suppress
from datetime import date
from io import BytesIO

from tracker.imports.incoming import (
    MEGABYTE,
    Incoming,
    Kind,
    Original,
    Reason,
    RefusedError,
    Source,
)
from tracker.imports.lines import apart, one_line, tidy
from tracker.imports.plain import title_of

_MOST_UNPACKED = 60 * MEGABYTE
_MOST_OF_TEXT = 30 * MEGABYTE  # of markup; a book has five
_MOST_PARTS = 5_000
_CORE = "docProps/core.xml"
_NAMES = {
    "title": "{http://purl.org/dc/elements/1.1/}title",
    "author": "{http://purl.org/dc/elements/1.1/}creator",
    "language": "{http://purl.org/dc/elements/1.1/}language",
    "created": "{http://purl.org/dc/terms/}created",
}


def read_docx(original: Original) -> Incoming:
    import mammoth

    try:
        _check_size(original.content)
        text = mammoth.extract_raw_text(BytesIO(original.content)).value
        said = _properties(original.content)
    except RefusedError:
        raise
    except zipfile.BadZipFile as error:
        raise RefusedError(Reason.BROKEN) from error
    except RuntimeError as error:  # zipfile, of what is encrypted
        reason = Reason.ENCRYPTED if "password" in str(error) else Reason.BROKEN
        raise RefusedError(reason) from error
    except Exception as error:  # whatever a library says of a file that is not as it should be
        raise RefusedError(Reason.BROKEN) from error
    text = apart(tidy(text).split("\n"))
    if not text:
        raise RefusedError(Reason.NO_TEXT)
    sources = {name: Source.PROPERTIES for name, value in said.items() if value}
    created = said.pop("created")
    published_on = None
    with suppress(ValueError):
        published_on = date.fromisoformat(created[:10])
    sources.pop("created", None)
    if published_on:
        sources["published_on"] = Source.PROPERTIES
    if not said["title"] and (title := title_of(text)):
        said["title"], sources["title"] = title, Source.FIRST_LINE
    return Incoming(
        text,
        Kind.DOCX,
        title=said["title"],
        author=said["author"],
        language=said["language"],
        published_on=published_on,
        sources=sources,
    )


def _check_size(content: bytes) -> None:
    """By what the archive declares, beyond which nothing is unpacked."""
    with zipfile.ZipFile(BytesIO(content)) as packed:
        parts = packed.infolist()
        whole = sum(part.file_size for part in parts)
        markup = max(
            (part.file_size for part in parts if part.filename.endswith(".xml")), default=0
        )
        if len(parts) > _MOST_PARTS or whole > _MOST_UNPACKED or markup > _MOST_OF_TEXT:
            raise RefusedError(Reason.SWELLS)


def _properties(content: bytes) -> dict[str, str]:
    from lxml import etree

    said = dict.fromkeys(_NAMES, "")
    with zipfile.ZipFile(BytesIO(content)) as packed:
        if _CORE not in packed.namelist():
            return said
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(packed.read(_CORE), parser)
    for name, tag in _NAMES.items():
        said[name] = one_line(root.findtext(tag))
    return said
