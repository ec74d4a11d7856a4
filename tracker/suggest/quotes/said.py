"""The attributions of a text, looked up by where they stand."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from tracker.suggest.quotes.speakers import Attribution

_NEAR = 4  # attributions that are looked at, in each direction


class Said:
    """attributions: in the order of their verbs. Every look-up takes a bounded number of steps,
    however many stand in one sentence."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        self._attributions = attributions
        self._verbs = [attribution.verb for attribution in attributions]

    def has_verb(self, number: int) -> bool:
        place = bisect_left(self._verbs, number)
        return place < len(self._verbs) and self._verbs[place] == number

    def before(self, number: int, sentence: int) -> Iterator[Attribution]:
        """Those of the sentence whose verb stands before this token, the nearest first."""
        place = bisect_left(self._verbs, number)
        for attribution in reversed(self._attributions[max(place - _NEAR, 0) : place]):
            if attribution.sentence == sentence:
                yield attribution

    def after(self, number: int, sentence: int) -> Iterator[Attribution]:
        """Those of the sentence whose words begin with this token or after it, in order."""
        place = bisect_left(self._verbs, number)
        for attribution in self._attributions[place : place + _NEAR]:
            if attribution.sentence == sentence and attribution.first >= number:
                yield attribution
