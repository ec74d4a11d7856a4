"""A text cut once into sentences, tokens and quotations, for all who look for something in it.

Everything here takes time in proportion to the text, whatever the text is.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from tracker.selectors.sentences import sentence_spans

_TOKEN = re.compile(
    r"""[A-Za-z]++(?![\w'’])  # most words, at half the price
    | [^\W\d_]++(?:['’][^\W\d_]++)*+ | \d++(?:[.,]\d++)*+(?:st|nd|rd|th|s)?\b | \w++ | [^\w\s]""",
    re.VERBOSE,
)

# From an opening mark to the next mark, or to the end of the line.
_QUOTATION = re.compile('[“„«"]([^“”„«»"\n]*+)[”“»"]?')


# "OSLO, April 17 (Xinhua) -- ", "Washington (CNN) — ": where and whose a report is.
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}|[A-Z]\w+(?: [A-Z]\w+){0,2}(?= \([A-Z]))"
    r"(?:, [A-Z][\w.]+(?: \d{1,2})?){0,2}(?: \([A-Z][\w/ .]{1,20}\))? ?"
    r"(?:--|[—–_-]) (?![^.\n]{0,80} (?:--|[—–-]) )"
)


# "Photo by A. B./AFP via Getty Images", "(Photo: …)", "REUTERS/A. B.": what closes a caption.
_CREDIT = re.compile(
    r"\b(?:File )?(?:[Pp]hoto(?:graph)?|PHOTO|Picture|Image)(?: by |: | courtesy of )"
    r"|\b(?:via |/)Getty Images\b|\b(?:REUTERS|AFP|EPA|AP Photo|Reuters|dpa)/\w"
)
_LONGEST_CREDIT = 200  # characters from the credit to the end of its paragraph


class Token(NamedTuple):
    start: int
    end: int
    text: str
    lower: str  # with straight apostrophes

    @property
    def is_capitalised(self) -> bool:
        return self.text[:1].isupper()


class Span(NamedTuple):
    start: int
    end: int


@dataclass(frozen=True)
class Document:
    """`published`: the day that its words are counted from."""

    text: str
    published: date

    @cached_property
    def tokens(self) -> list[Token]:
        # As Token(…) does, without a call of Python's own for each.
        new = tuple.__new__
        return [
            new(Token, (match.start(), match.end(), word, word.lower().replace("’", "'")))
            for match in _TOKEN.finditer(self.text)
            if (word := match[0])
        ]

    @cached_property
    def lowers(self) -> list[str]:
        """The tokens' words alone, as `Token.lower` has them."""
        return [token.lower for token in self.tokens]

    @cached_property
    def sentences(self) -> list[Span]:
        """In order, without the white space around them. A new line ends a sentence."""
        return [Span(found.start, found.end) for found in sentence_spans(self.text)]

    @cached_property
    def paragraphs(self) -> list[Span]:
        return [Span(match.start(), match.end()) for match in re.finditer(r"[^\n]*\S", self.text)]

    @cached_property
    def captions(self) -> list[Span]:
        """Paragraphs that only say what a picture shows: a credit closes them."""
        return [
            paragraph
            for paragraph in self.paragraphs
            if _CREDIT.search(
                self.text, max(paragraph.end - _LONGEST_CREDIT, paragraph.start), paragraph.end
            )
        ]

    def is_captioned(self, offset: int) -> bool:
        place = bisect_right(self.captions, (offset, len(self.text))) - 1
        return place >= 0 and offset < self.captions[place].end

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence with this offset in it; the one before, between two."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def token_at(self, offset: int) -> int:
        """The number of the token with this offset in it; the one before, between two."""
        return max(bisect_right(self._token_starts, offset) - 1, 0)

    def tokens_of(self, span: Span) -> range:
        """The numbers of the tokens that begin within the span."""
        first = bisect_right(self._token_starts, span.start - 1)
        return range(first, bisect_right(self._token_starts, span.end - 1))

    @cached_property
    def quotations(self) -> list[Span]:
        """What stands between quotation marks, without them. Quotations do not stand in one
        another here; one that is not closed ends with its paragraph."""
        return [
            Span(*match.span(1)) for match in _QUOTATION.finditer(self.text) if match[1].strip()
        ]

    def after_dateline(self, start: int) -> int:
        """Where the words begin that have a dateline here before them; else here."""
        found = _DATELINE.match(self.text, start)
        return found.end() if found else start

    @cached_property
    def _quotation_ends(self) -> list[int]:
        return [quotation.end for quotation in self.quotations]

    def is_quoted(self, offset: int) -> bool:
        place = bisect_right(self._quotation_ends, offset)
        return place < len(self.quotations) and self.quotations[place].start <= offset


_ARTICLES = frozenset({"the", "a", "an", "its", "their"})
_SHORT = 4  # letters: "need" and "red" tell nothing done


def opens_without_name(words: Sequence[str]) -> bool:
    """Whether somebody without a name does something in these words, which stand before the first
    name of a sentence: "the army rejected a truce by". What ", saying" tells behind them is said by
    the army."""
    return (
        bool(words)
        and words[0] in _ARTICLES
        and any(len(word) > _SHORT and word.endswith("ed") for word in words[1:])
    )
