"""Who does what a clause says: its subject, unless that only suffers it."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from tracker.suggest.conditions.words import is_auxiliary, is_finite, word_set
from tracker.suggest.found import ActorFound
from tracker.suggest.quotes.words import TIME_WORDS
from tracker.suggest.text import Document

_FARTHEST = 25  # tokens from the head of a clause to its verb
_OURS = word_set("conditions_people", "ours")
_THEIRS = word_set("conditions_people", "theirs")
_YOURS = frozenset(["you", "you're", "your", "you'll", "you've"])
_UNDERGOES = word_set("conditions_people", "undergoes")
_NO_PASSIVE = word_set("conditions_people", "no_passive")
_PARTICIPLES = word_set("conditions_people", "participles")
_OBLIQUE = word_set("conditions_people", "oblique")
_NAMELESS = word_set("conditions_people", "nameless")
_BE = word_set("conditions_people", "be")
_VERB = 6  # tokens from the first verb of a clause to its last

Who = ActorFound | Literal["we", "you", "they", "nameless", ""]


class Clause(NamedTuple):
    """agent: who does it; patient: to whom it is done, where the clause begins with that."""

    agent: Who = ""
    patient: Who = ""
    is_obliged: bool = False  # the agent "would have to"

    @property
    def subject(self) -> Who:
        return self.patient or self.agent


def read_clause(document: Document, actors: Sequence[ActorFound], start: int, end: int) -> Clause:
    """actors: those within text[start:end], in order."""
    first = document.token_at(start)
    last = min(document.token_at(end - 1) + 1, first + _FARTHEST)
    words = document.lowers[first:last]
    firsts = [document.token_at(actor.start) - first for actor in actors]
    verb = _verb(words, firsts, [document.token_at(one.end - 1) - first for one in actors])
    head = _head(words, actors, firsts, verb)
    if not _suffers(words, verb):
        return Clause(agent=head, is_obliged=_is_obliged(words[verb : verb + _VERB]))
    return Clause(agent=_by(words, actors, firsts, verb), patient=head)


def _verb(words: Sequence[str], firsts: Sequence[int], lasts: Sequence[int]) -> int:
    """The place of the first verb; behind all words without one."""
    places = range(1, len(words))
    names = {
        place for pair in zip(firsts, lasts, strict=True) for place in range(pair[0], pair[1] + 1)
    }
    if words and _is_contracted(words[0]):
        return 0
    return next((one for one in places if one not in names and is_finite(words[one])), len(words))


def _is_contracted(word: str) -> bool:
    return "'" in word and is_auxiliary(word)


def _head(
    words: Sequence[str], actors: Sequence[ActorFound], firsts: Sequence[int], verb: int
) -> Who:
    """Whom the words before the verb name first; not where a preposition ties it to another."""
    if words and words[0] in _OURS:
        return "we"
    if words and words[0] in _YOURS:
        return "you"
    for actor, place in zip(actors, firsts, strict=True):
        if place < verb and not _hangs(words, place):
            return _whole(actor, actors)
    if not words or any(place < verb for place in firsts):
        return ""
    if not _NAMELESS.isdisjoint(words[: verb + 1]) and words[0] not in _THEIRS:
        return "nameless"
    if words[0] in _THEIRS:
        return "they"
    if any(word in _OURS for word in words[:verb]):
        return "we"
    return "they" if any(word in ("its", "their", "his", "her") for word in words[:verb]) else ""


def _whole(actor: ActorFound, actors: Sequence[ActorFound]) -> ActorFound:
    """Abdel Noor in "Sudanese General Abdel Noor", where that is two actors."""
    following = (one for one in actors if 0 <= one.start - actor.end <= 1)
    return next((one for one in following if one.kind == "person"), actor)


def _hangs(words: Sequence[str], place: int) -> bool:
    """On a preposition, over its article: "talks with Iran", but not "on Monday Iran"."""
    for number in range(place - 1, max(place - 4, -1), -1):
        if words[number] in _OBLIQUE:
            return True
        if words[number] in TIME_WORDS or not words[number][0].isalnum():
            return False
    return False


def _suffers(words: Sequence[str], verb: int) -> bool:
    """ "Iran will be punished", "Iran would face sanctions"."""
    chain = words[verb : verb + _VERB]
    for place, word in enumerate(chain):
        if word in _UNDERGOES:
            return True
        if word in _BE or word.endswith("n't"):
            continue
        if not (is_auxiliary(word) or word.endswith("ly") or word in _BETWEEN):
            return _is_participle(word) and not _BE.isdisjoint(chain[:place])
    return False


_BETWEEN = frozenset(["not", "never", "also", "only", "again", "first", "soon", "then", "to"])


def _is_obliged(chain: Sequence[str]) -> bool:
    return not _MUST.isdisjoint(chain[:2]) or any(
        chain[place : place + 2] in (["have", "to"], ["has", "to"], ["need", "to"])
        for place in range(3)
    )


_MUST = frozenset(["must", "should", "shall"])


def _is_participle(word: str) -> bool:
    return (word.endswith(("ed", "en")) and word not in _NO_PASSIVE) or word in _PARTICIPLES


def _by(
    words: Sequence[str], actors: Sequence[ActorFound], firsts: Sequence[int], verb: int
) -> Who:
    """Russia in "is attacked by Russia", "gets guarantees from Russia"."""
    for actor, place in zip(actors, firsts, strict=True):
        near = words[max(place - 3, verb) : place]
        if place > verb and ("by" in near or "from" in near):
            return actor
    return ""
