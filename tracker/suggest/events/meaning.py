"""What a deed is when it is promised, refused, threatened, planned or did not come about.

After the PLOVER codebook: a meeting to come is an agreement, a withdrawal to come a concession,
force to come a threat; what is called off or not done is a rejection.
"""

from dataclasses import dataclass, replace

from tracker.suggest.events.frames import Frame
from tracker.suggest.events.lexicon import Deed, Effect
from tracker.suggest.found import Occurrence

_KIND = frozenset(["AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID"])
_YIELDING = frozenset(["RETREAT", "CONCEDE"])
_HOSTILE = frozenset(["SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST", "THREATEN"])
_DEMANDED = {
    "CONSULT": "meet",
    "RETREAT": "yield",
    "CONCEDE": "yield",
    "AID": "assist",
    "COOPERATE": "assist",
    "SUPPORT": "assist",
}
_THREATENED = {"arrest": "arrest", "expel": "expel", "deport": "expel", "withdraw": "relations"}
_THREATENED_TYPES = {
    "ASSAULT": "violence",
    "MOBILIZE": "violence",
    "SANCTION": "restrict",
    "COERCE": "restrict",
    "REJECT": "relations",
    "RETREAT": "relations",
}


@dataclass(frozen=True, slots=True)
class Meaning:
    types: tuple[str, ...]
    mode: str
    occurrence: Occurrence
    score: float
    why: str = ""

    @property
    def first(self) -> str:
        return self.types[0]


def plain(deed: Deed) -> Meaning:
    return Meaning(deed.types, deed.mode, deed.occurrence, deed.score)


def in_frame(meaning: Meaning, frame: Frame) -> Meaning | None:
    """With the verb's tense and negation; None when nothing is left to enter."""
    if frame.tense == "irreal":
        return None
    if frame.tense == "possible" and frame.is_negated:  # "can't": no deed, and no refusal
        return None
    if frame.tense == "must":
        return None if frame.is_negated else governed(meaning, "demand")
    if frame.is_negated:
        return _negated(meaning, frame)
    if frame.tense == "future":
        return _future(meaning)
    if frame.tense == "possible":
        future = _future(meaning)
        return replace(future, score=future.score * 0.8, why="may come")
    return meaning


def governed(meaning: Meaning, effect: Effect, *, is_negated: bool = False) -> Meaning | None:
    """The deed under a word that governs it: "agreed to", "refused to", "plans to"."""
    if is_negated:
        if effect in {"promise", "oath", "plan", "readiness", "willingness"}:
            return _refused(meaning)
        if effect == "carried":
            return _missed(meaning)
        return None
    if effect == "refusal":
        return _refused(meaning)
    if effect == "failure":
        return _missed(meaning)
    if effect in {"threat", "warning"}:
        return replace(_threatened(meaning), occurrence="occurred")
    if effect == "demand":
        mode = _DEMANDED.get(meaning.first, "change")
        return Meaning(_two("REQUEST", "ACCUSE"), mode, "occurred", meaning.score, "demanded")
    if effect == "force":
        types = _two("COERCE", "REQUEST")
        mode = meaning.mode if meaning.first == "COERCE" else "restrict"
        return Meaning(types, mode, "occurred", meaning.score, "ordered")
    if effect == "readiness" and meaning.first in _HOSTILE:
        return Meaning(
            _two("MOBILIZE", "THREATEN"), "troops", "occurred", meaning.score, "prepared"
        )
    if effect in {"plan", "readiness"}:
        return _future(meaning)
    if effect == "promise":
        return _promised(meaning)
    if effect == "willingness":  # nothing is agreed yet
        return replace(_promised(meaning), occurrence="planned", why="ready to")
    if effect == "oath":
        return (
            _threatened(meaning) if meaning.first in _HOSTILE | {"REJECT"} else _promised(meaning)
        )
    return meaning


def _two(first: str, second: str) -> tuple[str, ...]:
    return (first, second) if first != second else (first,)


def _promised(meaning: Meaning) -> Meaning:
    second = "CONCEDE" if meaning.first in _YIELDING else meaning.first
    types = _two("AGREE", "COOPERATE" if second == "AGREE" else second)
    if meaning.first in {"SANCTION", "COERCE", "ASSAULT"}:
        types = ("AGREE", "THREATEN")
    return Meaning(types, "", "occurred", max(meaning.score, 0.75), "promised")


def _threatened(meaning: Meaning) -> Meaning:
    mode = _THREATENED.get(meaning.mode) or _THREATENED_TYPES.get(meaning.first, "")
    second = "ACCUSE" if meaning.first == "THREATEN" else meaning.first
    score = max(meaning.score, 0.75)
    return Meaning(_two("THREATEN", second), mode, meaning.occurrence, score, "threatened")


def _refused(meaning: Meaning) -> Meaning | None:
    if meaning.first in {"REJECT", "ACCUSE", "THREATEN"}:
        return None
    mode = _DEMANDED.get(meaning.first, "change")
    types = _two("REJECT", meaning.first)
    score = max(meaning.score, 0.75)
    return Meaning(types, mode, "did_not_happen", score, "refused")


def _missed(meaning: Meaning) -> Meaning | None:
    """ "failed to reach an agreement"; an attack that failed is no entry for a timeline."""
    if meaning.first in _KIND | _YIELDING:
        mode = _DEMANDED.get(meaning.first, "")
        types = _two("REJECT", meaning.first)
        return Meaning(types, mode, "did_not_happen", meaning.score, "did not come about")
    return None


def _negated(meaning: Meaning, frame: Frame) -> Meaning | None:
    if frame.tense == "future":
        if meaning.first in _HOSTILE:
            return Meaning(("AGREE", "CONCEDE"), "", "planned", meaning.score * 0.7, "ruled out")
        refused = _refused(meaning)
        if refused and meaning.first in {"CONSULT", "COOPERATE", "AID"}:
            return replace(refused, types=("REJECT", "THREATEN"))
        return refused
    return _missed(meaning)


def _future(meaning: Meaning) -> Meaning:
    first = meaning.first
    if first == "AGREE":
        types = meaning.types
    elif first in _KIND:
        types = _two("AGREE", first)
    elif first in _YIELDING:
        types = ("CONCEDE", "AGREE")
    elif first in _HOSTILE:
        return replace(_threatened(meaning), occurrence="planned", why="to come")
    else:
        types = meaning.types
    mode = meaning.mode if types[0] == first else ""
    occurrence: Occurrence = "planned" if meaning.occurrence == "occurred" else meaning.occurrence
    return Meaning(types, mode, occurrence, meaning.score, "to come")
