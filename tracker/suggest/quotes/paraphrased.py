"""What is said in the writer's words: "X warned that …", "…, X said", "according to X, …"."""

from collections.abc import Iterator, Sequence

from tracker.suggest.quotes.speakers import Attribution
from tracker.suggest.quotes.words import (
    COMMENTS,
    DOUBTS,
    NOT_SAID,
    QUOTING,
    SAYING,
    TELLING,
    TIME_PREPOSITIONS,
    TIME_WORDS,
)
from tracker.suggest.text import Document, Span

_FEWEST = 4  # words
_MOST = 120  # tokens
_THAT_WITHIN = 9  # tokens after the verb
_MARKS = frozenset('"“”«»„')


def paraphrases(
    document: Document, attributions: Sequence[Attribution]
) -> Iterator[tuple[Attribution, Span]]:
    """Each attribution that has words of its own outside quotation marks, with these words."""
    for place, by in enumerate(attributions):
        following = attributions[place + 1] if place + 1 < len(attributions) else None
        if following and following.sentence != by.sentence:
            following = None
        preceding = attributions[place - 1] if place else None
        if preceding and preceding.sentence != by.sentence:
            preceding = None
        span = None if by.is_relative else _Said(document, by).words(preceding, following)
        if span and _unquoted_words(document, span) >= _FEWEST:
            yield by, span


def _unquoted_words(document: Document, span: Span) -> int:
    """How many words stand outside quotation marks."""
    count, is_quoted = 0, False
    for number in document.tokens_of(span):
        text = document.tokens[number].text
        if text in _MARKS:
            is_quoted = text in {"“", "„", "«"} or (text == '"' and not is_quoted)
        elif text[0].isalpha() and not is_quoted:
            count += 1
    return count


class _Said:
    def __init__(self, document: Document, by: Attribution) -> None:
        self._document = document
        self._tokens = document.tokens
        self._by = by
        self._sentence = document.sentences[by.sentence]
        self._numbers = document.tokens_of(self._sentence)
        self._verb = self._tokens[by.verb].lower

    def words(self, preceding: Attribution | None, following: Attribution | None) -> Span | None:
        if self._verb == "according":
            return self._around_according(preceding)
        if self._verb in QUOTING - TELLING:
            return None
        start = None if self._by.is_inverted else self._start_after_verb()
        if start is not None:
            end = min(self._numbers.stop, start + _MOST)
            if following and following.first < end:
                end = max(following.first, start)
            return self._trimmed(start, self._comment(start, end))
        return self._before_speaker(preceding)

    def _comment(self, start: int, end: int) -> int:
        """The comma before what the writer thinks of it: ", a hint that …", ", possibly …-ing"."""
        lowers = self._document.lowers
        for comma in range(start + _FEWEST, end - 1):
            if lowers[comma] != "," or self._document.is_quoted(self._tokens[comma].start):
                continue
            words = lowers[comma + 1 : min(comma + 5, end)]
            if words[0] in ("a", "an") and not COMMENTS.isdisjoint(words[1:]):
                return comma
            if words[0] in DOUBTS and words[1:2] and words[1].endswith("ing"):
                return comma
        return end

    def _start_after_verb(self) -> int | None:
        """The token with which a clause begins after the verb, if one does."""
        start = self._by.verb + 1
        for number in range(start, min(start + _THAT_WITHIN, self._numbers.stop)):
            lower = self._tokens[number].lower
            if lower in _MARKS or lower in {":", ";"}:
                break
            if lower == "that" and self._tokens[number - 1].lower not in COMMENTS:
                return number + 1
        if self._verb not in SAYING or self._verb in TELLING:
            return None
        while start < self._numbers.stop and self._is_time(start):
            start += 1
        if start >= self._numbers.stop:
            return None
        token = self._tokens[start]
        is_clause = token.text[0].isalnum() and token.lower not in NOT_SAID
        return start if is_clause and self._numbers.stop - start > _FEWEST else None

    def _is_time(self, number: int) -> bool:
        word = self._tokens[number].lower
        if word in TIME_WORDS:
            return True
        following = self._tokens[number + 1].lower if number + 1 < self._numbers.stop else ""
        return word in TIME_PREPOSITIONS and (following in TIME_WORDS or following.isdigit())

    def _before_speaker(self, preceding: Attribution | None) -> Span | None:
        """Up to the comma before the speaker: "The talks went on, X said"."""
        comma = self._by.first - 1
        if comma <= self._numbers.start or self._tokens[comma].text not in {",", "–", "—"}:
            return None
        start = max(self._numbers.start, comma - _MOST)
        if preceding and preceding.verb < comma:
            start = max(start, preceding.last + 1)
        return self._trimmed(start, comma)

    def _around_according(self, preceding: Attribution | None) -> Span | None:
        if self._by.verb > self._numbers.start + 1:
            return self._trimmed(max(self._numbers.start, self._by.verb - _MOST), self._by.verb)
        start = self._by.last + 1
        if start < self._numbers.stop and self._tokens[start].text == ",":
            start += 1
        return self._trimmed(start, min(self._numbers.stop, start + _MOST))

    def _trimmed(self, start: int, end: int) -> Span | None:
        """Without commas, joining words and full stops at the ends; None inside quotes alone."""
        tokens = self._tokens
        while start < end and (tokens[start].text in ",;:—–" or tokens[start].lower in {"and"}):
            start += 1
        while end > start and (
            tokens[end - 1].text in {",", ";", ":", "—", "–"}
            or tokens[end - 1].lower in {"and", "but", "with", "while", "as"}
        ):
            end -= 1
        if end > start and tokens[end - 1].text == "." and end == self._numbers.stop:
            end -= 1
        if end <= start:
            return None
        first = self._document.after_dateline(tokens[start].start)
        return Span(first, tokens[end - 1].end) if first < tokens[end - 1].end else None
