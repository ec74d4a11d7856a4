"""A text cut at the ends of the spans that lie on it, so that each piece can be marked on a page.

Offsets count Unicode code points. Spans may overlap in any way and run over line ends.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Span(Protocol):
    """Anything that lies on text[start:end]."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Span)


@dataclass(frozen=True, slots=True)
class Segment(Generic[S]):
    """A piece of one paragraph that is covered by the same spans from its first to its last letter.

    `spans` are those that cover it, outermost first; `begins` those of them of which this is the
    first segment.
    """

    start: int
    text: str
    spans: tuple[S, ...] = ()
    begins: tuple[S, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph(Generic[S]):
    """One line of the text, without its line end. An empty line has no segments."""

    start: int
    segments: tuple[Segment[S], ...]

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments)


def paragraphs(text: str, spans: Iterable[S] = ()) -> list[Paragraph[S]]:
    """The text as paragraphs, cut where a span begins or ends.

    Joined by newlines, the paragraphs are the text again. Of two spans the one that begins first
    is the outer one; of two that begin together, the longer.
    """
    cutter = _Cutter(text, spans)
    found = []
    start = 0
    for line in text.split("\n"):
        found.append(Paragraph(start, tuple(cutter.cut(start, start + len(line)))))
        start += len(line) + 1
    return found


class _Cutter(Generic[S]):
    """Goes over the text once, from its beginning to its end."""

    def __init__(self, text: str, spans: Iterable[S]) -> None:
        self.text = text
        self.coming = sorted(spans, key=lambda span: (span.start, -span.end))
        self.coming.reverse()  # the next one is popped from the end
        self.covering: list[S] = []
        self.fresh: list[S] = []  # covering, but no segment of theirs was cut yet

    def cut(self, start: int, end: int) -> Iterator[Segment[S]]:
        while start < end:
            self._move_to(start)
            stop = min([end, *(span.end for span in self.covering)])
            if self.coming:
                stop = min(stop, self.coming[-1].start)
            piece = self.text[start:stop]
            yield Segment(start, piece, tuple(self.covering), tuple(self.fresh))
            self.fresh = []
            start = stop

    def _move_to(self, place: int) -> None:
        while self.coming and self.coming[-1].start <= place:
            span = self.coming.pop()
            self.covering.append(span)
            self.fresh.append(span)
        self.covering = [span for span in self.covering if span.end > place]
        self.fresh = [span for span in self.fresh if span.end > place]
