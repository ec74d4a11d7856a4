"""The W3C TextQuoteSelector."""

from dataclasses import dataclass

from tracker.selectors.position import TextPosition

CONTEXT = 32


@dataclass(frozen=True, slots=True)
class TextQuote:
    """The words themselves, with a little of what stands before and after to tell twins apart."""

    exact: str
    prefix: str = ""
    suffix: str = ""

    def __post_init__(self) -> None:
        if not self.exact:
            raise ValueError("a quote needs at least one character")

    @classmethod
    def from_span(cls, text: str, start: int, end: int, *, context: int = CONTEXT) -> "TextQuote":
        """The quote at text[start:end]; ValueError when that is empty or outside the text."""
        exact = TextPosition(start, end).slice(text)
        return cls(exact, text[max(0, start - context) : start], text[end : end + context])
