"""The W3C TextPositionSelector."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextPosition:
    """A span of a text in Unicode code points; end is exclusive."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(
                f"{self.start} to {self.end} is not a span: 0 <= start < end is needed"
            )

    def slice(self, text: str) -> str:
        """The words at this position. ValueError when the text ends before: never half a quote."""
        if self.end > len(text):
            raise ValueError(f"the text ends at {len(text)}, before the span ends ({self.end})")
        return text[self.start : self.end]
