"""The other side of a deed, where the place or the state where it was done tells it."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.suggest.events.drafts import Draft
from tracker.suggest.events.grounds import DONE_TO, acts_without_name, only_state, people_of
from tracker.suggest.events.matching import Match, Reading
from tracker.suggest.found import ActorFound

# What is done on the spot, so that the place says to whom.
_ON_THE_SPOT = frozenset(["ASSAULT", "COERCE", "PROTEST", "AID", "RETREAT", "MOBILIZE"])
_BY_THE_STATE = frozenset(["COERCE", "ASSAULT", "PROTEST"])
_VERBAL = frozenset(["ACCUSE", "REQUEST", "REJECT", "SUPPORT", "THREATEN"])
_AT_HOME = frozenset(["curfew", "martial-law", "censor"])
_SEIZING = frozenset(["arrest", "expel", "deport"])


def done_to(
    reading: Reading, draft: Draft, grounds: Sequence[ActorFound], doers: Sequence[ActorFound]
) -> list[ActorFound]:
    """Who it is done to, where nobody is named: those of the place. A state bans nothing
    in itself, unless people are spoken of: "on the list of carriers banned in the EU"."""
    deed = draft.match.phrase.deed
    types = {deed.types[0], *draft.meaning.types}
    if draft.match.frame.is_passive or not grounds:
        return []
    if _ON_THE_SPOT.isdisjoint(types):
        return _spoken_of(reading, draft, grounds[0], doers)
    is_own = any(one.name == grounds[0].name and not one.is_place for one in doers)
    if (
        is_own
        and deed.mode == "restrict"
        and not acts_without_name(reading, draft.match.first, draft.extent)
    ):
        return []
    return [grounds[0]]


def _spoken_of(
    reading: Reading, draft: Draft, ground: ActorFound, doers: Sequence[ActorFound]
) -> list[ActorFound]:
    """Of words about what goes on in another state: "condemned the violence in Senegal". Only
    where the state itself is named: a town may be where they were said."""
    if draft.meaning.first not in _VERBAL or not doers:
        return []
    is_other = all(one.iso_3166 != ground.iso_3166 for one in doers)
    words = reading.document.text[ground.start : ground.end]
    return [ground] if is_other and words == ground.name else []


def own_people(
    reading: Reading, draft: Draft, doers: Sequence[ActorFound], sentence: range
) -> list[ActorFound]:
    """Of what a state does to people without a state: "Senegalese police arrested students"."""
    state = next((one for one in doers if one.iso_3166), None)
    if state is None:
        return []
    types = {draft.match.phrase.deed.types[0], *draft.meaning.types}
    if draft.meaning.mode in _AT_HOME or draft.match.phrase.deed.mode in _AT_HOME:
        return [replace(state, score=0.5)]
    is_only = only_state(reading, sentence.start, sentence.stop) is not None
    if _BY_THE_STATE.isdisjoint(types) and not is_only:
        return []
    return people_of(reading, range(draft.match.first, draft.extent), state, DONE_TO)


def done_by(match: Match, grounds: Sequence[ActorFound]) -> list[ActorFound]:
    """Who arrested, where somebody "was arrested in Senegal"."""
    deed = match.phrase.deed
    is_seizing = deed.types[0] == "COERCE" and deed.mode in _SEIZING
    return list(grounds[:1]) if match.frame.is_passive and is_seizing else []
