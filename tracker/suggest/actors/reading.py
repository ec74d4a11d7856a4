"""Is a place's name read as its government or people, who act, or as a place?

"Kyiv signed" is a government, "in Kyiv" a place. Each cue on the left and on the right of the name
has a weight; the sign of the sum decides. A name within a list is read as the list is.
"""

from tracker.suggest.actors.words import Words, words
from tracker.suggest.text import Document, Span, Token

_LOOK = 6  # how many tokens away a governing word may stand
_STRONG = 1.4  # a verb of acting, even behind a list
_LONGEST_LIST = 40  # tokens of "A, B, C and D" that are walked over


def is_government(document: Document, start: int, end: int) -> bool:
    """True when document.text[start:end], a place's name, stands for those who act for it."""
    return government_score(document, start, end) > 0


def government_score(document: Document, start: int, end: int) -> float:
    """Above 0: a government, a people, a team; below: a place. Rarely beyond 4 either way."""
    sentence = document.sentences[document.sentence_at(start)] if document.sentences else None
    bounds = document.tokens_of(sentence) if sentence else range(0)
    inside = document.tokens_of(Span(start, end))
    if not len(inside) or inside.start < bounds.start:
        return 0.0
    return _Reading(document.tokens, bounds, words()).score(inside.start, inside.stop)


