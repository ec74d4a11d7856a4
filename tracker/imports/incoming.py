"""What comes in, and what is read from it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

MEGABYTE = 1024 * 1024
MAX_BYTES = 10 * MEGABYTE


class Reason(StrEnum):
    """Why something cannot be had or read; `tracker.forms.refused` has the words."""

    # what is in a file
    EMPTY = "empty"
    TOO_LARGE = "too large"
    UNKNOWN_KIND = "unknown kind"
    OLD_WORD = "old word"
    SOMETHING_ELSE = "something else"
    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    NO_TEXT = "no text"
    SCANNED = "scanned"
    TOO_MANY_PAGES = "too many pages"
    SWELLS = "swells"
    TOO_HARD = "too hard"
    BUSY = "busy"
    # what stands in the way of an address
    NO_ADDRESS = "no address"
    SCHEME = "scheme"
    CREDENTIALS = "credentials"
    PORT = "port"
    UNKNOWN_HOST = "unknown host"
    NOT_PUBLIC = "not public"
    UNREACHABLE = "unreachable"
    CERTIFICATE = "certificate"
    SLOW = "slow"
    REDIRECTS = "redirects"
    STATUS = "status"
    KIND_OF_ANSWER = "kind of answer"
    ENCODING = "encoding"
    NO_HTTP = "no http"


class RefusedError(Exception):
    """It is not taken. `detail` is what the words name: a host, a status, a kind."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class Kind(StrEnum):
    """The kinds of files that are read, by their media types."""

    PLAIN = "text/plain"
    HTML = "text/html"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    MAIL = "message/rfc822"


class Source(StrEnum):
    """Where a value was found, so that an editor knows what to look at twice."""

    PAGE = "page"
    HEADER = "header"
    PROPERTIES = "properties"
    FIRST_LINE = "first line"
    RECOGNISED = "recognised"


class Note(StrEnum):
    """What was done to a text that an editor may want to undo."""

    JOINED_LINES = "joined lines"
    LEFT_OUT_REPEATED = "left out repeated"
    ANOTHER_ADDRESS = "another address"
    GUESSED_LETTERS = "guessed letters"


@dataclass(frozen=True, slots=True)
class Original:
    """Bytes as they came, with what was said about them."""

    content: bytes
    name: str = ""  # of the file
    declared: str = ""  # the type that a server said, with its charset
    address: str = ""  # where they were fetched from, after all redirects


@dataclass(frozen=True, slots=True)
class Incoming:
    """What was read. Empty is what was not found; `sources` says of the rest where it was."""

    text: str
    kind: Kind
    title: str = ""
    author: str = ""
    outlet: str = ""
    published_on: date | None = None
    language: str = ""
    address: str = ""
    sources: dict[str, Source] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    def as_json(self) -> dict[str, object]:
        day = self.published_on
        return {
            "text": self.text,
            "kind": self.kind,
            "title": self.title,
            "author": self.author,
            "outlet": self.outlet,
            "published_on": day.isoformat() if day else "",
            "language": self.language,
            "address": self.address,
            "sources": dict(self.sources),
            "notes": list(self.notes),
        }

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "Incoming":
        day = str(said["published_on"])
        return cls(
            text=str(said["text"]),
            kind=Kind(str(said["kind"])),
            title=str(said["title"]),
            author=str(said["author"]),
            outlet=str(said["outlet"]),
            published_on=date.fromisoformat(day) if day else None,
            language=str(said["language"]),
            address=str(said["address"]),
            sources={str(name): Source(value) for name, value in said["sources"].items()},
            notes=tuple(Note(note) for note in said["notes"]),
        )
