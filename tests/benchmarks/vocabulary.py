"""The words of synthetic entries: sentences, clauses and names, some frequent and most rare."""

# ruff: noqa: SIM905 - lists of words are read more easily as words

from itertools import accumulate
from random import Random

# The word that stands in the same few entries however many there are, and one in a fifth of them.
# No other text below holds them.
RARE, COMMON = "semaphore", "ceasefire"
RARE_SENTENCE = f"The old {RARE} on the pier is to be lit again."
COMMON_SENTENCE = f"The {COMMON} came up more than once."

_ADJECTIVES = """
joint final draft new partial mutual interim technical northern southern secret humanitarian
regional economic military civilian binding provisional written verbal revised public quiet early
late lasting fragile direct indirect bilateral annual temporary frozen disputed coastal rural
""".split()
_NOUNS = """
talks proposal border delegation text corridor prisoners sanctions port guarantee envoy commission
withdrawal election observers pipeline harbour reactor inspectors tariff loan grain convoy fishing
airspace monitors referendum treaty annex clause timetable charter archive assets accounts customs
bridge valley island garrison radar mine railway embassy visa amnesty tribunal refugees aid water
dam power grid satellite fleet exercise buffer zone checkpoint demarcation map survey protocol
summit plenary working-group minutes communiqué note-verbale mandate quorum recess roadmap
""".split()
_VERBS = """
rejects welcomes postpones reopens suspends confirms questions signs drafts leaks defends reviews
proposes extends narrows links recalls disputes hails endorses delays resumes offers withdraws
demands accepts discusses tables amends ratifies monitors blocks hosts convenes announces denies
""".split()
_ADVERBS = ("again", "quietly", "in public", "without delay", "for now", "at length", "in writing")
_LINKING = ("while", "because", "although", "before", "after", "even though", "unless", "once")
_SYLLABLES = """
ar bel cor dan el far gol har il jas kel lor mar nor os pel quin ras sol tar ul ven wes yor zan
å ø é lin mir tov
""".split()
_ENDINGS = "ia land mark stan or ovia burg holm mere ath ène".split()
_BODIES = ("Council", "Ministry", "Front", "Union", "League", "Office", "Agency", "Assembly")
_EXPONENT = 0.9  # of Zipf's law: 1 would be the law itself


class Vocabulary:
    """Pools to draw from by index. The same seed gives the same pools."""

    def __init__(self, seed: int) -> None:
        self._random = Random(f"vocabulary {seed}")
        self.names = self._names(6_000)
        # A long tail: names of places that no list holds, each rarer than the one before.
        self._adjectives = _falling(_ADJECTIVES, 4_096, self._random)
        self._nouns = _falling([*_NOUNS, *self.names[3_000:4_500]], 16_384, self._random)
        self._verbs = _falling(_VERBS, 4_096, self._random)
        # A prime number of them: any stride walks through all without meeting one twice.
        self.sentences = [self._sentence() for _ in range(20_011)]
        self.clauses = [self._clause() for _ in range(8_192)]
        self.predicates = [self._predicate() for _ in range(16_384)]

    def _names(self, count: int) -> list[str]:
        names: dict[str, None] = {}
        while len(names) < count:
            syllables = self._random.choices(_SYLLABLES, k=self._random.randint(1, 3))
            names["".join([*syllables, self._random.choice(_ENDINGS)]).capitalize()] = None
        return list(names)

    def organisation(self, name: str) -> str:
        return f"{name} {self._random.choice(_BODIES)}"

    def person(self, name: str) -> str:
        return f"{self._random.choice(self.names[4_500:])} {name}"

    def _noun(self) -> str:
        noun = self._random.choice(self._nouns)
        if self._random.random() < 0.5:
            return f"{self._random.choice(self._adjectives)} {noun}"
        return noun

    def _predicate(self) -> str:
        return f"{self._random.choice(self._verbs)} the {self._noun()} over the {self._noun()}"

    def _clause(self) -> str:
        return f"the {self._noun()} {self._random.choice(self._verbs)} the {self._noun()}"

    def _sentence(self) -> str:
        parts = [f"The {self._noun()} {self._random.choice(self._verbs)} the {self._noun()}"]
        if self._random.random() < 0.5:
            parts.append(self._random.choice(_ADVERBS))
        if self._random.random() < 0.45:
            parts.append(f"{self._random.choice(_LINKING)} {self._clause()}")
        if self._random.random() < 0.1:
            # Outside the plane in which one UTF-16 unit is one character.
            parts.append("“as agreed 🕊”")
        return " ".join(parts) + "."


def _falling(words: list[str], size: int, random: Random) -> list[str]:
    """A pool in which the second word is rarer than the first, and so on."""
    total = list(accumulate((rank + 1) ** -_EXPONENT for rank in range(len(words))))
    return random.choices(words, cum_weights=total, k=size)


def frequent_first(count: int, size: int, random: Random, *, offset: float) -> list[int]:
    """A pool of indices below `count`; index 0 is drawn most often (Zipf and Mandelbrot).

    The larger the offset, the less the first ones outdo the others.
    """
    total = list(accumulate(1 / (rank + 1 + offset) for rank in range(count)))
    return random.choices(range(count), cum_weights=total, k=size)
