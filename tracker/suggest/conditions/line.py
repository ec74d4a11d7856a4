"""A sentence as it is cut: its own words, without quotation marks and without who said it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tracker.suggest.conditions.words import ACTS, SAID, is_auxiliary, word_set
from tracker.suggest.text import Document, Token

BOUNDARIES = frozenset({",", ";", ":", "—", "…", "?"})
_DASHES = frozenset("—–―")
_MARKS = frozenset("“”„«»\"‘’`'[]*_")
_NO_SAYING = frozenset({"that", "if", "and", "who", "to"})
_PERFECT = frozenset({"has", "have", "had"})
_LEFT_OVER = frozenset({"and", "or", "but"})
LONGEST_SENTENCE = 500  # tokens; what is longer is a table or nonsense, and nothing is looked for
_LONGEST_ASIDE = 40  # tokens in brackets that are left out
_LONGEST_SAYING = 16  # "Foreign Minister Ana Ode told reporters in Vell on Friday"
_OPENS_SAYING = word_set("conditions_line", "opens_saying")


@dataclass(frozen=True)
class Line:
    """Tokens of a sentence, in order; those that are not its own words are left out.

    Places count the tokens that are kept.
    """

    text: str
    tokens: list[Token]

    @cached_property
    def words(self) -> list[str]:
        """In lower case, but for the month: "in May" is no "may"."""
        return [
            token.text if token.text == "May" and place else token.lower
            for place, token in enumerate(self.tokens)
        ]

    def __len__(self) -> int:
        return len(self.tokens)

    def is_boundary(self, place: int) -> bool:
        return self.tokens[place].text in BOUNDARIES

    def trimmed(self, first: int, last: int) -> tuple[int, int]:
        """The same places without marks at their ends, nor a conjunction that is left over."""
        while first < last and not self.tokens[first].text[0].isalnum():
            first += 1
        while last > first and (
            not _ends_clause(self.tokens, last - 1) or self.words[last - 1] in _LEFT_OVER
        ):
            last -= 1
        return first, last

    def span(self, first: int, last: int) -> tuple[int, int]:
        return self.tokens[first].start, self.tokens[last - 1].end

    def said(self, first: int, last: int) -> str:
        """The words of these places as one clean text."""
        parts: list[str] = []
        for place in range(first, last):
            token = self.tokens[place]
            if place > first:
                between = self.text[self.tokens[place - 1].end : token.start]
                parts.append(" " if between[:200].strip('“”"‘’[]') else "")
            parts.append(token.text)
        return "".join(parts).replace("…", "… ").strip()


def _ends_clause(tokens: list[Token], place: int) -> bool:
    """A word, or the point of an abbreviation: "the U.S."."""
    text = tokens[place].text
    if text == "." and place:
        before = tokens[place - 1].text
        return len(before) == 1 and before.isupper() and before != "I"
    return text[0].isalnum() or text in "%"


class Lines:
    """The lines of an article, each made once, when it is first asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._made: dict[int, Line] = {}

    def of(self, sentence: int) -> Line:
        """Of the sentence with this number; empty for what is too long to be a sentence."""
        if sentence not in self._made:
            document = self._document
            places = document.tokens_of(document.sentences[sentence])
            self._made[sentence] = line_of(
                document, places if len(places) <= LONGEST_SENTENCE else range(0)
            )
        return self._made[sentence]


def line_of(document: Document, places: range) -> Line:
    """The line of the sentence, or sentences, with these tokens of the document."""
    kept = list(_without_marks(document, places))
    return Line(document.text, _without_sayings(document, kept))


def _without_marks(document: Document, places: range) -> Iterator[Token]:
    """Dashes become one kind of dash, three points one token; what stands in brackets is left."""
    tokens = document.tokens
    place = places.start
    while place < places.stop:
        token = tokens[place]
        if token.text == "(" and (close := _closing(tokens, place, places.stop)):
            place = close
        elif token.text in _DASHES or (token.text == "-" and _is_spaced(document, token)):
            yield token._replace(text="—", lower="—")
        elif token.text == "." and _is_ellipsis(tokens, place, places.stop):
            end = place
            while end < places.stop and tokens[end].text == ".":
                end += 1
            yield Token(token.start, tokens[end - 1].end, "…", "…")
            place = end - 1
        elif token.text not in _MARKS:
            yield token
        place += 1


def _closing(tokens: list[Token], place: int, stop: int) -> int | None:
    for other in range(place + 1, min(stop, place + _LONGEST_ASIDE)):
        if tokens[other].text == ")":
            return other
    return None


def _is_spaced(document: Document, token: Token) -> bool:
    return (
        document.text[token.start - 1 : token.start].isspace()
        or document.text[token.end : token.end + 1].isspace()
    )


def _is_ellipsis(tokens: list[Token], place: int, stop: int) -> bool:
    return place + 2 < stop and tokens[place + 1].text == "." and tokens[place + 2].text == "."


def _without_sayings(document: Document, tokens: list[Token]) -> list[Token]:
    """Without "he said" between or after the words that he said."""
    kept: list[Token] = []
    first = 0
    while first < len(tokens):
        last = first
        while last < len(tokens) and tokens[last].text != ",":
            last += 1
        # A segment between commas, never the first one: "Ode said, …" has nothing before it.
        if not (kept and _is_saying(document, tokens, first, last)):
            kept.extend(tokens[first : last + 1])
        first = last + 1
    return kept


def _is_saying(document: Document, tokens: list[Token], first: int, last: int) -> bool:
    """Only who said it, and perhaps to whom and when: "he told reporters on Friday"."""
    if not 0 < last - first <= _LONGEST_SAYING:
        return False
    lowers = [token.lower for token in tokens[first : min(last, first + 9)]]
    if lowers[0] == "according":
        return True
    if lowers[0] in SAID:
        # "said Ode", but not "saying that …" nor "warning Moscow of …", nor "threatened to …".
        is_act = lowers[0] in ACTS and lowers[1:2] == ["to"]
        is_saying = not lowers[0].endswith("ing") and "that" not in lowers and len(lowers) > 1
        return is_saying and not is_act
    words = [token.lower for token in tokens[first:last] if token.text[0].isalnum()]
    if 2 <= len(words) <= 6 and words[-1] in SAID and words[0] not in ("and", "but", "as", "that"):
        return True  # "officials say"
    if not (lowers[0] in _OPENS_SAYING or tokens[first].is_capitalised):
        return False
    for number, word in enumerate(lowers[1:], 1):
        if word in SAID:
            rest = [token.lower for token in tokens[first + number + 1 : last]]
            if word in ACTS and rest[:1] == ["to"]:
                return False
            return _is_only_setting(document, rest, tokens[first], last == len(tokens))
        if word in _NO_SAYING or (is_auxiliary(word) and word not in _PERFECT):
            return False
    return False


_SETTING = word_set("conditions_line", "setting")


def _is_only_setting(document: Document, rest: list[str], first: Token, is_end: bool) -> bool:
    """What follows the verb of saying tells where, when or to whom, and not what."""
    words = [word for word in rest if word[0].isalnum()]
    if not words:
        return True
    closes_quote = document.text[max(first.start - 2, 0) : first.start].strip()[-1:] in "”\"'’»“"
    return (
        words[0] in _SETTING
        or (closes_quote and len(words) < 8 and "that" not in words[:3])
        or (is_end and len(words) < 3)
    )
