"""Where a quote may have gone whose words were changed: for an editor to say whether it has.

Wording is never approximated in silence: `anchor.find` does not do it, and nothing moves by what is
found here until somebody has looked at both wordings.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.selectors.position import TextPosition
from tracker.selectors.quote import TextQuote

if TYPE_CHECKING:
    from rapidfuzz.distance import Opcodes

LEAST_ALIKE = 0.6
# With what stood around the quote still in its place, less of the quote itself has to be there.
LEAST_ALIKE_IN_PLACE = 0.4
_SEED = 10  # letters
_MOST_PLACES = 40  # of one seed: what is everywhere leads nowhere
_BUCKET = 32
_TRIED = 4
_IN_PLACE = 12  # letters of prefix or suffix


@dataclass(frozen=True, slots=True)
class Reworded:
    position: TextPosition
    alike: float  # 0 to 1


def find_reworded(quote: TextQuote, text: str, *, hint: int | None = None) -> Reworded | None:
    """The place that reads most like the quote in its surroundings; None where none does.

    Takes time in proportion to the text: places are found by pieces of the quote and of what stood
    around it, and only the few that most pieces agree on are compared letter by letter.
    """
    found = [
        one
        for start in _likely_starts(quote, text, hint)
        if (one := _compared(quote, text, start)) is not None
    ]
    return max(found, key=lambda one: (one.alike, -one.position.start), default=None)


def _likely_starts(quote: TextQuote, text: str, hint: int | None) -> list[int]:
    """Offsets at which the quote's surroundings may begin, those with most votes first."""
    around = f"{quote.prefix}{quote.exact}{quote.suffix}"
    size = min(_SEED, max(len(around) // 3, 4))
    step = max(1, len(around) // 60)
    votes: Counter[int] = Counter()
    for offset in range(0, max(1, len(around) - size + 1), step):
        seed = around[offset : offset + size]
        places: list[int] = []
        at = text.find(seed)
        while at >= 0 and len(places) <= _MOST_PLACES:
            places.append(at)
            at = text.find(seed, at + 1)
        if len(places) <= _MOST_PLACES:
            votes.update({(place - offset) // _BUCKET for place in places})

    def weight(bucket: int) -> tuple[int, int]:
        near = -abs(bucket * _BUCKET - hint) if hint is not None else -bucket
        # Words that came or went shift the rest into the next bucket.
        return votes[bucket] + votes[bucket - 1] + votes[bucket + 1], near

    best = sorted(votes, key=weight, reverse=True)[:_TRIED]
    return [bucket * _BUCKET for bucket in best]


def _compared(quote: TextQuote, text: str, start: int) -> Reworded | None:
    """Letter by letter, against what stands there now: the quote with its surroundings, and where
    these are gone, the quote alone."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.fuzz import partial_ratio_alignment

    around = f"{quote.prefix}{quote.exact}{quote.suffix}"
    slack = 2 * _BUCKET + len(quote.exact) // 3
    first = max(0, start - slack)
    there = text[first : max(0, start) + len(around) + slack]
    acts = Levenshtein.opcodes(around, there)
    spans = [_carried_over(acts, len(quote.prefix), len(quote.prefix) + len(quote.exact))]
    is_in_place = _is_in_place(acts, quote)
    if not is_in_place and len(there) > len(quote.exact):
        alone = partial_ratio_alignment(quote.exact, there)
        spans.append((alone.dest_start, alone.dest_end) if alone else None)
    found = []
    for span in filter(None, spans):
        position = _whole_words(quote.exact, text, first + span[0], first + span[1])
        if position:
            alike = Levenshtein.normalized_similarity(quote.exact, position.slice(text))
            found.append(Reworded(position, alike))
    best = max(found, key=lambda one: one.alike, default=None)
    least = LEAST_ALIKE_IN_PLACE if is_in_place else LEAST_ALIKE
    return best if best and best.alike >= least else None


def _carried_over(acts: "Opcodes", begins: int, ends: int) -> tuple[int, int] | None:
    """Where a span of the old letters lies among the new ones."""
    new_begin = new_end = 0
    for act in acts:
        is_same_length = act.tag in ("equal", "replace")
        if act.src_start <= begins < act.src_end:
            new_begin = act.dest_start + (begins - act.src_start if is_same_length else 0)
        if act.src_start < ends <= act.src_end:
            new_end = act.dest_start + (ends - act.src_start if is_same_length else 0)
    return (new_begin, new_end) if new_begin < new_end else None


def _is_in_place(acts: "Opcodes", quote: TextQuote) -> bool:
    """True when what stood right before and after the quote still does, as far as is known."""
    if not quote.prefix or not quote.suffix:
        return False
    begins, ends = len(quote.prefix), len(quote.prefix) + len(quote.exact)
    before = max(0, begins - _IN_PLACE), begins
    after = ends, min(ends + _IN_PLACE, ends + len(quote.suffix))
    kept = [(act.src_start, act.src_end) for act in acts if act.tag == "equal"]
    return all(
        any(start <= part[0] and part[1] <= end for start, end in kept) for part in (before, after)
    )


_WORD = re.compile(r"\w")


def _whole_words(exact: str, text: str, start: int, end: int) -> TextPosition | None:
    """Out to the ends of words, without white space there, and not over the line's ends unless
    the quote went over one."""
    while _WORD.match(exact) and start and all(_WORD.match(text, at) for at in (start, start - 1)):
        start -= 1
    while _WORD.match(exact[-1]) and _WORD.match(text, end) and _WORD.match(text, end - 1):
        end += 1
    # Signs at the ends belong to the quote only where it had some.
    begins = re.compile(r"\w" if _WORD.match(exact) else r"\S")
    ends = re.compile(r"\w" if _WORD.match(exact[-1]) else r"\S")
    while start < end and not begins.match(text, start):
        start += 1
    while start < end and not ends.match(text, end - 1):
        end -= 1
    if start >= end or ("\n" in text[start:end] and "\n" not in exact):
        return None
    return TextPosition(start, end)
