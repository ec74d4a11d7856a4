"""Whose a clause is that has no subject of its own, and who is bound by "has until"."""

from tracker.suggest.conditions.clauses import clause_before
from tracker.suggest.conditions.line import Line
from tracker.suggest.conditions.words import is_auxiliary, is_finite, word_set

_COORDINATES = frozenset(["and", "but", "then"])
_OPENS = word_set("deadlines_subjects", "opens")
_GIVES = word_set("deadlines_kinds", "gives")
_HAVE = frozenset(["has", "have", "had"])
_ADVERBS = word_set("deadlines_subjects", "adverbs")
_PRONOUNS = word_set("deadlines_subjects", "pronouns")
_FARTHEST = 40  # words back to the first verb
_LONGEST = 9  # words of a subject


def coordinated_verb(line: Line, start: int, end: int) -> tuple[int, tuple[int, int] | None]:
    """The second verb of "X recalled its envoy and must", with X; else the start, and nobody."""
    words = line.words
    if start and words[start] in _OPENS and words[start - 1] in _COORDINATES:  # ", but must"
        before = clause_before(line, start - 1, max(start - _FARTHEST, 0))
        return start, _subject(line, before, start - 1)
    for place in range(end - 2, start, -1):
        opens = words[place] in _COORDINATES and words[place + 1] in _OPENS
        if opens and (subject := _subject(line, start, place)):
            return place + 1, subject
    return start, None


def _subject(line: Line, start: int, end: int) -> tuple[int, int] | None:
    """Of the clause with the first verb: the words before that."""
    verb = next((one for one in range(start, end) if is_finite(line.words[one])), None)
    if verb is None or not 0 < verb - start <= _LONGEST or line.words[start] in _OPENS:
        return None
    subject = line.trimmed(start, verb)
    return subject if subject[0] < subject[1] else None


def bound_words(line: Line, start: int, end: int) -> tuple[int, int] | None:
    """The rebels in "gave the rebels until Friday", and in "the rebels have until Friday"; a
    pronoun names nobody."""
    words = line.words
    for place in range(end - 1, start - 1, -1):
        if words[place] in _GIVES:
            found = _without_adverbs(line, place + 1, end)
        elif words[place] in _HAVE and not (
            place + 1 < end and (words[place + 1] in _GIVES or is_auxiliary(words[place + 1]))
        ):
            found = _without_adverbs(line, start, place)
        else:
            continue
        is_named = found[0] < found[1] and words[found[0]] not in _PRONOUNS
        return found if is_named and found[1] - found[0] <= _LONGEST else None
    return None


def _without_adverbs(line: Line, first: int, last: int) -> tuple[int, int]:
    while last > first and line.words[last - 1] in _ADVERBS:
        last -= 1
    return line.trimmed(first, last)