class _Reading:
    """The tokens of one sentence."""

    def __init__(self, tokens: list[Token], bounds: range, known: Words) -> None:
        self.tokens = tokens
        self.first = bounds.start
        self.stop = max(bounds.stop, bounds.start)
        self.words = known

    def lower(self, at: int) -> str:
        return self.tokens[at].lower if self.first <= at < self.stop else ""

    def is_in(self, word: str, table: str, name: str) -> bool:
        return word in self.words.of(table, name)

    def is_verb(self, word: str, *names: str) -> bool:
        return self.words.is_verb(word, *names)

    def score(self, start: int, stop: int) -> float:
        """Of the name tokens[start:stop]."""
        if self.tokens[stop - 1].lower.endswith("'s") or self.lower(stop) == "'":
            # What stands before governs the thing that is owned: "in Spain's first match".
            return self._possessive(stop) - (2.0 if self._is_quarter(start) else 0.0)
        if self.lower(start - 1) in ("a", "an", "his", "her", "my"):
            return self._attributive(stop)
        right = self.right(start, stop)
        if self.lower(start - 1) != ",":
            return self.left(start) + right
        if right >= _STRONG:  # "After the talks in Mali, Chad signed": no list
            return max(self.left(start), 0.0) + right
        if self.is_in(self.lower(start - 2), "nouns", "places"):
            return -2.0  # "the capital, Sanaa,"
        return self.left(start) + right

    # ── what stands before ──────────────────────────────────────────────────────────────────

    def left(self, at: int) -> float:
        before = at - 1
        while self.is_in(self.lower(before), "left", "skip"):
            before -= 1
        word = self.lower(before)
        if self.is_in(word, "left", "quarters") and word:
            return -3.0
        if word in (",", "and", "or", "nor", "&"):
            return self._in_list(before)
        if word == "(":
            return -1.0
        return self._governed(before, word)

    def _governed(self, before: int, word: str) -> float:
        """By the word right before the name."""
        if self.is_in(word, "left", "places"):
            return -3.0
        if word in ("to", "of", "for", "from", "on", "with"):
            return self._by_preposition(before, word)
        if self.is_in(word, "left", "actors"):
            return -1.5 if word == "between" and self._on_the_way(before) else 2.5
        such_as = word == "as" and self.lower(before - 1) == "such"
        if such_as or word == "including":
            return self._among_examples(before)
        if self.is_verb(word, "of_places"):
            return -2.0
        if self.is_verb(word, "to_actors"):
            return 2.0
        return 0.4 if word.endswith("ed") else 0.0

    def _on_the_way(self, before: int) -> bool:
        """ "between" of places: of a way, a border, what lies there."""
        near = [self.lower(at) for at in range(before - 3, before)]
        return self.is_in(near[-1], "nouns", "places") or any(
            self.is_verb(word, "ways") for word in near
        )

    def _is_quarter(self, at: int) -> bool:
        return self.is_in(self.lower(at - 1), "left", "quarters")

    def _attributive(self, after: int) -> float:
        """ "a French ship": as good as an adjective."""
        word = self.lower(after)
        return 1.0 if self.is_in(word, "nouns", "politics") else -1.0

    def _among_examples(self, before: int) -> float:
        """ "countries such as Mali": read as the countries are, by what stands before them."""
        at = before - 2 if self.lower(before) == "as" else before - 1
        for one in range(at, at - 5, -1):
            word = self.lower(one)
            if self.is_in(word, "left", "places") or word == "from":
                return -2.0
            if self.is_in(word, "left", "actors"):
                return 2.0
        return 0.4

    def _by_preposition(self, before: int, word: str) -> float:
        near = [self.lower(at) for at in range(before - 1, before - 1 - _LOOK, -1)]
        head = near[0]
        if word == "of":
            if self.is_in(head, "nouns", "places") or self.is_in(head, "nouns", "done_to"):
                return -2.0
            return 1.5 if self.is_in(head, "nouns", "politics") else -0.8
        if word == "to":
            return self._direction(near)
        if word == "with":
            return -1.5 if head in ("border", "borders", "frontier") else 2.0
        if word in ("from", "on"):
            pressed = any(self.is_in(one, "nouns", "pressed") for one in near[:4])
            return 1.5 if pressed else -1.5 if word == "from" else -0.6
        # "left for", "bound for", against "played for"
        left = any(
            one in ("left", "leave", "leaves", "leaving", "bound", "embarked") for one in near[:3]
        )
        return -2.0 if left else 1.2

    def _direction(self, near: list[str]) -> float:
        for word in near[:4]:
            if self.is_in(word, "verbs", "giving") or self.is_verb(word, "giving"):
                return 2.0
            if self.is_verb(word, "motion"):
                return -2.0
        return -2.0 if "from" in near else -0.7

    def _in_list(self, before: int) -> float:
        """The first of "A, B and C" says how all are read; "Lyon, France" is a place."""
        at, names = before, 0
        while at >= self.first and before - at < _LONGEST_LIST:
            word = self.lower(at)
            if word in (",", "and", "or", "nor", "&", "the") or (
                word == "of" and names and self.tokens[at - 1].is_capitalised
            ):
                at -= 1
            elif self.tokens[at].is_capitalised or self.is_in(word, "nouns", "officials"):
                names += 1
                at -= 1
            else:
                break
        if not names:
            return 0.3
        governing = self.lower(at)
        while self.is_in(governing, "left", "skip"):
            at -= 1
            governing = self.lower(at)
        score = -2.0 if self.is_in(governing, "left", "quarters") else self._governed(at, governing)
        return score * 0.8

    # ── what stands after ───────────────────────────────────────────────────────────────────

    def right(self, at: int, after: int) -> float:
        word = self.lower(after)
        if word == "-":
            return -1.5 if self.lower(after + 1) in ("based", "born", "area") else 1.0
        governed = self._is_governed(at)
        if self.lower(after) in (",", "and", "or", "nor") and not governed:
            return self._after_list(after) or (0.6 if self._opens_clause(at) else 0.0)
        score = self._predicate(after)
        if governed:
            return min(score, 0.5) * 0.5
        return score + (0.8 if self._opens_clause(at) else 0.0)

    def _is_governed(self, at: int) -> bool:
        before = at - 1
        while self.is_in(self.lower(before), "left", "skip"):
            before -= 1
        word = self.lower(before)
        return word in ("of", "to", "from", "on", "with", "for") or (
            self.is_in(word, "left", "places") or self.is_in(word, "left", "actors")
        )

    def _opens_clause(self, at: int) -> bool:
        before = at - 1
        while self.is_in(self.lower(before), "left", "skip"):
            before -= 1
        word = self.lower(before)
        return before < self.first or (self.is_in(word, "left", "clause") and word != "and")

    def _after_list(self, after: int) -> float:
        """The verb behind "A, B and C", or behind a clause in commas."""
        at = after
        while at < self.stop and at - after < _LONGEST_LIST:
            word = self.lower(at)
            if word in (",", "and", "or", "nor", "the", "&") or self.tokens[at].is_capitalised:
                at += 1
            else:
                break
        return self._predicate(at) * 0.7

    def _possessive(self, after: int) -> float:
        nouns = []
        for at in range(after, after + 5):
            word = self.lower(at)
            if not word or not word[0].isalpha() or self.is_in(word, "left", "places"):
                break
            if word in ("of", "to", "for", "with", "and", "on", "from", "by", "over", "that"):
                break
            nouns.append(word)
        # The last noun is the head.
        for noun in reversed(nouns):
            if self.is_in(noun, "nouns", "politics"):
                return 1.5
            if self.is_in(noun, "nouns", "places"):
                return -1.5
        return -0.2

    def _predicate(self, after: int) -> float:
        at = after
        while self.lower(at) in ("also", "then", "now", "still", "(", "never", "both", "again") or (
            self.lower(at).endswith("ly") and at < self.stop
        ):
            at += 1
        word = self.lower(at)
        if not word or not word[0].isalpha():
            return 0.0
        if self.is_in(word, "verbs", "be"):
            return self._being(at + 1)
        if self.is_in(word, "verbs", "auxiliary"):
            return self._having(at + 1)
        if (
            self.is_verb(word, "saying", "doing", "to_actors")
            and not self.tokens[at].is_capitalised
        ):
            return 2.0
        if self.is_in(word, "nouns", "officials") or self.is_in(word, "nouns", "politics"):
            return 1.0
        if self.tokens[at].is_capitalised or self.is_in(word, "nouns", "places"):
            return -0.7
        return 1.0 if word.endswith("ed") and len(word) > 4 else 0.0

    def _being(self, at: int) -> float:
        word = self.lower(at)
        if word in ("a", "an", "the", "one", "home", "located", "situated", "divided", "bordered"):
            return -1.2
        if word.endswith(("ing", "ed")) or word in ("not", "at", "set", "able", "willing", "ready"):
            return 1.0
        return 0.4

    def _having(self, at: int) -> float:
        """ "Has mountains", and not "has sent food", "will send food": who does that acts."""
        if self.lower(at - 1) not in ("has", "have", "had") or self.is_verb(
            self.lower(at), "doing"
        ):
            return 1.5
        near = [self.lower(one) for one in range(at, at + 3)]
        return -1.0 if any(self.is_in(one, "nouns", "places") for one in near) else 1.5
