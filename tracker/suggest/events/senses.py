"""Words that name a deed elsewhere, and here mean something else."""

from tracker.suggest.events.frames import PREPOSITIONS
from tracker.suggest.events.grammar import grammar
from tracker.suggest.events.matching import Match, Reading

_QUESTIONS = frozenset(["whether", "if", "about", "why", "how", "what", "when", "who"])
_WORDS = frozenset(["statement", "report", "document", "figures", "data", "details", "video"])
_SET_BY_OTHERS = grammar("set_by_others")
_NEAR = 6  # tokens of what is met


def has_other_sense(reading: Reading, match: Match) -> bool:
    if reading.tokens[match.first].lower == "going" and _is_future(reading, match.first):
        return True
    match match.phrase.lemma:
        case "ask":  # "asked whether", "asked about": a question, and no request
            return _has(reading, match.end, 3, _QUESTIONS)
        case "release":  # "released a joint statement"
            return _has(reading, match.end, 4, _WORDS)
        case "meet":
            return _meets_what_is_set(reading, match)
    return False


def _has(reading: Reading, start: int, length: int, words: frozenset[str]) -> bool:
    return not words.isdisjoint(reading.lowers[start : start + length])


def _meets_what_is_set(reading: Reading, match: Match) -> bool:
    """ "Met its obligations", and not "met an envoy on its obligations"."""
    if match.is_noun or match.phrase.deed.types[0] != "CONSULT":
        return False
    for word in reading.lowers[match.first + 1 : match.first + 1 + _NEAR]:
        if word in _SET_BY_OTHERS:
            return True
        if word in PREPOSITIONS or not word[0].isalnum():
            return False
    return False


def _is_future(reading: Reading, going: int) -> bool:
    """ "Is going to", and not "is going to Paris"."""
    after = going + 2
    return (
        after < len(reading.tokens)
        and reading.actor_at(after) is None
        and not reading.tokens[after].is_capitalised
        and reading.tokens[after].lower != "the"
    )
