"""Clauses that tell of no deed: what would be, what would have been, what is only rumoured."""

from collections.abc import Iterator

from tracker.suggest.events.frames import Frame, is_helper
from tracker.suggest.events.grammar import grammar
from tracker.suggest.events.matching import Reading

_FARTHEST = 24  # tokens before the verb
_PAUSES = frozenset(';:—–()"“”«»…,')
_HYPOTHETICAL = grammar("hypothetical")
_INVERTED = frozenset(["had", "should", "were"])
_UNREAL = grammar("unreal")
_NOT = frozenset(["not", "no", "never", "without", "beyond"])
_JOINING = frozenset(["and", "but", "or"])
_BETWEEN = 3  # tokens between "rumours" and "that"


def is_hypothetical(reading: Reading, frame: Frame, first: int) -> bool:
    """Whether the verb stands in a clause that opens with "if", and not in what follows it; in one
    that opens with "had X", for "if X had"; or in what is rumoured or doubted."""
    words: list[str] = []
    for word in clause_openers(reading, frame, first):
        if word in _HYPOTHETICAL:
            return not any(is_helper(between) for between in words)
        if word == "that" and _is_unreal(reading, frame.start - len(words) - 1, first):
            return not any(is_helper(between) for between in words)
        words.append(word)
    return _is_inverted(reading, frame.start - len(words), words)


def clause_openers(reading: Reading, frame: Frame, first: int) -> Iterator[str]:
    """The words from the verb back to the last pause, nearest first."""
    for number in range(frame.start - 1, max(first, frame.start - _FARTHEST) - 1, -1):
        token = reading.tokens[number]
        if token.text in _PAUSES:
            return
        yield token.lower


def _is_inverted(reading: Reading, opening: int, words: list[str]) -> bool:
    """ "Had X signed", "should X attack": the helping verb opens the clause, before its subject."""
    if len(words) < 2 or words[-1] not in _INVERTED or any(map(is_helper, words[:-1])):
        return False
    return reading.tokens[opening + 1].is_capitalised or words[-2] in _SUBJECTS


_SUBJECTS = frozenset(["the", "a", "an", "it", "they", "he", "she", "we", "both", "either", "its"])


def _is_unreal(reading: Reading, that: int, first: int) -> bool:
    """ "Rumours that", "analysts doubt that"; but not "there is no doubt that"."""
    for number in range(that - 1, max(first, that - 1 - _BETWEEN) - 1, -1):
        if reading.lowers[number] in _UNREAL:
            before = reading.lowers[max(first, number - 2) : number]
            return not any(word in _NOT or word.endswith("n't") for word in before)
        if reading.tokens[number].text in _PAUSES or reading.lowers[number] in _JOINING:
            break  # "the rumours were false and that it had left": said, and not doubted
    return False
