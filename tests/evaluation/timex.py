"""Scores of times by the conventions of TempEval-3, task A.

strict: start and end are those of the gold. Relaxed: they overlap; each found time answers for the
first gold one that no other has taken, in the order of the text. Value: the relaxed F1, times the
share of the gold times so taken whose TIMEX3 value is that of the gold.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.evaluation.corpora import Gold


@dataclass(slots=True)
class Tally:
    gold: int = 0
    found: int = 0
    strict_gold: int = 0  # gold times whose very span was found
    strict_found: int = 0
    relaxed: int = 0
    value: int = 0

    def __iadd__(self, other: "Tally") -> "Tally":
        for field in self.__slots__:
            setattr(self, field, getattr(self, field) + getattr(other, field))
        return self

    @property
    def strict_f1(self) -> float:
        return f1(_share(self.strict_found, self.found), _share(self.strict_gold, self.gold))

    @property
    def relaxed_f1(self) -> float:
        return f1(_share(self.relaxed, self.found), _share(self.relaxed, self.gold))

    @property
    def value_f1(self) -> float:
        return self.relaxed_f1 * _share(self.value, self.relaxed)


def f1(precision: float, recall: float) -> float:
    total = precision + recall
    return 2 * precision * recall / total if total else 0.0


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def tally(gold: Iterable[Gold], found: Iterable[Gold]) -> Tally:
    """Of one text."""
    in_gold = sorted(gold, key=lambda time: (time.start, -time.end))
    in_found = sorted(found, key=lambda time: (time.start, -time.end))
    gold_spans = {(time.start, time.end) for time in in_gold}
    found_spans = {(time.start, time.end) for time in in_found}
    counted = Tally(len(in_gold), len(in_found))
    counted.strict_gold = sum((time.start, time.end) in found_spans for time in in_gold)
    counted.strict_found = sum((time.start, time.end) in gold_spans for time in in_found)
    for one, other in pairs(in_gold, in_found):
        counted.relaxed += 1
        counted.value += one.value == other.value
    return counted


def pairs(gold: Sequence[Gold], found: Sequence[Gold]) -> list[tuple[Gold, Gold]]:
    taken: set[int] = set()
    paired = []
    for time in found:
        for place, other in enumerate(gold):
            if place not in taken and other.start < time.end and time.start < other.end:
                taken.add(place)
                paired.append((other, time))
                break
    return paired
