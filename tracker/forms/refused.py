"""Why something that should come in cannot, in words for whoever brought it."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as lazy

from tracker.imports.guard import WHOLE_TIME
from tracker.imports.incoming import MAX_BYTES, MEGABYTE, Kind, Note, Reason, RefusedError, Source

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

_MOST = {"most": MAX_BYTES // MEGABYTE, "seconds": int(WHOLE_TIME)}

_KINDS: "dict[str, StrPromise]" = {
    Kind.PLAIN: lazy("a plain text"),
    Kind.HTML: lazy("a web page"),
    Kind.PDF: lazy("a PDF"),
    Kind.DOCX: lazy("a Word document"),
    Kind.MAIL: lazy("a mail"),
}

_WORDS: "dict[Reason, StrPromise]" = {
    Reason.EMPTY: lazy("The file is empty."),
    Reason.TOO_LARGE: lazy("It is larger than %(most)d MB, which is the most that is taken."),
    Reason.UNKNOWN_KIND: lazy(
        "This kind of file%(kind)s is not read. Text, web pages (.html), PDF, Word (.docx) and mail"
        " (.eml) are."
    ),
    Reason.OLD_WORD: lazy(
        "This is a Word document with a password, or of a Word before 2007. Save it as .docx"
        " without a password, or paste its text."
    ),
    Reason.SOMETHING_ELSE: lazy(
        "By its name the file is %(named)s, but what is in it is something else. Give it the name"
        " of what it is."
    ),
    Reason.BROKEN: lazy("The file is damaged: it cannot be read to its end."),
    Reason.ENCRYPTED: lazy(
        "It is protected by a password. Save it without one, or paste its text."
    ),
    Reason.NO_TEXT: lazy(
        "No text of an article was found in it. If you can read one there, copy and paste it."
    ),
    Reason.SCANNED: lazy(
        "The PDF holds pictures of pages and no text: it was scanned. Have it recognised first, or"
        " type what you need."
    ),
    Reason.TOO_MANY_PAGES: lazy(
        "It has more than %(detail)s pages, which is the most that is read. Paste the part that you"
        " need."
    ),
    Reason.SWELLS: lazy("Unpacked, it would be far larger than any article. It was not unpacked."),
    Reason.TOO_HARD: lazy(
        "Reading it took too long or too much memory, and was given up. Paste the text instead."
    ),
    Reason.BUSY: lazy("Others are being read just now. Try again in a minute."),
    Reason.NO_ADDRESS: lazy("This is no address of a page on the web."),
    Reason.SCHEME: lazy("Only addresses that begin with http:// or https:// are fetched."),
    Reason.CREDENTIALS: lazy("There is a name or a password in the address. Take it out."),
    Reason.PORT: lazy(
        "Pages are fetched from the usual ports alone (80 and 443), not from %(detail)s."
    ),
    Reason.UNKNOWN_HOST: lazy("There is no “%(detail)s” on the internet, as far as is known here."),
    Reason.NOT_PUBLIC: lazy(
        "“%(detail)s” is not on the public internet: what is in this machine or in its own network"
        " is not fetched."
    ),
    Reason.UNREACHABLE: lazy("“%(detail)s” cannot be reached, or broke off."),
    Reason.CERTIFICATE: lazy("“%(detail)s” cannot prove that it is who it says (its certificate)."),
    Reason.SLOW: lazy("It did not come within %(seconds)d seconds, and was given up."),
    Reason.REDIRECTS: lazy("It was passed on more than %(detail)s times, and was given up."),
    Reason.STATUS: lazy("The page was not given out: the answer there is %(detail)s."),
    Reason.KIND_OF_ANSWER: lazy("There is no article at this address, but %(detail)s."),
    Reason.ENCODING: lazy("The answer is packed in a way that is not understood (%(detail)s)."),
    Reason.NO_HTTP: lazy("What “%(detail)s” answers is not the language of the web."),
}
# What to do where fetching fails, whatever the reason is.
INSTEAD = lazy("You can open the page yourself, and paste its text or upload the saved page.")

_SOURCES: "dict[tuple[str, Source] | Source, StrPromise]" = {
    Source.PAGE: lazy("As the page says."),
    Source.HEADER: lazy("From the head of the mail."),
    Source.PROPERTIES: lazy("From the properties of the file."),
    Source.FIRST_LINE: lazy("The first line of the text."),
    Source.RECOGNISED: lazy("Recognised by its words."),
    ("published_on", Source.PAGE): lazy("As the page says in its head or its address: check it."),
    ("published_on", Source.HEADER): lazy("The day on which the mail was sent: check it."),
    ("published_on", Source.PROPERTIES): lazy(
        "The day on which the file was made, which need not be that of publication: check it."
    ),
}

_NOTES: "dict[Note, StrPromise]" = {
    Note.JOINED_LINES: lazy(
        "Lines were joined to paragraphs, and words that were broken at line ends put together."
    ),
    Note.LEFT_OUT_REPEATED: lazy("What stood on most pages, and their numbers, were left out."),
    Note.ANOTHER_ADDRESS: lazy(
        "The page names an address on another site as its own; the one that was fetched is kept."
    ),
    Note.GUESSED_LETTERS: lazy(
        "In which letters it was written nobody said; check accents and quotation marks."
    ),
}


def words_of(error: RefusedError) -> str:
    detail = error.detail[:100]
    return str(_WORDS[error.reason]) % {
        **_MOST,
        "detail": detail,
        "kind": f" ({detail})" if detail else "",
        "named": _KINDS.get(error.detail, detail),
    }


def words_of_source(field: str, source: str) -> str:
    known = Source(source)
    return str(_SOURCES.get((field, known)) or _SOURCES[known])


def words_of_notes(notes: list[str]) -> list[str]:
    return [str(_NOTES[Note(note)]) for note in notes]
