"""The other side of a deed, where the place or the state where it was done tells it."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.suggest.events.drafts import Draft
from tracker.suggest.events.grammar import grammar
from tracker.suggest.events.grounds import DONE_TO, PEOPLE, acts_without_name, only_state, people_of
from tracker.suggest.events.matching import Match, Reading
from tracker.suggest.found import ActorFound

# What is done on the spot, so that the place says to whom.
_ON_THE_SPOT = frozenset(["ASSAULT", "COERCE", "PROTEST", "AID", "RETREAT", "MOBILIZE"])
_BY_THE_STATE = frozenset(["COERCE", "ASSAULT", "PROTEST"])
_PRONOUNS = frozenset(["it", "them"])
_VERBAL = frozenset(["ACCUSE", "REQUEST", "REJECT", "SUPPORT", "THREATEN"])
_AT_HOME = frozenset(["curfew", "martial-law", "censor"])
# What nobody does to the own state.
_ABROAD = frozenset(["CONSULT", "AID", "COOPERATE", "MOBILIZE"])
# Those whom another state has sent: nobody expels an envoy of the own.
_AT_HOME_DONE_TO = DONE_TO - grammar("sent_by_others")
_SUBJECT = 12  # tokens before a verb that may name who does it
_SEIZING = frozenset(["arrest", "expel", "deport"])


def other_side(
    reading: Reading,
    draft: Draft,
    grounds: Sequence[ActorFound],
    doers: Sequence[ActorFound],
    sentence: range,
) -> list[ActorFound]:
    """Who it is done to, where nobody is named: by the place, by what is said to be of a state, by
    the people it is done to; of words, also by who else is spoken of."""
    near = [
        *own_people(reading, draft, doers, sentence),
        *_described(reading, draft, doers),
    ]
    verb = reading.tokens[draft.match.first].start
    own = {code for one in doers for code in (one.iso_3166, one.home)}
    at_home = [ground for ground in grounds if ground.iso_3166 in own]
    return (
        _pronoun(reading, draft, own, sentence)
        or done_to(reading, draft, () if at_home and near else grounds, doers)
        or sorted(near, key=lambda one: (one.start < verb, one.start))[:1]
        or _spoken_of_after(reading, draft, doers, sentence)
        or _own_state(reading, draft, doers, sentence)
    )


def _pronoun(reading: Reading, draft: Draft, own: set[str], sentence: range) -> list[ActorFound]:
    """Of "closed its border with Eritrea and accused it": the last other state before."""
    if _PRONOUNS.isdisjoint(reading.lowers[draft.match.end : draft.match.end + 1]):
        return []
    before = reading.places_between(sentence.start, draft.match.first)
    others = [reading.actors[place] for place in before]
    others = [one for one in others if one.iso_3166 and one.iso_3166 not in own]
    return [replace(one, score=0.5) for one in others[-1:]]


def _described(reading: Reading, draft: Draft, doers: Sequence[ActorFound]) -> list[ActorFound]:
    """Of "denied Indian charges": the first state that is not the doers' own."""
    own = {code for one in doers for code in (one.iso_3166, one.home)}
    near = reading.described_between(draft.match.first + 1, draft.extent)
    return [one for one in near if one.iso_3166 not in own][:1] if doers else []


def _spoken_of_after(
    reading: Reading, draft: Draft, doers: Sequence[ActorFound], sentence: range
) -> list[ActorFound]:
    """Of "threatened to use force if Taiwan declared independence": the one other state there."""
    is_said = draft.meaning.first in _VERBAL and draft.meaning.occurrence == "occurred"
    if not (is_said and doers):
        return []
    own = {code for one in doers for code in (one.iso_3166, one.home)}
    places = reading.places_between(draft.match.end, sentence.stop)
    others = [reading.actors[place] for place in places]
    others = [one for one in others if one.iso_3166 and one.iso_3166 not in own]
    is_one = len({one.iso_3166 for one in others}) == 1
    return [replace(others[0], score=0.5)] if is_one else []


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
    deed = draft.match.phrase.deed
    if deed.types[0] == "MOBILIZE" or deed.mode == "withdraw":  # of whom troops are the means
        return []
    if draft.meaning.mode in _AT_HOME or draft.match.phrase.deed.mode in _AT_HOME:
        return [replace(state, score=0.5)]
    is_only = only_state(reading, sentence.start, sentence.stop) is not None
    if _BY_THE_STATE.isdisjoint(types) and not is_only:
        return []
    return people_of(reading, range(draft.match.first, draft.extent), state, _AT_HOME_DONE_TO)


def _own_state(
    reading: Reading, draft: Draft, doers: Sequence[ActorFound], sentence: range
) -> list[ActorFound]:
    """Whom people turn to at home, where no other state is named: "the opposition demanded"; those
    who serve a state face it where they use force: "soldiers seized the palace"."""
    state = only_state(reading, sentence.start, sentence.stop)
    types = {draft.match.phrase.deed.types[0], *draft.meaning.types}
    if not doers or state is None or not types.isdisjoint(_ABROAD):
        return []
    who = PEOPLE if _BY_THE_STATE.isdisjoint(types) else _AT_HOME_DONE_TO
    words = range(max(sentence.start, draft.match.first - _SUBJECT), draft.match.first)
    return [replace(state, score=0.5)] if people_of(reading, words, state, who) else []


def done_by(match: Match, grounds: Sequence[ActorFound]) -> list[ActorFound]:
    """Who arrested, where somebody "was arrested in Senegal"."""
    deed = match.phrase.deed
    is_seizing = deed.types[0] == "COERCE" and deed.mode in _SEIZING
    return list(grounds[:1]) if match.frame.is_passive and is_seizing else []
