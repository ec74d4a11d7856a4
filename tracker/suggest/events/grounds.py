"""Where a deed was done, when that alone tells whose people did it or to whom it was done.

"Police shot at miners in Dakar" is done to people of Senegal, "students in Dakar marched" is done
by them. After the PLOVER codebook, which codes people by their state, inside one state too.
"""

from dataclasses import replace

from tracker.suggest.events.grammar import grammar
from tracker.suggest.events.matching import Reading
from tracker.suggest.found import ActorFound

PEOPLE = grammar("people")
_SERVING = grammar("serving")
_NAMELESS = grammar("nameless")
DONE_TO = PEOPLE | _SERVING | grammar("held")
_OWNING = frozenset(["its", "their", "his", "her"])  # "pulled out its troops": by these
_BROUGHT = grammar("brought_about")


def is_modifier(reading: Reading, place: int) -> bool:
    """ "NATO" in "NATO-member Norway"."""
    after = reading.spans[place][1]
    return (
        after < len(reading.tokens)
        and reading.tokens[after].text == "-"
        and reading.tokens[after - 1].end == reading.tokens[after].start
    )


def only_describes(reading: Reading, place: int) -> bool:
    """ "UN" in "the UN-brokered deal": it brought about what others do something to."""
    after = reading.spans[place][1] + 1
    is_said = after < len(reading.tokens) and reading.tokens[after].lower in _BROUGHT
    return is_said and is_modifier(reading, place)


def home_of_people(reading: Reading, start: int, end: int) -> tuple[int, ...]:
    """The place in "students throughout Senegal", the last that stands behind the people."""
    numbers = range(start, end)
    who = PEOPLE | _SERVING
    people = next((one for one in numbers if reading.tokens[one].lower in who), None)
    if people is None:
        return ()
    places = [one for one in reading.places_between(people, end) if reading.actors[one].is_place]
    return tuple(places[:1])


def speaks_of_people(reading: Reading, start: int, end: int) -> bool:
    return any(token.lower in PEOPLE | _SERVING for token in reading.tokens[start:end])


def acts_without_name(reading: Reading, start: int, end: int) -> bool:
    """ "gunmen", "the court": whoever it was, somebody did it."""
    words = reading.tokens[start:end]
    return any(token.lower in PEOPLE | _SERVING | _NAMELESS for token in words)


def is_no_government(reading: Reading, actor: ActorFound) -> bool:
    """A place or people of a state, which may face that state: "Iraqi students"."""
    words = reading.document.text[actor.start : actor.end].lower().split()
    return actor.is_place or not PEOPLE.isdisjoint(words)


def only_state(reading: Reading, first: int, end: int) -> ActorFound | None:
    """The state that all actors and places among these tokens belong to."""
    actors = [reading.actors[place] for place in reading.places_between(first, end)]
    actors += reading.described_between(first, end)
    actors = [actor for actor in actors if not _is_ethnic(reading, actor)]
    codes = {actor.iso_3166 or actor.home for actor in actors}
    states = [actor for actor in actors if actor.iso_3166]
    return states[0] if len(codes) == 1 and states else None


def _is_ethnic(reading: Reading, actor: ActorFound) -> bool:
    """ "Ethnic Albanians": of whichever state they live in."""
    before = reading.document.token_at(actor.start) - 1
    words = (reading.lowers[before] if before >= 0 else "", reading.lowers[before + 1])
    return "ethnic" in words


def people_of(
    reading: Reading, words: range, state: ActorFound, among: frozenset[str] = PEOPLE
) -> list[ActorFound]:
    """The people without a state among these words, who are of this one."""
    why = f"of {state.name}, as no other state is named"
    for number in range(words.start, words.stop):
        token = reading.tokens[number]
        is_apart = _OWNING.isdisjoint(reading.lowers[max(number - 3, 0) : number])
        if token.lower in among and is_apart:
            return [replace(state, start=token.start, end=token.end, why=why, score=0.5)]
    return []
