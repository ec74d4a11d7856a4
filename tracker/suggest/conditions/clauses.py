"""A sentence with a mark of condition → its if part and its then part.

An if part at the head of its clause is followed by the then part ("if talks fail, we leave");
any other stands behind it ("we leave if talks fail"). Where the one ends and the other begins is
read from commas, "then", and the verbs. No part is longer than `LONGEST` words.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tracker.suggest.conditions.line import Line
from tracker.suggest.conditions.main import SUBJECTS, has_verb_before, main_after, then_end
from tracker.suggest.conditions.marks import Mark
from tracker.suggest.conditions.words import (
    ACTS,
    SAID,
    TO_SOMEBODY,
    Phrases,
    is_auxiliary,
    is_finite,
    is_modal,
    word_set,
)

LONGEST = 70
_HEADS = Phrases(word_set("conditions_clauses", "heads"))
_FRONTED_AFTER = word_set("conditions_clauses", "fronted_after")
_CONJUNCTIONS = word_set("conditions_clauses", "conjunctions")


class Cut(NamedTuple):
    """Places of the line: two for each part, the end excluded."""

    if_part: tuple[int, int]
    then_part: tuple[int, int] | None
    is_fronted: bool


def cut(line: Line, mark: Mark, *, after: int, until: int) -> Cut | None:
    """The parts; `after` and `until` are the places of the marks before and behind, which no
    part goes past. None when there is no if part."""
    after, until = max(after, mark.first - LONGEST), min(until, mark.last + LONGEST)
    if mark.form == "between":
        return _between(line, mark, after, until)
    if mark.form == "before":
        then = line.trimmed(mark.last, then_end(line, mark.last, until))
        return Cut((mark.first, mark.last), then, True) if then[0] < then[1] else None
    fronted = _is_fronted(line, mark, after)
    if fronted:
        found = _fronted(line, mark, until)
        if (
            found
            or not line.tokens[mark.first - 1 : mark.first]
            or line.words[mark.first - 1] != ","
        ):
            return found or _alone(line, mark, until)
    return _trailing(line, mark, after, until)


def _is_fronted(line: Line, mark: Mark, after: int) -> bool:
    if mark.first == 0 or mark.first == after:
        return True
    before = line.words[mark.first - 1]
    if before in SAID:
        return True
    return line.is_boundary(mark.first - 1) or before in _FRONTED_AFTER


def _alone(line: Line, mark: Mark, until: int) -> Cut | None:
    part = _if_range(line, mark, _first_boundary(line, mark.last, until))
    return Cut(part, None, True) if part else None


def _if_range(line: Line, mark: Mark, last: int) -> tuple[int, int] | None:
    """The if part as it is shown: without its mark."""
    first, last = line.trimmed(mark.last, last)
    return (first, last) if first < last else None


# ── The if part first ────────────────────────────────────────────────────────────────────────────


def _fronted(line: Line, mark: Mark, until: int) -> Cut | None:
    main = main_after(line, mark, until)
    if main is None:
        return None
    part = _if_range(line, mark, main)
    start = main
    while start < until and (line.is_boundary(start) or line.words[start] == "then"):
        start += 1
    then = line.trimmed(start, then_end(line, start, until))
    if part is None or then[0] >= then[1]:
        return None
    part = _without_aside(line, part)
    return Cut(part, then, True)


def _without_aside(line: Line, part: tuple[int, int]) -> tuple[int, int]:
    """Without what stands between dashes at its end."""
    for place in range(part[0] + 1, part[1]):
        if line.words[place] == "—" and any(map(is_finite, line.words[part[0] : place])):
            return line.trimmed(part[0], place)
    return part


# ── The then part first ──────────────────────────────────────────────────────────────────────────


def _trailing(line: Line, mark: Mark, after: int, until: int) -> Cut | None:
    start = clause_before(line, mark.first, after)
    then = _without_copula(line, mark, line.trimmed(start, mark.first))
    part = _if_range(line, mark, _if_end(line, mark, until))
    if part is None:
        return None
    return Cut(part, then if then[0] < then[1] else None, False)


_COPULAS = word_set("conditions_clauses", "copulas")


def _without_copula(line: Line, mark: Mark, part: tuple[int, int]) -> tuple[int, int]:
    """ "Any deal is contingent on": what waits is "any deal"."""
    first, last = part
    if mark.form != "noun" or mark.operator != "only_if":
        return part
    while last - 1 > first and (line.words[last - 1] in _COPULAS or is_modal(line.words[last - 1])):
        last -= 1
    return first, last


def _if_end(line: Line, mark: Mark, until: int) -> int:
    for place in range(mark.last, until):
        word = line.words[place]
        if word in (";", "…", "?", ":"):
            return place
        if word in (",", "—") and (mark.form == "noun" or has_verb_before(line.words, mark, place)):
            return place
        if mark.form == "noun" and _is_predicate(line, mark.last, place):
            return place
        if (
            word in ("but", "because", "although", "though", "while", "saying", "adding")
            and place > mark.last
        ):
            return place
    return until


def _is_predicate(line: Line, first: int, place: int) -> bool:
    """The "was" of "an offer of aid in exchange for oil was rejected": no part of what is asked,
    while "for what was taken" is."""
    asked = line.words[first:place]
    is_new = is_auxiliary(line.words[place]) and _RELATIVE.isdisjoint(asked)
    return is_new and len(asked) > 0 and not any(map(is_finite, asked))


_RELATIVE = frozenset({"what", "which", "that", "who", "whom", "whatever", "how", "if", "whether"})


def _first_boundary(line: Line, first: int, until: int) -> int:
    return next(
        (place for place in range(first, until) if line.words[place] in (";", "…", "—", "?")), until
    )


def clause_before(line: Line, mark: int, after: int) -> int:
    """Where the clause that ends at the place begins; none is looked for before `after`."""
    words = line.words
    head = None
    for place in range(mark - 1, after - 1, -1):
        if _HEADS.at(words, place) and not any(map(is_modal, words[place:mark])):
            head = place
            break
        if words[place] in (";", ":", "…"):
            break
    if head is not None:
        return head - 1 if words[head - 1 : head] in (["the"], ["a"], ["any"]) else head
    has_verb = False
    commas = 0
    end = mark - 1 if mark and line.is_boundary(mark - 1) else mark
    for place in range(end - 1, after - 1, -1):
        word = words[place]
        if word in (";", ":", "…", "?"):
            return place + 1
        if word in (",", "—"):
            if has_verb or commas == 3:
                return place + 1
            commas += 1
        elif has_verb and _begins_after(line, place, end):
            return _skip_hearer(line, place + 1, end, word)
        elif is_finite(word):
            has_verb = has_verb or _can_be_main(words, place)
    return after


def _can_be_main(words: Sequence[str], place: int) -> bool:
    return place == 0 or words[place - 1] != "to"


def _begins_after(line: Line, place: int, end: int) -> bool:
    """Whether the clause that stands before the mark begins right after this word."""
    words = line.words
    word = words[place]
    if word in SAID:
        if words[place + 1] == "to":
            return False
        return word not in ACTS or not is_auxiliary(words[place + 1])
    if word == "that":
        return (
            place > 0
            and (words[place - 1] in SAID or not is_finite(words[place + 1]))
            and not is_auxiliary(words[place - 1])
        )
    if word in _CONJUNCTIONS:
        return True
    if word in ("and", "so", "or"):
        after = words[place + 1]
        return after in ("we", "i", "they", "he", "she", "it", "there", "you") or after.endswith(
            ("'ll", "'re", "'ve")
        )
    return False


def _skip_hearer(line: Line, first: int, end: int, verb: str) -> int:
    """Past those to whom it is said, and past "that"."""
    words = line.words
    for place in range(first, min(first + 8, end)):
        if words[place] == "that" and (verb in TO_SOMEBODY or place == first):
            return place + 1
        if words[place] == "of" and verb.startswith("warn"):
            return place + 1
    if verb in TO_SOMEBODY and first + 2 < end:
        after = words[first + 1]
        if (
            after in SUBJECTS
            or after.endswith(("'ll", "'re"))
            or line.tokens[first + 1].is_capitalised
        ):
            return first + 1
    return first


# ── The if part, a mark, what follows ────────────────────────────────────────────────────────────


def _between(line: Line, mark: Mark, after: int, until: int) -> Cut | None:
    """ "withdraw or face sanctions"; "troops must leave before talks can begin"."""
    start = clause_before(line, mark.first, after) if mark.first > after else None
    if start is None:
        return _before_fronted(line, mark, until) if mark.words == "before" else None
    part = _made(line, line.trimmed(start, mark.first))
    # "or face sanctions": all but the "or" is what follows.
    alternative = mark.words.startswith("or ") and mark.words != "or else"
    then_first = mark.first + 1 if alternative else mark.last
    while then_first < until and line.is_boundary(then_first):
        then_first += 1
    then = line.trimmed(then_first, _if_end_of_noun(line, then_first, until))
    if part[0] >= part[1] or then[0] >= then[1]:
        return None
    return Cut(part, then, False)


_ARTICLES = word_set("conditions_clauses", "articles")


def _made(line: Line, part: tuple[int, int]) -> tuple[int, int]:
    """ "has made a ceasefire a precondition for": what is asked is "a ceasefire"."""
    first, last = part
    while last - 1 > first and line.words[last - 1] in _ARTICLES:
        last -= 1
    for place in range(first, last - 1):
        if line.words[place] in ("made", "make", "makes"):
            return place + 1, last
    return first, last


def _if_end_of_noun(line: Line, first: int, until: int) -> int:
    return next(
        (p for p in range(first, until) if line.words[p] in (",", ";", "…", "—", "?")), until
    )


def _before_fronted(line: Line, mark: Mark, until: int) -> Cut | None:
    """ "Before talks can begin, the troops must leave": what must be comes behind."""
    found = _fronted(line, mark._replace(form="clause"), until)
    if found is None or found.then_part is None:
        return None
    return Cut(found.then_part, found.if_part, True)
